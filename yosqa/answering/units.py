"""Cut a document into what can be quoted: sentences, list items, table rows and whole lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from yosqa.answering import cues, rows
from yosqa.answering.rows import words_at
from yosqa.answering.speech import speakers
from yosqa.ledger.text import unmarked
from yosqa.metadata.places import gazetteer
from yosqa.model import Block, BlockKind, Page, Span
from yosqa.passages import sentences
from yosqa.terms import terms

_LONG_ITEM = 60
"""An item of more words than this, or a row with a cell of more, is offered sentence by sentence."""
_LABEL_WORDS = 6
"""A paragraph of so few words may be the heading of a list in all but its type."""
_LONGEST_LEAD = 60
"""A paragraph of more words than this does not introduce the list after it."""
_LIST_WORDS = 400
"""A longer list is no answer as a whole."""
_SEVERAL = 2
"""Figures in a row from which on they are shown with the heading of their table."""
_PIECE_WORDS = 8
"""A panel is set in pieces of at most so many words each: a label, a figure, whose figure it is."""
_PANEL_WORDS = 60
"""A longer panel is cut."""
_POINTS_BACK = re.compile(
    r"(?:(?:and|but|so|also|however|yet|still|again),? )?(?:this|that|these|those|it|they|he|she|such|both|neither|each"
    r"|others?|his|her|their|its|therefore|hence|thus|consequently|instead|otherwise|nevertheless|however|then"
    r"|the (?:answer|reason|result|effect) (?:is|was)"
    r"|the (?:rest|remainder|remaining|others?|former|latter)"
    r"|in [\w ]{2,30},? (?:it|this|that|they) (?:is|was|are|were|stands|stood)"
    r"|as a (?:result|consequence)|for (?:this|that|these) reasons?|because of (?:this|that)|in (?:this|that|these))\b",
    re.IGNORECASE,
)
"""How a sentence begins that is understood only after the one before it."""
_SOMEBODY_SAID = re.compile(
    r"\b(?:he|she|they) (?:said|says|added|told|explained|continued)\b|\b(?:said|says|added) (?:he|she|they)\b",
    re.IGNORECASE,
)
"""Words whose speaker the sentence before names."""
_ANNOUNCES = re.compile(r"(?:[\w’'-]+ ){1,2}(?:is|are|was|were) [\w’'-]+\.\s*")
"""A sentence that only says what the next one tells of: "Reparation is varied."."""
_MOST_TOGETHER = 75
"""Words of two sentences that are quoted as one; longer ones stand alone."""
_MARKS = " \t\r\n*_"
"""White space, and the marks that Markdown sets around bold words."""
_ADDRESSES = re.compile(
    r"^\W*(?:\S+\s+){1,15}?(?:should|must|needs? to|(?:is|are) to)(?: also)?\W*:\W*$", re.IGNORECASE
)
"""How a list of advice says whom it is for."""
_SAYS = re.compile(r"\w")
_WORD = re.compile(r"[^\W\d_]{2,}")


class UnitKind(StrEnum):
    """What a unit is."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    LIST = "list"
    PANEL = "panel"
    """Short lines that belong together: key facts, a signature, a cover."""


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
    """For an item or a list, the paragraph that introduces it; for a row, what introduces its table, its column
    headings and the row of one cell that it stands below; else who speaks, or the sentence that it points back at."""
    terms: tuple[str, ...]
    position: int
    """Counts up through the document."""
    introduced: Span | None = None
    """Where it is named who speaks quoted words, to whom advice is given, or what a row's figures are, when that is not
    in the unit itself."""
    follows: bool = False
    """Whether the unit before it in the document is the sentence before it in its paragraph."""
    back: Span | None = None
    """Where the sentence before it stands, when this one points back at it ("This means that ..."); its text is then
    the lead."""

    @property
    def shown(self) -> tuple[Span, ...]:
        """What to quote: its spans, with the sentence that it points back at."""
        return (Span(self.back.page, self.back.start, self.span.end),) if self.back else self.spans

    @property
    def span(self) -> Span:
        """Where it starts."""
        return self.spans[0]

    @property
    def word_count(self) -> int:
        """Words of its text."""
        return len(self.text.split())


