"""How sure to be: two logistic models over a few features of the evidence, fitted on questions with known answers.

One says how likely the documents answer at all, the other how likely what is shown is right if they do. Their product,
brought to scale on whole answers (Platt, 1999), is the confidence of an answer; what ``doubts`` finds lowers it. The
coefficients stand in ``confidence.json`` beside this module.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yosqa.answering.evidence import Evidence
from yosqa.answering.scope import Scope

_FILE = Path(__file__).parent / "confidence.json"
ANSWERABLE = ("relevance", "any", "lacks", "all lack", "post held", "narrowed", "intercept")
"""What the model of whether anything answers reads, in this order."""
RIGHT = ("best", "share", "intercept")
"""What the model of whether the right thing is shown reads."""
SCALE = ("slope", "shift")
"""What brings the product's logit to scale."""
_MODELS = {"answerable": ANSWERABLE, "right": RIGHT, "scale": SCALE}
_FURTHEST = 30.0
_SHOWN = 3
_LACKS = ("no number", "no part", "no money", "no frequency", "no duration", "no date", "no name", "no post")
"""Features of evidence that lacks what is asked for."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Two probabilities, 0 to 1."""

    answerable: float
    """That the documents answer the question."""
    found: float
    """That what is shown is the answer, if they do."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the models read."""

    answerable: tuple[float, ...]
    right: tuple[float, ...]


def features(evidence: Sequence[Evidence], scope: Scope) -> Features:
    """Return what the confidence of an answer is computed from.

    Args:
        evidence: Best first; not empty.
        scope: Where it was looked for.
    """
    logits = [e.feature("relevance") for e in evidence]
    odds = [math.exp(e.score - evidence[0].score) for e in evidence]
    shown = evidence[:_SHOWN]
    return Features(
        answerable=(
            max(logits[:_SHOWN]),
            math.log(sum(math.exp(logit) for logit in logits)),
            float(_lacks(evidence[0])),
            float(all(map(_lacks, shown))),
            evidence[0].feature("post held"),
            float(scope.narrowed),
            1.0,
        ),
        right=(logits[0], sum(odds[:_SHOWN]) / sum(odds), 1.0),
    )


def _lacks(evidence: Evidence) -> bool:
    """Return whether evidence has nothing of the kind that is asked for."""
    return any(evidence.feature(name) for name in _LACKS)


def estimate(evidence: Sequence[Evidence], scope: Scope) -> Confidence:
    """Return how sure to be of an answer out of ``evidence``, best first and not empty."""
    read = features(evidence, scope)
    return Confidence(_probability("answerable", read.answerable), _probability("right", read.right))


def of_answer(answerable: float, found: float) -> float:
    """Return the probability that an answer is right, from the two that it takes."""
    product = min(max(answerable * found, 1e-6), 1 - 1e-6)
    slope, shift = coefficients()["scale"]
    return round(_sigmoid(slope * math.log(product / (1 - product)) + shift), 3)


def _probability(model: str, values: tuple[float, ...]) -> float:
    total = sum(w * x for w, x in zip(coefficients()[model], values, strict=True))
    return _sigmoid(total)


def _sigmoid(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_FURTHEST, min(_FURTHEST, logit))))


@cache
def coefficients() -> Mapping[str, tuple[float, ...]]:
    """Return the coefficients in force of each model, in the order of its names."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    return {model: tuple(float(stored[model][name]) for name in names) for model, names in _MODELS.items()}


def save(**models: Sequence[float]) -> None:
    """Put fitted coefficients of some models in force, here and for every later process."""
    fitted = {
        model: dict(zip(names, (round(c, 4) for c in models.get(model, coefficients()[model])), strict=True))
        for model, names in _MODELS.items()
    }
    _FILE.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    coefficients.cache_clear()
