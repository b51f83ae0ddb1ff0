"""Run a typed query over stored rows: filter, count, average, compare, follow over time; with its coverage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from yosqa.ledger import measures
from yosqa.ledger.figures import NATIONAL
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.ledger.result import (
    Action,
    Coverage,
    Headline,
    LedgerQuery,
    LedgerResult,
    Line,
    Movement,
    Requirement,
    Value,
    headline,
)
from yosqa.ledger.schemes import FAMILIES, framework
from yosqa.ledger.text import fold
from yosqa.metadata.places import gazetteer
from yosqa.model import Kind

BLANK = "–"
_TRUST = (Kind.REPORT, Kind.JOINT, Kind.REGISTER, Kind.RELEASE, Kind.NEWS)
"""Whose word counts first where several documents speak of one inspection."""


def lookup(rows: Iterable[LedgerRow], asked: Sequence[str]) -> tuple[LedgerRow, ...]:
    """Return a document's rows for the measures asked for, in their order; a blank row says why there is no value.

    Args:
        rows: The rows of one document.
        asked: Measure ids, e.g. from ``measures.match``. Those unknown to the document's framework are passed over.
    """
    found = [row for measure in asked for row in rows if row.measure == measure and row.subject != NATIONAL]
    stated = tuple(row for row in found if not row.blank)
    return stated or tuple(found[:1])


def run(query: LedgerQuery, rows: Iterable[LedgerRow]) -> LedgerResult:
    """Return the answer to a query over the rows of a whole corpus."""
    known = [row for row in rows if row.subject != NATIONAL]
    return _ACTIONS[query.action](query, known)


def _list(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    stated = [row for row in scoped if not row.blank]
    fitting = [row for row in stated if not query.grades or row.normal in query.grades]
    if query.together:
        fitting = _together(query.together, stated)
    if query.never:
        ever = {(row.subject, row.family) for row in fitting}
        fitting = [row for row in stated if (row.subject, row.family) not in ever]
    if query.per_place:
        fitting = _latest(fitting)
    return LedgerResult(query, (_counted(query, fitting),), *_table(fitting, always_named=not query.measures), coverage)


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
    scoped, coverage = _scoped(replace(query, since="", until="", years=frozenset(), latest=False), rows)
    series: dict[tuple[str, str, str], list[LedgerRow]] = {}
    for row in sorted((row for row in scoped if not row.blank), key=lambda row: row.period):
        series.setdefault((row.subject, row.family, row.measure), []).append(row)
    moved = [pair for found in series.values() for pair in pairwise(found) if _moved(query.movement, *pair)]
    moved = [(before, after) for before, after in moved if _of_time(query, after)]
    lines = [
        Line((Value(after.subject), Value(measures.name_of(after.measure)), *(_dated(row) for row in (before, after))))
        for before, after in moved
    ]
    head = _counted(query, [after for _, after in moved])
    return LedgerResult(query, (head,), ("Service", "Measure", "Before", "After"), tuple(lines), coverage)


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


def _dated(row: LedgerRow) -> Value:
    return Value(f"{_shown(row)} ({row.period})", row)


def _table(rows: Sequence[LedgerRow], *, always_named: bool = False) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Return columns and lines of a list.

    Args:
        rows: One for each line.
        always_named: Whether the measure has a column even where it is the same for all, and would head the last one.
    """
    measured = list(dict.fromkeys(row.measure for row in rows))
    named = always_named or len(measured) > 1
    families = len({row.family for row in rows}) > 1
    lines = []
    for row in rows:
        context = [row.subject, *([FAMILIES.get(row.family, row.family)] if families else []), row.period]
        context += [measures.name_of(row.measure)] if named else []
        lines.append(Line((*map(Value, context), Value(_shown(row), row))))
    columns = ("Service", *(["Inspection of"] if families else []), "Published", *(["Measure"] if named else []))
    return (*columns, "Value" if named or not measured else measures.name_of(measured[0])), tuple(lines)


def _counted(query: LedgerQuery, rows: Sequence[LedgerRow]) -> Headline:
    """Return how many there are: inspections, or services, each of which counts once however many measures fit."""
    if query.per_place:
        number, noun = len({(row.subject, row.family) for row in rows}), "service"
    else:
        number, noun = len(rows), "inspection"
    return headline(_counted_as(number, noun), float(number), rows)


