"""The cells of tables, whatever file they come from: each is what its source says, in its column."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import awkward
from yosqa.documents import read
from yosqa.structure import blocks

WAYS: list[tuple[str, Callable[[awkward.Grid], bytes]]] = [
    ("a.csv", awkward.delimited),
    ("a.tsv", lambda rows: awkward.delimited(rows, "\t")),
    ("a.txt", awkward.tabbed),
    ("a.xlsx", awkward.workbook),
    ("a.html", awkward.web_table),
]
NAMES = st.sampled_from(["Leeds", "Kent, Medway", "Good", "a longer cell of words", "£47", "2019", "x,", "n/a"])


def cells(name: str, data: bytes) -> list[list[tuple[str, str, str]]]:
    """Each row's cells: text, heading of its column, what its row is about."""
    extraction = read(name, data)
    text = extraction.pages[0].page.text
    rows = [block.cells for block in blocks(extraction) if block.cells]
    return [[(text[cell.start : cell.end], cell.column, cell.row) for cell in row] for row in rows]


@pytest.mark.parametrize(("name", "write"), WAYS)
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_every_cell_is_what_its_source_says(
    name: str, write: Callable[[awkward.Grid], bytes], data: st.DataObject
) -> None:
    width = data.draw(st.integers(2, 4))
    value = st.one_of(st.just(""), NAMES)
    # The last cell of a row is filled, so that it is no row of a single cell, which might as well be a heading.
    row = st.tuples(*[value] * (width - 2), NAMES, NAMES).map(list)
    rows = data.draw(st.lists(row, min_size=1, max_size=4, unique_by=tuple))
    found = cells(name, write([[f"Column {number}" for number in range(width)], *rows]))
    assert [[text for text, *_ in row] for row in found[1:]] == [[text for text in row if text] for row in rows]


@pytest.mark.parametrize(("name", "write"), WAYS)
def test_a_blank_first_column_is_not_counted(name: str, write: Callable[[awkward.Grid], bytes]) -> None:
    rows = [["", "Service", "Rating", "Cases"], ["", "Report published", "", "12"], ["", "Leeds", "Good", "47"]]
    assert cells(name, write(rows))[1:] == [
        [("Report published", "Service", ""), ("12", "Cases", "Report published")],
        [("Leeds", "Service", ""), ("Good", "Rating", "Leeds"), ("47", "Cases", "Leeds")],
    ]


def test_a_cell_that_spans_rows_leaves_those_below_whole() -> None:
    page = (
        b"<html><body><main><h1>T</h1><table><tr><th>Service</th><th>Rating</th><th>Year</th></tr>"
        b"<tr><td rowspan=2>Kent</td><td>Good</td><td>2018</td></tr><tr><td>Poor</td><td>2019</td></tr></table></main>"
    )
    assert cells("a.html", page)[-1] == [("Poor", "Rating", ""), ("2019", "Year", "")]


def test_a_figure_with_a_remark_heads_no_columns() -> None:
    rows = [["Entrants per 100,000", "207 (Wales: 164)"], ["Reoffending rate", "34.6% (Wales: 36.0%)"], ["Boys", "86%"]]
    assert {column for row in cells("a.txt", awkward.tabbed(rows)) for _, column, _ in row} == {""}
