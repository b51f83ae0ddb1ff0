"""The tables of the catalogue, how they are opened, and the form in which values are kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from yosqa.errors import IndexProblem, IndexUnreadable
from yosqa.model import ReceiptEntry

FORMAT = 2
"""Changes with the tables or the meaning of what is in them."""

CATALOGUE = "catalogue.sqlite"
GARBLED = (msgspec.DecodeError, UnicodeDecodeError)
"""What reading a value raises that is not as it was written."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the corpus as a build last saw it."""

    path: str
    stamp: str
    """What the file system said of it; empty when that may not be relied on."""
    sha256: str
    origin: str
    """Of what is said of it: digest of all that the reading which led to that depends on."""


TABLES = """
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,     -- counts published builds
    model TEXT NOT NULL,             -- identity of the embedder of the published vectors
    dimension INTEGER NOT NULL,
    seconds REAL NOT NULL            -- duration of the last build
);
INSERT INTO state VALUES (1, 0, '', 0, 0);
CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,     -- digest of all that the reading depends on
    live INTEGER NOT NULL DEFAULT 0, -- 1: part of the published generation; 0: read by a build under way
    id TEXT NOT NULL,
    first INTEGER, last INTEGER,     -- range of positions of its passages, last not included
    document BLOB NOT NULL,
    entry BLOB NOT NULL,             -- its receipt entry
    rows BLOB NOT NULL,              -- of the ledger
    sketch BLOB NOT NULL             -- by which documents that say nearly the same are found
);
CREATE INDEX document_ids ON documents (id, live);
CREATE TABLE pages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number INTEGER NOT NULL,
    page BLOB NOT NULL,
    blocks BLOB NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER UNIQUE,         -- its number in the views of the published generation
    indexed BLOB NOT NULL,           -- digest of its text, which is what is embedded
    passage BLOB NOT NULL
);
CREATE INDEX passage_documents ON passages (document);
CREATE INDEX passage_texts ON passages (indexed);
CREATE TABLE vectors (
    indexed BLOB NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,            -- float32, little endian
    PRIMARY KEY (indexed, model)
);
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,             -- what the file system said of it when it was hashed
    sha256 TEXT NOT NULL,
    origin TEXT NOT NULL,            -- of what the last published build says of it
    entry BLOB                       -- what the last published build says of it
);
"""

REBUILD = "Make it again: yosqa index --rebuild"


def connect(folder: Path, *, write: bool) -> sqlite3.Connection:
    """Open a catalogue.

    Args:
        folder: The index folder.
        write: Whether to create it when absent and to change it.
    """
    mode = "rwc" if write else "ro"
    if not write and not os.access(folder, os.W_OK):
        mode = "ro&immutable=1"  # SQLite cannot share its write-ahead log in a folder that it may not write to
    connection = sqlite3.connect(
        f"{(folder / CATALOGUE).absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=30,
    )
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may lose the latest transactions but never breaks the file; a killed process loses none.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


_AGAIN = (
    "Check that the disk has space and that you may write to the folder, then run it again: what was finished is kept."
)


@contextmanager
def damage(folder: Path) -> Iterator[None]:
    """Turn what SQLite says into what a user can act on.

    Raises:
        IndexProblem: The disk is full or the folder may not be written.
        IndexUnreadable: The catalogue is damaged.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        raise IndexProblem(f"The index in {folder} cannot be used: {error}.", hint=_AGAIN) from error
    except (sqlite3.DatabaseError, *GARBLED) as error:
        raise IndexUnreadable(f"The index in {folder} is damaged: {error}.", hint=REBUILD) from error


@contextmanager
def trouble(folder: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into what a user can act on; nothing but the index may be touched within.

    Raises:
        IndexProblem: The disk is full or the folder may not be written.
        IndexUnreadable: The catalogue is damaged.
    """
    try:
        with damage(folder):
            yield
    except OSError as error:
        raise IndexProblem(
            f"The index in {folder} cannot be written: {error.strerror or error}.", hint=_AGAIN
        ) from error


def files(connection: sqlite3.Connection) -> dict[str, tuple[FileRecord, ReceiptEntry | None]]:
    """Return the files of the corpus, by path: as a build last saw them, and what the last published one said."""
    rows = connection.execute("SELECT path, stamp, sha256, origin, entry FROM files")
    return {
        row[0]: (FileRecord(*row[:4]), msgspec.json.decode(row[4], type=ReceiptEntry) if row[4] else None)
        for row in rows
    }


def encode(value: object) -> bytes:
    """Return the stored form (JSON) of a value of the vocabulary."""
    return msgspec.json.encode(value, enc_hook=_plain)


def _plain(value: object) -> Any:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored")
