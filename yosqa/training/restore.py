"""A shipped reader's weights back from its int8 ONNX, so that training goes on from it and not from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yosqa import rerank
from yosqa.errors import ModelError

_QUANTISED = "_quantized"
_BIAS = ".bias"


def weights(folder: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a reader that ``yosqa.training.export`` wrote, by their names in the network.

    Exact but for the rounding to seven bits, which a few steps of training make good.

    Args:
        folder: The reader's folder.

    Raises:
        ModelError: The folder holds no such reader.
    """
    import onnx

    try:
        graph = onnx.load(folder / rerank.MODEL).graph
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder} holds no reader: {error}.", hint="Name a folder that export wrote.") from error
    stored = {entry.name: onnx.numpy_helper.to_array(entry) for entry in graph.initializer}
    linear = dict(_linear(graph))
    # The last layer stands apart from the others, since only its first token is computed.
    last = f"bert.encoder.layer.{len({name.split('.layer.')[1][0] for name in linear.values() if '.layer.' in name})}"
    found = {_name(name, last): _exact(stored, tensor).T for tensor, name in linear.items()}
    for name, values in stored.items():
        if name.endswith((_BIAS, "LayerNorm.weight")):
            found[_name(name, last)] = values
        elif ".embeddings." in name and name.endswith(f".weight{_QUANTISED}"):
            plain = name.removesuffix(_QUANTISED)
            found[_name(plain, last)] = _exact(stored, plain)
    return found


def _linear(graph: Any) -> Iterator[tuple[str, str]]:
    """Yield the tensor that each linear part multiplies with, and its name: that of the bias added to the product."""
    after = {tensor: node for node in reversed(graph.node) for tensor in node.input}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            following = after[node.output[0]]
            while following.op_type != "Add":
                following = after[following.output[0]]
            bias = next(tensor for tensor in following.input if tensor.endswith(_BIAS))
            yield node.input[1].removesuffix(_QUANTISED), f"{bias.removesuffix(_BIAS)}.weight"


def _name(name: str, last: str) -> str:
    return f"{last}.{name.removeprefix('last.')}" if name.startswith("last.") else name.removeprefix("model.")


def _exact(stored: dict[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """Return what a quantised tensor stands for; scales and zero points belong to its columns."""
    whole = stored[f"{name}{_QUANTISED}"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(whole * stored[f"{name}_scale"], dtype=np.float32)
