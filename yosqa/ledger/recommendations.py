"""Find what inspectors recommend: each item under such a heading, with its number and whom it is addressed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from yosqa.frameworks import frameworks
from yosqa.ledger import measures
from yosqa.ledger.text import FoldedPage, flat, fold, unmarked
from yosqa.model import Block, BlockKind, Span

_HEADING = re.compile(
    r"^\W*(?:\d+\W+)?(?:summary of |our |key |main )?"
    r"(?:recommendations?|areas? for (?:improvement|development|priority action)|priority actions?"
    r"|what (?:does |do )?.{0,60}needs? to (?:improve|do)\b.{0,30})\W*\d?\W*$"
)
_NUMBER = re.compile(r"^\W*(\d{1,3})[.)]\s")
_MARK = re.compile(r"^\s*(?:[•◼▪●○■–—*\uf06e\uf0b7-]|\d{1,3}[.)]|[a-z][.)]|\([a-z\d]+\))\s")
_ADDRESSEE = re.compile(r"^(?P<who>.{3,140}?),? (?:should|must|needs? to)\b(?P<rest>.*)$", re.DOTALL)
_OUTSIDE = frozenset({BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.CONTENTS, BlockKind.CAPTION, BlockKind.ROW})
_JUDGEMENT_WORDS = 5
_FOR = re.compile(r"^\W*(?:for|to|recommendations? (?:for|to)) (?P<who>[^:]{3,100}?)\W*$", re.IGNORECASE)
_LONGEST_NAME = 12
"""Words of an addressee: what comes before "should" and is longer is a clause, no name."""
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
    listed = [item for item in found if fold(item.heading).startswith("recommendation")]
    return tuple(listed or found)


def _under_headings(texts: dict[int, str], blocks: Sequence[Block]) -> Iterator[Recommended]:
    section: tuple[str, ...] = ()
    under: list[Block] = []
    for block in blocks:
        if block.kind in _OUTSIDE:
            continue
        if block.kind is BlockKind.HEADING or block.section != section:
            yield from _section(texts, under)
            section, under = block.section, []
        if block.kind is not BlockKind.HEADING and _heading_of(block.section):
            under.append(block)
    yield from _section(texts, under)


def _section(texts: dict[int, str], blocks: Sequence[Block]) -> Iterator[Recommended]:
    """Yield the recommendations of one section: its list, or its paragraphs that recommend something."""
    current: Recommended | None = None
    addressee, count, bullets = _headed_for(blocks), 0, False
    for block in blocks:
        text = texts[block.page][block.start : block.end]
        numbered = _NUMBER.match(text)
        if current and _goes_on(current, block, text, texts):
            current = replace(current, parts=(*current.parts, unmarked(block, texts[block.page])))
            continue
        if bullets and numbered:
            # Numbered paragraphs after a list of bullets are findings that follow it without a heading of their own.
            break
        who = _ADDRESSEE.match(flat(text))
        if block.kind is BlockKind.PARAGRAPH and not _recommends(text):
            if who and (_introduces(text) or not who["rest"].strip(" :…")) and _is_short(who["who"]):
                addressee = who["who"]
            continue
        if not any(letter.isalpha() for letter in text):
            continue
        if current:
            yield current
        count += 1
        bullets = bullets or (block.kind is BlockKind.ITEM and not numbered)
        own = who["who"] if who and not addressee and _is_short(who["who"]) else addressee
        number = numbered[1] if numbered else str(count)
        current = Recommended(number, (unmarked(block, texts[block.page]),), own, _heading_of(block.section))
    if current:
        yield current


def _headed_for(blocks: Sequence[Block]) -> str:
    """Return whom a heading below the one that announces recommendations addresses ("For the Youth Justice Board")."""
    section = blocks[0].section if blocks else ()
    found = _FOR.match(section[-1]) if section and section[-1] != _heading_of(section) else None
    return found["who"] if found else ""


def _heading_of(section: tuple[str, ...]) -> str:
    """Return the innermost heading that announces recommendations, unless one below it opens a judgement's findings."""
    for title in reversed(section):
        folded = fold(title)
        if _HEADING.match(folded):
            return title
        if _graded().search(folded) or any(folded.startswith(name) for name in _judgements()):
            return ""
    return ""


@cache
def _graded() -> re.Pattern[str]:
    """Return how a heading ends that opens the findings on what it names ("Staff: Good")."""
    return re.compile(rf": {measures.any_grade().pattern}\W*$")


@cache
def _judgements() -> tuple[str, ...]:
    """Return the names of measures that are long enough to be told from the topic of some recommendations."""
    names = {fold(name) for known in frameworks() for measure in known.measures for name in measure.names}
    return tuple(sorted(name for name in names if len(name.split()) >= _JUDGEMENT_WORDS))


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
    """True for a paragraph that is itself a recommendation rather than words around a list."""
    words = fold(text)
    return not _introduces(text) and len(words) < 900 and re.search(r"\b(?:should|must)\b", words) is not None


def _introduces(text: str) -> bool:
    """True for a paragraph that opens a list: "The board should make sure that:" recommends nothing yet."""
    return fold(text).endswith(":")


def _is_short(who: str) -> bool:
    return len(who.split()) <= _LONGEST_NAME
