"""What the reader is taught: to choose from a list, or none of it."""

from __future__ import annotations

import math

import pytest
import torch

from yosqa.training import train
from yosqa.training.batches import Choice


def against(chosen: float, *others: float) -> float:
    """Return the cross-entropy of choosing one logit among all."""
    return math.log(sum(map(math.exp, (chosen, *others)))) - chosen


def test_what_answers_is_chosen_against_the_rest_with_none_and_without() -> None:
    found = train._loss([Choice("?", ("a", "b", "c"), 1)], torch.tensor([0.5, 2.0, -1.0]))
    assert float(found) == pytest.approx(against(2.0, 0.5, -1.0, 0.0) + against(2.0, 0.5, -1.0))


def test_where_nothing_answers_none_is_chosen_against_all() -> None:
    found = train._loss([Choice("?", ("a", "b"), 2)], torch.tensor([0.5, -1.0]))
    assert float(found) == pytest.approx(against(0.0, 0.5, -1.0))


def test_lists_of_unlike_length_weigh_alike_and_have_gradients() -> None:
    logits = torch.tensor([0.5, -1.0, 2.0, 0.1, 0.3], requires_grad=True)
    loss = train._loss([Choice("?", ("a", "b"), 2), Choice("?", ("a", "b", "c"), 0)], logits)
    loss.backward()
    both = against(0.0, 0.5, -1.0), against(2.0, 0.1, 0.3, 0.0) + against(2.0, 0.1, 0.3)
    assert float(loss) == pytest.approx(sum(both) / 2)
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()
    assert logits.grad[2] < 0 < logits.grad[3]
