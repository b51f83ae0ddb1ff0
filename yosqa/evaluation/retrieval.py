"""How well passages are found: recall, reciprocal rank and nDCG, computed by ``ir-measures``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

MEASURES = ("recall@1", "recall@3", "recall@5", "recall@10", "MRR", "nDCG@10")


def judge(relevant: Mapping[str, Collection[str]], found: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return the figures of each question, by name.

    Args:
        relevant: For each question id the ids of what answers it, all equally; a question without any is left out.
        found: For each question id what was found, best first.
    """
    from ir_measures import RR, R, iter_calc, nDCG

    named = dict(zip((R @ 1, R @ 3, R @ 5, R @ 10, RR, nDCG @ 10), MEASURES, strict=True))
    asked = {name: dict.fromkeys(ids, 1) for name, ids in relevant.items() if ids}
    ranked = {
        name: {passage: -float(rank) for rank, passage in enumerate(found.get(name, ()))} or {"": 0.0} for name in asked
    }
    figures: dict[str, dict[str, float]] = {name: {} for name in asked}
    for metric in iter_calc(list(named), asked, ranked):
        figures[metric.query_id][named[metric.measure]] = float(metric.value)
    return figures
