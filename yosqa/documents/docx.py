"""Word documents: paragraphs, headings, list items and tables in their order; one page, as the file knows no others."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from yosqa.documents.lines import PageBuilder
from yosqa.documents.names import shown
from yosqa.errors import DocumentError
from yosqa.model import Extraction

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def load(name: str, data: bytes) -> Extraction:
    """Read a Word document.

    Raises:
        DocumentError: It is damaged.
    """
    import docx
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(io.BytesIO(data))
        builder = PageBuilder()
        for part in document.iter_inner_content():
            if isinstance(part, Paragraph):
                _add_paragraph(builder, part)
            else:
                _add_table(builder, part)
        properties = _properties(document)
    except Exception as problem:
        # On damaged files python-docx raises whatever the damage leads to.
        raise DocumentError(
            shown(name), "is damaged and cannot be read as a Word file.", hint="Save it anew in Word and add that."
        ) from problem
    return Extraction(media_type=MEDIA_TYPE, pages=(builder.build(),), properties=properties)


def _add_paragraph(builder: PageBuilder, paragraph: Paragraph) -> None:
    style = (paragraph.style.name or "") if paragraph.style else ""
    match = _HEADING.match(style)
    heading = min(int(match[1]), 6) if match else int(style == "Title")
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    bullet = not heading and (numbered or style.startswith("List"))
    written = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(written) and all(run.bold for run in written)
    for number, text in enumerate(paragraph.text.split("\n")):
        builder.add(text.replace("\t", " ").strip(), heading=heading, bullet=bullet and not number, bold=bold)


def _add_table(builder: PageBuilder, table: Table) -> None:
    for row in table.rows:
        cells: list[_Cell] = []
        for cell in row.cells:
            # A merged cell comes once for each column that it spans.
            if not cells or cell._tc is not cells[-1]._tc:
                cells.append(cell)
        builder.add_row([cell.text for cell in cells])


def _properties(document: Document) -> dict[str, str]:
    details = document.core_properties
    found = {
        "title": details.title,
        "created": details.created.date().isoformat() if details.created else "",
    }
    return {key: value.strip() for key, value in found.items() if value and value.strip()}
