"""Words in common: BM25 over the units in scope, and how much of the question stands in each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yosqa.answering.units import Unit
from yosqa.terms import terms

_K1 = 1.2
_B = 0.5
_CONTEXT = 0.5
"""A word of the section or of the introducing line counts half as much as one of the unit itself."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the units of a scope share the words of a question; one float64 per unit in each."""

    bm25: NDArray[np.float64]
    coverage: NDArray[np.float64]
    """Share, 0 to 1, of the question's information (inverse document frequency) that the unit or its context holds."""
    pairs: NDArray[np.float64]
    """Share, 0 to 1, of the question's neighbouring words that are neighbours in the unit, in either order."""
    headed: NDArray[np.float64]
    """Share, 0 to 1, of the question's information that the headings and the introduction of the unit hold."""


def overlap(wanted: Sequence[str], pool: Sequence[Unit]) -> Overlap:
    """Return how ``pool`` shares the terms of a question.

    Args:
        wanted: The question's terms, in order.
        pool: The units in scope; not empty.
    """
    vocabulary = set(wanted)
    context = _Context(vocabulary)
    around = [context.terms(unit) for unit in pool]
    weights = [_weights(unit, vocabulary, terms) for unit, terms in zip(pool, around, strict=True)]
    frequency = Counter(term for weight in weights for term in weight)
    total = len(pool)
    idf = {term: math.log(1 + (total - frequency[term] + 0.5) / (frequency[term] + 0.5)) for term in sorted(vocabulary)}
    information = sum(idf.values()) or 1.0
    average = sum(len(unit.terms) for unit in pool) / total or 1.0
    bm25, coverage, pairs, headed = np.zeros((4, total))
    neighbours = {frozenset(pair) for pair in pairwise(wanted)}
    for i, (unit, weight) in enumerate(zip(pool, weights, strict=True)):
        norm = _K1 * (1 - _B + _B * len(unit.terms) / average)
        bm25[i] = sum(idf[term] * tf * (_K1 + 1) / (tf + norm) for term, tf in sorted(weight.items()))
        coverage[i] = sum(idf[term] for term in sorted(weight)) / information
        headed[i] = sum(idf[term] for term in sorted(around[i])) / information
        if neighbours and len(weight) > 1:
            pairs[i] = len(neighbours & {frozenset(pair) for pair in pairwise(unit.terms)}) / len(neighbours)
    return Overlap(bm25, coverage, pairs, headed)


def _weights(unit: Unit, vocabulary: set[str], context: set[str]) -> dict[str, float]:
    weight: dict[str, float] = defaultdict(float)
    for term in unit.terms:
        if term in vocabulary:
            weight[term] += 1.0
    for term in context:
        weight[term] += _CONTEXT
    return weight


class _Context:
    """The question's terms in sections and introductions; many units share one."""

    def __init__(self, vocabulary: set[str]) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[tuple[str, ...], str], set[str]] = {}

    def terms(self, unit: Unit) -> set[str]:
        key = (unit.section[-2:], unit.lead)
        if key not in self._known:
            self._known[key] = set(terms(" ".join((*key[0], unit.lead)))) & self._vocabulary
        return self._known[key]
