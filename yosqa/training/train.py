"""Trains the reader: a cross-encoder that chooses, from a list, the candidate that answers.

The loss is listwise: softmax over the candidates and a fixed 0 that stands for "none of these". So the score is a
log-odds against nothing at all, comparable between questions, and a question without an answer is a lesson too.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from yosqa.training import checkpoint, restore, start
from yosqa.training.batches import Choice, batches
from yosqa.training.checkpoint import CHECKPOINT, OPTIONS
from yosqa.training.examples import Example
from yosqa.training.start import Device

_Encoded: TypeAlias = tuple[list[Choice], Sequence[Any]]
"""A batch, and the tokens of each of its pairs of question and text."""

_CHUNK: dict[Device, int] = {"cpu": 16, "cuda": 512}
"""Texts that go through the network together, sorted by length so that little padding is computed; by device."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to train; kept beside the weights."""

    steps: int
    batch: int = 16
    """Questions a step."""
    negatives: int = 5
    max_tokens: int = 128
    rate: float = 8e-5
    """Learning rate of the network at its highest."""
    head_rate: float = 2e-4
    """That of the layers on top."""
    frozen: int = 2
    """Lowest layers that stay as they were: they carry what words mean, and cost as much to train as the others."""
    warm_up: int = 40
    """Steps until the rate is at its highest; from there it falls in a straight line."""
    seed: int = 1
    dropout: float = 0.0
    """Share of activations left out. One to three epochs do not overfit without. What is left out is no part of a
    checkpoint: a resumed run leaves out other parts."""
    threads: int = 2
    """Chunks at a time. With one thread the run repeats bit by bit; with more, sums are in another order."""


def train(
    examples: Sequence[Example],
    run: Path,
    options: Options,
    *,
    warm: Path | None = None,
    device: Device = "cpu",
    save_every: int = 25,
    report: Callable[[str], None] = print,
) -> None:
    """Train, or go on with a run that was stopped.

    Args:
        examples: What to learn from.
        run: Folder of checkpoint and options, made when it is not there.
        options: How.
        warm: The run, or the folder of an exported reader, whose weights to start from in place of the original
            model's.
        device: Where to compute; on "cuda" products are of bfloat16, the weights stay float32.
        save_every: Steps between checkpoints.
        report: Told how it goes, now and then.
    """
    import torch

    torch.manual_seed(options.seed)
    model = network(dropout=options.dropout).to(device)
    # The word embeddings stay, too: half the weights, few of which the training questions would ever touch.
    for part in (model.bert.embeddings, *model.bert.encoder.layer[: options.frozen]):
        part.requires_grad_(False)
    optimiser = _optimiser(model, options)
    run.mkdir(parents=True, exist_ok=True)
    (run / OPTIONS).write_text(json.dumps(asdict(options), indent=1), encoding="utf-8")
    done = _resume(run, warm, model, optimiser)
    began, taken = time.monotonic(), done
    source = batches(examples, size=options.batch, negatives=options.negatives, seed=options.seed, first=done)
    tokenizer = start.tokenizer(options.max_tokens)
    with ThreadPoolExecutor(options.threads, initializer=lambda: torch.set_num_threads(1)) as pool:
        scorer = _Scorer(model, device, pool)
        losses: list[float] = []
        encoded = _ahead((batch, _encoded(batch, tokenizer)) for batch in source)
        for step, (batch, pairs) in zip(range(done, options.steps), encoded, strict=False):
            for group in optimiser.param_groups:
                group["lr"] = group["highest"] * _share(step, options)
            losses.append(_step(batch, pairs, scorer, optimiser))
            if (step + 1) % save_every == 0 or step + 1 == options.steps:
                checkpoint.save(run, model, optimiser, step + 1)
                seconds = (time.monotonic() - began) / (step + 1 - taken)
                report(
                    f"step {step + 1} of {options.steps}, loss {sum(losses) / len(losses):.3f}, {seconds:.1f} s a step"
                )
                losses.clear()


def network(run: Path | None = None, *, dropout: float = 0.0) -> Any:
    """Return the network: fresh from the original model, or with a run's weights."""
    import torch
    from transformers import AutoModelForSequenceClassification
    from transformers.utils import logging

    chatter: Any = logging
    chatter.set_verbosity_error()
    chatter.disable_progress_bar()
    model = AutoModelForSequenceClassification.from_pretrained(
        start.folder(), num_labels=1, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout
    )
    if run is not None:
        model.load_state_dict(torch.load(run / CHECKPOINT, weights_only=True, map_location="cpu")["model"])
    return model.train(dropout > 0)


