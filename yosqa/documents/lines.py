"""Builds a page's text and lines together, so that the offsets cannot disagree with the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yosqa.model import Line, Page, PageLayout

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters that no page shows, but a terminal would act on. A space takes the place of each, so offsets stay."""


class PageBuilder:
    """Collects lines; each becomes one line of the page's text."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._lines: list[Line] = []
        self._at = 0

    def add(
        self, text: str, *, heading: int = 0, bullet: bool = False, bold: bool = False, clutter: bool = False
    ) -> None:
        """Add one line; a blank one stays in the text, but is no ``Line``."""
        text = CONTROL.sub(" ", text)
        if text.strip():
            end = self._at + len(text)
            self._lines.append(Line(self._at, end, heading=heading, bullet=bullet, bold=bold, clutter=clutter))
        self._append(text)

    def add_row(self, cells: Iterable[str]) -> None:
        """Add a row of a table: cells with a tab between them, each at a gap; columns stand 100 points apart."""
        texts = [" ".join(CONTROL.sub(" ", cell).split()) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            return
        gaps = []
        at = self._at
        for column, cell in enumerate(texts):
            if column:
                gaps.append((at, 100.0 * column))
            at += len(cell) + 1
        text = "\t".join(texts)
        self._lines.append(Line(self._at, self._at + len(text), gaps=tuple(gaps)))
        self._append(text)

    def build(self, number: int = 1, label: str = "") -> PageLayout:
        """Make the page."""
        return PageLayout(Page(number, label or str(number), "\n".join(self._texts)), tuple(self._lines))

    def _append(self, text: str) -> None:
        self._texts.append(text)
        self._at += len(text) + 1


def plain_page(number: int, text: str, label: str = "") -> PageLayout:
    """A page of which only the text is known. Every line end becomes one newline; trailing blanks are left out.

    Leading blank lines stay, so that lines have the numbers that other programs give them.
    """
    builder = PageBuilder()
    for line in text.rstrip("\r\n").splitlines():
        builder.add(line.rstrip())
    return builder.build(number, label)


def lines_of(text: str) -> list[str]:
    """The lines of a text file, whatever ends them, without control characters."""
    return [CONTROL.sub(" ", line) for line in text.splitlines()]
