"""Where a quotation stands on its PDF page, so that it can be drawn there."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from yosqa.documents.pdf import open_page
from yosqa.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the left and top edge of the page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float


def boxes(data: bytes, number: int, start: int, end: int) -> tuple[Box, ...]:
    """The rectangles that cover a span of a page's text, one for each line.

    Args:
        data: The PDF file.
        number: The page, from 1.
        start: First character of the span in ``Page.text``.
        end: End of the span.

    Raises:
        DocumentError: PDFium cannot open the file or the page. Pages that pypdf read or that were recognised have no
            boxes.
    """
    try:
        with open_page(data, number - 1) as reader:
            found = []
            at = 0
            for run in reader.runs():
                offsets = range(max(start - at, 0), min(end - at, len(run.text)))
                letters = [reader.box(run.first + offset) for offset in offsets if not run.text[offset].isspace()]
                if letters:
                    lefts, tops, rights, bottoms = zip(*letters, strict=True)
                    found.append(Box(min(lefts), min(tops), max(rights), max(bottoms)))
                at += len(run.text) + 1
            return tuple(found)
    except pypdfium2.PdfiumError as problem:
        raise DocumentError(f"Page {number} cannot be drawn.", hint="Read its text instead.") from problem
