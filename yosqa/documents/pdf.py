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

from yosqa.documents import ocr
from yosqa.documents.lines import plain_page
from yosqa.documents.names import shown
from yosqa.documents.pdf_page import PageReader
from yosqa.documents.pdf_tags import tags_of
from yosqa.errors import DocumentError
from yosqa.model import Extraction, OutlineEntry, PageLayout

MEDIA_TYPE = "application/pdf"
_FAILED = (
    "The text recogniser failed on {}. Check that rapidocr or Tesseract works here, and run: yosqa index --rebuild"
)
_LATE = "Time ran out before the text was recognised of {}. Raise limits.file_seconds and index again."
_UNABLE = "Pictures or scans without text: {}. Install yosqa[ocr] to have their text recognised, and index again."
_PDF_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?")


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
    tagged = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
    pages: list[PageLayout] = []
    pictures: list[int] = []
    damaged: list[int] = []
    for index in range(len(document)):
        label = document.get_page_label(index).strip() or str(index + 1)
        try:
            with _reader(document, index, tagged) as reader:
                pages.append(reader.layout(index + 1, label))
                if reader.is_drawn and not pages[index].page.text:
                    pictures.append(index)
        except pypdfium2.PdfiumError:
            pages.append(plain_page(index + 1, "", label))
            damaged.append(index)
    how = ocr.recogniser() if pictures else None
    unread = ocr.fill_in(document, pages, pictures, how) if how else ocr.Unread(unable=pictures)
    return Extraction(
        media_type=MEDIA_TYPE,
        pages=tuple(pages),
        properties=_properties(document.get_metadata_dict(skip_empty=True)),
        outline=_pdfium_outline(document),
        problems=tuple(_problems(pages, damaged, unread)),
    )


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
        raise DocumentError(shown(name), "needs a password.", hint="Save a copy without one and add that.") from first
    if first.err_code == pdfium.FPDF_ERR_SECURITY:
        raise DocumentError(
            shown(name),
            "is encrypted for certain readers or by an unknown method.",
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
            shown(name), "is damaged and cannot be read as a PDF.", hint="Get a fresh copy from its publisher."
        ) from second
    if not pages:
        raise DocumentError(shown(name), "has no pages.", hint="Get a fresh copy from its publisher.") from first
    return Extraction(
        media_type=MEDIA_TYPE,
        pages=tuple(pages),
        properties=properties,
        outline=outline,
        problems=("The file is damaged; what could be read was read.", *_problems(pages, [], ocr.Unread())),
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
    created = raw.get("CreationDate", "").strip()
    if match := _PDF_DATE.match(created):
        created = "-".join(part for part in match.groups() if part)
    properties = {"title": raw.get("Title", "").strip(), "created": created}
    return {name: value for name, value in properties.items() if value}


def _problems(pages: list[PageLayout], damaged: list[int], unread: ocr.Unread) -> list[str]:
    """What a reader should know about pages without text."""
    said = [
        text.format(_named(indexes, len(pages)))
        for indexes, text in (
            (damaged, "Damaged and unreadable: {}. Get a fresh copy from its publisher."),
            (unread.failed, _FAILED),
            (unread.late, _LATE),
            (unread.unable, _UNABLE),
        )
        if indexes
    ]
    if not said and not any(layout.page.text for layout in pages):
        said.append("No page holds any text.")
    return said


def _named(indexes: list[int], count: int) -> str:
    if len(indexes) == count:
        return f"all {count} pages" if count > 1 else "its only page"
    numbers = ", ".join(str(index + 1) for index in indexes[:10]) + (", …" if len(indexes) > 10 else "")
    return f"{len(indexes)} of {count} pages ({numbers})"
