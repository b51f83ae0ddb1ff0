"""Markdown, with or without front matter. The page's text is the file's own, marks included."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.token import Token

from yosqa.documents.lines import lines_of
from yosqa.documents.names import shown
from yosqa.documents.text import decode
from yosqa.model import Extraction, Line, Page, PageLayout

if TYPE_CHECKING:
    from yaml import MappingNode, SafeLoader

MEDIA_TYPE = "text/markdown"
_HEADING_MARK = re.compile(r"\s*#{1,6}[ \t]+")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?P<words>[^*_]+[^*_.:,;])\1\s*")
_LOWEST = 6
"""Level of a heading that is only set in bold."""
_FIELD = re.compile(r"[\w-]+\s*:")
_LONGEST_FRONT = 2**16
"""Characters of front matter that are interpreted."""
_IGNORED = "Its front matter was ignored: {}. Mend that, or say what it says in a .toml file beside it."
_LEFT_OUT = "Of its front matter was left out what holds an alias (*): {}. Write it out in full."
_PLAIN = (str, int, float, date)
_RULE = re.compile(r"[\s|:=*_-]+")
_OPENING_PIPE = re.compile(r"\s*\|[ \t]*")
_CLOSING_PIPE = re.compile(r"\s*(?<!\\)\|\s*$")
_PIPE = re.compile(r"(?<!\\)\|[ \t]*")


def load(data: bytes) -> Extraction:
    """Read a Markdown file. Front matter, and lines that are only marks, are clutter."""
    decoded, problems = decode(data)
    text = "\n".join(line.rstrip() for line in lines_of(decoded))
    rows = text.split("\n")
    front = _front_matter_length(rows)
    lines = _lines(rows, front)
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join([""] * front + rows[front:]))
    for n, token in enumerate(tokens):
        if token.map is None or token.map[0] not in lines:
            continue
        first = token.map[0]
        line = lines[first]
        if token.type == "heading_open":
            mark = _HEADING_MARK.match(rows[first])
            lines[first] = replace(line, start=line.start + (mark.end() if mark else 0), heading=int(token.tag[1]))
        elif token.type == "paragraph_open" and (bold := _heading_of_list(rows, tokens[n : n + 4])):
            start, end = bold.span("words")
            lines[first] = replace(line, start=line.start + start, end=line.start + end, heading=_LOWEST)
        elif token.type == "list_item_open":
            lines[first] = replace(line, bullet=True)
        elif token.type == "tr_open":
            lines[first] = _table_row(line, rows[first])
    page = PageLayout(Page(1, "1", text), tuple(lines[number] for number in sorted(lines)))
    properties, ignored = _properties("\n".join(rows[1 : front - 1])) if front else ({}, ())
    return Extraction(media_type=MEDIA_TYPE, pages=(page,), properties=properties, problems=(*problems, *ignored))


def _heading_of_list(rows: list[str], tokens: Sequence[Token]) -> re.Match[str] | None:
    """Match a paragraph that is one line of bold words without a full stop, where a list or a table follows it."""
    if len(tokens) < 4 or tokens[0].level or not tokens[0].map:
        return None
    first, end = tokens[0].map
    follows = tokens[3].type in {"bullet_list_open", "ordered_list_open", "table_open"}
    return _BOLD_LINE.fullmatch(rows[first]) if follows and end - first == 1 else None


def _table_row(line: Line, row: str) -> Line:
    """Return a table's row with its cells, from the first one's words to the last one's: the outer pipes are marks."""
    opening, closing = _OPENING_PIPE.match(row), _CLOSING_PIPE.search(row)
    first, end = opening.end() if opening else 0, closing.start() if closing else len(row)
    if first >= end:
        return line
    cells = [match.end() for match in _PIPE.finditer(row, first, end)]
    gaps = tuple((line.start + at, 100.0 * column) for column, at in enumerate(cells, start=1))
    return replace(line, start=line.start + first, end=line.start + end, gaps=gaps)


def _lines(rows: list[str], front: int) -> dict[int, Line]:
    lines = {}
    start = 0
    for number, row in enumerate(rows):
        if row.strip():
            lines[number] = Line(start, start + len(row), clutter=number < front or bool(_RULE.fullmatch(row)))
        start += len(row) + 1
    return lines


def _front_matter_length(rows: list[str]) -> int:
    """Number of rows that the front matter takes, its fences included."""
    if len(rows) > 1 and rows[0] == "---" and _FIELD.match(rows[1]):
        for number, row in enumerate(rows[1:], 1):
            if row in ("---", "..."):
                return number + 1
    return 0


def _properties(front: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The front matter's plain values, a list of such as "a; b"; and a sentence for the receipt on what is left out.

    An alias counts as the value that it stands for, but not inside a list or a mapping: from a few hundred bytes,
    aliases of aliases make many megabytes.
    """
    import yaml

    if len(front) > _LONGEST_FRONT:
        return {}, (_IGNORED.format(f"it is longer than {_LONGEST_FRONT} characters"),)
    try:
        loader = yaml.SafeLoader(front)
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            return {}, (_IGNORED.format("it is not YAML of names and values"),)
        found, left_out = _plain_values(loader, root)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, (_IGNORED.format("it is not YAML"),)
    if sum(map(len, found.values())) > _LONGEST_FRONT:
        return {}, (_IGNORED.format("its aliases make it too long"),)
    return found, (_LEFT_OUT.format(", ".join(map(shown, left_out))),) if left_out else ()


def _plain_values(loader: SafeLoader, root: MappingNode) -> tuple[dict[str, str], list[str]]:
    """The plain values by name, and the names of those that hold an alias."""
    import yaml

    found: dict[str, str] = {}
    left_out = []
    seen: set[int] = set()
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        is_list = isinstance(value, yaml.SequenceNode)
        nodes = [node for node in (value.value if is_list else [value]) if isinstance(node, yaml.ScalarNode)]
        # What an alias stands for is the very node that was seen before.
        if key.value == "<<" or (is_list and any(id(node) in seen for node in nodes)):
            left_out.append(key.value)
            continue
        seen.update(map(id, nodes))
        parts = [str(part) for part in map(loader.construct_object, nodes) if isinstance(part, _PLAIN)]
        if parts:
            found[key.value.strip().lower()] = "; ".join(parts).strip()
    return found, left_out
