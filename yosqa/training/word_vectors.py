"""Trains the word vectors of ``yosqa.likeness`` on questions and what answers them.

Both tables start from the input word embeddings of the original model, projected onto their main directions and
weighted by how rare a word is. The loss is softmax over what answers, the answers of the other questions of the batch,
and hard negatives of the same document; words are left out at random, so that no single one decides.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yosqa import likeness
from yosqa.training import start
from yosqa.training.examples import Example

_TEMPERATURE = 3.0
"""Logarithm of what the cosines are multiplied with at first; it is learned, too."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to train."""

    epochs: int = 3
    dimension: int = 128
    batch: int = 128
    """Questions a step; their answers are each other's negatives."""
    negatives: int = 8
    """Hard negatives of a question."""
    rate: float = 2e-3
    left_out: float = 0.15
    """Share of words left out."""
    seed: int = 1


def train(
    examples: Sequence[Example], target: Path, options: Options, *, report: Callable[[str], None] = print
) -> None:
    """Train word vectors and write the folder that ``yosqa.likeness`` reads.

    Args:
        examples: What to learn from; those that nothing answers are left out.
        target: Folder to write; what it holds else (its README) stays.
        options: How.
        report: Told the loss after each epoch.
    """
    import torch

    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    draw = random.Random(options.seed)
    lessons = _lessons(examples)
    first = torch.tensor(_first(lessons, options.dimension))
    tables = [torch.nn.EmbeddingBag.from_pretrained(first, freeze=False, mode="sum", sparse=True) for _ in range(2)]
    temperature = torch.nn.Parameter(torch.tensor(_TEMPERATURE))
    optimisers: list[Any] = [
        torch.optim.SparseAdam([table.weight for table in tables], lr=options.rate),
        torch.optim.Adam([temperature], lr=options.rate),
    ]
    each = len(lessons) // options.batch
    for epoch in range(options.epochs):
        draw.shuffle(lessons)
        losses = []
        for step in range(each):
            done = (epoch * each + step) / (options.epochs * each)
            optimisers[0].param_groups[0]["lr"] = options.rate * (1 - done)
            batch = lessons[step * options.batch : (step + 1) * options.batch]
            loss = _loss(batch, tables, temperature, draw, options)
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            for optimiser in optimisers:
                optimiser.step()
            losses.append(float(loss.detach()))
        report(f"epoch {epoch + 1} of {options.epochs}, loss {sum(losses) / len(losses):.3f}")
    _write(np.stack([table.weight.detach().numpy() for table in tables]), target)


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


def _loss(
    batch: Sequence[_Lesson], tables: Sequence[Any], temperature: Any, draw: random.Random, options: Options
) -> Any:
    import torch

    def encode(table: Any, texts: Sequence[Sequence[int]]) -> Any:
        kept = [[token for token in text if draw.random() > options.left_out] or list(text) for text in texts]
        starts = np.cumsum([0, *(len(text) for text in kept[:-1])])
        summed = table(torch.tensor([token for text in kept for token in text]), torch.tensor(starts))
        return torch.nn.functional.normalize(summed, dim=-1)

    questions = encode(tables[0], [lesson.question for lesson in batch])
    right = encode(tables[1], [draw.choice(lesson.right) for lesson in batch])
    wrong = encode(tables[1], [text for lesson in batch for text in draw.choices(lesson.wrong, k=options.negatives)])
    others = questions @ right.T
    hard = (questions[:, None] * wrong.view(len(batch), options.negatives, -1)).sum(-1)
    scores = torch.cat([others, hard], dim=1) * temperature.exp()
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))


def _write(tables: NDArray[np.float32], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    scales = np.abs(tables).max(axis=2) / 127
    np.save(target / likeness.VECTORS, np.round(tables / scales[:, :, None]).astype(np.int8))
    np.save(target / likeness.SCALES, scales.astype(np.float32))
    shutil.copyfile(start.folder() / "tokenizer.json", target / likeness.TOKENIZER)
