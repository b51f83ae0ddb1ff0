"""What a build has to do: the corpus as it is against what the index knows of it."""

from __future__ import annotations

import hashlib
import json
import time
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from yosqa.documents import Source, expand
from yosqa.documents.formats import name_rank
from yosqa.errors import DocumentError
from yosqa.indexing.reading import Job, reader_version
from yosqa.model import FileStatus, ReceiptEntry
from yosqa.settings import LimitSettings, Settings, corrections
from yosqa.store import FileRecord

_SETTLED = 100_000_000
"""Nanoseconds after which a file's stamp can be relied on: a change within the clock's grain would not show in it."""

_FRUITLESS = (FileStatus.FAILED, FileStatus.SKIPPED)
"""What leaves no reading behind."""
_FINAL = (FileStatus.SKIPPED, FileStatus.DUPLICATE)
"""What no limit has to do with."""

Known = Mapping[str, tuple[FileRecord, ReceiptEntry | None]]
"""By path: a file as a build last saw it, and what the last published build said of it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and what is known already."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    """Files with other content, or read otherwise now: by newer code, with other corrections, or, where the limits may
    have cut something short, within other limits."""
    removed: tuple[str, ...]
    unchanged: int
    jobs: tuple[Job, ...]
    """Files to read."""
    origins: tuple[str, ...]
    """Of the readings that are at hand and stay."""
    entries: tuple[ReceiptEntry, ...]
    """Of the files that are not read now: duplicates, and what could not be read before and has not changed."""
    records: tuple[FileRecord, ...]
    """What the files look like now; ``origin`` is that of a reading which no limit cuts short."""


def make_plan(corpus: Path, settings: Settings, known: Known, origins: Collection[str]) -> Plan:
    """Compare the corpus with the index.

    Args:
        corpus: The folder of documents.
        settings: Corrections of metadata, and limits.
        known: What is known of the files.
        origins: Of the readings at hand, published or not.
    """
    sources = _sources(corpus)
    seen = [look for s in sources for look in _look(s, settings, known.get(s.path, (None, None))[0])]
    readable = [asked for _, asked in seen if isinstance(asked, Job)]
    entries = [asked for _, asked in seen if isinstance(asked, ReceiptEntry)]
    jobs: list[Job] = []
    kept: list[str] = []
    chosen = _chosen(readable)
    for job in readable:
        before, said = known.get(job.source.path, (None, None))
        either = origins_of(job.origin, settings.limits)
        if chosen[job.sha256] != job.source.path:
            entries.append(_duplicate(job, chosen[job.sha256]))
        elif at_hand := next((origin for origin in either if origin in origins), ""):
            kept.append(at_hand)
        elif before and before.origin in either and said and said.status in _FRUITLESS:
            entries.append(said)
        else:
            jobs.append(job)
    published = {path: record for path, (record, entry) in known.items() if entry}
    now = {record.path: record for record, _ in seen}
    changed = [
        path
        for path, record in now.items()
        if path in published and published[path].origin not in origins_of(record.origin, settings.limits)
    ]
    return Plan(
        added=tuple(sorted(now.keys() - published.keys())),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(published.keys() - now.keys())),
        unchanged=len(now.keys() & published.keys()) - len(changed),
        jobs=tuple(jobs),
        origins=tuple(kept),
        entries=tuple(entries),
        records=tuple(now.values()),
    )


def looks_changed(corpus: Path, settings: Settings, known: Known) -> bool:
    """Return whether any file looks other than the index knows it, without reading one. May err towards yes."""
    gone = {path for path, (_, entry) in known.items() if entry}
    for source in _sources(corpus):
        gone.discard(source.path)
        record, entry = known.get(source.path, (None, None))
        if record is None or entry is None or record.stamp != source.stamp():
            return True
        if not record.sha256:  # it could not be read, and nothing that could be is said of it
            continue
        overrides, complaint = _overrides(source, settings)
        if record.origin not in origins_of(_origin(record, overrides), settings.limits):
            return True
        if complaint:
            gone.discard(complaint.path)
            if known.get(complaint.path, (None, None))[1] != complaint:
                return True
    return bool(gone)


def origins_of(origin: str, limits: LimitSettings) -> tuple[str, str]:
    """Return under which origins what comes of a reading may be kept: what is whole, and what limits may cut short."""
    return origin, f"{origin} {limits.file_seconds:g} s {limits.file_megabytes} MB" if origin else ""


def kept_as(entry: ReceiptEntry, origin: str, limits: LimitSettings) -> str:
    """Return under which of these origins what came of a reading is kept.

    The limits are part of it only where they may be why there is not more: other limits have that tried again, and
    nothing else.
    """
    whole, cut_short = origins_of(origin, limits)
    final = entry.status in _FINAL or (entry.status is FileStatus.INDEXED and not entry.problems)
    return whole if final else cut_short


def _sources(corpus: Path) -> Iterator[Source]:
    """List the corpus, bytes in names that are no text written out: such a name cannot be stored or printed."""
    for source in expand(corpus):
        yield replace(source, path=source.path.encode("utf-8", "backslashreplace").decode())


def _look(
    source: Source, settings: Settings, before: FileRecord | None
) -> Iterator[tuple[FileRecord, Job | ReceiptEntry]]:
    """Yield what a file looks like now, with the reading that it asks for or why it cannot be read.

    A sidecar of which not all can be used is a further file that cannot be read; it costs the document nothing else.
    """
    record = FileRecord(source.path, _settled_stamp(source), "", "")
    try:
        record = _hashed(record, source, before)
    except DocumentError as problem:
        yield record, ReceiptEntry(source.path, FileStatus.FAILED, problems=(problem.problem,))
        return
    overrides, complaint = _overrides(source, settings)
    record = replace(record, origin=_origin(record, overrides))
    yield record, Job(source, record.sha256, record.origin, overrides)
    if complaint:
        yield FileRecord(complaint.path, "", "", ""), complaint


def _hashed(record: FileRecord, source: Source, before: FileRecord | None) -> FileRecord:
    """Add the file's hash, taken from the last look where nothing has changed since."""
    if before and before.sha256 and record.stamp and before.stamp == record.stamp:
        return replace(record, sha256=before.sha256)
    return replace(record, sha256=source.sha256())


