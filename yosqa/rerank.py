"""Puts candidates in order by reading each together with the question (a cross-encoder), on ONNX Runtime.

A reader is a folder of three files: ``model.onnx`` (inputs ``input_ids``, ``attention_mask`` and ``token_type_ids``,
int64, texts × tokens; output ``score``, one logit for each text), ``tokenizer.json`` and ``reader.json`` (see
``Card``).

Every text is a batch of its own, so that its score does not depend on the other candidates: dynamic int8 takes
the range of the activations over a whole batch. With a thread for each text that is also as fast as batches of
equal length.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from yosqa.embedding.runtime import open_session, open_tokenizer
from yosqa.errors import ModelError

if TYPE_CHECKING:
    from yosqa.settings import Settings

SHIPPED = Path(__file__).parent / "weights" / "reader"
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
CARD = "reader.json"
_REMEDY = "Install yosqa again, or set model.reranker to false."


@dataclass(frozen=True, slots=True)
class Card:
    """What ``reader.json`` says."""

    identity: str
    max_tokens: int
    """Question and text together; a longer text is cut at its end."""


class Reranker:
    """A trained reader. May be used by several threads.

    Args:
        folder: See the module's description.
        threads: How many texts are read at a time; 0 takes all cores.

    Raises:
        ModelError: The folder holds no reader.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self._folder = folder
        self._threads = threads or os.cpu_count() or 1
        try:
            self._card = msgspec.json.decode((folder / CARD).read_bytes(), type=Card)
        except (OSError, msgspec.DecodeError) as error:
            raise ModelError(
                f"{folder} holds no reader: {CARD}: {error}.",
                hint=_REMEDY,
            ) from error

    @classmethod
    def load(cls, settings: Settings) -> Reranker | None:
        """Return the reader that yosqa ships; None when it is switched off.

        Raises:
            ModelError: Its files are missing, or not what they should be.
        """
        return cls(SHIPPED, settings.model.threads) if settings.model.reranker else None

    @property
    def identity(self) -> str:
        """Names the weights."""
        return self._card.identity

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one logit for each text: the higher, the more likely it answers; below 0 more likely not than so."""
        _ = self._tokenizer, self._session  # read here, once, and not by every thread
        with ThreadPoolExecutor(self._threads) as pool:
            scores = list(pool.map(lambda text: self._score(question, text), texts))
        return np.array(scores, dtype=np.float32)

    def _score(self, question: str, text: str) -> float:
        encoded = self._tokenizer.encode(question, text)
        feed = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        return float(self._session.run(["score"], feed)[0][0])

    @cached_property
    def _tokenizer(self) -> Any:
        return open_tokenizer(self._folder / TOKENIZER, self._card.max_tokens, remedy=_REMEDY)

    @cached_property
    def _session(self) -> Any:
        return open_session(self._folder / MODEL, remedy=_REMEDY)
