"""Read a register: a table with one service a row and measures for columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yosqa.ledger.schemes import Framework, Measure, frameworks
from yosqa.ledger.text import FoldedPage, flat, fold
from yosqa.model import Block, BlockKind, Cell, Span

_PLACE = re.compile(r"\b(?:area|authority|place|service|local authority|council)\b")
_DATE = re.compile(r"\b(?:published|publication|date|report)\b")
_INSPECTORATE = re.compile(r"\b(?:framework|inspectorate|scheme)\b")
_ISO = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rating of a register."""

    framework: Framework
    measure: Measure
    normal: str
    place: str
    published: str
    value: Span
    evidence: Span


def entries(pages: Sequence[FoldedPage], blocks: Sequence[Block]) -> Iterator[Entry]:
    """Yield every cell whose column names a measure and whose text is one of the framework's grades."""
    texts = {page.number: page.text for page in pages}
    for block in blocks:
        if block.kind is not BlockKind.ROW or not any(cell.column for cell in block.cells):
            continue
        text = texts[block.page]
        place = _cell(block, text, _PLACE)
        published = _ISO.search(_cell(block, text, _DATE))
        date = published[0] if published else ""
        named = fold(_cell(block, text, _INSPECTORATE))
        for framework in frameworks():
            if not framework.scale or not framework.allows(date) or not _names(framework, named):
                continue
            found = [(cell, _measure(framework, cell)) for cell in block.cells]
            rated = [(cell, measure, framework.grade(text[cell.start : cell.end])) for cell, measure in found if measure]
            for cell, measure, normal in rated:
                if normal and place:
                    value = Span(block.page, cell.start, cell.end)
                    yield Entry(framework, measure, normal, place, date, value, block.span)
            if any(normal for _, _, normal in rated):
                break


def _cell(block: Block, text: str, heading: re.Pattern[str]) -> str:
    return next((flat(text[c.start : c.end]) for c in block.cells if heading.search(fold(c.column))), "")


def _names(framework: Framework, named: str) -> bool:
    """True when a register's row leaves the framework open or names it."""
    return not named or named in {framework.id, fold(framework.title)} or fold(framework.inspectorate) in named


def _measure(framework: Framework, cell: Cell) -> Measure | None:
    heading = re.sub(r"[_ ]+", " ", fold(cell.column))
    for measure in framework.measures:
        ways = {fold(name) for name in measure.names} | {measure.id, measure.id.replace("-", " ")}
        numbered = measure.number and heading.startswith(measure.number)
        if heading in ways or numbered or (measure.id == "overall" and heading in {"overall", "rating", "overall rating"}):
            return measure
    return None
