"""Sets two runs beside each other, question by question."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yosqa.errors import SettingsError
from yosqa.evaluation import statistics
from yosqa.evaluation.report import PER_QUESTION
from yosqa.evaluation.statistics import Estimate

REFUSALS = "abstention recall"


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two runs are apart in one figure."""

    name: str
    before: float
    after: float
    change: Estimate
    chance: float
    """Probability that chance alone makes a difference as large (two-sided randomisation test)."""
    lost: tuple[str, ...]
    """Ids of the questions on which the second run is worse."""
    won: tuple[str, ...]


def load(path: Path) -> dict[str, Any]:
    """Read a run's JSON report.

    Raises:
        SettingsError: It cannot be read, or is none.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read as a run: {error}.") from error
    if not isinstance(found, dict) or "questions" not in found:
        raise SettingsError(f"{path} is no run.", hint="yosqa eval writes runs into eval/runs/.")
    return found


def compare(before: dict[str, Any], after: dict[str, Any]) -> tuple[Difference, ...]:
    """Return the differences in all figures that both runs have, over the questions that both asked.

    Raises:
        SettingsError: They have no question in common.
    """
    one, other = _values(before), _values(after)
    shared = sorted(one.keys() & other.keys())
    if not shared:
        raise SettingsError("The two runs have no question in common.")
    return tuple(
        _difference(name, ids, [one[i][name] for i in ids], [other[i][name] for i in ids])
        for name in (*PER_QUESTION, REFUSALS)
        if (ids := [i for i in shared if name in one[i] and name in other[i]])
    )


def _values(run: dict[str, Any]) -> dict[str, dict[str, float]]:
    return {
        question["id"]: question["values"] | ({} if question["answerable"] else {REFUSALS: _refused(question)})
        for question in run["questions"]
    }


def _refused(question: dict[str, Any]) -> float:
    return float(question["abstained"] and not question.get("withheld"))  # which older runs do not say


def _difference(name: str, ids: list[str], before: list[float], after: list[float]) -> Difference:
    change, chance = statistics.paired(before, after)
    moved = list(zip(ids, before, after, strict=True))
    return Difference(
        name,
        sum(before) / len(before),
        sum(after) / len(after),
        change,
        chance,
        lost=tuple(i for i, b, a in moved if a < b),
        won=tuple(i for i, b, a in moved if a > b),
    )
