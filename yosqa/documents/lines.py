"""Builds a page's text and lines together, so that the offsets cannot disagree with the text."""

from __future__ import annotations

from yosqa.model import Line, Page, PageLayout


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
        if text.strip():
            self._lines.append(
                Line(self._at, self._at + len(text), heading=heading, bullet=bullet, bold=bold, clutter=clutter)
            )
        self._texts.append(text)
        self._at += len(text) + 1

    def build(self, number: int = 1, label: str = "") -> PageLayout:
        """Make the page."""
        return PageLayout(Page(number, label or str(number), "\n".join(self._texts)), tuple(self._lines))


def plain_page(number: int, text: str, label: str = "") -> PageLayout:
    """A page of which only the text is known. Every line end becomes one newline; trailing blanks are left out."""
    builder = PageBuilder()
    for line in text.strip("\r\n").splitlines():
        builder.add(line.rstrip())
    return builder.build(number, label)
