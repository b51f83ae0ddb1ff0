"""The lines of a whole document in one sequence, and what is usual in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from yosqa.model import Extraction, Line

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_FIELD = re.compile(
    r"(?:.{0,40}\b(?:date|dates|inspector|publisher|published|publication|service|address|telephone|phone|email|e-mail|website|type|number"
    r"|group|urn|isbn|started|fieldwork|author|contact|media|provider|region|period|source|status|url|title|kind|original)s?"
    r"(?:\s+(?:of|at|on|by|from)\b.{0,20})?)\s*:\s*\S.*",
    re.I,
)
DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+|\b[A-Z][A-Za-z]+,?\s+(?:19|20)\d\d|(?:19|20)\d\d[-/]\d\d")
_LONGEST_LABEL = 5
"""Words before the colon of a line that states a date."""
_UNREADABLE_SIZE = 4.0
"""Points; a loader gives sizes below this for characters that PDFium made up (spaces between words)."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its text and its place in the document."""

    page: int
    line: Line
    text: str
    """Its text without the white space around it."""
    indent: str
    """The white space before its text."""
    blank_before: bool
    """True after a blank line and at the start of a page."""
    height: float = 0.0
    """Height of its page in points; 0 without layout."""

    @property
    def start(self) -> int:
        """Where its text begins in the page's text."""
        return self.line.start + len(self.indent)

    @property
    def end(self) -> int:
        """Where its text ends in the page's text."""
        return self.start + len(self.text)

    def cut(self, start: int, end: int) -> str:
        """Its text between two offsets into the page's text, as far as they lie in it."""
        return self.text[max(start - self.start, 0) : max(end - self.start, 0)]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Profile:
    """What is usual in a document."""

    body_size: float
    """Size in points of most of its text; 0 without layout."""
    leading: float
    """Usual distance in points between the lines of one paragraph; 0 without layout."""
    line_length: int
    """Characters in a long line: nine lines in ten are no longer."""

    @property
    def has_layout(self) -> bool:
        """Whether places and sizes of lines are known."""
        return self.body_size > 0

    @property
    def hard_wrapped(self) -> bool:
        """Whether lines without layout are broken to fit a width, so that a paragraph takes several."""
        return self.has_layout or self.line_length <= 130

    def near(self, before: TextLine, line: TextLine) -> bool:
        """Whether ``line`` follows ``before`` at the distance of lines of one paragraph."""
        if before.page != line.page or line.blank_before:
            return False
        if not self.has_layout:
            return True
        distance = line.line.top - before.line.top
        return -self.leading < distance <= 1.3 * max(self.leading, 1.2 * line.line.size)


def text_lines(extraction: Extraction) -> list[TextLine]:
    """All lines of the document that hold text, in reading order."""
    found = []
    for layout in extraction.pages:
        text = layout.page.text
        end: int | None = None
        for line in layout.lines:
            whole = text[line.start : line.end].rstrip()
            content = whole.lstrip()
            if not content:
                continue
            blank = end is None or bool(_BLANK_LINE.search(text, end, line.start))
            indent = whole[: -len(content)]
            found.append(TextLine(layout.page.number, line, content, indent, blank, layout.height))
            end = line.end
    return found


def profile(lines: Sequence[TextLine]) -> Profile:
    """Measure what is usual."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.line.size >= _UNREADABLE_SIZE:
            sizes[line.line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    distances = [
        after.line.top - before.line.top
        for before, after in pairwise(lines)
        if before.page == after.page and before.line.size == after.line.size == body
    ]
    distances = [distance for distance in distances if 0 < distance <= 2 * body]
    lengths = sorted(len(line.text) for line in lines) or [0]
    return Profile(
        body_size=body,
        leading=median(distances) if distances else 1.2 * body,
        line_length=lengths[int(0.9 * (len(lengths) - 1))],
    )


def is_field(text: str) -> bool:
    """Whether a line states a fact about the document ("Inspection dates: …") rather than heading a section."""
    label, colon, value = text.partition(":")
    if not colon:
        return False
    if _FIELD.fullmatch(text):
        return True
    return len(label.split()) <= _LONGEST_LABEL and bool(DATE.match(value.strip()))
