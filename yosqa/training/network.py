"""The networks that read a question together with a text, and give the pair one logit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from yosqa.training import start
from yosqa.training.batches import Choice
from yosqa.training.checkpoint import CHECKPOINT, OPTIONS
from yosqa.training.start import Device

_CHUNK: dict[Device, int] = {"cpu": 16, "cuda": 512}
"""Texts that go through the network together, sorted by length so that little padding is computed; by device."""


class _Start(msgspec.Struct):
    """What a run's options say of where it started."""

    base: str = ""


def fresh(base: Path | None = None, *, dropout: float = 0.0) -> Any:
    """Return a network with one logit on top.

    Args:
        base: Folder of a Hugging Face encoder; without one, the original model.
        dropout: Share of activations left out.
    """
    from transformers import AutoModelForSequenceClassification
    from transformers.utils import logging

    chatter: Any = logging
    chatter.set_verbosity_error()
    chatter.disable_progress_bar()
    model = AutoModelForSequenceClassification.from_pretrained(
        start.folder(base), num_labels=1, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout
    )
    return model.train(dropout > 0)


def of_run(run: Path) -> Any:
    """Return the network that a run has trained, as far as it has got."""
    import torch

    model = fresh(base(run))
    model.load_state_dict(torch.load(run / CHECKPOINT, weights_only=True, map_location="cpu")["model"])
    return model


def base(run: Path) -> Path | None:
    """Return the folder of the model that a run started from; None for the original model."""
    told = msgspec.json.decode((run / OPTIONS).read_bytes(), type=_Start).base
    return Path(told) if told else None


class Scorer:
    """Scores pairs of question and text, a chunk in each thread, so that no thread waits for another inside a layer.

    Args:
        model: The network.
        tokenizer: What turns pairs into its tokens.
        device: Where it computes.
        pool: The threads.
    """

    def __init__(self, model: Any, tokenizer: Any, device: Device, pool: ThreadPoolExecutor) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._device = device
        self._pool = pool
        self._typed = "token_type_ids" in signature(model.forward).parameters

    def encoded(self, batch: Sequence[Choice]) -> Sequence[Any]:
        """Return the tokens of each pair of a batch, list after list."""
        pairs = [(choice.question, text) for choice in batch for text in choice.candidates]
        return list(self._tokenizer.encode_batch(pairs))

    def forward(self, encoded: Sequence[Any], *, learning: bool = True) -> list[tuple[list[int], Any]]:
        """Return chunks: which pairs, and their logits; with what their gradient needs when ``learning``."""
        order = sorted(range(len(encoded)), key=lambda i: -len(encoded[i].ids))
        size = _CHUNK[self._device]
        chunks = [order[i : i + size] for i in range(0, len(order), size)]
        return list(self._pool.map(lambda chunk: (chunk, self._logits([encoded[i] for i in chunk], learning)), chunks))

    def backward(self, chunks: Sequence[tuple[list[int], Any]], gradient: Any) -> None:
        """Carry the gradient of the logits back into the network."""
        list(self._pool.map(lambda chunk: chunk[1].backward(gradient[chunk[0]].to(self._device)), chunks))

    def _logits(self, encoded: Sequence[Any], learning: bool) -> Any:
        import torch

        longest = max(len(e.ids) for e in encoded)

        def padded(rows: Iterator[list[int]]) -> Any:
            filled = np.zeros((len(encoded), longest), dtype=np.int64)
            for line, row in zip(filled, rows, strict=True):
                line[: len(row)] = row
            return torch.from_numpy(filled).to(self._device)

        types = {"token_type_ids": padded(e.type_ids for e in encoded)} if self._typed else {}
        on_device = torch.autocast(self._device, torch.bfloat16, enabled=self._device != "cpu")
        with on_device, torch.set_grad_enabled(learning):
            output = self._model(
                input_ids=padded(e.ids for e in encoded),
                attention_mask=padded(e.attention_mask for e in encoded),
                **types,
            )
        return output.logits[:, 0].float()


def in_order(chunks: Sequence[tuple[list[int], Any]]) -> Any:
    """Return the logits of chunks in the order of the pairs, without their history."""
    import torch

    logits = torch.zeros(sum(len(chunk) for chunk, _ in chunks))
    for chunk, values in chunks:
        logits[chunk] = values.detach().cpu()
    return logits