def names(unit: Unit, places: Iterable[str]) -> bool:
    """Return whether a unit, or what introduces it, names one of some places."""
    return names_any(f"{unit.lead} {unit.text}", places)


def names_any(text: str, places: Iterable[str]) -> bool:
    """Return whether a text names one of some places in any of its forms.

    "Newcastle" names Newcastle upon Tyne; "Yorkshire" does not name York, nor "North Somerset" Somerset.
    """
    return any(_written(place).search(text) for place in places)


@cache
def _written(place: str) -> re.Pattern[str]:
    known = gazetteer().place(place)
    aliases = "".join(f"|{re.escape(alias)}" for alias in known.aliases) if known else ""
    return re.compile(rf"(?<!\w)(?<!(?i:North|South|.East|.West) )(?:(?i:{re.escape(place)}){aliases})(?!\w)")


def units(document_id: str, pages: Mapping[int, Page], blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Return all units of a document, in reading order, the lists after all else.

    Args:
        document_id: The document.
        pages: Its pages by number.
        blocks: Its blocks, in reading order.
    """
    made: list[Unit] = []
    for piece in _pieces(pages, blocks):
        text = " ".join(words_at(pages, span) for span in piece.spans)
        if _SAYS.search(text):
            words = tuple(terms(text))
            made.append(
                Unit(
                    document_id,
                    piece.kind,
                    piece.spans,
                    text,
                    piece.section,
                    piece.lead,
                    words,
                    len(made),
                    piece.introduced,
                    piece.follows,
                    piece.back,
                )
            )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A unit before its words are read."""

    kind: UnitKind
    spans: tuple[Span, ...]
    section: tuple[str, ...]
    lead: str = ""
    introduced: Span | None = None
    follows: bool = False
    back: Span | None = None


def _pieces(pages: Mapping[int, Page], blocks: Sequence[Block]) -> Iterator[_Piece]:
    introductions = _introductions(pages, blocks)
    panels = _panels(pages, blocks)
    spoken = speakers(pages, blocks)
    heads = rows.contexts(pages, blocks)
    titles = rows.headings(pages, blocks)
    captions = {before for before, row in pairwise(blocks) if rows.heads_table(pages, before, row)}
    for block in blocks:
        if block in captions:
            continue
        if block in panels:
            if panels[block]:
                yield _Piece(UnitKind.PANEL, (_from_to(panels[block]),), panels[block][-1].section)
        elif block.kind is BlockKind.PARAGRAPH:
            yield from _sentences(pages, block, UnitKind.SENTENCE, speaker=spoken.get(block))
        elif block.kind is BlockKind.FOOTNOTE:
            yield _Piece(UnitKind.SENTENCE, (block.span,), block.section)
        elif block.kind is BlockKind.ROW and block not in (headed := titles.get(block.group, ())):
            if rows.longest_cell(pages, block) > _LONG_ITEM:
                yield from _sentences(pages, block, UnitKind.ROW, rows.named(pages, block, heads[block]))
            else:
                told = headed[0].span if headed and rows.figures(pages, block) >= _SEVERAL else None
                yield _Piece(UnitKind.ROW, (block.span,), block.section, heads[block], told)
        elif block.kind is BlockKind.ITEM and not _is_bare(pages, block) and not _introduces(pages, block):
            leading = introductions.get(block.group)
            lead = words_at(pages, leading) if leading else ""
            if len(pages[block.page].text[block.start : block.end].split()) > _LONG_ITEM:
                yield from _sentences(pages, block, UnitKind.ITEM, lead)
            else:
                span = unmarked(block, pages[block.page].text)
                addressee = leading if _ADDRESSES.search(lead) else None
                yield _Piece(UnitKind.ITEM, (span,), block.section, lead, addressee)
    yield from _lists(pages, blocks, introductions)
    for state, alike in rows.of_one_state(pages, blocks):
        if len(alike) > 1:
            yield _Piece(UnitKind.LIST, tuple(row.span for row in alike), alike[0].section, state)


def _introductions(pages: Mapping[int, Page], blocks: Sequence[Block]) -> dict[int, Span | None]:
    """Return for each list, by its group, where the paragraph stands that is just before it and introduces it.

    It ends with a colon, or is a label without an end ("Areas for improvement").
    """
    found: dict[int, Span | None] = {}
    for before, block in pairwise(blocks):
        if block.kind is BlockKind.ITEM and block.group not in found:
            introduces = before.kind is BlockKind.PARAGRAPH and (_introduces(pages, before) or _labels(pages, before))
            short = len(words_at(pages, before.span).split()) <= _LONGEST_LEAD
            found[block.group] = _bare(pages, before.span) if introduces and short else None
    return found


def _bare(pages: Mapping[int, Page], span: Span) -> Span:
    """Return a span without the white space and marks at its ends."""
    text = pages[span.page].text[span.start : span.end]
    start = span.end - len(text.lstrip(_MARKS))
    return Span(span.page, start, start + len(text.strip(_MARKS)))


def _lists(
    pages: Mapping[int, Page], blocks: Sequence[Block], introductions: Mapping[int, Span | None]
) -> Iterator[_Piece]:
    """Yield each list whole, then all lists under one heading as one: advice to three addressees is still one list.

    Numbered paragraphs of a report's body look like a list's items; their length tells them apart.
    """
    under: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        if block.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH}:
            for depth in range(1, len(block.section) + 1):
                under.setdefault(block.section[:depth], []).append(block)
    yield from _nested(pages, blocks)
    offered: set[tuple[int, ...]] = set()
    for section, members in sorted(under.items(), key=lambda entry: -len(entry[0])):
        groups = tuple(dict.fromkeys(block.group for block in members if block.kind is BlockKind.ITEM))
        groups = () if all(_is_bare(pages, block) for block in members if block.group in groups) else groups
        for wanted in (*((group,) for group in groups), groups):
            spans = _with_continuations(pages, members, wanted, introduced=len(wanted) > 1)
            if wanted not in offered and _is_list(pages, spans):
                offered.add(wanted)
                leading = introductions.get(wanted[0]) if len(wanted) == 1 else None
                yield _Piece(UnitKind.LIST, spans, section, words_at(pages, leading) if leading else "")
        if cues.announces_list(section[-1]):
            spans = tuple(unmarked(block, pages[block.page].text) for block in members if block.section == section)
            spans = tuple(span for span in spans if _WORD.search(pages[span.page].text, span.start, span.end))
            if not groups and _is_list(pages, spans):
                yield _Piece(UnitKind.LIST, spans, section)


