"""What is fitted on cases and runs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from yosqa.answering import confidence, features
from yosqa.training import weights
from yosqa.training.weights import Case


def case(best: int, likeness: tuple[float, ...], bm25: tuple[float, ...]) -> Case:
    rows = np.zeros((len(likeness), len(features.NAMES)))
    rows[:, features.NAMES.index("likeness")] = likeness
    rows[:, features.NAMES.index("bm25")] = bm25
    return Case("d", "?", True, tuple(map(tuple, rows.tolist())), (best,))


def test_words_in_common_never_count_against_a_unit() -> None:
    draw = np.random.default_rng(1)
    cases = []
    for _ in range(60):
        likeness, bm25 = draw.random(4), draw.random(4)
        # The likest unit answers, and it has the fewest words in common.
        best = int(likeness.argmax())
        bm25[best] = 0.0
        cases.append(case(best, tuple(likeness), tuple(bm25)))
    fitted = weights.fit_ranking(cases)
    assert fitted["likeness"] > features.weights()[features.NAMES.index("likeness")]
    assert fitted["bm25"] == pytest.approx(0.3)
    assert fitted["imprint"] <= -4.0 + 1e-9


def test_the_scale_is_that_of_what_came_of_the_answers(tmp_path: Path) -> None:
    def row(sure: float, right: float, *, abstained: bool = False) -> dict[str, object]:
        return {"abstained": abstained, "confidence": sure, "values": {"answer": right}}

    questions = [row(0.6, float(n < 90)) for n in range(100)] + [row(0.3, float(n < 50)) for n in range(100)]
    path = tmp_path / "run.json"
    aside = [row(0.97, 0.0), row(0.2, 0.0, abstained=True)]
    path.write_text(json.dumps({"questions": questions + aside}), encoding="utf-8")
    found = list(weights.outcomes(path))
    assert len(found) == len(questions)
    slope, shift = weights.fit_scale(found)
    before = confidence.coefficients()["scale"]
    for sure, right in ((0.6, 0.9), (0.3, 0.5)):
        logit = (np.log(sure / (1 - sure)) - before[1]) / before[0]
        assert 1 / (1 + np.exp(-(slope * logit + shift))) == pytest.approx(right, abs=0.05)