def _counted_as(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _average(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    numbered = [row for row in scoped if row.number is not None]
    mean = round(sum(row.number or 0.0 for row in numbered) / len(numbered), 1) if numbered else None
    unit = "%" if numbered and numbered[0].kind is Figure.PERCENTAGE else ""
    text = f"{mean:g}{unit}: the mean of {_counted_as(len(numbered), 'value')}" if mean is not None else "no values"
    return LedgerResult(query, (headline(text, mean, numbered),), *_table(numbered), coverage)


def _extreme(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    numbered = [row for row in scoped if row.number is not None]
    if not numbered:
        return LedgerResult(query, (), ("Service", "Published", "Value"), (), coverage)
    best = (min if query.lowest else max)(row.number or 0.0 for row in numbered)
    first = [row for row in numbered if row.number == best]
    head = headline(f"{first[0].value} in {first[0].subject}", best, first)
    return LedgerResult(query, (head,), *_table(first), coverage)


def _compare(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    """Return one line for each measure that one of the places has, the latest value of each place side by side."""
    scoped, coverage = _scoped(query, rows)
    newest = {(row.subject, row.measure): row for row in sorted(scoped, key=lambda row: (not row.blank, row.period))}
    kinds = {Figure.RATING, Figure.OUTCOME} if not query.measures else set(Figure)
    order = list(dict.fromkeys(row.measure for row in scoped if not row.blank and row.kind in kinds))
    lines = []
    for measure in order:
        cells = [Value(measures.name_of(measure))]
        for place in query.places:
            row = newest.get((place, measure))
            shown = BLANK if row is None or row.blank else f"{_shown(row)} ({row.period})"
            cells.append(Value(shown, row))
        lines.append(Line(tuple(cells)))
    return LedgerResult(query, (), ("Measure", *query.places), tuple(lines), coverage)


def _trend(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    stated = sorted((row for row in scoped if not row.blank), key=lambda row: (row.measure, row.family, row.period))
    heads = [
        _direction(series)
        for measure in dict.fromkeys(row.measure for row in stated)
        for family in dict.fromkeys(row.family for row in stated)
        if len(series := [row for row in stated if row.measure == measure and row.family == family]) > 1
    ]
    lines = [_line(row, Value(row.period), Value(measures.name_of(row.measure))) for row in stated]
    return LedgerResult(query, tuple(heads), ("Published", "Measure", "Value"), tuple(lines), coverage)


def _direction(series: Sequence[LedgerRow]) -> Headline:
    """Say how the last value stands to the one before; grades of different scales are not compared."""
    before, last = series[-2:]
    name = measures.name_of(last.measure)
    if last.number is not None and before.number is not None:
        change = last.number - before.number
        word = "unchanged" if not change else "up" if change > 0 else "down"
        return headline(
            f"{name}: {word}, from {before.value} ({before.period}) to {last.value} ({last.period})",
            change,
            (before, last),
        )
    old, new = _grade_position(before), _grade_position(last)
    between = f"from {before.normal} ({before.period}) to {last.normal} ({last.period})"
    if old is None or new is None or old[0] != new[0]:
        return headline(f"{name}: on different scales, {between}", None, (before, last))
    change = float(new[1] - old[1])
    word = "unchanged" if not change else "improved" if change > 0 else "declined"
    return headline(f"{name}: {word}, {between}", change, (before, last))


def _grade_position(row: LedgerRow) -> tuple[tuple[str, ...], int] | None:
    scheme = framework(row.framework)
    return (scheme.scale, scheme.scale.index(row.normal)) if scheme and row.normal in scheme.scale else None


def _mentions(query: LedgerQuery, rows: Sequence[LedgerRow]) -> LedgerResult:
    scoped, coverage = _scoped(query, rows)
    stems = [re.escape(re.sub(r"(?:ies|es|s|y)$", "", word) if len(word) > 4 else word) for word in query.words]
    together = re.compile(r"\W+(?:\w+\W+){0,2}?".join(rf"\b{stem}\w*" for stem in stems))
    fitting = [row for row in scoped if together.search(fold(row.text))]
    lines = [_line(row, Value(row.subject), Value(row.period), Value(row.note or BLANK)) for row in fitting]
    reports = len({row.document_id for row in fitting})
    text = f"{_counted_as(len(fitting), 'recommendation')} in {_counted_as(reports, 'report')}"
    head = headline(text, float(len(fitting)), fitting)
    return LedgerResult(query, (head,), ("Service", "Published", "To", "Recommendation"), tuple(lines), coverage)


def _scoped(query: LedgerQuery, rows: Sequence[LedgerRow]) -> tuple[list[LedgerRow], Coverage]:
    """Return the rows a query is about, sorted, one voice for each inspection; and how far they cover these."""
    within = [
        row
        for row in rows
        if (not query.places or row.subject in query.places)
        and (not query.family or row.family == query.family)
        and _of_time(query, row)
        and (not query.region or _lies_in(query.region, row.subject))
    ]
    about = (
        [row for row in within if row.measure in query.measures]
        if query.measures
        else [row for row in within if row.kind in {Figure.RATING, Figure.OUTCOME} and not _left_out(query, row)]
    )
    families = {row.family for row in about if not row.blank}
    inspections = _inspections(row for row in within if row.family in families)
    about = _one_voice(row for row in about if row.family in families)
    if query.latest:
        last = {(row.subject, row.family): row.period for row in sorted(inspections, key=lambda row: row.period)}
        inspections = [row for row in inspections if last[row.subject, row.family] == row.period]
        about = [row for row in about if last.get((row.subject, row.family)) == row.period]
    return about, _coverage(inspections, about)


def _of_time(query: LedgerQuery, row: LedgerRow) -> bool:
    return (
        (not query.since or row.period >= query.since)
        and (not query.until or row.period[: len(query.until)] <= query.until)
        and (not query.years or row.period[:4] in query.years)
    )


def _lies_in(region: str, subject: str) -> bool:
    place = gazetteer().place(subject)
    kind = place.kind if place else ""
    return kind not in {"", "wales", "elsewhere"} if region == "england" else kind == region


def _left_out(query: LedgerQuery, row: LedgerRow) -> bool:
    return query.parts and row.measure == measures.DEFAULT


def _coverage(inspections: Sequence[LedgerRow], about: Sequence[LedgerRow]) -> Coverage:
    every = {_inspection(row) for row in inspections}
    stated = {_inspection(row) for row in about if not row.blank}
    blank = {_inspection(row): row.reason for row in reversed(about) if row.blank}
    reasons = Counter(blank.get(inspection, "not stated") for inspection in every - stated)
    return Coverage(len(every), len(stated & every), dict(reasons))


def _inspection(row: LedgerRow) -> tuple[str, str, str]:
    """Return what tells one inspection from another: place, family, date."""
    return row.subject, row.family, row.period


def _inspections(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Return one row for each inspection."""
    return list({_inspection(row): row for row in _one_voice(rows)}.values())


def _one_voice(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Keep, of documents that speak of one inspection, the most trusted; sorted by place, time and position."""
    pool = sorted(rows, key=lambda row: (_rank(row), row.document_id))
    kept: list[LedgerRow] = []
    heard: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in pool:
        voices = heard.setdefault((row.subject, row.family), [])
        if any(
            document != row.document_id and _same_inspection(period, row.period, _rank(row))
            for document, period in voices
        ):
            continue
        if (row.document_id, row.period) not in voices:
            voices.append((row.document_id, row.period))
        kept.append(row)
    return sorted(kept, key=lambda row: (row.subject, row.period, row.page, row.start, row.measure))


def _rank(row: LedgerRow) -> int:
    return _TRUST.index(row.source) if row.source in _TRUST else len(_TRUST)


def _same_inspection(one: str, other: str, rank: int) -> bool:
    """True when two dates are of one inspection: the same month, or within half a year for what only retells it."""
    if not one or not other:
        return rank >= _TRUST.index(Kind.REGISTER)
    if rank < _TRUST.index(Kind.REGISTER):
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


def _line(row: LedgerRow, *context: Value) -> Line:
    return Line((*context, Value(_shown(row), row)))


def _shown(row: LedgerRow) -> str:
    return " ".join(row.value.split()) if row.kind is not Figure.OUTCOME else row.normal


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
