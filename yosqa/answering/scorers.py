"""What reads a question together with candidate texts: the trained reranker, or plain similarity in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from yosqa.embedding import Embedder

_SCALE = 12.0
_MIDDLE = 0.5
"""Cosines of MiniLM lie mostly in 0.1 to 0.8: stretched so that they spread as the reranker's logits do."""


class CosineScorer:
    """Stands in for the reranker where it is switched off: the cosine of question and text, stretched."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return one float32 score for each text."""
        cosines = self._embedder.encode(texts) @ self._embedder.encode_query(question)
        return np.asarray(_SCALE * (cosines - _MIDDLE), dtype=np.float32)
