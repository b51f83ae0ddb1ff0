"""The evidence pane: the page that a quotation stands on, with the quotation marked in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from yosqa.errors import YosqaError
from yosqa.grounding import verify_citation
from yosqa.model import Block, Citation, Document, Page
from yosqa.tui import phrases
from yosqa.tui.desk import Desk
from yosqa.tui.jobs import Jobs
from yosqa.tui.messages import CopyWanted, PageNotShown, PageShown
from yosqa.tui.text import drawable, verbatim
from yosqa.tui.typeset import Mark, Part, apart, parts, set_parts, stretches

if TYPE_CHECKING:
    from yosqa.ledger import LedgerRow

Blocks = tuple[Block, ...]
_LINES_ABOVE = 3
"""Lines of the page kept in view above a quotation."""
_QUOTED = "on $accent 20%"
"""Style of a quotation."""


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
        scrollbar-gutter: stable;
        &:focus { border: round $primary; }
        & > .title { text-style: bold; }
        & > .source { color: $text-muted; margin: 0 0 1 0; }
        & > .-apart { margin: 0 0 1 0; }
        & > .empty { display: none; padding: 0 2; color: $foreground 70%; }
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

    def compose(self) -> ComposeResult:
        """Lay out a head; the page goes below it."""
        yield Static(classes="title", markup=False)
        yield Static(classes="source", markup=False)
        yield Static(classes="problem", markup=False)
        yield Static("This page has no text.", classes="empty", markup=False)

    @property
    def filled(self) -> bool:
        """Whether a page is shown."""
        return self._number > 0

    def open_citation(self, citation: Citation, document: Document | None) -> None:
        """Read the page of a citation and show it, its quotation marked and in view."""

        def show(page: Page, blocks: Blocks) -> None:
            self._show_citation(citation, document, page, blocks)

        self._read(citation.document_id, citation.page, show)

    def open_row(self, row: LedgerRow, document: Document) -> None:
        """Read the page of a ledger's value and show it, the value marked and in view."""
        from yosqa.tui import grid

        def show(page: Page, blocks: Blocks) -> None:
            self._show_citation(grid.cite(row, document, page, blocks), document, page, blocks)

        self._read(document.id, row.page, show)

    def open_document(self, document: Document, number: int = 1) -> None:
        """Read a page of a document and show it without a quotation."""
        self._read(document.id, number, lambda page, blocks: self._show_page(document, page, blocks))

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

    def _read(self, document_id: str, number: int, show: Callable[[Page, Blocks], None]) -> None:
        def failed(error: YosqaError) -> None:
            self.post_message(PageNotShown(error))

        self._jobs.start("page", lambda _: self._desk.page(document_id, number), lambda read: show(*read), failed)

    def _show_citation(self, citation: Citation, document: Document | None, page: Page, blocks: Blocks) -> None:
        try:
            verify_citation(citation, page)
        except YosqaError as error:
            self.post_message(PageNotShown(error))
            return
        self.citation = citation
        marker = f"[{citation.marker}] " if citation.marker else ""
        self._head(document, page, f"{marker}{phrases.page_of(citation)}", phrases.source_of(citation))
        self._part(".title", verbatim(citation.title))
        self._set(page.text, parts(page.text, blocks), citation)
        self.post_message(PageShown(citation))
        self.call_after_refresh(self._bring_in_view)

    def _show_page(self, document: Document, page: Page, blocks: Blocks) -> None:
        self.citation = None
        self._head(document, page, f"page {page.label or page.number}", phrases.describe(document))
        self._part(".title", verbatim(document.title))
        self._set(page.text, parts(page.text, blocks))
        self.post_message(PageShown(None))
        self.scroll_home(animate=False)

    def _set(self, text: str, page: Sequence[Part], citation: Citation | None = None) -> None:
        """Set a page: each stretch in a widget of its own, for a widget is drawn whole when a line of it is seen."""
        start, end = (citation.start, citation.end) if citation else (0, 0)
        marks: list[Mark] = [(_QUOTED, start, end)]
        for highlight in citation.highlights if citation else ():
            marks.append(("bold underline $text-accent", *highlight))
        divided = stretches(page, start, end)
        widgets = list(self.query(".page").results(Static))
        more = [Static(classes="page", markup=False) for _ in divided[len(widgets) :]]
        self.mount(*more)
        widgets += more
        for widget, stretch, below in zip(widgets, divided, (*divided[1:], ()), strict=False):
            widget.set_class(any(part.holds(start, end) for part in stretch), "cited")
            widget.set_class(bool(below) and apart(stretch[-1], below[0]), "-apart")
            _fill(widget, set_parts(text, stretch, marks))
        for widget in widgets[len(divided) :]:
            widget.remove_class("cited")
            _fill(widget, Content())
        self.query_one(".empty").display = not divided

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
        _fill(self.query_one(selector, Static), content)

    def _bring_in_view(self) -> None:
        """Scroll to the row on which the quotation begins."""
        for cited in self.query(".cited").results(Static):
            lines = cast("Content", cited.visual).wrap(max(cited.content_size.width, 1))
            quoted = (any(span.style == _QUOTED for span in line.spans) for line in lines)
            row = next((row for row, holds in enumerate(quoted) if holds), 0)
            self.scroll_to(y=max(0, cited.virtual_region.y + row - _LINES_ABOVE), animate=False)


def _fill(widget: Static, content: Content) -> None:
    """Give a widget something to show; it takes no room when that is nothing."""
    widget.update(content)
    widget.display = bool(content.plain)
