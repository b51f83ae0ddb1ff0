"""Tables: CSV and Excel. Each record is a line, and its cells begin at the line's start and at its gaps.

The first record holds the column headings. Of a CSV file the page's text is the file's own, quotation marks and
delimiters included; a sheet's rows are written with a tab between cells, one page a sheet, labelled with its name.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from yosqa.documents.lines import PageBuilder, lines_of
from yosqa.documents.names import shown
from yosqa.documents.text import decode
from yosqa.errors import DocumentError
from yosqa.model import Extraction, Line, Page, PageLayout

CSV_TYPE = "text/csv"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 50_000
"""Rows of one sheet that are read."""


def load_csv(data: bytes) -> Extraction:
    """Read delimited text; comma, semicolon, tab or bar, whichever its first lines use."""
    text = "\n".join(lines_of(decode(data))).rstrip("\n")
    delimiter = _delimiter(text)
    lines = tuple(_records(text, delimiter))
    return Extraction(media_type=CSV_TYPE, engine="csv/1", pages=(PageLayout(Page(1, "1", text), lines),))


def load_sheets(name: str, data: bytes) -> Extraction:
    """Read an Excel workbook: values, not formulas.

    Raises:
        DocumentError: It is damaged.
    """
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        pages, problems = [], []
        for number, sheet in enumerate(workbook.worksheets, 1):
            rows = list(islice(sheet.iter_rows(values_only=True), MOST_ROWS + 1))
            if len(rows) > MOST_ROWS:
                problems.append(f"Sheet {shown(sheet.title)} has more than {MOST_ROWS} rows; the rest is left out.")
            pages.append(_sheet(number, sheet.title, rows[:MOST_ROWS]))
        details = workbook.properties
        properties = {
            "title": details.title or "",
            "author": details.creator or "",
            "created": details.created.date().isoformat() if details.created else "",
        }
    except Exception as problem:
        # On damaged files openpyxl raises whatever the damage leads to.
        raise DocumentError(
            f"{shown(name)} is damaged and cannot be read as an Excel file.", hint="Save it anew in Excel and add that."
        ) from problem
    return Extraction(
        media_type=SHEET_TYPE,
        engine=f"openpyxl/{openpyxl.__version__}",
        pages=tuple(pages),
        properties={key: value for key, value in properties.items() if value},
        problems=tuple(problems),
    )


def _sheet(number: int, title: str, rows: Iterable[tuple[object, ...]]) -> PageLayout:
    builder = PageBuilder()
    for row in rows:
        builder.add_row([_written(value) for value in row])
    return builder.build(number, title)


def _written(value: object) -> str:
    """A cell's value as a reader would write it."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _delimiter(text: str) -> str:
    try:
        return csv.Sniffer().sniff("\n".join(text.split("\n", 20)[:20]), delimiters=",;\t|").delimiter
    except csv.Error:
        return ","


def _records(text: str, delimiter: str) -> Iterator[Line]:
    """Where each record and each cell begins: a line break or delimiter between quotation marks is part of a cell."""
    start = 0
    column = 0
    gaps: list[tuple[int, float]] = []
    quoted = False
    for at, letter in enumerate(text + "\n"):
        if letter == '"':
            quoted = not quoted
        elif quoted and at < len(text):
            continue
        elif letter == delimiter:
            column += 1
            gaps.append((at + 1, 100.0 * column))
        elif letter == "\n":
            if text[start:at].strip():
                yield Line(start, at, gaps=tuple(gaps))
            start, column, gaps = at + 1, 0, []
