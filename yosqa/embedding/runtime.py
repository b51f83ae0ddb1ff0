"""Open what every exported model is made of: a tokenizer and an ONNX Runtime session of one thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yosqa.errors import ModelError


def open_tokenizer(path: Path, max_tokens: int, *, remedy: str) -> Any:
    """Return the tokenizer of a ``tokenizer.json``; it cuts at ``max_tokens`` and pads nothing.

    Args:
        path: The file.
        max_tokens: Of all texts of one input together.
        remedy: What to do when the file cannot be used.

    Raises:
        ModelError: It cannot be used.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{path} cannot be used: {error}.", hint=remedy) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def open_session(path: Path, *, remedy: str) -> Any:
    """Return a session that runs a model on one thread of the processor; several threads may share it.

    Args:
        path: The model.
        remedy: What to do when the file cannot be used.

    Raises:
        ModelError: It cannot be used.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's own exceptions have no common base
        raise ModelError(f"{path} cannot be used: {error}.", hint=remedy) from error
