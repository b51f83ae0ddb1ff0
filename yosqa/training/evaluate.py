"""How good a reader is on questions whose documents it was not trained on, each asked of its right document."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from yosqa.answering import question as reading
from yosqa.answering.units import UnitKind
from yosqa.metadata.places import gazetteer
from yosqa.training import labels
from yosqa.training.examples import Text
from yosqa.training.labels import Label
from yosqa.training.library import Article, Library, Source, holds
from yosqa.training.mining import Ranker

DEPTHS = (1, 3, 10)
_CANDIDATES = 60
"""So many units, the likeliest by words alone, are put in order."""


class Scorer(Protocol):
    """What is measured: a reader, or none (then the order of the candidates counts)."""

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return one score for each text."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One question and the candidates of its document, likeliest first by words alone."""

    kind: str
    question: str
    candidates: tuple[str, ...]
    right: frozenset[int]
    """Which candidates hold the evidence; empty when none was found, or when there is none."""
    answerable: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What a reader reached on some trials."""

    asked: int
    within: tuple[float, ...]
    """Share of the answerable questions with the evidence among the first ``DEPTHS``."""
    separation: float
    """Area under the ROC curve of the best score against answerability; NaN when all or none is answerable."""


def questions(path: Path) -> list[dict[str, Any]]:
    """Return the rows of an evaluation set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def from_questions(path: Path, library: Library, miner: Ranker) -> Iterator[Trial]:
    """Read an evaluation set: ``question``, ``docs``, ``evidence``, ``answerable``, ``kind``.

    Place and date are taken out of the question, as when yosqa answers. A question whose document is not in the library
    is left out.
    """
    known = gazetteer()
    for row in questions(path):
        source = library.source(row["docs"][0]) if row["docs"] else None
        if source is not None:
            asked = reading.read(row["question"], known).content
            rows = [Label(source.name, (asked,), quote=evidence) for evidence in row["evidence"]]
            right = {i for label in rows for i in _right(label, source, lists=row["kind"] == "list")}
            yield _trial(row["kind"], asked, right, source, miner, answerable=row["answerable"])


def from_labels(rows: Iterable[Label], library: Library, miner: Ranker) -> Iterator[Trial]:
    """Turn labelled questions into trials."""
    for label in rows:
        source = library.source(label.document)
        if source is not None:
            right = _right(label, source, lists=True)
            for asked in label.questions:
                yield _trial("labelled", asked, right, source, miner, answerable=label.answered)


def from_article(article: Article, miner: Ranker) -> Iterator[Trial]:
    """Turn an article's questions into trials: the whole article is searched for the sentence."""
    for asked, page, start in article.questions:
        right = {unit.position for unit in article.source.units if start is not None and holds(unit, page, start)}
        yield _trial("article", asked, right, article.source, miner, answerable=start is not None)


def _right(label: Label, source: Source, *, lists: bool) -> set[int]:
    """Return the units that share text with a label's passage; a list only where a list may answer."""
    gold = labels.resolve(label, source) if label.answered else None
    return {i for i in gold.touched if lists or source.units[i].kind is not UnitKind.LIST} if gold else set()


def _trial(kind: str, asked: str, right: Collection[int], source: Source, miner: Ranker, *, answerable: bool) -> Trial:
    order = miner.rank(asked, source.units)[:_CANDIDATES]
    texts = tuple(Text.of(source.units[i]).whole for i in order)
    return Trial(kind, asked, texts, frozenset(n for n, i in enumerate(order) if i in right), answerable)


def measure(asked: Sequence[Trial], scorer: Scorer | None) -> Mapping[str, Measure]:
    """Return what ``scorer`` reaches, by kind of question and in all ("all"). Without a scorer, what words alone do."""
    ranks: dict[str, list[float]] = {}
    best: dict[str, list[tuple[bool, float]]] = {}
    for trial in asked:
        count = len(trial.candidates)
        scores = np.arange(count, 0, -1) if scorer is None else scorer.score(trial.question, trial.candidates)
        order = np.argsort(-scores, kind="stable")
        rank = next((n for n, i in enumerate(order) if int(i) in trial.right), float("inf"))
        for name in (trial.kind, "all"):
            ranks.setdefault(name, []).extend([rank] if trial.answerable else [])
            best.setdefault(name, []).append((trial.answerable, float(scores.max())))
    return {
        name: Measure(len(best[name]), tuple(_share(ranks[name], depth) for depth in DEPTHS), _separation(best[name]))
        for name in sorted(best)
    }


def _share(ranks: Sequence[float], depth: int) -> float:
    return float(np.mean([rank < depth for rank in ranks])) if ranks else float("nan")


def _separation(scored: Sequence[tuple[bool, float]]) -> float:
    """Return how often an answerable question's best score is above an unanswerable one's."""
    yes = np.array([score for answerable, score in scored if answerable])
    no = np.array([score for answerable, score in scored if not answerable])
    if not len(yes) or not len(no):
        return float("nan")
    return float((yes[:, None] > no).mean() + 0.5 * (yes[:, None] == no).mean())
