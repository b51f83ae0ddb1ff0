"""What the ledger holds: one row per value, each pointing at the characters that state it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yosqa.model import Kind, Span

_TRUST = (Kind.REPORT, Kind.JOINT, Kind.REGISTER, Kind.RELEASE, Kind.NEWS)
"""Whose word counts first where several documents speak of one inspection; any other kind comes last."""


class Figure(StrEnum):
    """What sort of value a row holds."""

    RATING = "rating"
    """A grade on the framework's scale."""
    OUTCOME = "outcome"
    """One of a framework's fixed outcome statements, which are no grades (area SEND since 2023)."""
    PERCENTAGE = "percentage"
    RATE = "rate"
    COUNT = "count"
    RECOMMENDATION = "recommendation"
    DATE = "date"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One value that a document states.

    ``value == page.text[start:end]`` for the page numbered ``page``; a blank row has an empty value, an empty range and
    a reason.
    """

    document_id: str
    framework: str
    """Identifier of the framework that gave the measure its meaning, e.g. ``hmip-youth-2018``; empty for none."""
    family: str
    """What is inspected: ``youth``, ``childrens``, ``send``, ``joint``. Inspections of one family form a series."""
    measure: str
    """Stable across frameworks of one family: ``overall``, ``court-planning``, ``court-planning.child-safety``."""
    kind: Figure
    label: str
    """The measure as the document prints it, white space flat."""
    value: str
    """The cell, byte for byte; empty when it cannot be proved."""
    normal: str
    """The value for comparison: ``requires improvement``, ``48``, ``2018-09``; a recommendation's number as printed."""
    subject: str
    """Canonical name of the place it is about."""
    period: str
    """ISO date, possibly shortened, that places the row in time: publication, else the end of fieldwork."""
    page: int
    start: int
    end: int
    evidence: tuple[Span, ...] = ()
    """Label and value together (a table's row, a sentence); a recommendation's further parts follow its first."""
    source: Kind = Kind.REPORT
    """The kind of document that says so."""
    note: str = ""
    """What the value needs to be understood: who a recommendation is addressed to, the period of a rate."""
    reason: str = ""
    """Why the value is blank."""
    text: str = ""
    """A recommendation's whole wording, all its parts joined and white space flat: to search, not to quote."""

    @property
    def blank(self) -> bool:
        """True when the document does not prove a value."""
        return not self.value

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return Span(self.page, self.start, self.end)

    @property
    def number(self) -> float | None:
        """The value as a number, where it is one."""
        if self.kind not in {Figure.PERCENTAGE, Figure.RATE, Figure.COUNT} or self.blank:
            return None
        return float(self.normal)

    @property
    def rank(self) -> int:
        """How far down its source stands among documents that speak of one inspection; the word of 0 counts first."""
        return _TRUST.index(self.source) if self.source in _TRUST else len(_TRUST)
