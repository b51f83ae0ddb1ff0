"""From a file to its pages: one loader for each format, picked by the file's content first and by its name second.

Beside a document may stand a sidecar, ``report.pdf.toml``, with what is known of it (its address, a correction).
"""

from __future__ import annotations

from pathlib import Path

from yosqa.documents.formats import Format, detect
from yosqa.documents.sources import Source, expand, read_file
from yosqa.model import Extraction

__all__ = ["Source", "expand", "extract", "loader_version", "read"]


def loader_version() -> str:
    """Tells when files must be read again: what recognises scanned pages, if anything, is part of it."""
    from yosqa.documents.ocr import recogniser

    how = recogniser()
    return f"2+{how.name}" if how else "2"


def extract(path: Path) -> Extraction:
    """Read a document from a file.

    Raises:
        DocumentError: It cannot be read; a ``NotADocument`` when it is of a format that yosqa does not read.
    """
    return read(path.name, read_file(path))


def read(name: str, data: bytes) -> Extraction:
    """Read a document from its bytes.

    Args:
        name: Its file name: decides between text formats, and stands in messages.
        data: The whole file.

    Raises:
        DocumentError: It cannot be read; a ``NotADocument`` when it is of a format that yosqa does not read.
    """
    match detect(name, data):
        case Format.PDF:
            from yosqa.documents import pdf

            return pdf.load(name, data)
        case Format.HTML:
            from yosqa.documents import html

            return html.load(name, data)
        case Format.MARKDOWN:
            from yosqa.documents import markdown

            return markdown.load(data)
        case Format.WORD:
            from yosqa.documents import docx

            return docx.load(name, data)
        case Format.SHEET:
            from yosqa.documents import table

            return table.load_sheets(name, data)
        case Format.CSV:
            from yosqa.documents import table

            return table.load_csv(data)
        case Format.MAIL:
            from yosqa.documents import mail

            return mail.load(name, data)
        case Format.TEXT:
            from yosqa.documents import text

            return text.load(data)
