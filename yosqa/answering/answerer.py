"""One question in, one verified answer out."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yosqa.answering import compose, confidence, cues, doubts, evidence, figures, parts, reasons, speaker, titles
from yosqa.answering.conversation import Conversation, FollowUp, carry
from yosqa.answering.cues import Asked
from yosqa.answering.evidence import Evidence, Scorer, WordVectors
from yosqa.answering.exchange import inherit
from yosqa.answering.question import Question, read
from yosqa.answering.scope import Scope, resolve, tell_of
from yosqa.answering.sources import Sources
from yosqa.answering.spelling import respell
from yosqa.answering.units import Unit, names
from yosqa.errors import Cancelled, GroundingError
from yosqa.grounding import verify
from yosqa.ledger import asking, measures
from yosqa.model import Answer, Kind, Passage
from yosqa.terms import content_words, stem, terms

if TYPE_CHECKING:
    from yosqa.metadata.places import Gazetteer
    from yosqa.search import Searcher
    from yosqa.settings import AnswerSettings
    from yosqa.store import Index

_log = logging.getLogger(__name__)
_WHOLE_DOCUMENTS = 6
"""Up to this many documents in scope are looked at whole; of more, only their best passages."""
_PASSAGES = 60
"""How many passages are looked at when the scope is wider."""
_OF_RATING = frozenset(
    terms(
        "rate rated rating grade graded judge judged judgement verdict overall service inspector inspectorate hmip hmi"
        " inspection report give given get receive award end do"
    )
)
"""Words of a question for nothing but the overall rating."""
_OF_ASKING = frozenset(
    terms(
        "share proportion percentage percent number figure amount rate many much long far often soon old big"
        " large high low start beginning sort kind type way thing matter part reason point example detail name"
        " list give describe explain mention report article release thematic document tell told say take took"
        " taken happen go went make made use used come came become call called know known find found there ever"
        " exactly actually currently behind"
    )
)
"""Words that ask, or carry what is asked about: that a text lacks them says nothing of it."""
_RATED, _RATED_EARLIER = "How was the service rated{}?", "How did they do at the previous inspection?"
"""What everybody asks who asks for the overall rating: "What did HMIP give them?"."""
_SHORT_FOR = re.compile(r" \([A-Z]+s?\)")
"""What was added to match another way of writing."""
_NO_QUESTION = "there is no question in this that a document could answer"
_NEAREST = 3
"""So many passages are offered where nothing answers."""
_BEFORE = 3
"""So many units before one may name what it is about."""


class Answerer:
    """Answers questions over one index. Reads only; not to be shared between threads."""

    def __init__(
        self,
        index: Index,
        searcher: Searcher,
        scorer: Scorer,
        likeness: WordVectors | None,
        gazetteer: Gazetteer,
        settings: AnswerSettings,
    ) -> None:
        self._sources = Sources(index)
        self._searcher = searcher
        self._scorer = scorer
        self._likeness = likeness
        self._gazetteer = gazetteer
        self._settings = settings

    def scope(self, text: str) -> Scope:
        """Return the documents that a question on its own is about."""
        return self._scoped(self._read(text))[1]

    def answer(
        self,
        text: str,
        conversation: Conversation | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[Question, Answer]:
        """Return the question as understood and its answer, verified.

        Args:
            text: The question as typed.
            conversation: The turns before it, if it is one of several.
            cancelled: Polled between steps; when it returns true the question is given up.

        Raises:
            Cancelled: ``cancelled`` returned true.
        """
        clock = _Clock(cancelled)
        alone = self._read(text)
        halves = parts.halves(alone.text)
        asked = [inherit(read(half, self._gazetteer), alone) for half in halves] if halves else [alone]
        answered = [self._answer(one, conversation or Conversation(), clock) for one in asked]
        question, answer = answered[-1]
        if halves:
            answer = self._verified(question, parts.join(answered))
        return question, replace(answer, question=text, timings_ms=clock.laps)

    def _read(self, text: str) -> Question:
        """Return a question on its own as understood; a title in it names its document and is nothing to look for."""
        named = titles.find(text, self._sources.documents)
        return replace(read(named.text, self._gazetteer), titles=named.titles)

    def _answer(self, alone: Question, conversation: Conversation, clock: _Clock) -> tuple[Question, Answer]:
        """Return one question as understood and its answer, verified; ``alone`` is it as read on its own."""
        if not alone.content:
            return alone, self._abstain(alone, _NO_QUESTION)
        if not alone.places and (strangers := self._strangers(alone)):
            return alone, self._abstain(alone, f"no document speaks of {' or '.join(strangers)}")
        follow_up = carry(alone, conversation, self._gazetteer)
        question, scope = self._scoped(self._titled(alone, follow_up.question))
        question = self._respelt(question, scope)
        clock.lap("understand")
        answer = self._speaker(follow_up)
        if answer is None and (scope.missing or follow_up.lacks):
            answer = self._abstain(question, scope.missing or follow_up.lacks)
        if answer is None and not self._says_anything(question):
            answer = self._abstain(question, _NO_QUESTION)
        if answer is None and not scope.told_earlier:
            answer = figures.answer(question, scope, self._sources)
            clock.lap("ledger")
        if answer is None:
            # The trained reader knows some ways of asking better than others; to plain similarity words are words.
            plain = _as_everybody_asks(question, scope) if self._likeness else question
            found, firsts = self._find_all(plain, scope)
            if follow_up.about is not None:
                found = reasons.beside(found, follow_up.about)
            clock.lap("evidence")
            answer = self._compose(question, scope, found, firsts)
            clock.lap("compose")
        answer = self._verified(question, self._with_absent(question, answer))
        clock.lap("verify")
        return question, answer

    def _scoped(self, question: Question) -> tuple[Question, Scope]:
        """Return the question with the documents that it is about.

        A place that is no authority ("Warsaw") and that no document is about may still be part of what is asked, where
        the texts speak of it; it then stays among the words to match.
        """
        scope = resolve(question, self._sources.documents, self._sources.family)
        if scope.told_earlier and "previous" not in question.content.lower():
            question = replace(question, content=f"{question.content.rstrip('?. ')} at the previous inspection?")
        if scope.missing and question.places and all(map(self._is_matter, question.places)):
            question = replace(question, content=question.text, places=())
            scope = resolve(question, self._sources.documents, self._sources.family)
        return question, scope

    def _says_anything(self, question: Question) -> bool:
        """Return whether a question has a word that a document could answer: "thanks" has none, nor has "asdf"."""
        said = content_words(question.content)
        known = self._likeness.knows if self._likeness else self._searcher.holds
        return bool(question.places) or any(known(word) or self._searcher.holds(word) for word in said)

    def _respelt(self, question: Question, scope: Scope) -> Question:
        """Return the question with its misspelt words spelt as the few documents in scope spell them."""
        if self._likeness is None or len(scope.documents) > _WHOLE_DOCUMENTS:
            return question
        units = (unit for document in scope.documents for unit in self._sources.units(document.id))
        return respell(question, (unit.text for unit in units), self._likeness.knows)

    def _titled(self, alone: Question, question: Question) -> Question:
        """Return a question with the titles that it names itself, else those asked of before.

        Where other documents are about its place, and those before do not tell of it, it is about them no more.
        """
        documents = self._sources.documents
        before = [d for d in documents if d.title in question.titles]
        elsewhere = any(place in d.metadata.places for d in documents for place in question.places)
        kept = question.titles if tell_of(before, question.places) or not elsewhere else ()
        return replace(question, titles=alone.titles or kept)

    def _strangers(self, question: Question) -> list[str]:
        """Return the names in a question that are in no document: what is said of others must not pass for an answer.

        Nor may such a question take its place from the conversation.
        """
        words = (word for name in cues.names_in(question.content) for word in name.split())
        return [f"‘{word}’" for word in dict.fromkeys(words) if not self._searcher.holds(word)]

    def _is_matter(self, place: str) -> bool:
        """Return whether a place is no authority and stands in what a search for it finds."""
        if self._gazetteer.is_authority(place):
            return False
        hits = self._searcher.search(place, k=_NEAREST).hits
        return any(place.casefold() in hit.passage.text.casefold() for hit in hits)

    def _verified(self, question: Question, answer: Answer) -> Answer:
        """Return ``answer`` once it is proved; else an abstention, since what is not proved is shown to nobody."""
        try:
            return verify(answer, self._sources)
        except GroundingError as error:
            _log.error("%s: %s", question.text, error)
            refusal = self._abstain(question, "what was found does not hold against its sources and is withheld")
            return replace(refusal, withheld=error.message)

    def _with_absent(self, question: Question, answer: Answer) -> Answer:
        """Return an answer with a note on the places asked about that no document is about."""
        told = [d.metadata for d in self._sources.documents]
        known = {p for m in told for p in (*m.places, *(m.mentions if m.kind is Kind.REGISTER else ()))}
        absent = [place for place in question.places if place not in known]
        if answer.abstained or not absent:
            return answer
        note = f"no document about {' or '.join(absent)}"
        return replace(answer, coverage="; ".join(filter(None, (answer.coverage, note))))

    def _find_all(self, question: Question, scope: Scope) -> tuple[list[Evidence], list[Evidence]]:
        """Return the evidence, best first, and the best for each of two things that are compared."""
        halves = cues.compared(question.content)
        if halves is None:
            return self._find(question, scope), []
        asked = [f"What is {half}?" for half in halves]
        found = [self._find(replace(question, content=text, asked=cues.asked_by(text)), scope) for text in asked]
        by_score = sorted((e for half in found for e in half), key=lambda e: e.score)
        merged = sorted({e.unit: e for e in by_score}.values(), key=lambda e: -e.score)
        return merged, list({half[0].unit: half[0] for half in found if half}.values())

    def _find(self, question: Question, scope: Scope) -> list[Evidence]:
        """Return the evidence in scope, best first."""
        told = [document for document in scope.documents if document.metadata.kind is not Kind.REGISTER]
        ids = [document.id for document in told or scope.documents]
        if scope.narrowed and len(ids) <= _WHOLE_DOCUMENTS:
            passages = [passage for document_id in ids for passage in self._sources.passages(document_id)]
            pool = [unit for document_id in ids for unit in self._sources.units(document_id)]
            if not told and question.places:
                pool = [unit for unit in pool if names(unit, question.places)]
            cosines = self._searcher.cosines(question.content, ids)
        else:
            within = ids if scope.narrowed else None
            hits = self._searcher.search(question.content, k=_PASSAGES, documents=within).hits
            passages = [hit.passage for hit in hits]
            pool = self._units_of(passages)
            cosines = {hit.passage.id: hit.cosine for hit in hits if hit.cosine is not None}
        candidates = self._settings.candidates
        return evidence.find(
            question, scope, pool, cosines, passages, self._scorer, self._likeness, candidates=candidates
        )

    def _units_of(self, passages: Sequence[Passage]) -> list[Unit]:
        """Return the units that begin in one of ``passages``, in the order of their documents."""
        within: dict[str, list[Passage]] = {}
        for passage in passages:
            within.setdefault(passage.document_id, []).append(passage)
        return [
            unit
            for document_id, found in within.items()
            for unit in self._sources.units(document_id)
            if any(p.page == unit.span.page and p.start <= unit.span.start < p.end for p in found)
        ]

    def _compose(
        self, question: Question, scope: Scope, found: Sequence[Evidence], firsts: Sequence[Evidence] = ()
    ) -> Answer:
        if not found:
            return self._abstain(question, _nothing_says(question, scope, found))
        estimated = confidence.estimate(found, scope)
        doubt = doubts.factor(question, found, scope, self._before)
        sure = round(confidence.of_answer(estimated.answerable, estimated.found) * doubt, 3)
        if sure < self._settings.confidence:
            return self._abstain(question, _nothing_says(question, scope, found), sure, found)
        chosen = compose.select(question, found, firsts or compose.of_each_side(question, found, scope.documents))
        citations = compose.Citations(self._sources)
        named = not scope.narrowed or len({e.unit.document_id for e in chosen}) > 1
        made = compose.statements(question, chosen, self._sources, citations, named=named)
        return Answer(question.text, question.describe(), False, None, sure, made, citations.all())

    def _before(self, unit: Unit) -> str:
        """Return what stands just before a unit in its document."""
        units = self._sources.units(unit.document_id)
        return " ".join(one.text for one in units[max(0, unit.position - _BEFORE) : unit.position])

    def _abstain(self, question: Question, reason: str, sure: float = 0.0, found: Sequence[Evidence] = ()) -> Answer:
        citations = compose.Citations(self._sources)
        for e in found[:_NEAREST]:
            citations.cite(self._sources.document(e.unit.document_id), e.unit.span)
        return Answer(question.text, question.describe(), True, reason, sure, nearest=citations.all())

    def _speaker(self, follow_up: FollowUp) -> Answer | None:
        """Return who said what was quoted last, when that is asked."""
        if not follow_up.wants_speaker or follow_up.about is None:
            return None
        if not follow_up.about.citations:
            return self._abstain(follow_up.question, "there is no quotation before to say who said it")
        return speaker.answer(follow_up.question, follow_up.about.citations[0], self._sources)


def _as_everybody_asks(question: Question, scope: Scope) -> Question:
    """Return a question for the overall rating in the words that ask for it most plainly; any other as it is."""
    alone = question.asked is Asked.DESCRIPTION and set(terms(question.content)) <= _OF_RATING
    if not alone or asking.match(question.placeless) != (measures.DEFAULT,):
        return question
    when = f" in {scope.required[0].iso[:4]}" if scope.required else ""
    return replace(question, content=_RATED_EARLIER if scope.told_earlier else _RATED.format(when))


class _Clock:
    """Milliseconds of each step; gives up between steps when asked to."""

    def __init__(self, cancelled: Callable[[], bool] | None) -> None:
        self._cancelled = cancelled
        self._last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(self.laps.get(name, 0.0) + (now - self._last) * 1000, 1)
        self._last = now
        if self._cancelled and self._cancelled():
            raise Cancelled("The question was cancelled.")


def _nothing_says(question: Question, scope: Scope, found: Sequence[Evidence]) -> str:
    """Return the reason for abstaining: where it was looked for, and which words of the question are not there."""
    if scope.unmet and all(e.feature("year missing") for e in found[:_NEAREST]):
        return scope.unmet
    if len(scope.documents) == 1:
        where = f"the document on {compose.describe(scope.documents[0])}"
    elif question.places:
        where = f"the {len(scope.documents)} documents on {' and '.join(question.places)}"
    else:
        where = "the corpus"
    if scope.told_earlier and not found:
        return f"no earlier report on {' and '.join(question.places)}" if question.places else "no earlier report"
    there = {term for e in found for term in e.unit.terms}
    asked = content_words(_SHORT_FOR.sub("", question.content))
    absent = [word for word in dict.fromkeys(asked) if stem(word) not in there | _OF_ASKING]
    named = ", ".join(f"‘{word}’" for word in absent[:3])
    return f"nothing in {where} answers this" + (f"; nothing near it mentions {named}" if named else "")
