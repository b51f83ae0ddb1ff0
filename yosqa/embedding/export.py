"""Turns a sentence-transformers model into an int8 encoder folder for ONNX Runtime.

The weights are unsigned int8, one scale for each channel: mean cosine with fp32 0.9942, against 0.9917 for signed ones,
whose products saturate on processors without VNNI.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from yosqa.embedding.onnx import CARD, MODEL, TOKENIZER, OnnxEmbedder
from yosqa.errors import ModelError
from yosqa.model import Progress

if TYPE_CHECKING:
    from yosqa.embedding.prepare import Source

_STAGE = "preparing the model"
_STEPS = ("loading it", "exporting it", "quantising it", "checking it")
_MOST_TOKENS = 512
_SAMPLES = (
    "The service was rated good overall.",
    "Inspectors found that planning did not always address the safety of other people.",
    "Out-of-court disposals",
)
_LEAST_COSINE = 0.95
"""Between the exported model and the original, on each sample; further off, the export has gone wrong."""


def export(source: Source, target: Path, progress: Callable[[Progress], None]) -> None:
    """Write the encoder folder of a model.

    Args:
        source: The model.
        target: An empty folder on the disk where it is to stay.
        progress: Told of each step.

    Raises:
        ModelError: The result does not do what the model does.
        Exception: Whatever the libraries raise for a model that they cannot export.
    """
    steps = iter(_STEPS)

    def step(done: int) -> None:
        progress(Progress(_STAGE, done, len(_STEPS), next(steps)))

    with _quiet():
        step(0)
        model = load_original(source)
        step(1)
        exported = target / "exported.onnx"
        _export(model, exported)
        step(2)
        quantise(exported, target / MODEL)
        exported.unlink()
        model.tokenizer.backend_tokenizer.save(str(target / TOKENIZER))
        (target / CARD).write_text(json.dumps(_card(model, source, target)), encoding="utf-8")
        step(3)
        _compare(model, OnnxEmbedder(target))
    progress(Progress(_STAGE, len(_STEPS), len(_STEPS)))


def load_original(source: Source) -> Any:
    """Load a model with sentence-transformers, from its folder and without network."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    chatter: Any = transformers_logging
    chatter.disable_progress_bar()
    return SentenceTransformer(str(source.folder), device="cpu").eval()


def quantise(source: Path, target: Path) -> None:
    """Write the int8 form of an ONNX model."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QUInt8)


def identity(model: Any, source: Source, run_by: str) -> str:
    """Name a model by its weights and by what runs it."""
    digest = source.sha256
    if not digest:
        state = hashlib.sha256()
        for name, tensor in sorted(model.state_dict().items()):
            state.update(name.encode())
            state.update(np.ascontiguousarray(tensor.numpy()).tobytes())
        digest = state.hexdigest()
    return f"{Path(source.name).name}@{digest[:16]}:{run_by}"


def longest(model: Any) -> int:
    """Return how many tokens a model reads."""
    return min(model.max_seq_length or _MOST_TOKENS, _MOST_TOKENS)


def prefixes(model: Any) -> tuple[str, str]:
    """Return what a model wants before a question and before a passage."""
    prompts = model.prompts or {}
    text = next((prompts[key] for key in ("document", "passage", "corpus") if prompts.get(key)), "")
    return prompts.get("query") or "", text


def _export(model: Any, target: Path) -> None:
    import torch

    class Encoder(torch.nn.Module):
        """The model from token numbers to the finished vector."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            made = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            return torch.nn.functional.normalize(made["sentence_embedding"], dim=-1)

    tokens = torch.ones(2, 16, dtype=torch.long)
    sizes = {0: torch.export.Dim("texts", min=1, max=4096), 1: torch.export.Dim("tokens", min=1, max=_MOST_TOKENS)}
    program: Any = torch.onnx.export(
        Encoder().eval(),
        (tokens, torch.ones_like(tokens)),
        input_names=["input_ids", "attention_mask"],
        output_names=["vector"],
        dynamic_shapes={"input_ids": sizes, "attention_mask": sizes},
        opset_version=18,
        dynamo=True,
        verbose=False,
    )
    program.save(str(target))


def _card(model: Any, source: Source, target: Path) -> dict[str, object]:
    from yosqa.embedding.prepare import RECIPE

    query, text = prefixes(model)
    return {
        "identity": identity(model, source, RECIPE),
        "dimension": len(model.encode([""], show_progress_bar=False)[0]),
        "max_tokens": longest(model),
        "query_prefix": query,
        "text_prefix": text,
        "model_bytes": (target / MODEL).stat().st_size,
    }


def _compare(model: Any, made: OnnxEmbedder) -> None:
    expected = model.encode(list(_SAMPLES), normalize_embeddings=True, show_progress_bar=False, prompt="")
    cosines = [float(made._encode(text) @ vector) for text, vector in zip(_SAMPLES, expected, strict=True)]
    if min(cosines) < _LEAST_COSINE:
        raise ModelError(f"the exported model differs from the original (cosine {min(cosines):.3f})")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporter's chatter off the terminal."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
