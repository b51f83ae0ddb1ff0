"""The ledger's ratings as a grid: a line for each inspection, a column for each standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yosqa import grounding
from yosqa.frameworks import Framework, framework, frameworks
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.model import Block, Citation, Document, Kind, Page

_NAMED = 7
"""Up to this many columns have room for their names."""
_GRADES = {Figure.RATING, Figure.OUTCOME}


@dataclass(frozen=True, slots=True)
class GridLine:
    """One inspection of one place."""

    place: str
    period: str
    """ISO date, possibly shortened."""
    source: Kind
    """The most trusted kind of document that tells of it."""
    cells: tuple[LedgerRow | None, ...]
    """One for each measure of the grid; None where no document speaks of it."""

    @property
    def words(self) -> str:
        """What a filter looks in."""
        grades = " ".join(cell.normal for cell in self.cells if cell)
        return f"{self.place} {self.period} {self.source.value} {grades}".casefold()


@dataclass(frozen=True, slots=True)
class Grid:
    """All inspections of one family: places in order of the alphabet, the newest inspection of each first."""

    measures: tuple[str, ...]
    lines: tuple[GridLine, ...]


def families(rows: Iterable[LedgerRow]) -> tuple[str, ...]:
    """Give the families of inspections that have ratings, the one with most of them first."""
    return tuple(family for family, _ in Counter(row.family for row in rows if row.kind in _GRADES).most_common())


def grid(rows: Iterable[LedgerRow], family: str) -> Grid:
    """Arrange the ratings of one family; what documents of one month say of one place is one inspection."""
    rated = [row for row in rows if row.kind in _GRADES and row.family == family]
    order = _measures(family)
    measures = sorted({row.measure for row in rated}, key=lambda m: (order.get(m, len(order)), m))
    inspections: dict[tuple[str, str], list[LedgerRow]] = {}
    for row in rated:
        inspections.setdefault((row.subject, row.period[:7]), []).append(row)
    lines = [_line(found, measures) for found in inspections.values()]
    lines.sort(key=lambda line: line.period, reverse=True)
    lines.sort(key=lambda line: line.place)
    return Grid(tuple(measures), tuple(lines))


def headings(measures: Sequence[str], family: str) -> tuple[str, ...]:
    """Give the columns' headings: short names, or where there are many, numbers for the standards that have one."""
    names = {measure: measure.replace("-", " ").capitalize() for measure in measures}
    if len(measures) <= _NAMED:
        return tuple(names.values())
    numbers: dict[str, str] = {}
    for scheme in _newest_first(family):
        for known in scheme.measures:
            numbers.setdefault(known.id, known.number)
    return tuple(numbers.get(measure) or name for measure, name in names.items())


def letters(row: LedgerRow) -> str:
    """Give a grade's initials; a dash for a value that the document does not prove.

    "requires improvement" gives "RI".
    """
    return "–" if row.blank else "".join(word[0] for word in row.normal.split())[:3].upper()


def height(row: LedgerRow) -> float | None:
    """Give where a grade stands on its framework's scale, 0 worst to 1 best; None when it has no scale."""
    scheme = framework(row.framework)
    if scheme is None or row.normal not in scheme.scale or len(scheme.scale) < 2:
        return None
    return scheme.scale.index(row.normal) / (len(scheme.scale) - 1)


def cite(row: LedgerRow, document: Document, page: Page, blocks: Sequence[Block]) -> Citation:
    """Make the citation of a value: the words that hold label and value, the value marked in them.

    The caller verifies it before drawing, as with any citation.

    Args:
        row: Not blank.
        document: Its document.
        page: Its page.
        blocks: The blocks of that page.
    """
    on_page = (span for span in row.evidence if span.page == row.page)
    around = next((span for span in on_page if span.start <= row.start and row.end <= span.end), row.span)
    section = next((block.section for block in reversed(blocks) if block.start <= around.start), ())
    return grounding.cite(document, page, around, section, [(row.start, row.end)])


def _line(rows: Sequence[LedgerRow], measures: Sequence[str]) -> GridLine:
    best: dict[str, LedgerRow] = {}
    for row in sorted(rows, key=lambda row: (row.blank, row.rank, row.document_id, row.start)):
        best.setdefault(row.measure, row)
    source = min(rows, key=lambda row: row.rank).source
    return GridLine(rows[0].subject, max(row.period for row in rows), source, tuple(best.get(m) for m in measures))


def _measures(family: str) -> dict[str, int]:
    """Number a family's measures: the newest framework's in its order, then those that only older ones have."""
    known = dict.fromkeys(measure.id for scheme in _newest_first(family) for measure in scheme.measures)
    return {measure: position for position, measure in enumerate(known)}


def _newest_first(family: str) -> list[Framework]:
    return sorted((s for s in frameworks() if s.family == family), key=lambda s: s.since, reverse=True)
