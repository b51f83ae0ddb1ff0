"""Dates and spans of dates as English documents write them, to ISO 8601. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDAR = frozenset(map(str.title, (*MONTHS, *WEEKDAYS)))
"""Words in capitals that are no names of anybody or of any place."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"\b(?:(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)\b"
    rf"|(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>{_DAY}),?\s+(?P<year2>{_YEAR})"
    rf"|(?P<month3>{_MONTH}),?\s+(?P<year3>{_YEAR})"
    rf"|(?P<day4>\d{{1,2}})[/.](?P<month4>\d{{1,2}})[/.](?P<year4>{_YEAR}|\d\d)\b)",
    re.I,
)
"""A date with at least its month and year; numbers alone are day, month, year."""
_POINT = rf"(?:{_DAY}(?:\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)?|{_MONTH}(?:,?\s+{_YEAR})?)(?![\w%])"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_TO = r"(?:\s*[–—─-]\s*|,?\s+(?:to|and|until)\s+(?:from\s+)?|,\s+)"
RANGE = rf"\b{_WEEKDAY}{_POINT}(?:{_TO}{_WEEKDAY}{_POINT})*(?<!\.)"
"""Pattern of a date or of several that belong together: "30 September to 11 October 2024 and 13 January 2025"."""
_PART = re.compile(
    rf"\b(?:(?P<day>{_DAY})(?:\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?)?"
    rf"|(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR})|(?={_TO})))(?![\w%])",
    re.I,
)


def read(text: str) -> str:
    """The first date in ``text`` as ISO 8601, its day left out when the text does not say it; empty when there is none.

    >>> read("Wednesday, December 5, 2018"), read("DECEMBER 2018"), read("no date")
    ('2018-12-05', '2018-12', '')
    """
    return next(filter(None, map(from_match, DATE.finditer(text))), "")


def from_match(match: re.Match[str]) -> str:
    """A match of `DATE` as ISO 8601; empty when there is no such day, or it is two years: "the plan for 2011-12"."""
    if match["iso"]:
        alone = match[0] == match.string.strip()
        return match["iso"] if _exists(match["iso"]) and (alone or not _is_two_years(match["iso"])) else ""
    day = match["day"] or match["day2"] or match["day4"] or ""
    month = match["month"] or match["month2"] or match["month3"] or match["month4"] or ""
    year = match["year"] or match["year2"] or match["year3"] or match["year4"] or ""
    number = int(month) if month.isdigit() else _number(month)
    if len(year) == 2:
        year = f"20{year}"
    return _iso(year, number, day)


def read_range(text: str, year: str = "") -> tuple[str, str]:
    """The first and the last day that ``text`` names, months and years filled in from the later ones.

    Args:
        text: E.g. what follows "Inspection dates:".
        year: Taken when the text names none.

    Returns:
        Two ISO dates, equal when it names one day, shortened when it names months only; empty when it names none.

    >>> read_range("29 April – 22 May 2014"), read_range("in September 2018")
    (('2014-04-29', '2014-05-22'), ('2018-09', '2018-09'))
    >>> read_range("30 September to 11 October 2024 and 13 to 16 January 2025")
    ('2024-09-30', '2025-01-16')
    """
    found: list[str] = []
    month = ""
    for part in reversed(list(_PART.finditer(text))):
        named, its_year = part["month"] or part["month2"], part["year"] or part["year2"]
        if named and not its_year and year and month and _number(named) > _number(month):
            its_year = str(int(year) - 1)  # the month before January lies in the year before
        month, year = named or month, its_year or year
        if month and year and (iso := _iso(year, _number(month), part["day"] or "")):
            found.insert(0, iso)
    return (found[0], found[-1]) if found else ("", "")


def next_working_day(iso: str) -> str:
    """The day on which a file made on this day is likely published; empty when ``iso`` is no full date.

    Of 120 Ofsted reports from 2018 on, which state no date, 92 came out on the working day after their file was made.

    >>> next_working_day("2019-03-29")
    '2019-04-01'
    """
    try:
        day = date.fromisoformat(iso) + timedelta(days=1)
    except ValueError:
        return ""
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.isoformat()


def _number(month: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month.lower().strip(".")[:3]))


def _iso(year: str, month: int, day: str) -> str:
    """Return a day or, without one, a month as ISO 8601; empty when there is no such day."""
    iso = f"{year}-{month:02}" + (f"-{int(re.sub(r'[a-z]+', '', day.lower())):02}" if day else "")
    return iso if _exists(iso) else ""


def _is_two_years(iso: str) -> bool:
    return len(iso) == 7 and int(iso[5:]) == (int(iso[:4]) + 1) % 100


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    except ValueError:
        return False
    return True
