"""Trains the word vectors of ``yosqa.likeness`` on questions and what answers them.

Both tables start from the input word embeddings of the original model, projected onto their main directions and
weighted by how rare a word is. The loss is softmax over what answers, the answers of the other questions of the batch,
and hard negatives of the same document; words are left out at random, so that no single one decides.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yosqa import likeness
from yosqa.training import start
from yosqa.training.examples import Example

_TEMPERATURE = 3.0
"""Logarithm of what the cosines are multiplied with at first; it is learned, too."""
_SUMS = 0.7
"""How much the likeness of the sums counts at first."""
_SHORTEST = 0.05
_HARDEST = 16


@dataclass(frozen=True, slots=True)
class Options:
    """How to train."""

    epochs: int = 4
    dimension: int = 128
    batch: int = 64
    """Questions a step; their answers are each other's negatives."""
    negatives: int = 4
    """Hard negatives of a question, of the ``_HARDEST`` likeliest."""
    rate: float = 1e-3
    """Learning rate of the vectors."""
    weight_rate: float = 1e-2
    """That of how much a token matters."""
    left_out: float = 0.15
    """Share of words left out."""
    most_tokens: int = 48
    seed: int = 1
    threads: int = 1


def train(
    examples: Sequence[Example], target: Path, options: Options, *, report: Callable[[str], None] = print
) -> None:
    """Train word vectors and write the folder that ``yosqa.likeness`` reads.

    Args:
        examples: What to learn from; those that nothing answers are left out.
        target: Folder to write; what it holds else (its README) stays.
        options: How.
        report: Told the loss, now and then.
    """
    import torch

    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    draw = random.Random(options.seed)
    lessons = _lessons(examples)
    network = _Network(_first(lessons, options.dimension))
    optimisers = network.optimisers(options)
    each = len(lessons) // options.batch
    losses: list[float] = []
    for step in range(options.epochs * each):
        if step % each == 0:
            draw.shuffle(lessons)
        for optimiser, rate in optimisers:
            optimiser.param_groups[0]["lr"] = rate * (1 - step / (options.epochs * each))
        at = step % each * options.batch
        loss = _loss(lessons[at : at + options.batch], network, draw, options)
        for optimiser, _ in optimisers:
            optimiser.zero_grad()
        loss.backward()
        for optimiser, _ in optimisers:
            optimiser.step()
        losses.append(float(loss.detach()))
        if (step + 1) % each == 0:
            report(f"epoch {(step + 1) // each} of {options.epochs}, loss {sum(losses) / len(losses):.3f}")
            losses.clear()
    network.write(target)


