"""Small plots as SVG text, drawn without any library so that a report is one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _BELOW = 360, 240, 44, 36
_BAR = 22

Point = tuple[float, float]


def curve(points: Sequence[Point], across: str, up: str, *, diagonal: bool = False, dots: bool = False) -> str:
    """Return a line through points of the unit square.

    Args:
        points: From left to right.
        across: What the horizontal axis shows.
        up: What the vertical axis shows.
        diagonal: Whether the line of equal values is drawn as well.
        dots: Whether each point is marked.
    """
    placed = [_place(x, y) for x, y in points]
    parts = [_axes(across, up)]
    if diagonal:
        (x1, y1), (x2, y2) = _place(0, 0), _place(1, 1)
        parts.append(f'<line class="faint" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')
    parts.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in placed)}"/>')
    if dots:
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in placed]
    return _svg(_WIDTH, _HEIGHT, f"{up} by {across}", parts)


def bars(values: Mapping[str, tuple[float, str]], title: str) -> str:
    """Return a horizontal bar for each name.

    Args:
        values: Name to its share, from 0 to 1, and what is written beside the bar.
        title: What is shown, for those who do not see it.
    """
    left, length = 170, 220
    parts = []
    for n, (name, (share, beside)) in enumerate(values.items()):
        y = n * _BAR
        width = max(0.0, min(share, 1.0)) * length
        parts.append(f'<text x="{left - 6}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect class="back" x="{left}" y="{y + 3}" width="{length}" height="{_BAR - 6}"/>')
        parts.append(f'<rect x="{left}" y="{y + 3}" width="{width:.1f}" height="{_BAR - 6}"/>')
        parts.append(f'<text x="{left + length + 6}" y="{y + 15}">{escape(beside)}</text>')
    return _svg(left + length + 150, len(values) * _BAR + 4, title, parts)


def _place(x: float, y: float) -> Point:
    return _LEFT + x * (_WIDTH - _LEFT - 10), 10 + (1 - y) * (_HEIGHT - _BELOW - 10)


def _axes(across: str, up: str) -> str:
    marks = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, bottom = _place(tick, 0)
        left, y = _place(0, tick)
        right, _ = _place(1, tick)
        marks.append(f'<line class="grid" x1="{left:.1f}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}"/>')
        marks.append(f'<text x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
        marks.append(f'<text x="{x:.1f}" y="{bottom + 14:.1f}" text-anchor="middle">{tick:g}</text>')
    middle = (_WIDTH + _LEFT) / 2
    marks.append(f'<text x="{middle:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>')
    marks.append(
        f'<text transform="translate(10 {_HEIGHT / 2:.0f}) rotate(-90)" text-anchor="middle">{escape(up)}</text>'
    )
    return "".join(marks)


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" aria-label="{escape(title, quote=True)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )
