"""Set an article against the report it is about: where it agrees, contradicts, comes before, or adds.

Two ways lead to a finding. A ledger row of the article meets the report's row of the same measure. And a clause of the
article meets the clause of the report that holds most of its words; if they are alike, their figures, dates, grades and
sense must be, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yosqa.ledger import asking, measures
from yosqa.ledger.figures import NATIONAL, NUMBER_WORD, number_of
from yosqa.ledger.likeness import Clause, Weights, clauses, stems
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.ledger.text import fold
from yosqa.metadata.dates import MONTHS
from yosqa.model import Block, Document, Page, Span

ALIKE = 0.55
"""Share of a clause's weighted words that its counterpart must hold before their figures are compared."""
SAME = 0.8
"""Share from which two clauses that differ in nothing above say the same."""
_WITHIN = 0.9
"""Discount for a report's clause that is a part of the article's: an article may join what the report says apart."""
_LEAST_WORDS = 3
_NEAR, _FURTHER = 2, 4
"""Telling words on each side that show what a number counts, and of what a word is said."""
_PERSON_TITLE = re.compile(r"\b(?:dame|sir|mr|mrs|ms|dr|cllr)\b\.?")
_NEGATION = re.compile(r"\b(?:not|no|never|nor|neither|without|fail(?:s|ed)? to|cannot|\w+n't)\b")
_OPPOSED = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        ("good|strong|effective", "poor|weak|ineffective"), ("sufficient", "insufficient"), ("adequate", "inadequate"),
        ("increased|rose|risen|higher|up", "decreased|reduced|fell|fallen|lower|down"), ("better", "worse"),
        ("improved|improving", "declined|deteriorated|worsened"), ("most|many", "few"), ("highest", "lowest"),
        ("little|limited", "strong|considerable|much"),
        ("consistent|consistently", "inconsistent|inconsistently"), ("above", "below"), ("all", "none"),
        ("strengths?", "weakness(?:es)?"), ("satisfactory", "unsatisfactory"),
    )
)  # fmt: skip
_QUANTITY = re.compile(
    rf"(?<![\w.,])(?<![a-z]-)(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|{NUMBER_WORD})"
    r"(?P<share> ?%| per ?cent)?(?!\w|[.,]\d)"
)
_SHARE = re.compile(r"\d ?%|per ?cent")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?! (?:be|have|not)\b)")
_OFTEN_A_GRADE = frozenset({"satisfactory"})
"""Everyday words that are mostly grades where two clauses say nearly the same of an inspection."""


class Verdict(StrEnum):
    """How an article stands to a report on one point."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    PREDATES = "predates"
    """The article appeared before the report, and speaks of an earlier state."""
    ADDS = "adds"
    """The report says nothing on this point."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document with what a comparison needs of it."""

    document: Document
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One point on which an article and a report are set against each other."""

    verdict: Verdict
    about: str
    """What the point is, in words: a measure's name, "figure", "date", "grade", "sense"."""
    article: Span
    """What the article says: a sentence."""
    report: Span | None
    """What the report says; None when it says nothing."""


def report_for(article: Document, family: str, reports: Sequence[Source]) -> Source | None:
    """Return the report that an article is about: same place and family, the last that was out when it appeared.

    An article without a date is taken to be on the latest; one that appeared before any report, on the first. What is
    about no place is about no report.
    """
    place = article.metadata.places[:1]
    if not place:
        return None
    same = [
        source
        for source in reports
        if source.document.metadata.places[:1] == place
        and (not family or any(row.family == family for row in source.rows))
    ]
    same.sort(key=lambda source: source.document.metadata.published)
    written = article.metadata.published
    if not written:
        return same[-1] if same else None
    out = [source for source in same if source.document.metadata.published[:7] <= written[:7]]
    return out[-1] if out else next(iter(same), None)


def compare(article: Source, report: Source) -> tuple[Finding, ...]:
    """Return the points that an article and a report share, in the article's order.

    A point found both by its ledger rows and by its sentence is given once, by the rows.
    """
    early = _before(article.document.metadata.published, report.document.metadata.published)
    found = list(_by_rows(article, report))
    told = tuple(found)
    found += [one for one in dict.fromkeys(_by_clauses(article, report)) if not any(_tells(row, one) for row in told)]
    found.sort(key=lambda finding: (finding.article.page, finding.article.start))
    if early:
        found = [Finding(Verdict.PREDATES, one.about, one.article, one.report) for one in found]
    return tuple(found)


def _tells(row: Finding, clause: Finding) -> bool:
    """True when a row's finding tells what a clause's does: any grade of it, and of its figures the verdict."""
    same = clause.about == "grade" or (clause.about == "figure" and clause.verdict is row.verdict)
    return same and _overlap(row.article, clause.article)


def _by_rows(article: Source, report: Source) -> Iterator[Finding]:
    stated = {(row.measure, row.subject): row for row in reversed(report.rows) if not row.blank}
    for row in article.rows:
        if row.blank or row.kind is Figure.RECOMMENDATION or row.measure == "published":
            continue
        span = row.evidence[0] if row.evidence else row.span
        other = stated.get((row.measure, row.subject))
        about = measures.name_of(row.measure)
        if other is not None:
            verdict = Verdict.AGREES if _equal(row, other) else Verdict.CONTRADICTS
            yield Finding(verdict, about, span, other.evidence[0] if other.evidence else other.span)
        elif row.subject in {own.subject for own in report.rows}:
            yield Finding(Verdict.ADDS, about, span, None)


