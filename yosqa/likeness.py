"""How like a text is to what a question asks for, by word vectors alone: the words of readers and those of reports.

Every token has two vectors, one for when it stands in a question ("temps"), one for when it stands in a report
("agency staff"). A text is as like a question as its tokens are: for each token of the question the likest of the text
counts, the more the more that token matters in a question (late interaction, as in ColBERT, arXiv:2004.12832, but over
fixed vectors); and as the sums of the vectors of both are. All of it was trained on questions and what answers them
(``python -m yosqa.training likeness``), so that thousands of units are compared in the time that the reader takes for a
few.

The weights are a folder: ``vectors.npy`` (int8, two × tokens × dimension), ``scales.npy`` (float32, two × tokens: what
to multiply a row with), ``weights.npy`` (float32, tokens: the logarithm of how much one matters in a question),
``tokenizer.json`` and ``likeness.json`` (see ``Card``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from yosqa.errors import ModelError

if TYPE_CHECKING:
    from yosqa.settings import Settings

SHIPPED = Path(__file__).parent / "weights" / "likeness"
VECTORS = "vectors.npy"
SCALES = "scales.npy"
WEIGHTS = "weights.npy"
TOKENIZER = "tokenizer.json"
CARD = "likeness.json"
MOST_TOKENS = 96
"""A longer text is compared up to there: the more tokens, the easier is a like one found by chance."""
_MOST_KEPT = 40_000
"""Texts whose tokens are kept: the units of some 60 reports."""
_QUESTION, _TEXT = 0, 1


@dataclass(frozen=True, slots=True)
class Card:
    """What ``likeness.json`` says."""

    sums: float
    """How much the likeness of the sums counts beside that of the tokens, which counts 1."""


class Likeness:
    """Trained word vectors. One thread at a time may use them.

    Args:
        folder: See the module's description.

    Raises:
        ModelError: The folder does not hold them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, list[int]] = {}
        try:
            self._vectors = np.load(folder / VECTORS, mmap_mode="r")
            self._scales = np.load(folder / SCALES)
            self._weights = np.load(folder / WEIGHTS)
            self._card = msgspec.json.decode((folder / CARD).read_bytes(), type=Card)
        except (OSError, EOFError, ValueError) as error:
            raise _damaged(folder, error) from error

    @classmethod
    def load(cls, settings: Settings) -> Likeness | None:
        """Return the word vectors that yosqa ships; None when trained ranking is switched off.

        Raises:
            ModelError: Their files are missing, or not what they should be.
        """
        return cls(SHIPPED) if settings.model.reranker else None

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how like each text is to the question, -1 to 1."""
        asked = np.array(self._tokens([question])[0], dtype=np.int64)
        tokens = self._tokens(texts)
        lengths = np.array([len(ids) for ids in tokens], dtype=np.int64)
        scores = np.zeros(len(texts), dtype=np.float32)
        told = lengths > 0
        if not len(asked) or not told.any():
            return scores
        known, where = np.unique(np.concatenate([np.array(ids, dtype=np.int64) for ids in tokens]), return_inverse=True)
        starts = np.concatenate([[0], np.cumsum(lengths[told])[:-1]])
        question_rows, text_rows = self._rows(_QUESTION, asked), self._rows(_TEXT, known)
        alike = _unit(question_rows) @ _unit(text_rows).T
        nearest = np.maximum.reduceat(alike[:, where], starts, axis=1)
        matter = np.exp(self._weights[asked] - self._weights[asked].max())
        summed = np.add.reduceat(text_rows[where], starts, axis=0)
        sums = _unit(summed) @ _unit(question_rows.sum(axis=0, keepdims=True))[0]
        scores[told] = (matter @ nearest / matter.sum() + self._card.sums * sums) / (1 + self._card.sums)
        return scores

    def knows(self, word: str) -> bool:
        """Return whether a word in small letters is a common one: a token of its own."""
        return len(self._tokens([word])[0]) == 1

    def _rows(self, side: int, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = self._vectors[side, tokens].astype(np.float32) * self._scales[side, tokens][:, None]
        return rows

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of each text; the units of a document are compared again and again, so they are kept."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if len(self._kept) + len(fresh) > _MOST_KEPT:
            self._kept.clear()
            fresh = list(dict.fromkeys(texts))
        for text, encoded in zip(fresh, self._encode(fresh), strict=True):
            self._kept[text] = encoded.ids[:MOST_TOKENS]
        return [self._kept[text] for text in texts]

    def _encode(self, texts: list[str]) -> list[Any]:
        encoded: list[Any] = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        return encoded

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        except Exception as error:  # the library raises nothing narrower
            raise _damaged(self._folder, error) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def _damaged(folder: Path, error: Exception) -> ModelError:
    return ModelError(
        f"The word vectors in {folder} cannot be used: {error}.",
        hint="Install yosqa again, or set model.reranker to false.",
    )
