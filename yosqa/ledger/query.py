"""Run a typed query over stored rows: filter, count, average, compare, follow over time; with its coverage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from yosqa.frameworks import framework
from yosqa.ledger import measures, times
from yosqa.ledger.figures import NATIONAL
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.ledger.result import Action, Coverage, Headline, LedgerQuery, LedgerResult, Movement, Requirement, mean
from yosqa.metadata.places import gazetteer
from yosqa.model import Kind
from yosqa.terms import stem, words

_KNOWN = 4
"""Parts whose ratings must be known for it to be said that none of them has some grade."""
_FIRST_HAND = frozenset({Kind.REPORT, Kind.JOINT})
"""Documents of the inspection itself; all others retell it."""


def lookup(rows: Iterable[LedgerRow], asked: Sequence[str]) -> tuple[LedgerRow, ...]:
    """Return a document's rows for the measures asked for, in their order; a blank row says why there is no value.

    Args:
        rows: The rows of one document.
        asked: Measure ids, e.g. from ``asking.match``. Those unknown to the document's framework are passed over.
    """
    found = [row for measure in asked for row in rows if row.measure == measure and row.subject != NATIONAL]
    stated = tuple(row for row in found if not row.blank)
    return stated or tuple(found[:1])


def run(query: LedgerQuery, rows: Iterable[LedgerRow]) -> LedgerResult:
    """Return the answer to a query over the rows of a whole corpus."""
    every = list(rows)
    known = [row for row in every if row.subject != NATIONAL]
    if query.action is Action.NATIONAL:
        return _national(query, known, [row for row in every if row.subject == NATIONAL])
    return _ACTIONS[query.action](query, known)


def _list(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    stated = [row for row in scoped if not row.blank]
    fitting = [row for row in stated if not query.grades or row.normal in query.grades]
    if query.threshold:
        fitting = [row for row in fitting if query.threshold.hold(row.number)]
    if query.together:
        fitting = _together(query.together, stated)
    if query.never:
        ever = {(row.subject, row.family) for row in fitting}
        fitting = [row for row in stated if (row.subject, row.family) not in ever]
    if query.per_place:
        fitting = _latest(fitting)
    parts = {row.measure for row in stated} - {measures.DEFAULT}
    if query.of_parts and query.places and not fitting and len(parts) < _KNOWN:
        coverage = replace(coverage, stated=0)  # the text may still tell of the others
    return LedgerResult(query, (_counted(query, fitting),), _each(fitting), coverage)


def _together(requirements: Sequence[Requirement], rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Return the rows with which an inspection meets every requirement."""
    met: dict[tuple[str, str, str], list[set[LedgerRow]]] = {}
    for row in rows:
        sets = met.setdefault(_inspection(row), [set() for _ in requirements])
        for requirement, found in zip(requirements, sets, strict=True):
            if row.measure in requirement.measures and (not requirement.grades or row.normal in requirement.grades):
                found.add(row)
    kept = {row for sets in met.values() if all(sets) for found in sets for row in found}
    return [row for row in rows if row in kept]


