"""What answers are made from: the index as answering reads it, with the parts that are read again and again kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from yosqa.answering.units import Unit, units
from yosqa.ledger import LedgerRow
from yosqa.model import Document, Kind, Passage, Span

if TYPE_CHECKING:
    from yosqa.store import Index

_DOCUMENTS = 64
"""Documents of which what was read stays in memory; a report has about 600 units. Ledger rows are few, and a table goes
through all of them: they stay."""


class Sources:
    """The documents of one index, their pages, units and ledger rows."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.page = lru_cache(maxsize=4096)(index.page)
        self.units = lru_cache(maxsize=_DOCUMENTS)(self._units)
        self._rows = cache(self._read_rows)
        self._sections = lru_cache(maxsize=_DOCUMENTS)(self._read_sections)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, by path."""
        return self._index.documents()

    def document(self, document_id: str) -> Document:
        """Return a document by its id."""
        return self._index.document(document_id)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """Return a document's passages, in reading order."""
        return self._index.passages(document_id)

    def rows(self, document_ids: Iterable[str] | None = None) -> Sequence[LedgerRow]:
        """Return the ledger's rows of some documents, or of all."""
        if document_ids is None:
            document_ids = [document.id for document in self.documents]
        return [row for document_id in document_ids for row in self._rows(document_id)]

    def family(self, document: Document) -> str:
        """Return what a report inspects, as the ledger calls it, or ``""``; registers tell of several."""
        return self._families.get(document.id, "")

    def section(self, document_id: str, span: Span) -> tuple[str, ...]:
        """Return the headings that a span stands under, outermost first: those of the block in which it begins."""
        found: tuple[str, ...] = ()
        for page, start, section in self._sections(document_id):
            if (page, start) > (span.page, span.start):
                break
            found = section
        return found

    @cached_property
    def _families(self) -> Mapping[str, str]:
        return {row.document_id: row.family for row in self.rows() if row.source is not Kind.REGISTER}

    def _read_rows(self, document_id: str) -> tuple[LedgerRow, ...]:
        return self._index.ledger(LedgerRow, [document_id])

    def _units(self, document_id: str) -> tuple[Unit, ...]:
        pages = {page.number: page for page in self._index.pages(document_id)}
        return units(document_id, pages, self._index.blocks(document_id))

    def _read_sections(self, document_id: str) -> list[tuple[int, int, tuple[str, ...]]]:
        blocks = self._index.blocks(document_id)
        return sorted((block.page, block.start, block.section) for block in blocks)
