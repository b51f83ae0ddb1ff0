"""Near misses made from answered questions: one word is changed, so that what answered them no longer does.

Where the source says who, when or how many, and the question asks about another name, year or figure, or about the
opposite, the right answer is "none", however alike the two are. Most unanswerable questions of SQuAD 2.0 are of this
sort (Rajpurkar et al. 2018, table 2: entity swaps, antonyms, negation).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w-]+(?: [A-Z][\w-]+)*")
_NUMBER = re.compile(r"\b\d+\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FARTHEST = 9
"""A number is moved by at most so many."""

_OPPOSITES = (
    ("strength", "weakness"),
    ("strengths", "weaknesses"),
    ("best", "worst"),
    ("better", "worse"),
    ("effective", "ineffective"),
    ("increase", "decrease"),
    ("increased", "fell"),
    ("increasing", "falling"),
    ("rose", "fell"),
    ("least", "most"),
    ("highest", "lowest"),
    ("higher", "lower"),
    ("high", "low"),
    ("largest", "smallest"),
    ("larger", "smaller"),
    ("longest", "shortest"),
    ("first", "last"),
    ("early", "late"),
    ("before", "after"),
    ("above", "below"),
    ("improve", "worsen"),
    ("improved", "declined"),
    ("inside", "outside"),
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("oldest", "youngest"),
    ("older", "younger"),
    ("boys", "girls"),
    ("men", "women"),
    ("male", "female"),
    ("maximum", "minimum"),
    ("majority", "minority"),
    ("agree", "disagree"),
    ("agreed", "refused"),
    ("accepted", "rejected"),
    ("began", "ended"),
    ("won", "lost"),
    ("success", "failure"),
    ("successful", "unsuccessful"),
    ("positive", "negative"),
    ("advantages", "drawbacks"),
    ("internal", "external"),
    ("public", "private"),
    ("always", "never"),
)
_OPPOSITE = {**dict(_OPPOSITES), **{b: a for a, b in _OPPOSITES}}
_WORD = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(_OPPOSITE, key=len, reverse=True)) + r")(?![\w-])")


def near_miss(question: str, answers: Iterable[str], elsewhere: Iterable[str], draw: random.Random) -> str | None:
    """Return the question with one name, number or word changed into another that what answers it does not hold.

    Args:
        question: One that is answered.
        answers: What answers it: only what it shares with one of them is changed, for that is what makes it wrong.
        elsewhere: Other text of the same document, to take names from.
        draw: Where chance comes from.

    Returns:
        The question changed; None where it shares nothing with the answers that can be.
    """
    held = " ".join(answers)
    known = f"{held} {question}"
    changes = [change for change in _changes(question, elsewhere) if _holds(held, change[0].group())]
    draw.shuffle(changes)
    for match, others in changes:
        new = [word for word in others if not _holds(known, word) and not _holds(word, match.group())]
        if new:
            return question[: match.start()] + draw.choice(new) + question[match.end() :]
    return None


def _changes(question: str, elsewhere: Iterable[str]) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Yield what can be changed, and the words that may take its place."""
    for match in _NUMBER.finditer(question):
        yield match, _other_numbers(match.group())
    for match in _NAME.finditer(question):
        yield match, _other_names(match.group(), elsewhere)
    for match in _WORD.finditer(question):
        yield match, [_OPPOSITE[match.group()]]


def _other_numbers(number: str) -> list[str]:
    """Return numbers near by; of a year, only years."""
    moved = [int(number) + step for step in range(-_FARTHEST, _FARTHEST + 1)]
    return [str(n) for n in moved if n > 0 and (not _YEAR.fullmatch(number) or _YEAR.fullmatch(str(n)))]


def _other_names(name: str, elsewhere: Iterable[str]) -> list[str]:
    """Return names of as many words."""
    found = dict.fromkeys(match.group() for text in elsewhere for match in _NAME.finditer(text))
    return [other for other in found if other.count(" ") == name.count(" ")]


def _holds(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None
