"""What a run found, summed up: figures with intervals, overall, by kind of question and by document, as plain JSON."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from yosqa import contract
from yosqa.evaluation import statistics
from yosqa.evaluation.attacks import rates
from yosqa.evaluation.layers import LAYERS, refused
from yosqa.evaluation.retrieval import MEASURES
from yosqa.evaluation.run import Run, Scored
from yosqa.evaluation.statistics import Estimate, Outcome
from yosqa.evaluation.support import agreement

Json = dict[str, Any]

ABSTENTION = ("abstention precision", "abstention recall", "risk-coverage area", "calibration error", "separation")
PER_QUESTION = (*(layer.name for layer in LAYERS), *MEASURES)
ATTACKED = ("flip rate", "hold rate")
NAMES = (*PER_QUESTION, *ABSTENTION, *ATTACKED)
"""All figures, in the order in which they are shown."""
FIGURE_HEADINGS = ("figure", "value", "95 % interval", "questions")
ATTACK_HEADINGS = ("attack", "the answer must", "share", "tried")
"""Headings of their tables."""
LESS_IS_BETTER = frozenset({"risk-coverage area", "calibration error"})
INVARIANT = frozenset(layer.name for layer in LAYERS if layer.invariant)


def report(run: Run, extra: Mapping[str, Json] | None = None) -> Json:
    """Return a run as JSON.

    Args:
        run: What was found.
        extra: Further sections, such as attacks, by name.
    """
    extra = extra or {}
    return {
        "origin": run.origin,
        "layers": figures(run.scored) | as_json(rates(extra.get("attacks", {}))),
        "by_kind": _grouped(run.scored, lambda s: s.question.kind or "other"),
        "by_document": _grouped(run.scored, lambda s: s.question.docs[0] if s.question.docs else ""),
        "by_set": _grouped(run.scored, lambda s: s.set),
        "curves": curves(run.scored),
        "latency_ms": latency(run.scored),
        "support_check": dataclasses.asdict(agreement()),
        **extra,
        "failures": [failure(s) for s in run.scored if failed(s)],
        "questions": [_question(s) for s in run.scored],
    }


def figures(scored: Sequence[Scored]) -> dict[str, Json]:
    """Return every figure that applies, by name."""
    found: dict[str, Estimate | None] = {
        name: statistics.mean([s.values[name] for s in scored if name in s.values]) for name in PER_QUESTION
    }
    found |= statistics.abstention([outcome(s) for s in scored])
    return as_json(found)


def as_json(found: Mapping[str, Estimate | None]) -> dict[str, Json]:
    """Return estimates as JSON, without those that are not defined."""
    return {
        name: {"value": round(e.value, 4), "low": round(e.low, 4), "high": round(e.high, 4), "count": e.count}
        for name, e in found.items()
        if e is not None
    }


def outcome(scored: Scored) -> Outcome:
    """Return what became of a question, as far as abstention goes."""
    answer = scored.reply.answer
    right = scored.values.get("answer", 0.0) == 1.0
    return Outcome(scored.question.answerable, refused(answer), right, answer.confidence)


def latency(scored: Iterable[Scored]) -> Json:
    """Return how long answers took, in milliseconds."""
    seconds = np.array([s.reply.seconds for s in scored]) * 1000
    return {
        "median": round(float(np.median(seconds)), 1),
        "p95": round(float(np.quantile(seconds, 0.95)), 1),
        "most": round(float(seconds.max()), 1),
    }


def curves(scored: Sequence[Scored]) -> Json:
    """Return the points of the plots: risk by coverage, and accuracy by confidence."""
    shown = [o for s in scored if not (o := outcome(s)).abstained]
    if not shown:
        return {"risk_coverage": [], "reliability": []}
    confidence = np.array([o.confidence for o in shown])
    right = np.array([o.right for o in shown], dtype=np.float64)
    risks = statistics.risks(confidence, right)
    coverage = np.arange(1, len(shown) + 1) / len(scored)
    return {
        "risk_coverage": [[round(float(c), 4), round(float(r), 4)] for c, r in zip(coverage, risks, strict=True)],
        "reliability": [[round(c, 4), round(r, 4), n] for c, r, n in statistics.reliability(confidence, right)],
    }


def failed(scored: Scored) -> bool:
    """Return whether something is wrong with a reply: answered wrongly, wrongly refused, or a broken invariant."""
    broken = any(scored.values.get(name, 1.0) < 1.0 for name in INVARIANT)
    wrong = scored.values.get("answer") == 0.0 or not (scored.question.answerable or refused(scored.reply.answer))
    return broken or wrong


def failure(scored: Scored) -> Json:
    """Return a failure with its evidence."""
    question = scored.question
    return {
        "id": question.id,
        "kind": question.kind,
        "question": question.question,
        "what": what_failed(scored),
        "gold": [*question.answers, *question.all_of],
        "evidence": list(question.evidence),
        "docs": list(question.docs),
        "answer": contract.answer(scored.reply.answer),
    }


def what_failed(scored: Scored) -> list[str]:
    """Return what is wrong with a reply, a phrase each."""
    found = [name for name in INVARIANT if scored.values.get(name, 1.0) < 1.0]
    abstained, withheld = scored.reply.answer.abstained, scored.reply.answer.withheld
    if withheld:
        found.append(f"withheld: {withheld}")
    elif scored.question.answerable and abstained:
        found.append("abstained though the corpus holds the answer")
    elif not scored.question.answerable and not abstained:
        found.append("answered though the corpus does not hold the answer")
    elif scored.values.get("answer") == 0.0:
        found += [name for name in ("document", "length") if scored.values.get(name) == 0.0] or ["wrong answer"]
    return sorted(found)


def missed(found: Mapping[str, Json], floors: Mapping[str, float]) -> list[str]:
    """Return a sentence for each figure that does not reach what is asked of it.

    Args:
        found: Figures by name, from ``figures``.
        floors: What each must reach, or stay below where less is better.
    """
    problems = []
    for name, floor in floors.items():
        value = found[name]["value"] if name in found else None
        if value is None:
            problems.append(f"{name} is not known, but must reach {floor:g}.")
        elif name in LESS_IS_BETTER and value > floor:
            problems.append(f"{name} is {value:.3f}, but must not be above {floor:g}.")
        elif name not in LESS_IS_BETTER and value < floor:
            problems.append(f"{name} is {value:.3f}, but must reach {floor:g}.")
    return problems


def figure_rows(layers: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return figures as the cells of a table with the headings ``FIGURE_HEADINGS``."""
    return [
        [name, f"{e['value']:.3f}", f"{e['low']:.3f} to {e['high']:.3f}", str(e["count"])] for name, e in layers.items()
    ]


def attack_rows(attacks: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return attacks as the cells of a table with the headings ``ATTACK_HEADINGS``."""
    return [
        [name, a["must"], f"{a['value']:.3f}" if a["tried"] else "none possible", str(a["tried"])]
        for name, a in attacks.items()
    ]


def _grouped(scored: Iterable[Scored], key: Callable[[Scored], str]) -> dict[str, dict[str, Json]]:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        if name := key(one):
            groups[name].append(one)
    return {name: figures(groups[name]) for name in sorted(groups)}


def _question(scored: Scored) -> Json:
    answer = scored.reply.answer
    return {
        "id": scored.question.id,
        "set": scored.set,
        "kind": scored.question.kind,
        "answerable": scored.question.answerable,
        "abstained": answer.abstained,
        "withheld": answer.withheld,
        "confidence": round(answer.confidence, 4),
        "seconds": scored.reply.seconds,
        "values": {name: round(value, 4) for name, value in scored.values.items()},
    }
