"""What can be quoted from a page."""

from __future__ import annotations

import pytest

from yosqa.answering.units import UnitKind, names_any, units
from yosqa.model import Block, BlockKind, Cell, Page

TEXT = """Key facts
First-time entrants
554
Norwood
Recommendations
The service should:
1. train its staff
2. listen to
children
The council should:
3. fund it.
Planning\tGood
All is well. Mr. Hill agreed.
"""
PAGE = Page(1, "1", TEXT)


def block(words: str, kind: BlockKind, *section: str, group: int = 0) -> Block:
    start = TEXT.index(words)
    cells = (Cell(start, start + 8, "Standard"), Cell(start + 9, start + 13, "Rating")) if kind is BlockKind.ROW else ()
    return Block(1, start, start + len(words), kind, section, group, cells)


BLOCKS = [
    block("Key facts", BlockKind.HEADING, "Key facts"),
    block("First-time entrants", BlockKind.PARAGRAPH, "Key facts"),
    block("554", BlockKind.PARAGRAPH, "Key facts"),
    block("Norwood", BlockKind.PARAGRAPH, "Key facts"),
    block("Recommendations", BlockKind.HEADING, "Recommendations"),
    block("The service should:", BlockKind.PARAGRAPH, "Recommendations"),
    block("1. train its staff", BlockKind.ITEM, "Recommendations", group=1),
    block("2. listen to\nchildren", BlockKind.ITEM, "Recommendations", group=1),
    block("The council should:", BlockKind.PARAGRAPH, "Recommendations"),
    block("3. fund it.", BlockKind.ITEM, "Recommendations", group=2),
    block("Planning\tGood", BlockKind.ROW, "Ratings", group=3),
    block("All is well. Mr. Hill agreed.", BlockKind.PARAGRAPH, "Ratings"),
]
UNITS = units("d", {1: PAGE}, BLOCKS)


def of(kind: UnitKind) -> list[str]:
    return [unit.text for unit in UNITS if unit.kind is kind]


def test_sentences_items_and_rows_stand_alone() -> None:
    assert of(UnitKind.SENTENCE)[-2:] == ["All is well.", "Mr. Hill agreed."]
    assert of(UnitKind.ITEM) == ["1. train its staff", "2. listen to children", "3. fund it."]
    row = next(unit for unit in UNITS if unit.kind is UnitKind.ROW)
    assert (row.text, row.lead) == ("Planning Good", "Standard, Rating")


def test_an_item_knows_the_line_that_introduces_its_list() -> None:
    assert [unit.lead for unit in UNITS if unit.kind is UnitKind.ITEM] == [
        "The service should:",
        "The service should:",
        "The council should:",
    ]


def test_advice_is_quoted_with_whom_it_is_for() -> None:
    advised = [unit.introduced for unit in UNITS if unit.kind is UnitKind.ITEM]
    assert [TEXT[span.start : span.end] for span in advised if span] == [unit.lead for unit in UNITS if unit.introduced]
    assert len(advised) == 3
    bold = "**The police should:**\n* come\n"
    blocks = [Block(1, 0, 22, BlockKind.PARAGRAPH), Block(1, 23, 29, BlockKind.ITEM, (), 1)]
    (item,) = (unit for unit in units("d", {1: Page(1, "1", bold)}, blocks) if unit.kind is UnitKind.ITEM)
    assert item.introduced is not None
    assert bold[item.introduced.start : item.introduced.end] == "The police should:"


def test_a_list_is_offered_whole_and_so_are_all_lists_of_a_section() -> None:
    assert of(UnitKind.LIST) == [
        "1. train its staff 2. listen to children",
        "The service should: 1. train its staff 2. listen to children The council should: 3. fund it.",
    ]


def test_key_facts_set_as_short_lines_are_one_panel() -> None:
    assert "Key facts First-time entrants 554 Norwood" in of(UnitKind.PANEL)[0]


