"""Mail (EML) and saved web pages (MHT): the message's text, or its HTML part read as a web page."""

from __future__ import annotations

import email
import email.policy
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from yosqa.documents import html
from yosqa.documents.lines import plain_page
from yosqa.documents.names import shown
from yosqa.documents.text import decode
from yosqa.errors import DocumentError
from yosqa.model import Extraction

MEDIA_TYPE = "message/rfc822"
_HEADERS = {"Subject": "title", "Snapshot-Content-Location": "url"}


def load(name: str, data: bytes) -> Extraction:
    """Read a message.

    Raises:
        DocumentError: It holds no text.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    try:
        part = message.get_body(("plain", "html"))
        content = part.get_payload(decode=True) if part is not None else None
        properties = _properties(message)
        attachments = _attachments(message)
    except (ValueError, LookupError, AttributeError, TypeError) as problem:
        raise DocumentError(shown(name), "is a damaged message.", hint="Save it anew and add that.") from problem
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise DocumentError(shown(name), "is no message with a text.", hint="Save its text as .txt and add that.")
    declared = part.get_content_charset("")
    if part.get_content_type() == "text/html":
        page = html.load(name, content, declared)
        pages, properties, problems = page.pages, {**page.properties, **properties}, page.problems
    else:
        text, problems = decode(content, declared)
        pages = (plain_page(1, text),)
    if attachments:
        problems += (f"Its attachments were not read: {', '.join(attachments)}. Save them into corpus/.",)
    return Extraction(MEDIA_TYPE, pages, properties=properties, problems=problems)


def _properties(message: EmailMessage) -> dict[str, str]:
    found = {key: str(message[header]).strip() for header, key in _HEADERS.items() if message[header]}
    # Mail programs write dates that are none; the message is worth reading all the same.
    with suppress(ValueError, OverflowError):
        if message["Date"]:
            found["published"] = parsedate_to_datetime(str(message["Date"])).date().isoformat()
    return found


def _attachments(message: EmailMessage) -> list[str]:
    """Names of the files that were sent along; the pictures and styles that a saved web page consists of are none."""
    is_page = message.get_content_type() == "multipart/related"
    return [
        shown(file.get_filename() or "without a name")
        for file in message.iter_attachments()
        if file.is_attachment() or not is_page
    ]
