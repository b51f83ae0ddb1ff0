"""What a ledger question gives: lines of rows, each of which states a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from yosqa.ledger import times
from yosqa.ledger.model import LedgerRow
from yosqa.ledger.times import Times

_TENTH = Decimal("0.1")


class Action(StrEnum):
    """What is done with the rows."""

    LIST = "list"
    """One line for each inspection (or service) that fits."""
    COUNT = "count"
    AVERAGE = "average"
    NATIONAL = "national"
    """One line for each inspection: the figure of the whole country that it gives, beside its own where asked for."""
    EXTREME = "extreme"
    """The line with the highest or lowest value."""
    COMPARE = "compare"
    """One line for each measure: the rows of the places side by side."""
    TREND = "trend"
    """One line for each inspection of a place, oldest first."""
    MOVE = "move"
    """One line for each change of a grade from one inspection of a place to the next."""
    MENTIONS = "mentions"
    """Recommendations that hold some words."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A change of grade from one inspection to the next."""

    before: frozenset[str] = frozenset()
    """Grades that it starts from; empty for any."""
    after: frozenset[str] = frozenset()
    direction: int = 0
    """1 for a better grade, -1 for a worse one, 0 for either."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that an inspection must meet: one of some measures has one of some grades."""

    measures: tuple[str, ...]
    grades: frozenset[str]


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a number must come to."""

    least: float | None = None
    most: float | None = None
    percent: bool = False
    """Whether it is of a percentage."""
    strict: bool = False
    """Whether the bound itself is left out: "more than 30"."""
    said: str = ""
    """In the words of the question."""

    def hold(self, number: float | None) -> bool:
        """Return whether a number fits; what is none does not."""
        return (
            number is not None
            and (self.least is None or number >= self.least)
            and (self.most is None or number <= self.most)
            and not (self.strict and number in {self.least, self.most})
        )


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """A typed question over stored rows."""

    action: Action
    measures: tuple[str, ...] = ()
    """Ids; empty for every rating."""
    grades: frozenset[str] = frozenset()
    """Only rows with one of these values; empty for any."""
    threshold: Threshold | None = None
    """Only rows whose number fits."""
    places: tuple[str, ...] = ()
    time: Times = times.ANY
    """Only rows of this time."""
    region: str = ""
    """``london``, ``wales`` or ``england``; empty for everywhere."""
    family: str = ""
    latest: bool = False
    """Only the latest inspection of each place and family."""
    per_place: bool = False
    """Services are asked for, not reports: of several rows of one place only the latest that fits is kept."""
    words: tuple[str, ...] = ()
    """For ``MENTIONS``: folded words that must all be there, in this order and together."""
    lowest: bool = False
    """For ``EXTREME``: the lowest, not the highest."""
    beside: bool = False
    """For ``NATIONAL``: each with the inspection's own figure."""
    never: bool = False
    """Only services none of whose inspections fits."""
    together: tuple[Requirement, ...] = ()
    """What one inspection must meet all of, in place of ``grades``."""
    movement: Movement = Movement()
    """For ``MOVE``."""
    untold: tuple[str, ...] = ()
    """Conditions of the question that the ledger cannot tell whether they hold: a table would be wrong."""
    unread: tuple[str, ...] = ()
    """Words of the question that were not understood."""
    parts: bool = False
    """Where ``measures`` is empty: the ratings of the parts alone, not the overall one."""
    within: bool = False
    """The measures are those of a part of the framework, asked for which of them fit."""

    @property
    def of_parts(self) -> bool:
        """Whether each line must say which measure it is of, since the question leaves that open."""
        return self.within or not self.measures


@dataclass(frozen=True, slots=True)
class Headline:
    """The short answer above the lines: a count, a mean, a direction."""

    rows: tuple[LedgerRow, ...]
    """All that it was computed from."""
    value: float | None = None
    """The count or the mean; None for a direction."""
    counted: tuple[LedgerRow, ...] = ()
    """Those of ``rows`` that a count counts: one for each service where services are asked for."""
    name: str = ""
    """For a direction: the measure and where it went."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many inspections were looked at, and how many of them state the measure."""

    considered: int
    stated: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why the others do not, and how many of them each reason holds for."""

    @property
    def text(self) -> str:
        """A sentence, e.g. ``39 of 41 inspections state this; 2 do not: …``."""
        missing = self.considered - self.stated
        noun = "inspection" if self.considered == 1 else "inspections"
        head = f"{self.stated} of {self.considered} {noun} {'states' if self.stated == 1 else 'state'} this"
        if not missing or not self.reasons:
            return head
        whys = "; ".join(f"{count} not: {reason}" for reason, count in Counter(self.reasons).most_common(3))
        return f"{head}; {whys}"


@dataclass(frozen=True, slots=True)
class LedgerResult:
    """The answer to a ledger question."""

    query: LedgerQuery
    headlines: tuple[Headline, ...]
    lines: tuple[tuple[LedgerRow, ...], ...]
    """The rows of each line, none of them blank."""
    coverage: Coverage

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        """Every row of the lines, in order, each once."""
        return tuple(dict.fromkeys(row for line in self.lines for row in line))


def mean(numbers: Collection[float]) -> float:
    """Return the mean of some numbers as people round it: to one decimal, a half up.

    >>> mean([66, 66.5])
    66.3
    """
    exact = sum((Decimal(str(number)) for number in numbers), Decimal(0)) / len(numbers)
    return float(exact.quantize(_TENTH, ROUND_HALF_UP))
