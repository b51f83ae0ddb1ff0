"""Rows of tables and their cells: from cells that the text or the loader marks, and from gaps between words.

A row keeps the exact span of every cell. A cell that is broken over lines with another cell's text between its parts
gives one `Cell` per part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from yosqa.frameworks import grade_ways
from yosqa.model import Cell
from yosqa.structure.cells import Piece, is_tagged, marked_pieces
from yosqa.structure.lines import Profile, TextLine, is_field
from yosqa.structure.marks import mark, numbering

_JUDGEMENTS = sorted((*grade_ways(), "excellent", "not met", "not judged", "not applicable"), key=len, reverse=True)
_GRADES = "|".join(r"\s+".join(map(re.escape, words.split())) for words in _JUDGEMENTS)
GRADE = re.compile(rf"(?:{_GRADES})(?:\s*[(\[]?\d[)\]]?)?[.*\u2020]?", re.I)
_REMARK = re.compile(r"(?<=[\d%])\s*\([^()]{1,40}\)$")
_VALUE = re.compile(r"[£$€]?\s*[<>~]?\s*[\d,.]+\s*(?:%|per\s+cent|k|m)?|n/?a|[-–—]|yes|no|met|not met", re.I)
_DIGIT = re.compile(r"\d")
_COLUMN = re.compile(
    r"(?:ref|no|item|action|task|owner|lead|due(?: date)?|date|deadline|status|progress|rag|update|comment|name|post"
    r"|area|rating|standard|measure|indicator|target|actual|year|number|risk|cost|budget|recommendation|service)s?\W*",
    re.I,
)
_FEWEST_NAMED = 3
_NAME_WORDS = 4
"""A row that only names the columns has so many cells at least, of so many words each at most."""
_ALIGNED = 8.0
"""Points by which the cells of one column may differ at their left edge."""
_SET_OFF = 1.3
"""A heading stands so many times the distance of a table's rows below it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: which lines it takes, and its cells."""

    lines: tuple[int, ...]
    cells: tuple[Cell, ...]
    table: int
    """Rows of one table share it."""
    text: str
    """What it is about: its first cell."""
    graded: bool
    """Whether one of its other cells is a judgement."""
    valued: bool
    """Whether one of its other cells is a judgement, a number or the like."""


def table_rows(lines: Sequence[TextLine], skip: set[int], usual: Profile) -> list[Row]:
    """Find the rows of all tables among the lines not in ``skip``, in reading order."""
    found: list[Row] = []
    columns: dict[int, str] = {}
    for number, region in enumerate(_regions(lines, skip, usual), 1):
        if not found or found[-1].lines[-1] + 1 != region[0][0]:
            columns = {}
        rows = [_merge(row) for row in _split(lines, region, usual)]
        first = lines[region[0][0]]
        marked = (bool(first.line.gaps) and not usual.has_layout) or ("\t" in first.text and _names_columns(rows))
        found += _with_headings(rows, number, columns, marked=marked)
    return found


_Parts = list[tuple[int, list[Piece]]]
"""Line indices with the pieces of cells that stand on each."""


def _regions(lines: Sequence[TextLine], skip: set[int], usual: Profile) -> Iterator[_Parts]:
    index = 0
    while index < len(lines):
        region = [] if index in skip else _tagged(lines, index, skip) or _aligned(lines, index, skip, usual)
        if region:
            yield region
            index = region[-1][0] + 1
        else:
            index += 1


def _tagged(lines: Sequence[TextLine], start: int, skip: set[int]) -> _Parts:
    """Consecutive lines, no blank line between, whose cells are parted by tabs or tags.

    Columns that are blank in all of them are not counted before the first.
    """
    region: _Parts = []
    for index in range(start, len(lines)):
        line = lines[index]
        if index in skip:
            continue
        if region and (line.blank_before or line.page != lines[start].page):
            break
        pieces = marked_pieces(line)
        if not pieces and region and _inside_table(lines, index):
            pieces = [Piece(line.start, line.end, 0, line.text)]
        if not pieces:
            break
        region.append((index, pieces))
    first = min((piece.column for _, pieces in region for piece in pieces), default=0)
    return [(index, [replace(piece, column=piece.column - first) for piece in pieces]) for index, pieces in region]


