"""The time that a question confines what it asks to."""

from __future__ import annotations

import pytest

from yosqa.ledger.times import Times, find, read


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("in 2023", ("2023", "2023")),
        ("in may 2022", ("2022-05", "2022-05")),
        ("on 5 december 2018", ("2018-12-05", "2018-12-05")),
        ("services that may be rated good in 2019", ("2019", "2019")),
        ("between 2018 and 2020", ("2018", "2020")),
        ("from 2018 to 2020", ("2018", "2020")),
        ("2018-2020", ("2018", "2020")),
        ("between january and june 2024", ("2024-01", "2024-06")),
        ("from november to march 2024", ("2023-11", "2024-03")),
        ("since 2021", ("2021", "")),
        ("since march 2019", ("2019-03", "")),
        ("from 2021 onwards", ("2021", "")),
        ("reports from 2014", ("2014", "2014")),
        ("after 2019", ("2020", "")),
        ("after june 2020", ("2020-07", "")),
        ("later than 2024", ("2025", "")),
        ("before 2019", ("", "2018")),
        ("before may 2021", ("", "2021-04")),
        ("up to 2019", ("", "2019")),
        ("up to and including 2019", ("", "2019")),
        ("until december 2019", ("", "2019-12")),
        ("in or after 2023", ("2023", "")),
        ("in or before 2019", ("", "2019")),
        ("2023 or later", ("2023", "")),
        ("no later than 2019", ("", "2019")),
        ("not before 2020", ("2020", "")),
        ("since the start of 2019", ("2019", "")),
        ("by the end of 2019", ("", "2019")),
        ("after 2018 but before 2021", ("2019", "2020")),
        ("ever", ("", "")),
    ],
)
def test_a_time_is_a_date_and_what_makes_a_bound_of_it(words: str, bounds: tuple[str, str]) -> None:
    assert read(words) == Times(*bounds)


def test_of_several_dates_each_is_meant() -> None:
    assert read("in 2018, 2020 or 2021") == Times(only=frozenset({"2018", "2020", "2021"}))
    assert read("in march or may 2020") == Times(only=frozenset({"2020-03", "2020-05"}))


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("since early 2019", "since early 2019"),
        ("since the 2019 inspection", "since the 2019"),
        ("not in 2020", "not in 2020"),
        ("not until 2020", "not until 2020"),
        ("not between 2018 and 2020", "not between 2018 and 2020"),
        ("after 2018 or 2020", "after 2018 or 2020"),
        ("good in 2018 and inadequate in 2021", "2021"),
        ("before 2019 and after 2020", "after 2020"),
        ("in 2016/17", "2016/17"),
        ("in 2011-12", "2011-12"),
        ("in march", "march"),
    ],
)
def test_what_of_a_date_is_not_understood_is_handed_back(words: str, unread: str) -> None:
    assert read(words).unread == (unread,)


def test_a_time_is_told_with_the_words_that_belong_to_it() -> None:
    words = "which were good no later than may 2019 overall?"
    (found,) = find(words)
    assert words[found.start : found.end] == "no later than may 2019"
    assert found.bound


def test_a_number_that_is_compared_is_no_year() -> None:
    assert not read("more than 2000 cases")
