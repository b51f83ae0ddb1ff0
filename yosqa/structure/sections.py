"""The section path of every block, and the groups that lists and tables make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from yosqa.model import Block, BlockKind
from yosqa.structure.assembly import Draft
from yosqa.structure.contents import key
from yosqa.structure.headings import Heading, Known
from yosqa.structure.lines import is_field
from yosqa.structure.marks import numbering

_PROSE = 12
"""Words of a paragraph that is no line of a title page."""
_SEVERAL = 2
"""Sections of the next rank after a single one of the highest, from which that is no chapter holding them."""
_ANNEX = re.compile(r"(?:annex|appendix)\b", re.I)
_IMPRINT = re.compile(
    r"the\s+office\s+for\s+standards\s+in\s+education|©\s*(?:crown\s+)?copyright|you\s+may\s+(?:re-?use|copy)\s+"
    r"|if\s+you\s+would\s+like\s+a\s+copy\s+of\s+this|this\s+(?:publication|document|report)\s+is\s+(?:also\s+)?available"
    r"|any\s+complaints\s+about\s+the\s+inspection",
    re.I,
)
"""How the publisher's notice on a last page opens; it belongs to no section."""
_ASIDE = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)


def place(drafts: Sequence[Draft], known: Known) -> tuple[Block, ...]:
    """Turn drafts into blocks with section paths and groups."""
    for draft in drafts:
        if draft.heading is None and _heads_section(draft, drafts, known):
            depth = len(numbering(draft.text))
            rank = _rank_like(drafts, depth) or (depth, 0)
            draft.heading = Heading((), " ".join(draft.text.split()), rank)
    titles = _title(drafts, known)
    _lower_singleton([draft for draft in drafts if draft.heading and id(draft) not in titles])
    groups = _groups(drafts)
    open_sections: list[Heading] = []
    seen: set[str] = set()
    blocks = []
    for draft, group in zip(drafts, groups, strict=True):
        if draft.page == drafts[-1].page and _IMPRINT.match(draft.text):
            open_sections.clear()
        path = [section.text for section in open_sections]
        if draft.heading and id(draft) in titles:
            path = [draft.heading.text]
        elif draft.heading:
            heading = _under_annex(draft.heading, open_sections, seen)
            while open_sections and (open_sections[-1].rank >= heading.rank or open_sections[-1].text == heading.text):
                open_sections.pop()
            open_sections.append(heading)
            seen.add(key(heading.text))
            path = [section.text for section in open_sections]
        section = () if draft.kind in (BlockKind.FURNITURE, BlockKind.CONTENTS) else tuple(path)
        blocks.append(
            Block(draft.page, draft.start, draft.end, draft.kind, section, group, draft.cells, draft.continues)
        )
    return tuple(blocks)


def _under_annex(heading: Heading, open_sections: Sequence[Heading], seen: set[str]) -> Heading:
    """Put a heading that comes again in an annex ("Annex 2", then "2. Court disposals") under the annex."""
    root = open_sections[0] if open_sections else None
    if root is None or not _ANNEX.match(root.text) or _ANNEX.match(heading.text) or key(heading.text) not in seen:
        return heading
    return replace(heading, rank=(root.rank[0] + 0.5, *heading.rank))


def _heads_section(draft: Draft, drafts: Sequence[Draft], known: Known) -> bool:
    """Whether a row opens a section: "2.2 Planning | Inadequate" above the text on planning."""
    if draft.kind is not BlockKind.ROW or draft.text not in known or not numbering(draft.text):
        return False
    return sum(other.table == draft.table for other in drafts) <= 2


def _rank_like(drafts: Sequence[Draft], depth: int) -> tuple[float, ...] | None:
    """The rank of headings numbered to the same depth, if there are any."""
    for draft in drafts:
        if draft.kind is BlockKind.HEADING and draft.heading and len(numbering(draft.heading.text)) == depth:
            return draft.heading.rank
    return None


def _title(drafts: Sequence[Draft], known: Known) -> set[int]:
    """Ids of the drafts that name the document: headings before any prose that rank above all later ones."""
    content = [draft for draft in drafts if draft.kind not in _ASIDE]
    opening = list(takewhile(lambda draft: not _is_prose(draft), content))
    leading = [draft for draft in opening if draft.heading]
    later = [draft.heading.rank for draft in content[len(opening) :] if draft.heading]
    highest = min(later, default=None)
    foremost = min((draft.heading.rank for draft in leading if draft.heading), default=None)
    plain = not any(draft.last and (draft.last.line.size or draft.last.line.heading) for draft in leading)
    first = {id(draft) for draft in takewhile(lambda draft: draft.heading is not None, content)}
    fields = [number for number, draft in enumerate(opening) if draft.heading is None and is_field(draft.text)]
    above_fields = {id(draft) for draft in opening[: fields[-1] if fields else 0]}
    prose_page = content[len(opening)].page if len(opening) < len(content) else 0
    found = set()
    for draft in leading:
        heading = draft.heading
        if heading is None or key(heading.text) in known.contents or numbering(heading.text):
            continue
        named = plain and id(draft) in first
        on_cover = id(draft) in above_fields or draft.page < prose_page
        above_all = not fields and (heading.rank == foremost if highest is None else heading.rank < highest)
        if named or on_cover or above_all:
            found.add(id(draft))
    return found


def _lower_singleton(headed: Sequence[Draft]) -> None:
    """Put a section that would hold all that follows beside it.

    A box set larger than the rest ("Inspection outcome") ranks highest alone; it is a section like those after it.
    """
    ranks = sorted({draft.heading.rank for draft in headed if draft.heading})
    highest = [number for number, draft in enumerate(headed) if draft.heading and draft.heading.rank == ranks[0]]
    if len(ranks) < 2 or len(highest) != 1:
        return
    below = sum(draft.heading is not None and draft.heading.rank == ranks[1] for draft in headed[highest[0] + 1 :])
    alone = headed[highest[0]]
    if below >= _SEVERAL and alone.heading:
        alone.heading = replace(alone.heading, rank=ranks[1])


def _is_prose(draft: Draft) -> bool:
    if draft.kind in (BlockKind.ITEM, BlockKind.ROW, BlockKind.CONTENTS):
        return True
    return draft.kind is BlockKind.PARAGRAPH and len(draft.text.split()) >= _PROSE


def _groups(drafts: Sequence[Draft]) -> Iterator[int]:
    """A number for each list and table, 0 for all else."""
    number = 0
    before: Draft | None = None
    for draft in drafts:
        if draft.kind in _ASIDE:
            yield 0
            continue
        joins = before is not None and before.kind is draft.kind and before.table == draft.table
        if draft.kind in (BlockKind.ITEM, BlockKind.ROW):
            if not joins:
                number += 1
            yield number
        else:
            yield 0
        before = draft
