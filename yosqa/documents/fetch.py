"""Downloads a document into the corpus and keeps its address beside it.

Only http and https are followed, also through redirects; a server that answers slowly or without end is left.
"""

from __future__ import annotations

import datetime
import hashlib
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from email.message import Message
from http.client import HTTPMessage
from pathlib import Path, PurePosixPath
from typing import IO, Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from yosqa.documents.formats import SUFFIXES, detect
from yosqa.documents.names import shown
from yosqa.errors import DocumentError

_CHUNK: Final = 2**16
_LONGEST_NAME: Final = 120
"""Bytes, as file systems count them; what is written beside the file has a longer name."""
_SCHEMES: Final = ("http", "https")
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


def download(url: str, into: Path, *, seconds: float, most_bytes: int) -> Path:
    """Download a document.

    The file gets a sidecar ``NAME.toml`` with its address and the day. A document that is there already, byte for
    byte, is not stored again.

    Args:
        url: Its address, http or https.
        into: The folder to put it in.
        seconds: Time in which the server must answer; the whole may take ten times as long.
        most_bytes: Size limit.

    Returns:
        The file.

    Raises:
        DocumentError: It cannot be had, is too large or too slow, or is an error page.
    """
    url = _escaped(url)
    data, headers, address = _get(url, seconds, most_bytes)
    name = _name(address, headers, data)
    _check(name, data, url)
    return _store(into, name, data, _about(url, data))


def shown_url(url: str) -> str:
    """An address fit for a message."""
    return re.sub(r"[^\x21-\x7e]", "?", url)[:200]


def _escaped(url: str) -> str:
    """The address as it is sent: ASCII, the host's name by IDNA, and whatever else has to be escaped.

    Raises:
        DocumentError: It is no web address.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in _SCHEMES or not parts.netloc:
            raise ValueError(url)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        # An argument that is no text holds its bytes as surrogates.
        return re.sub(
            r"[^\x21-\x7e]+",
            lambda unfit: quote(unfit[0], errors="surrogateescape"),
            urlunsplit(parts._replace(netloc=host)),
        )
    except ValueError as problem:
        raise DocumentError(
            shown_url(url), "is no http or https address.", hint="Give one that begins with https://"
        ) from problem


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme.lower() not in _SCHEMES:
            raise urllib.error.URLError(f"it leads on to {shown_url(newurl)}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _get(url: str, seconds: float, most_bytes: int) -> tuple[bytes, Message, str]:
    """Body, headers and final address."""
    deadline = time.monotonic() + 10 * seconds
    opener = urllib.request.build_opener(_OnlyWeb)
    request = urllib.request.Request(url, headers={"User-Agent": "yosqa", "Accept": "*/*"})
    where = shown_url(url)
    try:
        with opener.open(request, timeout=seconds) as response:
            parts: list[bytes] = []
            size = 0
            while part := response.read1(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > most_bytes:
                    raise DocumentError(
                        where,
                        f"is larger than {most_bytes // 2**20} MB.",
                        hint="Download it with a browser and add it.",
                    )
                if time.monotonic() > deadline:
                    raise TimeoutError
            expected = response.headers.get("Content-Length", "")
            if expected.isdecimal() and not response.headers.get("Content-Encoding") and size < int(expected):
                raise DocumentError(where, "broke off before its end.", hint="Try again.")
            return b"".join(parts), response.headers, response.geturl()
    except urllib.error.HTTPError as problem:
        problem.close()
        raise DocumentError(
            where, f"cannot be had: the server answers {problem.code} {problem.reason}.", hint="Check the address."
        ) from problem
    except TimeoutError as problem:
        raise DocumentError(
            where,
            "answers too slowly.",
            hint="Try again, or download it with a browser and add it.",
        ) from problem
    except urllib.error.URLError as problem:
        raise DocumentError(
            where, f"cannot be had: {_reason(problem)}.", hint="Check the address and the connection."
        ) from problem
    except (http.client.HTTPException, ValueError, OSError) as problem:
        raise DocumentError(
            where, f"cannot be had: {type(problem).__name__}.", hint="Check the address and the connection."
        ) from problem


def _reason(problem: urllib.error.URLError) -> str:
    if isinstance(problem.reason, TimeoutError):
        return "the server does not answer"
    return " ".join(str(problem.reason).split())


def _name(url: str, headers: Message, data: bytes) -> str:
    """A safe file name: the server's, or the address's last part; its suffix tells what the server says it is."""
    name = headers.get_filename() or unquote(PurePosixPath(urlsplit(url).path).name)
    name = _NOT_IN_NAMES.sub("-", name).strip(" .-") or urlsplit(url).hostname or "download"
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES:
        return _short(PurePosixPath(name).stem) + suffix
    suffix = ".pdf" if data.startswith(b"%PDF-") else _SUFFIXES.get(headers.get_content_type(), "")
    return _short(name) + suffix


def _short(name: str) -> str:
    return name.encode(errors="replace")[:_LONGEST_NAME].decode(errors="ignore")


def _check(name: str, data: bytes, url: str) -> None:
    """Refuse what could not be read as a document, above all an error page in place of a PDF."""
    if name.endswith(".zip"):
        return
    try:
        detect(name, data)
    except DocumentError as problem:
        raise DocumentError(shown_url(url), problem.what, hint="Check the address with a browser.") from problem


def _store(into: Path, name: str, data: bytes, about: str) -> Path:
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    path = into / name
    number = 2
    while path.exists() and path.read_bytes() != data:
        path = into / f"{stem}-{number}{suffix}"
        number += 1
    sidecar = path.with_name(f"{path.name}.toml")
    # What a user has written there is kept.
    if not sidecar.exists():
        _write(sidecar, about.encode())
    if not path.exists():
        _write(path, data)
    return path


def _about(url: str, data: bytes) -> str:
    """The sidecar's text. The address is printable ASCII, of which a JSON string is a TOML string as well."""
    return (
        f"url = {json.dumps(url)}\n\n[download]\n"
        f'date = "{datetime.date.today().isoformat()}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
    )


def _write(path: Path, data: bytes) -> None:
    """Write so that a reader, or a kill, never meets half of it."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise DocumentError(
            shown(path), f"cannot be written: {problem.strerror}.", hint="Check permissions and space."
        ) from problem
