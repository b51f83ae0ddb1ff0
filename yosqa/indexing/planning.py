"""What a build has to do: the corpus as it is against what the index knows of it."""

from __future__ import annotations

import hashlib
import json
import time
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from yosqa.documents import Source, expand
from yosqa.errors import DocumentError
from yosqa.indexing.reading import Job, reader_version
from yosqa.model import FileStatus, ReceiptEntry
from yosqa.settings import DOCUMENT_FIELDS, LIST_SEPARATOR, Settings
from yosqa.store import FileRecord

_SETTLED = 100_000_000
"""Nanoseconds after which a file's stamp can be relied on: a change within the clock's grain would not show in it."""

Known = Mapping[str, tuple[FileRecord, ReceiptEntry | None]]
"""By path: a file as a build last saw it, and what the last published build said of it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and what is known already."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    """Files with other content, or read otherwise now: by newer code, or with other corrections."""
    removed: tuple[str, ...]
    unchanged: int
    jobs: tuple[Job, ...]
    """Files to read."""
    origins: tuple[str, ...]
    """Of the readings that are at hand and stay."""
    entries: tuple[ReceiptEntry, ...]
    """Of the files that are not read now: duplicates, and what could not be read before and has not changed."""
    records: tuple[FileRecord, ...]
    """What the files look like now."""


def make_plan(corpus: Path, settings: Settings, known: Known, origins: Collection[str]) -> Plan:
    """Compare the corpus with the index.

    Args:
        corpus: The folder of documents.
        settings: Corrections of metadata, and limits.
        known: What is known of the files.
        origins: Of the readings at hand, published or not.
    """
    jobs: list[Job] = []
    kept: list[str] = []
    entries: list[ReceiptEntry] = []
    records: list[FileRecord] = []
    first: dict[str, str] = {}
    for source in _sources(corpus):
        overrides = _overrides(source, settings)
        before, said = known.get(source.path, (None, None))
        record = FileRecord(source.path, _settled_stamp(source), "", "")
        try:
            record = _identified(record, source, overrides, settings, before)
        except DocumentError as problem:
            entries.append(ReceiptEntry(source.path, FileStatus.FAILED, problems=(str(problem),)))
        records.append(record)
        if not record.sha256:
            continue
        if (same := first.setdefault(record.sha256, record.path)) != record.path:
            entries.append(_duplicate(record, same))
        elif record.origin in origins:
            kept.append(record.origin)
        elif before and before.origin == record.origin and said and said.status in _FRUITLESS:
            entries.append(said)
        else:
            jobs.append(Job(source, record.sha256, record.origin, overrides))
    published = {path: record for path, (record, entry) in known.items() if entry}
    now = {record.path: record for record in records}
    changed = [path for path, record in now.items() if path in published and published[path].origin != record.origin]
    return Plan(
        added=tuple(sorted(now.keys() - published.keys())),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(published.keys() - now.keys())),
        unchanged=len(now.keys() & published.keys()) - len(changed),
        jobs=tuple(jobs),
        origins=tuple(kept),
        entries=tuple(entries),
        records=tuple(records),
    )


def looks_changed(corpus: Path, settings: Settings, known: Known) -> bool:
    """Return whether any file looks other than the index knows it, without reading one. May err towards yes."""
    gone = {path for path, (_, entry) in known.items() if entry}
    for source in _sources(corpus):
        gone.discard(source.path)
        record, entry = known.get(source.path, (None, None))
        if record is None or entry is None or record.stamp != source.stamp():
            return True
        if record.sha256 and record.origin != _origin(record, _overrides(source, settings), settings):
            return True
    return bool(gone)


_FRUITLESS = (FileStatus.FAILED, FileStatus.SKIPPED)


def _sources(corpus: Path) -> Iterator[Source]:
    """List the corpus, bytes in names that are no text written out: such a name cannot be stored or printed."""
    for source in expand(corpus):
        yield replace(source, path=source.path.encode("utf-8", "backslashreplace").decode())


def _identified(
    record: FileRecord, source: Source, overrides: Mapping[str, str], settings: Settings, before: FileRecord | None
) -> FileRecord:
    """Add the file's hash, taken from the last look where nothing has changed since."""
    if before and before.sha256 and record.stamp and before.stamp == record.stamp:
        record = replace(record, sha256=before.sha256)
    else:
        record = replace(record, sha256=source.sha256())
    return replace(record, origin=_origin(record, overrides, settings))


def _origin(record: FileRecord, overrides: Mapping[str, str], settings: Settings) -> str:
    """Return a digest of all that the reading of a file depends on."""
    limits = settings.limits
    facts = [
        record.sha256,
        record.path,
        reader_version(),
        sorted(overrides.items()),
        limits.file_seconds,
        limits.file_megabytes,
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _settled_stamp(source: Source) -> str:
    stamp = source.stamp()
    newest = max((int(part) for part in stamp.split(":")[1:]), default=0)
    return stamp if newest < time.time_ns() - _SETTLED else ""


def _duplicate(record: FileRecord, same: str) -> ReceiptEntry:
    return ReceiptEntry(
        record.path,
        FileStatus.DUPLICATE,
        document_id=record.sha256[:16],
        problems=(f"It is the same file as {same}, which is indexed.",),
    )


def _overrides(source: Source, settings: Settings) -> Mapping[str, str]:
    """Return what the user says of a document: in its sidecar, and over that in the settings."""
    sidecar = {} if source.member else _sidecar(source.file.with_name(f"{source.file.name}.toml"))
    return {**sidecar, **settings.overrides(source.path)}


def _sidecar(file: Path) -> dict[str, str]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none, or no TOML: doctor says so
        return {}
    return {
        key: LIST_SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in table.items()
        if key in DOCUMENT_FIELDS
    }
