"""What a document states of an inspection and its report, each fact with the characters that state it."""

from __future__ import annotations

from dataclasses import dataclass

from yosqa.model import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A date or a name, and where it stands."""

    value: str
    """ISO date, possibly shortened, or a name with its white space flat."""
    label: str
    """What the text calls it ("Report published"); empty where nothing does."""
    span: Span
    """The characters that say it."""
    evidence: Span
    """Label and value together."""

    @property
    def page(self) -> int:
        """The number of its page."""
        return self.span.page


@dataclass(frozen=True, slots=True)
class Fieldwork(Fact):
    """When inspectors were there: ``value`` is the first day, or the month."""

    last: str
    """The last day or month that is named."""
    tells_end: bool
    """Whether that is the end: not where only a beginning is told ("started 4 May", "the week of 4 May")."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one document states; the ledger's rows and its metadata are both made of it."""

    inspector: Fact | None = None
    """Who led the inspection."""
    published: Fact | None = None
    """When the document itself came out."""
    released: Fact | None = None
    """The first day of publication that its text tells, be it its own or that of a report that it is about."""
    fieldwork: Fieldwork | None = None
