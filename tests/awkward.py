"""Files as people make them and loaders do not like them, shared by the tests of loaders and of structure."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Grid = Sequence[Sequence[Any]]


def delimited(rows: Grid, delimiter: str = ",") -> bytes:
    """A CSV file."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def tabbed(rows: Grid) -> bytes:
    """A table pasted into a text file."""
    return "\n".join("\t".join(row) for row in rows).encode()


def workbook(rows: Grid, formats: dict[str, str] | None = None) -> bytes:
    """An Excel file of one sheet; ``formats`` tells how a cell ("B2") is shown."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([value if value != "" else None for value in row])
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def web_table(rows: Grid) -> bytes:
    """A web page that is a table."""
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(value, quote=False)}</td>" for value in row) + "</tr>" for row in rows
    )
    return f"<html><body><main><h1>Ratings</h1><table>{body}</table></main></body></html>".encode()


def word(*parts: str) -> bytes:
    """A Word file of paragraphs, tables and the like, given as WordprocessingML."""
    document = docx.Document()
    for part in parts:
        document.element.body.insert(len(document.element.body) - 1, _element(part))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def run(text: str) -> str:
    """A run of text in a Word file."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p>{''.join(inside)}</w:p>"


def control(inside: str, properties: str = "") -> str:
    """A content control of a Word file, such as a form's field."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def tracked(tag: str, inside: str) -> str:
    """A tracked change of a Word file: ``ins`` or ``del``."""
    return f'<w:{tag} w:id="1" w:author="A. Hill">{inside}</w:{tag}>'


def cell(*inside: str, properties: str = "") -> str:
    """A cell of a Word file's table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside) or paragraph()}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A table of a Word file, given by its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def _element(text: str) -> Any:
    head, rest = text.split(">", 1)
    return parse_xml(f"{head} {nsdecls('w')}>{rest}")
