"""Tables of contents: recognised, kept out of the index, and used to know the document's headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from yosqa.structure.lines import TextLine
from yosqa.structure.marks import numbering

_HEADING = re.compile(r"(?:table\s+of\s+)?contents(?:\s+page)?:?", re.I)
_ENTRY = re.compile(r"(?P<title>.*?\S)[\s.…·_]*[\s.…·_](?P<page>\d{1,3})")
_LEADERS = re.compile(r".*\S\s?[.…·_]{4,}\s*\d{0,3}")
UNCLEAR = 0
"""The depth of a title that the table lists at several."""
_Entry = tuple[str, float]
"""A title as the table lists it, and how far in it stands, in points."""
_INDENT = 8.0
"""Points by which entries of one depth may differ at their left edge."""
_LONGEST = 300
"""Characters in a line of a table of contents."""
_LONGEST_WRAP = 2
"""Lines of an entry without its page number, before the table is taken to have ended."""


def contents(lines: Sequence[TextLine], skip: set[int]) -> tuple[set[int], dict[str, int]]:
    """Find the tables of contents.

    Args:
        lines: The document.
        skip: Lines known to be furniture.

    Returns:
        The indices of their lines, heading included, and for each title listed its depth, from 1, under `key`.
    """
    found: set[int] = set()
    titles: list[_Entry] = []
    index = 0
    while index < len(lines):
        start = index
        index += 1
        if start in skip:
            continue
        if _HEADING.fullmatch(lines[start].text):
            table, listed = _table(lines, start + 1, skip)
            if len(listed) >= 2:
                found |= {start} | table
                titles += listed
                index = max(table) + 1
        elif len(lines[start].text) <= _LONGEST and _LEADERS.fullmatch(lines[start].text):
            found.add(start)
            if entry := _ENTRY.fullmatch(lines[start].text):
                titles.append((entry["title"], lines[start].line.x))
    return found, _depths(titles)


def key(title: str) -> str:
    """A title as it is compared: numbers, dots and case do not matter."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"[.…]{2,}.*$", "", title)).casefold().split())


def _table(lines: Sequence[TextLine], start: int, skip: set[int]) -> tuple[set[int], list[_Entry]]:
    found: set[int] = set()
    titles: list[_Entry] = []
    open_lines: list[int] = []
    page = lines[start].page if start < len(lines) else 0
    for index in range(start, len(lines)):
        line = lines[index]
        if index in skip:
            continue
        if line.page > page + 1 or len(line.text) > _LONGEST or (line.page != page and not _ENTRY.fullmatch(line.text)):
            break
        page = line.page
        open_lines.append(index)
        if entry := _ENTRY.fullmatch(line.text):
            title = " ".join([*(lines[wrapped].text for wrapped in open_lines[:-1]), entry["title"]])
            titles.append((title, lines[open_lines[0]].line.x))
            found.update(open_lines)
            open_lines = []
        elif len(open_lines) > _LONGEST_WRAP or line.words > 20:
            break
    return found, titles


def _depths(entries: Sequence[_Entry]) -> dict[str, int]:
    """How deep each title stands: by its indent and number, or, in text, by its number and whether it comes again.

    A title without number that comes again ("Summary") belongs to each chapter.
    """
    named = [(key(title), title, x) for title, x in entries if any(char.isalpha() for char in title)]
    if any(x for _, _, x in named):
        places = [(name, (round(x / _INDENT), len(numbering(title)))) for name, title, x in named]
        indents = sorted({place for _, place in places})
        depths: dict[str, int] = {}
        for name, place in places:
            depth = 1 + indents.index(place)
            depths[name] = depth if depths.get(name, depth) == depth else UNCLEAR
        return depths
    times = Counter(name for name, _, _ in named)
    return {name: len(numbering(title)) or (1 if times[name] == 1 else 2) for name, title, _ in named}
