"""Score what can be quoted against a question: words in common, meaning, the kind of answer asked for.

Two steps. First every unit in scope is ranked by the words it shares with the question (BM25 over the scope) and by the
similarity of its passage's vector; the best of both go on. Then the reranker, a cross-encoder that reads question and
unit together, and the features that it cannot see put those in order.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from yosqa.answering import cues, features
from yosqa.answering.cues import Asked
from yosqa.answering.lexical import overlap
from yosqa.answering.question import Question
from yosqa.answering.scope import Scope
from yosqa.answering.units import Unit, UnitKind, names
from yosqa.model import Passage
from yosqa.terms import terms

_LIKENESS_WEIGHT = 4.0
"""Likeness counts so much more: alone it has 9 in 10 answers among the first 60, BM25 7 in 10."""
_BEST = 5
_SEVERAL = 3
"""A list is put first when so many of the ``_BEST`` units are items of it."""
_FITS = ("same domain", "wanted section")
_SURELY = 2.0
"""A logit from which a unit is taken to answer: reading on would cost time and change little."""
_AT_ONCE = 3 / 8
"""Share of the candidates that are read before it is seen whether one surely answers."""
_NEAR = 4.0
"""Evidence this far (in logits) behind the best may still be what was meant."""
_RRF = 20
"""Constant of reciprocal rank fusion within the scope; small, since the first ranks of each list matter most."""


class Scorer(Protocol):
    """Reads a question together with texts; higher is better. The reranker, or a stand-in for it."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one score for each text."""


class WordVectors(Scorer, Protocol):
    """Compares texts with a question word by word, and knows the words of English."""

    def knows(self, word: str) -> bool:
        """Return whether a word in small letters is a common one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit and how well it answers."""

    unit: Unit
    score: float
    """Weighted sum of the features, in logits."""
    features: tuple[float, ...]
    """In the order of ``features.NAMES``."""

    def feature(self, name: str) -> float:
        """Return one of ``features.NAMES``."""
        return self.features[features.NAMES.index(name)]


def reading_text(unit: Unit) -> str:
    """Return what the reranker reads of a unit: its innermost section, what introduces it and itself.

    "Areas for improvement" and the like say nothing without the heading above them.
    """
    general = len(unit.section) > 1 and cues.announces_list(unit.section[-1])
    section = ": ".join(unit.section[-2:] if general else unit.section[-1:])
    return " | ".join(part for part in (section, unit.lead, unit.text) if part)


def find(
    question: Question,
    scope: Scope,
    pool: Sequence[Unit],
    cosines: Mapping[str, float],
    passages: Sequence[Passage],
    scorer: Scorer,
    likeness: Scorer | None,
    *,
    candidates: int,
) -> list[Evidence]:
    """Return the best units, best first.

    Args:
        question: As read.
        scope: The documents that may answer.
        pool: The units of those documents, or of their best passages.
        cosines: Similarity of the question to passages, by passage id; others count as the lowest of these.
        passages: The passages that units are looked up in.
        scorer: The reranker or its stand-in.
        likeness: The trained word vectors; they compare every unit of the pool.
        candidates: How many units the scorer reads.
    """
    if scope.mention:
        pool = [unit for unit in pool if names(unit, [scope.mention])]
    if scope.told_earlier:
        tells = [_tells_earlier(unit, scope) for unit in pool]
        pool = [
            unit
            for n, unit in enumerate(pool)
            if tells[n] or (n > 0 and tells[n - 1] and unit.follows)  # what goes on with the sentence before
        ]
    if not pool:
        return []
    shared = overlap(terms(question.content), pool)
    floor = min(cosines.values(), default=0.0)
    lookup = _PassageLookup(passages)
    dense = np.array([cosines.get(lookup.passage_id(unit), floor) for unit in pool])
    alike = likeness.score(question.content, [unit.text for unit in pool]) if likeness else np.zeros(len(pool))
    chosen = _choose(question, scope, pool, (shared.bm25, dense, alike), candidates)
    relevance = _read(question.content, [reading_text(pool[i]) for i in chosen], scorer)
    chosen = chosen[: len(relevance)]
    best = float(shared.bm25.max()) or 1.0
    before = _before(pool, alike)
    model = features.TRAINED if likeness else features.PLAIN
    found = []
    for i, logit in zip(chosen, relevance, strict=True):
        measured = (
            float(logit),
            shared.bm25[i] / best,
            shared.coverage[i],
            shared.pairs[i],
            dense[i],
            alike[i],
            shared.headed[i],
            before[i],
        )
        values = (*map(float, measured), *features.read_off(question, scope, pool[i]))
        found.append(Evidence(pool[i], features.score(values, model), values))
    order = {document.id: n for n, document in enumerate(scope.documents)}
    ranked = sorted(found, key=lambda e: (-e.score, order.get(e.unit.document_id, 0), e.unit.position))
    return _with_whole_list(ranked) if question.asked is Asked.LIST else _own_first(ranked)


def is_of_another(evidence: Evidence) -> bool:
    """Return whether evidence tells of another domain, aspect or place than the question names."""
    return any(evidence.feature(name) for name in ("other domain", "other aspect", "of another place"))


