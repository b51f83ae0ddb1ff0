"""From a file to its pages: one loader for each format, picked by content first and name second."""

from __future__ import annotations

from pathlib import Path

from yosqa.model import Extraction

LOADER_VERSION = "1"


def extract(path: Path) -> Extraction:
    """Read a document.

    Raises:
        DocumentError: It cannot be read, or is of no kind that yosqa reads.
    """
    from yosqa.documents import pdf, text

    data = path.read_bytes()
    if b"%PDF-" in data[:1024]:
        return pdf.load(path, data)
    return text.load(data)
