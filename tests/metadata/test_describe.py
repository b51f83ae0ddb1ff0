"""What documents are about, by the source that says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.metadata.reading import of, of_text
from tests.pdfs import Text, write_pdf
from yosqa.documents import extract
from yosqa.documents.lines import plain_page
from yosqa.model import Extraction, Kind

FACTS = Path(__file__).with_name("reports.csv")
"""Facts of 40 reports, read from their pages by hand; the publication dates are those of the inspectorate's site."""

NEWS = """Anytown service told to improve

Jo Bloggs
Wednesday, December 5, 2018

Essex Youth Offending Service has been told to improve, inspectors said on Tuesday. They said that the staff were kind.

Hertfordshire was rated good, the report says. "We know this," a council spokesman told the paper.
"""
RELEASE = """Joint inspection of youth offending work in Lewisham

Lewisham Youth Offending Service needs a sharper focus, said the Chief Inspector.

NOTES TO EDITORS

1. The report is available at www.example.org from 08 December 2016.
"""


def test_news() -> None:
    found = of_text(NEWS)
    assert (found.kind, found.published, found.places) == (Kind.NEWS, "2018-12-05", ("Essex",))
    assert found.service == "Essex Youth Offending Service"
    assert found.mentions == ("Hertfordshire",)
    assert found.title == "Anytown service told to improve"


def test_a_heading_that_opens_a_section_is_no_part_of_the_title(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# Inspection of Anytown\n\n## Foreword\n\nThe service is small and it is good at what it does, we found.\n\n"
        "## Ratings\n\nPlanning was rated good by all who read the files of children in that week.\n",
        encoding="utf-8",
    )
    assert of(extract(path)).title == "Inspection of Anytown"


def test_release() -> None:
    found = of_text(RELEASE)
    assert (found.kind, found.published, found.places) == (Kind.RELEASE, "2016-12-08", ("Lewisham",))


def test_report(tmp_path: Path) -> None:
    cover = [
        Text("Inspection of Hackney local authority", top=100, size=24),
        Text("children’s services", top=130, size=24),
        Text("Inspection dates: 30 November to 11 December 2023", top=180),
        Text("Lead inspector: Máire Ní Example, His Majesty’s Inspector", top=200),
        Text("The impact of leaders on social work practice with children and families", top=240),
        Text("The experiences and progress of care leavers", top=260),
    ]
    rest = [[Text("What needs to improve", top=100, size=14, bold=True), Text("Plans.", top=130)]] * 2
    found = of(extract(write_pdf(tmp_path / "x.pdf", [cover, *rest], title="LA NAME - draft")))
    assert found.title == "Inspection of Hackney local authority children’s services"
    assert (found.kind, found.framework, found.publisher) == (Kind.REPORT, "ofsted-ilacs-2023", "Ofsted")
    assert (found.fieldwork_start, found.fieldwork_end) == ("2023-11-30", "2023-12-11")
    assert found.inspector == "Máire Ní Example"
    assert found.places == ("Hackney",)
    assert found.sources["inspector"] == "page 1"


def test_text_beats_properties_and_these_beat_the_file_name() -> None:
    page = plain_page(1, "A title\n\nPublished: 5 May 2020\n\nSome words on Kent.\n")
    stated = Extraction("text/plain", (page,), properties={"published": "2021-01-01", "publisher": "A paper"})
    found = of(stated, "news/barnet_2019-02-03.txt")
    assert (found.published, found.sources["published"]) == ("2020-05-05", "page 1")
    assert (found.publisher, found.sources["publisher"]) == ("A paper", "file properties")
    assert found.places == ("Kent",)
    named = of_text("A title\n\nNothing here says when or where.\n", "barnet_2019-02-03_joint.txt")
    assert (named.published, named.places, named.kind) == ("2019-02-03", ("Barnet",), Kind.JOINT)
    assert named.sources["places"] == named.sources["published"] == named.sources["kind"] == "file name"


def test_user_beats_all() -> None:
    found = of_text(NEWS, kind="annual report", places="Kent; Medway", published="1999", title="My title")
    assert (found.kind, found.places, found.published) == (Kind.ANNUAL, ("Kent", "Medway"), "1999")
    assert found.title == "My title"
    assert found.sources["title"] == "user"


