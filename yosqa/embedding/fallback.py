"""Runs a model that could not be exported with sentence-transformers itself: slower, and heavier to start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from yosqa.embedding import Vectors
from yosqa.errors import ModelError

if TYPE_CHECKING:
    from yosqa.embedding.prepare import Source


class TorchEmbedder:
    """A model on sentence-transformers.

    Raises:
        ModelError: It cannot load the model either.
    """

    def __init__(self, source: Source) -> None:
        from yosqa.embedding import export

        try:
            self._model: Any = export.load_original(source)
        except Exception as error:  # a folder may hold anything
            raise ModelError(
                f"{source.name} cannot be loaded by sentence-transformers: {error}.",
                hint="Name a sentence-transformers model in the setting model.name.",
            ) from error
        self._query_prefix, self._text_prefix = export.prefixes(self._model)
        self._identity = export.identity(self._model, source, "fp32")

    @property
    def identity(self) -> str:
        """Names the model and the way it is run."""
        return self._identity

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return len(self.encode_query(""))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, one row for each text."""
        rows = [self._encode(self._text_prefix + text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """Return the vector of a question."""
        return self._encode(self._query_prefix + text)

    def _encode(self, text: str) -> Vectors:
        # One text at a time: padding changes the order of sums, and with it the last bits of a vector.
        vectors = self._model.encode([text], normalize_embeddings=True, show_progress_bar=False, prompt="")
        return np.asarray(vectors[0], dtype=np.float32)
