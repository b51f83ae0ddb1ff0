"""Footnotes: small print at the foot of a page, or a line that opens with a raised figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from yosqa.structure.lines import Profile, TextLine

_RAISED = re.compile(r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\s*\S")
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,2}|\[\d{1,3}\])(?:\s|$|[A-Z‘“'\"(<])")
_SMALLER = 0.93
"""Of the body's size: print below this is small."""


def footnotes(lines: Sequence[TextLine], taken: set[int], usual: Profile) -> dict[int, bool]:
    """Find the lines of footnotes not in ``taken``; True for each that opens a note."""
    if not usual.has_layout:
        return _raised(lines, taken)
    found: dict[int, bool] = {}
    for _, page in groupby(
        (index for index in range(len(lines)) if index not in taken), lambda index: lines[index].page
    ):
        found |= _foot(lines, list(page), usual)
    return found


def _raised(lines: Sequence[TextLine], taken: set[int]) -> dict[int, bool]:
    found: dict[int, bool] = {}
    for index, line in enumerate(lines):
        if index in taken:
            continue
        if _RAISED.match(line.text):
            found[index] = True
        elif index - 1 in found and not line.blank_before and line.page == lines[index - 1].page:
            found[index] = False
    return found


def _foot(lines: Sequence[TextLine], page: Sequence[int], usual: Profile) -> dict[int, bool]:
    small: list[int] = []
    for index in reversed(page):
        if lines[index].line.size >= _SMALLER * usual.body_size or lines[index].line.top < 0.4 * lines[index].height:
            break
        small.insert(0, index)
    opening = [index for index in small if _MARK.match(lines[index].text) or _RAISED.match(lines[index].text)]
    if not opening:
        return {}
    return {index: index in opening for index in small if index >= opening[0]}
