"""What is written to the terminal: answers and tables on standard output, notes on standard error."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from yosqa.characters import safe
from yosqa.model import Answer, Citation, Hit, Ranking

_quiet = False
"""Whether notes are left out."""


def printable(text: str) -> str:
    r"""Make text safe for one line of a terminal: control characters are written as escapes, invisible ones left out.

    >>> printable("re\xadport\n\x1b[31m.pdf")
    'report\\n\\x1b[31m.pdf'
    """
    return safe(text, lambda character: character.encode("unicode_escape").decode(), "")


def line(text: str = "") -> None:
    """Write one line of data to standard output."""
    sys.stdout.write(f"{text}\n")


def say(text: str) -> None:
    """Write one line to standard error, whatever ``--quiet`` says: what went wrong, or was asked for by name."""
    sys.stderr.write(f"yosqa: {printable(text)}\n")
    sys.stderr.flush()


def note(text: str) -> None:
    """Say what a person may like to know; nothing under ``--quiet``."""
    if not _quiet:
        say(text)


def be_quiet(quiet: bool) -> None:
    """Say whether notes are left out from now on."""
    global _quiet
    _quiet = quiet


def json_line(value: Any) -> None:
    """Write one JSON value as one line, at once: a reader may be waiting for it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def answer(value: Answer) -> None:
    """Write an answer with its sources as plain text."""
    for paragraph in value.text.split("\n"):
        _wrapped(paragraph)
    citations = value.nearest if value.abstained else value.citations
    if value.abstained and citations:
        line("\nWhere it says so:" if value.corrects else "\nThe nearest passages:")
        for entry in citations:
            _wrapped(f"“{' '.join(entry.quote.split())}” [{entry.marker}]")
    if citations:
        line()
        for entry in citations:
            _source(entry)
    sys.stdout.flush()


def ranking(value: Ranking, paths: dict[str, str]) -> None:
    """Write ranked passages as plain text.

    Args:
        value: The ranking.
        paths: Document id to path relative to ``corpus/``.
    """
    for hit in value.hits:
        passage = hit.passage
        section = f" · {printable(' › '.join(passage.section))}" if passage.section else ""
        line(f"{hit.rank}. {printable(paths[passage.document_id])}, page {passage.page}{section} ({why(hit)})")
        _wrapped(" ".join(passage.text.split()), indent="   ")
    sys.stdout.flush()


def why(hit: Hit) -> str:
    """Say why a passage stands where it does."""
    reasons = [f"score {hit.score:.3f}"]
    if hit.lexical_rank is not None:
        reasons.append(f"words {hit.lexical_rank}")
    if hit.dense_rank is not None:
        reasons.append(f"meaning {hit.dense_rank}")
    return ", ".join(reasons)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows in columns of even width; the last column runs free."""
    cells = [[printable(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings) - 1)]
    for row in cells:
        columns = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        line("  ".join([*columns, row[-1]]).rstrip())


def count(number: int, noun: str) -> str:
    """Put a number and a noun together.

    >>> count(1, "document"), count(2, "document")
    ('1 document', '2 documents')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _source(entry: Citation) -> None:
    about = ", ".join(part for part in (entry.kind.value, entry.published) if part)
    page = f"page {entry.page}"
    if entry.page_label != str(entry.page):
        page += f" (printed {printable(entry.page_label)})"
    read = ", recognised text" if entry.recognised else ""
    line(f"[{entry.marker}] {printable(entry.title)} ({about})")
    section = f" · {printable(entry.section)}" if entry.section else ""
    line(f"    {printable(entry.path)}, {page}, line {entry.line}{read}{section}")


def _wrapped(text: str, indent: str = "") -> None:
    """Write a paragraph; folded on a terminal, one whole line for a pipe so that tools can search it."""
    text = printable(text)
    if sys.stdout.isatty():
        width = min(shutil.get_terminal_size().columns, 100)
        text = textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        line(text)
    else:
        line(indent + text)
