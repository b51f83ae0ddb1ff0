"""Read a register: a table with one service a row and measures for columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yosqa.frameworks import Framework, Measure, frameworks
from yosqa.ledger.figures import catalogue
from yosqa.ledger.model import Figure
from yosqa.ledger.text import FoldedPage, flat, fold
from yosqa.model import Block, BlockKind, Cell, Span

_PLACE = re.compile(r"\b(?:area|authority|place|service|local authority|council)\b")
_DATE = re.compile(r"\b(?:published|publication|date|report)\b")
_PUBLISHED = re.compile(r"\b(?:published|publication)\b")
_DELIMITERS = ',;|"\t '
"""What may trail a row's last filled cell: the delimiters of the empty ones after it."""
_ISO = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")
_NUMBER = re.compile(r"\d{1,7}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a register."""

    framework: Framework | None
    """What the row's ratings are of; None when it has none."""
    measure: str
    kind: Figure
    label: str
    normal: str
    place: str
    published: str
    value: Span
    evidence: Span


def entries(pages: Sequence[FoldedPage], blocks: Sequence[Block]) -> Iterator[Entry]:
    """Yield what cells state: a grade under a measure, a number under a figure, the date of publication."""
    texts = {page.number: page.text for page in pages}
    for block in blocks:
        if block.kind is not BlockKind.ROW or not any(cell.column for cell in block.cells):
            continue
        text = texts[block.page]
        place = _cell(block, text, _PLACE)
        published = _ISO.search(_cell(block, text, _DATE))
        date = published[0] if published else ""
        rows = [_read(known, block, text, place, date) for known in _in_use(date)]
        best = max(rows, key=_ratings, default=[])
        yield from best if _ratings(best) else (replace(entry, framework=None) for entry in best)


def _ratings(found: Sequence[Entry]) -> int:
    return sum(entry.kind is Figure.RATING for entry in found)


def _in_use(published: str) -> list[Framework]:
    return [known for known in frameworks() if known.scale and known.allows(published)]


def _read(framework: Framework, block: Block, text: str, place: str, published: str) -> list[Entry]:
    """Return what a row says in the terms of one framework; of several, the one that reads most of it is meant."""
    found: list[Entry] = []
    for cell in block.cells:
        printed = text[cell.start : cell.end].rstrip(_DELIMITERS)
        value = Span(block.page, cell.start, cell.start + len(printed))
        stated = _stated(framework, cell, printed)
        if stated and place:
            found.append(Entry(framework, *stated, place, published, value, block.span))
    return found


def _stated(framework: Framework, cell: Cell, printed: str) -> tuple[str, Figure, str, str] | None:
    """Return the measure, its kind, its name and the value for comparison that a cell states, if it states one."""
    measure, grade = _measure(framework, cell), framework.grade(fold(printed))
    if measure and grade:
        return measure.id, Figure.RATING, measure.names[0], grade
    heading = fold(cell.column)
    if _NUMBER.fullmatch(printed):
        for entry in catalogue()["figures"]:
            if any(heading.startswith(ask) for ask in entry["asked"]):
                return entry["id"], Figure(entry["kind"]), entry["label"], printed
    if _ISO.fullmatch(printed) and _PUBLISHED.search(heading):
        return "published", Figure.DATE, "Published", printed
    return None


def _cell(block: Block, text: str, heading: re.Pattern[str]) -> str:
    return next((flat(text[c.start : c.end]) for c in block.cells if heading.search(fold(c.column))), "")


def _measure(framework: Framework, cell: Cell) -> Measure | None:
    heading = re.sub(r"[_ ]+", " ", fold(cell.column))
    for measure in framework.measures:
        ways = {fold(name) for name in measure.names} | {measure.id, measure.id.replace("-", " ")}
        numbered = measure.number and heading.startswith(measure.number)
        if (
            heading in ways
            or numbered
            or (measure.id == "overall" and heading in {"overall", "rating", "overall rating"})
        ):
            return measure
    return None
