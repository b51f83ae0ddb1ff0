"""How sure to be: a logistic model over a few features of the evidence, fitted on questions with known answers.

The coefficients stand in ``confidence.json`` beside this module.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from yosqa.answering.evidence import Evidence
from yosqa.answering.scope import Scope

_FILE = Path(__file__).parent / "confidence.json"
NAMES = (
    "relevance",
    "any",
    "share",
    "lacks",
    "all lack",
    "elsewhere",
    "narrowed",
    "intercept",
)
_SHOWN = 3
_LACKS = ("no number", "no part", "no money", "no duration", "no date", "no name")
"""Features of evidence that lacks what is asked for."""


def features(evidence: Sequence[Evidence], scope: Scope) -> tuple[float, ...]:
    """Return what the confidence of an answer is computed from, in the order of ``NAMES``.

    Args:
        evidence: Best first; not empty.
        scope: Where it was looked for.
    """
    logits = [e.feature("relevance") for e in evidence]
    odds = [math.exp(e.score - evidence[0].score) for e in evidence]
    shown = evidence[:_SHOWN]
    return (
        max(logits[:_SHOWN]),
        math.log(sum(math.exp(logit) for logit in logits)),
        sum(odds[:_SHOWN]) / sum(odds),
        float(_lacks(evidence[0])),
        float(all(map(_lacks, shown))),
        float(all(e.feature("counts something else") for e in shown)),
        float(scope.narrowed),
        1.0,
    )


def _lacks(evidence: Evidence) -> bool:
    """Return whether evidence has nothing of the kind that is asked for."""
    return any(evidence.feature(name) for name in _LACKS)


def estimate(evidence: Sequence[Evidence], scope: Scope) -> float:
    """Return the probability, 0 to 1, that what is shown answers the question."""
    if not evidence:
        return 0.0
    total = sum(w * x for w, x in zip(coefficients(), features(evidence, scope), strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 3)


@cache
def coefficients() -> tuple[float, ...]:
    """Return the coefficients in force, in the order of ``NAMES``."""
    fitted = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(float(fitted[name]) for name in NAMES)


def save(fitted: Mapping[str, float]) -> None:
    """Put fitted coefficients in force, here and for every later process."""
    _FILE.write_text(json.dumps({name: round(fitted[name], 4) for name in NAMES}, indent=2) + "\n", encoding="utf-8")
    coefficients.cache_clear()
