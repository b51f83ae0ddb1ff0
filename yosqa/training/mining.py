"""Finds what looks like an answer and is none: hard negatives, from the document that the question was asked of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from yosqa.answering.units import Unit
from yosqa.likeness import Likeness
from yosqa.terms import terms

_K1 = 1.2
_B = 0.75
_SHORTEST = 3
"""A unit of fewer words answers nothing."""


class Ranker(Protocol):
    """Orders the units of a document for a question."""

    def rank(self, question: str, units: Sequence[Unit]) -> list[int]:
        """Return the positions of ``units``, likeliest first."""


class Alike:
    """Ranks by trained word vectors: the candidates that the reader will be asked about."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness

    def rank(self, question: str, units: Sequence[Unit]) -> list[int]:
        """Return the positions of ``units``, likeliest first."""
        short = np.array([unit.word_count < _SHORTEST for unit in units])
        scores = self._likeness.score(question, [unit.text for unit in units]) - 10.0 * short
        return [int(i) for i in np.argsort(-scores, kind="stable")]


class Miner:
    """Ranks the units of one document at a time for a question, by shared words and by likeness of words.

    Likeness is the cosine of the mean word vectors, weighted by how rare a word is: it finds "temps" near "agency
    staff" at no cost, where encoding every unit of every report with the whole model would take longer than training.

    Args:
        vectors: One row for each token of ``tokenizer``.
        tokenizer: Turns text into tokens.
        corpus: Texts from which it is learned how rare a token is.
    """

    def __init__(self, vectors: NDArray[np.float32], tokenizer: Any, corpus: Iterable[str]) -> None:
        self._tokenizer = tokenizer
        counts: Counter[int] = Counter()
        total = 0
        for text in corpus:
            counts.update(set(self._tokens(text)))
            total += 1
        rarity = np.array([math.log(1 + total / (1 + counts[token])) for token in range(len(vectors))])
        self._weighted = (vectors * rarity[:, None] ** 1.5).astype(np.float32)
        self._seen: tuple[Sequence[Unit], _Document] | None = None

    def rank(self, question: str, units: Sequence[Unit]) -> list[int]:
        """Return the positions of ``units``, likeliest first."""
        if self._seen is None or self._seen[0] is not units:
            self._seen = (units, _Document(units, [self._vector(unit.text) for unit in units]))
        return self._seen[1].rank(terms(question), self._vector(question))

    def _tokens(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _vector(self, text: str) -> NDArray[np.float32]:
        summed = self._weighted[self._tokens(text)].sum(axis=0)
        return np.asarray(summed / (np.linalg.norm(summed) + 1e-6), dtype=np.float32)


class _Document:
    """One document's units, ready to be ranked."""

    def __init__(self, units: Sequence[Unit], vectors: Sequence[NDArray[np.float32]]) -> None:
        self._vectors = np.stack(vectors)
        self._counts = [Counter(unit.terms) for unit in units]
        self._short = np.array([unit.word_count < _SHORTEST for unit in units])
        frequency = Counter(term for counts in self._counts for term in counts)
        self._idf = {t: math.log(1 + (len(units) - n + 0.5) / (n + 0.5)) for t, n in frequency.items()}
        lengths = np.array([len(unit.terms) for unit in units])
        self._norms = _K1 * (1 - _B + _B * lengths / max(1.0, lengths.mean()))

    def rank(self, wanted: Sequence[str], vector: NDArray[np.float32]) -> list[int]:
        known = [term for term in dict.fromkeys(wanted) if term in self._idf]
        lexical = np.zeros(len(self._counts))
        for i, (counts, norm) in enumerate(zip(self._counts, self._norms, strict=True)):
            lexical[i] = sum(self._idf[t] * counts[t] * (_K1 + 1) / (counts[t] + norm) for t in known if counts[t])
        likeness = self._vectors @ vector
        score = lexical / (lexical.std() + 1e-6) + likeness / (likeness.std() + 1e-6) - 100.0 * self._short
        return [int(i) for i in np.argsort(-score, kind="stable")]
