"""The order in which a person reads the lines of a PDF page.

The order of a page's content stream is nearly always right, tables included, so it is only changed where it is plainly
wrong: two columns of prose that the file holds line by line across both, and a frame of text that stands above another
in the same column but comes after it. Pure; distances in points from the left and top edge of the page as shown.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import itemgetter
from statistics import median

_COLUMN_LINES = 4
"""Fewer lines than this, on either side of a gutter, are no columns of prose."""
_COLUMN_LETTERS = 20
"""Lines of prose in a column hold at least so many characters (median); cells of a table mostly fewer."""
_MOST_FRAMES = 200
"""A page of more frames than this is a table or a drawing; the work grows with their square."""
_SLACK = 3.0
"""Points by which edges that belong together may differ."""


@dataclass(frozen=True, slots=True)
class Run:
    """A line as the file holds it."""

    first: int
    """Index of its first character in the engine's count."""
    text: str
    left: float
    top: float
    right: float
    bottom: float
    gaps: tuple[tuple[int, float, float], ...] = ()
    """Wide spaces inside: offset in ``text`` where it goes on, right end of what precedes, left end of what follows."""

    def split(self, gap: tuple[int, float, float]) -> tuple[Run, Run]:
        """The parts before and after one of its gaps."""
        offset, before, after = gap
        head = self.text[:offset].rstrip()
        gaps = [other for other in self.gaps if other[0] < offset]
        later = [(start - offset, end, left) for start, end, left in self.gaps if start > offset]
        return (
            replace(self, text=head, right=before, gaps=tuple(gaps)),
            replace(self, first=self.first + offset, text=self.text[offset:], left=after, gaps=tuple(later)),
        )


def reading_order(runs: Sequence[Run], width: float) -> list[Run]:
    """Put the lines of a page of this width in reading order."""
    if not any(run.gaps for run in runs) and all(one.top <= other.top for one, other in pairwise(runs)):
        return list(runs)
    return _frames_in_order(_columns_apart(runs, width))


def _columns_apart(runs: Sequence[Run], width: float) -> list[Run]:
    """Where columns of prose alternate line by line, put the left one first."""
    gutter = _gutter(runs, width)
    if gutter is None:
        return list(runs)
    ordered: list[Run] = []
    region: list[Run] = []
    for run in runs:
        across = run.left < gutter - _SLACK and run.right > gutter and len(_parts(run, gutter)) == 1
        if across:
            ordered += [*_left_first(region, gutter), run]
            region = []
        else:
            region.append(run)
    return ordered + _left_first(region, gutter)


def _gutter(runs: Sequence[Run], width: float) -> float | None:
    """The left edge of a second column, if enough lines share one."""
    edges = Counter(
        round(left)
        for run in runs
        for left in [run.left, *(gap[2] for gap in run.gaps)]
        if 0.3 * width < left < 0.75 * width
    )
    edge, lines = max(edges.items(), key=itemgetter(1), default=(0, 0))
    return edge if lines >= _COLUMN_LINES else None


def _parts(run: Run, gutter: float) -> tuple[Run, ...]:
    for gap in run.gaps:
        if abs(gap[2] - gutter) <= _SLACK:
            return run.split(gap)
    return (run,)


def _left_first(region: Sequence[Run], gutter: float) -> list[Run]:
    parts = [part for run in region for part in _parts(run, gutter)]
    sides = [part.left >= gutter - _SLACK for part in parts]
    left = [part for part, is_right in zip(parts, sides, strict=True) if not is_right]
    right = [part for part, is_right in zip(parts, sides, strict=True) if is_right]
    turns = sum(one != other for one, other in pairwise(sides))
    # Cells of a table also alternate, but after several lines each, or in columns of unequal width.
    alternating = turns > 1.2 * min(len(left), len(right))
    if alternating and _is_prose(left) and _is_prose(right) and 0.6 < _width(left) / _width(right) < 1.7:
        return left + right
    return list(region)


def _width(column: Sequence[Run]) -> float:
    return max(run.right - run.left for run in column)


def _is_prose(column: Sequence[Run]) -> bool:
    """Long lines that fill the width of their column, close under each other."""
    if len(column) < _COLUMN_LINES:
        return False
    widths = [run.right - run.left for run in column]
    steps = [below.top - above.top for above, below in pairwise(column)]
    height = median(run.bottom - run.top for run in column)
    return (
        median(len(run.text) for run in column) >= _COLUMN_LETTERS
        and median(widths) >= 0.75 * max(widths) > 0
        and median(steps) <= 2.2 * height
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Lines that follow each other downwards."""

    runs: list[Run]
    left: float
    top: float
    right: float
    bottom: float

    def is_above(self, other: _Frame) -> bool:
        """True when it ends where the other one has not begun."""
        return self.top < other.top and self.bottom <= other.top + _SLACK

    def shares_column(self, other: _Frame) -> bool:
        """True when one stands above, below or over the other."""
        return min(self.right, other.right) - max(self.left, other.left) > _SLACK


def _frames_in_order(runs: list[Run]) -> list[Run]:
    """Put each frame after those that stand above it in the same column; else keep the order.

    A running head or foot, above or below all else, shares a column with everything.
    """
    frames = _frames(runs)
    if not 1 < len(frames) <= _MOST_FRAMES:
        return runs
    highest, lowest = min(frames, key=lambda frame: frame.bottom), max(frames, key=lambda frame: frame.top)
    everywhere = [
        frame
        for frame, is_apart in ((highest, highest.is_above), (lowest, lambda other: other.is_above(lowest)))
        if all(other is frame or is_apart(other) for other in frames)
    ]
    followers = [
        [
            index
            for index, lower in enumerate(frames)
            if upper.is_above(lower) and (upper.shares_column(lower) or upper in everywhere or lower in everywhere)
        ]
        for upper in frames
    ]
    waiting = Counter(chain.from_iterable(followers))
    ready = [index for index in range(len(frames)) if not waiting[index]]
    ordered: list[Run] = []
    while ready:
        index = heapq.heappop(ready)
        ordered += frames[index].runs
        for follower in followers[index]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heapq.heappush(ready, follower)
    return ordered


def _frames(runs: Sequence[Run]) -> list[_Frame]:
    stretches: list[list[Run]] = []
    for run in runs:
        last = stretches[-1][-1] if stretches else None
        if last and last.top <= run.top and run.left < last.right and last.left < run.right:
            stretches[-1].append(run)
        else:
            stretches.append([run])
    return [
        _Frame(
            stretch,
            min(run.left for run in stretch),
            min(run.top for run in stretch),
            max(run.right for run in stretch),
            max(run.bottom for run in stretch),
        )
        for stretch in stretches
    ]