class _Network:
    """What is learned: two tables of vectors, how much a token matters, and how much the sums count."""

    def __init__(self, first: NDArray[np.float32]) -> None:
        import torch

        def table(rows: Any) -> Any:
            return torch.nn.Embedding(len(rows), rows.shape[1], sparse=True, _weight=rows.clone())

        vectors = torch.tensor(first)
        self.questions, self.texts = table(vectors), table(vectors)
        # A rare token has a long vector at first, and matters more.
        self.matter = table(vectors.norm(dim=1, keepdim=True).clamp(min=_SHORTEST).log())
        self.sums = torch.nn.Parameter(torch.tensor(_SUMS))
        self.temperature = torch.nn.Parameter(torch.tensor(_TEMPERATURE))

    def optimisers(self, options: Options) -> list[tuple[Any, float]]:
        """Return the optimisers, each with its rate at its highest."""
        import torch

        return [
            (torch.optim.SparseAdam([self.questions.weight, self.texts.weight], lr=options.rate), options.rate),
            (torch.optim.SparseAdam([self.matter.weight], lr=options.weight_rate), options.weight_rate),
            (torch.optim.Adam([self.sums, self.temperature], lr=2 * options.rate), 2 * options.rate),
        ]

    def score(self, questions: Sequence[Sequence[int]], texts: Sequence[Sequence[int]]) -> Any:
        """Return the likeness of every question with every text, as ``yosqa.likeness`` has it but for its scale."""
        import torch

        unit = torch.nn.functional.normalize
        tokens, there = _padded(questions)
        asked = self.questions(tokens)
        told = self.texts(torch.tensor([token for text in texts for token in text]))
        text_of = torch.repeat_interleave(torch.arange(len(texts)), torch.tensor([len(text) for text in texts]))
        alike = unit(asked, dim=-1).flatten(0, 1) @ unit(told, dim=-1).T
        nearest = torch.full((len(alike), len(texts)), -1.0)
        nearest = nearest.scatter_reduce(1, text_of.expand(len(alike), -1), alike, "amax")
        matter = self.matter(tokens)[..., 0].masked_fill(~there, -torch.inf).softmax(-1)
        matched = (nearest.view(*tokens.shape, len(texts)) * matter[..., None]).sum(1)
        summed = torch.zeros(len(texts), told.shape[1]).index_add(0, text_of, told)
        sums = unit((asked * there[..., None]).sum(1), dim=-1) @ unit(summed, dim=-1).T
        return matched + self.sums * sums

    def write(self, target: Path) -> None:
        """Write the folder that ``yosqa.likeness`` reads."""
        tables = np.stack([table.weight.detach().numpy() for table in (self.questions, self.texts)])
        target.mkdir(parents=True, exist_ok=True)
        scales = np.maximum(np.abs(tables).max(axis=2), 1e-9) / 127
        np.save(target / likeness.VECTORS, np.round(tables / scales[:, :, None]).astype(np.int8))
        np.save(target / likeness.SCALES, scales.astype(np.float32))
        np.save(target / likeness.WEIGHTS, self.matter.weight.detach().numpy()[:, 0])
        card = likeness.Card(sums=round(float(self.sums.detach()), 4))
        (target / likeness.CARD).write_text(json.dumps(asdict(card)) + "\n", encoding="utf-8")
        shutil.copyfile(start.folder() / "tokenizer.json", target / likeness.TOKENIZER)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """An example as token numbers."""

    question: list[int]
    right: list[list[int]]
    wrong: list[list[int]]


def _lessons(examples: Sequence[Example]) -> list[_Lesson]:
    tokenizer = start.tokenizer()

    def tokens(text: str) -> list[int]:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    made = (
        _Lesson(
            tokens(example.question),
            [tokens(text.body) for text in example.positives],
            [tokens(text.body) for text in example.negatives],
        )
        for example in examples
        if example.positives and example.negatives
    )
    return [lesson for lesson in made if lesson.question]


def _first(lessons: Sequence[_Lesson], dimension: int) -> NDArray[np.float32]:
    """Return the vectors to start from, one row for each token."""
    vectors = start.word_vectors()
    counts = Counter(token for lesson in lessons for text in lesson.wrong for token in set(text))
    total = sum(len(lesson.wrong) for lesson in lessons)
    rarity = np.log(1 + total / (1 + np.array([counts[token] for token in range(len(vectors))])))
    weighted = vectors * rarity[:, None] ** 1.5
    _, _, directions = np.linalg.svd(weighted[sorted(counts)], full_matrices=False)
    projected = weighted @ directions[:dimension].T
    return np.asarray(projected / np.linalg.norm(projected, axis=1).mean(), dtype=np.float32)


def _loss(batch: Sequence[_Lesson], network: _Network, draw: random.Random, options: Options) -> Any:
    import torch

    def some(text: Sequence[int]) -> list[int]:
        kept = [token for token in text if draw.random() > options.left_out] or list(text)
        return kept[: options.most_tokens]

    right = [some(draw.choice(lesson.right)) for lesson in batch]
    wrong = [some(text) for lesson in batch for text in draw.choices(lesson.wrong[:_HARDEST], k=options.negatives)]
    scores = network.score([some(lesson.question) for lesson in batch], right + wrong)
    each = torch.arange(len(batch))
    hard = scores[:, len(batch) :].view(len(batch), len(batch), options.negatives)[each, each]
    choices = torch.cat([scores[:, : len(batch)], hard], dim=1) * network.temperature.exp()
    return torch.nn.functional.cross_entropy(choices, each)


def _padded(texts: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Return token numbers, texts × tokens, and which of them are there."""
    import torch

    longest = max(map(len, texts))
    tokens = torch.tensor([[*text, *[0] * (longest - len(text))] for text in texts])
    there = torch.tensor([[True] * len(text) + [False] * (longest - len(text)) for text in texts])
    return tokens, there
