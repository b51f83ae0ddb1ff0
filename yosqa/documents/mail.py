"""Mail (EML) and saved web pages (MHT): the message's text, or its HTML part read as a web page."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from yosqa.documents import html
from yosqa.documents.lines import plain_page
from yosqa.documents.names import shown
from yosqa.errors import DocumentError
from yosqa.model import Extraction

MEDIA_TYPE = "message/rfc822"
_HEADERS = {"Subject": "title", "From": "author", "To": "recipient", "Snapshot-Content-Location": "url"}


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
        attachments = [shown(file.get_filename() or "without a name") for file in message.iter_attachments()]
    except (ValueError, LookupError, AttributeError, TypeError) as problem:
        raise DocumentError(f"{shown(name)} is a damaged message.", hint="Save it anew and add that.") from problem
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise DocumentError(f"{shown(name)} is no message with a text.", hint="Save its text as .txt and add that.")
    if part.get_content_type() == "text/html":
        page = html.load(name, content)
        return Extraction(MEDIA_TYPE, page.engine, page.pages, properties={**page.properties, **properties})
    charset = part.get_content_charset("utf-8")
    try:
        text = content.decode(charset, "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    problems = (
        [f"Its attachments were not read: {', '.join(attachments)}. Save them into corpus/."] if attachments else []
    )
    return Extraction(MEDIA_TYPE, "mail/1", (plain_page(1, text),), properties=properties, problems=tuple(problems))


def _properties(message: EmailMessage) -> dict[str, str]:
    found = {key: str(message[header]).strip() for header, key in _HEADERS.items() if message[header]}
    if message["Date"]:
        found["published"] = parsedate_to_datetime(str(message["Date"])).date().isoformat()
    return found
