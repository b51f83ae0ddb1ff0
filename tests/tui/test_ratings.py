from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import DataTable, Input, Tab

from tests.tui import scripted
from tests.tui.scripted import BLOCKS, PAGES, PLANNING, REPORT, ROWS, rate
from yosqa.grounding import verify_citation
from yosqa.model import Kind
from yosqa.tui import grid as grids
from yosqa.tui.evidence import Evidence
from yosqa.tui.ratings import RatingsScreen

Run = Callable[..., Any]


def test_a_line_for_each_inspection_and_a_column_for_each_standard() -> None:
    grid = grids.grid(ROWS, "youth")
    assert grid.measures == ("overall", "court-assessment", "court-planning")
    assert [(line.place, line.period, line.source) for line in grid.lines] == [
        ("Eastham", "2021-01", Kind.REGISTER),
        ("Eastham", "2018-12-04", Kind.REGISTER),
        ("Northfield", "2023-04-18", Kind.REPORT),
    ]
    assert [[grids.letters(cell) if cell else "" for cell in line.cells] for line in grid.lines] == [
        ["G", "", ""],
        ["I", "", "O"],
        ["G", "–", "RI"],
    ]


def test_the_report_counts_before_the_news_on_it_and_a_value_before_a_blank() -> None:
    told = (rate("overall", "Good", source=Kind.NEWS), rate("overall", "Inadequate"), rate("court-planning", ""))
    line = grids.grid((*told, rate("court-planning", "Good", source=Kind.NEWS)), "youth").lines[0]
    assert [(cell.value, cell.source) for cell in line.cells if cell] == [
        ("Inadequate", Kind.REPORT),
        ("Good", Kind.NEWS),
    ]


def test_news_are_told_before_a_document_of_another_kind() -> None:
    told = (rate("overall", "Good", source=Kind.OTHER), rate("overall", "Inadequate", source=Kind.NEWS))
    line = grids.grid(told, "youth").lines[0]
    assert (line.source, [cell.value for cell in line.cells if cell]) == (Kind.NEWS, ["Inadequate"])


@given(st.permutations(ROWS))
def test_the_grid_does_not_depend_on_the_order_of_the_rows(rows: list[Any]) -> None:
    assert grids.grid(rows, "youth") == grids.grid(ROWS, "youth")


def test_grades_stand_on_the_scale_of_their_own_framework() -> None:
    assert [grids.height(row) for row in ROWS[:2]] == [2 / 3, 1 / 3]
    assert grids.height(replace(ROWS[0], framework="unknown")) is None


def test_the_citation_of_a_value_holds_and_marks_it() -> None:
    page = PAGES[REPORT.id, 2]
    section = ("2 Court disposals", "2.2 Planning")
    citation = grids.cite(ROWS[1], REPORT, page, [replace(block, section=section) for block in BLOCKS])
    verify_citation(citation, page)
    assert citation.section == "2 Court disposals › 2.2 Planning"
    assert citation.quote == PLANNING
    ((start, end),) = citation.highlights
    assert page.text[start:end] == "Requires improvement"


async def test_a_cell_opens_its_evidence(chat: Run) -> None:
    async with chat() as c:
        await c.press("ctrl+g")
        await c.until(
            lambda: isinstance(c.app.screen, RatingsScreen) and c.app.screen.query_one(DataTable).row_count == 3
        )
        table = c.app.screen.query_one(DataTable)
        assert [str(cell) for cell in table.get_row_at(2)] == [
            "Northfield",
            "Apr 2023",
            "report",
            " G  ",
            " –  ",
            " RI ",
        ]
        await c.press(*"northfield")
        await c.until(lambda: table.row_count == 1)
        await c.press("down", "right")
        await c.until(lambda: "not shown: the report gives no rating for it" in c.text(".detail"))
        await c.press("enter")
        assert isinstance(c.app.screen, RatingsScreen), "a blank has no evidence to open"
        await c.press("right")
        await c.until(lambda: "Planning: “Requires improvement”" in c.text(".detail"))
        await c.press("enter")
        await c.until(lambda: c.app.screen is c.screen and c.screen.query_one(Evidence).display)
        assert c.screen.query_one(Evidence).query_one(".cited").render().plain.startswith(PLANNING)


async def test_a_tab_for_each_family_bears_its_name(chat: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [replace(rate("overall", "Good"), family=family) for family in ("lscb", "send")]
    monkeypatch.setattr(scripted, "ROWS", (*ROWS, *others))
    async with chat() as c:
        await c.press("ctrl+g")
        await c.until(lambda: isinstance(c.app.screen, RatingsScreen) and len(c.app.screen.query(Tab)) == 3)
        names = [tab.label_text for tab in c.app.screen.query(Tab)]
        assert names == ["Youth justice", "Safeguarding board", "SEND arrangements"]


async def test_nothing_matches(chat: Run) -> None:
    async with chat(size=(60, 20)) as c:
        await c.press("ctrl+g")
        await c.until(
            lambda: isinstance(c.app.screen, RatingsScreen) and c.app.screen.query_one(DataTable).row_count == 3
        )
        c.app.screen.query_one(Input).value = "atlantis"
        await c.until(lambda: c.app.screen.query_one(DataTable).row_count == 0)
        await c.press("enter", "enter", "escape")
        await c.until(lambda: c.app.screen is c.screen)
