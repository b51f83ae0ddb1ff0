"""Write a ledger result as statements: a headline computed from its cells, then a line for each, all cited."""

from __future__ import annotations

from yosqa.answering import compose
from yosqa.answering.compose import Citations
from yosqa.answering.question import Question
from yosqa.answering.sources import Sources
from yosqa.grounding import flat, format_value, long_date, quoted
from yosqa.ledger import LedgerRow, measures
from yosqa.ledger.result import Action, Headline, LedgerResult, Line
from yosqa.model import Answer, Computation, Method, Statement

SURE = 0.95
_UNREAD = 0.5
"""Confidence where words of the question were not understood: they may be a condition that the table does not meet."""
_NOUNS = {Action.MENTIONS: "recommendation"}


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
    citer = _RowCiter(sources)
    statements = [statement for head in result.headlines if (statement := _headline(head, result, citer))]
    statements += [_line(line, result, citer) for line in result.lines if line.rows]
    sure, coverage = SURE, result.coverage.text
    if result.query.unread:
        sure, coverage = _UNREAD, f"{coverage}; not taken into account: {', '.join(result.query.unread)}"
    return Answer(
        question.text, understood, False, None, sure, tuple(statements), citer.citations.all(), coverage=coverage
    )


class _RowCiter:
    """Cites ledger rows; the same row always gets the same marker."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.citations = Citations(sources)

    def marker(self, row: LedgerRow) -> int:
        return compose.cite_row(row, self._sources, self.citations)[0].marker


def _headline(head: Headline, result: LedgerResult, citer: _RowCiter) -> Statement | None:
    markers = tuple(citer.marker(row) for row in head.rows)
    action = result.query.action
    if action in {Action.LIST, Action.COUNT, Action.MOVE, Action.MENTIONS} and head.value is not None:
        # A service is counted once, though two of its standards may fit.
        counted = {row.subject: row for row in reversed(head.rows)} if result.query.per_place else {}
        marked = tuple(citer.marker(row) for row in head.rows if not counted or counted[row.subject] is row)
        noun = "service" if counted else _NOUNS.get(action, "inspection" if result.query.measures else "rating")
        count = Computation(Method.COUNT, float(len(marked)))
        return Statement(f"{format_value(count.value)} {noun}{'' if len(marked) == 1 else 's'}", marked, count)
    if action is Action.AVERAGE and head.value is not None:
        return Statement(f"{format_value(head.value)} on average", markers, Computation(Method.MEAN, head.value))
    if action is Action.TREND:
        before, last = head.rows
        name = head.text.split(", from ", 1)[0]
        return Statement(f"[{name}] from {quoted(before.value)} to {quoted(last.value)}", markers)
    return None


def _line(line: Line, result: LedgerResult, citer: _RowCiter) -> Statement:
    markers = tuple(dict.fromkeys(citer.marker(row) for row in line.rows))
    if result.query.action is Action.MOVE:
        return Statement("; ".join(labelled(row, measures.name_of(row.measure)) for row in line.rows), markers)
    if result.query.action is Action.COMPARE:
        sides = "; ".join(f"[{_context(row)}] {quoted(row.value)}" for row in line.rows)
        return Statement(f"[{flat(line.cells[0].text)}] {sides}", markers)
    row = line.rows[0]
    extreme = {True: "lowest", False: "highest"}[result.query.lowest] if result.query.action is Action.EXTREME else ""
    several = not result.query.measures or len({row.measure for row in result.rows}) > 1
    measure = measures.name_of(row.measure) if several else ""
    return Statement(labelled(row, extreme, measure), markers)


def labelled(row: LedgerRow, *more: str) -> str:
    """Return a row's value as a quotation, its place, its month and ``more`` before it in brackets."""
    return f"[{'; '.join(part for part in (_context(row), *more) if part)}] {quoted(row.value)}"


def _context(row: LedgerRow) -> str:
    when = long_date(row.period[:7])
    return f"{row.subject}, {when}" if when else row.subject
