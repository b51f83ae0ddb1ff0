"""The chat as an application: screens, commands, themes, and leaving it properly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from yosqa.errors import ExitCode
from yosqa.tui import themes
from yosqa.tui.chat import ChatScreen
from yosqa.tui.commands import CorpusCommands
from yosqa.tui.desk import Assistant, Desk
from yosqa.tui.journal import Journal
from yosqa.tui.messages import QuestionOffered
from yosqa.tui.past import Past

if TYPE_CHECKING:
    from yosqa.ledger import LedgerRow

_WINDOWS = {"help", "library", "ratings", "past", "log"}
_SECOND_PRESS_SECONDS = 2.0
_log = logging.getLogger(__name__)


class ChatApp(App[None], inherit_bindings=False):
    """The chat.

    Args:
        open_assistant: Makes an assistant; called in threads, after the first paint.
        name: The workspace's name, shown at the top.
        history: Where questions are kept between sessions; None keeps them for this session only.
        theme: Name of a theme; an unknown one falls back to our own.
    """

    TITLE = "yosqa"
    CSS_PATH = "app.tcss"
    COMMANDS = App.COMMANDS | {CorpusCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - declared as an instance's by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", key_display="F1", id="app.help", tooltip="All keys, how to ask", priority=True),
        Binding("ctrl+o", "library", "Library", id="app.library", tooltip="The documents", priority=True),
        Binding("ctrl+g", "ratings", "Ratings", id="app.ratings", tooltip="Service by standard", priority=True),
        Binding("ctrl+r", "past", "Past questions", id="app.past", tooltip="Questions asked before", show=False),
        Binding("ctrl+l", "log", "Log", id="app.log", tooltip="What yosqa noted", show=False),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Leave", priority=True),
        Binding(
            "ctrl+c",
            "help_quit",
            "Stop or leave",
            id="app.stop",
            tooltip="Copy what is selected, else stop, else leave when pressed twice",
            show=False,
        ),
    ]

    def __init__(
        self,
        open_assistant: Callable[[], Assistant],
        *,
        name: str,
        history: Path | None = None,
        theme: str = themes.DARK.name,
    ) -> None:
        super().__init__()
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = theme if theme in self.available_themes else themes.DARK.name
        self.desk = Desk(open_assistant)
        self.chat = ChatScreen(name, Past(history), self.desk)
        self.journal = Journal()
        self._interrupted_at = -_SECOND_PRESS_SECONDS

    def run_to_end(self) -> ExitCode:
        """Run until the user leaves or a signal comes; the terminal is left as it was.

        Returns:
            ``DONE``, or ``INTERRUPTED`` after a signal.
        """
        logger = logging.getLogger("yosqa")
        logger.addHandler(self.journal)
        try:
            self.run()
        finally:
            logger.removeHandler(self.journal)
            self.desk.close()
        return ExitCode.INTERRUPTED if self.return_code == ExitCode.INTERRUPTED else ExitCode.DONE

    def get_default_screen(self) -> Screen[None]:
        """Start in the chat."""
        return self.chat

    def on_mount(self) -> None:
        """Leave properly on the signals that ask a program to end."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, self._leave_on_signal, number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open one window at a time."""
        return self.screen is self.chat if action in _WINDOWS else True

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action in the command palette."""
        yield SystemCommand("Help", "All keys, and how to ask", self.action_help)
        yield SystemCommand("Library", "The documents, and what became of each file", self.action_library)
        yield SystemCommand("Ratings", "Every rating, service by standard", self.action_ratings)
        yield SystemCommand("Past questions", "Questions asked before", self.action_past)
        yield SystemCommand("Update index", "Read new and changed documents", self.chat.action_refresh)
        yield SystemCommand("Copy quotation", "With its source", self.chat.action_copy)
        yield SystemCommand("Log", "What yosqa noted", self.action_log)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave", self.action_quit)

    def action_help(self) -> None:
        """Show all keys, and how to ask."""
        from yosqa.tui.help import HelpScreen

        self.push_screen(HelpScreen())

    def action_log(self) -> None:
        """Show the log."""
        from yosqa.tui.log import LogScreen

        self.push_screen(LogScreen(self.journal))

    def action_library(self) -> None:
        """Show the documents; choosing one opens its first page."""
        from yosqa.tui.library import LibraryScreen

        self.push_screen(LibraryScreen(self.chat.documents.values(), self.chat.receipt), self._open_document)

    def action_ratings(self) -> None:
        """Show the ratings grid."""
        from yosqa.tui.ratings import RatingsScreen

        self.push_screen(RatingsScreen(self.desk), self._open_row)

    def action_past(self) -> None:
        """Show past questions; choosing one puts it in the prompt."""
        from yosqa.tui.past_screen import PastScreen

        self.push_screen(PastScreen(self.chat.past.questions), self._offer)

    def action_help_quit(self) -> None:
        """Ctrl+c with nothing selected: stop what runs; pressed twice, leave."""
        if self.chat.busy:
            self.chat.action_stop()
            return
        now = time.monotonic()
        if now - self._interrupted_at < _SECOND_PRESS_SECONDS:
            self.exit()
        else:
            self._interrupted_at = now
            self.notify("Press ctrl+c again to leave.", timeout=_SECOND_PRESS_SECONDS, markup=False)

    def _open_document(self, document_id: str | None) -> None:
        if document_id is not None:
            self.chat.show_document(document_id)

    def _open_row(self, row: LedgerRow | None) -> None:
        if row is not None:
            self.chat.show_row(row)

    def _offer(self, question: str | None) -> None:
        if question is not None:
            self.chat.offer(QuestionOffered(question))

    def _leave_on_signal(self, number: signal.Signals) -> None:
        _log.warning("Leaving on %s.", number.name)
        self.exit(return_code=ExitCode.INTERRUPTED)