def test_a_unit_stands_at_its_spans() -> None:
    assert [[TEXT[span.start : span.end] for span in unit.spans] for unit in UNITS] == [
        ["Key facts\nFirst-time entrants\n554\nNorwood"],
        ["1. train its staff"],
        ["2. listen to\nchildren"],
        ["3. fund it."],
        ["Planning\tGood"],
        ["All is well."],
        ["Mr. Hill agreed."],
        ["1. train its staff", "2. listen to\nchildren"],
        ["The service should:", "1. train its staff", "2. listen to\nchildren", "The council should:", "3. fund it."],
    ]
    assert all(span.page == 1 for unit in UNITS for span in unit.spans)


def test_a_row_knows_the_row_of_one_cell_that_it_stands_below() -> None:
    text = "2.2 Planning (court)\nEnough for safety\t48%\n3.2 Planning (out of court)\nEnough for safety\t64%\n"
    blocks, start = [], 0
    for line in text.splitlines():
        ends = [start + len(part) for part in (line.split("\t")[0], line)]
        cells = tuple(Cell(start, end) for end in dict.fromkeys(ends))
        blocks.append(Block(1, start, start + len(line), BlockKind.ROW, ("Annex",), 1, cells))
        start += len(line) + 1
    leads = [unit.lead for unit in units("d", {1: Page(1, "1", text)}, blocks)]
    assert leads == ["", "2.2 Planning (court)", "", "3.2 Planning (out of court)"]


def test_a_sentence_that_points_back_knows_the_one_before() -> None:
    text = "Cases go to a clerk. That takes weeks. Staff are kind."
    made = units("d", {1: Page(1, "1", text)}, [Block(1, 0, len(text), BlockKind.PARAGRAPH)])
    assert [unit.lead for unit in made] == ["", "Cases go to a clerk.", ""]
    assert [unit.follows for unit in made] == [False, True, True]
    (shown,) = made[1].shown
    assert text[shown.start : shown.end] == "Cases go to a clerk. That takes weeks."


def test_what_a_few_words_announce_and_what_is_left_are_quoted_with_it() -> None:
    text = "Work is varied. Children restore boats along the canal. The rest was not spent."
    made = units("d", {1: Page(1, "1", text)}, [Block(1, 0, len(text), BlockKind.PARAGRAPH)])
    shown = [text[unit.shown[0].start : unit.shown[0].end] for unit in made]
    assert shown == [
        "Work is varied.",
        "Work is varied. Children restore boats along the canal.",
        "Children restore boats along the canal. The rest was not spent.",
    ]


def test_a_row_that_explains_at_length_is_offered_sentence_by_sentence() -> None:
    text = "Risk\tRisk is a term of the tool. " + "It is said of cases that were classified as high. " * 6
    end = len(text.rstrip())
    row = Block(1, 0, end, BlockKind.ROW, ("Glossary",), 1, (Cell(0, 4), Cell(5, end)))
    made = units("d", {1: Page(1, "1", text)}, [row])
    assert made[0].text == "Risk Risk is a term of the tool."
    assert {(unit.kind, unit.lead) for unit in made} == {(UnitKind.ROW, "Risk")}
    assert len(made) == 7


@pytest.mark.parametrize(
    ("text", "place", "named"),
    [
        ("Staff in Newcastle agreed.", "Newcastle upon Tyne", True),
        ("Staff in HULL agreed.", "Hull", True),
        ("Staff in Yorkshire agreed.", "York", False),
        ("Staff in North Somerset agreed.", "Somerset", False),
        ("Staff in North Somerset agreed.", "North Somerset", True),
    ],
)
def test_a_place_is_named_in_any_of_its_forms(text: str, place: str, named: bool) -> None:
    assert names_any(text, [place]) is named


def test_somebody_said_knows_who_and_so_does_an_answer_its_question() -> None:
    text = "Cllr Hill disagreed. “They failed,” she said. Why was it late? The answer is that nobody counted."
    made = units("d", {1: Page(1, "1", text)}, [Block(1, 0, len(text), BlockKind.PARAGRAPH)])
    assert [unit.lead for unit in made] == ["", "Cllr Hill disagreed.", "", "Why was it late?"]


