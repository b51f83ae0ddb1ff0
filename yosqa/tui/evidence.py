"""The evidence pane: the page that a quotation stands on, with the quotation marked in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from yosqa.errors import YosqaError
from yosqa.grounding import verify_citation
from yosqa.model import Citation, Document, Page
from yosqa.tui import phrases
from yosqa.tui.desk import Desk
from yosqa.tui.jobs import Jobs
from yosqa.tui.messages import CopyWanted, PageNotShown, PageShown
from yosqa.tui.text import drawable, marked, unwrap, verbatim

if TYPE_CHECKING:
    from yosqa.ledger import LedgerRow

_LINES_ABOVE = 3
"""Lines of the page kept in view above a quotation."""


class Evidence(VerticalScroll, can_focus=True):
    """Reads and shows one page.

    The lines that hold the quotation carry a bar at their left, so colour is never the only mark. A quotation that is
    not what stands on its page is not drawn.
    """

    BINDING_GROUP_TITLE = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Page before", id="page.before", tooltip="Show the page before"),
        Binding("right", "turn(1)", "Page after", id="page.after", tooltip="Show the page after"),
        Binding("c", "copy", "Copy quote", id="page.copy", tooltip="Copy the quotation with its source"),
    ]
    DEFAULT_CSS = """
    Evidence {
        border: round $border-blurred;
        border-title-color: $text-accent;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        &:focus { border: round $primary; }
        & > .title { text-style: bold; }
        & > .source { color: $text-muted; margin: 0 0 1 0; }
        & > .page { padding: 0 1; border-left: blank; color: $foreground 70%; }
        & > .cited { border-left: outer $accent; color: $foreground; }
        & > .problem { border-left: outer $error; padding: 0 1; }
    }
    """

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.citation: Citation | None = None
        self._desk = desk
        self._jobs = Jobs(self)
        self._document: Document | None = None
        self._number = 0
        self._above = Content()

    def compose(self) -> ComposeResult:
        """Lay out a head, and the page in three parts: before, with and after the quotation."""
        yield Static(classes="title", markup=False)
        yield Static(classes="source", markup=False)
        yield Static(classes="problem", markup=False)
        yield Static(classes="page before", markup=False)
        yield Static(classes="page cited", markup=False)
        yield Static(classes="page after", markup=False)

    @property
    def filled(self) -> bool:
        """Whether a page is shown."""
        return self._number > 0

    def open_citation(self, citation: Citation, document: Document | None) -> None:
        """Read the page of a citation and show it, its quotation marked and in view."""
        self._read(citation.document_id, citation.page, lambda page: self._show_citation(citation, document, page))

    def open_row(self, row: LedgerRow, document: Document) -> None:
        """Read the page of a ledger's value and show it, the value marked and in view."""
        from yosqa.tui import grid

        def show(page: Page) -> None:
            self._show_citation(grid.cite(row, document, page), document, page)

        self._read(document.id, row.page, show)

    def open_document(self, document: Document, number: int = 1) -> None:
        """Read a page of a document and show it without a quotation."""
        self._read(document.id, number, lambda page: self._show_page(document, page))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what the thread brings."""
        self._jobs.settle(event)

    def on_resize(self) -> None:
        """Keep the quotation in view when the pane appears or changes its size."""
        if self.citation is not None:
            self.call_after_refresh(self._bring_in_view)

    def action_turn(self, by: int) -> None:
        """Ask for the page before or after."""
        if self._document is not None and 1 <= self._number + by <= self._document.page_count:
            self.open_document(self._document, self._number + by)

    def action_copy(self) -> None:
        """Copy the quotation with its source."""
        if self.citation is not None:
            self.post_message(CopyWanted(self.citation))

    def _read(self, document_id: str, number: int, show: Callable[[Page], None]) -> None:
        def failed(error: YosqaError) -> None:
            self.post_message(PageNotShown(error))

        self._jobs.start("page", lambda _: self._desk.page(document_id, number), show, failed)

    def _show_citation(self, citation: Citation, document: Document | None, page: Page) -> None:
        try:
            verify_citation(citation, page)
        except YosqaError as error:
            self.post_message(PageNotShown(error))
            return
        self.citation = citation
        marker = f"[{citation.marker}] " if citation.marker else ""
        self._head(document, page, f"{marker}{phrases.page_of(citation)}", phrases.source_of(citation))
        self._part(".title", verbatim(citation.title))
        text = unwrap(page.text)
        first = text.rfind("\n", 0, citation.start) + 1
        last = text.find("\n", citation.end)
        last = len(text) if last < 0 else last
        cited = marked(text[first:last], "on $accent 20%", [(citation.start - first, citation.end - first)])
        for start, end in citation.highlights:
            cited = cited.stylize("bold underline $text-accent", start - first, end - first)
        self._part(".before", verbatim(text[: max(first - 1, 0)]))
        self._part(".cited", cited)
        self._part(".after", verbatim(text[last + 1 :]))
        self._above = verbatim(text[first : citation.start])
        self.post_message(PageShown(citation))
        self.call_after_refresh(self._bring_in_view)

    def _show_page(self, document: Document, page: Page) -> None:
        self.citation = None
        self._head(document, page, f"page {page.label or page.number}", phrases.describe(document))
        self._part(".title", verbatim(document.title))
        self._part(".before", verbatim(unwrap(page.text)) if page.text.strip() else Content("This page has no text."))
        self._part(".cited", Content())
        self._part(".after", Content())
        self.post_message(PageShown(None))
        self.scroll_home(animate=False)

    def _head(self, document: Document | None, page: Page, title: str, source: str) -> None:
        self._document, self._number = document, page.number
        self.border_title = Content(drawable(title))
        printed = page.label in {"", str(page.number)}
        place = f"{page.number} of {document.page_count}{'' if printed else ' in the file'}" if document else ""
        self.border_subtitle = Content(f"‹ {place} ›" if document and document.page_count > 1 else "")
        path = document.path if document else ""
        self._part(".source", verbatim(" · ".join(part for part in (source, path) if part)))
        recognised = "Recognised from an image; letters may be wrong." if page.recognised else ""
        self._part(".problem", Content(recognised))

    def _part(self, selector: str, content: Content) -> None:
        part = self.query_one(selector, Static)
        part.update(content)
        part.display = bool(content.plain)

    def _bring_in_view(self) -> None:
        cited = self.query_one(".cited", Static)
        rows = len(self._above.wrap(max(cited.content_size.width, 1))) - 1 if self._above.plain else 0
        row = cited.virtual_region.y + rows
        self.scroll_to(y=max(0, row - _LINES_ABOVE), animate=False)
