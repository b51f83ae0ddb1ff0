"""What time a follow-up is of."""

from __future__ import annotations

import pytest

from tests.answering.turns import PLACES, after, told
from yosqa.answering.conversation import carry
from yosqa.answering.question import read


@pytest.mark.parametrize(
    ("before", "text", "understood", "periods"),
    [
        (
            "Until what age is Leeds free of tax, 2025?",
            "And Barnet, February 2024?",
            "Barnet free of tax, February",
            "2024-02",
        ),
        ("How many carers had Leeds in the 2014 report?", "And Barnet in 2018?", "Barnet in the 2018 report?", "2018"),
        ("How was Leeds rated in 2016?", "and in the next inspection, November 2018?", "in November 2018?", "2018-11"),
        ("Who led the inspection of Leeds in 2016?", "And the one in May 2024?", "of Leeds in May 2024?", "2024-05"),
        ("What share of Leeds cases were late in November 2023?", "And in May?", "were late in May 2023?", "2023-05"),
        (
            "What share of Leeds cases were late in 2016/17?",
            "and the year before?",
            "cases were late in 2015/16?",
            "2015/16",
        ),
        ("How many left Leeds in May 2019?", "What about two years later?", "How many left Leeds in 2021?", "2021"),
        ("How many left Leeds in January 2019?", "And the month before?", "Leeds in December 2018?", "2018-12"),
        ("What was the turnover in Leeds in 2012?", "and 2009?", "What was the turnover in Leeds in 2009?", "2009"),
        (
            "How was planning in Leeds rated in 2016?",
            "What about staffing that year?",
            "How was staffing in Leeds",
            "2016",
        ),
    ],
)
def test_another_time_takes_the_place_of_the_old_one(before: str, text: str, understood: str, periods: str) -> None:
    question = carry(read(text, PLACES), after(before), PLACES).question
    assert understood in question.text
    assert [period.iso for period in question.periods] == [periods]


def test_a_time_of_facts_is_exchanged_and_that_of_the_report_stays() -> None:
    turns = after("How many children in Leeds were in care in 2017, per the January 2018 report?")
    question = carry(read("And in 2016?", PLACES), turns, PLACES).question
    assert question.text == "How many children in Leeds were in care in 2016, per the January 2018 report?"


def test_a_year_is_exchanged_and_the_place_stays() -> None:
    question = carry(read("And in 2016?", PLACES), after("How was Leeds rated in the 2019 report?"), PLACES).question
    assert [period.iso for period in question.periods] == ["2016"]
    assert question.places == ("Leeds",)
    assert "rated" in question.text


@pytest.mark.parametrize(
    ("turns", "text", "since", "until", "periods"),
    [
        (["How was Leeds rated since 2020?"], "And Barnet?", "2020", "", []),
        (["How was Leeds rated since 2020?"], "And in 2018?", "", "", ["2018"]),
        (["How was Leeds rated?"], "And before 2020?", "", "2019", []),
        (["How was Leeds rated in 2019?"], "And since 2020?", "2020", "", []),
        (["How was Leeds rated?"], "before 2021?", "", "2020", []),
        (["How was Leeds rated?"], "Until 2021?", "", "2021", []),
        (["How was Leeds rated?"], "after 2019?", "2020", "", []),
        (["How was Leeds rated?"], "from 2018 to 2020?", "2018", "2020", []),
        (["How was Leeds rated until 2019?"], "before 2021?", "", "2020", []),
        (["How many services were good?"], "before 2021?", "", "2020", []),
        (["How many children left Leeds?"], "before 2021?", "", "", ["2021"]),
        (["How was Leeds rated since 2020?"], "And the latest?", "", "", []),
        (["How many services were good since 2020?"], "And how many were inadequate?", "2020", "", []),
    ],
)
def test_a_bound_goes_on_until_another_time_is_named(
    turns: list[str], text: str, since: str, until: str, periods: list[str]
) -> None:
    question = carry(read(text, PLACES), after(*turns), PLACES).question
    assert (question.bound.since, question.bound.until) == (since, until)
    assert [period.iso for period in question.periods] == periods


def test_a_bound_takes_the_place_of_another_with_the_word_before_it() -> None:
    for bound in ("until 2019", "from 2017 to 2019"):
        turns = after(f"How many children left Leeds {bound}?")
        asked = carry(read("before 2021?", PLACES), turns, PLACES).question
        assert asked.text == "How many children left Leeds before 2021?"


def test_before_a_report_is_no_bound_and_not_that_year() -> None:
    asked = carry(read("before the 2021 report?", PLACES), after("How was Leeds rated?"), PLACES).question
    assert "in 2021" not in asked.text


def test_a_month_is_no_other_place() -> None:
    turns = after("What did inspectors find in Leeds about victims?")
    assert carry(read("What did inspectors find in December 2018?", PLACES), turns, PLACES).question.places == (
        "Leeds",
    )


def test_a_month_goes_on_when_the_document_is_of_about_that_time() -> None:
    for published, kept in (("2018-12", ["2018-09"]), ("2019-05", [])):
        turns = told("How many children were held in Leeds in September 2018?", "In September 12 were.", published)
        asked = carry(read("What did they cost?", PLACES), turns, PLACES).question
        assert [period.iso for period in asked.periods] == kept


@pytest.mark.parametrize(
    ("published", "kept"), [("2019-05", ["2019"]), ("2020-01", ["2019"]), ("", ["2019"]), ("2024-05", [])]
)
def test_a_time_goes_on_when_the_documents_are_of_it(published: str, kept: list[str]) -> None:
    turns = told("How many staff did Leeds have in 2019?", "In 2019 it had 40 staff.", published)
    asked = carry(read("Who chairs the board?", PLACES), turns, PLACES).question
    assert [period.iso for period in asked.periods] == kept


@pytest.mark.parametrize(("last", "kept"), [("And in 2019?", []), ("And in the 2019 report?", ["2019"])])
def test_a_time_at_which_nothing_was_found_goes_on_only_where_it_names_a_document(last: str, kept: list[str]) -> None:
    turns = after("How was Leeds rated?", last)
    asked = carry(read("How many cases were inspected?", PLACES), turns, PLACES).question
    assert asked.places == ("Leeds",)
    assert [period.iso for period in asked.periods] == kept
