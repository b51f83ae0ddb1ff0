"""PDFs drawn for the test: text, places, look, order, properties, and files that are broken."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pdfs import Text, paragraph, write_pdf, write_scan, write_tagged_pdf
from yosqa.documents import extract, ocr
from yosqa.errors import DocumentError
from yosqa.model import Extraction, OutlineEntry

LEFT = [f"left column line number {number} goes on here" for number in range(1, 13)]
RIGHT = [f"right column line number {number} goes on too" for number in range(1, 13)]


def texts(extraction: Extraction, page: int = 1) -> list[str]:
    layout = extraction.pages[page - 1]
    return [layout.page.text[line.start : line.end] for line in layout.lines]


def test_lines_know_their_place_and_look(tmp_path: Path) -> None:
    page = [Text("2.1 Planning", top=90, size=16, bold=True), Text("Plans were good.", x=80, top=120)]
    layout = extract(write_pdf(tmp_path / "a.pdf", [page])).pages[0]
    assert layout.page.text == "2.1 Planning\nPlans were good."
    heading, body = layout.lines
    assert (heading.size, heading.bold, body.size, body.bold) == (16, True, 11, False)
    assert (heading.x, body.x) == pytest.approx((72, 80), abs=1)
    assert heading.top < 90 < body.top < 120
    assert (layout.width, layout.height) == pytest.approx((595, 842))


def test_a_bold_beginning_makes_no_bold_line(tmp_path: Path) -> None:
    page = [Text("Recommendation:", bold=True), Text("the board should meet", x=165)]
    (line,) = extract(write_pdf(tmp_path / "a.pdf", [page])).pages[0].lines
    assert not line.bold


def test_cells_of_a_table_row_are_parted_by_gaps(tmp_path: Path) -> None:
    page = [Text("Planning", top=100), Text("Good", x=300, top=100), Text("75%", x=400, top=100)]
    layout = extract(write_pdf(tmp_path / "a.pdf", [page])).pages[0]
    (line,) = layout.lines
    assert [(layout.page.text[offset : offset + 3], round(x)) for offset, x in line.gaps] == [
        ("Goo", 300),
        ("75%", 400),
    ]


def test_two_columns_held_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = [Text("A heading over both columns of this page, which is quite long", top=80, size=14)]
    for left, right in zip(paragraph(LEFT), paragraph(RIGHT, x=320), strict=True):
        page += [left, right]
    page.append(Text("And a closing line that runs on under both of the columns of this page.", top=400))
    expected = [page[0].text, *LEFT, *RIGHT, page[-1].text]
    assert texts(extract(write_pdf(tmp_path / "a.pdf", [page]))) == expected


def test_columns_whose_lines_do_not_stand_level(tmp_path: Path) -> None:
    page = []
    for left, right in zip(paragraph(LEFT), paragraph(RIGHT, x=320, top=104), strict=True):
        page += [left, right]
    assert texts(extract(write_pdf(tmp_path / "a.pdf", [page]))) == LEFT + RIGHT


def test_columns_that_the_file_holds_in_order_stay(tmp_path: Path) -> None:
    page = paragraph(LEFT) + paragraph(RIGHT, x=320)
    assert texts(extract(write_pdf(tmp_path / "a.pdf", [page]))) == LEFT + RIGHT


def test_rows_of_a_table_are_not_torn_apart(tmp_path: Path) -> None:
    rows = [(f"Standard {number} of the framework", "Requires improvement") for number in range(1, 11)]
    page = []
    for number, (name, rating) in enumerate(rows):
        page += [Text(name, top=100 + 40 * number), Text(rating, x=320, top=100 + 40 * number)]
    assert texts(extract(write_pdf(tmp_path / "a.pdf", [page]))) == [f"{name} {rating}" for name, rating in rows]


def test_what_stands_above_is_read_first(tmp_path: Path) -> None:
    page = [Text("7", x=290, top=800), *paragraph(["Body text one.", "Body text two."]), Text("Running head", top=40)]
    found = texts(extract(write_pdf(tmp_path / "a.pdf", [page])))
    assert found == ["Running head", "Body text one.", "Body text two.", "7"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_has_the_places_of_the_page_as_shown(tmp_path: Path, rotation: int) -> None:
    page = [Text("First line of it", x=100, top=100), Text("Second line of it", x=100, top=200)]
    path = write_pdf(tmp_path / "a.pdf", [page], rotation=rotation)
    layout = extract(path).pages[0]
    assert set(layout.page.text.split("\n")) == {"First line of it", "Second line of it"}
    for line in layout.lines:
        assert 0 <= line.x <= layout.width
        assert 0 <= line.top <= layout.height
    lines = dict(zip(layout.page.text.split("\n"), layout.lines, strict=True))
    first, second = lines["First line of it"], lines["Second line of it"]
    # Turned clockwise, what was 100 points below is 100 points to the left, above, or to the right.
    moved = (second.x - first.x, second.top - first.top)
    assert moved == pytest.approx({90: (-100, 0), 180: (-7, -100), 270: (100, -7)}[rotation], abs=9)


def test_tags_tell_headings_items_and_page_numbers(tmp_path: Path) -> None:
    extraction = extract(write_tagged_pdf(tmp_path / "a.pdf"))
    found = zip(texts(extraction), extraction.pages[0].lines, strict=True)
    assert [(text, line.heading, line.bullet, line.clutter) for text, line in found] == [
        ("Ratings", 1, False, False),
        ("First item of the list", 0, True, False),
        ("goes on here", 0, False, False),
        ("Second item", 0, True, False),
        ("Page 1", 0, False, True),
    ]


def test_properties_outline_and_labels(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf",
        [[Text("Contents")], [Text("One")], [Text("Two")]],
        title="An inspection",
        outline=[("1 One", 2), ("2 Two", 3)],
        labels=[(1, "ROMAN_LOWER", 4), (2, "ARABIC", 1)],
    )
    extraction = extract(path)
    assert extraction.properties == {"title": "An inspection", "created": "2000-01-01"}
    assert extraction.outline == (OutlineEntry("1 One", 2, 1), OutlineEntry("2 Two", 3, 1))
    assert [layout.page.label for layout in extraction.pages] == ["iv", "1", "2"]
    assert [layout.page.number for layout in extraction.pages] == [1, 2, 3]


def test_an_empty_password_opens(tmp_path: Path) -> None:
    assert texts(extract(write_pdf(tmp_path / "a.pdf", [[Text("Open to all")]], password=""))) == ["Open to all"]


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Text("Secret")]], password="secret")
    with pytest.raises(DocumentError, match=r"a\.pdf needs a password"):
        extract(path)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where nothing recognises text."""
    monkeypatch.setattr(ocr, "recogniser", lambda: None)


