"""Trains the encoder: a bi-encoder that puts a question near the passages that answer it.

The loss is softmax over all passages of a batch: for each question the one that answers it against the others and
their look-alikes (Karpukhin et al. 2020, in-batch and hard negatives). All questions of a passage are asked at once,
for encoding the passage is what costs.
"""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yosqa.training import checkpoint, start
from yosqa.training.checkpoint import OPTIONS
from yosqa.training.pairs import Pair
from yosqa.training.start import Device

_WEIGHTS = "model.safetensors"
_CHUNK: dict[Device, int] = {"cpu": 8, "cuda": 256}
"""Texts that go through the network together, sorted by length so that little padding is computed; by device."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to train; kept beside the weights."""

    steps: int
    batch: int = 24
    """Passages a step, each with one look-alike."""
    questions: int = 4
    """Questions of a passage, at most."""
    max_tokens: int = 160
    rate: float = 2e-5
    """Learning rate at its highest."""
    scale: float = 20.0
    """What the cosines are multiplied with."""
    kept: float = 0.0
    """Share of the original weights in what is written: it keeps what the model knew of other texts."""
    frozen: int = 2
    """Lowest layers that stay as they were."""
    warm_up: int = 20
    seed: int = 1
    threads: int = 2


@dataclass(frozen=True, slots=True)
class _Batch:
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    answers: tuple[int, ...]
    """For each question the passage that answers it."""


def train(
    pairs: Sequence[Pair],
    run: Path,
    options: Options,
    *,
    device: Device = "cpu",
    save_every: int = 25,
    report: Callable[[str], None] = print,
) -> None:
    """Train, or go on with a run that was stopped, and write the model that ``yosqa.embedding`` exports.

    Args:
        pairs: What to learn from.
        run: Folder of checkpoint, options and model, made when it is not there.
        options: How.
        device: Where to compute; on "cuda" products are of bfloat16, the weights stay float32.
        save_every: Steps between checkpoints.
        report: Told how it goes, now and then.
    """
    import torch

    torch.manual_seed(options.seed)
    model = _network().to(device)
    for part in (model.embeddings, *model.encoder.layer[: options.frozen]):
        part.requires_grad_(False)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=options.rate)
    run.mkdir(parents=True, exist_ok=True)
    (run / OPTIONS).write_text(json.dumps(asdict(options), indent=1), encoding="utf-8")
    done = checkpoint.resume(run, model, optimiser) or 0
    began, losses = time.monotonic(), list[float]()
    with ThreadPoolExecutor(options.threads, initializer=lambda: torch.set_num_threads(1)) as pool:
        encoder = _Encoder(model, options.max_tokens, device, pool)
        for step, batch in zip(range(done, options.steps), _batches(pairs, options, done), strict=False):
            for group in optimiser.param_groups:
                group["lr"] = options.rate * min((step + 1) / options.warm_up, max(0.02, 1 - step / options.steps))
            losses.append(_step(batch, encoder, optimiser, options.scale))
            if (step + 1) % save_every == 0 or step + 1 == options.steps:
                checkpoint.save(run, model, optimiser, step + 1)
                seconds = (time.monotonic() - began) / (step + 1 - done)
                mean = sum(losses) / len(losses)
                report(f"step {step + 1} of {options.steps}, loss {mean:.3f}, {seconds:.1f} s a step")
                losses.clear()
    _write(model, run, options.kept)


def folder(run: Path) -> Path:
    """Return where a run's model stands, in the form of sentence-transformers."""
    return run / "model"


def _network() -> Any:
    from transformers import AutoModel
    from transformers.utils import logging

    chatter: Any = logging
    chatter.set_verbosity_error()
    chatter.disable_progress_bar()
    return AutoModel.from_pretrained(
        start.folder(), hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, add_pooling_layer=False
    )


