"""Drafts a question set for a user's own corpus, from what its ledger and headings state, for a person to check."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from yosqa.evaluation.sets import Question
from yosqa.grounding import flat, long_date
from yosqa.ledger import Figure, LedgerRow, measures
from yosqa.metadata.places import gazetteer
from yosqa.model import Block, BlockKind, Document, Page
from yosqa.passages import sentences
from yosqa.store import Index

_EACH = 3
"""So many questions of each sort are drafted of a document."""
_STRANGERS = 12
"""So many questions ask of places that the corpus does not hold."""
_POINT_WORDS = 6
"""A recommendation is recognised by so many of its first words."""
_ASKED = {
    Figure.RATING: ("rating", "How was {measure} rated in {place} in {when}?"),
    Figure.PERCENTAGE: ("number", "What percentage does the report of {when} on {place} give for {measure}?"),
    Figure.COUNT: ("number", "Which number does the report of {when} on {place} give for {measure}?"),
    Figure.RATE: ("number", "Which rate does the report of {when} on {place} give for {measure}?"),
    Figure.DATE: ("when", "What is the date of {measure} in the report of {when} on {place}?"),
    Figure.PERSON: ("who", "Who is named as {measure} in the report of {when} on {place}?"),
}


def draft(index: Index) -> Iterator[Question]:
    """Yield questions with gold answers, document by document, then questions that the corpus cannot answer."""
    number = itertools.count(1)
    for document in index.documents():
        pages = {page.number: page for page in index.pages(document.id)}
        rows = [row for row in index.ledger(LedgerRow, [document.id]) if not row.blank]
        made = (*_facts(rows, pages), *_recommended(document, rows), *_sections(document, index, pages))
        for fields in made:
            yield Question(id=f"d{next(number):04}", part="dev", answerable=True, docs=(_name(document),), **fields)
    for question, trap in _unanswerable(index.documents()):
        yield Question(
            id=f"d{next(number):04}",
            part="dev",
            kind="unanswerable",
            question=question,
            answerable=False,
            trap=trap,
        )


Fields = dict[str, Any]


def _facts(rows: Sequence[LedgerRow], pages: dict[int, Page]) -> Iterator[Fields]:
    """Ask for values of the ledger: a few of each sort, none that another of the same measure contradicts."""
    for figure, (kind, template) in _ASKED.items():
        of_sort = {row.measure: row for row in rows if row.kind is figure and row.subject and row.period}
        clear = [m for m, row in of_sort.items() if {r.normal for r in rows if r.measure == m} == {row.normal}]
        for measure in clear[:_EACH]:
            row = of_sort[measure]
            stated = row.evidence[0] if row.evidence else row.span
            yield {
                "kind": kind,
                "question": template.format(
                    place=row.subject, when=long_date(row.period[:7]), measure=_asked_for(measure)
                ),
                "answers": (flat(row.value),),
                "evidence": (flat(pages[stated.page].text[stated.start : stated.end]),),
            }


def _asked_for(measure: str) -> str:
    return "the service overall" if measure == "overall" else measures.name_of(measure).lower()


def _recommended(document: Document, rows: Sequence[LedgerRow]) -> Iterator[Fields]:
    """Ask for the list of recommendations."""
    made = [row for row in rows if row.kind is Figure.RECOMMENDATION and row.text]
    if len(made) > 1 and document.metadata.places:
        points = tuple(dict.fromkeys(" ".join(row.text.split()[:_POINT_WORDS]) for row in made))
        when = long_date(document.metadata.published[:7])
        yield {
            "kind": "list",
            "question": f"What did the report of {when} on {document.metadata.places[0]} recommend?",
            "vital": points,
            "evidence": points,
        }


def _sections(document: Document, index: Index, pages: dict[int, Page]) -> Iterator[Fields]:
    """Ask what is said under a few headings, spread over the document; the first sentence there is the gold."""
    blocks = index.blocks(document.id)
    found = [
        (heading, paragraph)
        for heading, paragraph in itertools.pairwise(blocks)
        if heading.kind is BlockKind.HEADING and paragraph.kind is BlockKind.PARAGRAPH
        if _text(heading, pages) != document.title
    ]
    for n in range(min(_EACH, len(found))):
        heading, paragraph = found[n * len(found) // _EACH]
        text = pages[paragraph.page].text
        start, end = sentences(text, paragraph.start, paragraph.end)[0]
        where = document.metadata.places[0] if document.metadata.places else document.title
        said = flat(text[start:end])
        yield {
            "kind": "what",
            "question": f"What is said about “{_text(heading, pages)}” in {where}?",
            "evidence": (said,),
        }


def _text(block: Block, pages: dict[int, Page]) -> str:
    return flat(pages[block.page].text[block.start : block.end])


def _unanswerable(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Ask of places that no document is about, and of years before the first report on a place."""
    known = {place for d in documents for place in (*d.metadata.places, *d.metadata.mentions)}
    strangers = sorted(name for name in gazetteer().names() if name not in known and gazetteer().is_authority(name))
    for n in range(min(_STRANGERS, len(strangers))):
        yield f"What was the overall rating of {strangers[n * len(strangers) // _STRANGERS]}?", "no such service"
    first: dict[str, int] = {}
    for document in documents:
        for place in document.metadata.places:
            if published := document.metadata.published[:4]:
                first[place] = min(first.get(place, int(published)), int(published))
    for place, year in sorted(first.items())[:_STRANGERS]:
        yield f"What was the overall rating of {place} in {year - 5}?", "wrong year"


def _name(document: Document) -> str:
    return document.path.rsplit("/", 1)[-1]