def _own_first(ranked: list[Evidence]) -> list[Evidence]:
    """Put what is of the matter itself before what is of another, where the reader takes it to answer."""
    if not ranked or not is_of_another(ranked[0]):
        return ranked
    near = ranked[0].score - _NEAR
    own = [e for e in ranked if e.score >= near and e.feature("relevance") > 0.0 and not is_of_another(e)]
    return [*own, *(e for e in ranked if e not in own)]


def _tells_earlier(unit: Unit, scope: Scope) -> bool:
    """Return whether a unit speaks of an earlier inspection, or of the year that the question gives for it."""
    return bool(cues.TELLS_EARLIER.search(unit.text)) or any(period.named_in(unit.text) for period in scope.required)


def _with_whole_list(ranked: list[Evidence]) -> list[Evidence]:
    """Put a list first where a list is asked for and several of its items are among the best: it is what they are of.

    Of several such lists the one with the most items among the best, then the shortest. Where a part of the work is
    asked about, the list that stands there under such a heading as is asked for comes before any of the whole.
    """
    first = ranked[:_BEST]
    fitting = next((e for e in ranked if e.unit.kind is UnitKind.LIST and all(map(e.feature, _FITS))), None)
    if fitting and not first[0].feature("same domain"):
        return [replace(fitting, score=first[0].score), *(e for e in ranked if e is not fitting)]
    if not first or first[0].unit.kind is UnitKind.LIST:
        return ranked
    lists = [e for e in ranked if e.unit.kind is UnitKind.LIST and not e.feature("imprint")]
    held = [(sum(_holds(e.unit, other.unit) for other in first), e) for e in lists]
    most, whole = max(held, key=lambda found: (found[0], -found[1].unit.word_count), default=(0, None))
    if whole is None or most < _SEVERAL:
        return ranked
    return [replace(whole, score=first[0].score), *(e for e in ranked if e is not whole)]


def _holds(whole: Unit, part: Unit) -> bool:
    return whole.document_id == part.document_id and part is not whole and part.span in whole.spans


def _choose(
    question: Question,
    scope: Scope,
    pool: Sequence[Unit],
    scores: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
    candidates: int,
) -> list[int]:
    """Return the indices of the units worth reading: reciprocal rank fusion of BM25, cosine and likeness."""
    bm25, dense, alike = scores
    fused = np.zeros(len(pool))
    # Units of one passage have one vector: words decide among them.
    for ranking, weight in ((bm25, 1.0), (dense + 1e-3 * bm25 / (bm25.max() or 1.0), 1.0), (alike, _LIKENESS_WEIGHT)):
        if np.ptp(ranking) > 0.0:
            ranks = np.empty(len(pool))
            ranks[np.argsort(-ranking, kind="stable")] = np.arange(len(pool))
            fused += weight / (_RRF + ranks)
    order = [int(i) for i in np.argsort(-fused, kind="stable")]
    lists = [i for i in order if pool[i].kind is UnitKind.LIST]
    rest = [i for i in order if pool[i].kind is not UnitKind.LIST]
    share = candidates // 3 if question.asked is Asked.LIST else candidates // 12
    term = cues.term_to_define(question.content) if question.asked is Asked.DEFINITION else ""
    defining = [i for i in rest if term and features.defines(term, pool[i])]
    wanted = [i for i in order if question.asked is Asked.LIST and features.under_wanted(question, pool[i])]
    # The place is no word to match: in a document about several, what is of the one asked about may share no other.
    placed = [i for i in rest if features.of_place(question, scope, pool[i])[0]][: candidates // 4]
    return list(dict.fromkeys([*defining, *wanted[: candidates // 2], *lists[:share], *placed, *rest]))[:candidates]


def _read(question: str, texts: Sequence[str], scorer: Scorer) -> NDArray[Any]:
    """Return the scores of the first texts, and of those after them only where none before surely answers."""
    step = math.ceil(_AT_ONCE * len(texts))
    read = scorer.score(question, texts[:step])
    while len(read) < len(texts) and float(read.max()) < _SURELY:
        read = np.concatenate([read, scorer.score(question, texts[len(read) : len(read) + step])])
    return read


def _before(pool: Sequence[Unit], alike: NDArray[Any]) -> NDArray[np.float64]:
    """Return for each unit by how much the sentence before it is more like the question than itself; 0 without one."""
    before = np.zeros(len(pool))
    for i, (previous, unit) in enumerate(pairwise(pool), start=1):
        if unit.follows and previous.document_id == unit.document_id and previous.position == unit.position - 1:
            before[i] = max(0.0, float(alike[i - 1] - alike[i]))
    return before


class _PassageLookup:
    """Finds the passage a unit stands in."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._starts: dict[tuple[str, int], tuple[list[int], list[Passage]]] = {}
        for passage in sorted(passages, key=lambda p: p.start):
            starts, found = self._starts.setdefault((passage.document_id, passage.page), ([], []))
            starts.append(passage.start)
            found.append(passage)

    def passage_id(self, unit: Unit) -> str:
        """Return the id of the passage that holds the unit's start, or ``""``."""
        starts, found = self._starts.get((unit.document_id, unit.span.page), ([], []))
        n = bisect_right(starts, unit.span.start) - 1
        return found[n].id if n >= 0 else ""
