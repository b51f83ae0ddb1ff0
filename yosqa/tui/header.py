"""The line at the top: whose documents these are, how many, and what yosqa is doing."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from yosqa.tui.text import verbatim


class Header(Horizontal):
    """Name and corpus at the left, state at the right."""

    DEFAULT_CSS = """
    Header {
        height: 1;
        padding: 0 2;
        background: $panel;
        & > #brand { width: auto; text-style: bold; color: $text-primary; }
        & > #corpus { width: 1fr; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #state { width: auto; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the three parts."""
        yield Static("yosqa", id="brand", markup=False)
        yield Static(id="corpus", markup=False)
        yield Static("opening…", id="state", markup=False)

    def show_corpus(self, text: str) -> None:
        """Say which documents there are."""
        self.query_one("#corpus", Static).update(verbatim(text))

    def show_state(self, text: str) -> None:
        """Say what is going on."""
        self.query_one("#state", Static).update(text)
