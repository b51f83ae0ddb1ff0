from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.scripted import PLANNED, REFUSED, Script
from yosqa.tui.evidence import Evidence
from yosqa.tui.turn import TurnState

Run = Callable[..., Any]
Compare = Callable[[Any, str], None]


async def test_an_answer_beside_its_page(chat: Run, same_picture: Compare) -> None:
    async with chat(size=(100, 20)) as c:
        await c.ask(PLANNED.question)
        await c.until(lambda: c.screen.query_one(Evidence).display)
        await settled(c)
        same_picture(c.app, "answer")


async def test_an_abstention_on_a_small_screen(chat: Run, same_picture: Compare) -> None:
    async with chat(size=(80, 24), theme="yosqa-light") as c:
        await c.ask(REFUSED.question, TurnState.ABSTAINED)
        await settled(c)
        same_picture(c.app, "abstention")


async def test_indexing_on_a_tiny_screen_without_colour(
    chat: Run, same_picture: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    script = Script()
    script.may_build.clear()
    async with chat(script, size=(60, 20), ready=False) as c:
        await c.ask(PLANNED.question)
        await c.type("1")
        await c.until(lambda: c.screen.query_one(Evidence).display and c.text("IndexingBar .amount"))
        await settled(c)
        same_picture(c.app, "without_colour")


async def settled(c: Any) -> None:
    c.app.clear_notifications()
    c.prompt.cursor_blink = False
    await c.pilot.wait_for_scheduled_animations()
    await c.pilot.pause(0.3)
