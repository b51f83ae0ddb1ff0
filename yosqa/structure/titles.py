"""The headings that name the document itself: they hold all of it, and so stand in no section path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from yosqa.model import BlockKind
from yosqa.structure.assembly import Draft
from yosqa.structure.contents import key
from yosqa.structure.headings import Known
from yosqa.structure.lines import is_field
from yosqa.structure.marks import numbering

_PROSE = 12
"""Words of a paragraph that is no line of a title page."""


def titles(content: Sequence[Draft], known: Known) -> set[int]:
    """Find the document's title among its blocks.

    Args:
        content: Its blocks without furniture and footnotes.
        known: Titles of sections that it lists itself.

    Returns:
        Ids (`id`) of the headings that name it.
    """
    opening = list(takewhile(lambda draft: not _is_prose(draft), content))
    rest = content[len(opening) :]
    found = {*_without_layout(content), *_on_cover(opening, rest[0].page if rest else 0)}
    if not any(_is_fact(draft) for draft in opening):
        found |= set(_above_all(opening, rest))
    return {id(draft) for draft in opening if id(draft) in found and not _is_section(draft, known)}


def _without_layout(content: Sequence[Draft]) -> Iterator[int]:
    """The headings with which a file opens that has neither layout nor tags."""
    for draft in takewhile(lambda draft: draft.heading is not None, content):
        if draft.last and not draft.last.line.size and not draft.last.line.heading:
            yield id(draft)


def _on_cover(opening: Sequence[Draft], prose_page: int) -> Iterator[int]:
    """Headings above the facts of a title page ("Inspection dates: …"), and those of a page before all prose."""
    facts = [number for number, draft in enumerate(opening) if _is_fact(draft)]
    for number, draft in enumerate(opening):
        if draft.heading and (number < (facts[-1] if facts else 0) or draft.page < prose_page):
            yield id(draft)


def _above_all(opening: Sequence[Draft], rest: Sequence[Draft]) -> Iterator[int]:
    """Headings that rank above all later ones or are set larger, and subtitles of their own style right below them."""
    leading = [draft for draft in opening if draft.heading]
    later = [draft for draft in rest if draft.heading]
    ranks = [draft.heading.rank for draft in later or leading if draft.heading]
    if not leading:
        return
    largest = max((_size(draft) for draft in later), default=0.0)
    first = leading[0]
    for draft in leading:
        above = draft.heading is not None and draft.heading.rank < min(ranks)
        if above or (not later and draft is first) or (later and _size(draft) > largest):
            yield id(draft)
    for before, draft in pairwise(opening):
        if before is first and draft.heading and later and draft.heading.rank not in ranks:
            yield id(draft)


def _size(draft: Draft) -> float:
    return draft.last.line.size if draft.last else 0.0


def _is_section(draft: Draft, known: Known) -> bool:
    return draft.heading is None or key(draft.heading.text) in known.contents or bool(numbering(draft.heading.text))


def _is_fact(draft: Draft) -> bool:
    return draft.heading is None and is_field(draft.text)


def _is_prose(draft: Draft) -> bool:
    if draft.kind in (BlockKind.ITEM, BlockKind.ROW, BlockKind.CONTENTS):
        return True
    return draft.kind is BlockKind.PARAGRAPH and len(draft.text.split()) >= _PROSE
