"""From lines to blocks: what each stretch of a page is, and the section it stands in.

Input: what a loader extracted. Output: headings, paragraphs, list items, table rows, footnotes, captions, contents and
furniture, in reading order, that together cover every line and never overlap. Spans point into ``Page.text``, which is
never changed.
"""

from __future__ import annotations

from yosqa.model import Block, Extraction
from yosqa.structure.assembly import Findings, assemble
from yosqa.structure.contents import contents
from yosqa.structure.footnotes import footnotes
from yosqa.structure.furniture import furniture
from yosqa.structure.headings import Known, headings
from yosqa.structure.lines import profile, text_lines
from yosqa.structure.sections import place
from yosqa.structure.tables import table_rows

__all__ = ["blocks"]


def blocks(extraction: Extraction) -> tuple[Block, ...]:
    """Find the blocks of a document.

    Args:
        extraction: What a loader got out of the file.

    Returns:
        Blocks in reading order. A block stays within one page; the section path leaves out the document's own title.
    """
    lines = text_lines(extraction)
    usual = profile(lines)
    clutter = furniture(lines, usual)
    listed, titles = contents(lines, clutter)
    known = Known.of(titles, extraction.outline)
    taken = clutter | listed
    rows = table_rows(lines, taken, usual)
    taken |= {index for row in rows for index in row.lines}
    notes = footnotes(lines, taken, usual)
    found = headings(lines, taken | notes.keys(), usual, known)
    drafts = assemble(
        lines,
        usual,
        Findings(
            furniture=clutter,
            contents=listed,
            footnotes=notes,
            rows={row.lines[0]: row for row in rows},
            headings={heading.lines[0]: heading for heading in found},
        ),
    )
    return place(drafts, known)