def _inside_table(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the next line goes on the table, so that a line of a single cell belongs to it too."""
    return index + 1 < len(lines) and not lines[index + 1].blank_before and bool(marked_pieces(lines[index + 1]))


def _aligned(lines: Sequence[TextLine], start: int, skip: set[int], usual: Profile) -> _Parts:
    """A run of lines of one page whose gaps, or places, make columns."""
    first = lines[start]
    if not usual.has_layout:
        return []
    edges = _edges(lines, start, skip)
    if not edges:
        return []
    region: _Parts = []
    last_value = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if index in skip:
            continue
        if line.page != first.page:
            break
        if region and line.line.top - lines[region[-1][0]].line.top > 4 * usual.leading:
            break
        pieces = _columns(line, edges)
        if pieces is None or _heads_the_next(line, pieces, lines, region):
            break
        region.append((index, pieces))
        if pieces[-1].column > 0:
            last_value = len(region)
        elif len(region) - last_value > 4:
            break
    region = region[: last_value + _label_goes_on(lines, region[last_value - 1 : last_value + 1], usual)]
    region = region[_before_first_label(lines, region, usual) :]
    return region if _is_table(region) else []


def _heads_the_next(line: TextLine, pieces: Sequence[Piece], lines: Sequence[TextLine], region: _Parts) -> bool:
    """Whether a line heads the next table: one cell, in bold, larger than the rows of this one, and set off."""
    rows = [lines[index] for index, others in region if len(others) > 1]
    if len(rows) < 2 or len(pieces) > 1 or not line.line.bold:
        return False
    usually = median(after.line.top - before.line.top for before, after in pairwise(rows))
    above = line.line.top - lines[region[-1][0]].line.top
    return line.line.size > max(row.line.size for row in rows) and above > _SET_OFF * usually


def _before_first_label(lines: Sequence[TextLine], region: _Parts, usual: Profile) -> int:
    """How many lines at the head of a region stand above the table and not in its first row."""
    valued = next((number for number, (_, pieces) in enumerate(region) if pieces[-1].column > 0), 0)
    if not region:
        return 0
    index, pieces = region[valued]
    labelled = pieces[0].column == 0
    if labelled and not lines[index].text[:1].islower():
        return valued
    start = valued
    below = lines[index] if labelled else None
    while start:
        above = lines[region[start - 1][0]]
        if below is not None and not _same_label(above, below, usual):
            break
        below = above
        start -= 1
    return start


def _same_label(above: TextLine, below: TextLine, usual: Profile) -> bool:
    alike = abs(above.line.size - below.line.size) <= 1 and above.line.bold == below.line.bold
    return alike and usual.near(above, below)


def _edges(lines: Sequence[TextLine], start: int, skip: set[int]) -> list[float]:
    """Left edges of the columns after the first, when a table starts at ``start``; else empty."""
    edges: list[float] = []
    if not any(line.line.gaps for line in lines[start : start + 4]):
        return edges
    seen = 0
    for index in range(start, min(start + 60, len(lines))):
        line = lines[index]
        if index in skip or line.page != lines[start].page or seen > 5:
            break
        gaps = [x for _, x in cell_gaps(line)]
        seen = 0 if gaps else seen + 1
        if not edges and not gaps and (index > start + 3 or line.words > 14):
            break
        edges += [x for x in gaps if all(abs(x - edge) > _ALIGNED for edge in edges)]
    return sorted(edges)


def cell_gaps(line: TextLine) -> list[tuple[int, float]]:
    """The gaps of a line that are not the space after a list mark."""
    opened = mark(line.text)
    number = re.match(r"\d+(?:\.\d+)*\.?\s", line.text)
    skip = line.start + max(opened.length if opened else 0, number.end() if number else 0)
    return [(offset, x) for offset, x in line.line.gaps if offset > skip]


def _columns(line: TextLine, edges: Sequence[float]) -> list[Piece] | None:
    """The pieces of a line in a table with these column edges; None when it cannot be part of it."""
    gaps = cell_gaps(line)
    opened = mark(line.text)
    if is_field(line.text) or (opened and not opened.number):
        return None
    starts = [(line.start, line.line.x), *gaps]
    ends = [offset for offset, _ in gaps] + [line.end]
    pieces = []
    for (start, x), end in zip(starts, ends, strict=True):
        column = max((number for number, edge in enumerate(edges, 1) if x > edge - _ALIGNED), default=0)
        if column and abs(x - edges[column - 1]) > _ALIGNED and not gaps:
            return None
        text = line.cut(start, end).rstrip()
        pieces.append(Piece(start, start + len(text), column, text))
    if len(pieces) == 1 and pieces[0].column == 0 and line.words > 16:
        return None
    return pieces


def _label_goes_on(lines: Sequence[TextLine], pair: _Parts, usual: Profile) -> int:
    """1 when the line after the last value only ends its label ("… care" / "leavers"), else 0."""
    if len(pair) < 2:
        return 0
    before, after = lines[pair[0][0]], lines[pair[1][0]]
    return int(usual.near(before, after) and after.text[:1].islower() and after.words <= 8)


def _is_table(region: _Parts) -> bool:
    rows = sum(len(pieces) > 1 for _, pieces in region)
    values = [piece for _, pieces in region for piece in pieces if piece.column > 0]
    if not values:
        return False
    graded = any(_is_value(piece.text) for piece in values)
    return rows >= 3 or (graded and len(region) >= 2) or (graded and rows == 1 and len(values[0].text) < 40)


def _split(lines: Sequence[TextLine], region: _Parts, usual: Profile) -> list[_Parts]:
    """Part a table's lines into rows."""
    rows: list[_Parts] = []
    for index, pieces in region:
        if not rows or _opens_row(lines, rows[-1], index, pieces, usual):
            rows.append([])
        rows[-1].append((index, pieces))
    return rows


def _opens_row(lines: Sequence[TextLine], row: _Parts, index: int, pieces: list[Piece], usual: Profile) -> bool:
    line = lines[index]
    if "\t" in line.text or is_tagged(line.text) or not usual.has_layout:
        return True
    if index > row[-1][0] + 1:
        return True
    if pieces[0].column > 0:
        return False
    if not any(piece.column > 0 for _, others in row for piece in others):
        return not usual.near(lines[row[-1][0]], line) and not line.text[:1].islower()
    labels = [number for number, others in row if others[0].column == 0]
    close = bool(labels) and usual.near(lines[labels[-1]], line)
    goes_on = line.text[:1].islower() and all(piece.text[:1].islower() for piece in pieces)
    return not (close and goes_on)


@dataclass(frozen=True, slots=True)
class _MergedRow:
    lines: tuple[int, ...]
    pieces: tuple[Piece, ...]

    @property
    def values(self) -> list[str]:
        return [piece.text for piece in self.pieces if piece.column > 0]


def _merge(row: _Parts) -> _MergedRow:
    """Join the pieces of a cell that follow each other."""
    merged: list[Piece] = []
    for number, (_, pieces) in enumerate(row):
        for piece in pieces:
            last = merged[-1] if merged else None
            if last and number and last.column == piece.column and piece is pieces[0]:
                merged[-1] = replace(last, end=piece.end, text=f"{last.text} {piece.text}")
            else:
                merged.append(piece)
    return _MergedRow(tuple(index for index, _ in row), tuple(merged))


def _with_headings(rows: Sequence[_MergedRow], number: int, columns: dict[int, str], *, marked: bool) -> Iterator[Row]:
    """Give each cell the headings of its column and row.

    Args:
        rows: The rows of one table.
        number: Its number.
        columns: Headings of the table that it goes on; its own are left in here.
        marked: Whether the format itself says that this is a table, so that its first row heads the columns.
    """
    stated = marked and len(rows) > 1 and not any(_is_value(piece.text) for piece in rows[0].pieces)
    for position, row in enumerate(rows):
        following = next((below for below in rows[position + 1 :] if len(below.pieces) > 1), None)
        header = _is_header(row, following) or (stated and position == 0)
        if header:
            columns.clear()
            columns.update((piece.column, piece.text) for piece in row.pieces)
        label = _label(row)
        cells = tuple(
            Cell(piece.start, piece.end)
            if header
            else Cell(piece.start, piece.end, columns.get(piece.column, ""), label if piece.column > 0 else "")
            for piece in row.pieces
        )
        yield Row(
            row.lines,
            cells,
            number,
            label,
            graded=any(map(GRADE.fullmatch, row.values)),
            valued=any(map(_is_value, row.values)),
        )


def _names_columns(rows: Sequence[_MergedRow]) -> bool:
    """Whether the first row only names the columns: it is short and without figures, which most others have."""
    first, others = [piece.text for piece in rows[0].pieces], rows[1:]
    if len(first) < _FEWEST_NAMED or any(len(words.split()) > _NAME_WORDS or _DIGIT.search(words) for words in first):
        return False
    told = sum(any(_DIGIT.search(piece.text) for piece in row.pieces[1:]) for row in others)
    return any(map(_COLUMN.fullmatch, first)) and 2 * told > len(others)


def _label(row: _MergedRow) -> str:
    """What a row is about: its first cell, with its name where that is only a number ("2.2" | "Planning")."""
    texts = [piece.text for piece in row.pieces]
    if len(texts) > 2 and re.fullmatch(r"[\d.]+", texts[0]):
        return f"{texts[0]} {texts[1]}"
    return texts[0] if row.pieces[0].column == 0 else ""


def _is_header(row: _MergedRow, following: _MergedRow | None) -> bool:
    """Whether a row names the columns: no number and no value stand in it, and only values below."""
    if following is None or not row.values or not following.values or numbering(row.pieces[0].text):
        return False
    return not any(map(_is_value, row.values)) and all(map(_is_value, following.values))


def _is_value(text: str) -> bool:
    """Whether a cell holds a grade or a figure, which may have a remark after it: "34.6% (Wales: 36.0%)"."""
    bare = _REMARK.sub("", text)
    return bool(GRADE.fullmatch(bare) or _VALUE.fullmatch(bare))
