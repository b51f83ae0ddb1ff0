"""Examples: a question, what answers it, and what looks as if it did. What ``train`` reads, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from yosqa.answering.evidence import reading_text
from yosqa.answering.units import Unit
from yosqa.training import labels
from yosqa.training.labels import Label
from yosqa.training.library import Article, Library, Source, holds
from yosqa.training.mining import Ranker

_NEGATIVES = 30
_AROUND = 3
"""So many units before and after the answer are kept as neighbours: the likeliest to be taken for it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A unit as the reader reads it."""

    body: str
    context: str = ""
    """Section and introduction."""

    @classmethod
    def of(cls, unit: Unit) -> Text:
        """Return a unit as the reader reads it."""
        return cls(unit.text, reading_text(unit).removesuffix(unit.text).removesuffix(" | "))

    @property
    def whole(self) -> str:
        """With its context, as ``yosqa.answering`` puts it."""
        return f"{self.context} | {self.body}" if self.context else self.body


@dataclass(frozen=True, slots=True)
class Example:
    """One question."""

    document: str
    question: str
    positives: tuple[Text, ...]
    """Each answers; none for a question that the document does not answer."""
    negatives: tuple[Text, ...]
    """Likeliest first."""
    neighbours: tuple[Text, ...] = ()
    """What stands next to the answer; of a question without one, what looks most as if it answered."""


def from_labels(rows: Iterable[Label], library: Library, miner: Ranker) -> Iterator[Example]:
    """Return the examples of labelled questions; a passage that is not in its document is left out."""
    for label in sorted(rows, key=lambda row: row.document):
        source = library.source(label.document)
        if source is None:
            continue
        gold = labels.resolve(label, source) if label.answered else labels.Gold((), frozenset())
        if gold is not None:
            lures = labels.lures(label, source)
            for question in label.questions:
                yield _example(question, gold, source, miner.rank(question, source.units), lures)


def from_article(article: Article, miner: Ranker) -> Iterator[Example]:
    """Return the examples of an article; the paragraph's own sentences come first, for there the near misses stand."""
    source = article.source
    for question, page, start in article.questions:
        best = () if start is None else tuple(u.position for u in source.units if holds(u, page, start))
        order = miner.rank(question, source.units)
        order.sort(key=lambda i: source.units[i].span.page != page)
        yield _example(question, labels.Gold(best, frozenset(best)), source, order)


def _example(
    question: str, gold: labels.Gold, source: Source, order: Sequence[int], lures: Sequence[Unit] = ()
) -> Example:
    units = source.units
    wrong = [i for i in order if i not in gold.touched]
    first = min(gold.best, default=0)
    near = [i for i in wrong if gold.best and 0 < abs(i - first) <= _AROUND]
    return Example(
        document=source.name,
        question=question,
        positives=tuple(Text.of(units[i]) for i in gold.best),
        negatives=tuple(Text.of(units[i]) for i in wrong[:_NEGATIVES]),
        neighbours=tuple(Text.of(unit) for unit in (*(units[i] for i in near), *lures)),
    )


def write(examples: Iterable[Example], path: Path) -> int:
    """Write examples and return how many."""
    count = 0
    with path.open("wb") as file:
        for example in examples:
            file.write(msgspec.json.encode(example) + b"\n")
            count += 1
    return count


def read(path: Path) -> list[Example]:
    """Read what ``write`` wrote."""
    return [msgspec.json.decode(line, type=Example) for line in path.read_bytes().splitlines()]
