"""Score what can be quoted against a question: words in common, meaning, the kind of answer asked for.

Two steps. First every unit in scope is ranked by the words it shares with the question (BM25 over the scope) and by the
similarity of its passage's vector; the best of both go on. Then the reranker, a cross-encoder that reads question and
unit together, puts those in order; features that it cannot see (kind of answer, definition, required year) adjust.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from yosqa.answering import cues
from yosqa.answering.cues import Asked
from yosqa.answering.question import Question
from yosqa.answering.scope import Scope
from yosqa.answering.terms import terms
from yosqa.answering.units import Unit, UnitKind
from yosqa.model import Passage

_K1 = 1.2
_B = 0.5
_SECTION_WEIGHT = 0.5
"""A word of the section or the introducing line counts half as much as one of the unit itself."""
_RRF = 20
"""Constant of reciprocal rank fusion within the scope; small, since the first ranks of each list matter most."""


class Scorer(Protocol):
    """Reads a question together with texts; higher is better. The reranker, or a stand-in for it."""

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return one float32 score for each text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit and how well it answers."""

    unit: Unit
    score: float
    """Comparable between questions: the reranker's logit, adjusted."""
    relevance: float
    """The reranker's own logit."""
    coverage: float
    """Share, 0 to 1, of the question's informative words that stand in the unit, its section or its introduction."""
    cosine: float
    """Similarity of the question's vector and that of the unit's passage."""
    lexical: float
    """BM25 over the scope."""


def reading_text(unit: Unit) -> str:
    """Return what the reranker reads of a unit: its innermost section, its introduction and itself."""
    return " | ".join(part for part in ((unit.section or ("",))[-1], unit.lead, unit.text) if part)


def find(
    question: Question,
    scope: Scope,
    pool: Sequence[Unit],
    cosines: Mapping[str, float],
    passages: Sequence[Passage],
    scorer: Scorer,
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
        candidates: How many units the scorer reads.
    """
    pool = [unit for unit in pool if not scope.mention or scope.mention.lower() in unit.text.lower()]
    if not pool:
        return []
    wanted = terms(question.content)
    lexical, coverage = _lexical(wanted, pool)
    floor = min(cosines.values(), default=0.0)
    lookup = _PassageLookup(passages)
    dense = np.array([cosines.get(lookup.passage_id(unit), floor) for unit in pool])
    chosen = _choose(question, pool, lexical, dense, candidates)
    if not chosen:
        return []
    relevance = scorer.score(question.content, [reading_text(pool[i]) for i in chosen])
    found = [
        Evidence(
            unit=pool[i],
            score=float(relevance[n]) + _adjustment(question, scope, pool[i]),
            relevance=float(relevance[n]),
            coverage=float(coverage[i]),
            cosine=float(dense[i]),
            lexical=float(lexical[i]),
        )
        for n, i in enumerate(chosen)
    ]
    order = {document.id: n for n, document in enumerate(scope.documents)}
    return sorted(found, key=lambda e: (-round(e.score, 4), order.get(e.unit.document_id, 0), e.unit.position))


def _lexical(wanted: Sequence[str], pool: Sequence[Unit]) -> tuple[np.ndarray, np.ndarray]:
    """Return BM25 scores and the share of the question's information covered, one each per unit."""
    frequency: Counter[str] = Counter()
    weights: list[dict[str, float]] = []
    vocabulary = set(wanted)
    context: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for unit in pool:
        weight: dict[str, float] = defaultdict(float)
        for term in unit.terms:
            if term in vocabulary:
                weight[term] += 1.0
        key = (unit.section[-2:], unit.lead)
        if key not in context:
            context[key] = set(terms(" ".join((*key[0], unit.lead)))) & vocabulary
        for term in context[key]:
            weight[term] += _SECTION_WEIGHT
        frequency.update(term for term in weight)
        weights.append(weight)
    total = len(pool)
    idf = {term: math.log(1 + (total - frequency[term] + 0.5) / (frequency[term] + 0.5)) for term in vocabulary}
    information = sum(idf.values()) or 1.0
    average = sum(len(unit.terms) for unit in pool) / total or 1.0
    bm25 = np.zeros(total)
    coverage = np.zeros(total)
    for i, (unit, weight) in enumerate(zip(pool, weights, strict=True)):
        norm = _K1 * (1 - _B + _B * len(unit.terms) / average)
        bm25[i] = sum(idf[term] * tf * (_K1 + 1) / (tf + norm) for term, tf in weight.items())
        coverage[i] = sum(idf[term] for term in weight) / information
    return bm25, coverage


def _choose(
    question: Question, pool: Sequence[Unit], lexical: np.ndarray, dense: np.ndarray, candidates: int
) -> list[int]:
    """Return the indices of the units worth reading: reciprocal rank fusion of words and meaning."""
    fused = np.zeros(len(pool))
    for scores in (lexical, dense + 1e-3 * lexical / (lexical.max() or 1.0)):
        ranks = np.empty(len(pool))
        ranks[np.argsort(-scores, kind="stable")] = np.arange(len(pool))
        fused += 1.0 / (_RRF + ranks)
    order = [int(i) for i in np.argsort(-fused, kind="stable")]
    lists = [i for i in order if pool[i].kind is UnitKind.LIST]
    rest = [i for i in order if pool[i].kind is not UnitKind.LIST]
    share = candidates // 3 if question.asked is Asked.LIST else candidates // 12
    term = cues.term_to_define(question.content) if question.asked is Asked.DEFINITION else ""
    defining = [i for i in rest if term and _defines(term, pool[i])]
    return list(dict.fromkeys([*defining, *lists[:share], *rest]))[:candidates]


def _adjustment(question: Question, scope: Scope, unit: Unit) -> float:
    """Return what the reranker cannot see, in its units (logits)."""
    adjustment = -_penalty(question.asked, unit.text)
    if question.asked is Asked.DEFINITION and (term := cues.term_to_define(question.content)) and _defines(term, unit):
        adjustment += 6.0
    if question.asked is Asked.REASON and cues.CAUSE.search(unit.text):
        adjustment += 0.5
    if unit.kind is UnitKind.LIST:
        adjustment += 1.0 if question.asked is Asked.LIST else -2.0
    if not all(word in unit.text or word in " ".join(unit.section) for word in scope.required):
        adjustment -= 1.0
    return adjustment


def _penalty(asked: Asked, text: str) -> float:
    """Return how much a text loses that lacks the kind of thing asked for."""
    if asked is Asked.NUMBER and not cues.DIGIT.search(text):
        return 0.5 if cues.LOOSE_NUMBER.search(text) else 2.0
    if asked is Asked.DURATION and not cues.TIME_UNIT.search(text):
        return 2.0
    if asked is Asked.DATE and not cues.DATE.search(text) and not cues.TIME_UNIT.search(text):
        return 2.0
    if asked is Asked.PERSON and not cues.LOOSE_NAME.search(text):
        return 1.0
    return 0.0


def _defines(term: str, unit: Unit) -> bool:
    """Return whether a unit defines ``term``: a glossary row that begins with it, or "X is ..."."""
    wanted = terms(term)
    if not wanted:
        return False
    head = unit.text.split("\t", 1)[0] if unit.kind is not UnitKind.ROW else unit.text
    if unit.kind is UnitKind.ROW:
        return tuple(wanted) == unit.terms[: len(wanted)]
    match = cues.DEFINES.match(head)
    return match is not None and terms(match["term"]) == wanted


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
