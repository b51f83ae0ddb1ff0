from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tests.tui.scripted import REPORT
from yosqa.model import Block, BlockKind, Citation, Kind, Page
from yosqa.tui.desk import Desk
from yosqa.tui.evidence import Evidence

QUOTE = "Staff were turned away twice."
SENTENCE = "Plans were made in time. "


class Pane(App[None]):
    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Evidence(cast(Desk, None))


@asynccontextmanager
async def opened(text: str, size: tuple[int, int]) -> AsyncIterator[tuple[Evidence, Any]]:
    """A pane with a page of one paragraph, open at the quotation."""
    start = text.index(QUOTE)
    line = text.count("\n", 0, start) + 1
    end = start + len(QUOTE)
    citation = Citation(
        1, REPORT.id, REPORT.title, REPORT.path, Kind.REPORT, "", 1, "1", "", line, start, end, QUOTE, ()
    )
    async with Pane().run_test(size=size) as pilot:
        evidence = pilot.app.query_one(Evidence)
        evidence._show_citation(citation, REPORT, Page(1, "1", text), (Block(1, 0, len(text), BlockKind.PARAGRAPH),))
        yield evidence, pilot


async def comes_into_view(words: str, evidence: Evidence, pilot: Any) -> None:
    for _ in range(500):
        await pilot.pause(0.01)
        if words in in_view(evidence):
            return
    raise AssertionError(f"{words} is not in: {in_view(evidence)}")


def in_view(evidence: Evidence) -> str:
    """What the rows of the pane say."""
    screen, pane = evidence.screen, evidence.content_region
    rows = (screen._compositor.render_strips()[y].text[pane.x : pane.right] for y in range(pane.y, pane.bottom))
    return " ".join(" ".join(rows).replace("▐", " ").replace("▌", " ").split())


@pytest.mark.parametrize("size", [(150, 30), (60, 16)])
async def test_a_quotation_in_a_paragraph_of_short_lines_is_in_view(size: tuple[int, int]) -> None:
    text = (SENTENCE.strip() + "\n") * 90 + QUOTE + "\n" + (SENTENCE.strip() + "\n") * 90
    async with opened(text, size) as (evidence, pilot):
        await comes_into_view(QUOTE, evidence, pilot)
        await pilot.resize_terminal(80, 20)
        await comes_into_view(QUOTE, evidence, pilot)


async def test_a_long_page_is_drawn_a_stretch_at_a_time_and_is_all_there() -> None:
    text = SENTENCE * 1600 + QUOTE + " " + SENTENCE * 1600
    async with opened(text, (80, 24)) as (evidence, pilot):
        await comes_into_view(QUOTE, evidence, pilot)
        drawn = [str(part.render()) for part in evidence.query(".page").results(Static)]
        assert max(map(len, drawn)) <= 4000
        assert " ".join(" ".join(drawn).split()) == text.strip()
        assert evidence.virtual_size.height > 1000


async def test_a_shorter_page_leaves_nothing_of_the_one_before() -> None:
    async with opened(SENTENCE * 1600 + QUOTE, (80, 24)) as (evidence, pilot):
        await comes_into_view(QUOTE, evidence, pilot)
        evidence._show_page(REPORT, Page(2, "2", "One line."), ())
        await comes_into_view("One line.", evidence, pilot)
        assert in_view(evidence).endswith("One line.")
        assert evidence.virtual_size.height < 24
