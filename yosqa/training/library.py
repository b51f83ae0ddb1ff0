"""The documents that labelled questions were asked of, cut into units as answering cuts them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yosqa.answering.units import Unit, UnitKind, units
from yosqa.documents import extract
from yosqa.errors import DocumentError
from yosqa.grounding import flat
from yosqa.model import Block, Page, Span
from yosqa.passages import sentences
from yosqa.structure import blocks
from yosqa.terms import terms

_KEPT_OUT = frozenset({0, 2, 4})
"""Remainders by 8 of the hashes of titles that are kept out: half the questions of the development set of SQuAD 2.0."""


@dataclass(frozen=True)
class Source:
    """A document by the name that labels call it, with its units in reading order (lists after all else)."""

    name: str
    pages: Mapping[int, Page]
    units: Sequence[Unit]
    blocks: Sequence[Block] = ()

    @cached_property
    def _index(self) -> tuple[str, list[tuple[int, int]]]:
        """All pages as letters and digits only, and for each of these its page and offset."""
        letters: list[str] = []
        places: list[tuple[int, int]] = []
        for number in sorted(self.pages):
            for offset, character in enumerate(self.pages[number].text):
                if character.isalnum():
                    letters.append(character.lower())
                    places.extend([(number, offset)] * len(character.lower()))
        return "".join(letters), places

    def locate(self, quote: str, page: int = 1) -> tuple[Span, ...]:
        """Return where ``quote`` stands, a span for each page it runs over; empty when it is nowhere.

        Only letters and digits are compared, for readers of PDF differ in white space, hyphens and quotation marks. It
        is looked for from ``page`` on, then from the front.
        """
        text, places = self._index
        wanted = "".join(c.lower() for c in quote if c.isalnum())
        first = next((i for i, (number, _) in enumerate(places) if number >= page), 0)
        start = text.find(wanted, first)
        if start < 0:
            start = text.find(wanted)
        if start < 0 or not wanted:
            return ()
        spans: dict[int, list[int]] = {}
        for number, offset in places[start : start + len(wanted)]:
            spans.setdefault(number, []).append(offset)
        return tuple(Span(number, offsets[0], offsets[-1] + 1) for number, offsets in spans.items())


class Library:
    """Reads documents of a folder when they are first asked for, by the stem of their file name.

    Args:
        folder: Where they are.
        known: Sources that are not files of their own, such as the articles of a set.
    """

    def __init__(self, folder: Path, known: Iterable[Source] = ()) -> None:
        self._files = {path.stem: path for path in sorted(folder.rglob("*")) if path.is_file()}
        self._read: dict[str, Source | None] = {source.name: source for source in known}

    def source(self, name: str) -> Source | None:
        """Return the document whose stem is ``name`` or starts with it; None when there is none, or no reading it."""
        if name in self._read:
            return self._read[name]
        stem = next((stem for stem in self._files if stem.startswith(name)), None)
        if stem is None:
            return None
        if stem not in self._read:
            self._read[stem] = _source(stem, self._files[stem])
        return self._read[stem]


def _source(name: str, path: Path) -> Source | None:
    try:
        extraction = extract(path)
    except DocumentError:
        return None
    pages = {layout.page.number: layout.page for layout in extraction.pages}
    found = blocks(extraction)
    return Source(name, pages, units(name, pages, found), found)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a reading-comprehension set in the form of SQuAD 2.0."""

    source: Source
    """One page for each paragraph; its units are sentences."""
    questions: tuple[tuple[str, int, int | None], ...]
    """Question, page, and where its answer starts there; None when the paragraph does not answer it."""
    fold: int
    """0 or 1, from a hash of the title: one half to learn from, the other to test on."""


def articles(path: Path) -> list[Article]:
    """Read a file in the form of SQuAD 2.0."""
    return [_article(entry) for entry in json.loads(path.read_text(encoding="utf-8"))["data"]]


def _article(entry: dict[str, object]) -> Article:
    title = str(entry["title"])
    pages: dict[int, Page] = {}
    made: list[Unit] = []
    questions: list[tuple[str, int, int | None]] = []
    for number, paragraph in enumerate(entry["paragraphs"], 1):  # type: ignore[arg-type, var-annotated]
        text = paragraph["context"]
        pages[number] = Page(number, str(number), text)
        for start, end in sentences(text, 0, len(text)):
            span = Span(number, start, end)
            words = flat(text[start:end])
            made.append(Unit(title, UnitKind.SENTENCE, (span,), words, (), "", tuple(terms(words)), len(made)))
        for asked in paragraph["qas"]:
            answers = asked["answers"]
            questions.append((asked["question"], number, answers[0]["answer_start"] if answers else None))
    return Article(Source(title, pages, made), tuple(questions), _fold(title))


def _fold(title: str) -> int:
    digest = int(hashlib.sha256(title.encode()).hexdigest(), 16)
    return int(digest % 8 not in _KEPT_OUT)


def holds(unit: Unit, page: int, offset: int) -> bool:
    """Return whether a unit's first span holds a character of a page."""
    return unit.span.page == page and unit.span.start <= offset < unit.span.end
