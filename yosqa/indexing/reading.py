"""Reads one document: what runs in a worker process."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from yosqa import documents
from yosqa.documents import Source
from yosqa.errors import DocumentError, NotADocument
from yosqa.indexing.alike import sketch
from yosqa.model import BlockKind, Document, FileStatus, ReceiptEntry
from yosqa.store import Reading

_ID_DIGITS = 16
READERS = (
    "documents", "structure", "metadata", "frameworks", "ledger", "passages.py", "terms.py",
    "indexing/reading.py", "indexing/alike.py",
)  # fmt: skip
"""The code, below ``yosqa/``, that decides what is read in a file."""
_NO_TEXT = "No text to quote is in it. If it shows some when opened, save it as PDF, or its text as .txt, and add that."


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read."""

    source: Source
    sha256: str
    origin: str
    """Digest of all that the reading depends on, as long as no limit cuts it short."""
    overrides: Mapping[str, str]
    """What the user says of it, by field of ``Metadata``."""

    def __str__(self) -> str:
        """The file's path, for messages."""
        return self.source.path


@cache
def reader_version() -> str:
    """Return a digest of the code that reads documents, so that what older code read is read again."""
    digest = hashlib.sha256(documents.loader_version().encode())
    package = Path(__file__).parent.parent
    for name in READERS:
        path = package / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:_ID_DIGITS]


def read_document(job: Job) -> Reading | ReceiptEntry:
    """Read a document whole: pages, blocks, passages, metadata and ledger rows.

    Returns:
        The reading; only a receipt entry when the file is of no kind that yosqa reads.

    Raises:
        DocumentError: The file cannot be read, or is not the one that was planned for any more.
    """
    # Only the worker processes need what interprets a document.
    from yosqa import ledger, metadata, passages, structure

    started = time.monotonic()
    path = job.source.path
    data = job.source.read()
    if hashlib.sha256(data).hexdigest() != job.sha256:
        raise DocumentError(path, "changed while it was indexed.", hint="Index again when it is complete.")
    try:
        extraction = documents.read(job.source.name, data)
    except NotADocument as problem:
        return ReceiptEntry(path, FileStatus.SKIPPED, problems=(problem.problem,))
    blocks = structure.blocks(extraction)
    pages = tuple(layout.page for layout in extraction.pages)
    described = metadata.describe(path, extraction, blocks, job.overrides)
    document = Document(
        id=job.sha256[:_ID_DIGITS],
        path=path,
        media_type=extraction.media_type,
        page_count=len(pages),
        metadata=described.metadata,
    )
    cut = passages.passages(document.id, pages, blocks)
    blank = sum(not page.text.strip() for page in pages)
    entry = ReceiptEntry(
        path=path,
        status=FileStatus.INDEXED if cut else FileStatus.EMPTY,
        document_id=document.id,
        pages=len(pages),
        pages_without_text=blank,
        passages=len(cut),
        tables=len({block.group for block in blocks if block.kind is BlockKind.ROW}),
        problems=extraction.problems if cut or extraction.problems else (_NO_TEXT,),
    )
    rows = ledger.rows(document, pages, blocks, described.facts)
    entry = replace(entry, seconds=round(time.monotonic() - started, 3))
    return Reading(document, pages, blocks, cut, rows, sketch(passage.text for passage in cut), entry)
