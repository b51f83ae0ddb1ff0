"""The log, as far as this session goes."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Log

from yosqa.tui.journal import Journal
from yosqa.tui.text import drawable
from yosqa.tui.window import Window


class LogScreen(Window[None]):
    """The newest log records, the last at the bottom."""

    HEADING = "Log"
    DEFAULT_CSS = """
    LogScreen Log { height: 1fr; background: $background; }
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def body(self) -> ComposeResult:
        """Lay out the records."""
        yield Log()

    def on_mount(self) -> None:
        """Show what is there."""
        log = self.query_one(Log)
        log.write_lines([drawable(line) for line in self._journal.lines] or ["Nothing noted yet."])
