"""Text to unit vectors: which model, where it lies, and what runs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from yosqa.model import Progress

if TYPE_CHECKING:
    from yosqa.settings import Settings

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product says how alike two texts are.

    A text's vector depends on the text alone: not on its neighbours, its order or the number of threads.
    """

    @property
    def identity(self) -> str:
        """Names the model and the way it is run. Vectors may be compared only where it is the same."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages: float32, one row of length 1 for each text."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """Return the vector of a question: float32 of shape ``(dimension,)``, of length 1."""
        ...


def load(settings: Settings, progress: Callable[[Progress], None] | None = None) -> Embedder:
    """Return the embedder that the settings name, preparing it for this machine first if need be.

    A prepared model costs a millisecond here; its weights are read when the first text is encoded.

    Args:
        settings: ``model.name`` and ``model.threads`` count.
        progress: Told how the preparation goes.

    Raises:
        ModelError: There is no such model on this machine, or its files are not what they should be.
    """
    from yosqa.embedding import prepare
    from yosqa.embedding.onnx import OnnxEmbedder

    source = prepare.locate(settings.model.name)
    folder = prepare.prepared(source, progress)
    if folder is None:
        from yosqa.embedding.fallback import TorchEmbedder

        return TorchEmbedder(source)
    return OnnxEmbedder(folder, settings.model.threads, remedy=prepare.remedy(source))
