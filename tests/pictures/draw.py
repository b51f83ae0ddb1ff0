"""Draw the pictures of the README from the real program: the chat over this workspace's documents.

Run it with ``make pictures``. It asks real questions of the built index, so a picture cannot show what yosqa does not.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import DataTable

from yosqa.assistant import Assistant
from yosqa.settings import load
from yosqa.tui.app import ChatApp
from yosqa.tui.chat import ChatScreen
from yosqa.tui.evidence import Evidence
from yosqa.tui.prompt import Prompt
from yosqa.tui.ratings import RatingsScreen
from yosqa.tui.turn import TurnState, TurnView
from yosqa.workspace import Workspace

HERE = Path(__file__).parent
SIZE = (124, 34)
QUESTION = "Why was planning rated inadequate in Barking and Dagenham?"
NOWHERE = "What was Rutland rated overall?"


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait until the screen is as wanted."""
    for _ in range(int(seconds / 0.05)):
        if condition():
            await pilot.pause(0.5)
            return
        await pilot.pause(0.05)
    raise SystemExit("The chat did not come to an answer; see the log.")


def keep(app: ChatApp, name: str) -> None:
    """Write the screen as it is, without the ids that differ from run to run."""
    app.clear_notifications()
    app.chat.query_one(Prompt).cursor_blink = False
    drawing = app.export_screenshot(title="yosqa", simplify=True)
    (HERE / f"{name}.svg").write_text(re.sub(r"terminal-\d+-", "terminal-", drawing), encoding="utf-8")


async def ask(pilot: Pilot[None], chat: ChatScreen, question: str) -> None:
    """Ask, and wait for what becomes of it."""
    turns = len(chat.query(TurnView))
    chat.query_one(Prompt).offer(question)
    await pilot.press("enter")
    done = {TurnState.ANSWERED, TurnState.ABSTAINED, TurnState.FAILED}
    await until(pilot, lambda: len(chat.query(TurnView)) > turns and list(chat.query(TurnView))[-1].state in done)


async def draw(workspace: Workspace, theme: str, *, answer: str, others: bool) -> None:
    """Draw in one theme an answer beside its page, and where wanted an abstention and the ratings too."""
    settings = load(workspace, os.environ, {})
    app = ChatApp(lambda: Assistant.open(workspace, settings), name="youth-justice", theme=theme)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.chat.receipt is not None)
        await ask(pilot, app.chat, QUESTION)
        await until(pilot, lambda: app.chat.query_one(Evidence).display)
        keep(app, answer)
        if not others:
            return
        await ask(pilot, app.chat, NOWHERE)
        keep(app, "abstention")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, RatingsScreen) and app.screen.query_one(DataTable).row_count)
        await pilot.press("down", "right", "right")
        await pilot.pause(0.5)
        keep(app, "ratings")


def main() -> None:
    """Draw all pictures; the answer in light colours too."""
    workspace = Workspace(HERE.parent.parent)
    asyncio.run(draw(workspace, "yosqa", answer="chat", others=True))
    asyncio.run(draw(workspace, "yosqa-light", answer="chat-light", others=False))


if __name__ == "__main__":
    main()