def _move(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    """Return a line for each grade that changed as asked from one inspection of a place to the next."""
    # The time asked for is that of the later inspection: the one before may be older.
    scoped, coverage = _scoped(replace(query, time=times.ANY, latest=False), rows)
    series: dict[tuple[str, str, str], list[LedgerRow]] = {}
    for row in sorted((row for row in scoped if not row.blank), key=lambda row: row.period):
        series.setdefault((row.subject, row.family, row.measure), []).append(row)
    moved = [pair for found in series.values() for pair in pairwise(found) if _moved(query.movement, *pair)]
    moved = [(before, after) for before, after in moved if query.time.hold(after.period)]
    return LedgerResult(query, (_counted(query, [after for _, after in moved]),), tuple(moved), coverage)


def _moved(movement: Movement, before: LedgerRow, after: LedgerRow) -> bool:
    old, new = _grade_position(before), _grade_position(after)
    change = new[1] - old[1] if old and new and old[0] == new[0] else 0
    named = bool(movement.before or movement.after)
    return (
        before.normal != after.normal
        and (not movement.before or before.normal in movement.before)
        and (not movement.after or after.normal in movement.after)
        and ((named and not change) or change * (movement.direction or change) > 0)
    )


def _each(rows: Iterable[LedgerRow]) -> tuple[tuple[LedgerRow], ...]:
    """Return a line for each row."""
    return tuple((row,) for row in rows)


def _counted(query: LedgerQuery, rows: Iterable[LedgerRow]) -> Headline:
    """Return how many there are; a service counts once, however many of its measures fit."""
    rows = tuple(dict.fromkeys(rows))
    first = {row.subject: row for row in reversed(rows)}
    counted = tuple(row for row in rows if not query.per_place or first[row.subject] is row)
    return Headline(rows, float(len(counted)), counted)


def _average(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    numbers = _numbers(scoped)
    heads = (Headline(tuple(numbers), mean(numbers.values())),) if len(numbers) > 1 else ()
    return LedgerResult(query, heads, _each(numbers), coverage)


def _national(query: LedgerQuery, rows: Sequence[LedgerRow], national: Iterable[LedgerRow]) -> LedgerResult:
    """Return a line for each figure of the whole country that stands beside an inspection's own; equal ones are one."""
    scoped, coverage = _scoped(query, rows)
    beside = {(row.document_id, row.measure): row for row in national}
    pairs = [(found, row) for row in scoped if (found := beside.get((row.document_id, row.measure)))]
    if not pairs:
        return LedgerResult(query, (), (), replace(coverage, stated=0))
    if query.beside:
        return LedgerResult(query, (), tuple((row, found) for found, row in pairs), coverage)
    first = {(found.measure, found.period, found.value): found for found, _ in reversed(pairs)}
    return LedgerResult(query, (), _each(found for found, _ in pairs if found in first.values()), coverage)


def _extreme(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    numbers = _numbers(scoped)
    best = (min if query.lowest else max)(numbers.values(), default=None)
    return LedgerResult(query, (), _each(row for row, number in numbers.items() if number == best), coverage)


def _numbers(rows: Iterable[LedgerRow]) -> dict[LedgerRow, float]:
    """Return the rows whose value is a number, with it."""
    return {row: row.number for row in rows if row.number is not None}


def _compare(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    """Return a line for each measure that one of the places has: the latest value of each place."""
    scoped, coverage = _scoped(query, rows)
    newest = {(row.subject, row.measure): row for row in sorted(scoped, key=lambda row: (not row.blank, row.period))}
    kinds = {Figure.RATING, Figure.OUTCOME} if not query.measures else set(Figure)
    order = list(dict.fromkeys(row.measure for row in scoped if not row.blank and row.kind in kinds))
    lines = [
        tuple(row for place in query.places if (row := newest.get((place, measure))) and not row.blank)
        for measure in order
    ]
    return LedgerResult(query, (), tuple(lines), coverage)


def _trend(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    stated = sorted((row for row in scoped if not row.blank), key=lambda row: (row.measure, row.family, row.period))
    heads = [
        _direction(series)
        for measure in dict.fromkeys(row.measure for row in stated)
        for family in dict.fromkeys(row.family for row in stated)
        if len(series := [row for row in stated if row.measure == measure and row.family == family]) > 1
    ]
    return LedgerResult(query, tuple(heads), _each(stated), coverage)


def _direction(series: Sequence[LedgerRow]) -> Headline:
    """Say how the last value stands to the one before; grades of different scales are not compared."""
    before, last = series[-2:]
    old, new = _grade_position(before), _grade_position(last)
    if last.number is not None and before.number is not None:
        word = _direction_word(last.number - before.number, "up", "down")
    elif old is None or new is None or old[0] != new[0]:
        word = "on different scales"
    else:
        word = _direction_word(new[1] - old[1], "improved", "declined")
    return Headline((before, last), name=f"{measures.name_of(last.measure)}: {word}")


def _direction_word(change: float, more: str, less: str) -> str:
    return "unchanged" if not change else more if change > 0 else less


def _grade_position(row: LedgerRow) -> tuple[tuple[str, ...], int] | None:
    scheme = framework(row.framework)
    return (scheme.scale, scheme.scale.index(row.normal)) if scheme and row.normal in scheme.scale else None


def _mentions(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    wanted = r" (?:\S+ ){0,2}?".join(re.escape(stem(word)) for word in query.words)
    together = re.compile(rf"(?<!\S){wanted}(?!\S)")
    fitting = [row for row in scoped if together.search(" ".join(map(stem, words(row.text))))]
    return LedgerResult(query, (_counted(query, fitting),), _each(fitting), coverage)


def _scoped(query: LedgerQuery, rows: Sequence[LedgerRow]) -> tuple[list[LedgerRow], Coverage]:
    """Return the rows a query is about, sorted, one voice for each inspection; and how far they cover these."""
    within = [
        row
        for row in rows
        if (not query.places or row.subject in query.places)
        and (not query.family or row.family == query.family)
        and (not query.region or _lies_in(query.region, row.subject))
    ]
    about = (
        [row for row in within if row.measure in query.measures]
        if query.measures
        else [row for row in within if row.kind in {Figure.RATING, Figure.OUTCOME} and not _left_out(query, row)]
    )
    undated = [row for row in about if not row.blank and query.time.may_hold(row.period)]
    about = [row for row in about if query.time.hold(row.period)]
    families = {row.family for row in about if not row.blank}
    inspections = _inspections(row for row in within if row.family in families and query.time.hold(row.period))
    about = _one_voice(row for row in about if row.family in families)
    if query.latest:
        last = {(row.subject, row.family): row.period for row in sorted(inspections, key=lambda row: row.period)}
        inspections = [row for row in inspections if last[row.subject, row.family] == row.period]
        about = [row for row in about if last.get((row.subject, row.family)) == row.period]
    return about, _coverage([*inspections, *_inspections(undated)], about, undated)


def _lies_in(region: str, subject: str) -> bool:
    place = gazetteer().place(subject)
    kind = place.kind if place else ""
    return kind not in {"", "wales", "elsewhere"} if region == "england" else kind == region


def _left_out(query: LedgerQuery, row: LedgerRow) -> bool:
    return query.parts and row.measure == measures.DEFAULT


def _coverage(inspections: Sequence[LedgerRow], about: Sequence[LedgerRow], undated: Iterable[LedgerRow]) -> Coverage:
    every = {_inspection(row) for row in inspections}
    stated = {_inspection(row) for row in about if not row.blank}
    blank = {_inspection(row): row.reason for row in reversed(about) if row.blank}
    blank |= {_inspection(row): "not dated closely enough" if row.period else "undated" for row in undated}
    reasons = Counter(blank.get(inspection, "not stated") for inspection in sorted(every - stated))
    return Coverage(len(every), len(stated & every), dict(reasons))


def _inspection(row: LedgerRow) -> tuple[str, str, str]:
    """Return what tells one inspection from another: place, family, date."""
    return row.subject, row.family, row.period


def _inspections(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Return one row for each inspection."""
    return list({_inspection(row): row for row in _one_voice(rows)}.values())


def _one_voice(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Keep, of documents that speak of one inspection, the most trusted; sorted by place, time and position."""
    pool = sorted(rows, key=lambda row: (row.rank, row.document_id))
    kept: list[LedgerRow] = []
    heard: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in pool:
        voices = heard.setdefault((row.subject, row.family), [])
        if any(
            document != row.document_id and _same_inspection(period, row.period, row.source)
            for document, period in voices
        ):
            continue
        if (row.document_id, row.period) not in voices:
            voices.append((row.document_id, row.period))
        kept.append(row)
    return sorted(kept, key=lambda row: (row.subject, row.period, row.page, row.start, row.measure))


def _same_inspection(one: str, other: str, source: Kind) -> bool:
    """True when two dates are of one inspection: the same month, or within half a year for what only retells it."""
    if not one or not other:
        return source not in _FIRST_HAND
    if source in _FIRST_HAND:
        return one[:7] == other[:7]
    apart = abs(_months(one) - _months(other))
    return apart <= 6


def _months(iso: str) -> int:
    year, month = int(iso[:4]), int(iso[5:7] or 6) if len(iso) >= 7 else 6
    return 12 * year + month


def _latest(rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Keep the latest row of each place, family and measure."""
    newest = {(row.subject, row.family, row.measure): row for row in sorted(rows, key=lambda row: row.period)}
    return [row for row in rows if newest[row.subject, row.family, row.measure] is row]


_ACTIONS: dict[Action, Callable[[LedgerQuery, Sequence[LedgerRow]], LedgerResult]] = {
    Action.LIST: _list,
    Action.COUNT: _list,
    Action.AVERAGE: _average,
    Action.EXTREME: _extreme,
    Action.COMPARE: _compare,
    Action.TREND: _trend,
    Action.MOVE: _move,
    Action.MENTIONS: _mentions,
}
