"""What a loader gave, as tests look at it."""

from __future__ import annotations

from itertools import pairwise

from yosqa.model import Extraction, Line


def lines(extraction: Extraction, page: int = 1) -> list[tuple[str, Line]]:
    layout = extraction.pages[page - 1]
    return [(layout.page.text[line.start : line.end], line) for line in layout.lines]


def cells(text: str, line: Line, start: int) -> list[str]:
    edges = [line.start, *(offset for offset, _ in line.gaps), line.end + 1]
    return [text[one - start : other - start - 1] for one, other in pairwise(edges)]