def test_places_that_the_user_names_get_their_canonical_names() -> None:
    found = of_text(NEWS, places="Barking; barking & dagenham; Nowhere on Sea", mentions="Herts; Kent; Barking")
    assert found.places == ("Barking and Dagenham", "Nowhere on Sea")
    assert found.mentions == ("Hertfordshire", "Kent")


def test_joint_service_is_about_its_authorities_too() -> None:
    found = of_text("Bury and Rochdale Youth Justice Service rated good\n\nInspectors said it was good, they said.\n")
    assert found.places == ("Bury and Rochdale", "Bury", "Rochdale")


@pytest.fixture(scope="module")
def reports(shared: Path) -> list[tuple[dict[str, str], Extraction]]:
    """The facts of each report, and the report."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return [(row, extract(shared / "reports" / row["report"])) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("hidden", "allowed"), [(False, 0), (True, 2)], ids=["named", "file name hidden"])
def test_facts_of_reports(reports: list[tuple[dict[str, str], Extraction]], hidden: bool, allowed: int) -> None:
    assert len(reports) == 40
    wrong = []
    for row, extraction in reports:
        found = of(extraction, "document.pdf" if hidden else row["report"])
        told = {
            "place": found.places[0],
            "published": found.published[:7],
            "kind": found.kind.value,
            "framework": found.framework,
            "inspector": found.inspector,
            "fieldwork_start": found.fieldwork_start,
            "fieldwork_end": found.fieldwork_end,
        }
        expected = row | {"published": row["published"][:7]}
        wrong += [(row["report"], name, value) for name, value in told.items() if value != expected[name]]
    assert len(wrong) <= allowed, wrong


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("HM Inspectorate of Probation, May 2022", "2022-05"),
        ("*The Post, Thursday 15 July 2021, by A. Hill*", "2021-07-15"),
        ("Embargoed until 00:01, Thursday 20 February 2020", "2020-02-20"),
        ("Letter dated 9 March 2023. Fieldwork: 14 to 25 November 2022.", "2023-03-09"),
        ("Press release, 12 March 2020", "2020-03-12"),
        ("**Date of meeting: 23 November 2022**", "2022-11-23"),
        ("Meeting of 18 November 2020. Report of the Head of Service.", "2020-11-18"),
        ("Report date: 4 May 2020", "2020-05-04"),
        ("14 March 2024, 06:00 | Updated 11:42", "2024-03-14"),
        ("*An inspection of youth services, published 21 June 2022*", "2022-06-21"),
        ("14 March 2024, 6:00am GMT", "2024-03-14"),
        ("14 March 2023, 10:30 was when the window was smashed by a boy of twelve years of age.", ""),
        ("Progress since the inspection report published in June 2019", ""),
        ("Inspection of services, visited in March 2020", ""),
        ("Report for the year ended 31 March 2019", ""),
        ("Minutes of the last meeting, 3 March 2020", ""),
        ("Next review (June 2025)", ""),
        ("Arrested on Monday, 4 May 2020, the boy was later charged", ""),
        ("The service was told on 3 March 2020 that it fails.", ""),
    ],
)
def test_the_line_that_dates_a_document_is_known(head: str, published: str) -> None:
    assert of_text(f"Essex Youth Offending Service\n\n{head}\n\nThe staff were kind, it says.\n").published == published


def test_a_file_name_may_say_the_month() -> None:
    assert of_text("Staff were kind.\n", "essex-news-july-2021.txt").published == "2021-07"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("press-release-march.md", Kind.RELEASE),
        ("PressRelease2024.md", Kind.RELEASE),
        ("pressrelease.md", Kind.RELEASE),
        ("news/impressive-work.md", Kind.NEWS),
        ("our_newsletter.md", Kind.NEWS),
        ("JTAIReport.md", Kind.JOINT),
        ("SEND2023.md", Kind.REPORT),
        ("Inspection reports/leeds.md", Kind.REPORT),
        ("impressive-work.md", Kind.OTHER),
        ("mathematics.md", Kind.OTHER),
        ("disjointed-resending.md", Kind.OTHER),
    ],
)
def test_a_path_tells_the_kind_by_whole_words(path: str, kind: Kind) -> None:
    assert of_text("Staff were kind.\n", path).kind is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mathematics teaching in Leeds schools", Kind.OTHER),
        ("A thematic look at Leeds schools", Kind.THEMATIC),
        ("Annual reports of Leeds schools", Kind.ANNUAL),
    ],
)
def test_a_title_tells_the_kind_by_whole_words(title: str, kind: Kind) -> None:
    assert of_text(f"{title}\n\nStaff were kind.\n", "a.txt").kind is kind


SHORT_REPORT = """An inspection of youth justice services in
MERTON
HM Inspectorate of Probation
May 2021

