"""Runs an encoder with ONNX Runtime.

An encoder is a folder of three files: ``model.onnx`` (inputs ``input_ids`` and ``attention_mask``, int64, texts ×
tokens; output ``vector``, pooled and of length 1), ``tokenizer.json`` and ``encoder.json`` (see ``Card``).

Every text is a batch of its own. Dynamic int8 takes the range of the activations over the whole batch, padding
included, so in a larger batch a vector depends on its neighbours: in batches of 16 sorted by length its cosine with
itself alone was 0.994 on average and 0.984 at worst. Alone it is the same always, and with a thread for each text
faster too: on 2 cores 64 texts of 84 words a second, against 45 in batches of 16 on one session with two threads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from yosqa.embedding import Vectors
from yosqa.embedding.runtime import open_session, open_tokenizer
from yosqa.errors import ModelError

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
CARD = "encoder.json"
_REMEDY = "Name another model in the setting model.name."


@dataclass(frozen=True, slots=True)
class Card:
    """What ``encoder.json`` says."""

    identity: str
    dimension: int
    max_tokens: int
    """Longer texts are cut."""
    query_prefix: str = ""
    """Put before a question, for models trained that way."""
    text_prefix: str = ""
    """Put before a passage."""
    model_bytes: int = 0
    """Size of ``model.onnx``; 0 when not known."""


def read_card(folder: Path) -> Card:
    """Read ``encoder.json``.

    Raises:
        ModelError: It is not there or says something else.
    """
    try:
        return msgspec.json.decode((folder / CARD).read_bytes(), type=Card)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"{folder} holds no encoder: {CARD}: {error}.", hint=_REMEDY) from error


class OnnxEmbedder:
    """An encoder on ONNX Runtime. May be used by several threads.

    Args:
        folder: See the module's description.
        threads: How many texts are encoded at a time; 0 takes all cores.
        remedy: What to do when its files cannot be used.

    Raises:
        ModelError: The folder is no encoder.
    """

    def __init__(self, folder: Path, threads: int = 0, *, remedy: str = _REMEDY) -> None:
        self._folder = folder
        self._remedy = remedy
        self._card = read_card(folder)
        self._threads = threads or os.cpu_count() or 1

    @property
    def identity(self) -> str:
        """Names the model and the way it is run."""
        return self._card.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._card.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, one row for each text."""
        prefix = self._card.text_prefix
        _ = self._tokenizer, self._session  # read here, once, and not by every thread
        with ThreadPoolExecutor(self._threads) as pool:
            rows = list(pool.map(lambda text: self._encode(prefix + text), texts))
        return np.stack(rows) if rows else np.empty((0, self.dimension), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """Return the vector of a question."""
        return self._encode(self._card.query_prefix + text)

    def _encode(self, text: str) -> Vectors:
        tokens = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        vector: Vectors = self._session.run(["vector"], feed)[0][0]
        return vector

    @cached_property
    def _tokenizer(self) -> Any:
        return open_tokenizer(self._folder / TOKENIZER, self._card.max_tokens, remedy=self._remedy)

    @cached_property
    def _session(self) -> Any:
        return open_session(self._folder / MODEL, remedy=self._remedy)
