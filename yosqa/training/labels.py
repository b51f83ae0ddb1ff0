"""Labelled questions: which passage of which document answers, or that none does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yosqa.answering.units import Unit, UnitKind
from yosqa.errors import YosqaError
from yosqa.model import Span
from yosqa.training.library import Source

_SHARE = 0.5
"""A list answers when the quotation covers at least this share of its words."""


@dataclass(frozen=True, slots=True)
class Label:
    """Questions that one passage of a document answers; without a passage, that nothing in the document answers."""

    document: str
    """The stem of its file name."""
    questions: tuple[str, ...]
    page: int = 1
    quote: str = ""
    """What answers, as it stands there; white space and punctuation do not matter."""
    span: Span | None = None
    """Where it stands, in place of a quote."""
    answer: str = ""
    """The part of the passage that answers; tells its sentences apart."""
    lure: Span | None = None
    """Of a question that is not answered: what looks most as if it answered."""

    @property
    def answered(self) -> bool:
        """Whether there is a passage that answers."""
        return bool(self.quote or self.span)


def read(path: Path) -> Iterator[Label]:
    """Read a file of labels: one JSON object a line.

    Keys: ``report``; ``questions`` or ``question``; for an answered question ``page`` and either ``quote`` or ``start``
    and ``end`` (characters of the page's text); ``answer`` if known; for one that is not answered, if known, ``lure``:
    page, start and end of what looks as if it answered. Of an evaluation set (``eval/README.md``) the questions of the
    part ``train`` that name a document are labels as well.

    Raises:
        YosqaError: A line is no such object.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield from _labels(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise YosqaError(
                f"{path}, line {number} is no label: {error!r}.", hint="See yosqa/training/labels.py for the keys."
            ) from error


def _labels(row: Mapping[str, Any]) -> Iterator[Label]:
    if "part" not in row:
        yield _label(row)
    elif row["part"] == "train" and row.get("docs") and "question" in row:
        for evidence in row["evidence"][:1] or [""]:
            yield Label(row["docs"][0], (row["question"],), quote=evidence)


def _label(row: Mapping[str, Any]) -> Label:
    questions = row["questions"] if "questions" in row else [row["question"]]
    page = int(row.get("page", 1))
    span = Span(page, int(row["start"]), int(row["end"])) if "start" in row else None
    lure = Span(*map(int, row["lure"])) if "lure" in row else None
    return Label(row["report"], tuple(questions), page, row.get("quote", ""), span, row.get("answer", ""), lure)


@dataclass(frozen=True, slots=True)
class Gold:
    """What of a document's units answers a label's questions, by position."""

    best: tuple[int, ...]
    """The units that hold the answer itself, and lists that the passage covers."""
    touched: frozenset[int]
    """All units that share text with the passage: never taken as wrong."""


def resolve(label: Label, source: Source) -> Gold | None:
    """Find a label's passage among the units of its document; None when it is not there."""
    spans = (label.span,) if label.span else source.locate(label.quote, label.page)
    touched = [unit for unit in source.units if any(_overlap(a, b) for a in unit.spans for b in spans)]
    single = [unit for unit in touched if unit.kind is not UnitKind.LIST]
    if not single:
        return None
    answer = _letters(label.answer)
    best = [unit for unit in single if answer in _letters(unit.text)] or single
    lists = [
        unit for unit in touched if unit.kind is UnitKind.LIST and len(single) > 1 and _covered(unit, spans) >= _SHARE
    ]
    return Gold(tuple(unit.position for unit in best + lists), frozenset(unit.position for unit in touched))


def lures(label: Label, source: Source) -> tuple[Unit, ...]:
    """Return the units that look as if they answered a question that is not."""
    where = label.lure
    return tuple(unit for unit in source.units if where and any(_overlap(span, where) for span in unit.spans))


def _covered(unit: Unit, spans: Sequence[Span]) -> float:
    shared = sum(_overlap(a, b) for a in unit.spans for b in spans)
    return shared / sum(span.end - span.start for span in unit.spans)


def _overlap(a: Span, b: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.page == b.page else 0


def _letters(text: str) -> str:
    return "".join(c.lower() for c in text if c.isalnum())
