"""Fit what answering makes of its features: the weights of the ranking and the coefficients of the confidence.

Both are linear models, fitted on questions whose documents the reader was not trained on: on its own training questions
its logits are too good. The ranking is a conditional logit (McFadden, 1974) over the candidates of each question, the
confidence a logistic model of whether one of those shown was right (Platt, 1999).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from yosqa.answering import confidence, evidence, features, figures, tables
from yosqa.answering.evidence import Evidence, Scorer
from yosqa.answering.question import read
from yosqa.answering.scope import Scope
from yosqa.embedding import Embedder
from yosqa.metadata.places import gazetteer
from yosqa.model import Document, Metadata
from yosqa.passages import passages
from yosqa.training import labels
from yosqa.training.labels import Label
from yosqa.training.library import Source

_SHOWN = 3
"""An answer shows so many candidates."""
_AT_LEAST = {
    "bm25": 0.3,
    "coverage": 0.5,
    "pairs": 0.3,
    "same domain": 0.5,
    "same stage": 0.2,
    "said by": 1.0,
    "post held": 1.5,
    "of place": 0.5,
    "wanted section": 8.0,
}
_AT_MOST = {
    "no post": -0.5,
    "list elsewhere": 2.0,
    "list unwanted": -0.5,
    "year missing": -1.0,
    "counts something else": -0.1,
    "other domain": 0.0,
    "other stage": -0.3,
    "other aspect": -2.0,
    "said by another": -0.5,
    "of another place": -3.0,
    "imprint": -4.0,
}
"""Bounds of weights whose worth the cases do not show: they ask in words far from the documents', of whole reports."""
_PULL = 3.0
"""How strongly the weights of the ranking are held to those in force."""
_UNANSWERABLE = 0.2
"""Share of questions that the documents asked do not answer, as in the question sets in ``eval/``."""
_SCOPE = Scope((), narrowed=True)
_STRENGTH = 1.0
"""Inverse of the regularisation of the confidence."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and the features of its candidates, in the order of the ranking at that time."""

    document: str
    question: str
    answerable: bool
    candidates: tuple[tuple[float, ...], ...]
    """Features of each, in the order of ``features.NAMES``."""
    right: tuple[int, ...]
    """Which candidates answer."""


class Cases:
    """Makes cases of labelled questions, each asked of its own document.

    Args:
        embedder: Gives the vectors that the dense part of the candidates comes from.
        scorer: The reader.
        likeness: The trained word vectors.
        candidates: How many units it reads.
    """

    def __init__(self, embedder: Embedder, scorer: Scorer, likeness: Scorer, candidates: int) -> None:
        self._embedder = embedder
        self._scorer = scorer
        self._likeness = likeness
        self._candidates = candidates

    def of(self, source: Source, rows: Iterable[Label]) -> Iterator[Case]:
        """Yield the cases of one document's labels; a label whose passage is not there is left out."""
        document = Document(source.name, source.name, "", len(source.pages), Metadata(title=source.name))
        scope = Scope((document,), narrowed=True)
        found = passages(source.name, list(source.pages.values()), source.blocks)
        vectors = self._embedder.encode([passage.text for passage in found])
        for label in rows:
            gold = labels.resolve(label, source) if label.answered else labels.Gold((), frozenset())
            if gold is None:
                continue
            for text in label.questions:
                question = read(text, gazetteer())
                cosines = vectors @ self._embedder.encode_query(question.content)
                by_id = {passage.id: float(cosine) for passage, cosine in zip(found, cosines, strict=True)}
                ranked = evidence.find(
                    question,
                    scope,
                    source.units,
                    by_id,
                    found,
                    self._scorer,
                    self._likeness,
                    candidates=self._candidates,
                )
                right = tuple(n for n, e in enumerate(ranked) if e.unit.position in gold.touched)
                yield Case(source.name, text, label.answered, tuple(e.features for e in ranked), right)


def write(cases: Iterable[Case], path: Path) -> int:
    """Append cases to a file, one JSON object a line, each as soon as it is made; return how many."""
    count = 0
    with path.open("ab") as file:
        for case in cases:
            file.write(msgspec.json.encode(case) + b"\n")
            file.flush()
            count += 1
    return count


def load(path: Path) -> list[Case]:
    """Read what ``write`` wrote."""
    return [msgspec.json.decode(line, type=Case) for line in path.read_bytes().splitlines()]


def fit_ranking(cases: Sequence[Case]) -> dict[str, float]:
    """Return a weight for each of ``features.NAMES``; a feature that is the same everywhere keeps the weight it has.

    A conditional logit: the likelihood of choosing one of the right candidates among all of a question, with a penalty
    on leaving the weights in force, each counted in standard deviations of its feature.
    """
    from scipy.optimize import minimize

    lists = [(np.array(case.candidates), list(case.right)) for case in cases if case.right]
    spread = np.vstack([candidates for candidates, _ in lists]).std(axis=0)
    spread = np.where(spread > 0.0, spread, 1.0)
    lists = [(candidates / spread, right) for candidates, right in lists]
    before = np.array(features.weights()) * spread

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = _PULL * float((weights - before) @ (weights - before)), 2 * _PULL * (weights - before)
        for candidates, right in lists:
            scores = candidates @ weights
            odds = np.exp(scores - scores.max())
            total += float(np.log(odds.sum()) - np.log(odds[right].sum()))
            gradient += candidates.T @ (odds / odds.sum())
            gradient -= candidates[right].T @ (odds[right] / odds[right].sum())
        return total, gradient

    bounds = [
        tuple(bound if bound is None else bound * deviation for bound in _bounds(name))
        for name, deviation in zip(features.NAMES, spread, strict=True)
    ]
    fitted = minimize(loss, before, jac=True, method="L-BFGS-B", bounds=bounds).x / spread
    return dict(zip(features.NAMES, fitted.tolist(), strict=True))


