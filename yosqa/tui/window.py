"""What the windows over the chat have in common."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer

Result = TypeVar("Result")


class Window(ModalScreen[Result]):
    """A framed window over the chat that escape closes; subclasses give its title and lay out its body."""

    HEADING: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="window.close", tooltip="Go back to the chat"),
    ]
    DEFAULT_CSS = """
    Window {
        align: center middle;
        background: $background 60%;
        & > .frame {
            width: 92%;
            max-width: 120;
            height: 88%;
            border: round $primary;
            border-title-color: $text-primary;
            border-title-style: bold;
            background: $background;
            padding: 1 1 0 1;
        }
        &.-narrow > .frame { width: 100%; height: 100%; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        with Vertical(classes="frame") as frame:
            frame.border_title = self.HEADING
            yield from self.body()
        yield Footer(compact=True, show_command_palette=False)

    def body(self) -> ComposeResult:
        """Lay out what stands in the frame."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Go back to the chat without a choice."""
        self.dismiss(None)
