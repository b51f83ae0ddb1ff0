"""Tables: CSV and Excel. Each record is a line, and its cells begin at the line's start and at its gaps.

The first record holds the column headings. Of a CSV file the page's text is the file's own, quotation marks and
delimiters included; a sheet's rows are written with a tab between cells, one page a sheet, labelled with its name.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
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
_DELIMITERS = ",;\t|"
_SAMPLE = 20
_SAMPLED = 2**16
"""Lines and characters by which a file's delimiter is told."""
_LITERAL = re.compile(r'"[^"]*"|\\.')
"""What a number format shows as it stands."""
_PERCENT = re.compile(r"[^;%]*?(?:\.(?P<decimals>[0#?]+))?\s*%")


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
            # What a sheet says of its own size may be wrong, and would cut it.
            sheet.reset_dimensions()
            rows = [
                [_written(cell.value, cell.number_format or "") for cell in row]
                for row in islice(sheet.iter_rows(), MOST_ROWS + 1)
            ]
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


def _sheet(number: int, title: str, rows: Iterable[Iterable[str]]) -> PageLayout:
    builder = PageBuilder()
    for row in rows:
        builder.add_row(row)
    return builder.build(number, title)


def _written(value: object, shown_as: str) -> str:
    """A cell's value as a reader would write it; of its number format only a percentage matters."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    number = Decimal(f"{value:.15g}" if isinstance(value, float) else value)
    percent = _PERCENT.match(_LITERAL.sub("", shown_as))
    if not percent:
        return f"{number:f}"
    with localcontext(rounding=ROUND_HALF_UP):
        return f"{100 * number:.{len(percent['decimals'] or '')}f}%"


def _delimiter(text: str) -> str:
    """The delimiter that parts most of the first records into one number of cells; of several, into most cells."""
    head = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])[:_SAMPLED]

    def fitness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(record.gaps) for record in _records(head, delimiter) if record.gaps)
        return max(((records, width) for width, records in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=fitness)


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
