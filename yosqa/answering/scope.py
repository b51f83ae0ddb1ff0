"""Find which documents a question is about, before any similarity is computed.

Reports of one series are nearly alike, so similarity picks the wrong one; the place, the date and the kind of document
that a question names pick the right one. What a question names and the corpus lacks is a reason to abstain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from yosqa.answering import casework
from yosqa.answering.periods import Period
from yosqa.answering.question import Question
from yosqa.frameworks import framework
from yosqa.grounding import long_date
from yosqa.ledger import asking
from yosqa.model import Document, Kind

_READINGS = 4
"""So many readings of a name are offered."""
_REPORTS = (Kind.REPORT, Kind.JOINT)
_OF_MANY_PLACES = frozenset({Kind.THEMATIC, Kind.ANNUAL})
"""Kinds that are about no single place: it is a matter to be told in them."""
_YEAR_BEGINS, _YEAR_ENDS = "04", "03"
"""First and last month of a budget year, over which figures are counted: "2021-22"."""
_OF_A_SERVICE = ("youth",)
"""Families of inspection that are called what the service is called."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that may answer."""

    documents: tuple[Document, ...]
    """Most likely first; all documents of the corpus when the question names none."""
    narrowed: bool = False
    """True when the question chose them."""
    missing: str = ""
    """Why there is no such document; empty when there is one."""
    mention: str = ""
    """A place that no document is about but that some mention: what answers must name it."""
    named: bool = False
    """True when the question names the documents themselves, by title or kind, and not by what they are about."""
    told_earlier: bool = False
    """True when there is no report of the inspection before: only what documents tell of earlier times may answer."""
    required: tuple[Period, ...] = ()
    """Periods of the question that chose no document: the answer must name one of them."""
    unmet: str = ""
    """That no document is of them, and of when there are some; empty where no place is named."""


def resolve(question: Question, documents: Sequence[Document], family: Callable[[Document], str]) -> Scope:
    """Return the documents that ``question`` is about.

    Args:
        question: As read.
        documents: All documents of the corpus.
        family: Returns what a report inspects, as the ledger calls it, or ``""``.
    """
    if not documents:
        return Scope((), True, missing="nothing is indexed yet")
    if named := _named(question, documents):
        scope = _within(question, named, family, about="", narrowed=True)
        return replace(scope, mention=_matter(question, named), named=True)
    if not question.places:
        return _within(question, documents, family, about="", narrowed=False)
    found: list[Document] = []
    registers: list[Document] = []
    mentioning: list[Document] = []
    for place in question.places:
        found.extend(d for d in documents if place in d.metadata.places and d not in found)
        registers.extend(d for d in documents if _lists(d, place) and d not in registers)
        mentioning.extend(d for d in documents if place in d.metadata.mentions and d not in mentioning)
    if not found and not mentioning:
        return Scope(
            (), True, missing=f"no document about {' or '.join(question.places)}{_choice(question, documents)}"
        )
    if not found:
        only = question.places[0] if len(question.places) == 1 else ""
        return replace(_within(question, mentioning, family, about="", narrowed=True), mention=only)
    # A document about every place named comes before documents about one of them.
    every = [d for d in found if set(question.places) <= set(d.metadata.places)]
    return _within(
        question, [*(every or found), *registers], family, about=" and ".join(question.places), narrowed=True
    )


def tell_of(documents: Iterable[Document], places: Iterable[str]) -> bool:
    """Return whether some documents together are about all of some places, or speak of them."""
    told = {place for d in documents for place in (*d.metadata.places, *d.metadata.mentions)}
    return told.issuperset(places)


def _named(question: Question, documents: Sequence[Document]) -> list[Document]:
    """Return the documents that a question names by their title, or by a kind that tells of its places and of others.

    Where a document about the place is of that kind, the place chooses as it does elsewhere.
    """
    if titled := [d for d in documents if d.title in question.titles]:
        return titled
    of_kind = [d for d in documents if d.metadata.kind in _OF_MANY_PLACES.intersection(question.kinds)]
    about = any(place in d.metadata.places for d in of_kind for place in question.places)
    return [d for d in of_kind if tell_of([d], question.places)] if question.places and not about else []


