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

Row = TypeVar("Row")
_BUILD = "Build it: yosqa index"


class Index:
    """The published documents and what was read in them.

    One thread at a time may use it. Another process may publish meanwhile: this one goes on seeing what it opened.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        # An open read transaction keeps SQLite's snapshot of this generation.
        connection.execute("BEGIN")
        row = connection.execute("SELECT generation, model, dimension, seconds FROM state").fetchone()
        self.generation: int = row[0]
        """Counts published builds."""
        self.model: str = row[1]
        """Identity of the embedder that made the vectors."""
        self.dimension: int = row[2]
        """Length of a vector."""
        self.seconds: float = row[3]
        """How long the build took."""

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
        for (data,) in self._connection.execute(query, (self._keys[document_id], number)):
            return msgspec.json.decode(data, type=Page)
        raise KeyError(f"{document_id} page {number}")

    def pages(self, document_id: str) -> tuple[Page, ...]:
        """Return the pages of a document, in order."""
        query = "SELECT page FROM pages WHERE document = ? ORDER BY number"
        rows = self._connection.execute(query, (self._keys[document_id],))
        return tuple(msgspec.json.decode(data, type=Page) for (data,) in rows)

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        """Return the blocks of a document, in reading order."""
        query = "SELECT blocks FROM pages WHERE document = ? ORDER BY number"
        rows = self._connection.execute(query, (self._keys[document_id],))
        return tuple(block for (data,) in rows for block in msgspec.json.decode(data, type=list[Block]))

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document, in reading order."""
        query = "SELECT passage FROM passages WHERE document = ? ORDER BY position"
        rows = self._connection.execute(query, (self._keys[document_id],))
        return tuple(msgspec.json.decode(data, type=Passage) for (data,) in rows)

    def vectors(self, document_id: str) -> NDArray[np.float32]:
        """Return the vectors of a document's passages, in the order of ``passages``: shape (passages, dimension)."""
        query = (
            "SELECT vector FROM passages JOIN vectors ON vectors.indexed = passages.indexed AND model = ? "
            "WHERE document = ? ORDER BY position"
        )
        return self._matrix(self._connection.execute(query, (self.model, self._keys[document_id])))

    def passages_at(self, positions: Collection[int]) -> tuple[tuple[Passage, ...], NDArray[np.float32]]:
        """Return the passages at the given positions of the views, in that order, and their vectors."""
        query = (
            "SELECT passage, vector FROM passages JOIN vectors ON vectors.indexed = passages.indexed AND model = ? "
            "WHERE position = ?"
        )
        rows = [self._connection.execute(query, (self.model, position)).fetchone() for position in positions]
        return tuple(msgspec.json.decode(data, type=Passage) for data, _ in rows), self._matrix(
            (vector,) for _, vector in rows
        )

    def positions(self, document_ids: Collection[str]) -> list[tuple[int, int]]:
        """Return the half-open ranges of positions that hold the passages of some documents; unknown ids have none."""
        return sorted(self._ranges[name] for name in set(document_ids) if name in self._ranges)

    def ledger(self, kind: type[Row], document_ids: Iterable[str] | None = None) -> tuple[Row, ...]:
        """Return the ledger's rows of some documents, or of all by path.

        Args:
            kind: The class of a row.
            document_ids: Whose rows.
        """
        names = [document.id for document in self.documents()] if document_ids is None else document_ids
        found: list[Row] = []
        for name in names:
            query = "SELECT rows FROM documents WHERE key = ?"
            (data,) = self._connection.execute(query, (self._keys[name],)).fetchone()
            found.extend(msgspec.json.decode(data, type=list[kind]))  # type: ignore[valid-type]
        return tuple(found)

    def entries(self) -> tuple[ReceiptEntry, ...]:
        """Return what the last build said of each file, by path."""
        rows = self._connection.execute("SELECT entry FROM files WHERE entry IS NOT NULL ORDER BY path")
        return tuple(msgspec.json.decode(data, type=ReceiptEntry) for (data,) in rows)

    def files(self) -> dict[str, tuple[FileRecord, ReceiptEntry | None]]:
        """Return the files of the corpus, by path: as a build last saw them, and what the last published one said."""
        return schema.files(self._connection)

    def origins(self) -> set[str]:
        """Return the digests of all that the readings of the published documents depended on."""
        return {origin for (origin,) in self._connection.execute("SELECT origin FROM documents WHERE live = 1")}

    @cached_property
    def view(self) -> View:
        """The lexical and the dense index; made again here when they are lost or damaged."""
        folder = view.folder_of(self._folder, self.generation)
        if view.sound(folder):
            return View(folder)
        _log.info("the search views in %s are lost or damaged; making them again", self._folder)
        try:
            view.write(self._connection, self._folder, self.generation)
        except OSError:  # a folder that may only be read, or a full disk
            self._temporary = tempfile.TemporaryDirectory(prefix="yosqa-")
            view.write(self._connection, Path(self._temporary.name), self.generation)
            folder = view.folder_of(Path(self._temporary.name), self.generation)
        return View(folder)

    def verify(self) -> tuple[str, ...]:
        """Check the whole index; return what is wrong with it, a sentence each."""
        problems = [
            f"The catalogue is damaged: {row[0]}." for row in self._connection.execute("PRAGMA integrity_check")
        ]
        if problems == ["The catalogue is damaged: ok."]:
            problems = []
        for document in self.documents():
            pages = {page.number: page.text for page in self.pages(document.id)}
            if any(pages[p.page][p.start : p.end] != p.text for p in self.passages(document.id)):
                problems.append(f"Passages of {document.path} do not stand in its pages.")
            if len(self.vectors(document.id)) != len(self.passages(document.id)):
                problems.append(f"Vectors of {document.path} are missing.")
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

    def _matrix(self, rows: Iterable[tuple[bytes]]) -> NDArray[np.float32]:
        return np.frombuffer(b"".join(row[0] for row in rows), dtype="<f4").reshape(-1, self.dimension)

    @cached_property
    def _live(self) -> list[Any]:
        query = "SELECT id, key, first, last, document FROM documents WHERE live = 1 ORDER BY first, id"
        return self._connection.execute(query).fetchall()

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {row[0]: msgspec.json.decode(row[4], type=Document) for row in self._live}

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {row[0]: row[1] for row in self._live}

    @cached_property
    def _ranges(self) -> dict[str, tuple[int, int]]:
        return {row[0]: (row[2], row[3]) for row in self._live}
