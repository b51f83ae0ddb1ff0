"""What replies are held against: the index, read afresh, and the documents themselves, read again from their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from functools import lru_cache
from types import TracebackType
from typing import Self

from yosqa import documents, workers
from yosqa.evaluation.sets import Question
from yosqa.evaluation.text import any_stands_in, fold
from yosqa.ledger import LedgerRow, measures
from yosqa.model import Block, BlockKind, Citation, Document, Kind, Page, Span
from yosqa.passages import sentences
from yosqa.store import Index
from yosqa.workspace import Workspace

_DOCUMENTS = 512
_MARK = re.compile(r"[^\w\s“‘\"'(*]\s*|[*+-]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s+")
"""What opens a list item: a bullet, or a number or letter with its stop."""


class Sources:
    """The index of a workspace and the files that it was made from."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index = Index.open(workspace.index)
        self.documents = {document.id: document for document in self._index.documents()}
        self.model = self._index.model
        """Identity of the embedder that made the index."""
        self._files: dict[str, tuple[str, ...]] = {}
        self._blocks = lru_cache(_DOCUMENTS)(self._index.blocks)
        self._rows = lru_cache(_DOCUMENTS)(self._read_rows)
        self._folded = lru_cache(_DOCUMENTS)(self._fold_passages)
        self.page = lru_cache(8192)(self._page)
        self.edges = lru_cache(8192)(self._edges)

    def read_files(self, paths: Collection[str], cancelled: Callable[[], bool] | None = None) -> None:
        """Read documents from their files, in worker processes, for ``file_text``.

        Args:
            paths: Relative to ``corpus/``.
            cancelled: Once true, the rest is left out.
        """
        wanted = set(paths) - self._files.keys()
        found = [source for source in documents.expand(self._workspace.corpus) if source.path in wanted]
        outcomes = workers.map_files(_pages, found, cancelled=cancelled)
        with closing(outcomes):
            for source, outcome in outcomes:
                self._files[source.path] = outcome if isinstance(outcome, tuple) else ()

    def file_text(self, path: str, number: int) -> str:
        """Return a page's text as the file gives it now; empty when there is no such file or page."""
        pages = self._files.get(path, ())
        return pages[number - 1] if 0 < number <= len(pages) else ""

    def _page(self, document_id: str, number: int) -> Page | None:
        try:
            return self._index.page(document_id, number)
        except KeyError:
            return None

    def section(self, document_id: str, span: Span) -> str:
        """Return the headings over the block in which a span begins, as a citation gives them."""
        before = [b for b in self._blocks(document_id) if (b.page, b.start) <= (span.page, span.start)]
        return " › ".join(max(before, key=lambda b: (b.page, b.start)).section) if before else ""

    def context(self, citation: Citation) -> str:
        """Return what is known of where a quotation stands: its document, the headings over it, the values marked."""
        document = self.documents.get(citation.document_id)
        if document is None:
            return ""
        metadata = document.metadata
        headings = [
            heading
            for block in self._blocks(document.id)
            if block.page == citation.page and block.start < citation.end and citation.start < block.end
            for heading in (*block.section, *(part for cell in block.cells for part in (cell.column, cell.row)))
        ]
        dates = (metadata.published, metadata.fieldwork_start, metadata.fieldwork_end)
        about = (document.title, metadata.service, *metadata.places, *metadata.mentions)
        marked = citation.highlights or ((citation.start, citation.end),)
        values = [
            part
            for row in self._rows(document.id)
            if row.page == citation.page and any(start < row.end and row.start < end for start, end in marked)
            for part in (row.subject, row.period, row.label, measures.name_of(row.measure))
        ]
        return " ".join((*about, *dates, *headings, *values))

    def _edges(self, document_id: str, number: int) -> tuple[frozenset[int], frozenset[int]]:
        """Return where on a page something whole begins and ends: a sentence, a list item, a cell, a ledger's value."""
        page = self.page(document_id, number)
        if page is None:
            return frozenset(), frozenset()
        spans = [span for block in self._blocks(document_id) if block.page == number for span in _parts(block, page)]
        for row in self._rows(document_id):
            spans += [(s.start, s.end) for s in (row.span, *row.evidence) if s.page == number]
        return frozenset(start for start, _ in spans), frozenset(end for _, end in spans)

    def cites(self, path: str, start: str) -> bool:
        """Return whether a document's path, or its file's name, begins with what a question names."""
        return path.startswith(start) or path.rsplit("/", 1)[-1].startswith(start)

    def relevant(self, question: Question) -> frozenset[str]:
        """Return the ids of the passages that hold a question's evidence, within the documents that it names."""
        return frozenset(
            passage_id
            for document in self.documents.values()
            if any(self.cites(document.path, start) for start in question.docs)
            for passage_id, folded in self._folded(document.id)
            if any_stands_in(question.evidence, folded)
        )

    def holders(self, question: Question) -> frozenset[str]:
        """Return the paths of all documents that hold a question's evidence."""
        return frozenset(
            document.path
            for document in self.documents.values()
            if any(any_stands_in(question.evidence, folded) for _, folded in self._folded(document.id))
        )

    def _read_rows(self, document_id: str) -> tuple[LedgerRow, ...]:
        return self._index.ledger(LedgerRow, [document_id])

    def _fold_passages(self, document_id: str) -> tuple[tuple[str, str], ...]:
        return tuple((passage.id, fold(passage.text)) for passage in self._index.passages(document_id))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._index.close()


def _parts(block: Block, page: Page) -> Iterable[tuple[int, int]]:
    yield block.start, block.end
    if block.kind is BlockKind.ITEM and (mark := _MARK.match(page.text, block.start, block.end)):
        yield mark.end(), block.end
        yield from sentences(page.text, mark.end(), block.end)
    yield from ((cell.start, cell.end) for cell in block.cells)
    yield from sentences(page.text, block.start, block.end)


def _pages(source: documents.Source) -> tuple[str, ...]:
    return tuple(layout.page.text for layout in documents.read(source.name, source.read()).pages)


def describe(document: Document) -> tuple[str, str, Kind, str]:
    """Return what a citation says of its document: path, title, kind, date of publication."""
    return document.path, document.title, document.metadata.kind, document.metadata.published
