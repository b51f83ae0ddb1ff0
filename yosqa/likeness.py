"""How like a text is to what a question asks for, by word vectors alone: the words of readers and those of reports.

Every token has two vectors, one for when it stands in a question ("temps"), one for when it stands in a report
("agency staff"); a text's vector is the sum over its tokens, of length 1. They were trained on questions and what
answers them (``python -m yosqa.training likeness``), so that thousands of units are compared in the time that the
reader takes for a few.

The weights are a folder of three files: ``vectors.npy`` (int8, two × tokens × dimension), ``scales.npy`` (float32,
two × tokens: what to multiply a row with) and ``tokenizer.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from yosqa.errors import ModelError

if TYPE_CHECKING:
    from yosqa.settings import Settings

SHIPPED = Path(__file__).parent / "weights" / "likeness"
VECTORS = "vectors.npy"
SCALES = "scales.npy"
TOKENIZER = "tokenizer.json"
_QUESTION, _TEXT = 0, 1


class Likeness:
    """Trained word vectors. May be used by several threads.

    Args:
        folder: See the module's description.

    Raises:
        ModelError: The folder does not hold them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._vectors = np.load(folder / VECTORS, mmap_mode="r")
            self._scales = np.load(folder / SCALES)
        except (OSError, ValueError) as error:
            raise _damaged(folder, error) from error

    @classmethod
    def load(cls, settings: Settings) -> Likeness | None:
        """Return the word vectors that yosqa ships; None when trained ranking is switched off.

        Raises:
            ModelError: Their files are not what they should be.
        """
        return cls(SHIPPED) if settings.model.reranker and SHIPPED.is_dir() else None

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosine of the question's vector and that of each text."""
        if not texts:
            return np.empty(0, dtype=np.float32)
        scores: NDArray[np.float32] = self._encode(texts, _TEXT) @ self._encode([question], _QUESTION)[0]
        return scores

    def _encode(self, texts: Sequence[str], side: int) -> NDArray[np.float32]:
        tokens = [encoded.ids for encoded in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        known, where = np.unique(np.concatenate([np.array(ids, dtype=np.int64) for ids in tokens]), return_inverse=True)
        rows = self._vectors[side, known].astype(np.float32) * self._scales[side, known][:, None]
        summed = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
        end = 0
        for n, ids in enumerate(tokens):
            start, end = end, end + len(ids)
            summed[n] = rows[where[start:end]].sum(axis=0)
        summed /= np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-6)
        return summed

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


def _damaged(folder: Path, error: Exception) -> ModelError:
    return ModelError(
        f"The word vectors in {folder} cannot be used: {error}.",
        hint="Install yosqa again, or set model.reranker to false.",
    )
