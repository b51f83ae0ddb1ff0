"""Turn evidence into statements and citations: the smallest quotations that answer, the short answer marked inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from yosqa.answering import cues
from yosqa.answering.cues import Asked
from yosqa.answering.evidence import Evidence, is_of_another
from yosqa.answering.question import Question
from yosqa.answering.sources import Sources
from yosqa.answering.units import Unit, UnitKind, names
from yosqa.grounding import cite, long_date, plain, quoted
from yosqa.ledger import Figure, LedgerRow
from yosqa.model import Citation, Document, Span, Statement
from yosqa.terms import terms

FACT_WORDS = 95
"""A single fact is answered in at most this many words; a first quotation may be longer, none is ever cut."""
LIST_WORDS = 280
_CONTEXT_WORDS = 5
"""What names the document, and the marker."""
STATEMENTS = 3
"""A single fact is answered by at most this many quotations."""
LISTED = 6
"""What is asked for as a list, and stands nowhere as one, by at most so many."""
_MARGIN = 4.0
"""Evidence this far (in logits) behind the best adds nothing to it."""
_GLANCE = 30
"""Words of a ledger row's evidence up to which it is quoted whole."""
_SAME = 0.8
"""Units that share this part of their words say the same."""

_AND_ALSO = re.compile(
    r"And\b|(?:Also|In addition|Additionally|Furthermore|Further|Moreover|Finally|Second(?:ly)?|Third(?:ly)?),"
    r"|(?:They|It|He|She|We|Inspectors|The (?:report|inspectors|letter)) (?:also|added|further)\b"
)
_HIGHLIGHTS = {
    Asked.NUMBER: cues.NUMBER,
    Asked.DURATION: cues.DURATION,
    Asked.DATE: cues.DATE,
    Asked.PERSON: cues.NAME,
}


