"""When an inspection took place, when its report came out, who led it, and who was chief inspector."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosqa.ledger.model import Figure
from yosqa.ledger.text import FoldedPage, flat
from yosqa.metadata.facts import Fact, Facts
from yosqa.metadata.people import NAME
from yosqa.model import Span
from yosqa.structure.marks import without_marks

_CHIEF_OF = r"(?:(?:HM|His Majesty[’']s|Her Majesty[’']s)\s+)?[Cc]hief\s+[Ii]nspector\s+of\s+[Pp]robation"
_CHIEF = (
    re.compile(rf"{NAME}\s*,?\s+(?P<label>{_CHIEF_OF})"),
    re.compile(rf"(?P<label>{_CHIEF_OF})\s*,?\s+{NAME}"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date, person or figure as the text states it."""

    measure: str
    kind: Figure
    normal: str
    label: str
    value: Span
    evidence: Span
    subject: str = ""
    """Empty for the document's own subject."""
    note: str = ""


def stated(facts: Facts, *, own: bool) -> Iterator[Stated]:
    """Yield what a document states of its inspection and report.

    Args:
        facts: As its metadata were made of.
        own: Whether it is an inspectors' report itself: it is the one whose day of publication counts. Any other
            document tells of the report that it is about.
    """
    if found := facts.inspector:
        yield _fact("lead-inspector", Figure.PERSON, found, found.value)
    if found := (facts.published or facts.released) if own else facts.released:
        yield _fact("published", Figure.DATE, found, found.value)
    if fieldwork := facts.fieldwork:
        yield _fact("inspection-start", Figure.DATE, fieldwork, fieldwork.value)
        if fieldwork.tells_end:
            yield _fact("inspection-end", Figure.DATE, fieldwork, fieldwork.last)


def _fact(measure: str, kind: Figure, fact: Fact, normal: str) -> Stated:
    return Stated(measure, kind, normal, fact.label or "Published", fact.span, fact.evidence)


def chief(pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return who was chief inspector, as a foreword's signature or a release's quotation names them."""
    for page in pages:
        text = without_marks(page.text)
        for pattern in _CHIEF:
            match = pattern.search(text)
            if match:
                value = Span(page.number, *match.span("name"))
                name, evidence = flat(match["name"]), Span(page.number, match.start(), match.end())
                return (Stated("chief-inspector", Figure.PERSON, name, flat(match["label"]), value, evidence),)
    return ()
