"""Read what a question compares with: grades ("good or better", "no worse than good") and numbers ("more than 30")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yosqa.frameworks import frameworks
from yosqa.ledger import measures, times
from yosqa.ledger.result import Threshold

BESIDE = (
    r"(?: (?:been|yet|be|being|had|an?|the|rated|judged|graded|found|marked|as|to|rating"
    r"|of|overall|currently|get|getting|given|receiv\w+|achiev\w+)){0,5} "
)
"""Words that may stand between "not", "from" or "to" and a grade."""
_MORE, _LESS = r"(?:better|higher|more|above)", r"(?:worse|lower|less|below)"
_THAN = re.compile(
    rf"\b(?:(?P<least>at least)|(?P<most>at (?:most|best))|(?P<better>(?:better|higher|more) than|above)"
    rf"|(?P<worse>(?:worse|lower|less) than|below)){BESIDE}$"
)
"""A comparison before a grade."""
_OR = re.compile(
    r"(?: rating| grade)?,? (?:or|and(?= above| below| higher| lower| up)) "
    rf"(?:(?P<least>{_MORE}|up(?:wards)?)|(?P<most>{_LESS}))\b(?! than)"
)
"""A comparison after a grade."""
_DENIED = re.compile(rf"(?:\b(?:not|neither|nor)|\b\w*n't){BESIDE}$")
_NO = re.compile(r"\bno $")
"""Denies a comparison alone: that a service had no inadequate rating is told by none of its ratings."""
_NEXT = re.compile(r",? (?:(?:and|or|nor) )?(?:as )?")
"""Between two grades of which the same is said."""
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_THRESHOLD = re.compile(
    r"(?:\b(?:(?P<above>(?:more|greater|higher) than|over|above|exceed(?:s|ed|ing)?)"
    r"|(?P<least>at least|a minimum of|(?:no|not) (?:less|fewer|lower) than)"
    r"|(?P<below>(?:less|fewer|lower|smaller) than|under|below)"
    r"|(?P<most>at most|up to|a maximum of|(?:no|not) (?:more|greater|higher) than)"
    rf"|(?P<exactly>exactly|score[ds]?(?: exactly| of)?|rates? of)|between (?P<low>{_NUMBER}) ?%? and) )?"
    rf"(?<![\w.,-])(?P<number>{_NUMBER})(?![\w/.,-]\w|s\b)(?P<percent> ?%| per ?cent)?(?: ?/ ?\d+| out of \d+)?"
    r"(?: or (?:(?P<or_more>more|over|above|higher)|(?P<or_less>less|fewer|under|below|lower))\b)?"
)


@dataclass(frozen=True, slots=True)
class _Graded:
    """A grade that words name, with what is said of it."""

    fitting: frozenset[str]
    """The grades that the comparison with it leaves."""
    denied: bool
    start: int
    end: int


def grades(words: str) -> frozenset[str]:
    """Return the grades that fit: those named, those above or below them, or all others where they are denied.

    A grade is above another on any scale that has both: what is worse than good is satisfactory on one of them.

    >>> sorted(grades("rated no worse than good")), sorted(grades("not rated requires improvement or better"))
    (['good', 'outstanding'], ['inadequate'])
    """
    fitting, denied = set[str](), set[str]()
    for graded in _graded(words):
        (denied if graded.denied else fitting).update(graded.fitting)
    if not denied:
        return frozenset(fitting)
    return frozenset((fitting or alike(measures.grades_in(words))) - denied)


def _graded(words: str) -> list[_Graded]:
    """Return the grades that folded words name, each with its comparison and its denial."""
    found: list[_Graded] = []
    for match in measures.any_grade().finditer(words):
        (grade,) = measures.grades_in(match[0])
        than = _THAN.search(words, 0, match.start()) or _OR.match(words, match.end())
        fitting = _compared(grade, than.lastgroup or "") if than else frozenset[str]()
        if not fitting:  # Nothing is better than outstanding: the comparison stays unread.
            than, fitting = None, frozenset({grade})
        ends = [*match.span(), *(than.span() if than else ())]
        start, end = min(ends), max(ends)
        no = _DENIED.search(words, 0, start) or (_NO.search(words, 0, start) if than else None)
        follows = bool(found) and _NEXT.fullmatch(words, found[-1].end, start) is not None
        denied = no is not None or (follows and found[-1].denied)
        found.append(_Graded(fitting, denied, no.start() if no else start, end))
    return found


def _compared(grade: str, way: str) -> frozenset[str]:
    """Return the grades that compare with one in a way, on any scale that has it."""
    fitting = set[str]()
    for scale in _scales():
        if grade in scale:
            at = scale.index(grade)
            first, last = {"least": (at, None), "most": (0, at + 1), "better": (at + 1, None), "worse": (0, at)}[way]
            fitting.update(scale[first:last])
    return frozenset(fitting)


def alike(grades: Iterable[str]) -> frozenset[str]:
    """Return the grades and outcomes that might be given in place of some."""
    outcomes = (tuple(measure.outcomes) for known in frameworks() for measure in known.measures)
    return frozenset(one for way in (*_scales(), *outcomes) if set(grades) & set(way) for one in way)


def _scales() -> list[tuple[str, ...]]:
    """Return every scale of grades, worst first. No two have the same grades in another order."""
    return [known.scale for known in frameworks() if known.scale]


def threshold(words: str) -> Threshold | None:
    """Return the bounds that folded words set a number, or None where they set none, or several.

    >>> threshold("scored between 10 and 20 in 2019")
    Threshold(least=10.0, most=20.0, percent=False, strict=False, said='between 10 and 20')
    """
    found = _thresholds(without_times(words))
    if len(found) != 1:
        return None
    (match,) = found
    numbers = [float(match[name].replace(",", "")) for name in ("low", "number") if match[name]]
    upper = match["below"] or match["most"] or match["or_less"]
    both = match["low"] or (match["exactly"] and not (upper or match["or_more"]))
    return Threshold(
        least=None if upper else numbers[0],
        most=numbers[-1] if upper or both else None,
        percent=match["percent"] is not None,
        strict=bool(match["above"] or match["below"]),
        said=match[0].strip(),
    )


def compared_numbers(words: str) -> tuple[str, ...]:
    """Return the numbers that folded words compare with, each with its comparison."""
    return tuple(match[0].strip() for match in _thresholds(without_times(words)))


def _thresholds(words: str) -> list[re.Match[str]]:
    """Return the numbers in folded words that have a word of comparison beside them."""
    compares = ("above", "least", "below", "most", "exactly", "low", "or_more", "or_less")
    return [match for match in _THRESHOLD.finditer(words) if any(match[name] for name in compares)]


def without_times(words: str) -> str:
    """Return folded words with spaces for the times that they name."""
    return _without(words, ((found.start, found.end) for found in times.find(words)))


def without_comparisons(words: str) -> str:
    """Return folded words with spaces for times, grades and numbers, and for what is said of them."""
    rest = _without(words, ((graded.start, graded.end) for graded in _graded(words)))
    rest = without_times(rest)
    return _without(rest, (match.span() for match in _thresholds(rest)))


def _without(words: str, ranges: Iterable[tuple[int, int]]) -> str:
    for start, end in ranges:
        words = f"{words[:start]}{' ' * (end - start)}{words[end:]}"
    return words
