"""How sure to be: a logistic model over a few features of the evidence, fitted on questions with known answers.

The coefficients stand in ``confidence.json`` beside this module, made by ``python -m yosqa.training calibrate``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from yosqa.answering.evidence import Evidence
from yosqa.answering.scope import Scope

FEATURES = ("relevance", "lead", "coverage", "cosine", "narrowed", "intercept")


def features(evidence: Sequence[Evidence], scope: Scope) -> tuple[float, ...]:
    """Return what the confidence of an answer is computed from, in the order of ``FEATURES``.

    Args:
        evidence: Best first; not empty.
        scope: Where it was looked for.
    """
    best = evidence[0]
    others = [e.score for e in evidence[1:10]]
    lead = best.score - (sum(others) / len(others) if others else best.score - 4.0)
    coverage = max(e.coverage for e in evidence[:3])
    return best.score, lead, coverage, best.cosine, float(scope.narrowed), 1.0


def estimate(evidence: Sequence[Evidence], scope: Scope) -> float:
    """Return the probability, 0 to 1, that the best evidence answers the question."""
    if not evidence:
        return 0.0
    total = sum(w * x for w, x in zip(_coefficients(), features(evidence, scope), strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 3)


@cache
def _coefficients() -> tuple[float, ...]:
    fitted = json.loads((Path(__file__).parent / "confidence.json").read_text(encoding="utf-8"))
    return tuple(float(fitted["coefficients"][name]) for name in FEATURES)
