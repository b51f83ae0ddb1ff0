"""Say what time a follow-up means ("the year before?", "in May?"), and put it in the question before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yosqa.answering.periods import DATE, Period, period_ranges
from yosqa.grounding import MONTHS, long_date

SAME_TIME = re.compile(r"\b(?:in |at )?that (?:same )?(?:year|month|time)\b|\b(?<!since )then$", re.I)
_COUNTS = {"the": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_STEP = re.compile(
    rf"(?:\bin )?\b(?:(?P<count>{'|'.join(_COUNTS)}) (?P<unit>year|month)s? (?P<way>before|earlier|after|later)"
    r"|the (?P<turn>previous|preceding|following|next) (?P<one>year|month))(?: that)?(?=\W*$)",
    re.I,
)
_BACK = ("before", "earlier", "previous", "preceding")
_MONTH_ALONE = re.compile(
    rf"(?:\b(?:in|by|for|of)|^\W*(?:and|(?:what|how) about))\s+(?:{'|'.join(MONTHS)})(?=\W*$)", re.I
)
_OF_DOCUMENT = re.compile(
    r"^\s*[,(–-]|\b(?:reports?|inspections?|letter|review|visits?|articles?|judge?ments?)\b", re.I
)
"""What tells that a stretch with a date names a document: "the 2019 report", ", March 2019"."""


def with_time(text: str, periods: Sequence[Period]) -> str:
    """Return a follow-up with the time written out that it counts from those of the question before.

    >>> with_time("And the year before?", [Period("2014-09", False)])
    'And in 2013?'
    >>> with_time("And in May?", [Period("2023-11", False)])
    'And in May 2023?'
    """
    if not periods:
        return text
    base = next((period for period in periods if not period.names_document), periods[0])
    if step := _STEP.search(text):
        moved = _moved(base, step)
        return f"{text[: step.start()]}in {moved}{text[step.end() :]}" if moved else text
    month = _MONTH_ALONE.search(text)
    if month is None or base.names_document or "/" in base.iso:
        return text
    return f"{text[: month.end()]} {base.years[0]}{text[month.end() :]}"


def _moved(base: Period, step: re.Match[str]) -> str:
    """Return the year or month so many before or after another, in words; ``""`` where it has no month."""
    count = _COUNTS[(step["count"] or "one").lower()]
    count = -count if (step["way"] or step["turn"]).lower() in _BACK else count
    year = int(base.iso[:4])
    if (step["unit"] or step["one"]).lower() == "year":
        return f"{year + count}/{(year + count + 1) % 100:02}" if "/" in base.iso else str(year + count)
    if "-" not in base.iso:
        return ""
    months = year * 12 + int(base.iso[5:7]) - 1 + count
    return long_date(f"{months // 12}-{months % 12 + 1:02}")


def undated(text: str) -> str:
    """Return ``text`` without the periods that it names."""
    for start, end in reversed(period_ranges(text)):
        text = f"{text[:start]} {text[end:]}"
    return _closed_up(text)


def redated(text: str, period: Period, *, alone: bool = False) -> str:
    """Return a question with the time that it names exchanged, of several the one of the same sort.

    Args:
        text: The question.
        period: The time to put there; added where the question names none.
        alone: Whether further times go.

    >>> redated("How was Hull rated in the 2014 report?", Period("2018-01", False))
    'How was Hull rated in the January 2018 report?'
    """
    ranges = period_ranges(text)
    if not ranges:
        return f"{text.rstrip('?. ')} in {long_date(period.iso)}?"
    of_document = alone or period.names_document
    alike = [one for one in ranges if bool(_OF_DOCUMENT.search(text[slice(*one)])) == of_document]
    exchanged = next(iter(alike), ranges[0])
    for start, end in reversed(ranges):
        if (start, end) == exchanged:
            there = re.sub(DATE, long_date(period.iso), text[start:end], count=1, flags=re.I)
            text = f"{text[:start]}{there}{text[end:]}"
        elif alone:
            text = f"{text[:start]} {text[end:]}"
    return _closed_up(text)


def _closed_up(text: str) -> str:
    return re.sub(r" (?=[?,])", "", " ".join(text.split()))
