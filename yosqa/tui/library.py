"""The library: every file of the corpus, what it is, and what became of it at the last index build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Input, Static

from yosqa.model import Document, FileStatus, Receipt
from yosqa.tui import phrases
from yosqa.tui.text import drawable, verbatim
from yosqa.tui.window import Window

_COLUMNS = (("Date", 11), ("Place", 20), ("Pages", 5), ("Status", 11), ("Kind", 10), ("Title", None))
"""Labels and widths in cells; on a narrow screen those at the right are cut, and the detail line tells them."""
_MARKS = {
    FileStatus.INDEXED: "✓",
    FileStatus.DUPLICATE: "=",
    FileStatus.EMPTY: "○",
    FileStatus.FAILED: "×",
    FileStatus.SKIPPED: "–",
}


@dataclass(frozen=True, slots=True)
class Holding:
    """One file of the corpus."""

    path: str
    document: Document | None
    status: FileStatus
    problems: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What a filter looks in."""
        title = f"{self.document.title} {phrases.describe(self.document)}" if self.document else ""
        return f"{self.path} {title} {self.status.value}".casefold()


def holdings(documents: Iterable[Document], receipt: Receipt | None) -> list[Holding]:
    """Match documents with the receipt: newest first, files without a document last."""
    by_path = {document.path: document for document in documents}
    entries = {entry.path: entry for entry in receipt.entries} if receipt else {}
    held = [
        Holding(path, by_path.get(path), entries[path].status, entries[path].problems)
        if path in entries
        else Holding(path, by_path[path], FileStatus.INDEXED)
        for path in sorted(by_path.keys() | entries.keys())
    ]
    held.sort(key=lambda holding: holding.document.metadata.published if holding.document else "", reverse=True)
    return held


class LibraryScreen(Window[str]):
    """A table with a filter; enter opens the document under the cursor."""

    HEADING = "Library"
    BINDING_GROUP_TITLE = "Library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "table", "To the table", id="library.table", show=False),
    ]
    DEFAULT_CSS = """
    LibraryScreen {
        & Input { border: none; height: 1; padding: 0 1; margin: 0 0 1 0; background: $panel; }
        & DataTable { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
        & .detail { height: auto; min-height: 1; max-height: 4; color: $text-muted; padding: 0 1; margin: 1 0 0 0; }
    }
    """
    AUTO_FOCUS = "Input"

    def __init__(self, documents: Iterable[Document], receipt: Receipt | None) -> None:
        super().__init__()
        self._all = holdings(documents, receipt)
        self._shown: list[Holding] = []

    def body(self) -> ComposeResult:
        """Lay out filter, table and detail."""
        yield Input(placeholder="Type to filter: a place, a kind, a year, failed…", compact=True)
        yield DataTable[Text](cursor_type="row", zebra_stripes=True)
        yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        for label, width in _COLUMNS:
            table.add_column(label, width=width)
        self._fill("")

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(DataTable.RowHighlighted)
    def _detail(self, event: DataTable.RowHighlighted) -> None:
        if event.cursor_row < len(self._shown):
            holding = self._shown[event.cursor_row]
            title = (holding.document.title,) if holding.document else ()
            self.query_one(".detail", Static).update(verbatim(" · ".join((*title, holding.path, *holding.problems))))

    def action_table(self) -> None:
        """Go from the filter to the table."""
        self.query_one(DataTable).focus()

    @on(Input.Submitted)
    @on(DataTable.RowSelected)
    def _open(self) -> None:
        row = self.query_one(DataTable).cursor_row
        if row < len(self._shown) and (document := self._shown[row].document) is not None:
            self.dismiss(document.id)

    def _fill(self, words: str) -> None:
        wanted = words.casefold().split()
        self._shown = [holding for holding in self._all if all(word in holding.words for word in wanted)]
        table = self.query_one(DataTable)
        table.clear()
        for holding in self._shown:
            table.add_row(*self._cells(holding))
        files = phrases.count(len(self._shown), "file")
        self.query_one(".frame").border_subtitle = f"{files} · enter opens"
        if not self._shown:
            self.query_one(".detail", Static).update("Nothing matches.")

    @staticmethod
    def _cells(holding: Holding) -> list[Text]:
        status = Text(f"{_MARKS[holding.status]} {holding.status.value}")
        if holding.document is None:
            return [Text(""), Text(""), Text(""), status, Text(""), Text(drawable(holding.path))]
        document, metadata = holding.document, holding.document.metadata
        place = metadata.places[0] if metadata.places else ""
        pages = Text(f"{document.page_count:,}", justify="right")
        kind = Text(metadata.kind.value)
        date, title = Text(drawable(phrases.date(metadata.published))), Text(drawable(document.title))
        return [date, Text(place), pages, status, kind, title]
