"""A page's text set for reading: its paragraphs whole, its headings told apart, its running heads faint.

A page keeps the line breaks of the paper it was printed on, and a pane beside the transcript is narrower than paper.
The page's blocks say which breaks are only those. White space aside, no character is changed, left out or added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
_CLOSE = {BlockKind.ITEM, BlockKind.ROW, BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.FOOTNOTE}
"""Kinds that follow their like without a gap."""
Mark = tuple[str, int, int]
"""A style and the range of the page's text that it is laid over."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page: one of its blocks, or a line that belongs to none."""

    start: int
    end: int
    kind: BlockKind | None
    after_blank: bool = False
    """Whether the line above it is blank, for a line that belongs to no block."""

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
    return (*found, *_loose(text, at, len(text)))


def _loose(text: str, start: int, end: int) -> Iterator[Part]:
    """Give the lines of a stretch that no block holds."""
    blank = False
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip()
        if words:
            first = line.start() + line[0].index(words)
            yield Part(first, first + len(words), None, after_blank=blank)
        blank = not words


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
    if above.kind is None and below.kind is None:
        return below.after_blank
    if above.kind is BlockKind.HEADING:
        return False
    return not (above.kind is below.kind and above.kind in _CLOSE)
