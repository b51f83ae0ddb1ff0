"""The head of a document: its first lines, the service that it names, and lines of the form "Publisher: …". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from yosqa.model import Page
from yosqa.structure.furniture import is_clutter

COVER_LINES = 8
_COVER_WORDS = 14
"""A title block or a letterhead has at most so many lines, of so many words each."""
OPENING = 6000
"""Characters in which the first lines are looked for."""
_AROUND = " *_#>\t\r"
"""Marks of Markdown, and spaces, around a line."""
_SERVICE = re.compile(
    r"(?:['’]s)?\s+(?:(?:City|County|Borough|Metropolitan|Council|local\s+authority|Local\s+Area)\s+)*"
    r"(?:Youth\s+(?:Offending|Justice)\s+(?:Service|Team|Partnership)s?|YO[ST]|YJS|children['’]s\s+(?:social\s+care\s+)?services"
    r"|Local\s+(?:Area|Safeguarding)\s+(?:Children\s+)?Partnership)\b",
    re.I,
)
_FIELDS = {
    "service": re.compile(r"^Service\s*:\s*(?P<value>(?:(?!\.\s)[^\n]){3,100})", re.M),
    "publisher": re.compile(r"^(?:Publisher|Published\s+by)\s*:\s*(?P<value>[A-Z][^\n]{2,80})$", re.M),
    "kind": re.compile(r"^Kind(?:\s+of\s+document)?\s*:\s*(?P<value>[a-z][a-z ]{2,30})$", re.M),
    "url": re.compile(r"^(?:Address|URL|Link|Web\s+address)\s*:\s*<?(?P<value>https?://[^\s<>]+)", re.M),
}
"""Lines of the form "Publisher: …", by the field of `Metadata` that they state."""
_FIRST_PAGES = 10
"""Pages on which lines of that form are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the page it stands on."""

    value: str
    page: int


def first_lines(text: str, count: int) -> list[str]:
    """Return the first lines that hold words and are no clutter of a web page, without the marks around them."""
    return [line for _, line in placed_lines(text, count)]


def placed_lines(text: str, count: int) -> list[tuple[int, str]]:
    """Return ``first_lines``, each with where it starts in ``text``."""
    return list(islice(_lines(text[:OPENING]), count))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for whole in text.split("\n"):
        line = whole.strip(_AROUND)
        if line and not is_clutter(line):
            yield start + whole.index(line), line
        start += len(whole) + 1


def cover_lines(text: str) -> list[str]:
    """Return the lines of a title block or a letterhead: those too short for a sentence, without its end."""
    return [line for line in first_lines(text, COVER_LINES) if is_short(line)]


def is_short(line: str) -> bool:
    """Return whether a line may be one of a title block: too short for a sentence, and without its end."""
    return len(line.split()) <= _COVER_WORDS and not line.endswith(".")


def service(text: str, start: int, end: int) -> str:
    """The service named by the place at ``start:end`` and the words after it; empty when it names none."""
    match = _SERVICE.match(text, end)
    return " ".join(text[start : match.end()].split()) if match else ""


def stated(pages: Sequence[Page], name: str) -> Found | None:
    """What a line of the form "Publisher: …" says of a field: ``service``, ``publisher``, ``kind`` or ``url``."""
    for page in pages[:_FIRST_PAGES]:
        if match := _FIELDS[name].search(page.text):
            return Found(match["value"].strip(), page.number)
    return None
