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

from yosqa.assistant import Assistant
from yosqa.settings import load
from yosqa.tui.app import ChatApp
from yosqa.tui.evidence import Evidence
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
    drawing = app.export_screenshot(title="yosqa", simplify=True)
    (HERE / f"{name}.svg").write_text(re.sub(r"terminal-\d+-", "terminal-", drawing), encoding="utf-8")


async def draw(workspace: Workspace, theme: str, suffix: str) -> None:
    """Draw each picture in one theme."""
    settings = load(workspace, os.environ, {})
    app = ChatApp(lambda: Assistant.open(workspace, settings), name="youth-justice", theme=theme)

    async def ask(question: str) -> TurnView:
        turns = len(app.chat.query(TurnView))
        app.chat.query_one("Prompt").offer(question)  # type: ignore[attr-defined]
        await pilot.press("enter")
        done = {TurnState.ANSWERED, TurnState.ABSTAINED, TurnState.FAILED}
        await until(
            pilot, lambda: len(app.chat.query(TurnView)) > turns and list(app.chat.query(TurnView))[-1].state in done
        )
        return list(app.chat.query(TurnView))[-1]

    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.chat.receipt is not None)
        await ask(QUESTION)
        await until(pilot, lambda: app.chat.query_one(Evidence).display)
        keep(app, f"chat{suffix}")
        await ask(NOWHERE)
        keep(app, f"abstention{suffix}")
        await pilot.press("ctrl+g")
        await until(
            pilot, lambda: isinstance(app.screen, RatingsScreen) and app.screen.query_one("DataTable").size.height
        )
        await pilot.press("down", "right", "right")
        await pilot.pause(0.5)
        keep(app, f"ratings{suffix}")


def main() -> None:
    """Draw all pictures, dark and light."""
    workspace = Workspace(HERE.parent)
    for theme, suffix in (("yosqa", ""), ("yosqa-light", "-light")):
        asyncio.run(draw(workspace, theme, suffix))


if __name__ == "__main__":
    main()
