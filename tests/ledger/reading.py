"""Documents for ledger tests: plain text read by the real loader and cut into blocks by the real structure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from yosqa.documents import extract
from yosqa.ledger import LedgerRow, rows
from yosqa.metadata import Facts, events, people
from yosqa.model import Block, Document, Kind, Metadata, Page
from yosqa.structure import blocks


def document(name: str = "a", pages: int = 1, **metadata: Any) -> Document:
    """A document with as much metadata as a test cares about."""
    given = {"title": name, "kind": Kind.REPORT, "places": ("Ashford",), "published": "2024-05-16", **metadata}
    return Document(name, f"{name}.txt", "text/plain", pages, Metadata(**given))


def parts(path: Path) -> tuple[tuple[Page, ...], tuple[Block, ...]]:
    """The pages and blocks of a file."""
    extraction = extract(path)
    return tuple(layout.page for layout in extraction.pages), blocks(extraction)


def stated(pages: Sequence[Page], published: str = "2024-05-16") -> Facts:
    """What the pages state of an inspection."""
    fieldwork = events.fieldwork(pages, published, published[:4])
    return Facts(people.inspector(pages), events.published(pages), events.released(pages), fieldwork)


def read(path: Path, **metadata: Any) -> tuple[LedgerRow, ...]:
    """The ledger rows of a file; every value is checked to stand where its row says."""
    pages, found = parts(path)
    about = document(path.stem, len(pages), **metadata)
    return checked(rows(about, pages, found, stated(pages, about.metadata.published)), pages)


def read_text(text: str, folder: Path, **metadata: Any) -> tuple[LedgerRow, ...]:
    """The ledger rows of a text."""
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return read(path, **metadata)


def checked(found: tuple[LedgerRow, ...], pages: tuple[Page, ...]) -> tuple[LedgerRow, ...]:
    """The rows, once each value is proved to be its page's text, and each blank to have a reason."""
    texts = {page.number: page.text for page in pages}
    for row in found:
        assert row.value == texts[row.page][row.start : row.end], row
        assert bool(row.value) != bool(row.reason), row
        assert msgspec.json.decode(msgspec.json.encode(row), type=LedgerRow) == row
    return found


def values(found: tuple[LedgerRow, ...]) -> dict[str, str]:
    """Measure and normalised value of the document's own subject, blanks left out."""
    return {row.measure: row.normal for row in reversed(found) if not row.blank and row.subject != "England and Wales"}
