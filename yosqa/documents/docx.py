"""Word documents: paragraphs, headings, list items and tables in their order; one page, as the file knows no others.

What stands in content controls and what was inserted with changes tracked is text like any other; what was deleted so
is none. A table inside a cell follows the table that it stands in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yosqa.documents.lines import PageBuilder
from yosqa.documents.names import shown
from yosqa.errors import DocumentError
from yosqa.model import Extraction

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (\d|heading)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = {
    f"{_W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
}
"""What text may stand in without being any other text for it."""
_MOST_COLUMNS = 63
"""Of a table, in Word."""
_UNREAD = {"txbxContent": "text boxes", "footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def load(name: str, data: bytes) -> Extraction:
    """Read a Word document.

    Raises:
        DocumentError: It is damaged.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        builder = PageBuilder()
        _add_all(builder, document, document.element.body)
        properties, problems = _properties(document), tuple(_problems(document))
    except Exception as problem:
        # On damaged files python-docx raises whatever the damage leads to.
        raise DocumentError(
            shown(name), "is damaged and cannot be read as a Word file.", hint="Save it anew in Word and add that."
        ) from problem
    return Extraction(media_type=MEDIA_TYPE, pages=(builder.build(),), properties=properties, problems=problems)


def _inside(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these names, in order, those in content controls and the like included."""
    for child in element:
        if child.tag in _AROUND:
            # What a control shows while nothing has been filled in is an instruction ("Click to enter text").
            if not _is_on(child.find(f"{_W}sdtPr/{_W}showingPlcHdr")):
                yield from _inside(child, *names)
        elif isinstance(child.tag, str) and child.tag.removeprefix(_W) in names:
            yield child


def _is_on(switch: Element | None) -> bool:
    """Whether a property that is either on or off is there, and not only to say that it is off."""
    return switch is not None and switch.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _add_all(builder: PageBuilder, document: Document, container: Element) -> None:
    for part in _inside(container, "p", "tbl"):
        if part.tag == f"{_W}p":
            _add_paragraph(builder, document, part)
        else:
            _add_table(builder, document, part)


def _add_paragraph(builder: PageBuilder, document: Document, element: Element) -> None:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    paragraph = Paragraph(element, document)
    style = (paragraph.style.name or "") if paragraph.style else ""
    match = _HEADING.match(style)
    heading = min(int(match[1]), 6) if match else int(style == "Title")
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    bullet = not heading and (numbered or style.startswith("List"))
    runs = [Run(run, paragraph) for run in _inside(element, "r")]
    written = [run for run in runs if run.text.strip()]
    bold = bool(written) and all(run.bold for run in written)
    clutter = bool(_CONTENTS.fullmatch(style))
    for number, text in enumerate("".join(run.text for run in runs).split("\n")):
        line = text.replace("\t", " ").strip()
        builder.add(line, heading=heading, bullet=bullet and not number, bold=bold, clutter=clutter)


def _add_table(builder: PageBuilder, document: Document, table: Element) -> None:
    """Add a table's rows, then the tables in its cells.

    A cell that spans rows stands in each, one that spans columns in the first of them.
    """
    above: dict[int, str] = {}
    nested: list[Element] = []
    for row in _inside(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        texts: dict[int, str] = {}
        column = _number(row, "trPr", "gridBefore", 0)
        cells = list(_inside(row, "tc"))
        for cell in cells:
            goes_on = cell.find(f"{_W}tcPr/{_W}vMerge")
            if goes_on is not None and goes_on.get(f"{_W}val", "continue") == "continue":
                texts[column] = above.get(column, "")
            else:
                texts[column] = " ".join(_text(part) for part in _inside(cell, "p"))
            column += _number(cell, "tcPr", "gridSpan", 1)
        builder.add_row([texts.get(number, "") for number in range(column)])
        above = texts
        nested += (inner for cell in cells for inner in _inside(cell, "tbl"))
    for inner in nested:
        # Its columns are others; a blank line ends a table.
        builder.add("")
        _add_table(builder, document, inner)


def _text(paragraph: Element) -> str:
    return "".join(str(run.text) for run in _inside(paragraph, "r"))


def _number(element: Element, properties: str, name: str, least: int) -> int:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    return least if found is None else min(max(int(found.get(f"{_W}val", "0")), least), _MOST_COLUMNS)


def _problems(document: Document) -> Iterator[str]:
    tags = {element.tag for element in document.element.body.iter(*(f"{_W}{name}" for name in _UNREAD))}
    unread = " and ".join(what for name, what in _UNREAD.items() if f"{_W}{name}" in tags)
    if unread:
        yield f"Not read: the text in its {unread}. To have that too, save it as PDF and add that instead."


def _properties(document: Document) -> dict[str, str]:
    details = document.core_properties
    found = {
        "title": details.title,
        "created": details.created.date().isoformat() if details.created else "",
    }
    return {key: value.strip() for key, value in found.items() if value and value.strip()}
