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
from typing import Any

from yosqa.training import checkpoint, restore, start
from yosqa.training.batches import Choice, batches
from yosqa.training.checkpoint import CHECKPOINT, OPTIONS
from yosqa.training.examples import Example

_CHUNK = 16
"""Texts that go through the network together, sorted by length so that little padding is computed."""


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
    threads: int = 2
    """Chunks at a time. With one thread the run repeats bit by bit; with more, sums are in another order."""


def train(
    examples: Sequence[Example],
    run: Path,
    options: Options,
    *,
    warm: Path | None = None,
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
        save_every: Steps between checkpoints.
        report: Told how it goes, now and then.
    """
    import torch

    torch.manual_seed(options.seed)
    model = network()
    # The word embeddings stay, too: half the weights, few of which the training questions would ever touch.
    for part in (model.bert.embeddings, *model.bert.encoder.layer[: options.frozen]):
        part.requires_grad_(False)
    optimiser = _optimiser(model, options)
    run.mkdir(parents=True, exist_ok=True)
    (run / OPTIONS).write_text(json.dumps(asdict(options), indent=1), encoding="utf-8")
    done = _resume(run, warm, model, optimiser)
    began, taken = time.monotonic(), done
    source = batches(examples, size=options.batch, negatives=options.negatives, seed=options.seed, first=done)
    with ThreadPoolExecutor(options.threads, initializer=lambda: torch.set_num_threads(1)) as pool:
        scorer = _Scorer(model, options.max_tokens, pool)
        losses: list[float] = []
        for step, batch in zip(range(done, options.steps), source, strict=False):
            for group in optimiser.param_groups:
                group["lr"] = group["highest"] * _share(step, options)
            losses.append(_step(batch, scorer, optimiser))
            if (step + 1) % save_every == 0 or step + 1 == options.steps:
                checkpoint.save(run, model, optimiser, step + 1)
                seconds = (time.monotonic() - began) / (step + 1 - taken)
                report(
                    f"step {step + 1} of {options.steps}, loss {sum(losses) / len(losses):.3f}, {seconds:.1f} s a step"
                )
                losses.clear()


def network(run: Path | None = None) -> Any:
    """Return the network: fresh from the original model, or with a run's weights."""
    import torch
    from transformers import AutoModelForSequenceClassification
    from transformers.utils import logging

    chatter: Any = logging
    chatter.set_verbosity_error()
    chatter.disable_progress_bar()
    # No dropout: one to three epochs do not overfit, and it would draw random numbers in several threads.
    model = AutoModelForSequenceClassification.from_pretrained(
        start.folder(), num_labels=1, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    if run is not None:
        model.load_state_dict(torch.load(run / CHECKPOINT, weights_only=True)["model"])
    return model


class _Scorer:
    """Scores pairs of question and text, a chunk in each thread, so that no thread waits for another inside a layer."""

    def __init__(self, model: Any, max_tokens: int, pool: ThreadPoolExecutor) -> None:
        self._model = model
        self._tokenizer = start.tokenizer(max_tokens)
        self._pool = pool

    def forward(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], Any]]:
        """Return chunks: which pairs, and their logits."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        order = sorted(range(len(pairs)), key=lambda i: -len(encoded[i].ids))
        chunks = [order[i : i + _CHUNK] for i in range(0, len(order), _CHUNK)]
        return list(self._pool.map(lambda chunk: (chunk, self._logits([encoded[i] for i in chunk])), chunks))

    def backward(self, chunks: Sequence[tuple[list[int], Any]], gradient: Any) -> None:
        """Carry the gradient of the logits back into the network."""
        list(self._pool.map(lambda chunk: chunk[1].backward(gradient[chunk[0]]), chunks))

    def _logits(self, encoded: Sequence[Any]) -> Any:
        import torch

        longest = max(len(e.ids) for e in encoded)

        def padded(rows: Iterator[list[int]]) -> Any:
            return torch.tensor([row + [0] * (longest - len(row)) for row in rows])

        output = self._model(
            input_ids=padded(e.ids for e in encoded),
            attention_mask=padded(e.attention_mask for e in encoded),
            token_type_ids=padded(e.type_ids for e in encoded),
        )
        return output.logits[:, 0]


def _step(batch: Sequence[Choice], scorer: _Scorer, optimiser: Any) -> float:
    import torch

    chunks = scorer.forward([(choice.question, text) for choice in batch for text in choice.candidates])
    logits = torch.zeros(sum(len(chunk) for chunk, _ in chunks))
    for chunk, values in chunks:
        logits[chunk] = values.detach()
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

    losses = []
    position = 0
    for choice in batch:
        scores = logits[position : position + len(choice.candidates)]
        position += len(choice.candidates)
        with_none = torch.cat([scores, scores.new_zeros(1)])
        losses.append(with_none.logsumexp(0) - with_none[choice.target])
        if choice.target < len(choice.candidates):
            losses[-1] = losses[-1] + scores.logsumexp(0) - scores[choice.target]
    return torch.stack(losses).mean()


def _optimiser(model: Any, options: Options) -> Any:
    import torch

    learning = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    top = [p for name, p in learning if name.startswith(("classifier", "bert.pooler"))]
    rest = [p for name, p in learning if not name.startswith(("classifier", "bert.pooler"))]
    return torch.optim.AdamW(
        [{"params": rest, "highest": options.rate}, {"params": top, "highest": options.head_rate}], weight_decay=0.01
    )


def _share(step: int, options: Options) -> float:
    return min((step + 1) / options.warm_up, max(0.02, 1 - step / options.steps))


def _resume(run: Path, warm: Path | None, model: Any, optimiser: Any) -> int:
    """Load what the run has, else the weights to start from, and return how many steps are done."""
    import torch

    if (done := checkpoint.resume(run, model, optimiser)) is not None:
        return done
    if warm is not None and (warm / CHECKPOINT).is_file():
        model.load_state_dict(torch.load(warm / CHECKPOINT, weights_only=True)["model"])
    elif warm is not None:
        model.load_state_dict({name: torch.tensor(values) for name, values in restore.weights(warm).items()})
    return 0