def _matter(question: Question, documents: Iterable[Document]) -> str:
    """Return the one place of a question that none of some documents is about: what answers must name it."""
    about = {place for d in documents for place in d.metadata.places}
    return question.places[0] if len(question.places) == 1 and question.places[0] not in about else ""


def _lists(document: Document, place: str) -> bool:
    """Return whether a document is a register with a row on ``place``."""
    return document.metadata.kind is Kind.REGISTER and place in document.metadata.mentions


def _choice(question: Question, documents: Sequence[Document]) -> str:
    """Return which known places a name that is none of them may mean: Sussex is East Sussex or West Sussex."""
    known = {place for d in documents for place in (*d.metadata.places, *d.metadata.mentions)}
    meant = sorted(p for p in known if any(set(name.split()) < set(p.split()) for name in question.places))
    return f"; say which you mean: {' or '.join(meant[:_READINGS])}" if meant else ""


def _within(
    question: Question, documents: Sequence[Document], family: Callable[[Document], str], *, about: str, narrowed: bool
) -> Scope:
    """Narrow by period, kind and framework; keep what stays possible."""
    chosen, required, missing = _by_period(question.periods, documents, about)
    if missing:
        return Scope((), True, missing=missing)
    by_period = len(chosen) < len(documents)
    if about and not casework.looks_ahead(question.text):
        chosen = [d for d in chosen if _may_tell_of(required, d)] or chosen
    if about and question.bound.since:
        chosen = [d for d in chosen if _is_no_older(question.bound.since, d)] or chosen
    if Kind.REGISTER in question.kinds:
        chosen = list(dict.fromkeys([*chosen, *(d for d in documents if d.metadata.kind is Kind.REGISTER)]))
    chosen = _by_kind(question, chosen)
    if (question.earlier and not by_period) or (question.latest and narrowed):
        series = _series(question, chosen, family) or [d for d in chosen if d.metadata.kind is Kind.REGISTER]
        if question.earlier and not series:
            return Scope(tuple(sorted(chosen, key=_newest)), True, told_earlier=True, required=required)
        chosen = series[:1] or chosen
    ordered = tuple(sorted(chosen, key=_newest))
    unmet = _none_of(required, documents, about) if required and about else ""
    return Scope(ordered, narrowed or by_period or len(chosen) < len(documents), required=required, unmet=unmet)


def _series(question: Question, documents: Sequence[Document], family: Callable[[Document], str]) -> list[Document]:
    """Return the reports of which "the latest" or "the one before" is the first, newest first.

    Reports of other families of inspection are passed over: they rate other things, or nothing.
    """
    reports = sorted((d for d in documents if d.metadata.kind in _REPORTS), key=_newest)
    from_there = next((d for d in reports if d.id == question.before), None)
    if from_there:
        alike = [d for d in reports if family(d) == family(from_there)]
        return [d for d in alike if d.metadata.published < from_there.metadata.published]
    rated_in = asking.rated_in(question.placeless)
    reports = [d for d in reports if family(d) in rated_in] or reports
    if question.earlier:
        return [d for d in reports if family(d) == family(reports[0])][1:] or reports[1:]
    return reports


def _by_period(
    periods: Sequence[Period], documents: Sequence[Document], about: str
) -> tuple[list[Document], tuple[Period, ...], str]:
    """Return the documents of the named periods, the periods that are part of the question instead, or what is missing.

    Of several periods the one that names a document decides ("found in 2015 by the time of the 2020 report"); without
    such a one every period that fits a document does.
    """
    chosen = list(documents)
    required: list[Period] = []
    naming = [period for period in periods if period.names_document] or list(periods)
    # Without a place, a year that figures are counted over is that of no report in particular.
    choosing = [period for period in naming if about or period.names_document or "/" not in period.iso]
    matching = [d for period in choosing for d in _of_period(period, documents)]
    if matching:
        chosen = list(dict.fromkeys(matching))
    elif any(period.names_document for period in periods) and about:
        # A register is undated as a whole; its rows have times of their own. A later paper may tell of a visit.
        of_visit = all(period.of_visit for period in naming)
        chosen = [d for d in documents if d.metadata.kind is Kind.REGISTER or (of_visit and _may_tell_of(naming, d))]
    if not chosen:
        return [], (), _none_of(naming, documents, about)
    for period in periods:
        if not _of_period(period, documents if period in naming else chosen):
            required.append(period)
    return chosen, tuple(required), ""


