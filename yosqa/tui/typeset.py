"""A page's text set for reading: its paragraphs whole, its headings told apart, its running heads faint.

A page keeps the line breaks of the paper it was printed on, and a pane beside the transcript is narrower than paper.
The page's blocks say which breaks are only those. White space aside, no character is changed, left out or added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from textual.content import Content

from yosqa.model import Block, BlockKind
from yosqa.tui.text import MUTED, drawable

_STYLES = {
    BlockKind.HEADING: "bold",
    BlockKind.FURNITURE: MUTED,
    BlockKind.CONTENTS: MUTED,
    BlockKind.CAPTION: "italic",
}
_LINE = re.compile(r"[^\n]+|\n(?=\n)")
_STRETCH = 4000
"""About so many characters are drawn at a time, and no part has more."""
_PIECE = re.compile(rf"\S(?:.{{0,{_STRETCH - 2}}}(?<=\S)(?!\S)|\S{{0,{_STRETCH - 1}}})", re.DOTALL)
"""As many whole words as a part may have; of a longer word, as much."""
_CLOSE = {BlockKind.ITEM, BlockKind.ROW, BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.FOOTNOTE}
"""Kinds that follow their like without a gap."""
Mark = tuple[str, int, int]
"""A style and the range of the page's text that it is laid over."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page: one of its blocks, or a line that belongs to none; a long one is several parts."""

    start: int
    end: int
    kind: BlockKind | None
    after_blank: bool = False
    """Whether the line above it is blank, for a line that belongs to no block."""
    goes_on: bool = False
    """Whether it goes on with the part above."""

    def holds(self, start: int, end: int) -> bool:
        """Whether it has a character in common with a range."""
        return self.start < end and start < self.end


def parts(text: str, blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Divide a page's text; every character but white space is in exactly one part."""
    found: list[Part] = []
    at = 0
    for block in sorted(blocks, key=lambda block: block.start):
        if block.start >= at:
            found += [*_loose(text, at, block.start), Part(block.start, block.end, block.kind)]
            at = block.end
    return tuple(piece for part in (*found, *_loose(text, at, len(text))) for piece in _pieces(text, part))


def _loose(text: str, start: int, end: int) -> Iterator[Part]:
    """Give the lines of a stretch that no block holds."""
    blank = False
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip()
        if words:
            first = line.start() + line[0].index(words)
            yield Part(first, first + len(words), None, after_blank=blank)
        blank = not words


def _pieces(text: str, part: Part) -> Iterator[Part]:
    """Give a part whole, or a long one in pieces, cut between words."""
    if part.end - part.start <= _STRETCH:
        yield part
        return
    for number, piece in enumerate(_PIECE.finditer(text, part.start, part.end)):
        yield replace(part, start=piece.start(), end=piece.end(), goes_on=number > 0)


def stretches(page: Iterable[Part], start: int, end: int) -> list[tuple[Part, ...]]:
    """Divide a page into stretches to be drawn one at a time; the parts that hold a range are one stretch."""

    def stretch(part: Part) -> int:
        return -1 if part.holds(start, end) else part.start // _STRETCH

    return [tuple(together) for _, together in groupby(page, stretch)]


def set_parts(text: str, chosen: Sequence[Part], marks: Sequence[Mark] = ()) -> Content:
    """Set parts of a page one below the other, with a line between paragraphs.

    Args:
        text: The page's text.
        chosen: The parts, in order.
        marks: What to lay over them.
    """
    pieces: list[Content] = []
    for position, part in enumerate(chosen):
        if position:
            pieces.append(Content("\n\n" if apart(chosen[position - 1], part) else "\n"))
        pieces.append(_piece(text, part, marks))
    return Content.assemble(*pieces)


def _piece(text: str, part: Part, marks: Sequence[Mark]) -> Content:
    content = Content(drawable(text[part.start : part.end]).replace("\n", " "), strip_control_codes=False)
    if part.kind in _STYLES:
        content = content.stylize(_STYLES[part.kind])
    for style, start, end in marks:
        if part.holds(start, end):
            content = content.stylize(style, max(start, part.start) - part.start, min(end, part.end) - part.start)
    return content


def apart(above: Part, below: Part) -> bool:
    """Whether a line is left free between two parts."""
    if below.goes_on:
        return False
    if above.kind is None and below.kind is None:
        return below.after_blank
    if above.kind is BlockKind.HEADING:
        return False
    return not (above.kind is below.kind and above.kind in _CLOSE)
