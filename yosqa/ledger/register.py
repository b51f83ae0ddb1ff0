"""Read a register: a table with one service a row and measures for columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yosqa.frameworks import Framework, Measure, frameworks
from yosqa.ledger.figures import catalogue
from yosqa.ledger.model import Figure
from yosqa.ledger.ratings import measure_of
from yosqa.ledger.text import FoldedPage, flat, fold
from yosqa.metadata import dates
from yosqa.metadata.places import NAMES_PLACES
from yosqa.model import Block, BlockKind, Cell, Span

_PUBLISHED = re.compile(r"\b(?:published|publication)\b")
_DATED = re.compile(r"\b(?:date|report)\b")
_DELIMITERS = ',;|"\t '
"""What may trail a row's last filled cell: the delimiters of the empty ones after it."""
_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d(?![\w-])")
_NUMBER = re.compile(r"\d{1,7}(?:\.\d+)?")
_NUMBERED = re.compile(r"(?P<number>\d(?:\.\d)+)\W*(?P<name>.*)")
_TELLING = re.compile(r"[a-z]{4,}")
"""Words of a measure's name that may stand for the whole of it after its number."""


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
        place = next((flat(text[c.start : c.end]) for c in block.cells if NAMES_PLACES.search(fold(c.column))), "")
        date = _published(block, text)
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
    if _PUBLISHED.search(heading) and (dates.DATE.fullmatch(printed) or _YEAR.fullmatch(printed)):
        return "published", Figure.DATE, "Published", _date(printed)
    return None


def _published(block: Block, text: str) -> str:
    """Return when what a row tells of was published: a column of that comes before one that may hold any date."""
    for heading in (_PUBLISHED, _DATED):
        for cell in block.cells:
            if heading.search(fold(cell.column)) and (iso := _date(text[cell.start : cell.end])):
                return iso
    return ""


def _date(printed: str) -> str:
    """Return the date, or at least the year, that a cell holds; a reference such as "R2015-7" is none."""
    year = _YEAR.search(printed)
    return dates.read(printed.strip(_DELIMITERS)) or (year[0] if year else "")


def _measure(framework: Framework, cell: Cell) -> Measure | None:
    """Return the measure of a column: the one it names, else the one whose number and part of whose name it has."""
    heading = re.sub(r"[_ ]+", " ", fold(cell.column))
    return measure_of(framework, heading) or _by_id(framework, heading) or _by_number(framework, heading)


def _by_id(framework: Framework, heading: str) -> Measure | None:
    identifier = "overall" if heading in {"rating", "overall rating"} else heading.replace(" ", "-")
    return framework.measure(identifier)


def _by_number(framework: Framework, heading: str) -> Measure | None:
    """Return the measure of a number: frameworks give one number to other measures, so the name must agree."""
    numbered = _NUMBERED.fullmatch(heading)
    if numbered is None:
        return None
    words = set(_TELLING.findall(numbered["name"]))
    of_number = (measure for measure in framework.measures if measure.number == numbered["number"])
    return next((one for one in of_number if words.intersection(_TELLING.findall(fold(" ".join(one.names))))), None)
