"""The marks that open list items (bullets, numbers, letters) and those around bold words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLETS = "•▪◼■□●○◦‣⁃∙·➢➤►✓✔❖❑–—−*»-"
_BULLET = re.compile(rf"([{re.escape(_BULLETS)}\uf000-\uf0ff]|o(?=[^\S\n]))(?:[^\S\n]*(?=\S)|$)")
_NUMBER = re.compile(
    r"(?:\((\d{1,3}|[a-z]|[ivx]{1,5})\)|(\d{1,3}|[a-z]|[ivx]{1,5})([.)]))(?:[^\S\n]+(?=\S)|(?<=\d\.)(?=[A-Z][a-z]))"
)
_DEEP_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?[^\S\n]+(?=\S)")
_EMPHASIS = re.compile(r"\*(?=\S)|(?<=\S)\*")
"""One mark around bold words; a bullet stands apart from its words."""
TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}\s*/?>", re.IGNORECASE)
_TIGHT = "–—−-*·o"
"""Marks that are also ordinary characters: only bullets when a space follows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark at the head of a list item."""

    style: str
    """Items of one list level share it: the bullet itself, ``1.``, ``(a)`` ..."""
    number: int
    """From 1 for numbered and lettered items; 0 for bullets."""
    length: int
    """Characters up to the item's first word."""


def mark(text: str) -> Mark | None:
    """Read the list mark that opens ``text``.

    >>> mark("2) second")
    Mark(style='1)', number=2, length=3)
    >>> mark("- first").style
    '-'
    >>> mark("2.1 Planning") is None
    True
    """
    if match := _BULLET.match(text):
        sign = match[1]
        if sign in _TIGHT and match.end() == len(sign):
            return None
        return Mark(sign, 0, match.end())
    if match := _NUMBER.match(text):
        value = match[1] or match[2]
        style = ("(%s)" if match[1] else "%s" + (match[3] or "")) % ("1" if value.isdigit() else "a")
        number = int(value) if value.isdigit() else ord(value[0]) - ord("a") + 1
        return Mark(style, number, match.end())
    return None


def numbering(text: str) -> tuple[int, ...]:
    """The section number that opens a heading: ``2.1 Planning`` gives (2, 1); without one, ().

    >>> numbering("3. Out-of-court disposals")
    (3,)
    """
    if match := _DEEP_NUMBER.match(text):
        return tuple(int(part) for part in match[1].split("."))
    found = mark(text)
    if found and found.style == "1.":
        return (found.number,)
    if match := re.match(r"(\d{1,2})[^\S\n]+(?=[A-Z])", text):
        return (int(match[1]),)
    return ()


def without_marks(text: str) -> str:
    """Put spaces for marks of emphasis and tags, so that offsets stay.

    >>> without_marks("**Published:**<br>4 May")
    '  Published:      4 May'
    """
    return TAG.sub(lambda tag: " " * len(tag[0]), _EMPHASIS.sub(" ", text))
