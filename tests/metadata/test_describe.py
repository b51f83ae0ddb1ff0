"""What documents are about, by the source that says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.pdfs import Text, write_pdf
from yosqa.documents import extract
from yosqa.documents.lines import plain_page
from yosqa.errors import DocumentError
from yosqa.metadata import describe
from yosqa.model import Extraction, Kind, Metadata
from yosqa.structure import blocks

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


def of_text(text: str, path: str = "document.txt", **overrides: str) -> Metadata:
    return of(Extraction("text/plain", (plain_page(1, text),)), path, **overrides)


def of(extraction: Extraction, path: str = "document.pdf", **overrides: str) -> Metadata:
    return describe(path, extraction, blocks(extraction), overrides)


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


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [("kind", "memo", "annual report"), ("published", "17/01/2019", "2019-01-17"), ("published", "2019-13", "2019-01")],
)
def test_a_sidecar_that_cannot_be_right_is_named_with_the_remedy(field: str, value: str, remedy: str) -> None:
    with pytest.raises(DocumentError, match=rf"^news/a\.txt\.toml: {field} is '{value}'") as raised:
        of_text(NEWS, "news/a.txt", **{field: value})
    assert remedy in raised.value.hint


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
