"""Trains the reader: a cross-encoder that chooses, from a list, the candidate that answers.

The loss is listwise: softmax over the candidates and a fixed 0 that stands for "none of these". So the score is a
log-odds against nothing at all, comparable between questions, and a question without an answer is a lesson too.

A small network also learns from a larger one, its teacher, that was trained before on the same examples: how far the
teacher holds each candidate to answer says more than which of them does (Hinton et al. 2015, "Distilling the knowledge
in a neural network"), and it doubts near misses that a change of a word did not make.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from yosqa.training import checkpoint, network, restore, start
from yosqa.training.batches import Choice, batches
from yosqa.training.checkpoint import CHECKPOINT, OPTIONS
from yosqa.training.examples import Example
from yosqa.training.network import Scorer
from yosqa.training.start import Device

_Encoded: TypeAlias = tuple[list[Choice], Sequence[Any], Any]
"""A batch, the tokens of each of its pairs of question and text, and the teacher's logits of them, where one is."""


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
    base: str = ""
    """Folder of the encoder to start from; empty for the original model. Only that one's runs can be exported."""
    taught: float = 0.0
    """Share of the loss that is to agree with the teacher; the rest is to be right."""
    threads: int = 2
    """Chunks at a time. With one thread the run repeats bit by bit; with more, sums are in another order."""


def train(
    examples: Sequence[Example],
    run: Path,
    options: Options,
    *,
    warm: Path | None = None,
    teacher: Path | None = None,
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
        teacher: The run of a larger network to learn from; needed when ``options.taught`` is more than 0.
        device: Where to compute; on "cuda" products are of bfloat16, the weights stay float32.
        save_every: Steps between checkpoints.
        report: Told how it goes, now and then.
    """
    import torch

    torch.manual_seed(options.seed)
    base = Path(options.base) if options.base else None
    model = network.fresh(base, dropout=options.dropout).to(device)
    # The word embeddings stay, too: half the weights, few of which the training questions would ever touch.
    for part in (model.base_model.embeddings, *model.base_model.encoder.layer[: options.frozen]):
        part.requires_grad_(False)
    optimiser = _optimiser(model, options)
    run.mkdir(parents=True, exist_ok=True)
    (run / OPTIONS).write_text(json.dumps(asdict(options), indent=1), encoding="utf-8")
    done = _resume(run, warm, model, optimiser)
    began, taken = time.monotonic(), done
    source = batches(examples, size=options.batch, negatives=options.negatives, seed=options.seed, first=done)
    with ThreadPoolExecutor(options.threads, initializer=lambda: torch.set_num_threads(1)) as pool:
        scorer = Scorer(model, start.tokenizer(options.max_tokens, base), device, pool)
        teach = _teacher(teacher, options, device, pool)
        losses: list[float] = []
        encoded = _ahead((batch, scorer.encoded(batch), teach(batch)) for batch in source)
        for step, (batch, pairs, taught) in zip(range(done, options.steps), encoded, strict=False):
            for group in optimiser.param_groups:
                group["lr"] = group["highest"] * _share(step, options)
            losses.append(_step(batch, pairs, taught, options.taught, scorer, optimiser))
            if (step + 1) % save_every == 0 or step + 1 == options.steps:
                checkpoint.save(run, model, optimiser, step + 1)
                seconds = (time.monotonic() - began) / (step + 1 - taken)
                report(
                    f"step {step + 1} of {options.steps}, loss {sum(losses) / len(losses):.3f}, {seconds:.1f} s a step"
                )
                losses.clear()


def _ahead(batches: Iterator[_Encoded]) -> Iterator[_Encoded]:
    """Yield what endless ``batches`` yields, each made while the one before is learned from."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, batches)
        while True:
            made = following.result()
            following = pool.submit(next, batches)
            yield made


def _teacher(
    run: Path | None, options: Options, device: Device, pool: ThreadPoolExecutor
) -> Callable[[Sequence[Choice]], Any]:
    """Return what gives a batch's pairs the logits of a run's network; without a run, nothing."""
    if run is None or not options.taught:
        return lambda batch: None
    model = network.of_run(run).to(device).eval()
    scorer = Scorer(model, start.tokenizer(options.max_tokens, network.base(run)), device, pool)
    return lambda batch: network.in_order(scorer.forward(scorer.encoded(batch), learning=False))


def _step(
    batch: Sequence[Choice], encoded: Sequence[Any], taught: Any, share: float, scorer: Scorer, optimiser: Any
) -> float:
    import torch

    chunks = scorer.forward(encoded)
    logits = network.in_order(chunks).requires_grad_()
    loss = _loss(batch, logits)
    if taught is not None:
        loss = (1 - share) * loss + share * _disagreement(batch, logits, taught)
    loss.backward()
    scorer.backward(chunks, logits.grad)
    torch.nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.detach())


def _loss(batch: Sequence[Choice], logits: Any) -> Any:
    """Return the mean over questions: choose against "none", and where one answers, also against the rest alone."""
    import torch

    scores = _lists(batch, logits)
    none = scores.new_zeros(len(batch), 1)
    answered = torch.tensor([choice.target < len(choice.candidates) for choice in batch])
    target = torch.tensor([choice.target for choice in batch])
    right = torch.where(answered, scores.gather(1, (target * answered)[:, None])[:, 0], 0.0)
    against_none = torch.cat([scores, none], 1).logsumexp(1) - right
    against_rest = torch.where(answered, scores.logsumexp(1) - right, 0.0)
    return (against_none + against_rest).mean()


def _disagreement(batch: Sequence[Choice], logits: Any, taught: Any) -> Any:
    """Return the mean cross-entropy between what the teacher would choose and what the logits choose, both ways."""
    import torch

    none = logits.new_zeros(len(batch), 1)
    scores, goal = _lists(batch, logits), _lists(batch, taught)

    def entropy(of: Any, against: Any) -> Any:
        found = torch.log_softmax(of, 1).masked_fill(of.isinf(), 0.0)
        return -(torch.softmax(against, 1) * found).sum(1)

    with_none = entropy(torch.cat([scores, none], 1), torch.cat([goal, none], 1))
    return (with_none + entropy(scores, goal)).mean()


def _lists(batch: Sequence[Choice], logits: Any) -> Any:
    """Return a row of logits for each choice; minus infinity where a list is shorter than the longest."""
    import torch

    lists = list(torch.split(logits, [len(choice.candidates) for choice in batch]))
    return torch.nn.utils.rnn.pad_sequence(lists, batch_first=True, padding_value=-torch.inf)


def _optimiser(model: Any, options: Options) -> Any:
    import torch

    learning = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    top = [p for name, p in learning if _on_top(name)]
    rest = [p for name, p in learning if not _on_top(name)]
    return torch.optim.AdamW(
        [{"params": rest, "highest": options.rate}, {"params": top, "highest": options.head_rate}],
        weight_decay=0.01,
        fused=top[0].is_cuda,
    )


def _on_top(name: str) -> bool:
    return name.startswith("classifier") or ".pooler." in name


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
