"""Puts texts into an index without files and without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.hashing import HashingEmbedder
from yosqa.model import Block, BlockKind, Document, FileStatus, Metadata, Page, Passage, ReceiptEntry
from yosqa.store import FileRecord, Reading, Writer
from yosqa.store.writer import packed

EMBEDDER = HashingEmbedder()


def reading(name: str, paragraphs: Sequence[str]) -> Reading:
    """A document of one page with a passage for each paragraph."""
    text = "\n".join(paragraphs)
    identity = hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()[:16]
    blocks, passages, start = [], [], 0
    for paragraph in paragraphs:
        end = start + len(paragraph)
        blocks.append(Block(1, start, end, BlockKind.PARAGRAPH))
        passages.append(Passage(f"{identity}:{start}", identity, 1, start, end, (), paragraph))
        start = end + 1
    document = Document(identity, name, "text/plain", 1, Metadata(title=name))
    entry = ReceiptEntry(name, FileStatus.INDEXED, identity, 1, 0, len(passages))
    return Reading(document, (Page(1, "1", text),), tuple(blocks), tuple(passages), (), (), entry)


def stage(writer: Writer, made: Reading) -> str:
    """Stage a document; return its origin."""
    texts = [passage.text for passage in made.passages]
    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    vectors = dict(zip(keys, packed(EMBEDDER.encode(texts)), strict=True))
    origin = f"origin of {made.document.id}"
    writer.stage(origin, made, keys, vectors, EMBEDDER.identity)
    return origin


def publish(folder: Path, documents: Mapping[str, Sequence[str]]) -> None:
    """Make ``documents``, name to paragraphs, the content of the index in ``folder``."""
    readings = [reading(name, paragraphs) for name, paragraphs in documents.items()]
    with Writer.open(folder) as writer:
        at_hand = writer.origins()
        origins = [f"origin of {made.document.id}" for made in readings]
        for origin, made in zip(origins, readings, strict=True):
            if origin not in at_hand:
                stage(writer, made)
        publish_staged(writer, origins, readings)


def publish_staged(writer: Writer, origins: Sequence[str], readings: Sequence[Reading]) -> None:
    """Publish readings that are at hand, and no other."""
    records = [FileRecord(made.entry.path, "", "", origin) for origin, made in zip(origins, readings, strict=True)]
    entries = [made.entry for made in readings]
    writer.publish(origins, records, entries, EMBEDDER.identity, EMBEDDER.dimension, 0.0)
