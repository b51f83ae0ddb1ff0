"""A page's text folded for comparison, with the way back to the characters it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from yosqa.model import Block, BlockKind, Span
from yosqa.structure.marks import TAG

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\t": " "}
)
_DROPPED = frozenset("\u00ad\ufffe\uffff\u200b*⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Soft hyphens, the marks some engines leave where a word was broken, Markdown's emphasis, raised footnote numbers."""

_BULLET = re.compile(r"(?:[^\w\s“”‘’\"'(\[£$€]|[\ue000-\uf8ff]|\bo\b(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A match in folded text, as a range of the page's own text."""

    start: int
    end: int
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """Lower case, plain quotes and dashes, every run of white space one space; tags and emphasis marks left out."""

    number: int
    text: str
    folded: str = field(init=False)
    _origin: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        letters, origin = _fold(self.text)
        object.__setattr__(self, "folded", "".join(letters))
        object.__setattr__(self, "_origin", tuple(origin))

    def find(self, pattern: re.Pattern[str]) -> Iterator[Found]:
        """Yield where ``pattern`` matches the folded text, as ranges in the page's own text."""
        for match in pattern.finditer(self.folded):
            yield Found(*self.range(*match.span()), match)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the page's own range for a range of the folded text, outer white space left out."""
        while end > start and self.folded[end - 1] == " ":
            end -= 1
        while start < end and self.folded[start] == " ":
            start += 1
        if start == end:
            return (0, 0)
        return self._origin[start], self._origin[end - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return ``range`` as a span of this page."""
        return Span(self.number, *self.range(start, end))

    def opens_line(self, position: int) -> bool:
        """True when only numbering and marks stand before a position of the text on its line (or in its cell)."""
        before = self.text[:position]
        line = before[max(before.rfind("\n"), before.rfind("\t"), before.rfind(">")) + 1 :]
        return not re.sub(r"^\W*(?:[A-Z]\s)?\W*(?:\d+(?:\.\d+)*)?\W*", "", line)

    def closes_line(self, position: int) -> bool:
        """True when nothing but marks follows a position of the text on its line (or in its cell)."""
        return re.match(r"[^\w\n\t]*(?:</?\w+>)?\d{0,2}[^\w\n\t]*(?:\n|\t|$)", self.text[position:]) is not None


def unmarked(block: Block, text: str) -> Span:
    """Return a list item without its bullet, which in many fonts is no letter at all; a number stays.

    Args:
        block: Of any kind; only an item has a bullet.
        text: Its page's.
    """
    bullet = _BULLET.match(text, block.start, block.end) if block.kind is BlockKind.ITEM else None
    return Span(block.page, bullet.end(), block.end) if bullet and bullet.end() < block.end else block.span


def flat(text: str) -> str:
    """Return ``text`` with tags and emphasis marks dropped and every run of white space as one space."""
    kept = "".join(character for character in TAG.sub(" ", text) if character not in _DROPPED)
    return re.sub(r"\s+", " ", kept).strip()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    r"""Return ``text`` as ``FoldedPage`` folds it.

    >>> fold("Children’s\n services")
    "children's services"
    """
    return "".join(_fold(text)[0]).strip()


def _fold(text: str) -> tuple[list[str], list[int]]:
    letters: list[str] = []
    origin: list[int] = []
    tags = {match.start(): match.end() for match in TAG.finditer(text)}
    skip = 0
    for position, character in enumerate(text.translate(_SAME)):
        if position in tags:
            skip, character = tags[position], " "
        elif position < skip or character in _DROPPED:
            continue
        if character.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                origin.append(position)
            continue
        for letter in character.lower():
            letters.append(letter)
            origin.append(position)
    return letters, origin
