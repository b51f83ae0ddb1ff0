"""Finds passages by words and by meaning, and says for each why it stands where it does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from yosqa.errors import IndexUnreadable
from yosqa.model import Hit, Ranking

if TYPE_CHECKING:
    from yosqa.embedding import Embedder
    from yosqa.store import Index

DEPTH = 100
"""Passages that each of the two searches puts forward."""
LEXICAL_WEIGHT = 0.3
"""Share of the lexical score in the fused one.

Chosen on 500 training questions over 154 reports. Mean reciprocal rank of the answering passage within its report and
among all: words alone 0.538 and 0.167, meaning alone 0.614 and 0.110, fused 0.668 and 0.194; by reciprocal ranks (k 60)
0.620 and 0.156."""

Matches = Sequence[tuple[int, float]]
"""Position of a passage and its score, best first."""


class Searcher:
    """Searches one index.

    Args:
        index: Where to search.
        embedder: Encodes the questions; must be the one that made the index's vectors.

    Raises:
        IndexUnreadable: The index was made with another model.
    """

    def __init__(self, index: Index, embedder: Embedder) -> None:
        if index.model != embedder.identity:
            raise IndexUnreadable(
                f"The index was made with the model {index.model}, but the setting model.name now means "
                f"{embedder.identity}.",
                hint="Run yosqa index to embed the documents again, or set model.name back.",
            )
        self._index = index
        self._embedder = embedder

    def search(self, question: str, *, k: int, documents: Collection[str] | None = None) -> Ranking:
        """Return the best passages for a question.

        Args:
            question: Plain words; nothing in it is an operator.
            k: How many.
            documents: Ids of the documents to search in; all when None. What is found in them does not depend on
                whether the others are searched too.
        """
        ranges = None if documents is None else self._index.positions(documents)
        depth = max(DEPTH, k)
        view = self._index.view
        query = self._embedder.encode_query(question)
        lexical = view.lexical.search(question, depth, ranges)
        dense = view.dense.search(query, depth, ranges)
        positions = sorted({position for position, _ in (*lexical, *dense)})
        passages, vectors = self._index.passages_at(positions)
        cosines = {
            position: round(float(cosine), 5) for position, cosine in zip(positions, vectors @ query, strict=True)
        }
        by_position = dict(zip(positions, passages, strict=True))
        lexical_ranks = _ranks(lexical)
        # A large view compares compressed vectors: what it put forward is put in order by the vectors themselves.
        dense_ranks = _ranks(sorted(((p, cosines[p]) for p, _ in dense), key=lambda match: (-match[1], match[0])))
        return Ranking(
            question,
            tuple(
                Hit(
                    passage=by_position[position],
                    rank=rank,
                    score=score,
                    lexical_rank=lexical_ranks.get(position),
                    dense_rank=dense_ranks.get(position),
                    cosine=cosines[position],
                )
                for rank, (position, score) in enumerate(fuse(lexical, cosines, depth)[:k], start=1)
            ),
        )

    def holds(self, word: str) -> bool:
        """Return whether a passage holds a word, in any of its forms or with a letter wrong."""
        return self._index.view.lexical.holds(word)

    def cosines(self, question: str, documents: Collection[str]) -> Mapping[str, float]:
        """Return the cosine of a question with every passage of some documents, by passage id."""
        query = self._embedder.encode_query(question)
        found: dict[str, float] = {}
        for document in documents:
            similar = self._index.vectors(document) @ query
            found |= {p.id: float(cosine) for p, cosine in zip(self._index.passages(document), similar, strict=True)}
        return found


def fuse(lexical: Matches, cosines: Mapping[int, float], depth: int) -> list[tuple[int, float]]:
    """Order the candidates by the weighted sum of both scores, each stretched to the range 0 to 1.

    Args:
        lexical: BM25 matches; a candidate that is not among them counts as the worst of them.
        cosines: The cosine of every candidate.
        depth: How many matches each search might have put forward.

    Returns:
        Position and fused score, best first, equal ones in order of position, whatever order they came in.
    """
    found = dict(lexical)
    # A search that found fewer than it might have has shown that the others hold none of the words.
    worst = min(found.values(), default=0.0) if len(found) >= depth else 0.0
    words = _stretched({position: found.get(position, worst) for position in cosines})
    meaning = _stretched(cosines)
    scores = {
        position: round(LEXICAL_WEIGHT * words[position] + (1 - LEXICAL_WEIGHT) * meaning[position], 6)
        for position in cosines
    }
    return sorted(scores.items(), key=lambda match: (-match[1], match[0]))


def _stretched(scores: Mapping[int, float]) -> dict[int, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {position: (score - low) / ((high - low) or 1.0) for position, score in scores.items()}


def _ranks(matches: Matches) -> dict[int, int]:
    return {position: rank for rank, (position, _) in enumerate(matches, start=1)}
