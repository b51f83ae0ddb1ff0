"""Writing the index: one process at a time stages documents and publishes them together."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from yosqa.errors import IndexLocked
from yosqa.model import Block, Document, Page, Passage, ReceiptEntry
from yosqa.store import faults, schema, view
from yosqa.store.schema import FileRecord

_LOCK = "lock"
_PID = "writer.pid"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document."""

    document: Document
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    rows: tuple[object, ...]
    """Of the ledger."""
    sketch: tuple[int, ...]
    """By which documents that say nearly the same are found."""
    entry: ReceiptEntry


class Writer:
    """The one process that may change an index. Readers go on meanwhile and see the last published generation."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, anew: bool = False) -> Iterator[Self]:
        """Take the write lock and open the catalogue; a new one where there is none, or one of another version.

        Args:
            folder: The index folder; made when absent.
            anew: Whether a damaged catalogue is thrown away.

        Raises:
            IndexLocked: Another process holds the lock.
            IndexUnreadable: The catalogue is damaged.
            IndexProblem: The disk is full or the folder may not be written.
        """
        with contextlib.ExitStack() as held:
            with schema.trouble(folder):
                folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(_locked(folder))
                if anew and not _sound(folder):
                    _discard(folder)
                connection = held.enter_context(contextlib.closing(_opened(folder)))
                writer = cls(folder, connection)
                view.clean(folder, writer.generation)
            with schema.damage(folder):
                yield writer

    @property
    def generation(self) -> int:
        """Counts published builds."""
        return int(self._connection.execute("SELECT generation FROM state").fetchone()[0])

    @property
    def model(self) -> str:
        """Identity of the embedder of the published vectors."""
        return str(self._connection.execute("SELECT model FROM state").fetchone()[0])

    def files(self) -> dict[str, tuple[FileRecord, ReceiptEntry | None]]:
        """Return what is known of the corpus' files, by path, and what the last published build said of each."""
        return schema.files(self._connection)

    def origins(self) -> dict[str, ReceiptEntry]:
        """Return the origins of all readings at hand, published or staged, with their receipt entries."""
        # What is forgotten need not be readable: it may be what is damaged.
        rows = self._connection.execute("SELECT origin, entry FROM documents WHERE origin NOT LIKE 'forgotten %'")
        return {origin: msgspec.json.decode(entry, type=ReceiptEntry) for origin, entry in rows}

    def sketches(self, origins: Collection[str]) -> dict[str, tuple[int, ...]]:
        """Return the sketches of documents at hand, by path."""
        query = "SELECT entry, sketch FROM documents WHERE origin = ?"
        rows = [row for origin in origins for row in self._connection.execute(query, (origin,))]
        return {
            msgspec.json.decode(entry, type=ReceiptEntry).path: msgspec.json.decode(sketch, type=tuple[int, ...])
            for entry, sketch in rows
        }

    def forget(self) -> None:
        """Drop what is staged, and have all that is published read again; readers keep it until then."""
        with schema.transaction(self._connection):
            self._connection.execute("DELETE FROM documents WHERE live = 0")
            self._connection.execute("UPDATE documents SET origin = 'forgotten ' || key")

    def published(self) -> set[str]:
        """Return the origins of the published documents."""
        return {origin for (origin,) in self._connection.execute("SELECT origin FROM documents WHERE live = 1")}

    def embedded(self, keys: Iterable[bytes], model: str) -> set[bytes]:
        """Return which texts, named by their digests, have a vector of ``model``."""
        query = "SELECT 1 FROM vectors WHERE indexed = ? AND model = ?"
        return {key for key in keys if self._connection.execute(query, (key, model)).fetchone()}

    def unembedded(self, origins: Collection[str], model: str) -> list[str]:
        """Return those of ``origins`` some of whose passages have no vector of ``model``."""
        query = """
            SELECT DISTINCT origin FROM documents JOIN passages ON passages.document = documents.key
            LEFT JOIN vectors ON vectors.indexed = passages.indexed AND model = ? WHERE vectors.indexed IS NULL
        """
        missing = {origin for (origin,) in self._connection.execute(query, (model,))}
        return [origin for origin in origins if origin in missing]

    def passages(self, origin: str) -> tuple[Document, list[Passage]]:
        """Return a document at hand and its passages."""
        query = "SELECT key, document FROM documents WHERE origin = ?"
        key, document = self._connection.execute(query, (origin,)).fetchone()
        rows = self._connection.execute("SELECT passage FROM passages WHERE document = ? ORDER BY key", (key,))
        passages = [msgspec.json.decode(data, type=Passage) for (data,) in rows]
        return msgspec.json.decode(document, type=Document), passages

    def stage(
        self, origin: str, reading: Reading, keys: Sequence[bytes], vectors: Mapping[bytes, bytes], model: str
    ) -> None:
        """Keep a document with its passages and vectors, unseen by readers until it is published.

        Args:
            origin: Digest of all that the reading depends on.
            reading: What was read.
            keys: The digest of each passage's indexed text.
            vectors: The vectors by these digests.
            model: Identity of the embedder that made them.
        """
        connection = self._connection
        with schema.transaction(connection):
            connection.execute("DELETE FROM documents WHERE origin = ?", (origin,))
            document = connection.execute(
                "INSERT INTO documents (origin, id, document, entry, rows, sketch) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    origin,
                    reading.document.id,
                    *map(schema.encode, (reading.document, reading.entry, reading.rows, reading.sketch)),
                ),
            ).lastrowid
            blocks: dict[int, list[Block]] = {page.number: [] for page in reading.pages}
            for block in reading.blocks:
                blocks[block.page].append(block)
            connection.executemany(
                "INSERT INTO pages VALUES (?, ?, ?, ?)",
                [(document, p.number, schema.encode(p), schema.encode(blocks[p.number])) for p in reading.pages],
            )
            connection.executemany(
                "INSERT INTO passages (document, indexed, passage) VALUES (?, ?, ?)",
                [(document, key, schema.encode(p)) for key, p in zip(keys, reading.passages, strict=True)],
            )
            self._add_vectors(vectors, model)
        faults.reach("document staged")

    def add_vectors(self, vectors: Mapping[bytes, bytes], model: str) -> None:
        """Keep further vectors of texts that are at hand."""
        with schema.transaction(self._connection):
            self._add_vectors(vectors, model)

    def remember(self, records: Iterable[FileRecord]) -> None:
        """Keep what files look like, so that a build that is cut short need not hash them again.

        Their origins stay those of what the last published build says of them.
        """
        with schema.transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO files (path, stamp, sha256, origin) VALUES (?, ?, ?, '') ON CONFLICT (path) DO UPDATE"
                " SET stamp = excluded.stamp, sha256 = excluded.sha256",
                [(record.path, record.stamp, record.sha256) for record in records],
            )

    def publish(
        self,
        origins: Collection[str],
        records: Iterable[FileRecord],
        entries: Iterable[ReceiptEntry],
        model: str,
        dimension: int,
        seconds: float,
    ) -> None:
        """Make a set of documents, and no other, what readers see from now on.

        Args:
            origins: Of the documents; each has been staged or published before.
            records: The files of the corpus, each with the origin of what is said of it.
            entries: What to say of each.
            model: Identity of the embedder that made the vectors.
            dimension: Length of a vector; also where there is none yet.
            seconds: How long the build took.
        """
        connection = self._connection
        with schema.trouble(self._folder), schema.transaction(connection):
            generation = self.generation + 1
            self._keep_only(origins)
            self._number_passages()
            connection.execute(
                "DELETE FROM vectors WHERE model <> ? OR indexed NOT IN (SELECT indexed FROM passages)", (model,)
            )
            self._account(records, entries)
            connection.execute(
                "UPDATE state SET generation = ?, model = ?, dimension = ?, seconds = ?",
                (generation, model, dimension, seconds),
            )
            view.write(connection, self._folder, generation)
        faults.reach("published")
        view.clean(self._folder, generation)

    def account(self, records: Iterable[FileRecord], entries: Iterable[ReceiptEntry]) -> None:
        """Replace what is said of the files of the corpus; the documents stay as they are."""
        with schema.transaction(self._connection):
            self._account(records, entries)

    def _account(self, records: Iterable[FileRecord], entries: Iterable[ReceiptEntry]) -> None:
        """Keep the files of the corpus with what is said of each, and forget those that are gone."""
        said = {entry.path: schema.encode(entry) for entry in entries}
        self._connection.execute("DELETE FROM files")
        self._connection.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
            [(record.path, record.stamp, record.sha256, record.origin, said[record.path]) for record in records],
        )

    def _keep_only(self, origins: Collection[str]) -> None:
        connection = self._connection
        connection.execute("CREATE TEMP TABLE wanted (origin TEXT PRIMARY KEY)")
        connection.executemany("INSERT INTO wanted VALUES (?)", [(origin,) for origin in sorted(origins)])
        connection.execute("DELETE FROM documents WHERE origin NOT IN (SELECT origin FROM wanted)")
        connection.execute("UPDATE documents SET live = 1")
        connection.execute("DROP TABLE wanted")

    def _number_passages(self) -> None:
        """Number the passages by document and reading order, whatever order they came in."""
        connection = self._connection
        connection.execute("UPDATE passages SET position = NULL")
        position = 0
        for (document,) in connection.execute("SELECT key FROM documents ORDER BY id").fetchall():
            first = position
            keys = connection.execute(
                "SELECT key FROM passages WHERE document = ? ORDER BY key", (document,)
            ).fetchall()
            position += len(keys)
            connection.executemany(
                "UPDATE passages SET position = ? WHERE key = ?",
                [(first + place, key) for place, (key,) in enumerate(keys)],
            )
            connection.execute("UPDATE documents SET first = ?, last = ? WHERE key = ?", (first, position, document))

    def _add_vectors(self, vectors: Mapping[bytes, bytes], model: str) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
            [(key, model, vector) for key, vector in sorted(vectors.items())],
        )


