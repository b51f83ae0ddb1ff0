"""One source under an answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from yosqa.model import Citation
from yosqa.tui import phrases
from yosqa.tui.messages import CitationChosen, CopyWanted
from yosqa.tui.text import MUTED, drawable, verbatim


class CitationRow(Static, can_focus=True):
    """A source that opens its page: marker and title, then page, section, kind and date."""

    BINDING_GROUP_TITLE = "Source"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Open page", id="source.open", tooltip="Show the page it stands on"),
        Binding("c", "copy", "Copy quote", id="source.copy", tooltip="Copy the quotation with its source"),
        Binding("up", "app.focus_previous", "Source before", id="source.before", show=False),
        Binding("down", "app.focus_next", "Source after", id="source.after", show=False),
    ]
    DEFAULT_CSS = """
    CitationRow {
        width: 1fr;
        height: auto;
        padding: 0 1;
        border-left: blank;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        pointer: pointer;
        &:hover { background: $boost; }
        &:focus { background: $primary 15%; }
        &.-open { border-left: outer $accent; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *citations: Citation, brief: bool) -> None:
        """Show a source.

        Args:
            citations: Quotations of one page; the row opens the first, the markers in the answer open each.
            brief: Take one line, and leave out all but title and page.
        """
        self.citations = citations
        super().__init__(self._content(brief))
        self.tooltip = Content(f"{drawable(citations[0].path)} · enter or click opens the page")

    def action_choose(self) -> None:
        """Open the page."""
        self.post_message(CitationChosen(self.citations[0]))

    def action_copy(self) -> None:
        """Copy the quotation with its source."""
        self.post_message(CopyWanted(self.citations[0]))

    def on_click(self) -> None:
        """Open the page."""
        self.action_choose()

    def _content(self, brief: bool) -> Content:
        citation, last = self.citations[0], self.citations[-1]
        until = f"–[{last.marker}]" if last is not citation else ""
        marker = Content.styled(f"[{citation.marker}]{until} ", "bold $text-primary")
        if brief:
            number = Content.styled(drawable(f"p. {citation.page_label}  "), MUTED)
            return Content.assemble(marker, number, verbatim(citation.title))
        where = Content.styled(f"\n    {drawable(phrases.place_of(citation))}", MUTED)
        return Content.assemble(marker, verbatim(citation.title), where)
