"""Pairs: a passage, the questions that it answers, and passages of the same document that look as if they did.

What ``encoder`` learns from, one JSON object a line. A passage is what the index embeds; the reader's ``examples`` are
of the sentences and rows inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from yosqa.likeness import Likeness
from yosqa.model import Passage
from yosqa.passages import passages
from yosqa.training import labels
from yosqa.training.labels import Label
from yosqa.training.library import Article, Library, Source

_NEGATIVES = 8
_ASKED = 4
"""So many questions of a passage decide what looks like it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage."""

    document: str
    passage: str
    questions: tuple[str, ...]
    negatives: tuple[str, ...]
    """Likeliest first."""


def from_labels(rows: Iterable[Label], library: Library, likeness: Likeness) -> Iterator[Pair]:
    """Yield the pairs of labelled questions; what is not answered, or not in its document, is left out."""
    by_document: dict[str, list[Label]] = {}
    for label in rows:
        if label.answered:
            by_document.setdefault(label.document, []).append(label)
    for name, asked in sorted(by_document.items()):
        if source := library.source(name):
            yield from _of_source(source, asked, likeness)


def from_article(article: Article, likeness: Likeness) -> Iterator[Pair]:
    """Yield the pairs of an article of a reading-comprehension set: its paragraphs are the passages."""
    texts = {number: page.text for number, page in article.source.pages.items()}
    for number, text in texts.items():
        asked = tuple(question for question, page, start in article.questions if page == number and start is not None)
        if asked:
            others = [other for page, other in texts.items() if page != number]
            yield Pair(article.source.name, text, asked, _likest(asked, others, likeness))


def _of_source(source: Source, rows: Sequence[Label], likeness: Likeness) -> Iterator[Pair]:
    found = passages(source.name, list(source.pages.values()), source.blocks)
    asked: dict[str, list[str]] = {}
    for label in rows:
        gold = labels.resolve(label, source)
        for passage in found:
            if gold is not None and any(_stands_in(source, position, passage) for position in gold.best[:1]):
                asked.setdefault(passage.id, []).extend(label.questions)
    for passage in found:
        if questions := tuple(asked.get(passage.id, ())):
            others = [other.text for other in found if other is not passage]
            yield Pair(source.name, passage.text, questions, _likest(questions, others, likeness))


def _stands_in(source: Source, position: int, passage: Passage) -> bool:
    span = source.units[position].span
    return span.page == passage.page and passage.start <= span.start < passage.end


def _likest(questions: Sequence[str], others: Sequence[str], likeness: Likeness) -> tuple[str, ...]:
    """Return the passages that look likest to answer one of some questions."""
    if not others:
        return ()
    scores = np.sum([likeness.score(question, others) for question in questions[:_ASKED]], axis=0)
    return tuple(others[n] for n in np.argsort(-scores, kind="stable")[:_NEGATIVES])


def write(pairs: Iterable[Pair], path: Path) -> int:
    """Write pairs and return how many."""
    count = 0
    with path.open("wb") as file:
        for pair in pairs:
            file.write(msgspec.json.encode(pair) + b"\n")
            count += 1
    return count


def read(path: Path) -> list[Pair]:
    """Read what ``write`` wrote."""
    return [msgspec.json.decode(line, type=Pair) for line in path.read_bytes().splitlines()]