This inspection was led by HM Inspector Ada Quill. We said so to the board, and the board told us that it agreed.

FOREWORD

The service is small. Its staff know the children well.
"""
PAPER = """CALDERDALE METROPOLITAN BOROUGH COUNCIL
Children's Services Scrutiny Board
Meeting: 21 November 2023, Town Hall
Agenda item 7

## Progress on the improvement plan

Report of: A. Hill, Director

The lead member said that work had begun. The director told members that Bradford Youth Justice Service had helped, and
that Bradford Youth Justice Service would go on doing so.
"""
THEMATIC = """LEFT AT THE GATE
A joint thematic inspection by HM Inspectorate of Probation and Estyn
June 2021

Foreword

We visited four areas, inspectors said. They told us much.

Area	Children in school	Excluded
Norfolk	11	5
Flintshire	15	2

Warrington: a place at the table

Warrington has an education manager who sits in the team and knows the schools.

Poole: waiting by the phone

In Poole, nobody is charged with education, and so case managers ring round the schools themselves.
"""


def test_a_short_report_is_a_report_for_its_title() -> None:
    assert of_text(SHORT_REPORT).kind is Kind.REPORT
    headline = SHORT_REPORT.replace("An inspection of youth justice services in\nMERTON", "Merton fails its inspection")
    assert of_text(headline).kind is Kind.NEWS


def test_a_release_of_several_pages_is_no_report(tmp_path: Path) -> None:
    pages = ["The lead inspector said that they were small.", "It went on.", "Notes to editors: fieldwork was in May."]
    path = tmp_path / "paper.pdf"
    write_pdf(path, [[Text(words)] for words in pages], title="Inspection of libraries in Essex")
    found = of(extract(path))
    assert (found.title, found.kind) == ("Inspection of libraries in Essex", Kind.RELEASE)


def test_a_paper_is_about_the_council_of_its_letterhead_and_no_news() -> None:
    found = of_text(PAPER)
    assert (found.kind, found.places, found.mentions) == (Kind.OTHER, ("Calderdale",), ("Bradford",))
    assert found.title == "Progress on the improvement plan"


def test_a_thematic_report_says_so_under_its_title_and_is_about_the_places_of_its_sections_and_rows() -> None:
    found = of_text(THEMATIC)
    assert found.kind is Kind.THEMATIC
    assert set(found.places) == {"Norfolk", "Flintshire", "Warrington", "Poole"}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("HM Inspectorate of Probation\nPress release\n\nExeter youth team sets the pace, say inspectors\n\nEmbargoed",
         "Exeter youth team sets the pace, say inspectors"),
        ("'They let us drift': Exeter's team rated inadequate\n\nBy A. Hill\nPublished 18 August 2022\n",
         "'They let us drift': Exeter's team rated inadequate"),
        ("# London Borough of Hounslow\n\n**Agenda item 7: Progress on the action plan**\n",
         "Progress on the action plan"),
        ("# Families Committee\n\n**Report title:** Youth justice: one year on\n", "Youth justice: one year on"),
        ("Mid Wales Courier\n\nPowys youth team climbs out of the bottom grade\n\nBy A. Hill\n",
         "Powys youth team climbs out of the bottom grade"),
    ],
)  # fmt: skip
def test_the_title_says_what_a_document_is_about_and_not_who_issues_it(head: str, title: str) -> None:
    assert of_text(f"{head}\nThe youth justice team was visited in the spring of the year.\n").title == title


def test_a_register_speaks_of_the_places_of_its_rows_by_any_of_their_names(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("Service,Rating\nHull,Good\nStoke,Good\nLeeds,Good\n", encoding="utf-8")
    assert set(of(extract(path)).mentions) == {"Hull", "Stoke-on-Trent", "Leeds"}
