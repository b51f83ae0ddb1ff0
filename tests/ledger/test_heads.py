from __future__ import annotations

import pytest

from yosqa.ledger.heads import chief, dates, leaders
from yosqa.ledger.text import FoldedPage


def days(text: str) -> dict[str, str]:
    page = FoldedPage(1, text)
    found = dates([page])
    assert all(text[one.value.start : one.value.end] for one in found)
    return {one.measure: one.normal for one in found}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Inspection dates: 11 to 15 March 2024", "2024-03-11", "2024-03-15"),
        ("Inspection date: 29 April – 22 May 2014", "2014-04-29", "2014-05-22"),
        ("Inspection dates: 18 February to 1 March\n2019", "2019-02-18", "2019-03-01"),
        ("Inspection dates: 23 April 2018 to 04 May 2018", "2018-04-23", "2018-05-04"),
        ("Inspection dates: 19 November–30 November 2018", "2018-11-19", "2018-11-30"),
        ("Inspection dates: 12 December to 6 January 2023", "2022-12-12", "2023-01-06"),
        ("This inspection took place from 23 to 27 January 2023. It was", "2023-01-23", "2023-01-27"),
        ("29 June 2016\n\nBetween 16 and 20 May, Ofsted and others inspected", "2016-05-16", "2016-05-20"),
        ("Inspection dates: 30 September to 11 October 2024 and 13 to 16 January 2025", "2024-09-30", "2025-01-16"),
    ],
)
def test_when_an_inspection_took_place(text: str, start: str, end: str) -> None:
    found = days(text)
    assert (found["inspection-start"], found["inspection-end"]) == (start, end)


def test_a_month_is_enough() -> None:
    assert days("Fieldwork started: September 2018")["inspection-start"] == "2018-09"


def test_when_a_report_was_published() -> None:
    assert days("Report published: 7 July 2014")["published"] == "2014-07-07"


def test_the_dates_of_the_previous_inspection_are_others() -> None:
    text = "Dates of previous inspection: 1 to 5 May 2017\nInspection dates: 8 to 12 July 2024"
    assert days(text)["inspection-start"] == "2024-07-08"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lead inspector: Mary O’Neill-Jones, His Majesty’s Inspector\nJudgement Grade", "Mary O’Neill-Jones"),
        ("Lead inspector: Jan van der Berg\nHer Majesty’s Inspector", "Jan van der Berg"),
        ("Reporting inspector Ada Byron HMI\nAge group: All", "Ada Byron"),
        ("This inspection was led by HM Inspector Ada Byron, supported by a team", "Ada Byron"),
        (
            "Ofsted Care Quality Commission\nAda Byron, Ofsted HMI, lead inspector Bo Diaz, CQC lead inspector",
            "Ada Byron",
        ),
        ("Deputy lead inspector: Bo Diaz\nLead inspector: Ada Byron HMI", "Ada Byron"),
    ],
)
def test_who_led(text: str, name: str) -> None:
    (found,) = leaders([FoldedPage(1, text)])
    assert text[found.value.start : found.value.end] == name


def test_a_deputy_did_not_lead() -> None:
    assert leaders([FoldedPage(1, "Deputy lead inspector: Bo Diaz\n")]) == ()


def test_the_chief_inspector_is_named_by_a_signature() -> None:
    (found,) = chief([FoldedPage(1, "Bo Diaz\nChief Inspector of Probation\n")])
    assert found.normal == "Bo Diaz"


def test_marks_of_emphasis_are_no_part_of_a_name_and_bullets_part_names() -> None:
    led = leaders([FoldedPage(1, "It was led by HM Inspector **Ann Hill**, with a team. **Bob Lee**\nChief Inspector")])
    assert [one.normal for one in led] == ["Ann Hill"]
    assert leaders([FoldedPage(1, "* Lead inspector\n* Ann Hill\n* Bob Lee")]) == ()
    (signed,) = chief([FoldedPage(1, "**Cara Dean**\nHM Chief Inspector of Probation")])
    assert signed.normal == "Cara Dean"
