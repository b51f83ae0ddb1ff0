"""How well something is found: recall, reciprocal rank and nDCG, computed by ``ir-measures``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MEASURES = ("recall@1", "recall@3", "recall@5", "recall@10", "MRR", "nDCG@10")
"""For passages that answer a question."""


def judge(
    relevant: Mapping[str, Mapping[str, int]], found: Mapping[str, Sequence[str]], measures: Sequence[str] = MEASURES
) -> dict[str, dict[str, float]]:
    """Return the figures of each question, by name.

    Args:
        relevant: For each question id the grade of each id that is relevant; a question without any is left out.
        found: For each question id what was found, best first.
        measures: Names of figures: ``recall@`` and ``nDCG@`` with a number, or ``MRR``.
    """
    from ir_measures import iter_calc, parse_measure

    named = {parse_measure(name.replace("recall", "R").replace("MRR", "RR")): name for name in measures}
    asked = {name: dict(grades) for name, grades in relevant.items() if grades}
    ranked = {name: {one: -float(rank) for rank, one in enumerate(found.get(name, ()))} or {"": 0.0} for name in asked}
    figures: dict[str, dict[str, float]] = {name: {} for name in asked}
    for metric in iter_calc(list(named), asked, ranked):
        figures[metric.query_id][named[metric.measure]] = float(metric.value)
    return figures
