"""From examples to what one training step reads: a question, candidates, and which of them answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosqa.grounding import MONTHS
from yosqa.training.examples import Example, Text
from yosqa.training.near_miss import near_miss

_HARDEST = 16
"""Negatives are drawn from so many that look likeliest."""
_WITHOUT_POSITIVE = 0.2
"""Share of answered questions shown without what answers them, so that the score says "none of these" too."""
_CHANGED = 0.25
"""Share of answered questions that are changed so that nothing answers them, where they can be."""
_WITHOUT_CONTEXT = 0.25
"""Share of questions whose candidates are shown without section and introduction: not every document has them."""
_DRESSED = 0.2
"""Share of questions of a dated report that get place and date put in, as readers do: to be looked past."""
_DRESSES = (
    "{question} in {place}?",
    "{question} in {place}, {year} report?",
    "{place} {year}: {question}?",
    "{question} ({place}, {month} {year})?",
    "{question} at the {year} inspection?",
    "{question}, {month} {year} report?",
    "{question} in {place} ({year})?",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One list to choose from."""

    question: str
    candidates: tuple[str, ...]
    target: int
    """Which candidate answers; ``len(candidates)`` when none does."""


def batches(
    examples: Sequence[Example], *, size: int, negatives: int, seed: int, first: int = 0
) -> Iterator[list[Choice]]:
    """Yield batches without end; an epoch goes once through the examples, in an order of its own.

    Args:
        examples: What to learn from.
        size: Questions in a batch.
        negatives: Wrong candidates of a question.
        seed: The same seed gives the same batches.
        first: Number of the batch to begin with, so that a resumed run goes on where it was.
    """
    each = max(1, len(examples) // size)
    number = first
    while True:
        order = list(range(len(examples)))
        random.Random(f"{seed}/{number // each}").shuffle(order)
        while True:
            at = number % each
            draw = random.Random(f"{seed}//{number}")
            yield [_choice(examples[i], negatives, draw) for i in order[at * size : (at + 1) * size]]
            number += 1
            if number % each == 0:
                break


def _choice(example: Example, negatives: int, draw: random.Random) -> Choice:
    wrong = draw.sample(example.negatives[:_HARDEST], min(negatives, len(example.negatives[:_HARDEST])))
    if example.neighbours and wrong:
        wrong[-1] = draw.choice(example.neighbours)
    show = _body if draw.random() < _WITHOUT_CONTEXT else _whole
    shown = [show(text) for text in dict.fromkeys(wrong)]
    if example.positives and draw.random() < _CHANGED:
        others = [text.body for text in example.negatives if text not in wrong]
        changed = near_miss(example.question, [text.body for text in example.positives], others, draw)
        if changed is not None:
            return Choice(changed, (show(draw.choice(example.positives)), *shown), len(shown) + 1)
    question = _dressed(example, draw)
    if not example.positives or draw.random() < _WITHOUT_POSITIVE:
        return Choice(question, tuple(shown), len(shown))
    return Choice(question, (show(draw.choice(example.positives)), *shown), 0)


def _whole(text: Text) -> str:
    return text.whole


def _body(text: Text) -> str:
    return text.body


def _dressed(example: Example, draw: random.Random) -> str:
    """Return the question, now and then with its report's place and date."""
    parts = example.document.split("_")
    if len(parts) < 2 or draw.random() >= _DRESSED:
        return example.question
    year, _, rest = parts[1].partition("-")
    if not (year.isdigit() and rest[:2].isdigit()):
        return example.question
    return draw.choice(_DRESSES).format(
        question=example.question.rstrip("?"),
        place=parts[0].replace("-", " ").title().replace(" And ", " and "),
        year=year,
        month=MONTHS[int(rest[:2]) - 1],
    )