class _Encoder:
    """Encodes texts, a chunk in each thread."""

    def __init__(self, model: Any, max_tokens: int, device: Device, pool: ThreadPoolExecutor) -> None:
        self._model = model
        self._device = device
        self._tokenizer = start.tokenizer(max_tokens)
        self._pool = pool

    def forward(self, texts: Sequence[str]) -> list[tuple[list[int], Any]]:
        """Return chunks: which texts, and their unit vectors."""
        ids = [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda i: -len(ids[i]))
        size = _CHUNK[self._device]
        chunks = [order[i : i + size] for i in range(0, len(order), size)]
        return list(self._pool.map(lambda chunk: (chunk, self._vectors([ids[i] for i in chunk])), chunks))

    def backward(self, chunks: Sequence[tuple[list[int], Any]], gradient: Any) -> None:
        """Carry the gradient of the vectors back into the network."""
        list(self._pool.map(lambda chunk: chunk[1].backward(gradient[chunk[0]].to(self._device)), chunks))

    def _vectors(self, rows: Sequence[list[int]]) -> Any:
        import torch

        longest = max(map(len, rows))
        tokens = torch.tensor([row + [0] * (longest - len(row)) for row in rows]).to(self._device)
        there = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows]).to(self._device)
        with torch.autocast(self._device, torch.bfloat16, enabled=self._device != "cpu"):
            hidden = self._model(input_ids=tokens, attention_mask=there).last_hidden_state
        summed = (hidden.float() * there[..., None]).sum(1)
        return torch.nn.functional.normalize(summed, dim=-1)


def _step(batch: _Batch, encoder: _Encoder, optimiser: Any, scale: float) -> float:
    import torch

    texts = [*batch.questions, *batch.passages]
    chunks = encoder.forward(texts)
    vectors = torch.zeros(len(texts), chunks[0][1].shape[1])
    for chunk, values in chunks:
        vectors[chunk] = values.detach().cpu()
    vectors.requires_grad_()
    asked, told = vectors[: len(batch.questions)], vectors[len(batch.questions) :]
    loss = torch.nn.functional.cross_entropy(scale * asked @ told.T, torch.tensor(batch.answers))
    loss.backward()  # type: ignore[no-untyped-call]
    encoder.backward(chunks, vectors.grad)
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.detach())


def _batches(pairs: Sequence[Pair], options: Options, first: int) -> Iterator[_Batch]:
    """Yield batches without end; an epoch goes once through the passages, in an order of its own."""
    each = max(1, len(pairs) // options.batch)
    number = first
    while True:
        draw = random.Random(f"{options.seed}/{number // each}")
        order = draw.sample(range(len(pairs)), len(pairs))
        at = number % each * options.batch
        yield _batch([pairs[i] for i in order[at : at + options.batch]], options, random.Random(f"{number}"))
        number += 1


def _batch(chosen: Sequence[Pair], options: Options, draw: random.Random) -> _Batch:
    passages = list(dict.fromkeys(pair.passage for pair in chosen))
    looked = [draw.choice(pair.negatives) for pair in chosen if pair.negatives]
    place = {passage: n for n, passage in enumerate(passages)}
    asked = [
        (question, place[pair.passage])
        for pair in chosen
        for question in draw.sample(pair.questions, min(len(pair.questions), options.questions))
    ]
    others = [text for text in dict.fromkeys(looked) if text not in place]
    return _Batch(tuple(q for q, _ in asked), (*passages, *others), tuple(n for _, n in asked))


def _write(model: Any, run: Path, kept: float) -> None:
    """Write the original model's folder with the trained weights, or with a mean of both, in place of its own."""
    from safetensors.torch import load_file, save_file

    target = folder(run)
    shutil.copytree(start.folder(), target, dirs_exist_ok=True)
    weights = load_file(target / _WEIGHTS)
    for name, values in model.state_dict().items():
        weights[name] = kept * weights[name] + (1 - kept) * values.cpu()
    save_file(weights, target / _WEIGHTS, metadata={"format": "pt"})
