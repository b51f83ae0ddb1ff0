"""Write a ledger result as statements: a headline computed from its rows, then a line for each, all cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from yosqa.answering import compose
from yosqa.answering.compose import Citations
from yosqa.answering.question import Question
from yosqa.answering.sources import Sources
from yosqa.grounding import MONTHS, flat, format_value, long_date, quoted
from yosqa.ledger import Figure, LedgerRow, measures
from yosqa.ledger.result import Action, Headline, LedgerQuery, LedgerResult
from yosqa.model import Answer, Citation, Computation, Kind, Method, Statement

SURE = 0.95
_UNREAD = 0.5
"""Confidence where words of the question were not understood: they may be a condition that the table does not meet."""
_NOUNS = {Action.MENTIONS: "recommendation"}

_SAYS = re.compile(r"\b(?:was|were|is|are|been|received|given|rated|judged|graded|marked)\b(?s:.*)\w")
_IN_CELLS = re.compile(r"[\t|]")
_FEW = 6
"""Up to so many ratings are shown as their sentences say them, where sentences do; of more, the grades alone."""

Cite = Callable[[LedgerRow], Citation]
"""Cites a row; the same row is always cited the same."""


def table(question: Question, result: LedgerResult, sources: Sources) -> Answer | None:
    """Return a result as an answer; an abstention when inspections state the value but none fits; None without any.

    Args:
        question: As read.
        result: What the ledger found.
        sources: What may be cited.
    """
    understood = question.describe()
    if result.query.untold:
        told = ", ".join(f"‘{words}’" for words in result.query.untold)
        reason = f"the ratings cannot be told apart by {told}: name places, years or grades"
        return Answer(question.text, understood, True, reason, 0.0)
    if not result.rows:
        if not result.coverage.stated:
            return None
        reason = f"no inspection in the corpus fits ({result.coverage.text})"
        return Answer(question.text, understood, True, reason, 0.0)
    citations = Citations(sources)

    def cite(row: LedgerRow) -> Citation:
        return compose.cite_row(row, sources, citations)[0]

    statements = [_headline(head, result.query, cite) for head in result.headlines]
    statements += [_line(line, result, cite) for line in result.lines]
    sure, coverage = SURE, "; ".join([result.coverage.text, *of_when(result.rows)])
    if result.query.unread:
        sure, coverage = _UNREAD, f"{coverage}; not taken into account: {', '.join(result.query.unread)}"
    return Answer(question.text, understood, False, None, sure, tuple(statements), citations.all(), coverage=coverage)


def _headline(head: Headline, query: LedgerQuery, cite: Cite) -> Statement:
    markers = {row: cite(row).marker for row in head.rows}
    if head.value is None:
        before, last = head.rows
        text = f"[{head.name}] from {quoted(before.value)} to {quoted(last.value)}"
        return Statement(text, tuple(markers.values()))
    shown = format_value(head.value)
    if query.action is Action.AVERAGE:
        mean = Computation(Method.MEAN, head.value)
        return Statement(f"{shown} on average", tuple(markers.values()), mean)
    noun = "service" if query.per_place else _NOUNS.get(query.action, "rating" if query.of_parts else "inspection")
    count = Computation(Method.COUNT, head.value)
    counted = tuple(markers[row] for row in head.counted)
    return Statement(f"{shown} {noun}{'' if len(counted) == 1 else 's'}", counted, count)


def _line(line: Sequence[LedgerRow], result: LedgerResult, cite: Cite) -> Statement:
    cited = [cite(row) for row in line]
    markers = tuple(dict.fromkeys(citation.marker for citation in cited))
    row = line[0]
    measure = measures.name_of(row.measure)
    if result.query.action is Action.MOVE:
        return Statement("; ".join(labelled(row, measure) for row in line), markers)
    if result.query.action is Action.COMPARE or result.query.beside:
        sides = "; ".join(f"[{_context(row)}] {quoted(row.value)}" for row in line)
        return Statement(f"[{flat(measure)}] {sides}", markers)
    extreme = {True: "lowest", False: "highest"}[result.query.lowest] if result.query.action is Action.EXTREME else ""
    several = result.query.of_parts or len({row.measure for row in result.rows}) > 1
    told = len(result.lines) <= _FEW and row.kind is Figure.RATING and row.source is not Kind.REGISTER
    said = cited[0].quote if told else ""
    in_words = _SAYS.search(said) and not _IN_CELLS.search(said)
    return Statement(labelled(row, extreme, measure if several else "", said=said if in_words else ""), markers)


def labelled(row: LedgerRow, *more: str, said: str = "") -> str:
    """Return a row's value as a quotation, its place, its month and ``more`` before it in brackets.

    Args:
        row: Not blank.
        more: What else is put in the brackets; what is empty is left out.
        said: What is quoted in place of the value alone.
    """
    return f"[{'; '.join(part for part in (_context(row), *more) if part)}] {quoted(said or row.value)}"


def of_when(rows: Iterable[LedgerRow]) -> list[str]:
    """Return of what time each rate is, where a footnote says so: it is not that of the report which prints it."""
    rates = (row for row in rows if row.kind is Figure.RATE and row.note)
    return list(dict.fromkeys(f"the {row.label.lower()} is of {_in_capitals(row.note)}" for row in rates))


def _in_capitals(folded: str) -> str:
    return re.sub(rf"\b(?:{'|'.join(MONTHS)})\b", lambda month: month[0].capitalize(), folded, flags=re.IGNORECASE)


def _context(row: LedgerRow) -> str:
    when = long_date(row.period[:7])
    return f"{row.subject}, {when}" if when else row.subject
