from collections.abc import Callable
from typing import Any

import pytest
from textual.binding import Binding
from textual.widgets import DataTable, Input, Log, OptionList

from tests.tui.scripted import NEWS, PLANNED, REPORT, Script
from yosqa.tui.app import ChatApp
from yosqa.tui.chat import ChatScreen
from yosqa.tui.citation import CitationRow
from yosqa.tui.evidence import Evidence
from yosqa.tui.library import LibraryScreen
from yosqa.tui.prompt import Prompt
from yosqa.tui.turn import TurnView

Run = Callable[..., Any]


def rows(table: DataTable[Any]) -> list[list[str]]:
    return [[str(cell) for cell in table.get_row_at(row)] for row in range(table.row_count)]


async def test_the_library_accounts_for_every_file(chat: Run) -> None:
    async with chat() as c:
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, LibraryScreen) and c.app.screen.query_one(DataTable).row_count)
        assert rows(c.app.screen.query_one(DataTable)) == [
            ["18 Apr 2023", "Northfield", "3", "✓ indexed", "report", REPORT.title],
            ["", "", "", "× failed", "", "news/[torn].pdf"],
            ["", "Northfield", "1", "✓ indexed", "news", NEWS.title],
        ]
        await c.press(*"torn")
        await c.until(lambda: "It is cut off; fetch it again." in c.text(".detail"))
        await c.press("ctrl+o", "f1", "enter")
        assert isinstance(c.app.screen, LibraryScreen), "one window at a time, and a failed file cannot be opened"
        c.app.screen.query_one(Input).value = "2023 report"
        await c.until(lambda: c.app.screen.query_one(DataTable).row_count == 1)
        await c.press("enter")
        await c.until(lambda: c.app.screen is c.screen and c.screen.query_one(Evidence).display)
        assert c.screen.query_one(Evidence).border_title == "page i"


@pytest.mark.parametrize(("key", "steps"), [("ctrl+o", ["2", "0", "2", "3", "enter"]), ("ctrl+g", ["down", "enter"])])
async def test_a_window_may_be_older_than_the_index(chat: Run, key: str, steps: list[str]) -> None:
    script = Script()
    async with chat(script) as c:
        await c.press(key)
        await c.until(lambda: c.app.screen.query(DataTable) and c.app.screen.query_one(DataTable).row_count == 3)
        script.documents = (NEWS,)
        c.screen.action_refresh()
        await c.until(lambda: REPORT.id not in c.screen.documents)
        await c.press(*steps)
        await c.until(lambda: c.app.screen is c.screen)
        await c.until(lambda: "has changed since or is gone" in c.text("Toast"))


async def test_past_questions_can_be_asked_again(chat: Run) -> None:
    async with chat() as c:
        for question in ("first [b]?", "second?", "third?"):
            c.screen.past.add(question)
        await c.press("ctrl+r")
        await c.until(lambda: c.app.screen.query(OptionList) and c.app.screen.query_one(OptionList).option_count == 3)
        await c.press("f", "down", "enter")
        await c.until(lambda: c.prompt.text == "first [b]?")


async def test_help_tells_every_key_and_each_key_has_a_meaning(chat: Run) -> None:
    async with chat() as c:
        await c.press("f1")
        await c.until(lambda: "In the chat" in c.text(".heading"))
        told = c.text(".text")
        for part in (ChatApp, ChatScreen, Prompt, TurnView, CitationRow, Evidence):
            for binding in part.BINDINGS:
                assert isinstance(binding, Binding)
                if not binding.system:
                    assert binding.description, binding
                    assert binding.id, binding
                    assert (binding.tooltip or binding.description) in told, binding
        await c.press("escape")
        await c.until(lambda: c.app.screen is c.screen)


async def test_no_two_bindings_share_an_id() -> None:
    parts = (ChatApp, ChatScreen, Prompt, TurnView, CitationRow, Evidence, LibraryScreen)
    ids = [binding.id for part in parts for binding in part.BINDINGS if isinstance(binding, Binding) and binding.id]
    assert len(ids) == len(set(ids))


async def test_the_log_shows_what_was_noted(chat: Run) -> None:
    async with chat() as c:
        c.app.journal.lines.append("12:00:00 WARNING yosqa: [red]\x1b[31m")
        await c.press("ctrl+l")
        await c.until(lambda: c.app.screen.query(Log))
        assert c.app.screen.query_one(Log).lines[0] == "12:00:00 WARNING yosqa: [red]\ufffd[31m"


async def test_the_palette_opens_documents(chat: Run) -> None:
    async with chat() as c:
        await c.ask(PLANNED.question)
        await c.press("ctrl+p", *"Exclusive")
        await c.until(lambda: c.app.screen.query(OptionList) and c.app.screen.query_one(OptionList).option_count)
        await c.pilot.pause(0.2)
        await c.press("enter")
        await c.until(lambda: c.screen.query_one(Evidence).citation is None)
        assert c.text(".title") == NEWS.title


async def test_an_unknown_theme_falls_back(chat: Run) -> None:
    async with chat(theme="no such theme") as c:
        assert c.app.theme == "yosqa"
    async with chat(theme="yosqa-light") as c:
        assert not c.app.current_theme.dark
