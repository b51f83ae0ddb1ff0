"""What tells what the rows of a table are about: the words above the table, its headings and its part headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from yosqa.answering import cues
from yosqa.grounding import flat
from yosqa.model import Block, BlockKind, Page, Span

_STATE = re.compile(r"\b(?:status|state|progress|rag)\b", re.IGNORECASE)
"""The heading of a column that says how far something has got."""
_STATE_WORDS = 4
_LONGEST_CAPTION = 25
"""A paragraph of more words than this does not introduce the table after it."""


def contexts(pages: Mapping[int, Page], blocks: Sequence[Block]) -> dict[Block, str]:
    """Return for each table row what introduces its table, its column headings and the row of one cell above it."""
    found: dict[Block, str] = {}
    group, below, introduction = 0, "", ""
    for before, block in pairwise([None, *blocks]):
        if block is not None and block.kind is BlockKind.ROW:
            if block.group != group:
                heads = before is not None and heads_table(pages, before, block)
                below, introduction = "", words_at(pages, before.span) if before and heads else ""
            group = block.group
            alone = len(block.cells) == 1
            columns = dict.fromkeys(cell.column for cell in block.cells if cell.column)
            above = [introduction, *columns, "" if alone else below]
            found[block] = ", ".join(filter(None, above))
            below = words_at(pages, block.span) if alone else below
    return found


def heads_table(pages: Mapping[int, Page], before: Block, row: Block) -> bool:
    """Return whether a block is the short paragraph or caption above a table: it only says what the figures are of."""
    if row.kind is not BlockKind.ROW or before.kind not in {BlockKind.PARAGRAPH, BlockKind.CAPTION}:
        return False
    words = words_at(pages, before.span)
    return len(words.split()) <= _LONGEST_CAPTION and not words.endswith((".", "?", "!"))


def figures(pages: Mapping[int, Page], row: Block) -> int:
    """Return how many cells of a row hold a figure: of several, only the table's heading tells which is which."""
    return sum(cues.DIGIT.search(pages[row.page].text, cell.start, cell.end) is not None for cell in row.cells[1:])


def longest_cell(pages: Mapping[int, Page], row: Block) -> int:
    """Return how many words the longest cell of a row holds: a glossary explains in sentences."""
    return max((len(pages[row.page].text[cell.start : cell.end].split()) for cell in row.cells), default=0)


def named(pages: Mapping[int, Page], row: Block, context: str) -> str:
    """Return what introduces the sentences of a row: its table's context and its first cell."""
    label = words_at(pages, Span(row.page, row.cells[0].start, row.cells[0].end))
    return ", ".join(filter(None, (context, label)))


def headings(pages: Mapping[int, Page], blocks: Sequence[Block]) -> dict[int, list[Block]]:
    """Return for each table, by its group, the rows that only head its columns: they say nothing by themselves."""
    columns: dict[int, set[str]] = {}
    for block in blocks:
        if block.kind is BlockKind.ROW:
            columns.setdefault(block.group, set()).update(cell.column for cell in block.cells if cell.column)
    rows = (block for block in blocks if block.kind is BlockKind.ROW and len(block.cells) > 1)
    found: dict[int, list[Block]] = {}
    for row in rows:
        if all(pages[row.page].text[cell.start : cell.end] in columns[row.group] for cell in row.cells[1:]):
            found.setdefault(row.group, []).append(row)
    return found


def of_one_state(pages: Mapping[int, Page], blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield the rows of a table that are in the same state, with the heading and the words that say so.

    A plan's table says of each action whether it is complete, on track or late: all late ones together are an answer.
    """
    states: dict[tuple[int, str, str], list[Block]] = {}
    for row in (block for block in blocks if block.kind is BlockKind.ROW):
        for cell in row.cells[1:]:
            words = words_at(pages, Span(row.page, cell.start, cell.end))
            if _STATE.search(cell.column) and words != cell.column and 0 < len(words.split()) <= _STATE_WORDS:
                states.setdefault((row.group, cell.column, words.casefold()), []).append(row)
    for (_, column, words), rows in states.items():
        yield f"{column}: {words}", tuple(rows)


def tells_state(introduction: str) -> bool:
    """Return whether what introduces a list is the heading and the state that ``of_one_state`` gives its rows."""
    heading, _, state = introduction.partition(": ")
    return bool(state) and _STATE.search(heading) is not None


def words_at(pages: Mapping[int, Page], span: Span) -> str:
    """Return what stands at a span, white space flat."""
    return flat(pages[span.page].text[span.start : span.end])
