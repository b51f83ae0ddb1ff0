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
    titles: list[str] = []
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
        elif _LEADERS.fullmatch(lines[start].text):
            found.add(start)
            if entry := _ENTRY.fullmatch(lines[start].text):
                titles.append(entry["title"])
    return found, _depths(titles)


def key(title: str) -> str:
    """A title as it is compared: numbers, dots and case do not matter."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"[.…]{2,}.*$", "", title)).casefold().split())


def _table(lines: Sequence[TextLine], start: int, skip: set[int]) -> tuple[set[int], list[str]]:
    found: set[int] = set()
    titles: list[str] = []
    open_lines: list[int] = []
    page = lines[start].page if start < len(lines) else 0
    for index in range(start, len(lines)):
        line = lines[index]
        if index in skip:
            continue
        if line.page > page + 1 or (line.page != page and not _ENTRY.fullmatch(line.text)):
            break
        page = line.page
        open_lines.append(index)
        if entry := _ENTRY.fullmatch(line.text):
            titles.append(" ".join([*(lines[wrapped].text for wrapped in open_lines[:-1]), entry["title"]]))
            found.update(open_lines)
            open_lines = []
        elif len(open_lines) > _LONGEST_WRAP or line.words > 20:
            break
    return found, titles


def _depths(titles: Sequence[str]) -> dict[str, int]:
    """A numbered title is as deep as its number; one that comes again ("Summary") belongs to each chapter."""
    times = Counter(key(title) for title in titles)
    return {
        key(title): len(numbering(title)) or (1 if times[key(title)] == 1 else 2)
        for title in titles
        if any(char.isalpha() for char in title)
    }