class Citations:
    """The citations of one answer; the same quotation gets the same marker."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._made: dict[tuple[str, Span, tuple[tuple[int, int], ...]], Citation] = {}

    def cite(self, document: Document, span: Span, highlights: Sequence[tuple[int, int]] = ()) -> Citation:
        """Return the citation of ``span``, made new or already there.

        Args:
            document: The document quoted.
            span: What is quoted.
            highlights: Ranges of the page's text inside the span.
        """
        key = (document.id, span, tuple(highlights))
        if key not in self._made:
            page = self._sources.page(document.id, span.page)
            section = self._sources.section(document.id, span)
            self._made[key] = cite(document, page, span, section, highlights, marker=len(self._made) + 1)
        return self._made[key]

    def all(self) -> tuple[Citation, ...]:
        """Return the citations in the order of their markers."""
        return tuple(self._made.values())


def select(question: Question, evidence: Sequence[Evidence], firsts: Sequence[Evidence] = ()) -> list[Evidence]:
    """Return the evidence to show, best first: what fits the word limit, is near the best, and adds something.

    Args:
        question: As read.
        evidence: Best first.
        firsts: What is shown in any case, where several things are asked about at once; see ``of_each_side``.
    """
    if not evidence:
        return []
    limit = LIST_WORDS if question.asked is Asked.LIST or firsts else FACT_WORDS
    most = LISTED if question.asked is Asked.LIST else STATEMENTS
    fitting = [e for e in evidence if e.unit.kind is not UnitKind.LIST or e.unit.word_count <= limit]
    best = fitting[0] if fitting else evidence[0]
    if best.unit.kind is UnitKind.LIST and not firsts:
        return [best]
    chosen = list(firsts) or _going_on(question, best, evidence, limit)
    words = sum(_words(e.unit) for e in chosen)
    for other in fitting:
        if len(chosen) >= most or other.score < best.score - _MARGIN:
            break
        if other.unit.kind is UnitKind.LIST or words + _words(other.unit) > limit:
            continue
        if (other.feature("imprint") and not best.feature("imprint")) or is_of_another(other) > is_of_another(best):
            continue
        if any(_overlap(other.unit, shown.unit) for shown in chosen):
            continue
        chosen.append(other)
        words += _words(other.unit)
    return chosen


def _going_on(question: Question, best: Evidence, evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """Return the sentences that go on with what the best one begins to list ("And ...", "They also ...")."""
    found = [best]
    after = {e.unit.position: e for e in evidence if e.unit.document_id == best.unit.document_id}
    words = _words(best.unit)
    while question.asked is Asked.LIST and len(found) < STATEMENTS:
        e = after.get(found[-1].unit.position + 1)
        words += _words(e.unit) if e else 0
        if e is None or words > limit or not _goes_on(e.unit, best.unit):
            break
        found.append(e)
    return found


def _goes_on(unit: Unit, before: Unit) -> bool:
    """Return whether a sentence adds to the one before it, under the same headings."""
    return unit.kind is UnitKind.SENTENCE and unit.section == before.section and bool(_AND_ALSO.match(unit.text))


def of_each_side(question: Question, evidence: Sequence[Evidence], documents: Sequence[Document]) -> list[Evidence]:
    """Return the best evidence of each thing asked about: place, kind of document, or whichever services fit.

    Args:
        question: As read.
        evidence: Best first.
        documents: Those in scope.

    Returns:
        One for each place or kind that is named, else at most ``STATEMENTS``, best first, whole lists left out;
        nothing when one thing is asked about.
    """
    side_of = _sides(question, documents)
    single = [e for e in evidence if e.unit.kind is not UnitKind.LIST]
    if single and not question.sides and _tells_of_all(question, single[0].unit, documents):
        return []
    # A place or a kind that is named has its word even when it says little; a service that nobody named has not.
    least = single[0].score - _MARGIN if single and not (question.places or question.sides) else float("-inf")
    firsts: dict[str, Evidence] = {}
    for e in single:
        if (side := side_of.get(e.unit.document_id)) and e.score >= least:
            firsts.setdefault(side, e)
    return list(firsts.values())[: max(STATEMENTS, len(question.places))]


def _tells_of_all(question: Question, unit: Unit, documents: Sequence[Document]) -> bool:
    """Return whether one unit, of a document on one place, tells what ties it to the others asked about.

    "Why did Hull not merge with Leeds?" is one question, "What do Hull and Leeds do?" is two.
    """
    own = {place for d in documents if d.id == unit.document_id for place in d.metadata.places}
    others = [place for place in question.places if place not in own]
    related = question.asked in {Asked.REASON, Asked.YES_NO}
    return related and 0 < len(others) < len(question.places) and all(names(unit, [place]) for place in others)


def _sides(question: Question, documents: Sequence[Document]) -> Mapping[str, str]:
    """Return which of several things asked about a document tells of, by its id; empty when it is one thing."""
    if len(question.places) > 1:
        named = {d.id: [place for place in question.places if place in d.metadata.places] for d in documents}
        # A document about all of them speaks for all.
        sides = {document_id: places[0] for document_id, places in named.items() if len(places) == 1}
    elif question.sides:
        sides = {d.id: str(n) for d in documents for n, kinds in enumerate(question.sides) if d.metadata.kind in kinds}
    elif not question.places and cues.asks_which_places(question.text):
        sides = {d.id: " and ".join(d.metadata.places) for d in documents}
    else:
        sides = {}
    return sides if len(set(sides.values())) > 1 else {}


def _words(unit: Unit) -> int:
    """Return how many words a unit takes up in an answer: its own, those quoted before it, its context and marker."""
    return unit.word_count + (len(unit.lead.split()) if unit.introduced or unit.back else 0) + _CONTEXT_WORDS


def statements(
    question: Question, chosen: Sequence[Evidence], sources: Sources, citations: Citations, *, named: bool
) -> tuple[Statement, ...]:
    """Return one statement for each sentence or item of ``chosen``.

    Args:
        question: As read; its kind decides what is marked inside the quotations.
        chosen: From ``select``.
        sources: Where they stand.
        citations: Takes up the citations.
        named: True when several documents are in play: the first statement from each names it.
    """
    made: list[Statement] = []
    before: Document | None = None
    said: Span | None = None
    for evidence in chosen:
        document = sources.document(evidence.unit.document_id)
        for span in evidence.unit.shown:
            if document is not before:
                said = None
            context = f"[{describe(document)}] " if named and document is not before else ""
            before = document
            text = sources.page(document.id, span.page).text
            quotes, markers = [quoted(text[span.start : span.end])], []
            if (introduced := evidence.unit.introduced) is not None and introduced != said:
                introduction = citations.cite(document, introduced)
                quotes.insert(0, quoted(introduction.quote))
                markers.append(introduction.marker)
            said = introduced
            answering = evidence.unit.span if evidence.unit.back else span
            markers.append(citations.cite(document, span, list(short_answers(question, text, answering))).marker)
            made.append(Statement(context + " ".join(quotes), tuple(markers)))
    return tuple(made)


def cite_row(row: LedgerRow, sources: Sources, citations: Citations) -> list[Citation]:
    """Cite a ledger row where it stands, its value marked: a table's line or a sentence, a recommendation's parts.

    Args:
        row: Not blank.
        sources: Where it stands.
        citations: Takes up the citations.
    """
    value = Span(row.page, row.start, row.end)
    document = sources.document(row.document_id)
    spans = row.evidence or (value,)
    if row.kind is not Figure.RECOMMENDATION:
        spans = tuple(_shortest(span, value, document, sources) for span in spans)
    return [citations.cite(document, span, [(value.start, value.end)] if _holds(span, value) else []) for span in spans]


def _shortest(span: Span, value: Span, document: Document, sources: Sources) -> Span:
    """Return the sentence or line that holds ``value`` in place of a stretch too long to be read at a glance."""
    text = sources.page(document.id, span.page).text
    if len(text[span.start : span.end].split()) <= _GLANCE or not _holds(span, value):
        return span
    line = Span(span.page, max(span.start, text.rfind("\n", 0, value.start) + 1), value.end)
    holding = (unit.span for unit in sources.units(document.id) if unit.kind is not UnitKind.LIST)
    return next((found for found in holding if _holds(found, value)), line)


def _holds(span: Span, value: Span) -> bool:
    return span.page == value.page and span.start <= value.start and value.end <= span.end


def describe(document: Document) -> str:
    """Return a document's place and month, or its title: what tells it from its neighbours."""
    metadata = document.metadata
    place = " and ".join(metadata.places[:2]) or plain(document.title)
    when = long_date(metadata.published[:7])
    return f"{place}, {when}" if when else place


def short_answers(question: Question, text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the ranges inside ``span`` that are of the kind asked for: numbers, dates, names."""
    pattern = _HIGHLIGHTS.get(question.asked)
    if pattern:
        asked = set(terms(question.text))
        for match in pattern.finditer(text, span.start, span.end):
            if not set(terms(match[0])) <= asked or not terms(match[0]):
                yield match.span()


def _overlap(a: Unit, b: Unit) -> bool:
    """Return whether two units say the same, or one holds the other."""
    if a.document_id == b.document_id and any(
        s.page == t.page and s.start < t.end and t.start < s.end for s in a.shown for t in b.shown
    ):
        return True
    left, right = set(a.terms), set(b.terms)
    return bool(left and right) and len(left & right) / len(left | right) >= _SAME
