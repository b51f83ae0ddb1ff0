"""Whether a text carries a statement, decided by rules: no model judges, so every run judges alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yosqa.answering.terms import terms
from yosqa.evaluation.text import fold
from yosqa.grounding import long_date
from yosqa.model import Citation, Method, Statement

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
_ISO_DATE = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b")
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot)\b|n['’]t\b", re.I)


def atoms(text: str) -> tuple[str, ...]:
    """Return the parts of a text that can be right or wrong by themselves: numbers, dates, names, ratings.

    >>> atoms("In all, 48 per cent of cases in Essex were good by May 2018.")
    ('48', '2018', 'Essex', 'May', 'good', 'May')
    """
    found = [match[0].rstrip(",") for pattern in (_NUMBER, _NAME, _GRADES, _MONTHS) for match in pattern.finditer(text)]
    return tuple(found)


def unsupported(statement: Statement, cited: Sequence[Citation], context: str) -> tuple[str, ...]:
    """Return the atoms of a statement that do not stand where they should.

    Args:
        statement: What it quotes and says must stand in the cited quotations; a computed value is computed again.
        cited: Its citations.
        context: What is known of the cited documents and cells: what it gives in [ ] may also stand there.
    """
    quotes, known = _Text(" ".join(citation.quote for citation in cited)), _Text(context)
    wrong = [a for part in _CONTEXT.findall(statement.text) for a in atoms(part) if a not in quotes and a not in known]
    said = _CONTEXT.sub(" ", statement.text)
    if statement.computed is not None:
        value = next(iter(_NUMBER.findall(_QUOTED.sub(" ", said))), "")
        if value and float(value.replace(",", "")) == _computed(statement, cited):
            said = said.replace(value, " ", 1)
    return tuple(wrong + [atom for atom in atoms(said) if atom not in quotes])


def supports(statement: Statement, cited: Sequence[Citation], context: str) -> bool:
    """Return whether the cited quotations, taken together, carry a statement.

    They do when they hold all its atoms and at least four fifths of its other meaningful words, and deny what it
    denies. The arguments are those of ``unsupported``.
    """
    if not cited or unsupported(statement, cited, context):
        return False
    if statement.computed is not None:
        return True
    said = _CONTEXT.sub(" ", statement.text)
    source = " ".join(citation.quote for citation in cited)
    wanted, there = set(terms(said)), set(terms(source))
    if wanted and len(wanted & there) < _ENOUGH * len(wanted):
        return False
    return not (_NEGATION.search(said) and not _NEGATION.search(source))


class _Text:
    """A text that may hold atoms: a number must stand there whole; a date stands there in figures or in words."""

    def __init__(self, text: str) -> None:
        text = f"{text} {' '.join(long_date(date) for date in _ISO_DATE.findall(text))}"
        self._folded = fold(text)
        self._numbers = {number.rstrip(",").replace(",", "") for number in _NUMBER.findall(text)}

    def __contains__(self, atom: str) -> bool:
        if atom[0].isdigit():
            return atom.replace(",", "") in self._numbers
        return fold(atom).rstrip() in self._folded


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