def test_what_only_heads_a_table_is_its_rows_context_and_no_answer() -> None:
    text = "Entrants per 100,000\nDerby\tEngland\n342\t288\n"
    lines = text.splitlines()
    starts = [text.index(line) for line in lines]
    head, first, second = (
        Block(1, s, s + len(line), BlockKind.PARAGRAPH) for s, line in zip(starts, lines, strict=True)
    )

    def row(block: Block, *columns: str) -> Block:
        middle = text.index("\t", block.start)
        cells = (Cell(block.start, middle, columns[0]), Cell(middle + 1, block.end, columns[1]))
        return Block(1, block.start, block.end, BlockKind.ROW, (), 1, cells)

    made = units("d", {1: Page(1, "1", text)}, [head, row(first, "", ""), row(second, "Derby", "England")])
    assert [(unit.text, unit.lead) for unit in made] == [("342 288", "Entrants per 100,000, Derby, England")]


def test_of_several_figures_in_a_row_the_heading_of_its_table_tells_which_is_which() -> None:
    text = "Area\tIn school\tExcluded\nNorfolk\t11\t5\n"

    def row(line: str) -> Block:
        start, cells = text.index(line), []
        for head, words in zip(("Area", "In school", "Excluded"), line.split("\t"), strict=True):
            at = text.index(words, start)
            cells.append(Cell(at, at + len(words), head))
        return Block(1, start, start + len(line), BlockKind.ROW, (), 1, tuple(cells))

    heading, figures = (row(line) for line in text.splitlines())
    (unit,) = units("d", {1: Page(1, "1", text)}, [heading, figures])
    assert (unit.text, unit.introduced) == ("Norfolk 11 5", heading.span)


def test_a_heading_after_a_signature_belongs_to_what_follows() -> None:
    text = "Ann Hill\nChief Inspector\nFindings\nAll is well with the board.\n"
    kinds = (BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH)
    lines = zip(text.splitlines(), kinds, strict=True)
    blocks = [Block(1, text.index(line), text.index(line) + len(line), kind) for line, kind in lines]
    made = units("d", {1: Page(1, "1", text)}, blocks)
    assert [unit.text for unit in made] == ["Ann Hill Chief Inspector", "All is well with the board."]


def test_rows_of_a_plan_in_one_state_are_a_list() -> None:
    text = "No\tAction\tStatus\n1\tHire\tComplete\n2\tMove\tLate\n3\tTrain\tComplete\n"
    blocks, start = [], 0
    for line in text.splitlines():
        cells, at = [], start
        for head, words in zip(("No", "Action", "Status"), line.split("\t"), strict=True):
            cells.append(Cell(at, at + len(words), head))
            at += len(words) + 1
        blocks.append(Block(1, start, start + len(line), BlockKind.ROW, ("Plan",), 1, tuple(cells)))
        start += len(line) + 1
    made = units("d", {1: Page(1, "1", text)}, blocks)
    (alike,) = (unit for unit in made if unit.kind is UnitKind.LIST)
    assert (alike.text, alike.lead) == ("1 Hire Complete 3 Train Complete", "Status: complete")


def test_a_list_is_introduced_by_a_label_without_a_colon() -> None:
    text = "Areas for improvement\n- Plans are old.\n- Reviews are late.\nThe town\n- It is old.\n- It is large.\n"
    page = Page(1, "1", text)

    def at(words: str, kind: BlockKind, group: int = 0) -> Block:
        start = text.index(words)
        return Block(1, start, start + len(words), kind, ("Court",), group)

    found = units(
        "d",
        {1: page},
        [
            at("Areas for improvement", BlockKind.PARAGRAPH),
            at("- Plans are old.", BlockKind.ITEM, 1),
            at("- Reviews are late.", BlockKind.ITEM, 1),
            at("The town", BlockKind.PARAGRAPH),
            at("- It is old.", BlockKind.ITEM, 2),
            at("- It is large.", BlockKind.ITEM, 2),
        ],
    )
    leads = [unit.lead for unit in found if unit.kind is UnitKind.ITEM]
    assert leads == ["Areas for improvement"] * 2 + [""] * 2
