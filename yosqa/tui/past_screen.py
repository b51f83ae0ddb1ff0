"""Past questions, to be asked again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from yosqa.tui.text import verbatim
from yosqa.tui.window import Window


class PastScreen(Window[str]):
    """A filter over the questions asked before, newest first; enter puts one in the prompt."""

    HEADING = "Past questions"
    BINDING_GROUP_TITLE = "Past questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "list", "To the list", id="past.list", show=False),
    ]
    DEFAULT_CSS = """
    PastScreen {
        & Input { border: none; height: 1; padding: 0 1; margin: 0 0 1 0; background: $panel; }
        & OptionList { height: 1fr; border: none; background: $background; }
    }
    """
    AUTO_FOCUS = "Input"

    def __init__(self, questions: Sequence[str]) -> None:
        super().__init__()
        self._all = list(reversed(questions))
        self._shown = self._all

    def body(self) -> ComposeResult:
        """Lay out filter and list."""
        yield Input(placeholder="Type to filter", compact=True)
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill("")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def action_list(self) -> None:
        """Go from the filter to the list."""
        self.query_one(OptionList).focus()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        position = self.query_one(OptionList).highlighted
        if position is not None:
            self.dismiss(self._shown[position])

    def _fill(self, words: str) -> None:
        wanted = words.casefold().split()
        self._shown = [question for question in self._all if all(word in question.casefold() for word in wanted)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(verbatim(question)) for question in self._shown)
        if self._shown:
            options.highlighted = 0
