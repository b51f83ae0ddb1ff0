"""The prompt: where questions are typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import TextArea

from yosqa.tui.messages import Asked
from yosqa.tui.past import Past


class Prompt(TextArea):
    """A text field of up to six lines that sends on enter and walks through past questions with up and down."""

    BINDING_GROUP_TITLE = "Prompt"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Ask", id="prompt.send", tooltip="Send the question", show=False),
        Binding(
            "ctrl+j,shift+enter",
            "newline",
            "New line",
            id="prompt.newline",
            tooltip="Start a new line; ctrl+j works in every terminal",
            key_display="^j",
            show=False,
        ),
        Binding(
            "up",
            "cursor_up",
            "Earlier question",
            id="prompt.earlier",
            tooltip="On the first line: bring back the question before",
            show=False,
        ),
        Binding(
            "down",
            "cursor_down",
            "Later question",
            id="prompt.later",
            tooltip="On the last line: go on to the question after",
            show=False,
        ),
    ]
    DEFAULT_CSS = """
    Prompt {
        height: auto;
        min-height: 3;
        max-height: 8;
        border: round $border-blurred;
        background: $background;
        padding: 0 1;
        &:focus { border: round $primary; }
        & .text-area--placeholder { color: $foreground 45%; }
    }
    """

    def __init__(self, past: Past, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            tab_behavior="focus",
            soft_wrap=True,
            highlight_cursor_line=False,
            placeholder="Ask about the documents…",
        )
        self._past = past
        self._shown: int | None = None
        self._draft = ""

    def offer(self, question: str) -> None:
        """Put a question in the prompt, the cursor behind it."""
        self.text = question
        self.move_cursor(self.document.end)
        self.focus()

    def on_key(self, event: Key) -> None:
        """Take the keys that end a line here, in the order typed.

        A binding would be looked up by the application, ahead of letters that still wait for this widget.
        """
        act = {"enter": self.action_send, "ctrl+j": self.action_newline, "shift+enter": self.action_newline}
        if event.key in act:
            event.stop()
            event.prevent_default()
            act[event.key]()

    def action_send(self) -> None:
        """Send what is typed; white space alone is not sent."""
        text = self.text.strip()
        if not text:
            return
        self._shown, self._draft = None, ""
        self.clear()
        self.post_message(Asked(text))

    def action_newline(self) -> None:
        """Start a new line."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up, or from the first line to the question before."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location):
            super().action_cursor_up(select)
            return
        position = len(self._past.questions) if self._shown is None else self._shown
        if position > 0:
            if self._shown is None:
                self._draft = self.text
            self._recall(position - 1)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down, or from the last line to the question after, and at last to what was being typed."""
        if select or self._shown is None or not self.navigator.is_last_wrapped_line(self.cursor_location):
            super().action_cursor_down(select)
            return
        self._recall(self._shown + 1)

    def _recall(self, position: int) -> None:
        newest = position >= len(self._past.questions)
        self._shown = None if newest else position
        self.offer(self._draft if newest else self._past.questions[position])
