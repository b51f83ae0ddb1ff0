"""The ratings grid: service by standard, coloured and lettered; each cell opens the words it comes from."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Input, Static, Tab, Tabs
from textual.worker import Worker

from yosqa.frameworks import FAMILIES
from yosqa.ledger.measures import name_of
from yosqa.ledger.model import LedgerRow
from yosqa.tui import grid as grids
from yosqa.tui import phrases
from yosqa.tui.desk import Desk
from yosqa.tui.jobs import Jobs
from yosqa.tui.text import MUTED, drawable, verbatim
from yosqa.tui.window import Window

_COLOURS = ("error", "warning", "success", "primary")
"""Theme colours from the worst grade to the best; the letters say the same without colour."""
_HEADING_WIDTH = 12
_SWATCH = 4
"""Cells that a grade's letters and their colour take."""
_FIXED = 3
"""Columns before the standards: service, date, source."""


class RatingsScreen(Window[LedgerRow]):
    """A table of grades with a filter; enter gives the row of the ledger under the cursor."""

    HEADING = "Ratings"
    BINDING_GROUP_TITLE = "Ratings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "table", "To the table", id="ratings.table", show=False),
    ]
    DEFAULT_CSS = """
    RatingsScreen {
        & > .frame { width: 98%; max-width: 200; height: 94%; }
        & Tabs { margin: 0 0 1 0; }
        & Input { border: none; height: 1; padding: 0 1; margin: 0 0 1 0; background: $panel; }
        & DataTable { height: 1fr; background: $background; scrollbar-size: 1 1; }
        & DataTable:focus > .datatable--cursor { background: $foreground; color: $background; }
        & DataTable > .datatable--fixed { background: $background; color: $foreground; }
        & .detail { height: auto; max-height: 3; padding: 0 1; margin: 1 0; }
        & .legend { height: auto; padding: 0 1; }
    }
    """
    AUTO_FOCUS = "Input"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = Jobs(self)
        self._rows: tuple[LedgerRow, ...] = ()
        self._grid = grids.Grid((), ())
        self._shown: list[grids.GridLine] = []
        self._family = ""

    def body(self) -> ComposeResult:
        """Lay out families, filter, table and detail."""
        yield Tabs()
        yield Input(placeholder="Type to filter: a place, a year, inadequate…", compact=True)
        yield DataTable[Text](
            cursor_type="cell", cursor_foreground_priority="css", cursor_background_priority="css", fixed_columns=1
        )
        yield Static(classes="detail", markup=False)
        yield Static(classes="legend", markup=False)

    def on_mount(self) -> None:
        """Read the ledger."""
        self.query_one(Tabs).display = False
        self._say("Reading the ledger…")
        self._jobs.start("rows", lambda _: self._desk.rows(), self._show, lambda error: self._say(str(error)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what the thread brings."""
        self._jobs.settle(event)

    def _show(self, rows: tuple[LedgerRow, ...]) -> None:
        self._rows = rows
        families = grids.families(rows)
        tabs = self.query_one(Tabs)
        for family in families:
            name = FAMILIES.get(family, family)
            tabs.add_tab(Tab(f"{name[:1].upper()}{name[1:]}", id=f"family-{family}"))
        tabs.display = len(families) > 1
        if not families:
            self._say("No document states a rating.")

    def _say(self, text: str) -> None:
        self.query_one(".detail", Static).update(verbatim(text))

    @on(Tabs.TabActivated)
    def _tab(self, event: Tabs.TabActivated) -> None:
        self._choose((event.tab.id or "").removeprefix("family-"))

    @on(Input.Changed)
    def _filter(self) -> None:
        self._fill()

    @on(DataTable.CellHighlighted)
    def _detail(self, event: DataTable.CellHighlighted) -> None:
        self._say(self._describe(event.coordinate))

    @on(Input.Submitted)
    def action_table(self) -> None:
        """Go from the filter to the first grade."""
        table = self.query_one(DataTable)
        if not table.has_focus:
            table.focus()
            table.move_cursor(column=max(table.cursor_column, _FIXED))

    @on(DataTable.CellSelected)
    def _open(self) -> None:
        row = self._row(self.query_one(DataTable).cursor_coordinate)
        if row is not None and not row.blank:
            self.dismiss(row)

    def _choose(self, family: str) -> None:
        if family == self._family:
            return
        self._family = family
        self._grid = grids.grid(self._rows, family)
        table = self.query_one(DataTable)
        table.clear(columns=True)
        table.add_column("Service", width=22)
        table.add_column("Date", width=8)
        table.add_column("Told by", width=8)
        headings = [_folded(heading) for heading in grids.headings(self._grid.measures, family)]
        table.header_height = max((heading.count("\n") + 1 for heading in headings), default=1)
        for heading in headings:
            table.add_column(Text(heading), width=max(_SWATCH, *(len(line) for line in heading.split("\n"))))
        self.query_one(".legend", Static).update(self._legend())
        self._fill()

    def _fill(self) -> None:
        wanted = self.query_one(Input).value.casefold().split()
        self._shown = [line for line in self._grid.lines if all(word in line.words for word in wanted)]
        table = self.query_one(DataTable)
        table.clear()
        for line in self._shown:
            head = (drawable(line.place), phrases.date(line.period[:7]), line.source.value)
            table.add_row(*(Text(text) for text in head), *(self._cell(row) for row in line.cells))
        inspections = phrases.count(len(self._shown), "inspection")
        self.query_one(".frame").border_subtitle = f"{inspections} · enter opens a grade's evidence"

    def _cell(self, row: LedgerRow | None) -> Text:
        if row is None:
            return Text("")
        height = grids.height(row)
        text = f"{grids.letters(row):^{_SWATCH}}"
        if height is None or row.blank:
            return Text(text, "dim" if row.blank else "bold")
        colour = Color.parse(self.app.theme_variables[_colour(height)])
        return Text(text, f"bold {colour.get_contrast_text(1.0).rich_color.name} on {colour.rich_color.name}")

    def _legend(self) -> Content:
        """Say what the letters of this family mean, best first."""
        rows = (cell for line in self._grid.lines for cell in line.cells if cell is not None and not cell.blank)
        newest = {row.normal: row for row in sorted(rows, key=lambda row: row.period)}
        ordered = sorted(newest.values(), key=lambda row: -(grids.height(row) or 0.0))
        said = []
        for row in ordered:
            height = grids.height(row)
            style = "bold" if height is None else f"bold $text-{_colour(height)}"
            said.append(Content.assemble((grids.letters(row), style), (f" {drawable(row.normal)}", MUTED)))
        return Content("   ").join(said)

    def _row(self, at: Coordinate) -> LedgerRow | None:
        if at.row >= len(self._shown) or at.column < _FIXED:
            return None
        return self._shown[at.row].cells[at.column - _FIXED]

    def _describe(self, at: Coordinate) -> str:
        if at.row >= len(self._shown):
            return "Nothing matches."
        line, row = self._shown[at.row], self._row(at)
        where = f"{line.place}, {phrases.date(line.period)}"
        if row is None:
            if at.column < _FIXED:
                return where
            return f"{where} · {name_of(self._grid.measures[at.column - _FIXED])}: no document speaks of it"
        said = f"not shown: {row.reason}" if row.blank else f"“{row.value}”"
        return f"{where} · {name_of(row.measure)}: {said}"


def _colour(height: float) -> str:
    """Give the theme's colour for a place on the scale, 0 to 1."""
    return _COLOURS[round(height * (len(_COLOURS) - 1))]


def _folded(heading: str) -> str:
    """Break a column's heading into lines of at most twelve characters where words allow."""
    lines = [""]
    for word in heading.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > _HEADING_WIDTH and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = joined
    return "\n".join(lines[:3])
