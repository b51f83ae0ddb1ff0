"""The chat over a scripted assistant, waiting by looking, and pictures to compare with."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.scripted import Script
from yosqa.tui.app import ChatApp
from yosqa.tui.prompt import Prompt
from yosqa.tui.turn import TurnState, TurnView

PICTURES = Path(__file__).parent / "pictures"


class Chat:
    """A running chat, driven by keys and looked at through its widgets."""

    def __init__(self, app: ChatApp, pilot: Pilot[None], script: Script) -> None:
        self.app, self.pilot, self.script = app, pilot, script
        self.screen = app.chat
        self.press, self.click = pilot.press, pilot.click

    async def until(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        """Look again and again until something holds."""
        for _ in range(int(seconds / 0.01)):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"still waiting after {seconds} s; state: {self.text('#state')}")

    async def type(self, text: str) -> None:
        self.screen.query_one(Prompt).offer(text)
        await self.press("enter")

    async def ask(self, question: str, state: TurnState = TurnState.ANSWERED) -> TurnView:
        """Ask, and wait until the new turn is in a state."""
        before = len(self.turns)
        await self.type(question)
        await self.until(lambda: len(self.turns) > before and self.turns[-1].state is state)
        await self.pilot.pause()
        return self.turns[-1]

    async def ready(self) -> None:
        await self.until(lambda: self.text("#state") == "ready" and self.screen.receipt is not None)

    @property
    def turns(self) -> list[TurnView]:
        return list(self.screen.query(TurnView))

    @property
    def prompt(self) -> Prompt:
        return self.screen.query_one(Prompt)

    def text(self, selector: str) -> str:
        """What the shown parts that match a selector say, a line each."""
        return "\n".join(str(part.render()) for part in self.app.screen.query(selector) if part.display)


@pytest.fixture
def chat() -> Callable[..., object]:
    """``async with chat(script, size=(120, 36)) as c:`` runs a chat."""

    @asynccontextmanager
    async def run(
        script: Script | None = None,
        size: tuple[int, int] = (120, 36),
        ready: bool = True,
        history: Path | None = None,
        theme: str = "yosqa",
    ) -> AsyncIterator[Chat]:
        script = script or Script()
        app = ChatApp(script.assistant, name="youth-justice", history=history, theme=theme)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            running = Chat(app, pilot, script)
            if ready:
                await running.ready()
            try:
                yield running
            finally:
                for gate in (script.may_open, script.may_answer, script.may_build):
                    gate.set()

    return run


@pytest.fixture
def same_picture() -> Callable[[ChatApp, str], None]:
    """Compare a screen with the picture kept of it; ``UPDATE_SNAPSHOTS=1`` keeps the new one instead."""

    def compare(app: ChatApp, name: str) -> None:
        drawn = re.sub(r"terminal-\d+-", "terminal-", app.export_screenshot(title="yosqa", simplify=True))
        kept, actual = PICTURES / f"{name}.svg", PICTURES / f"{name}.actual.svg"
        if os.environ.get("UPDATE_SNAPSHOTS"):
            PICTURES.mkdir(exist_ok=True)
            kept.write_text(drawn, encoding="utf-8")
        if kept.read_text(encoding="utf-8") != drawn:
            actual.write_text(drawn, encoding="utf-8")
            pytest.fail(f"{actual} differs from {kept.name}: look at both, then UPDATE_SNAPSHOTS=1 if it is meant")
        actual.unlink(missing_ok=True)

    return compare
