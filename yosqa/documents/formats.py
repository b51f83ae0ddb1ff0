"""Tells what a file is. The content decides; the name only between kinds of text."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from yosqa.documents.names import shown
from yosqa.documents.text import wide
from yosqa.errors import DocumentError, NotADocument

MOST_TEXT = 32 * 2**20
"""Bytes; more text than this in one file is data, not a document."""
MOST_UNPACKED = 1024 * 2**20
"""Bytes that an office file may grow to when unpacked."""
_HEAD = 4096


class Format(Enum):
    """The formats that yosqa reads."""

    PDF = "PDF"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    WORD = "Word"
    SHEET = "Excel"
    CSV = "CSV"
    MAIL = "mail"
    TEXT = "text"


_BY_SUFFIX = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".eml": Format.MAIL,
    ".mht": Format.MAIL,
    ".mhtml": Format.MAIL,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    "": Format.TEXT,
}
SUFFIXES = (frozenset(_BY_SUFFIX) | {".pdf", ".docx", ".xlsx", ".zip"}) - {""}
"""Name endings of the formats that yosqa reads."""
_HTML = re.compile(
    # The comments are an atomic group: tried once, as a file of many comments would be tried in 2^n ways.
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(?>(<!--.*?-->\s*)*)<(!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted Office file",
        "Save it as .docx or .xlsx without a password and add that.",
    ),
    (b"{\\rtf", "an RTF file", "Save it as .docx and add that."),
    (b"\x89PNG", "a picture", "Put it into a PDF and install yosqa[ocr] to have its text recognised."),
    (b"\xff\xd8\xff", "a picture", "Put it into a PDF and install yosqa[ocr] to have its text recognised."),
    (b"II*\x00", "a picture", "Put it into a PDF and install yosqa[ocr] to have its text recognised."),
    (b"MM\x00*", "a picture", "Put it into a PDF and install yosqa[ocr] to have its text recognised."),
)
_READABLE = "yosqa reads PDF, HTML, Markdown, text, DOCX, XLSX, CSV, EML and MHT, and zip files of these."


def detect(name: str, data: bytes) -> Format:
    """Tell a file's format.

    Args:
        name: Its file name.
        data: The whole file.

    Raises:
        DocumentError: It is not what its name says, empty, or too large for what it is.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError(shown(name), "is empty.", hint="Get a fresh copy from its publisher.")
    head = data[:_HEAD]
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in head[:1024] or (suffix == ".pdf" and b"startxref" in data[-_HEAD:]):
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return _office(name, data)
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise NotADocument(shown(name), f"is {what}, which yosqa cannot read.", hint=hint)
    if suffix == ".pdf":
        raise _false_pdf(name, data)
    if b"\0" in head and not wide(head):
        raise NotADocument(shown(name), "is not text, nor of any kind that yosqa knows.", hint=_READABLE)
    if len(data) > MOST_TEXT:
        raise DocumentError(
            shown(name),
            f"is {len(data) // 2**20} MB of text; at most {MOST_TEXT // 2**20} MB are read.",
            hint="Split it, or leave it out of corpus/.",
        )
    found = _BY_SUFFIX.get(suffix)
    if found in (None, Format.TEXT) and _HTML.match(head):
        return Format.HTML
    if found is None:
        raise NotADocument(shown(name), f"is of a kind ({suffix}) that yosqa does not read.", hint=_READABLE)
    return found


def name_rank(name: str) -> int:
    """Rank names for the same bytes, lowest first, by how surely they are read under them.

    Most formats are known by their content whatever the name; text is not, and is refused under a foreign ending.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix in _BY_SUFFIX:
        return 0
    return 1 if suffix in SUFFIXES or not suffix else 2


def _office(name: str, data: bytes) -> Format:
    import io

    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, OSError) as problem:
        raise DocumentError(
            shown(name), "is a damaged zip, Word or Excel file.", hint="Get a fresh copy from its publisher."
        ) from problem
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise DocumentError(
            shown(name), f"unpacks to more than {MOST_UNPACKED // 2**20} MB.", hint="Leave it out of corpus/."
        )
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return Format.WORD
    if "xl/workbook.xml" in names:
        return Format.SHEET
    raise NotADocument(shown(name), "is a zip file that is no Word or Excel file.", hint=_READABLE)


def _false_pdf(name: str, data: bytes) -> DocumentError:
    if _HTML.match(data[:_HEAD]):
        title = re.search(rb"<title[^>]*>(.*?)</title>", data[: 16 * _HEAD], re.I | re.S)
        says = " ".join(title[1].decode("utf-8", "replace").split())[:80] if title else ""
        says = f" (“{shown(says)}”)" if says else ""
        return DocumentError(
            shown(name),
            f"is a web page{says}, not a PDF: its download went wrong.",
            hint="Download the document again from its publisher.",
        )
    return DocumentError(
        shown(name), "is not a PDF, whatever its name says.", hint="Get a fresh copy from its publisher."
    )
