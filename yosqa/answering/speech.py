"""Find who speaks: quoted words that run over several sentences or paragraphs name their speaker only once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from yosqa.answering import cues
from yosqa.model import Block, BlockKind, Page, Span

_OPENS = re.compile(r"\s*[“\"‘]")
_OPENING = re.compile(r"(?:[:,]\s*|\s)(?=[“\"‘])|:\s*$")


def speakers(pages: Mapping[int, Page], blocks: Sequence[Block]) -> dict[Block, Span]:
    """Return, for each paragraph of quoted words, the words that name their speaker ("The chair, Ms Hill, said:").

    They stand in the paragraph itself or in the one before the quotation began.

    Args:
        pages: The pages by number.
        blocks: The blocks of a document, in reading order.
    """
    found: dict[Block, Span] = {}
    current: Span | None = None
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            current = None if block.kind is BlockKind.HEADING else current
            continue
        named = _names_speaker(pages[block.page].text, block)
        if named is not None:
            current = named
        elif not _OPENS.match(pages[block.page].text, block.start, block.end):
            current = None
        if current is not None:
            found[block] = current
    return found


def _names_speaker(text: str, block: Block) -> Span | None:
    """Return the part of a paragraph that introduces a quotation, when it says who speaks."""
    opening = _OPENING.search(text, block.start, block.end)
    if opening and cues.SPEAKS.search(text, block.start, opening.end()):
        return Span(block.page, block.start, opening.end())
    return None
