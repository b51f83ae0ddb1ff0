"""What abbreviations are short for: where a text says so in brackets, and what readers of these reports write short.

The method for texts is that of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation
definitions in biomedical text": the letters are matched from the last to the first, the first one at the beginning of a
word.
"""

from __future__ import annotations

import re

_KNOWN = {
    "ACEs": "adverse childhood experiences",
    "CAF": "common assessment framework",
    "CAMHS": "child and adolescent mental health services",
    "CCE": "child criminal exploitation",
    "CCG": "clinical commissioning group",
    "CSE": "child sexual exploitation",
    "DCS": "director of children's services",
    "DTO": "detention and training order",
    "EHE": "elective home education",
    "EHCP": "education, health and care plan",
    "ETE": "education, training and employment",
    "FGC": "family group conference",
    "IRO": "independent reviewing officer",
    "ISS": "intensive supervision and surveillance",
    "LAC": "looked-after children",
    "LADO": "local authority designated officer",
    "LSCB": "local safeguarding children board",
    "MAPPA": "multi-agency public protection arrangements",
    "MARAC": "multi-agency risk assessment conference",
    "MASH": "multi-agency safeguarding hub",
    "NEET": "not in education, employment or training",
    "NRM": "national referral mechanism",
    "OOCD": "out-of-court disposal",
    "PCC": "police and crime commissioner",
    "PEP": "personal education plan",
    "ROSH": "risk of serious harm",
    "SLT": "speech and language therapist",
    "UASC": "unaccompanied asylum-seeking children",
    "YCC": "youth conditional caution",
    "YJB": "youth justice board",
    "YRO": "youth rehabilitation order",
}
"""Abbreviations of the field that its reports often write in full; without "YOS" and the like, which all are about."""
_ANY_KNOWN = re.compile(rf"(?<!\()\b({'|'.join(map(re.escape, _KNOWN))})s?\b(?!\))")
_SHORT = re.compile(r"[A-Z][\w&/-]{0,8}[A-Z]s?")
_MORE_WORDS = 5
"""The expansion has at most so many words more than the abbreviation has letters."""


def spelled_out(text: str) -> str:
    """Return ``text`` with the field's abbreviations in full as well, so that it matches either way of writing.

    >>> spelled_out("How large is the YJB grant?")
    'How large is the youth justice board (YJB) grant?'
    """
    return _ANY_KNOWN.sub(lambda found: f"{_KNOWN[found[1]]} ({found[0]})", text)


def both_ways(term: str) -> tuple[str, ...]:
    """Return a term as ``spelled_out`` leaves it in each of its two ways of writing; any other alone.

    >>> both_ways("youth justice board (YJB)"), both_ways("county lines")
    (('youth justice board', 'YJB'), ('county lines',))
    """
    long, _, short = term.rstrip(") ").partition(" (")
    return (long, short) if short else (term,)


def expansion(short: str, text: str) -> str:
    """Return the words in ``text`` that ``short`` stands for, or ``""``.

    Args:
        short: As it is written, e.g. "YOS"; another word has no expansion.
        text: Where "long form (SHORT)" or "SHORT (long form)" may stand.

    >>> expansion("AIM", "It uses the assessment, intervention and moving-on (AIM) tool.")
    'assessment, intervention and moving-on'
    >>> expansion("AIM", "The tool (AIM) is used.")
    ''
    """
    if not _SHORT.fullmatch(short):
        return ""
    escaped = re.escape(short)
    found = [_matched(short, text[: match.start()]) for match in re.finditer(rf"\s\(\W?{escaped}\W?\)", text)]
    found += [_matched(short, match[1]) for match in re.finditer(rf"\b{escaped} \(([^()]+)\)", text)]
    return next(filter(None, found), "")


def _matched(short: str, before: str) -> str:
    """Return the shortest end of ``before`` that holds the letters of ``short`` in order, from a word's beginning."""
    letters = [letter.lower() for letter in re.sub(r"s$", "", short) if letter.isalnum()]
    at = len(before)
    for n in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (before[at].lower() != letters[n] or (n == 0 and before[at - 1 : at].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = before[at:]
    within = len(long.split()) <= min(len(letters) + _MORE_WORDS, 2 * len(letters)) and not re.search(r"[.!?;]\s", long)
    return long if within else ""