def _origin(record: FileRecord, overrides: Mapping[str, str]) -> str:
    """Return a digest of all that the reading of a file depends on, as long as no limit cuts it short."""
    facts = [record.sha256, record.path, reader_version(), sorted(overrides.items())]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _settled_stamp(source: Source) -> str:
    stamp = source.stamp()
    newest = max((int(part) for part in stamp.split(":")[1:]), default=0)
    return stamp if newest < time.time_ns() - _SETTLED else ""


def _chosen(readable: Sequence[Job]) -> dict[str, str]:
    """Return by digest the path under which each content is read: the first whose name does not stand in its way."""
    chosen: dict[str, str] = {}
    for job in sorted(readable, key=lambda job: name_rank(job.source.name)):
        chosen.setdefault(job.sha256, job.source.path)
    return chosen


def _duplicate(job: Job, same: str) -> ReceiptEntry:
    return ReceiptEntry(
        job.source.path,
        FileStatus.DUPLICATE,
        document_id=job.sha256[:16],
        problems=(f"It is the same file as {same}, which is read instead.",),
    )


def _overrides(source: Source, settings: Settings) -> tuple[Mapping[str, str], ReceiptEntry | None]:
    """Return what the user says of a document, in its sidecar and over that in the settings.

    And, where there is something wrong with the sidecar, an entry for it.
    """
    said, wrong = ({}, ()) if source.member else _sidecar(source)
    complaint = ReceiptEntry(f"{source.path}.toml", FileStatus.FAILED, problems=wrong) if wrong else None
    return {**said, **settings.overrides(source.path)}, complaint


def _sidecar(source: Source) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what can be used of a document's sidecar, and what is wrong with the rest."""
    try:
        table = tomllib.loads(source.file.with_name(f"{source.file.name}.toml").read_text(encoding="utf-8"))
    except (PermissionError, ValueError, RecursionError) as problem:
        return {}, (f"It cannot be read as TOML: {problem}. Mend or delete it, and index again.",)
    except OSError:  # there is none
        return {}, ()
    table.pop("download", None)  # when it was fetched, and its digest
    said, wrong = corrections(table)
    return said, tuple(map(str, wrong))
