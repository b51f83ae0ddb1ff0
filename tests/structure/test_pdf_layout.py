"""Blocks of a PDF: what its look says of headings, lists, tables, notes and what stands on every page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pdfs import Text, paragraph, write_pdf
from yosqa.documents import extract
from yosqa.model import Block, BlockKind, Extraction
from yosqa.structure import blocks

RUNNING = [Text("Inspection of Anytown services", top=30, size=8)]


def page(number: int, *texts: Text) -> list[Text]:
    return [*RUNNING, *texts, Text(f"Page {number}", x=500, top=815, size=8)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    """A report of five pages with everything that reports have."""
    path = write_pdf(
        tmp_path_factory.mktemp("report") / "report.pdf",
        [
            page(
                1,
                Text("Inspection of Anytown", top=100, size=24),
                Text("Inspection dates: 3 to 14 March 2025", top=150),
                Text("Lead inspector: Ann Example, Inspector", top=180),
                Text("Judgement", top=230, bold=True),
                Text("Grade", x=380, top=230, bold=True),
                Text("The experiences and progress of children", top=260),
                Text("in care", top=274),
                Text("Good", x=380, top=260),
                Text("Overall effectiveness", top=305),
                Text("Requires improvement", x=380, top=305),
                *paragraph(
                    [
                        "Services for children have improved since the last inspection, and leaders know well what is",
                        "still to be done before every child has the same help.",
                    ],
                    top=360,
                ),
            ),
            page(
                2,
                Text("Contents", top=100, size=16, bold=True),
                Text("1. Leadership", top=140),
                Text("3", x=500, top=140),
                Text("1.1 Staff", top=160),
                Text("4", x=500, top=160),
                Text("2. Practice", top=180),
                Text("5", x=500, top=180),
            ),
            page(
                3,
                Text("1. Leadership", top=100, size=16, bold=True),
                *paragraph(
                    ["Leaders should do three things in the coming year, and the board should see to it:"], top=140
                ),
                Text("•", top=170),
                Text("fill the posts that have been open for longest, those of the reviewing officers", x=90, top=170),
                Text("above all", x=90, top=184),
                Text("•", top=210),
                Text(
                    "listen to children when their plans are made and again when these are reviewed, so that",
                    x=90,
                    top=210,
                ),
                Text("1 The board met four times.", top=770, size=8),
            ),
            page(
                4,
                Text("what they want is known.", x=90, top=100),
                Text("1.1 Staff", top=150, size=13, bold=True),
                *paragraph(
                    [
                        "Staff feel well supported by their managers, whom they describe as visible and kind, and",
                        "most of them stay for years. Workloads have come down to sixteen children for each",
                        "worker.",
                    ],
                    top=180,
                ),
            ),
            page(
                5,
                Text("2. Practice", top=100, size=16, bold=True),
                *paragraph(["Plans are up to date for most children, though some of them are hard to read."], top=140),
            ),
        ],
    )
    return extract(path)


def text(extraction: Extraction, block: Block) -> str:
    return " ".join(extraction.pages[block.page - 1].page.text[block.start : block.end].split())


def of_kind(extraction: Extraction, kind: BlockKind) -> list[str]:
    return [text(extraction, block) for block in blocks(extraction) if block.kind is kind]


def test_what_stands_on_every_page_is_furniture(report: Extraction) -> None:
    furniture = of_kind(report, BlockKind.FURNITURE)
    assert furniture.count("Inspection of Anytown services") == 5
    assert [line for line in furniture if line.startswith("Page")] == [f"Page {number}" for number in range(1, 6)]


def test_contents_are_told_from_headings(report: Extraction) -> None:
    assert of_kind(report, BlockKind.CONTENTS) == ["Contents", "1. Leadership 3", "1.1 Staff 4", "2. Practice 5"]
    assert of_kind(report, BlockKind.HEADING) == ["Inspection of Anytown", "1. Leadership", "1.1 Staff", "2. Practice"]


def test_section_paths_leave_out_the_title(report: Extraction) -> None:
    sections = {
        text(report, block)[:13]: block.section for block in blocks(report) if block.kind is BlockKind.PARAGRAPH
    }
    assert sections["Services for "] == ()
    assert sections["Leaders shoul"] == ("1. Leadership",)
    assert sections["Staff feel we"] == ("1. Leadership", "1.1 Staff")
    assert sections["Plans are up "] == ("2. Practice",)


def test_ratings_grid_keeps_label_and_grade_in_one_row(report: Extraction) -> None:
    rows = [block for block in blocks(report) if block.kind is BlockKind.ROW]
    cells = [
        [(report.pages[0].page.text[cell.start : cell.end], cell.column, cell.row) for cell in row.cells]
        for row in rows
    ]
    label = "The experiences and progress of children in care"
    assert cells[1] == [(label.replace(" in care", "\nin care"), "Judgement", ""), ("Good", "Grade", label)]
    assert cells[2][1] == ("Requires improvement", "Grade", "Overall effectiveness")
    assert len({row.group for row in rows}) == 1


def test_paragraph_is_one_span(report: Extraction) -> None:
    staff = next(line for line in of_kind(report, BlockKind.PARAGRAPH) if line.startswith("Staff feel"))
    assert staff.endswith("for each worker.")


def test_list_goes_on_over_a_page_break(report: Extraction) -> None:
    items = [block for block in blocks(report) if block.kind is BlockKind.ITEM]
    assert [text(report, item)[-9:] for item in items] == ["above all", ", so that", "is known."]
    assert len({item.group for item in items}) == 1
    assert [item.continues for item in items] == [False, False, True]


def test_footnote_is_no_part_of_the_list(report: Extraction) -> None:
    assert of_kind(report, BlockKind.FOOTNOTE) == ["1 The board met four times."]


def test_one_page_needs_no_running_heads(tmp_path: Path) -> None:
    only = extract(write_pdf(tmp_path / "one.pdf", [[Text("A line", top=30), Text("Another line", top=400)]]))
    assert of_kind(only, BlockKind.FURNITURE) == []


def test_heading_between_two_tables_is_no_row_of_the_first(tmp_path: Path) -> None:
    def table(top: float, first: int) -> list[Text]:
        rows = [("Question", "Yes"), *((f"Plans are enough, {first + n}", f"{60 + n}%") for n in range(3))]
        return [
            Text(cell, x, top + 18 * n, size=10)
            for n, row in enumerate(rows)
            for cell, x in zip(row, (72, 400), strict=True)
        ]

    heads = [Text("Court work", top=90, size=12, bold=True), Text("Other work", top=210, size=12, bold=True)]
    text_of_it = paragraph(["Inspectors looked at forty cases, half of which had been to court."], top=330, size=10)
    drawn = [heads[0], *table(112, 1), heads[1], *table(232, 4), *text_of_it]
    found = extract(write_pdf(tmp_path / "two.pdf", [drawn]))
    assert of_kind(found, BlockKind.HEADING) == ["Court work", "Other work"]
    sections = {text(found, row): row.section for row in blocks(found) if row.kind is BlockKind.ROW}
    assert sections["Plans are enough, 1 60%"] == ("Court work",)
    assert sections["Plans are enough, 4 60%"] == ("Other work",)
