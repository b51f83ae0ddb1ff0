"""Blocks of files without layout: tabs, tags, raised figures, and what news pages carry along."""

from __future__ import annotations

import pytest

from tests.awkward import workbook
from yosqa.documents import read
from yosqa.documents.lines import plain_page
from yosqa.model import Block, BlockKind, Extraction
from yosqa.structure import blocks
from yosqa.structure.furniture import is_clutter

REPORT = """An inspection of youth work in
Anytown

Contents

Foreword\t2
1. Delivery\t3
1.1 Staff.....\t3
Annex 1 – Results\t4

Foreword

This is the foreword, which says at some length what the inspection was about.

1. Delivery

The service works from two offices, one in the north and one in the south of the town.

1.1 Staff\tGood
Staff are able to do their work.

The staff group is stable.¹ Anytown YOS should:

1. train all case managers in the new assessment
2. supervise them each month.

¹ See the plan of 2018.

Annex 1 – Results

1. Delivery

Standards and key questions\tRating and % yes
<p>1.1. Staff</p> <p>Staff are able to do their work.</p>\t<p>Inadequate</p>
<p>1.1.1. Is there enough staff?</p>\t<p>48%</p>
"""


def of(text: str) -> tuple[Extraction, tuple[Block, ...]]:
    extraction = Extraction("text/plain", (plain_page(1, text),))
    return extraction, blocks(extraction)


def shown(extraction: Extraction, block: Block) -> str:
    return extraction.pages[0].page.text[block.start : block.end]


def test_headings_and_sections_of_a_text_file() -> None:
    extraction, found = of(REPORT)
    staff = next(block for block in found if shown(extraction, block).startswith("The staff group"))
    assert staff.section == ("1. Delivery", "1.1 Staff")
    first = next(block for block in found if shown(extraction, block).startswith("This is the foreword"))
    assert first.section == ("Foreword",)
    results = [block for block in found if block.kind is BlockKind.ROW and "48%" in shown(extraction, block)]
    assert results[0].section == ("Annex 1 – Results", "1. Delivery")


def test_rows_of_tabs_and_tags_keep_their_headings() -> None:
    extraction, found = of(REPORT)
    cells = [
        (shown(extraction, block)[cell.start - block.start : cell.end - block.start], cell.column, cell.row)
        for block in found
        if block.kind is BlockKind.ROW
        for cell in block.cells
    ]
    assert ("Good", "", "1.1 Staff") in cells
    assert ("Inadequate", "Rating and % yes", "1.1. Staff") in cells
    assert ("48%", "Rating and % yes", "1.1.1. Is there enough staff?") in cells


def test_a_row_of_names_above_rows_with_figures_heads_the_columns() -> None:
    plan = "Ref\tAction\tDue\tStatus\nA3\tHire two officers for reviews\tDec 2023\tComplete\nC2\tMove\tMay 2024\tLate\n"
    extraction, found = of(plan)
    columns = {
        shown(extraction, block)[cell.start - block.start : cell.end - block.start]: cell.column
        for block in found
        for cell in block.cells
    }
    assert (columns["Late"], columns["Dec 2023"], columns["Status"]) == ("Status", "Due", "")
    for people in (
        "Ann Hill\tChair\tHousing\nBob Lee\tDeputy\tHealth\n",
        "Hire officers\tA. Hill\tOngoing\nMove office\tB. Lee\tMay 2024\nBuy vans\tC. Fox\tJune 2024\n",
    ):
        assert not any(cell.column for block in of(people)[1] for cell in block.cells)


def test_list_follows_the_line_that_introduces_it() -> None:
    extraction, found = of(REPORT)
    items = [number for number, block in enumerate(found) if block.kind is BlockKind.ITEM]
    assert [shown(extraction, found[number])[:8] for number in items] == ["1. train", "2. super"]
    assert shown(extraction, found[items[0] - 1]).endswith("should:")
    assert len({found[number].group for number in items}) == 1


def test_footnote_of_a_text_file() -> None:
    extraction, found = of(REPORT)
    assert [shown(extraction, block) for block in found if block.kind is BlockKind.FOOTNOTE] == [
        "¹ See the plan of 2018."
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Most Read",
        "Subscribe",
        "Sign up for our newsletter",
        "Share this article",
        "From £15 / month",
        "Town Hall. Pic: Jo Bloggs",
        "The office in 2018. Image: Jo Bloggs",
        "Pupils at a school near St. Helens, Picture: Jo Bloggs",
        "Two pupils at school with Dr. J. Hill – Picture: Jo Bloggs",
        "Leave a Reply",
        "– ENDS –",
        "We use cookies to make this site work.",
        "Related articles",
        "Facebook Twitter",
        "You have 2 free articles left this month",
    ],
)
def test_clutter(line: str) -> None:
    assert is_clutter(line)


@pytest.mark.parametrize(
    "line",
    [
        "Most children are safe.",
        "Information-sharing between agencies works well.",
        "Children share their views in a newsletter that the participation group has made for six years now.",
        "Reviews end too early.",
        "Children mended boats on the canal. Image: Jo Bloggs",
        "Children mended boats on the canal near St. Helens. Image: Jo Bloggs",
        "Inspectors credit the board: it knows the town.",
        "Register of interests is kept by the board and is up to date, as it has been for years, inspectors found.",
    ],
)
def test_content_is_no_clutter(line: str) -> None:
    assert not is_clutter(line)


def test_a_caption_that_stands_twice_is_quoted_once() -> None:
    caption = "Children mended boats on the canal. Image: Jo Bloggs"
    extraction, found = of(f"A town was rated good.\n\n{caption}\n{caption}\n\nInspectors said so.\n")
    told = [shown(extraction, block) for block in found if block.kind is BlockKind.PARAGRAPH]
    assert told[-2:] == [caption, "Inspectors said so."]
    assert told.count(caption) == 1


@pytest.mark.parametrize(
    "line", ["Leeds YOS,15,M,Plan made,Review late", "Case of Leeds\t15\tReview late", "It is so again this year."]
)
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_records_that_are_alike_are_all_kept(line: str, name: str) -> None:
    extraction = read(name, f"{line}\n\n{line}\n{line}\n".encode())
    assert "".join(shown(extraction, block) for block in blocks(extraction)).count(line) == 3


def test_records_of_a_sheet_that_are_alike_are_all_kept() -> None:
    record = ["Children mended boats on the canal. Image: Jo Bloggs", "Leeds"]
    extraction = read("a.xlsx", workbook([["Caption", "Area"], record, record]))
    assert [block.kind for block in blocks(extraction)] == [BlockKind.ROW] * 3


def test_lines_broken_to_a_width_are_joined() -> None:
    wrapped = "\n".join(
        ["The service has a plan that was made with", "children, and the board looks at it every", "month."]
    )
    extraction, found = of(f"Heading of it\n\n{wrapped}\n\nAnother paragraph stands here, for the sake of it.\n")
    assert next(shown(extraction, block) for block in found if block.kind is BlockKind.PARAGRAPH) == wrapped
