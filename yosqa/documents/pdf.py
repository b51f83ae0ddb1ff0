"""PDF files: text with the place and look of each line, properties, outline and page labels.

PDFium does all of it; its offsets are the ones stored. A file that PDFium cannot open, but pypdf can, is read by pypdf
whole, so that the offsets of one document always come from one engine.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from yosqa.documents.lines import plain_page
from yosqa.documents.names import shown
from yosqa.documents.pdf_page import PageReader
from yosqa.documents.pdf_tags import tags_of
from yosqa.errors import DocumentError
from yosqa.model import Extraction, OutlineEntry, Page, PageLayout

MEDIA_TYPE = "application/pdf"
_PDF_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?")
_PROPERTIES = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "creator",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
}


def load(name: str, data: bytes) -> Extraction:
    """Read a PDF.

    Args:
        name: Its file name, for messages.
        data: The whole file.

    Raises:
        DocumentError: It needs a password, is damaged beyond reading or is empty.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        return _load_with_pypdf(name, data, problem)
    with closing(document):
        return _load_with_pdfium(document)


def _load_with_pdfium(document: pypdfium2.PdfDocument) -> Extraction:
    pages: list[PageLayout] = []
    problems: list[str] = []
    tagged = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
    for index in range(len(document)):
        label = document.get_page_label(index).strip() or str(index + 1)
        try:
            pages.append(_read_page(document, index, label, tagged))
        except pypdfium2.PdfiumError:
            pages.append(PageLayout(Page(index + 1, label, ""), ()))
            problems.append(f"Page {index + 1} is damaged and could not be read.")
    return Extraction(
        media_type=MEDIA_TYPE,
        engine=f"pdfium/{pypdfium2.PDFIUM_INFO.build}",
        pages=tuple(pages),
        properties=_properties(document.get_metadata_dict(skip_empty=True)),
        outline=_pdfium_outline(document),
        problems=tuple(problems + _scanned(pages)),
    )


def _read_page(document: pypdfium2.PdfDocument, index: int, label: str, tagged: bool) -> PageLayout:
    with _reader(document, index, tagged) as reader:
        return reader.layout(index + 1, label)


@contextmanager
def open_page(data: bytes, index: int) -> Iterator[PageReader]:
    """A reader of one page (from 0) of a PDF file.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot open the file or the page.
    """
    with closing(pypdfium2.PdfDocument(data)) as document, _reader(document, index, tagged=False) as reader:
        yield reader


@contextmanager
def _reader(document: pypdfium2.PdfDocument, index: int, tagged: bool) -> Iterator[PageReader]:
    with closing(document[index]) as page, closing(page.get_textpage()) as textpage:
        yield PageReader(page, textpage, tags_of(page) if tagged else {})


def _pdfium_outline(document: pypdfium2.PdfDocument) -> tuple[OutlineEntry, ...]:
    entries = []
    for bookmark in document.get_toc():
        destination = bookmark.get_dest()
        index = destination.get_index() if destination else None
        title = " ".join(bookmark.get_title().split())
        if title and index is not None:
            entries.append(OutlineEntry(title, index + 1, bookmark.level + 1))
    return tuple(entries)


def _load_with_pypdf(name: str, data: bytes, first: pypdfium2.PdfiumError) -> Extraction:
    if first.err_code == pdfium.FPDF_ERR_PASSWORD:
        raise DocumentError(f"{shown(name)} needs a password.", hint="Save a copy without one and add that.") from first
    if first.err_code == pdfium.FPDF_ERR_SECURITY:
        raise DocumentError(
            f"{shown(name)} is encrypted for certain readers or by an unknown method.",
            hint="Save a copy without encryption and add that.",
        ) from first
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        labels = reader.page_labels
        pages = [plain_page(index + 1, page.extract_text(), labels[index]) for index, page in enumerate(reader.pages)]
        properties = _properties({key.lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()})
        outline = tuple(_pypdf_outline(reader, reader.outline))
    except Exception as second:
        # On damaged files pypdf raises whatever the damage leads to, beyond its own errors.
        raise DocumentError(
            f"{shown(name)} is damaged and cannot be read as a PDF.", hint="Get a fresh copy from its publisher."
        ) from second
    if not pages:
        raise DocumentError(f"{shown(name)} has no pages.", hint="Get a fresh copy from its publisher.") from first
    return Extraction(
        media_type=MEDIA_TYPE,
        engine=f"pypdf/{pypdf.__version__}",
        pages=tuple(pages),
        properties=properties,
        outline=outline,
        problems=("The file is damaged; what could be read was read.", *_scanned(pages)),
    )


def _pypdf_outline(reader: Any, entries: list[Any], level: int = 1) -> list[OutlineEntry]:
    found = []
    for entry in entries:
        if isinstance(entry, list):
            found += _pypdf_outline(reader, entry, level + 1)
            continue
        index = reader.get_destination_page_number(entry)
        if index is not None and index >= 0 and entry.title:
            found.append(OutlineEntry(" ".join(entry.title.split()), index + 1, level))
    return found


def _properties(raw: Mapping[str, str]) -> dict[str, str]:
    properties = {name: raw[key].strip() for key, name in _PROPERTIES.items() if raw.get(key, "").strip()}
    for name in ("created", "modified"):
        if match := _PDF_DATE.match(properties.get(name, "")):
            properties[name] = "-".join(part for part in match.groups() if part)
    return properties


def _scanned(pages: list[PageLayout]) -> list[str]:
    """Say which pages hold no text, in one sentence."""
    empty = [layout.page.number for layout in pages if not layout.page.text]
    if not empty:
        return []
    remedy = "install yosqa[ocr] to have the text recognised, and index again."
    if len(empty) == len(pages):
        return [f"No page holds text: they are pictures or scans; {remedy}"]
    names = ", ".join(map(str, empty[:10])) + (", …" if len(empty) > 10 else "")
    return [f"{len(empty)} of {len(pages)} pages hold no text ({names}): pictures or scans; {remedy}"]