def _nested(pages: Mapping[int, Page], blocks: Sequence[Block]) -> Iterator[_Piece]:
    """Yield each item that ends with a colon with the items below it: those up to the next one marked like itself."""
    items = [block for block in blocks if block.kind is BlockKind.ITEM]
    for n, block in enumerate(items):
        if not _introduces(pages, block):
            continue
        below = [block]
        for item in items[n + 1 :]:
            if item.section != block.section or _mark(pages, item) == _mark(pages, block):
                break
            below.append(item)
        spans = tuple(unmarked(item, pages[item.page].text) for item in below)
        if _is_list(pages, spans):
            yield _Piece(UnitKind.LIST, spans, block.section, words_at(pages, block.span))


def _mark(pages: Mapping[int, Page], block: Block) -> str:
    """Return how an item is marked: its bullet, or ``#`` for a number or letter."""
    first = pages[block.page].text[block.start]
    return "#" if first.isalnum() or first == "(" else first


def _with_continuations(
    pages: Mapping[int, Page], members: Sequence[Block], groups: Collection[int], *, introduced: bool
) -> tuple[Span, ...]:
    """Return the spans of the items of ``groups`` and of what goes on with them after a page break.

    Args:
        pages: The pages by number.
        members: The items and paragraphs of one section.
        groups: The lists wanted.
        introduced: Whether paragraphs that end with a colon come along.
    """
    spans: list[Span] = []
    inside = False
    for block, after in zip(members, (*members[1:], None), strict=True):
        if block.kind is BlockKind.ITEM:
            inside = block.group in groups
        elif introduced and after is not None and after.kind is BlockKind.ITEM and _introduces(pages, block):
            inside = after.group in groups
        elif not block.continues:
            inside = False
        if inside:
            spans.append(unmarked(block, pages[block.page].text))
    return tuple(spans)


