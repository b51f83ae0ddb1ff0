"""The cells of one line where they are marked: by its loader, by tabs, or by ``<p>`` left over in text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yosqa.structure.lines import TextLine
from yosqa.structure.marks import mark

_COLUMN_WIDTH = 100.0
"""Points between the columns of formats without layout, as their loaders set them."""
_DELIMITER = re.compile(r"[,;\t]$|\| *$")
"""What stands between a cell and the next; of Markdown with the spaces after it."""
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_PARAGRAPH_TAG = re.compile(r"<p>\s*(.*?)\s*</p>", re.S)
_TAG = re.compile(r"</?(?:p|td|tr|th|br|b|i|strong|em)\b[^>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line that belongs to one cell."""

    start: int
    end: int
    column: int
    text: str


def marked_pieces(line: TextLine) -> list[Piece]:
    """The cells of a line that has marks between them; empty when it has none."""
    if line.line.gaps and not line.height:
        return _parted_by_loader(line)
    text = line.text
    if "\t" not in text and not is_tagged(text):
        return []
    opened = mark(text)
    if opened and text[: opened.length].endswith("\t") and "\t" not in text[opened.length :]:
        return []
    return _parted_by_tabs(line)


def is_tagged(text: str) -> bool:
    """Whether paragraphs in it stand between tags."""
    return "</p>" in text and bool(_PARAGRAPH_TAG.search(text))


def _parted_by_tabs(line: TextLine) -> list[Piece]:
    pieces = []
    at = line.start
    for column, cell in enumerate(line.text.split("\t"), line.indent.count("\t")):
        parts = [match.span(1) for match in _PARAGRAPH_TAG.finditer(cell)] or [(0, len(cell))]
        for start, end in parts:
            part = cell[start:end]
            if text := part.strip():
                first = at + start + part.index(text)
                pieces.append(Piece(first, first + len(text), column, _TAG.sub("", text)))
        at += len(cell) + 1
    return pieces


def _parted_by_loader(line: TextLine) -> list[Piece]:
    """The loader says where each cell begins; delimiters and the quotation marks around a cell are left out."""
    starts = [(line.line.start, 0), *((offset, round(x / _COLUMN_WIDTH)) for offset, x in line.line.gaps)]
    ends = [offset for offset, _ in starts[1:]] + [line.line.end]
    pieces = []
    for (start, column), end in zip(starts, ends, strict=True):
        cell = line.cut(start, end)
        text = (_DELIMITER.sub("", cell) if end < line.line.end else cell).strip()
        if quoted := _QUOTED.fullmatch(text):
            text = quoted[1].strip()
        if text:
            first = max(start, line.start) + cell.index(text)
            pieces.append(Piece(first, first + len(text), column, text))
    return pieces
