"""A view folder: what is derived from one generation of the catalogue, written whole before it is seen."""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from yosqa.model import Document, Passage
from yosqa.store import faults, lexical, schema, vectors
from yosqa.store.lexical import LexicalView
from yosqa.store.vectors import VectorView

_LEXICAL = "lexical"
_DENSE = "vectors.faiss"
_BATCH = 20_000
_VERSION = 2
"""Changes with what a view holds, so that one written by other code is not taken for this one's."""
_NAME = re.compile(r"view-(\d+)\b.*")
_BUILDING = ".building-"
_MANIFEST = "manifest.json"
"""Size and CRC-32 of each file of the view; written last."""

_TEXTS = """
    SELECT position, documents.document, passage FROM passages JOIN documents ON documents.key = passages.document
    WHERE position IS NOT NULL ORDER BY position
"""
_VECTORS = """
    SELECT vector FROM passages JOIN vectors ON vectors.indexed = passages.indexed
    WHERE position IS NOT NULL AND model = (SELECT model FROM state) ORDER BY position
"""


def wording(document: Document, passage: Passage) -> str:
    """Return the words by which a passage is found: its document's title and the headings it stands under count too.

    Reports of one series are near-identical, so what a passage is about often stands in its title alone.
    """
    return "\n".join((document.title, *passage.section, passage.text))


@dataclass(frozen=True)
class View:
    """The lexical and the dense index of one generation, each opened when it is first used."""

    folder: Path

    @cached_property
    def lexical(self) -> LexicalView:
        """Finds passages by words."""
        return LexicalView(self.folder / _LEXICAL)

    @cached_property
    def dense(self) -> VectorView:
        """Finds passages by vectors."""
        return VectorView(self.folder / _DENSE)


def folder_of(index: Path, generation: int) -> Path:
    """Return where the view of a generation lies."""
    return index / f"view-{generation:06d}-{_VERSION}"


def write(connection: sqlite3.Connection, index: Path, generation: int) -> None:
    """Derive the view of what ``connection`` sees as published.

    Args:
        connection: On the catalogue; may be inside the transaction that publishes.
        index: The index folder.
        generation: The number of what is being published.

    Raises:
        OSError: The disk is full, or the folder may not be written.
    """
    target = folder_of(index, generation)
    building = index / f"{_BUILDING}{uuid.uuid4().hex}"
    building.mkdir()
    try:
        _derive(connection, building)
        (building / _MANIFEST).write_bytes(
            msgspec.json.encode({str(name): _sum(building / name) for name in _files(building)})
        )
        faults.reach("view built")
        shutil.rmtree(target, ignore_errors=True)
        building.replace(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    faults.reach("view in place")


def _derive(connection: sqlite3.Connection, folder: Path) -> None:
    count, dimension = connection.execute(
        "SELECT (SELECT count(*) FROM passages WHERE position IS NOT NULL), dimension FROM state"
    ).fetchone()
    (folder / _LEXICAL).mkdir()
    try:
        lexical.write(folder / _LEXICAL, _texts(connection))
        vectors.write(folder / _DENSE, _batches(connection, dimension), count, dimension)
    except schema.GARBLED:
        raise
    except (ValueError, RuntimeError) as error:  # what tantivy and FAISS raise when they cannot write
        raise OSError(errno.EIO, str(error)) from error


def sound(folder: Path) -> bool:
    """Return whether a view is as it was written; files that changed since are read whole to find out."""
    try:
        manifest = folder / _MANIFEST
        sums = msgspec.json.decode(manifest.read_bytes(), type=dict[str, tuple[int, int]])
        written = manifest.stat().st_mtime_ns
        states = {name: (folder / name).stat() for name in sums}
        return all(
            state.st_size == sums[name][0] and (state.st_mtime_ns <= written or _sum(folder / name) == sums[name])
            for name, state in states.items()
        )
    except (OSError, msgspec.DecodeError):
        return False


def clean(index: Path, generation: int) -> None:
    """Remove what no reader needs: half-made views and all but those of this generation and the one before it.

    A view ahead of the published generation is what a killed build left behind.
    """
    for path in index.iterdir():
        name = _NAME.fullmatch(path.name)
        if path.name.startswith(_BUILDING) or (name and int(name[1]) not in {generation, generation - 1}):
            shutil.rmtree(path, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    # tantivy's lock files are touched by readers, too.
    return [path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


def _sum(file: Path) -> tuple[int, int]:
    size = checksum = 0
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
    return size, checksum


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    documents: dict[bytes, Document] = {}
    for position, document, passage in connection.execute(_TEXTS):
        if document not in documents:
            documents = {document: msgspec.json.decode(document, type=Document)}
        yield position, wording(documents[document], msgspec.json.decode(passage, type=Passage))


def _batches(connection: sqlite3.Connection, dimension: int) -> Iterator[NDArray[np.float32]]:
    rows = connection.execute(_VECTORS)
    while batch := list(islice(rows, _BATCH)):
        yield np.frombuffer(b"".join(row[0] for row in batch), dtype="<f4").reshape(-1, dimension)