def _equal(one: LedgerRow, other: LedgerRow) -> bool:
    if one.kind is Figure.PERSON:
        return (
            _PERSON_TITLE.sub("", fold(one.normal)).split()[-1:]
            == _PERSON_TITLE.sub("", fold(other.normal)).split()[-1:]
        )
    if one.kind is Figure.DATE:
        return one.normal.startswith(other.normal) or other.normal.startswith(one.normal)
    return one.normal == other.normal


def _by_clauses(article: Source, report: Source) -> Iterator[Finding]:
    theirs = [one for one in clauses(report.pages, report.blocks) if len(one.words) >= _LEAST_WORDS]
    weights = Weights([one.words for one in theirs])
    shares = {row.measure: row for row in report.rows if row.kind is Figure.PERCENTAGE and row.subject != NATIONAL}
    for mine in clauses(article.pages, article.blocks):
        asked = asking.told_of(f"what percentage {mine.folded}") if _SHARE.search(mine.folded) else ()
        rows = [shares[measure] for measure in asked if measure in shares]
        if len(rows) == 1:
            stated = {quantity.number for quantity in _quantities(mine.folded) if quantity.share}
            verdict = Verdict.AGREES if rows[0].normal in stated else Verdict.CONTRADICTS
            yield Finding(verdict, measures.name_of(rows[0].measure), mine.span, rows[0].evidence[0])
            continue
        if len(mine.words) >= _LEAST_WORDS and theirs:
            share, other = max(((_alike(weights, mine, one), one) for one in theirs), key=lambda pair: pair[0])
            if share >= ALIKE:
                yield from _against(mine, other, share)


def _alike(weights: Weights, mine: Clause, other: Clause) -> float:
    """Return how much of the shorter clause's matter the longer one holds, less what it adds of its own."""
    held = weights.held(mine.words, other.words)
    return max(held, weights.held(other.words, mine.words) * _WITHIN) if len(other.words) > _LEAST_WORDS else held


def _against(mine: Clause, other: Clause, share: float) -> Iterator[Finding]:
    """Compare the figures, grades and sense of two clauses that are alike."""
    told = False
    for about, same in (
        ("figure", _same_quantities(mine.folded, other.folded)),
        ("date", _same_months(mine.folded, other.folded)),
        ("grade", _same_grades(mine.folded, other.folded)),
        ("sense", False if _turned(mine.folded, other.folded) else None),
    ):
        if same is not None:
            yield Finding(Verdict.AGREES if same else Verdict.CONTRADICTS, about, mine.span, other.span)
            told = told or not same
    if share >= SAME and not told:
        yield Finding(Verdict.AGREES, "sense", mine.span, other.span)


@dataclass(frozen=True, slots=True)
class _Quantity:
    number: str
    share: bool
    around: frozenset[str]
    """The two telling words before and after."""


def _quantities(folded: str) -> list[_Quantity]:
    return [
        _Quantity(number_of(match["number"]), bool(match["share"]), _around(folded, *match.span(), _NEAR))
        for match in _QUANTITY.finditer(folded)
        if match["number"] != "one"
    ]


def _same_quantities(mine: str, other: str) -> bool | None:
    """Say whether the numbers of two clauses that count the same things are the same; None where none do."""
    pairs = [
        (one, their)
        for one in _quantities(mine)
        for their in _quantities(other)
        if one.share == their.share and (one.around & their.around)
    ]
    if not pairs:
        return None
    matched = {one.number for one, their in pairs if one.number == their.number}
    return all(one.number in matched for one, _ in pairs)


def _same_months(mine: str, other: str) -> bool | None:
    one, their = set(_MONTH.findall(mine)), set(_MONTH.findall(other))
    return one <= their if one and their else None


def _same_grades(mine: str, other: str) -> bool | None:
    """Compare the grades that two clauses name; those that are everyday words are left to their sense."""
    telling = measures.telling() | _OFTEN_A_GRADE
    one, their = telling.intersection(measures.grades_in(mine)), telling.intersection(measures.grades_in(other))
    return one <= their if one and their else None


def _turned(mine: str, other: str) -> bool:
    """True when one of two like clauses denies what the other says, or says its opposite of the same thing."""
    denied, their_denied = _denied(mine), _denied(other)
    if (denied - their_denied) & frozenset(stems(other)) or (their_denied - denied) & frozenset(stems(mine)):
        return True
    return any(
        _opposed(one, opposite, mine, other) or _opposed(opposite, one, mine, other) for one, opposite in _OPPOSED
    )


def _denied(folded: str) -> frozenset[str]:
    """Return the telling words that a negation stands before."""
    return frozenset(word for match in _NEGATION.finditer(folded) for word in stems(folded[match.end() :])[:2])


def _opposed(one: re.Pattern[str], opposite: re.Pattern[str], mine: str, other: str) -> bool:
    if one.search(other) or opposite.search(mine):
        return False
    here, there = one.search(mine), opposite.search(other)
    return bool(here and there and _around(mine, *here.span(), _FURTHER) & _around(other, *there.span(), _FURTHER))


def _around(folded: str, start: int, end: int, reach: int) -> frozenset[str]:
    return frozenset((*stems(folded[:start])[-reach:], *stems(folded[end:])[:reach]))


def _before(written: str, published: str) -> bool:
    return bool(written and published) and written[:7] < published[:7]


def _overlap(one: Span, other: Span) -> bool:
    return one.page == other.page and one.start < other.end and other.start < one.end
