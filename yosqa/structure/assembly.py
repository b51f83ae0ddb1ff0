"""From lines to drafts of blocks: paragraphs and items joined from their lines, in reading order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yosqa.model import BlockKind, Cell
from yosqa.structure.headings import Heading
from yosqa.structure.lines import Profile, TextLine, is_field
from yosqa.structure.marks import Mark, mark
from yosqa.structure.tables import Row

_CAPTION = re.compile(r"(?:(?:figure|table|chart|graph|map|box)\s+\d+[.:\s]|sources?\s*:)", re.I)
_SENTENCE_END = re.compile(r".*[.!?:;][\"”’')\]]*(?:\d{1,2}|[\u00b9\u00b2\u00b3\u2070-\u2079]+)?", re.S)
_TEXT_KEPT = 400
"""Characters of a draft's text that the steps after look at."""
_HANGING = 6.0
"""Points by which the lines of an item must stand in from its mark to be a hanging indent."""


@dataclass(slots=True)
class Draft:
    """A block before its section is known."""

    kind: BlockKind
    page: int
    start: int
    end: int
    text: str
    """How it opens, its lines joined; of a row, what it is about."""
    last: TextLine | None = None
    """The line it ends with."""
    mark: Mark | None = None
    left: float = 0.0
    """Left edge of its first line."""
    indent: float = 0.0
    """Left edge of its text after the mark; 0 while unknown."""
    heading: Heading | None = None
    cells: tuple[Cell, ...] = ()
    row: Row | None = None
    continues: bool = False

    def take(self, line: TextLine) -> None:
        """Make ``line`` its last one."""
        self.end, self.last = line.end, line
        if len(self.text) < _TEXT_KEPT:
            self.text += " " + line.text

    @property
    def table(self) -> int:
        """Number of the table it is a row of; 0 for all else."""
        return self.row.table if self.row else 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What the recognisers said of the document's lines, by line index."""

    furniture: set[int]
    contents: set[int]
    footnotes: Mapping[int, bool]
    rows: Mapping[int, Row]
    """A row under its first line."""
    headings: Mapping[int, Heading]
    """A heading under its first line."""


@dataclass(slots=True)
class _Assembly:
    lines: Sequence[TextLine]
    usual: Profile
    drafts: list[Draft] = field(default_factory=list)

    def add(self, kind: BlockKind, indices: Sequence[int]) -> Draft:
        """Start a block that takes these lines."""
        first, last = self.lines[indices[0]], self.lines[indices[-1]]
        text = " ".join(self.lines[index].text for index in indices)
        draft = Draft(kind, first.page, first.start, last.end, text, last, left=first.line.x)
        self.drafts.append(draft)
        return draft

    def text_line(self, line: TextLine, index: int) -> None:
        """Put a line of running text where it belongs: to the open block, or into a new one."""
        opened = mark(line.text)
        if opened is None and line.line.bullet and not self.usual.has_layout:
            opened = Mark("", 0, 0)
        open_block = self.drafts[-1] if self.drafts else None
        if open_block and self._goes_on(open_block, line, opened):
            open_block.take(line)
            if open_block.kind is BlockKind.ITEM and not open_block.indent:
                open_block.indent = line.line.x
            return
        if _CAPTION.match(line.text) and line.words <= 40:
            self.add(BlockKind.CAPTION, [index])
            return
        broken = None if opened else self._broken_off(line)
        draft = self.add(BlockKind.ITEM if opened else broken.kind if broken else BlockKind.PARAGRAPH, [index])
        draft.mark = opened or (broken.mark if broken else None)
        draft.continues = broken is not None
        if opened:
            gaps = [x for offset, x in line.line.gaps if offset <= line.start + opened.length + 1]
            draft.indent = gaps[0] if gaps else 0.0

    def _goes_on(self, block: Draft, line: TextLine, opened: Mark | None) -> bool:
        before = block.last
        if before is None or block.page != line.page or block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            return False
        if is_field(line.text) or (line.line.bullet and opened):
            return False
        near = self.usual.near(before, line)
        ended = bool(_SENTENCE_END.fullmatch(before.text))
        if opened and not (near and not ended and self._chance_mark(block, opened)):
            return False
        if not self.usual.has_layout:
            return near and self._wraps(before, line, ended)
        if abs(before.line.size - line.line.size) > 1.5 and min(len(before.text), len(line.text)) > 6:
            return False
        if block.kind is BlockKind.ITEM and not block.continues:
            return self._in_item(block, line, near, ended)
        return near and not (ended and len(before.text) < 0.5 * self.usual.line_length and line.text[:1].isupper())

    def _wraps(self, before: TextLine, line: TextLine, ended: bool) -> bool:
        if not ended and line.text[:1].islower():
            return True
        return self.usual.hard_wrapped and len(before.text) >= 0.6 * self.usual.line_length

    def _in_item(self, block: Draft, line: TextLine, near: bool, ended: bool) -> bool:
        hanging = block.indent > block.left + _HANGING
        inside = line.line.x >= block.left - 3
        if near:
            return inside and not (hanging and ended and line.line.x < block.indent - _HANGING)
        distance = line.line.top - (block.last.line.top if block.last else 0.0)
        return hanging and abs(line.line.x - block.indent) < 3 and 0 < distance < 2.5 * self.usual.leading

    @staticmethod
    def _chance_mark(block: Draft, opened: Mark) -> bool:
        """Whether a mark only happens to stand where a line was broken ("… aged / 16. They …")."""
        if opened.number:
            expected = block.mark.number + 1 if block.mark else 1
            return opened.number not in (1, expected)
        return opened.style in "–—−-*·o" and not (block.mark and block.mark.style == opened.style)

    def _broken_off(self, line: TextLine) -> Draft | None:
        """The block that ``line`` goes on after the end of a page or a footnote."""
        for draft in reversed(self.drafts):
            if draft.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
                continue
            apart = draft is not self.drafts[-1] or draft.page != line.page
            if not apart or draft.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or line.page > draft.page + 1:
                return None
            if draft.last is None or _SENTENCE_END.fullmatch(draft.last.text) or is_field(draft.text):
                return None
            full = len(draft.last.text) >= 0.6 * self.usual.line_length and len(draft.text) > 60
            return draft if line.text[:1].islower() or full else None
        return None


def assemble(lines: Sequence[TextLine], usual: Profile, findings: Findings) -> list[Draft]:
    """Join lines into blocks, in reading order; no line is left out and none is used twice."""
    work = _Assembly(lines, usual)
    index = 0
    while index < len(lines):
        used: Sequence[int] = (index,)
        if index in findings.furniture:
            work.add(BlockKind.FURNITURE, used)
        elif index in findings.contents:
            work.add(BlockKind.CONTENTS, used)
        elif row := findings.rows.get(index):
            used = row.lines
            draft = work.add(BlockKind.ROW, used)
            draft.cells, draft.text, draft.row = row.cells, row.text, row
        elif heading := findings.headings.get(index):
            used = heading.lines
            work.add(BlockKind.HEADING, used).heading = heading
        elif index in findings.footnotes:
            _add_footnote(work, index, opens=findings.footnotes[index])
        else:
            work.text_line(lines[index], index)
        index = used[-1] + 1
    return work.drafts


def _add_footnote(work: _Assembly, index: int, *, opens: bool) -> None:
    last = work.drafts[-1] if work.drafts else None
    line = work.lines[index]
    if opens or last is None or last.kind is not BlockKind.FOOTNOTE or last.page != line.page:
        work.add(BlockKind.FOOTNOTE, [index])
    else:
        last.take(line)
