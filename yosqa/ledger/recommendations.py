"""Find what inspectors recommend: each item under such a heading, with its number and whom it is addressed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yosqa.ledger.text import FoldedPage, flat, fold
from yosqa.model import Block, BlockKind, Span

_HEADING = re.compile(
    r"^\W*(?:\d+\W+)?(?:summary of |our |key |main )?(?:recommendations?|areas? for (?:improvement|development|priority action)"
    r"|priority actions?|what (?:does |do )?.{0,60}needs? to (?:improve|do)\b.{0,30})\W*\d?\W*$"
)
_NUMBER = re.compile(r"^\W*(\d{1,3})[.)]\s")
_MARK = re.compile(r"^\s*(?:[•◼▪●○■–—*\uf06e\uf0b7-]|\d{1,3}[.)]|[a-z][.)]|\([a-z\d]+\))\s")
_ADDRESSEE = re.compile(r"^(?P<who>.{3,140}?),? (?:should|must|needs? to)\b(?P<rest>.*)$", re.DOTALL)
_ENDED = re.compile(r"[.;:?!]\W*$")


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation, possibly in several parts (it goes on over a page, or has points of its own)."""

    number: str
    """As printed, else its place among those under its heading."""
    parts: tuple[Span, ...]
    addressee: str
    heading: str


def recommendations(pages: Sequence[FoldedPage], blocks: Sequence[Block]) -> tuple[Recommended, ...]:
    """Return the recommendations in reading order.

    A list under a heading of its own inside a finding's summary ("Areas for improvement" after "Strengths") counts only
    where the report has no list of recommendations.
    """
    texts = {page.number: page.text for page in pages}
    found = list(_under_headings(texts, blocks))
    headings = {fold(item.heading) for item in found}
    main = next((heading for heading in headings if heading.startswith("recommendation")), None)
    return tuple(item for item in found if main is None or fold(item.heading).startswith("recommendation"))


def _under_headings(texts: dict[int, str], blocks: Sequence[Block]) -> Iterator[Recommended]:
    current: Recommended | None = None
    section: tuple[str, ...] = ()
    addressee, count = "", 0
    for block in blocks:
        if block.kind in {BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.CONTENTS, BlockKind.CAPTION}:
            continue
        heading = _heading_of(block)
        if not heading or block.kind is BlockKind.HEADING:
            if current:
                yield current
            current = None
            if heading and block.section != section:
                addressee, count = "", 0 if block.section[:1] != section[:1] else count
            section = block.section
            continue
        text = texts[block.page][block.start : block.end]
        if current and _goes_on(current, block, text, texts):
            current = replace(current, parts=(*current.parts, block.span))
            continue
        who = _ADDRESSEE.match(flat(text))
        if block.kind is BlockKind.PARAGRAPH and who and not who["rest"].strip(" :…"):
            if current:
                yield current
            current, addressee = None, who["who"]
            continue
        if block.kind is BlockKind.PARAGRAPH and not _recommends(text):
            continue
        if block.kind is BlockKind.ROW:
            continue
        if current:
            yield current
        count += 1
        number = _NUMBER.match(text)
        own = who["who"] if who and not addressee and len(who["who"].split()) <= 12 else addressee
        current = Recommended(number[1] if number else str(count), (block.span,), own, heading)
    if current:
        yield current


def _heading_of(block: Block) -> str:
    """Return the innermost heading that announces recommendations, unless the block has left it for another matter."""
    for title in reversed(block.section):
        if _HEADING.match(fold(title)):
            return title
    return ""


def _goes_on(current: Recommended, block: Block, text: str, texts: dict[int, str]) -> bool:
    """True when a block continues the recommendation before it: broken by a page, or a point under its colon."""
    last = current.parts[-1]
    before = texts[last.page][last.start : last.end]
    if block.continues:
        return True
    if _MARK.match(text):
        first = texts[current.parts[0].page][current.parts[0].start : current.parts[0].end]
        return first.rstrip().endswith(":") and not _NUMBER.match(text)
    return block.kind is BlockKind.ITEM and not _ENDED.search(before) and text[:1].islower()


def _recommends(text: str) -> bool:
    """True for a paragraph that is itself a recommendation rather than words around the list."""
    words = fold(text)
    return len(words) < 900 and re.search(r"\b(?:should|must)\b", words[:250]) is not None and "recommendations that we believe" not in words