@pytest.mark.usefixtures("without_ocr")
def test_scanned_pages_are_named(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "a.pdf", [[Text("One")], [Text("Two")], [Text("Three")]])
    (problem,) = extract(write_scan(tmp_path / "b.pdf", whole, scanned=[2])).problems
    assert "1 of 3 pages (2)" in problem
    assert "yosqa[ocr]" in problem
    (problem,) = extract(write_scan(tmp_path / "c.pdf", whole, scanned=[1, 2, 3])).problems
    assert "all 3 pages" in problem


def test_blank_pages_are_no_scans(tmp_path: Path) -> None:
    assert extract(write_pdf(tmp_path / "a.pdf", [[Text("One")], []])).problems == ()
    assert extract(write_pdf(tmp_path / "b.pdf", [[]])).problems == ("No page holds any text.",)


@pytest.fixture
def torn(tmp_path: Path) -> Callable[[float], Path]:
    """``torn(0.5)`` is a PDF of five pages of which only the first half has arrived."""
    whole = write_pdf(tmp_path / "whole.pdf", [paragraph([f"Line {number}" for number in range(40)])] * 5).read_bytes()

    def cut(share: float) -> Path:
        path = tmp_path / "torn.pdf"
        path.write_bytes(whole[: int(len(whole) * share)])
        return path

    return cut


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_torn_pdf_says_so(torn: Callable[[float], Path], share: float) -> None:
    with pytest.raises(DocumentError, match=r"torn\.pdf is damaged") as caught:
        extract(torn(share))
    assert "fresh copy" in caught.value.hint


def test_a_pdf_that_lacks_only_its_last_line_gives_its_text(torn: Callable[[float], Path]) -> None:
    extraction = extract(torn(0.996))
    assert [texts(extraction, page)[-1] for page in range(1, 6)] == ["Line 39"] * 5


def test_a_hyphen_at_the_end_of_a_line_stays(tmp_path: Path) -> None:
    page = paragraph(["The service was well-", "targeted and reached many families"])
    assert extract(write_pdf(tmp_path / "a.pdf", [page])).pages[0].page.text == "\n".join(text.text for text in page)


LINES = st.lists(
    st.builds(
        Text,
        text=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30),
        x=st.integers(20, 400),
        top=st.integers(20, 820),
        size=st.sampled_from([6, 11, 20]),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_lines_cover_the_text_whatever_stands_where(tmp_path_factory: pytest.TempPathFactory, page: list[Text]) -> None:
    layout = extract(write_pdf(tmp_path_factory.mktemp("pdf") / "a.pdf", [page])).pages[0]
    assert "\n".join(layout.page.text[line.start : line.end] for line in layout.lines) == layout.page.text
    letters = sorted("".join(text.text for text in page))
    # PDFium draws hyphens at line ends and overlapping doubles its own way; nothing else may be lost or made up.
    assert set("".join(layout.page.text.split())) <= set(letters) | {"-"}


PICTURES = ("first_page_no_text_", "encrypted_09_")
"""Hard PDFs whose pages hold no text, only pictures or nothing."""


@pytest.mark.usefixtures("without_ocr")
def test_the_hard_pdfs(shared: Path) -> None:
    """Those that have pages, as their list says, are read; all others are refused with what to do."""
    folder = shared / "hard_pdfs"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        pages = {row["file"]: int(row["pages"] or 0) for row in csv.DictReader(file)}
    assert pages and pages.keys() == {path.name for path in folder.glob("*.pdf")}
    for name, count in pages.items():
        if count:
            extraction = extract(folder / name)
            readable = any(layout.page.text for layout in extraction.pages)
            assert len(extraction.pages) == count, name
            assert readable != name.startswith(PICTURES), name
            assert readable or extraction.problems, name
        else:
            with pytest.raises(DocumentError, match=re.escape(name)) as caught:
                extract(folder / name)
            assert caught.value.hint