def _ahead(batches: Iterator[_Encoded]) -> Iterator[_Encoded]:
    """Yield what endless ``batches`` yields, each made while the one before is learned from."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, batches)
        while True:
            made = following.result()
            following = pool.submit(next, batches)
            yield made


def _encoded(batch: Sequence[Choice], tokenizer: Any) -> Sequence[Any]:
    return list(tokenizer.encode_batch([(choice.question, text) for choice in batch for text in choice.candidates]))


class _Scorer:
    """Scores pairs of question and text, a chunk in each thread, so that no thread waits for another inside a layer."""

    def __init__(self, model: Any, device: Device, pool: ThreadPoolExecutor) -> None:
        self._model = model
        self._device = device
        self._pool = pool

    def forward(self, encoded: Sequence[Any]) -> list[tuple[list[int], Any]]:
        """Return chunks: which pairs, and their logits."""
        order = sorted(range(len(encoded)), key=lambda i: -len(encoded[i].ids))
        size = _CHUNK[self._device]
        chunks = [order[i : i + size] for i in range(0, len(order), size)]
        return list(self._pool.map(lambda chunk: (chunk, self._logits([encoded[i] for i in chunk])), chunks))

    def backward(self, chunks: Sequence[tuple[list[int], Any]], gradient: Any) -> None:
        """Carry the gradient of the logits back into the network."""
        list(self._pool.map(lambda chunk: chunk[1].backward(gradient[chunk[0]].to(self._device)), chunks))

    def _logits(self, encoded: Sequence[Any]) -> Any:
        import torch

        longest = max(len(e.ids) for e in encoded)

        def padded(rows: Iterator[list[int]]) -> Any:
            filled = np.zeros((len(encoded), longest), dtype=np.int64)
            for line, row in zip(filled, rows, strict=True):
                line[: len(row)] = row
            return torch.from_numpy(filled).to(self._device)

        with torch.autocast(self._device, torch.bfloat16, enabled=self._device != "cpu"):
            output = self._model(
                input_ids=padded(e.ids for e in encoded),
                attention_mask=padded(e.attention_mask for e in encoded),
                token_type_ids=padded(e.type_ids for e in encoded),
            )
        return output.logits[:, 0].float()


def _step(batch: Sequence[Choice], encoded: Sequence[Any], scorer: _Scorer, optimiser: Any) -> float:
    import torch

    chunks = scorer.forward(encoded)
    logits = torch.zeros(len(encoded))
    for chunk, values in chunks:
        logits[chunk] = values.detach().cpu()
    logits.requires_grad_()
    loss = _loss(batch, logits)
    loss.backward()
    scorer.backward(chunks, logits.grad)
    torch.nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.detach())


def _loss(batch: Sequence[Choice], logits: Any) -> Any:
    """Return the mean over questions: choose against "none", and where one answers, also against the rest alone."""
    import torch

    lists = torch.split(logits, [len(choice.candidates) for choice in batch])
    scores = torch.nn.utils.rnn.pad_sequence(list(lists), batch_first=True, padding_value=-torch.inf)
    none = scores.new_zeros(len(batch), 1)
    answered = torch.tensor([choice.target < len(choice.candidates) for choice in batch])
    target = torch.tensor([choice.target for choice in batch])
    right = torch.where(answered, scores.gather(1, (target * answered)[:, None])[:, 0], 0.0)
    against_none = torch.cat([scores, none], 1).logsumexp(1) - right
    against_rest = torch.where(answered, scores.logsumexp(1) - right, 0.0)
    return (against_none + against_rest).mean()


def _optimiser(model: Any, options: Options) -> Any:
    import torch

    learning = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    top = [p for name, p in learning if name.startswith(("classifier", "bert.pooler"))]
    rest = [p for name, p in learning if not name.startswith(("classifier", "bert.pooler"))]
    return torch.optim.AdamW(
        [{"params": rest, "highest": options.rate}, {"params": top, "highest": options.head_rate}],
        weight_decay=0.01,
        fused=top[0].is_cuda,
    )


def _share(step: int, options: Options) -> float:
    return min((step + 1) / options.warm_up, max(0.02, 1 - step / options.steps))


def _resume(run: Path, warm: Path | None, model: Any, optimiser: Any) -> int:
    """Load what the run has, else the weights to start from, and return how many steps are done."""
    import torch

    if (done := checkpoint.resume(run, model, optimiser)) is not None:
        return done
    if warm is not None and (warm / CHECKPOINT).is_file():
        model.load_state_dict(torch.load(warm / CHECKPOINT, weights_only=True, map_location="cpu")["model"])
    elif warm is not None:
        model.load_state_dict({name: torch.tensor(values) for name, values in restore.weights(warm).items()})
    return 0
