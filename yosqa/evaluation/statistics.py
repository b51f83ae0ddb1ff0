"""Figures with their uncertainty: bootstrap intervals, abstention, calibration, paired differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 1000
_SEED = 20181218
_BINS = 10

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval that holds 95 of 100 bootstrap resamples (percentile method)."""

    value: float
    low: float
    high: float
    count: int
    """How many questions it rests on."""


def estimate(rows: Array, statistic: Callable[[Array], float]) -> Estimate | None:
    """Return a statistic of some rows with its interval; None where it is not defined.

    Args:
        rows: A question each.
        statistic: NaN where a resample does not define it.
    """
    if not len(rows) or np.isnan(value := statistic(rows)):
        return None
    draws = np.random.default_rng(_SEED).integers(0, len(rows), (_RESAMPLES, len(rows)))
    found = np.array([statistic(rows[draw]) for draw in draws])
    low, high = np.nanquantile(found, (0.025, 0.975))
    return Estimate(float(value), float(low), float(high), len(rows))


def mean(values: Sequence[float]) -> Estimate | None:
    """Return the mean of some figures with its interval."""
    return estimate(np.asarray(values, dtype=np.float64), lambda rows: float(rows.mean()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question, as far as abstention goes."""

    answerable: bool
    abstained: bool
    right: bool
    confidence: float


def abstention(outcomes: Sequence[Outcome]) -> dict[str, Estimate | None]:
    """Return precision and recall of abstaining, risk over coverage, calibration error and separation."""
    rows = np.array([(o.answerable, o.abstained, o.right, o.confidence) for o in outcomes], dtype=np.float64)
    rows = rows.reshape(-1, 4)
    shown = rows[rows[:, 1] == 0]
    return {
        "abstention precision": estimate(rows[rows[:, 1] == 1], lambda r: float((r[:, 0] == 0).mean())),
        "abstention recall": estimate(rows[rows[:, 0] == 0], lambda r: float((r[:, 1] == 1).mean())),
        "risk-coverage area": estimate(shown, lambda r: float(risks(r[:, 3], r[:, 2]).mean())),
        "calibration error": estimate(shown, lambda r: calibration_error(r[:, 3], r[:, 2])),
        "separation": estimate(rows, lambda r: separation(r[:, 3], r[:, 0])),
    }


def separation(confidence: Array, answerable: Array) -> float:
    """Return the area under the ROC curve: how often the confidence in an answerable question is the higher one.

    Of a pair of one answerable and one unanswerable question; equal confidence counts half. NaN when all or none is.
    """
    yes, no = np.sort(confidence[answerable == 1]), confidence[answerable == 0]
    if not len(yes) or not len(no):
        return float("nan")
    below, upto = np.searchsorted(yes, no, side="left"), np.searchsorted(yes, no, side="right")
    return float(1 - ((below + upto) / 2).mean() / len(yes))


def risks(confidence: Array, right: Array) -> Array:
    """Return the share of wrong answers among the surest 1, 2, ... n; equally sure ones count together."""
    order = np.argsort(-confidence, kind="stable")
    count = np.arange(1, len(order) + 1)
    share = np.cumsum(1 - right[order]) / count
    # Within a tie the order says nothing: each place takes the share at the tie's end.
    last = np.searchsorted(-confidence[order], -confidence[order], side="right") - 1
    return np.asarray(share[last], dtype=np.float64)


def calibration_error(confidence: Array, right: Array) -> float:
    """Return the expected calibration error: how far confidence is from accuracy, over ten bins of equal width."""
    return float(sum(abs(row[0] - row[1]) * row[2] for row in reliability(confidence, right)) / len(right))


def reliability(confidence: Array, right: Array) -> list[tuple[float, float, int]]:
    """Return for each bin that holds an answer: mean confidence, share right, number of answers."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        (float(confidence[bins == b].mean()), float(right[bins == b].mean()), int((bins == b).sum()))
        for b in np.unique(bins)
    ]


def paired(before: Sequence[float], after: Sequence[float]) -> tuple[Estimate, float]:
    """Return the mean difference of two runs on the same questions, and how likely chance alone makes it as large.

    The probability is that of a two-sided randomisation test which swaps the runs question by question.

    Args:
        before: A figure for each question; at least one.
        after: The other run's figures, in the same order.
    """
    difference = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    found = estimate(difference, lambda rows: float(rows.mean()))
    assert found is not None
    signs = np.random.default_rng(_SEED).choice((-1.0, 1.0), (10 * _RESAMPLES, len(difference)))
    swapped = np.abs((signs * difference).mean(axis=1))
    at_least = int((swapped >= abs(found.value) - 1e-12).sum())
    return found, (at_least + 1) / (len(swapped) + 1)
