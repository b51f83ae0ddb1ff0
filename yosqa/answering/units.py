"""Cut a document into what can be quoted: sentences, list items, table rows and whole lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from yosqa.answering.terms import terms
from yosqa.grounding import flat
from yosqa.model import Block, BlockKind, Page, Span
from yosqa.passages import sentences

_LONG_ITEM = 60
"""An item of more words than this is offered sentence by sentence."""
_LONGEST_LEAD = 60
"""A paragraph of more words than this does not introduce the list after it."""


class UnitKind(StrEnum):
    """What a unit is."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that can be quoted on its own."""

    document_id: str
    kind: UnitKind
    spans: tuple[Span, ...]
    """One for a sentence, item or row; a list has one for each item, in order."""
    text: str
    """What stands at the spans, white space flat; for scoring and showing, not for offsets."""
    section: tuple[str, ...]
    lead: str
    """For an item or a list, the paragraph that introduces it; for a row, its column headings."""
    terms: tuple[str, ...]
    position: int
    """Counts up through the document."""

    @property
    def span(self) -> Span:
        """Where it starts."""
        return self.spans[0]

    @property
    def word_count(self) -> int:
        """Words of its text."""
        return len(self.text.split())


def units(document_id: str, pages: Mapping[int, Page], blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Return all units of a document, in reading order, each list after its items.

    Args:
        document_id: The document.
        pages: Its pages by number.
        blocks: Its blocks, in reading order.
    """
    made: list[Unit] = []

    def add(kind: UnitKind, spans: Sequence[Span], section: tuple[str, ...], lead: str = "") -> None:
        text = " ".join(flat(pages[s.page].text[s.start : s.end]) for s in spans)
        if text:
            made.append(
                Unit(document_id, kind, tuple(spans), text, section, lead, tuple(terms(text)), len(made))
            )

    for unit_kind, spans, section, lead in _pieces(pages, blocks):
        add(unit_kind, spans, section, lead)
    return tuple(made)


_Piece = tuple[UnitKind, Sequence[Span], tuple[str, ...], str]


def _pieces(pages: Mapping[int, Page], blocks: Sequence[Block]) -> Iterator[_Piece]:
    content = [
        block
        for block in blocks
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.FOOTNOTE}
    ]
    lead = ""
    for group, run in groupby(content, key=lambda block: (block.group, block.kind) if block.group else None):
        members = list(run)
        if group is None:
            for block in members:
                yield from _sentences(pages, block, UnitKind.SENTENCE, "")
            last = members[-1]
            words = flat(pages[last.page].text[last.start : last.end])
            lead = words if last.kind is BlockKind.PARAGRAPH and len(words.split()) <= _LONGEST_LEAD else ""
        elif members[0].kind is BlockKind.ITEM:
            yield from _list(pages, members, lead)
        else:
            for block in members:
                columns = ", ".join(dict.fromkeys(cell.column for cell in block.cells if cell.column))
                yield UnitKind.ROW, [block.span], block.section, columns
    yield from _section_lists(pages, content)


def _list(pages: Mapping[int, Page], items: Sequence[Block], lead: str) -> Iterator[_Piece]:
    for block in items:
        if len(pages[block.page].text[block.start : block.end].split()) > _LONG_ITEM:
            yield from _sentences(pages, block, UnitKind.ITEM, lead)
        else:
            yield UnitKind.ITEM, [block.span], block.section, lead
    if len(items) > 1:
        yield UnitKind.LIST, [block.span for block in items], items[0].section, lead


def _section_lists(pages: Mapping[int, Page], content: Sequence[Block]) -> Iterator[_Piece]:
    """Yield the lists of one section as one: recommendations to three addressees are still the recommendations."""
    for section, run in groupby(content, key=lambda block: block.section):
        members = list(run)
        items = [block for block in members if block.kind is BlockKind.ITEM]
        if len({block.group for block in items}) > 1:
            first = members.index(items[0])
            spans = [
                block.span
                for block in members[max(0, first - 1) :]
                if block.kind is BlockKind.ITEM or _introduces(pages, block)
            ]
            yield UnitKind.LIST, spans, section, ""


def _introduces(pages: Mapping[int, Page], block: Block) -> bool:
    return pages[block.page].text[block.start : block.end].rstrip().endswith(":")


def _sentences(pages: Mapping[int, Page], block: Block, kind: UnitKind, lead: str) -> Iterator[_Piece]:
    for start, end in sentences(pages[block.page].text, block.start, block.end):
        yield kind, [Span(block.page, start, end)], block.section, lead