def _may_tell_of(periods: Iterable[Period], document: Document) -> bool:
    """Return whether a document is no older than some periods: of a later time it knows nothing."""
    return all(_is_no_older(period.iso.partition("/")[0], document) for period in periods)


def _is_no_older(time: str, document: Document) -> bool:
    """Return whether a document is of a time (ISO, possibly shortened) or later; one without date may be."""
    published = document.metadata.published
    return published[: len(time)] >= time[: len(published)]


def _none_of(periods: Sequence[Period], documents: Sequence[Document], about: str) -> str:
    """Return that no document is of some periods, and of when there are some."""
    there = ", ".join(dict.fromkeys(filter(None, (_when(d) for d in sorted(documents, key=_newest)))))
    asked = " or ".join(long_date(period.iso) for period in periods)
    return f"no document about {about} from {asked}; the corpus has {there or 'only undated ones'}"


def _of_period(period: Period, documents: Iterable[Document]) -> list[Document]:
    """Return the documents published in ``period``, else those whose fieldwork was, else those of the next month."""
    documents = list(documents)
    if "/" in period.iso:  # a year that figures are counted over, unless "the 2022-23 inspection" is meant
        first, last = (f"{year}-{month}" for year, month in zip(period.years, (_YEAR_BEGINS, _YEAR_ENDS), strict=True))
        within = [d for d in documents if first <= d.metadata.published[:7] <= last]
        return within or [d for d in documents if period.names_document and d.metadata.published[:4] in period.years]
    published = [d for d in documents if d.metadata.published.startswith(period.iso)]
    if published:
        return published
    fieldwork = [
        d
        for d in documents
        if d.metadata.fieldwork_start.startswith(period.iso) or d.metadata.fieldwork_end.startswith(period.iso)
    ]
    if fieldwork or len(period.iso) == 4:
        return fieldwork
    # Letters are dated on their first page and published some weeks later: accept the month next to the one named.
    return [d for d in documents if abs(_months(d.metadata.published) - _months(period.iso)) == 1]


def _months(iso: str) -> int:
    if len(iso) < 7:
        return -100
    return int(iso[:4]) * 12 + int(iso[5:7])


def _by_kind(question: Question, documents: Sequence[Document]) -> list[Document]:
    """Keep the kinds and the framework that the question names, where that leaves something."""
    chosen = list(documents)
    if question.kinds:
        first = [d for d in chosen if d.metadata.kind is question.kinds[0]]
        chosen = first or [d for d in chosen if d.metadata.kind in question.kinds] or chosen
    if question.sides:
        chosen = [d for d in chosen if any(d.metadata.kind in side for side in question.sides)] or chosen
    if question.framework:
        chosen = [d for d in chosen if _may_be_of(question.framework, d)] or chosen
    return chosen


def _may_be_of(asked: str, document: Document) -> bool:
    """Return whether a document is of a framework or a family of inspections; of none known it may be of a service."""
    followed = framework(document.metadata.framework)
    known = (document.metadata.framework, followed.family if followed else "")
    return any(asked in name for name in known) if any(known) else asked in _OF_A_SERVICE


def _newest(document: Document) -> tuple[int, bool, str]:
    """Sort key: newest first, undated last, reports before the rest of their day, then by path."""
    digits = document.metadata.published.replace("-", "").ljust(8, "0")
    return -int(digits), document.metadata.kind not in _REPORTS, document.path


def _when(document: Document) -> str:
    return long_date(document.metadata.published[:7])