def packed(vectors: NDArray[np.float32]) -> list[bytes]:
    """Return the stored form of each row of a matrix of vectors."""
    return [row.tobytes() for row in np.ascontiguousarray(vectors, dtype="<f4")]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    pid = folder / _PID
    try:
        # The system lets go of the lock when its holder dies, however it dies.
        with FileLock(folder / _LOCK, timeout=0):
            pid.write_text(str(os.getpid()), encoding="utf-8")
            yield
            pid.unlink(missing_ok=True)
    except Timeout as error:
        holder = "another process"
        with contextlib.suppress(OSError):
            holder = f"process {pid.read_text(encoding='utf-8')}"
        raise IndexLocked(
            f"The index in {folder} is being written by {holder}.", hint="Wait until it has finished, or stop it."
        ) from error


def _opened(folder: Path) -> sqlite3.Connection:
    connection = schema.connect(folder, write=True)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in {0, schema.FORMAT}:
            connection.close()
            _discard(folder)
            connection = schema.connect(folder, write=True)
            version = 0
        if version == 0:
            with schema.transaction(connection):
                for statement in schema.TABLES.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {schema.FORMAT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _sound(folder: Path) -> bool:
    """Return whether the catalogue can be read from end to end."""
    try:
        with contextlib.closing(schema.connect(folder, write=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _discard(folder: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        (folder / (schema.CATALOGUE + suffix)).unlink(missing_ok=True)
