"""The section path of every block, and the groups that lists and tables make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yosqa.model import Block, BlockKind
from yosqa.structure.assembly import Draft
from yosqa.structure.contents import key
from yosqa.structure.headings import Heading, Known, Rank
from yosqa.structure.marks import numbering
from yosqa.structure.titles import titles

_HEAD_ROWS = 3
"""Rows of a table that stands for a heading: column headings, the judgement, a description."""
_SEVERAL = 2
"""Sections of the next rank after a single one of the highest, from which that is no chapter holding them."""
_ANNEX = re.compile(r"(?:annex|appendix)\b", re.I)
_IMPRINT = re.compile(
    r"the\s+office\s+for\s+standards\s+in\s+education|©\s*(?:crown\s+)?copyright|you\s+may\s+(?:re-?use|copy)\s+"
    r"|if\s+you\s+would\s+like\s+a\s+copy\s+of\s+this|this\s+(?:publication|document|report)\s+is\s+(?:also\s+)?available"
    r"|any\s+complaints\s+about\s+the\s+inspection|if\s+you\s+are\s+not\s+happy\s+with\s+the\s+inspection",
    re.I,
)
"""How the publisher's notice on a last page opens; it belongs to no section."""
_ASIDE = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)


def place(drafts: Sequence[Draft], known: Known) -> tuple[Block, ...]:
    """Turn drafts into blocks with section paths and groups."""
    content = [draft for draft in drafts if draft.kind not in _ASIDE]
    named = titles(content, known)
    _head_with_rows(content)
    _lower_singleton([draft for draft in drafts if draft.heading and id(draft) not in named])
    groups = _groups(drafts)
    open_sections: list[Heading] = []
    seen: set[str] = set()
    blocks = []
    for draft, group in zip(drafts, groups, strict=True):
        if draft.page == drafts[-1].page and _IMPRINT.match(draft.text):
            open_sections.clear()
        path = [section.text for section in open_sections]
        if draft.heading and id(draft) in named:
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
    return replace(heading, rank=(root.rank[0] + heading.rank[0] / 10, heading.rank[1]))


def _head_with_rows(content: Sequence[Draft]) -> None:
    """Let a row open a section where it stands for a heading: "2.2 Planning | Inadequate" above its text."""
    tables: dict[int, list[Draft]] = defaultdict(list)
    for draft in content:
        if draft.row:
            tables[draft.row.table].append(draft)
    usual: Rank | None = None
    for number, draft in enumerate(content):
        row, rows = draft.row, tables[draft.table]
        if row is None or not row.graded or len(rows) > _HEAD_ROWS or sum(_is_valued(other) for other in rows) > 1:
            continue
        before = next((other.heading for other in reversed(content[:number]) if other.heading), None)
        if before is None or draft.page == content[0].page != content[-1].page:
            continue
        following = next((other for other in content[number:] if other.table != row.table), None)
        usual = (
            _rank_by_look(draft, content)
            or _rank_between(before, following.heading if following else None)
            or usual
            or (before.rank[0] + 0.25, 1)
        )
        rows[0].heading = Heading((), " ".join(draft.text.split()), usual)


def _is_valued(draft: Draft) -> bool:
    return draft.row is not None and draft.row.valued


def _rank_by_look(draft: Draft, content: Sequence[Draft]) -> Rank | None:
    """The rank that the row's number gives, or the headings that look like it."""
    depth = len(numbering(draft.text))
    if draft.last is None or not draft.last.line.size:
        return (depth, 0) if depth else None
    look = (draft.last.line.size, draft.last.line.bold)
    for other in content:
        if other.heading and other.last and (other.last.line.size, other.last.line.bold) == look:
            return other.heading.rank
    return None


def _rank_between(before: Heading, after: Heading | None) -> Rank | None:
    """A rank above that of the heading right below the row, where that ranks below the one before."""
    return (after.rank[0] - 0.25, 1) if after and after.rank > before.rank else None


def _lower_singleton(headed: Sequence[Draft]) -> None:
    """Put a section that would hold all that follows beside it.

    A box set larger than the rest ("Inspection outcome") ranks highest alone; it is a section like those after it. What
    has no look but a level given by its author ("## Recommendations") is what it says.
    """
    ranks = sorted({draft.heading.rank for draft in headed if draft.heading})
    highest = [number for number, draft in enumerate(headed) if draft.heading and draft.heading.rank == ranks[0]]
    if len(ranks) < 2 or len(highest) != 1:
        return
    below = sum(draft.heading is not None and draft.heading.rank == ranks[1] for draft in headed[highest[0] + 1 :])
    alone = headed[highest[0]]
    if alone.last and alone.last.line.heading and not alone.last.line.size:
        return
    if below >= _SEVERAL and alone.heading:
        alone.heading = replace(alone.heading, rank=ranks[1])


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
