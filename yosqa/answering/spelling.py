"""Misspelt words of a question, read as the words of the documents that they are meant for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from yosqa.answering.question import Question
from yosqa.terms import STOPWORDS

_WORD = re.compile(r"(?<![\w'’-])[a-z]{6,}(?![\w'’-])")
"""A word that may be misspelt: in small letters, since names are no words, and not so short that many are near it."""
_WORDS = re.compile(r"[a-z]{5,}")
_LONG = 9
"""A word of so many letters may have two of them wrong, a shorter one a single one."""
_ENDINGS = frozenset({"", "s", "es", "e", "d", "ed", "er", "ers", "ing", "ings", "ly", "al", "y", "ies", "ied"})


def respell(question: Question, texts: Iterable[str], known: Callable[[str], bool]) -> Question:
    """Return a question with its misspelt words spelt as in the texts that are to answer it.

    A word is misspelt when it is no word of English, stands in none of the texts, and a word of theirs is near it.

    Args:
        question: As read.
        texts: Of the documents in scope.
        known: Whether a word is one of English.
    """
    doubtful = [word for word in dict.fromkeys(_WORD.findall(question.content)) if word not in STOPWORDS]
    doubtful = [word for word in doubtful if not known(word)]
    if not doubtful:
        return question
    there = Counter(word for text in texts for word in _WORDS.findall(text.lower()))
    meant = {word: found for word in doubtful if word not in there and (found := _nearest(word, there))}
    if not meant:
        return question
    content = _WORD.sub(lambda match: meant.get(match[0], match[0]), question.content)
    return replace(question, content=content, respelt=tuple(meant.items()))


def _nearest(word: str, there: Counter[str]) -> str:
    """Return the word most like ``word``, of several the most frequent; ``""`` where none is near."""
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _LONG else 1
    near: list[tuple[int, int, str]] = []
    for other, count in there.items():
        if other[0] == word[0] and abs(len(other) - len(word)) <= most and not _is_form(word, other):
            wrong = OSA.distance(word, other, score_cutoff=most)
            if wrong <= most:
                near.append((wrong, -count, other))
    return min(near)[2] if near else ""


def _is_form(word: str, other: str) -> bool:
    """Return whether two words differ by their endings only ("inspects", "inspected"), which nobody misspelt."""
    same = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return word[same:] in _ENDINGS and other[same:] in _ENDINGS