def _is_bare(pages: Mapping[int, Page], block: Block) -> bool:
    """Return whether an item is a bullet and nothing else, its words set apart from it."""
    return block.kind is BlockKind.ITEM and not _WORD.search(pages[block.page].text, block.start, block.end)


def _is_list(pages: Mapping[int, Page], spans: Sequence[Span]) -> bool:
    words = sum(len(pages[span.page].text[span.start : span.end].split()) for span in spans)
    return len(spans) > 1 and words <= min(_LIST_WORDS, len(spans) * _LONG_ITEM)


def _introduces(pages: Mapping[int, Page], block: Block) -> bool:
    return pages[block.page].text[block.start : block.end].rstrip(_MARKS).endswith(":")


def _labels(pages: Mapping[int, Page], block: Block) -> bool:
    words = words_at(pages, block.span)
    return len(words.split()) <= _LABEL_WORDS and words[-1:].isalnum() and cues.announces_list(words)


def _panels(pages: Mapping[int, Page], blocks: Sequence[Block]) -> dict[Block, list[Block]]:
    """Return the panels: runs of short lines that only mean something together, as key facts, signatures and covers do.

    Returns:
        Every block that stands in a panel; the first of each with all of its panel, the others with nothing.
    """
    panels: dict[Block, list[Block]] = {}
    panel: list[Block] = []
    size = 0
    for block in [*blocks, None]:
        words = pages[block.page].text[block.start : block.end].split() if block else []
        short = (
            block is not None
            and block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
            and 0 < len(words) <= _PIECE_WORDS
            and not words[-1].endswith((".", ":", ","))
        )
        if panel and (not short or block is None or panel[-1].page != block.page or size + len(words) > _PANEL_WORDS):
            while panel and panel[-1].kind is BlockKind.HEADING:  # it heads what comes after
                panel.pop()
            if len(panel) > 1 and any(member.kind is BlockKind.PARAGRAPH for member in panel):
                panels |= {member: [] for member in panel[1:]}
                panels[panel[0]] = panel
            panel, size = [], 0
        if short and block is not None:
            panel.append(block)
            size += len(words)
    return panels


def _from_to(panel: Sequence[Block]) -> Span:
    return Span(panel[0].page, panel[0].start, panel[-1].end)


def _sentences(
    pages: Mapping[int, Page], block: Block, kind: UnitKind, lead: str = "", speaker: Span | None = None
) -> Iterator[_Piece]:
    """Yield the sentences of a block; what introduces a list or is no sentence ("(2017).") answers nothing."""
    text = pages[block.page].text
    whole = unmarked(block, text)
    before: Span | None = None
    for start, end in sentences(text, whole.start, whole.end):
        sentence, span = text[start:end].rstrip(), Span(block.page, start, end)
        if sentence.endswith(":") or len(_WORD.findall(sentence)) <= 1:
            before = None
            continue
        within = speaker is not None and speaker.page == block.page and start < speaker.end
        named = None if within else speaker
        back = before if before and not named and not lead and _points_back(text, before, span) else None
        leading = named or back
        context = words_at(pages, leading) if leading else lead
        yield _Piece(kind, (span,), block.section, context, named, before is not None, back)
        before = span


def _points_back(text: str, before: Span, span: Span) -> bool:
    together = len(text[before.start : span.end].split())
    unnamed = _POINTS_BACK.match(text, span.start) or _SOMEBODY_SAID.search(text, span.start, span.end)
    announced = _ANNOUNCES.fullmatch(text, before.start, before.end)
    return together <= _MOST_TOGETHER and bool(unnamed or announced)
