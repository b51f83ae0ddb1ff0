"""Sentences and passages as exact spans of a page's text.

A passage is what is indexed: neighbouring blocks of one section on one page, about 60 to 120 words. It starts with the
headings that open its section, keeps a list with the line that introduces it, and never holds furniture or contents.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yosqa.model import Block, BlockKind, Page, Passage

_FEWEST = 60
"""Words below which a passage takes the next block in, if that fits."""
_MOST = 120
"""Words above which a passage is not made longer."""
_LONGEST = 170
"""Words above which a single block is cut at the ends of sentences."""
_LETTERS = 25
"""Characters that count as a word where there are fewer spaces."""
_SHORTEST = 16
"""Characters below which the start of a sentence may be no more than a number."""
_LEFT_OUT = (BlockKind.FURNITURE, BlockKind.CONTENTS)

_END = re.compile(
    r"""(?<![.!?…])[.!?…]++                       # the end of the sentence
        ["'”’)\]*_]*                              # closing marks
        (?:(?<=[a-z)”’"]\.)\d{1,2}|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[\d+\])*   # the mark of a footnote
        (?=\s+["'“‘(\[*_<]*(?:[^\W\d_a-z]|\d|[•▪◼■●○\uf000-\uf0ff–—-]\s))  # what opens the next one
    """,
    re.X,
)
_ABBREVIATION = re.compile(
    r"""(?:^|[\s("'“‘\[])(?:
        (?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Cllr|Sir|St|Rt|Lt|Col|Gen|Insp|Supt|Sgt|Jr|Sr|Messrs
        |No|Nos|no|nos|p|pp|para|paras|Fig|fig|Vol|vol|ed|eds|Ch|ch|art|s|ss|Reg|reg|c|ca|approx|est|dept|Dept|Ltd|Inc|Co
        |vs|v|cf|viz|al|incl|excl|ext|tel|Tel|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)
        |[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]
    )\.$""",
    re.X,
)
_STRETCH = re.compile(rf"\S{{1,{_LETTERS * _FEWEST}}}(?:\s+\S{{1,{_LETTERS}}}(?!\S)){{0,{_FEWEST}}}")
"""A run of words that fits a passage."""
_NUMBER_AT_START = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,5})[.)]")


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Split ``text[start:end]`` into sentences.

    Args:
        text: A page's text.
        start: First character of the stretch to split.
        end: Its end.

    Returns:
        Half-open ranges of ``text`` in order, without the white space around them; together they hold all the rest.

    >>> text = "Dr. A. Smith found 2.5 per cent. It was e.g. St. Mary’s."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Dr. A. Smith found 2.5 per cent.', 'It was e.g. St. Mary’s.']
    """
    found = []
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() <= first or not _ends_sentence(text, first, match):
            continue
        found.append((first, match.end()))
        first = match.end()
    found.append((first, end))
    return tuple(_trimmed(text, *span) for span in found if text[slice(*span)].strip())


def _ends_sentence(text: str, first: int, match: re.Match[str]) -> bool:
    if match.end() - first < _SHORTEST and _NUMBER_AT_START.fullmatch(text[first : match.end()].strip()):
        return False
    stop = text[max(first, match.start() - 24) : match.start() + 1]
    return match[0][0] != "." or not _ABBREVIATION.search(stop)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, or some sentences of a long one."""

    block: Block
    start: int
    end: int
    words: int


def passages(document_id: str, pages: Sequence[Page], blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Cut a document into passages.

    Args:
        document_id: Id of the document; part of every passage's id.
        pages: Its pages.
        blocks: Its blocks, in reading order.

    Returns:
        Passages in reading order; they do not overlap.
    """
    texts = {page.number: page.text for page in pages}
    found = []
    for stretch in _stretches(blocks):
        text = texts[stretch[0].page]
        for parts in _packed(list(_parts(stretch, texts)), text):
            first, last = parts[0], parts[-1]
            found.append(_passage(document_id, text, first.start, last.end, last.block))
    return tuple(found)


def _passage(document_id: str, text: str, start: int, end: int, block: Block) -> Passage:
    name = f"{document_id}\0{block.page}\0{start}\0{end}"
    return Passage(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        document_id=document_id,
        page=block.page,
        start=start,
        end=end,
        section=block.section,
        text=text[start:end],
    )


def _stretches(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of content blocks that one passage could hold: one page, one section, nothing left out between."""
    stretch: list[Block] = []
    for block in blocks:
        if stretch and not _joins(stretch[-1], block):
            yield stretch
            stretch = []
        if block.kind not in _LEFT_OUT:
            stretch.append(block)
    if stretch:
        yield stretch


def _joins(before: Block, block: Block) -> bool:
    if block.kind in _LEFT_OUT or before.page != block.page:
        return False
    if (before.kind is BlockKind.FOOTNOTE) != (block.kind is BlockKind.FOOTNOTE):
        return False
    if before.section == block.section:
        return True
    # A heading stays with what stands straight below it: a section of its own, or the rest of the title page.
    return before.kind is BlockKind.HEADING


def _parts(stretch: Sequence[Block], texts: Mapping[int, str]) -> Iterator[_Part]:
    for block in stretch:
        text = texts[block.page]
        words = _words(text[block.start : block.end])
        if words <= _LONGEST:
            yield _Part(block, block.start, block.end, words)
            continue
        start, taken, last_end = block.start, 0, block.start
        for first, end in _short_sentences(text, block.start, block.end):
            more = _words(text[first:end])
            if taken and taken + more > _MOST:
                yield _Part(block, start, last_end, taken)
                start, taken = first, 0
            taken += more
            last_end = end
        yield _Part(block, start, last_end, taken)


def _words(text: str) -> int:
    """How many words ``text`` has; letters without a space count as words of a usual length."""
    return max(len(text.split()), len(text) // _LETTERS)


def _short_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences, those too long for a passage cut between words, or anywhere when they hold no space."""
    for first, last in sentences(text, start, end):
        if _words(text[first:last]) <= _LONGEST:
            yield first, last
        else:
            yield from (match.span() for match in _STRETCH.finditer(text, first, last))


def _packed(parts: Sequence[_Part], text: str) -> Iterator[list[_Part]]:
    """Group the parts of a stretch into passages."""
    group: list[_Part] = []
    words = 0
    for position, part in enumerate(parts):
        if group and _closes(group, words, part, parts[position + 1 :], text):
            yield group
            group, words = [], 0
        group.append(part)
        words += part.words
    if group:
        yield group


def _closes(group: Sequence[_Part], words: int, part: _Part, rest: Sequence[_Part], text: str) -> bool:
    """Whether the passage so far ends before ``part``."""
    last = group[-1].block
    if all(member.block.kind is BlockKind.HEADING for member in group):
        return False
    if _introduces(last, part.block, text) and words + part.words <= _LONGEST:
        return False
    in_list = part.block.group and part.block.group == last.group
    if in_list and words + part.words <= _MOST:
        return False
    if words + part.words > _MOST:
        return not (part.words < 15 and words + part.words <= _LONGEST and not rest)
    return words >= _FEWEST


def _introduces(before: Block, block: Block, text: str) -> bool:
    return (
        block.kind is BlockKind.ITEM
        and before.kind is BlockKind.PARAGRAPH
        and text[before.start : before.end].rstrip().endswith(":")
    )
