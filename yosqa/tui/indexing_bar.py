"""How far an index build has come, above the prompt."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ProgressBar, Static

from yosqa.model import Progress
from yosqa.tui import phrases
from yosqa.tui.text import verbatim


class IndexingBar(Horizontal):
    """A bar, and what is being done with an estimate; hidden while nothing is built."""

    DEFAULT_CSS = """
    IndexingBar {
        height: 1;
        padding: 0 2;
        display: none;
        &.-busy { display: block; }
        & > ProgressBar { width: 18; padding: 0 1 0 0; }
        & > ProgressBar Bar { width: 1fr; }
        & > .amount { width: auto; }
        & > .item { width: 1fr; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the bar and its words."""
        yield ProgressBar(show_percentage=False, show_eta=False)
        yield Static(classes="amount", markup=False)
        yield Static(classes="item", markup=False)

    def show_progress(self, progress: Progress) -> None:
        """Appear, and show how far the build is."""
        self.add_class("-busy")
        self.query_one(ProgressBar).update(total=progress.total, progress=progress.done)
        self.query_one(".amount", Static).update(phrases.progress(progress))
        self.query_one(".item", Static).update(verbatim(progress.item))

    def finish(self) -> None:
        """Disappear."""
        self.remove_class("-busy")
