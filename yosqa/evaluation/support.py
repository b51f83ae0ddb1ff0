"""Whether a text carries a statement, decided by rules: no model judges, so every run judges alike."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cache
from pathlib import Path

import msgspec

from yosqa.evaluation.text import fold
from yosqa.grounding import long_date
from yosqa.model import Citation, Kind, Method, Statement
from yosqa.terms import content_words, stem, words

_ENOUGH = 0.8
"""So much of a statement's meaningful words must stand in the source in the same order."""
_CONTEXT = re.compile(r"\[([^\]]*)\]")
_QUOTED = re.compile(r"“([^”]*)”")
# What follows is like patterns of ``grounding`` and ``metadata``, and is not taken from there: a slip in what makes
# and proves answers must not be shared by what checks them.
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?")
_NAME = re.compile(r"(?<![.!?:“‘(•\n] )(?<!^)(?<![\w“‘'\"(])[A-Z][\w’'-]+")
_GRADES = re.compile(
    r"\b(?:outstanding|good|requires improvement|inadequate|requires[- ]improvement|satisfactory|adequate)\b", re.I
)
_MONTHS = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.I
)
_ISO_DATE = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b")
_NEGATIONS = frozenset(
    {"not", "no", "never", "none", "neither", "nor", "without", "cannot", "rarely", "seldom", "lacks"}
)
_QUANTITIES = frozenset(
    """all some most few half third quarter fifth one two three four five six seven eight nine ten eleven twelve
    outstanding good inadequate requires""".split()  # noqa: SIM905 (a list of quoted words is harder to read)
)
_BEFORE = 2
"""A negation so many words before what is said belongs to it."""


def atoms(text: str) -> tuple[str, ...]:
    """Return the parts of a text that can be right or wrong by themselves: numbers, dates, names, ratings.

    >>> atoms("In all, 48 per cent of cases in Essex were good by May 2018.")
    ('48', '2018', 'Essex', 'May', 'good', 'May')
    """
    return tuple(found[0] for pattern in (_NUMBER, _NAME, _GRADES, _MONTHS) for found in pattern.finditer(text))


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

    What it quotes must stand in one of them, or follow from them as the rest of it does: see ``_follows``. The
    arguments are those of ``unsupported``.
    """
    if not cited or unsupported(statement, cited, context):
        return False
    if statement.computed is not None:
        return True
    said = _CONTEXT.sub(" ", statement.text)
    source = _dated(" ".join(citation.quote for citation in cited))
    folded = [fold(citation.quote) for citation in cited]
    quotes = [quote for quote in _QUOTED.findall(said) if not any(fold(quote) in text for text in folded)]
    return all(_follows(part, source) for part in (*quotes, _QUOTED.sub(" ", said)))


def _follows(said: str, source: str) -> bool:
    """Return whether ``source`` says what ``said`` does: the same words, nearly in order, and not turned.

    All meaningful words of ``said`` must stand in ``source``, four fifths of them in the same order. Around and between
    these, ``source`` must have the same negations and quantities.
    """
    wanted = [stem(word) for word in content_words(said)]
    there = words(source)
    stems = [stem(word) for word in there]
    if not wanted:
        return True
    if not set(wanted) <= set(stems):
        return False
    matched = _in_order(wanted, stems)
    if len(matched) < _ENOUGH * len(wanted):
        return False
    around = there[max(0, matched[0] - _BEFORE) : matched[-1] + 1]
    between = there[matched[0] : matched[-1] + 1]
    turned = _turning(words(said))
    return turned & _NEGATIONS == _turning(around) & _NEGATIONS and turned >= _turning(between)


def _in_order(wanted: Sequence[str], stems: Sequence[str]) -> list[int]:
    """Return where in ``stems`` most of ``wanted`` stands in its own order, as near together as can be."""
    best: list[list[int]] = []
    for start, first in enumerate(stems):
        if first in wanted:
            blocks = SequenceMatcher(None, wanted, stems[start:], autojunk=False).get_matching_blocks()
            best.append([start + block.b + n for block in blocks for n in range(block.size)])
    return max(best, key=lambda found: (len(found), found[0] - found[-1]))


def _turning(those: Sequence[str]) -> set[str]:
    """Return the words that turn a meaning: negations, quantities, numbers, grades."""
    negated = {"not" for word in those if word.endswith(("n't", "n’t"))}
    return negated | {word for word in those if word in _NEGATIONS or word in _QUANTITIES or word.isdigit()}


def _dated(text: str) -> str:
    """Return a text with its ISO dates in words as well, with the day and without."""
    return " ".join((text, *(long_date(date[:end]) for date in _ISO_DATE.findall(text) for end in (7, 10))))


class _Text:
    """A text that may hold atoms: a number must stand there whole; a date stands there in figures or in words."""

    def __init__(self, text: str) -> None:
        text = _dated(text)
        self._folded = fold(text)
        self._numbers = {number.replace(",", "") for number in _NUMBER.findall(text)}

    def __contains__(self, atom: str) -> bool:
        if atom[0].isdigit():
            return atom.replace(",", "") in self._numbers
        return fold(atom).rstrip() in self._folded


def _computed(statement: Statement, cited: Sequence[Citation]) -> float:
    """Compute a statement's value from the cells that it cites."""
    assert statement.computed is not None
    if statement.computed.method is Method.COUNT:
        return float(len(cited))
    cells: list[Fraction] = []
    for citation in cited:
        start, end = citation.highlights[0] if citation.highlights else (citation.start, citation.end)
        numbers = _NUMBER.findall(citation.quote[start - citation.start : end - citation.start])
        if not numbers:
            return float("nan")
        cells.append(Fraction(numbers[0].replace(",", "")))
    return math.floor(10 * sum(cells) / len(cells) + Fraction(1, 2)) / 10  # a half is rounded up


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the check agrees with labels given by hand."""

    pairs: int
    share: float
    kappa: float
    """Cohen's kappa: agreement beyond chance."""
    wrongly_carried: int
    """Pairs that the check accepts and the label does not."""
    wrongly_not: int


@cache
def agreement() -> Agreement:
    """Return how far ``supports`` agrees with the labelled pairs in ``support_labels.jsonl``."""
    lines = (Path(__file__).parent / "support_labels.jsonl").read_bytes().splitlines()
    pairs = msgspec.json.decode(b"[" + b",".join(lines) + b"]", type=list[_Labelled])
    found = [(_carries(pair), pair.carried) for pair in pairs]
    count = len(found)
    same = sum(a == b for a, b in found) / count
    yes, labelled = sum(a for a, _ in found) / count, sum(b for _, b in found) / count
    chance = yes * labelled + (1 - yes) * (1 - labelled)
    return Agreement(
        count,
        round(same, 4),
        round((same - chance) / (1 - chance), 4),
        wrongly_carried=sum(a and not b for a, b in found),
        wrongly_not=sum(b and not a for a, b in found),
    )


class _Labelled(msgspec.Struct, frozen=True):
    quote: str
    says: str
    carried: bool


def _carries(pair: _Labelled) -> bool:
    quote = pair.quote
    cited = Citation(1, "", "", "", Kind.OTHER, "", 1, "1", "", 1, 0, len(quote), quote)
    return supports(Statement(pair.says, (1,)), [cited], "")
