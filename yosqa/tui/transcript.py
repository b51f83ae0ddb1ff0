"""The transcript: every question of this session with its answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from yosqa.model import Citation
from yosqa.tui.citation import CitationRow
from yosqa.tui.turn import TurnView
from yosqa.tui.welcome import Welcome


class Transcript(VerticalScroll, can_focus=False):
    """Turns from oldest to newest; a new question is scrolled to the top, so that its answer is read from its start."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"screen.open_source({number})", show=False, system=True) for number in range(1, 10)
    ]
    DEFAULT_CSS = """
    Transcript {
        padding: 0 1 0 2;
        scrollbar-size-vertical: 1;
    }
    """

    @property
    def turns(self) -> list[TurnView]:
        """All turns, oldest first."""
        return list(self.query(TurnView))

    @property
    def current(self) -> TurnView | None:
        """The turn that holds the focus, else the newest that has an answer."""
        return self._focused() or next((turn for turn in reversed(self.turns) if turn.answer is not None), None)

    def _focused(self) -> TurnView | None:
        focused = self.screen.focused
        around = focused.ancestors_with_self if focused is not None else ()
        return next((turn for turn in self.turns if turn in around), None)

    def on_resize(self) -> None:
        """Keep the turn that is read in view, the newest unless another holds the focus: lines break elsewhere now."""
        if turns := self.turns:
            self.call_after_refresh(self.show_turn, self._focused() or turns[-1])

    def add(self, turn: TurnView) -> None:
        """Put a turn at the end, in place of the welcome."""
        self.query(Welcome).remove()
        self.mount(turn)
        self.call_after_refresh(self.show_turn, turn)

    def show_turn(self, turn: TurnView) -> None:
        """Scroll so that a turn starts at the top, as far as there is text below it to fill the view."""
        turn.scroll_visible(top=True, animate=False)

    def mark(self, shown: Citation | None) -> None:
        """Mark the source whose page is shown."""
        for row in self.query(CitationRow):
            row.set_class(any(citation is shown for citation in row.citations), "-open")

    def move_focus(self, by: int) -> bool:
        """Focus the turn ``by`` places after the current one.

        Returns:
            False when there is none in that direction.
        """
        turns = self.turns
        here = self.current if self.screen.focused is not None and self in self.screen.focused.ancestors else None
        position = (turns.index(here) if here else len(turns)) + by
        if not 0 <= position < len(turns):
            return False
        turns[position].focus()
        self.show_turn(turns[position])
        return True
