"""When inspectors were there and when a report came out, each with the characters that say so."""

from __future__ import annotations

import pytest

from yosqa.metadata import events
from yosqa.metadata.facts import Fact
from yosqa.model import Page


def pages(text: str) -> list[Page]:
    return [Page(1, "1", text)]


def cited(text: str, fact: Fact) -> tuple[str, str]:
    return text[fact.span.start : fact.span.end], text[fact.evidence.start : fact.evidence.end]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Inspection dates: 11 to 15 March 2024", "2024-03-11", "2024-03-15"),
        ("Inspection date: 29 April – 22 May 2014", "2014-04-29", "2014-05-22"),
        ("Inspection date: 20 June 2017 ─ 13 July 2017", "2017-06-20", "2017-07-13"),
        ("Inspection dates: 18 February to 1 March\n2019", "2019-02-18", "2019-03-01"),
        ("Inspection dates: 23 April 2018 to 04 May 2018", "2018-04-23", "2018-05-04"),
        ("Inspection dates: 19 November–30 November 2018", "2018-11-19", "2018-11-30"),
        ("Inspection dates: 12 December to 6 January 2023", "2022-12-12", "2023-01-06"),
        ("This inspection took place from 23 to 27 January 2023. It was", "2023-01-23", "2023-01-27"),
        ("Inspection dates: 30 September to 11 October 2024 and 13 to 16 January 2025", "2024-09-30", "2025-01-16"),
        ("HM Inspectorate, fieldwork 3 to 14 February 2025, published 9 May 2025", "2025-02-03", "2025-02-14"),
        ("Fieldwork: 13 to 24 November 2023", "2023-11-13", "2023-11-24"),
        ("Fieldwork was in February 2023", "2023-02", "2023-02"),
        ("The inspection was carried out between May and September 2024, when", "2024-05", "2024-09"),
        ("Fieldwork took place over one week in May 2019 and was told on 4 June 2019", "2019-05", "2019-05"),
    ],
)
def test_when_an_inspection_took_place(text: str, first: str, last: str) -> None:
    found = events.fieldwork(pages(text), "", "")
    assert found is not None
    assert (found.value, found.last, found.tells_end) == (first, last, True)
    assert cited(text, found)[1].endswith(cited(text, found)[0])


@pytest.mark.parametrize(
    ("text", "first", "last", "value"),
    [
        ("Fieldwork started: September 2018\nScore", "2018-09", "2018-09", "September 2018"),
        ("| Fieldwork started | 29 January 2024 |", "2024-01-29", "2024-01-29", "29 January 2024"),
        ("Fieldwork took place in the week of 6 November 2023, and", "2023-11-06", "2023-11-06", "6 November 2023"),
        ("Fieldwork took place from 16 October 2023.", "2023-10-16", "2023-10-16", "16 October 2023"),
        ("Fieldwork took place in two weeks, beginning on 7 October and 28 October 2019.", "2019-10-07", "2019-10-28",
         "7 October and 28 October 2019"),
    ],
)  # fmt: skip
def test_a_beginning_tells_no_end(text: str, first: str, last: str, value: str) -> None:
    found = events.fieldwork(pages(text), "", "")
    assert found is not None
    assert (found.value, found.last, found.tells_end) == (first, last, False)
    assert cited(text, found)[0] == value


def test_a_label_above_is_of_another_line() -> None:
    text = "Dates of previous inspection: 1 to 5 May 2017\nDate of last inspection\nInspection dates: 8 to 12 July 2024"
    found = events.fieldwork(pages(text), "", "")
    assert found is not None
    assert found.value == "2024-07-08"


@pytest.mark.parametrize("published", ["2016-06-29", "2016-05", "2017-01-20"])
def test_a_year_left_out_is_that_of_publication_or_the_one_before(published: str) -> None:
    found = events.fieldwork(pages("Between 16 and 20 May, Ofsted and others inspected"), published, published[:4])
    assert found is not None
    assert (found.value, found.last) == ("2016-05-16", "2016-05-20")


@pytest.mark.parametrize(
    "text",
    [
        "Dates of previous inspection: 1 to 5 May 2017",
        "The previous full inspection took place in May 2017.",
        "The last inspection took place on 3 May 2017.",
        "Between 12 and 16, Ofsted says, children are at risk.",
        "Inspection dates: 2 to 6 June 2025",
    ],
)
def test_dates_of_another_inspection_are_none(text: str) -> None:
    assert events.fieldwork(pages(text), "2024-05-01", "2024") is None


@pytest.mark.parametrize(
    ("text", "value", "evidence"),
    [
        ("Report published: 7 July 2014", "7 July 2014", "Report published: 7 July 2014"),
        ("Inspectorate of Youth. Published 14 November 2023.", "14 November 2023", "Published 14 November 2023"),
        ("It was in May, and this report was published on 20 February 2024.", "20 February 2024",
         "this report was published on 20 February 2024"),
        ("Ofsted\n\n13 March 2025\n\nDear all", "13 March 2025", "13 March 2025"),
        ("A title\n\nHM Inspectorate of Probation, May 2022\n", "May 2022", "HM Inspectorate of Probation, May 2022"),
        ("Letter dated 9 March 2023. Fieldwork: May.", "9 March 2023", "Letter dated 9 March 2023"),
    ],
)  # fmt: skip
def test_when_a_document_came_out(text: str, value: str, evidence: str) -> None:
    found = events.published(pages(text))
    assert found is not None
    assert cited(text, found) == (value, evidence)


def test_the_report_that_a_paper_tells_of_came_out_on_another_day() -> None:
    text = "SCRUTINY PANEL\n20 September 2022\n\nThe inspection report was published on 25 November 2021."
    own, told = events.published(pages(text)), events.released(pages(text))
    assert own is not None
    assert told is not None
    assert (own.value, told.value) == ("2022-09-20", "2021-11-25")
