"""Reading the index: one published generation, the same for as long as it is open."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from yosqa.errors import IndexMissing, IndexUnreadable
from yosqa.model import Block, Document, Page, Passage, ReceiptEntry
from yosqa.store import schema, view
from yosqa.store.schema import FileRecord
from yosqa.store.view import View

_log = logging.getLogger(__name__)

Value = TypeVar("Value")
_BUILD = "Build it: yosqa index"


class Index:
    """The published documents and what was read in them.

    One thread at a time may use it. Another process may publish meanwhile: this one goes on seeing what it opened.
    Damage shows only where it is read, so whatever reads may raise ``IndexUnreadable``.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        # An open read transaction keeps SQLite's snapshot of this generation.
        connection.execute("BEGIN")
        row = connection.execute("SELECT generation, model, dimension FROM state").fetchone()
        self.generation: int = row[0]
        """Counts published builds."""
        self.model: str = row[1]
        """Identity of the embedder that made the vectors."""
        self.dimension: int = row[2]
        """Length of a vector."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the published generation; costs milliseconds.

        Raises:
            IndexMissing: Nothing has been published there.
            IndexUnreadable: It is damaged, or was made by another version of yosqa.
        """
        if not (folder / schema.CATALOGUE).is_file():
            raise IndexMissing(f"There is no index in {folder} yet.", hint=_BUILD)
        with schema.trouble(folder):
            connection = schema.connect(folder, write=False)
            try:
                index = cls._read(folder, connection)
            except BaseException:
                connection.close()
                raise
        return index

    @classmethod
    def _read(cls, folder: Path, connection: sqlite3.Connection) -> Self:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            raise IndexMissing(f"The index in {folder} is not finished yet.", hint=_BUILD)
        if version != schema.FORMAT:
            raise IndexUnreadable(f"The index in {folder} was made by another version of yosqa.", hint=schema.REBUILD)
        index = cls(folder, connection)
        if index.generation == 0:
            raise IndexMissing(f"The index in {folder} is not finished yet.", hint=_BUILD)
        return index

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, by path."""
        return tuple(sorted(self._documents.values(), key=lambda document: document.path))

    def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            KeyError: There is none of that id.
        """
        return self._documents[document_id]

    def page(self, document_id: str, number: int) -> Page:
        """Return one page.

        Raises:
            KeyError: There is no such page.
        """
        query = "SELECT page FROM pages WHERE document = ? AND number = ?"
        for page in self._values(Page, query, self._keys[document_id], number):
            return page
        raise KeyError(f"{document_id} page {number}")

    def pages(self, document_id: str) -> tuple[Page, ...]:
        """Return the pages of a document, in order."""
        query = "SELECT page FROM pages WHERE document = ? ORDER BY number"
        return self._values(Page, query, self._keys[document_id])

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        """Return the blocks of a document, in reading order."""
        query = "SELECT blocks FROM pages WHERE document = ? ORDER BY number"
        return tuple(block for page in self._values(list[Block], query, self._keys[document_id]) for block in page)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document, in reading order."""
        query = "SELECT passage FROM passages WHERE document = ? ORDER BY position"
        return self._values(Passage, query, self._keys[document_id])

    def vectors(self, document_id: str) -> NDArray[np.float32]:
        """Return the vectors of a document's passages, in the order of ``passages``: shape (passages, dimension)."""
        query = (
            "SELECT vector FROM passages JOIN vectors ON vectors.indexed = passages.indexed AND model = ? "
            "WHERE document = ? ORDER BY position"
        )
        first, last = self._ranges[document_id]
        rows = self._rows(query, self.model, self._keys[document_id])
        return self._matrix((vector for (vector,) in rows), last - first)

    def passages_at(self, positions: Collection[int]) -> tuple[tuple[Passage, ...], NDArray[np.float32]]:
        """Return the passages at the given positions of the views, in that order, and their vectors."""
        query = (
            "SELECT passage, vector FROM passages JOIN vectors ON vectors.indexed = passages.indexed AND model = ? "
            "WHERE position = ?"
        )
        rows = [row for position in positions for row in self._rows(query, self.model, position)]
        with schema.damage(self._folder):
            passages = tuple(msgspec.json.decode(data, type=Passage) for data, _ in rows)
        return passages, self._matrix((vector for _, vector in rows), len(positions))

    def positions(self, document_ids: Collection[str]) -> list[tuple[int, int]]:
        """Return the half-open ranges of positions that hold the passages of some documents; unknown ids have none."""
        return sorted(self._ranges[name] for name in set(document_ids) if name in self._ranges)

    def ledger(self, kind: type[Value], document_ids: Iterable[str] | None = None) -> tuple[Value, ...]:
        """Return the ledger's rows of some documents, or of all by path.

        Args:
            kind: The class of a row.
            document_ids: Whose rows.
        """
        names = [document.id for document in self.documents()] if document_ids is None else document_ids
        query = "SELECT rows FROM documents WHERE key = ?"
        stored = (self._values(list[kind], query, self._keys[name]) for name in names)  # type: ignore[valid-type]
        return tuple(row for (rows,) in stored for row in rows)

    def entries(self) -> tuple[ReceiptEntry, ...]:
        """Return what the last build said of each file, by path."""
        return self._values(ReceiptEntry, "SELECT entry FROM files WHERE entry IS NOT NULL ORDER BY path")

    def files(self) -> dict[str, tuple[FileRecord, ReceiptEntry | None]]:
        """Return the files of the corpus, by path: as a build last saw them, and what the last published one said."""
        with schema.damage(self._folder):
            return schema.files(self._connection)

    def origins(self) -> set[str]:
        """Return the digests of all that the readings of the published documents depended on."""
        return {origin for (origin,) in self._rows("SELECT origin FROM documents WHERE live = 1")}

    @cached_property
    def view(self) -> View:
        """The lexical and the dense index; made again here when they are lost or damaged."""
        folder = view.folder_of(self._folder, self.generation)
        if view.sound(folder):
            return View(folder)
        _log.info("the search views in %s are lost or damaged; making them again", self._folder)
        with schema.trouble(self._folder):
            try:
                view.write(self._connection, self._folder, self.generation)
            except OSError:  # a folder that may only be read, or a full disk
                self._temporary = tempfile.TemporaryDirectory(prefix="yosqa-", ignore_cleanup_errors=True)
                view.write(self._connection, Path(self._temporary.name), self.generation)
                folder = view.folder_of(Path(self._temporary.name), self.generation)
        return View(folder)

    def verify(self) -> tuple[str, ...]:
        """Check the whole index; return what is wrong with it, a sentence each.

        Raises:
            IndexUnreadable: It is so damaged that it cannot be checked.
        """
        found = [said for (said,) in self._rows("PRAGMA integrity_check")]
        if found != ["ok"]:
            return tuple(f"The catalogue is damaged: {said}." for said in found)
        problems = []
        for document in self.documents():
            pages = {page.number: page.text for page in self.pages(document.id)}
            if any(pages.get(p.page, "")[p.start : p.end] != p.text for p in self.passages(document.id)):
                problems.append(f"Passages of {document.path} do not stand in its pages.")
            self.vectors(document.id)  # raises where some are missing
        if not view.sound(view.folder_of(self._folder, self.generation)):
            problems.append("The search views are lost or damaged; the next search makes them again.")
        return tuple(problems)

    def close(self) -> None:
        """Let go of the snapshot and the files."""
        self.__dict__.pop("view", None)
        self._connection.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rows(self, query: str, *parameters: object) -> list[Any]:
        with schema.damage(self._folder):
            return self._connection.execute(query, parameters).fetchall()

    def _values(self, kind: type[Value], query: str, *parameters: object) -> tuple[Value, ...]:
        """Return what the one column of a query holds in its stored form."""
        with schema.damage(self._folder):
            return tuple(msgspec.json.decode(data, type=kind) for (data,) in self._rows(query, *parameters))

    def _matrix(self, vectors: Iterable[bytes], count: int) -> NDArray[np.float32]:
        data = b"".join(vectors)
        if len(data) != 4 * count * self.dimension:
            raise IndexUnreadable(f"The index in {self._folder} is damaged: it lacks vectors.", hint=schema.REBUILD)
        return np.frombuffer(data, dtype="<f4").reshape(count, self.dimension)

    @cached_property
    def _live(self) -> list[Any]:
        return self._rows("SELECT id, key, first, last, document FROM documents WHERE live = 1 ORDER BY first, id")

    @cached_property
    def _documents(self) -> dict[str, Document]:
        with schema.damage(self._folder):
            return {row[0]: msgspec.json.decode(row[4], type=Document) for row in self._live}

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {row[0]: row[1] for row in self._live}

    @cached_property
    def _ranges(self) -> dict[str, tuple[int, int]]:
        return {row[0]: (row[2], row[3]) for row in self._live}
