"""Whatever the text: blocks hold every character once, and passages are exact."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from yosqa.documents.lines import plain_page
from yosqa.model import BlockKind, Extraction, Line, Page, PageLayout
from yosqa.passages import passages
from yosqa.structure import blocks

PIECES = st.sampled_from(
    """
Contents|1. Staff|1.1 Staff\tGood|2.1 Planning.....\t12|• an item|o another|- a third|Most Read|Summary|12|Page 3 of 9
Inspection dates: 3 May 2019|¹ A note.|<p>1.1</p>\t<p>48%</p>|and plans are thin.|a\tb\tc|Figure 1: Cases|Annex 1
The service works well with children, and staff know them well. Reviews are late|(a) first|should:|THE END|…|\u00a0
“Quoted,” she said.|
""".replace("\n", "|").split("|")
)
TEXTS = st.lists(st.lists(PIECES, max_size=14).map("\n".join), min_size=1, max_size=6)


def plain(texts: list[str]) -> Extraction:
    return Extraction("text/plain", tuple(plain_page(number, text) for number, text in enumerate(texts, 1)))


@st.composite
def laid_out(draw: st.DrawFn) -> Extraction:
    """Pages whose lines stand at places and in sizes of their own."""
    pages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        texts = [text for text in draw(st.lists(PIECES, max_size=12)) if text.strip()]
        lines, at, top = [], 0, 40.0
        for text in texts:
            top += draw(st.sampled_from([13.0, 14.4, 20.0, 30.0]))
            gap = text.find(" ")
            lines.append(
                Line(
                    at,
                    at + len(text),
                    x=draw(st.sampled_from([72.0, 90.0, 380.0])),
                    top=top,
                    size=draw(st.sampled_from([8.0, 12.0, 12.0, 12.0, 16.0])),
                    bold=draw(st.booleans()),
                    gaps=((at + gap + 1, 380.0),) if gap > 0 and draw(st.booleans()) else (),
                )
            )
            at += len(text) + 1
        pages.append(PageLayout(Page(number, str(number), "\n".join(texts)), tuple(lines), 595.0, 842.0))
    return Extraction("application/pdf", tuple(pages))


def check(extraction: Extraction) -> None:
    found = blocks(extraction)
    held: dict[int, list[int]] = {layout.page.number: [] for layout in extraction.pages}
    for block in found:
        held[block.page] += range(block.start, block.end)
        assert all(block.start <= cell.start < cell.end <= block.end for cell in block.cells)
    for layout in extraction.pages:
        assert held[layout.page.number] == sorted(set(held[layout.page.number])), "blocks overlap or are out of order"
        for line in layout.lines:
            assert (
                set(range(line.start, line.end)) <= set(held[layout.page.number])
                or not layout.page.text[line.start : line.end].strip()
            )
    pages = [layout.page for layout in extraction.pages]
    left_out = {
        (block.page, at)
        for block in found
        if block.kind in (BlockKind.FURNITURE, BlockKind.CONTENTS)
        for at in range(block.start, block.end)
    }
    made = passages("document", pages, found)
    assert len({passage.id for passage in made}) == len(made)
    for passage in made:
        assert passage.text == pages[passage.page - 1].text[passage.start : passage.end]
        assert not left_out & {(passage.page, at) for at in range(passage.start, passage.end)}


@settings(deadline=None)
@given(TEXTS)
def test_plain_text_is_held_whole(texts: list[str]) -> None:
    check(plain(texts))


@settings(deadline=None)
@given(laid_out())
def test_laid_out_pages_are_held_whole(extraction: Extraction) -> None:
    check(extraction)
