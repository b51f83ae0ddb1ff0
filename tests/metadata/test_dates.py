"""Dates and ranges of dates as documents write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosqa.metadata.dates import MONTHS, next_working_day, read, read_range


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wednesday, December 5, 2018", "2018-12-05"),
        ("5th December 2018", "2018-12-05"),
        ("Report published: 01 September 2014", "2014-09-01"),
        ("DECEMBER 2018", "2018-12"),
        ("2018-12-05", "2018-12-05"),
        ("05/12/2018", "2018-12-05"),
        ("31 February 2018", ""),
        ("Plan 2018-19, published 4 May 2019", "2019-05-04"),
        ("Plan 2018-19", ""),
        ("youth justice plan 2011-12", ""),
        ("youth justice plan 2009-10, 4 May 2009", "2009-05-04"),
        ("2011-12", "2011-12"),
        ("the digest of 2011-11", "2011-11"),
        ("on 2011-12-05", "2011-12-05"),
        ("in 2018", ""),
        ("may be good", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("29 April – 22 May 2014", "2014-04-29", "2014-05-22"),
        ("10 to 21 July 2023", "2023-07-10", "2023-07-21"),
        ("4 July 2016–28 July 2016", "2016-07-04", "2016-07-28"),
        ("12 December to 5 January 2023", "2022-12-12", "2023-01-05"),
        ("30 September to 11 October 2024\nand 13 to 16 January 2025", "2024-09-30", "2025-01-16"),
        ("September 2018", "2018-09", "2018-09"),
        ("a week", "", ""),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    assert read_range(text) == (start, end)


def test_year_of_a_range_may_come_from_elsewhere() -> None:
    assert read_range("16 May and 20 May", "2016") == ("2016-05-16", "2016-05-20")


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    assert read(f"on {day.day} {MONTHS[day.month - 1].title()} {day.year}.") == day.isoformat()


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
def test_next_working_day(day: date) -> None:
    following = date.fromisoformat(next_working_day(day.isoformat()))
    assert timedelta(0) < following - day <= timedelta(3)
    assert following.weekday() < 5
