"""Documents as people save them: web pages as text, Markdown by hand, letters without headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.metadata.reading import of, of_text
from yosqa.documents import extract
from yosqa.model import Kind

WEB_PAGE = """Skip to main content
We use some essential cookies to make this website work. Accept additional cookies | Reject
Home
News
Inspectorate of Schools
Home > News > Inspections

'It is the children who pay': Gwynedd youth justice team marked down after staff cuts

06:00, 24 OCT 2024 | UPDATED 11:42, 25 OCT 2024
Share this article: Facebook  X  Email

The team was marked down, inspectors said, in the
report published on 3 June 2020. They said that it was small.

Background

The team has nine workers, a spokesman said.
"""


def test_a_web_page_is_known_by_its_headline_and_its_own_date() -> None:
    found = of_text(WEB_PAGE)
    assert found.title == "'It is the children who pay': Gwynedd youth justice team marked down after staff cuts"
    assert (found.published, found.places) == ("2024-10-24", ("Gwynedd",))


def test_the_day_of_a_meeting_dates_its_paper() -> None:
    text = "HARTLEPOOL BOROUGH COUNCIL\nPanel\n\nTuesday 20 September 2022, Civic Centre, Room B\n\nIt met.\n"
    assert of_text(text).published == "2022-09-20"
    assert of_text("It met.\n", path="paper_item7_Sept2022.txt").published == "2022-09"


SAVED_PAGE = """Skip to content
Bay Courier
You have 2 free articles left this month

'We failed those families': Swansea youth justice service given lowest mark

By A. Hill
14 March 2024, 06:00 | Updated 11:42

The service has been rated inadequate, inspectors said.
"""
LETTER = """6 May 2025

To: Director of Children's Services, Coventry City Council
    Chief Executive, NHS Coventry and Warwickshire Integrated Care Board

Joint targeted area inspection of Coventry: children affected by violence

This letter summarises the findings of the inspection.
"""


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        (
            SAVED_PAGE,
            "swansea-youth-justice-lowest.txt",
            "'We failed those families': Swansea youth justice service given lowest mark",
        ),
        (
            LETTER,
            "Coventry_joint_inspection_letter.txt",
            "Joint targeted area inspection of Coventry: children affected by violence",
        ),
    ],
)
def test_of_several_lines_the_one_that_the_file_is_named_after_is_the_title(text: str, path: str, title: str) -> None:
    assert of_text(text, path).title == title


def test_a_line_of_the_body_is_no_title_though_the_file_is_named_like_it() -> None:
    text = (
        "Inspection of youth services in Leeds, 2021\n\nThis inspection of the Leeds youth offending service was led\n"
        "by Ada Quill and took place in May.\n"
    )
    assert of_text(text, "leeds-youth-offending-service-inspection.txt").title.startswith(
        "Inspection of youth services"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# What we looked at\n\nInspectors read the files of forty cases and met the staff.\n", "What we looked at"),
        ("# A review of\n\n- one\n- two\n", "A review of"),
    ],
)
def test_a_title_does_not_go_on_with_text(text: str, title: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert of(extract(tmp_path / "a.md"), "a.md").title == title


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\n\n# An inspection of youth services in Plymouth\n\nLead inspector: Ann Hill\n\n---\n\nIt is so.\n"
    )
    found = of(extract(path), "a.md")
    assert (found.title, found.inspector) == ("An inspection of youth services in Plymouth", "Ann Hill")


def test_a_link_to_a_report_makes_news_no_report() -> None:
    text = (
        "Youth team told to improve\n\nAnn Hill\n\nInspection of youth services\n\nLeeds must do more, the lead"
        " inspector said. She told us so in the town hall.\n"
    )
    assert of_text(text).kind is Kind.NEWS


def test_a_title_that_its_first_line_does_not_end_goes_on() -> None:
    report = "An inspection of youth services in\nStockport\nNovember 2023\n\nThis inspection was led by A. Hill.\n"
    found = of_text(report.replace("Stockport\n", "Stockport (a town of some size)\n"))
    assert found.title.startswith("An inspection of youth services in Stockport")


def test_front_matter_and_marks_of_emphasis_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        '---\ntitle: "An inspection of youth services in Plymouth"\ndate: June 2022\n---\n\n'
        "# Plymouth Youth Justice Service\n\n*An inspection of youth services, published 21 June 2022*\n\n"
        "This inspection was led by HM Inspector **Gwil Sand**, with a team. She said it went on. He said so, too.\n",
        encoding="utf-8",
    )
    found = of(extract(path), "page.md")
    assert (found.title, found.published) == ("Plymouth Youth Justice Service", "2022-06-21")
    assert (found.kind, found.inspector) == (Kind.REPORT, "Gwil Sand")


NOTICE = """HMI PROBATION - PRESS NOTICE

EMBARGOED UNTIL 00:01 ON THURSDAY 24 NOVEMBER 2022


"Exceptional": Kent Youth Justice Service earns top rating

The service has been rated outstanding, said Ann Hill.

Notes to editors
"""
THEMATIC = """                Criminal Justice
                Joint Inspection

     One night too many

     A joint thematic inspection of children held in police
     custody after charge

     February 2022
"""
PAPER = """WARRINGTON BOROUGH COUNCIL

POLICY COMMITTEE - 12 July 2023

**Agenda Item 8**

| | |
|---|---|
| **Report of:** | Assistant Director |
| **Report author:** | Ann Hill |
| **Cabinet member:** | Councillor Bo Lee |

**TITLE: IMPROVEMENT PLAN - SECOND UPDATE**

The inspection took place in September 2022 and the report was published on 19 January 2023.
"""


def test_a_notice_is_known_by_its_headline_and_the_day_of_its_embargo() -> None:
    found = of_text(NOTICE)
    assert found.title == '"Exceptional": Kent Youth Justice Service earns top rating'
    assert (found.published, found.kind) == ("2022-11-24", Kind.RELEASE)


def test_what_an_inspectorate_calls_itself_or_an_item_s_number_is_no_title() -> None:
    assert of_text(THEMATIC).title == "One night too many"
    found = of_text(PAPER, path="item8.md")
    assert found.title == "IMPROVEMENT PLAN - SECOND UPDATE"
    assert found.fieldwork_start != "2023-01-19"