def outcomes(run: Path) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each answer out of evidence in a run of ``yosqa eval``, and whether it was right."""
    for row in json.loads(run.read_text(encoding="utf-8"))["questions"]:
        # The ledger is as sure as its answers have been right: its confidence is no estimate.
        if not row["abstained"] and row["confidence"] not in {figures.SURE, tables.SURE}:
            yield row["confidence"], row["values"].get("answer", 0.0) == 1.0


def fit_scale(found: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and shift for the confidence, from what it was with those in force and what came of it.

    A confidence that a doubt has lowered counts as if the models had given it: a small share, mostly wrong answers.
    """
    before = np.array([min(max(sure, 1e-3), 1 - 1e-3) for sure, _ in found])
    logits = np.log(before / (1 - before))
    slope, shift = confidence.coefficients()["scale"]
    rows = np.stack([(logits - shift) / slope, np.ones(len(logits))], axis=1)
    fitted = _logistic(rows, np.array([right for _, right in found]).astype(int))
    return float(fitted[0]), float(fitted[1])


def _bounds(name: str) -> tuple[float | None, float | None]:
    """Return the least and the most that a weight may be: what speaks for a unit never counts against it."""
    if name in _AT_MOST or name.startswith("no "):
        return None, _AT_MOST.get(name, 0.0)
    return _AT_LEAST.get(name, 0.0), None


def fit_confidence(cases: Sequence[Case]) -> tuple[list[float], list[float]]:
    """Return the coefficients of both models of ``confidence``, for the ranking that is in force."""
    ranked = [_ranked(case)[0] for case in cases]
    rows = np.array([confidence.features(evidence, _SCOPE).answerable for evidence in ranked])
    answerable = np.array([case.answerable for case in cases])
    # Every case is narrowed to its document, and next to none asks for a post: these keep their coefficients.
    kept = [confidence.ANSWERABLE.index(name) for name in ("narrowed", "post held")]
    narrowed, intercept = kept[0], confidence.ANSWERABLE.index("intercept")
    rows[:, kept] = 0.0
    of_any = _logistic(rows, answerable.astype(int), _balance(cases))
    of_any[kept] = np.array(confidence.coefficients()["answerable"])[kept]
    of_any[intercept] -= of_any[narrowed]
    for name in ("lacks", "all lack"):  # to lack what is asked for never speaks for an answer
        of_any[confidence.ANSWERABLE.index(name)] = min(0.0, of_any[confidence.ANSWERABLE.index(name)])
    asked = [n for n, case in enumerate(cases) if case.answerable]
    found = np.array([confidence.features(ranked[n], _SCOPE).right for n in asked])
    of_right = _logistic(found, np.array([_right(cases[n]) for n in asked]))
    return of_any.tolist(), of_right.tolist()


def within(cases: Sequence[Case], depth: int) -> float:
    """Return the share of answerable cases with a right candidate among the first ``depth``, ranked anew."""
    asked = [case for case in cases if case.answerable]
    return sum(any(n in right for n in range(depth)) for _, right in map(_ranked, asked)) / len(asked)


def abstentions(cases: Sequence[Case]) -> Iterator[tuple[float, float, float]]:
    """Yield a threshold of confidence and the precision and recall of abstaining below it."""
    sure = _sure(cases)
    weight, none = _balance(cases), np.array([not case.answerable for case in cases])
    for threshold in np.arange(0.1, 0.75, 0.05):
        below = sure < threshold
        right = float(weight[below & none].sum())
        yield float(threshold), right / max(float(weight[below].sum()), 1e-9), right / float(weight[none].sum())


def calibration_error(cases: Sequence[Case]) -> float:
    """Return the expected calibration error over ten bins of equal width (Guo et al., 2017)."""
    sure, weight = _sure(cases), _balance(cases)
    right = np.array([_right(case) for case in cases])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(float((weight * (sure - right))[bins == n].sum())) for n in range(10)]
    return sum(gaps) / float(weight.sum())


def _sure(cases: Sequence[Case]) -> NDArray[np.float64]:
    estimated = [confidence.estimate(_ranked(case)[0], _SCOPE) for case in cases]
    return np.array([confidence.of_answer(both.answerable, both.found) for both in estimated])


def _right(case: Case) -> int:
    """Return 1 when one of the shown candidates answers, else 0."""
    return int(case.answerable and any(n in _ranked(case)[1] for n in range(_SHOWN)))


def _balance(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Return a weight for each case such that unanswerable ones make up ``_UNANSWERABLE`` of all."""
    none = np.array([not case.answerable for case in cases])
    share = float(none.mean()) or 1.0
    return np.where(none, _UNANSWERABLE / share, (1 - _UNANSWERABLE) / max(1 - share, 1e-9))


def _ranked(case: Case) -> tuple[list[Evidence], set[int]]:
    """Return a case's candidates in the order of the weights in force, and the ranks (from 0) of those that answer."""
    scores = [features.score(values) for values in case.candidates]
    order = sorted(range(len(scores)), key=lambda n: -scores[n])
    nothing: Any = None
    ranked = [Evidence(nothing, scores[n], case.candidates[n]) for n in order]
    return ranked, {rank for rank, n in enumerate(order) if n in case.right}


def _logistic(
    rows: NDArray[np.float64], outcomes: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRENGTH, fit_intercept=False, max_iter=2000)
    coefficients: NDArray[np.float64] = model.fit(rows, outcomes, sample_weight=weights).coef_[0]
    return coefficients
