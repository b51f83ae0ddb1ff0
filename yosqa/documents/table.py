"""Tables: CSV and Excel. Each record is a line, and its cells begin at the line's start and at its gaps.

The first record holds the column headings. Of a CSV file the page's text is the file's own, quotation marks and
delimiters included; a sheet's rows are written with a tab between cells, one page a sheet, labelled with its name.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
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
    decoded, problems = decode(data)
    text = "\n".join(lines_of(decoded)).rstrip("\n")
    delimiter = _delimiter(text)
    lines = tuple(_records(text, delimiter))
    return Extraction(media_type=CSV_TYPE, pages=(PageLayout(Page(1, "1", text), lines),), problems=problems)


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
            "created": details.created.date().isoformat() if details.created else "",
        }
    except Exception as problem:
        # On damaged files openpyxl raises whatever the damage leads to.
        raise DocumentError(
            shown(name), "is damaged and cannot be read as an Excel file.", hint="Save it anew in Excel and add that."
        ) from problem
    return Extraction(
        media_type=SHEET_TYPE,
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
    """Where each record and each cell begins.

    A line break or delimiter is part of a cell that stands between quotation marks as a whole. Any other mark is text,
    as in ``5" pipe``, and reaches no further than its cell.
    """
    ends = rf"[{re.escape(delimiter)}\n]|\Z"
    cell = re.compile(rf'(?: *"(?:[^"]+|"")*+" *(?={ends})|[^{re.escape(delimiter)}\n]*)(?P<end>{ends})')
    start = 0
    gaps: list[tuple[int, float]] = []
    for match in cell.finditer(text):
        if match["end"] == delimiter:
            gaps.append((match.end(), 100.0 * (len(gaps) + 1)))
            continue
        if text[start : match.start("end")].strip():
            yield Line(start, match.start("end"), gaps=tuple(gaps))
        start, gaps = match.end(), []
