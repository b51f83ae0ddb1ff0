"""Whether a text carries a statement, decided by rules: no model judges, so every run judges alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yosqa.answering.terms import terms
from yosqa.evaluation.text import fold
from yosqa.model import Citation, Document, Method, Statement

_ENOUGH = 0.8
"""So much of a statement's meaningful words must stand in the text that carries it."""
_CONTEXT = re.compile(r"\[([^\]]*)\]")
_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAME = re.compile(r"(?<![.!?:“‘(•\n] )(?<!^)(?<![\w“‘'\"(])[A-Z][\w’'-]+")
_GRADES = re.compile(
    r"\b(?:outstanding|good|requires improvement|inadequate|requires[- ]improvement|satisfactory|adequate)\b", re.I
)
_MONTHS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.I
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n['’]t\b", re.I)


def atoms(text: str) -> tuple[str, ...]:
    """Return the parts of a text that can be right or wrong by themselves: numbers, dates, names, ratings.

    >>> atoms("In all, 48 per cent of cases in Essex were good by May 2018.")
    ('48', '2018', 'Essex', 'May', 'good', 'May')
    """
    found = [match[0].rstrip(",") for pattern in (_NUMBER, _NAME, _GRADES, _MONTHS) for match in pattern.finditer(text)]
    return tuple(found)


def unsupported(statement: Statement, cited: Sequence[Citation], documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the atoms of a statement that do not stand where they should.

    What it quotes and says must stand in the cited quotations; what it gives as context, in [ ], may also stand in what
    is known of the cited documents. A computed value is computed again.
    """
    quotes = _numbered(" ".join(citation.quote for citation in cited))
    known = _numbered(" ".join(map(_known, documents)) + " " + " ".join(c.section for c in cited))
    wrong = [a for part in _CONTEXT.findall(statement.text) for a in atoms(part) if _missing(a, quotes, known)]
    said = _CONTEXT.sub(" ", statement.text)
    if statement.computed is not None:
        outside = _QUOTED.sub(" ", said)
        value = next(iter(_NUMBER.findall(outside)), "")
        if value and float(value.replace(",", "")) == _computed(statement, cited):
            said = said.replace(value, " ", 1)
    wrong += [atom for atom in atoms(said) if _missing(atom, quotes)]
    return tuple(wrong)


def supports(statement: Statement, cited: Sequence[Citation], documents: Sequence[Document]) -> bool:
    """Return whether the cited quotations, taken together, carry a statement.

    They do when they hold all its atoms and at least four fifths of its other meaningful words, and deny what it
    denies.
    """
    if not cited or unsupported(statement, cited, documents):
        return False
    said = _CONTEXT.sub(" ", statement.text)
    if statement.computed is not None:
        return True
    source = " ".join(citation.quote for citation in cited)
    wanted, there = set(terms(said)), set(terms(source))
    if wanted and len(wanted & there) < _ENOUGH * len(wanted):
        return False
    return not (_NEGATION.search(said) and not _NEGATION.search(source))


def _missing(atom: str, *texts: tuple[str, frozenset[str]]) -> bool:
    """Return whether an atom stands in none of some texts; a number must stand there whole."""
    if atom[0].isdigit():
        return not any(atom.replace(",", "") in numbers for _, numbers in texts)
    return not any(fold(atom).rstrip() in folded for folded, _ in texts)


def _numbered(text: str) -> tuple[str, frozenset[str]]:
    return fold(text), frozenset(number.rstrip(",").replace(",", "") for number in _NUMBER.findall(text))


def _known(document: Document) -> str:
    """Return what may be said of a document as context: titles, places, dates and services in words."""
    metadata = document.metadata
    dates = (metadata.published, metadata.fieldwork_start, metadata.fieldwork_end)
    return " ".join(
        (document.title, metadata.service, metadata.framework, *metadata.places, *metadata.mentions, *map(_date, dates))
    )


_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def _date(iso: str) -> str:
    """Return the parts of an ISO date, with the month as a word."""
    parts = iso.split("-")
    month = _MONTH_NAMES[int(parts[1]) - 1] if len(parts) > 1 else ""
    day = str(int(parts[2])) if len(parts) > 2 else ""
    return f"{day} {month} {parts[0]}"


def _computed(statement: Statement, cited: Sequence[Citation]) -> float:
    """Compute a statement's value from the cells that it cites."""
    assert statement.computed is not None
    if statement.computed.method is Method.COUNT:
        return float(len(cited))
    cells = []
    for citation in cited:
        start, end = citation.highlights[0] if citation.highlights else (citation.start, citation.end)
        numbers = _NUMBER.findall(citation.quote[start - citation.start : end - citation.start])
        cells.append(float(numbers[0].replace(",", "")) if numbers else float("nan"))
    return round(sum(cells) / len(cells), 1) if cells else float("nan")
