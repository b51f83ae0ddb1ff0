"""Brings the index up to date with the corpus: plan, read, embed, publish.

Reading runs in worker processes, embedding here in threads, both at once. Each document is kept as soon as it is read
and embedded, so a build that is stopped or killed goes on where it was; readers see the new state when it is whole.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yosqa import embedding, workers
from yosqa.errors import Cancelled, DocumentError, IndexMissing, IndexProblem, SettingsError
from yosqa.indexing.alike import Sketch, alike
from yosqa.indexing.planning import Plan, kept_as, looks_changed, make_plan, origins_of
from yosqa.indexing.progress import Reporter
from yosqa.indexing.reading import Job, read_document
from yosqa.model import FileStatus, Passage, Progress, Receipt, ReceiptEntry
from yosqa.store import Index, Reading, Writer
from yosqa.store.writer import packed

if TYPE_CHECKING:
    from yosqa.embedding import Embedder
    from yosqa.settings import Settings
    from yosqa.workspace import Workspace

__all__ = ["build", "needs_build", "plan"]

_log = logging.getLogger(__name__)

_BATCH = 64
"""Passages embedded between two looks at whether the user has stopped the build."""


def plan(workspace: Workspace, settings: Settings) -> Plan:
    """Return what a build would do, changing nothing.

    Raises:
        IndexUnreadable: The index is damaged, or was made by another version of yosqa.
    """
    try:
        with Index.open(workspace.index) as index:
            return make_plan(workspace.corpus, settings, index.files(), index.origins())
    except IndexMissing:
        return make_plan(workspace.corpus, settings, {}, ())


def needs_build(workspace: Workspace, settings: Settings) -> bool:
    """Return whether the corpus looks other than when the index was built; reads no document."""
    try:
        with Index.open(workspace.index) as index:
            return looks_changed(workspace.corpus, settings, index.files())
    except IndexProblem:
        return True


def build(
    workspace: Workspace,
    settings: Settings,
    *,
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    embedder: Embedder | None = None,
) -> Receipt:
    """Bring the index up to date.

    Args:
        workspace: Whose corpus and index.
        settings: Model, limits and corrections of metadata.
        rebuild: Read and embed everything again; the old index answers until the new one is there.
        progress: Told about ten times a second at most how far it is.
        cancelled: Polled; once true, the build stops and keeps what is finished.
        embedder: Used in place of the one that the settings name.

    Raises:
        IndexLocked: Another process is building.
        IndexUnreadable: The index is damaged, and ``rebuild`` is not asked for.
        IndexProblem: The disk is full, say.
        ModelError: The model cannot be used.
        SettingsError: There is no corpus folder.
        Cancelled: ``cancelled`` returned true.
    """
    started = time.monotonic()
    if not workspace.corpus.is_dir():
        # Not the same as an empty one: a disk that is not mounted must not empty the index.
        raise SettingsError(f"There is no folder {workspace.corpus}.", hint="Make it and put documents into it.")
    with Writer.open(workspace.index, anew=rebuild) as writer:
        if rebuild:
            writer.forget()
        found = make_plan(workspace.corpus, settings, {} if rebuild else writer.files(), writer.origins())
        writer.remember(found.records)
        embedder = embedder or embedding.load(settings, progress)
        job = _Build(writer, settings, embedder, Reporter(progress), cancelled or (lambda: False), rebuild=rebuild)
        entries = job.run(found, started)
    return Receipt(
        added=found.added,
        changed=found.changed,
        removed=found.removed,
        unchanged=found.unchanged,
        entries=entries,
        seconds=time.monotonic() - started,
    )


@dataclass(frozen=True, slots=True)
class _Build:
    writer: Writer
    settings: Settings
    embedder: Embedder
    reporter: Reporter
    cancelled: Callable[[], bool]
    rebuild: bool

    def run(self, plan: Plan, started: float) -> tuple[ReceiptEntry, ...]:
        entries = [*plan.entries, *self._read(plan.jobs)]
        self._embed_again(plan.origins)
        at_hand = self.writer.origins()
        limits = self.settings.limits
        read = (origin for job in plan.jobs for origin in origins_of(job.origin, limits))
        origins = {*plan.origins, *read} & at_hand.keys()
        entries.extend(at_hand[origin] for origin in origins)
        kept = {entry.path: entry for entry in entries}
        records = [replace(r, origin=kept_as(kept[r.path], r.origin, limits)) for r in plan.records]
        entries = _with_doubles(entries, self.writer.sketches(origins))
        self.reporter.say("publishing")
        if origins == self.writer.published() and self.embedder.identity == self.writer.model:
            self.writer.account(records, entries)
        else:
            seconds = time.monotonic() - started
            self.writer.publish(origins, records, entries, self.embedder.identity, self.embedder.dimension, seconds)
        return tuple(entries)

    def _read(self, jobs: Sequence[Job]) -> Iterator[ReceiptEntry]:
        """Read and stage files; yield an entry for each that could not be."""
        if not jobs:
            return
        limits = self.settings.limits
        self.reporter.begin("reading", len(jobs))
        outcomes = workers.map_files(
            read_document,
            jobs,
            workers=limits.workers or None,
            seconds=limits.file_seconds,
            megabytes=limits.file_megabytes,
            cancelled=self.cancelled,
        )
        with closing(outcomes):
            for job, outcome in outcomes:
                if isinstance(outcome, Reading):
                    yield from self._stage(job, outcome)
                elif isinstance(outcome, DocumentError):
                    yield _failed(job, outcome.problem)
                else:
                    yield outcome
                self.reporter.step(job.source.path)
        self._stop_if_cancelled()

    def _stage(self, job: Job, reading: Reading) -> Iterator[ReceiptEntry]:
        """Embed and keep a document; yield an entry when it cannot be kept."""
        started = time.monotonic()
        try:
            keys, vectors = self._vectors(reading.passages)
            entry = replace(reading.entry, seconds=round(reading.entry.seconds + time.monotonic() - started, 3))
            origin = kept_as(entry, job.origin, self.settings.limits)
            self.writer.stage(origin, replace(reading, entry=entry), keys, vectors, self.embedder.identity)
        except UnicodeEncodeError:
            yield _failed(job, "It holds characters that are no text. Get a fresh copy from its publisher.")

    def _embed_again(self, origins: Sequence[str]) -> None:
        """Give the documents that stay vectors of the present model where they have none."""
        waiting = list(self.writer.unembedded(origins, self.embedder.identity))
        self.reporter.begin("embedding", len(waiting))
        for origin in waiting:
            document, passages = self.writer.passages(origin)
            _, vectors = self._vectors(passages)
            self.writer.add_vectors(vectors, self.embedder.identity)
            self.reporter.step(document.path)

    def _vectors(self, passages: Sequence[Passage]) -> tuple[list[bytes], dict[bytes, bytes]]:
        """Return the digest of each passage's text, and the vectors that are not at hand yet.

        The text alone is embedded: with its title and headings in front the answering passage was found less often
        (on 168 training questions of 6 reports within three 0.54 instead of 0.65 inside the report, 0.24 instead of
        0.32 among all six).
        """
        keys = [hashlib.sha256(passage.text.encode()).digest()[:16] for passage in passages]
        at_hand = set() if self.rebuild else self.writer.embedded(keys, self.embedder.identity)
        missing = {key: p.text for key, p in zip(keys, passages, strict=True) if key not in at_hand}
        made: dict[bytes, bytes] = {}
        for first in range(0, len(missing), _BATCH):
            self._stop_if_cancelled()
            batch = list(missing)[first : first + _BATCH]
            made.update(zip(batch, packed(self.embedder.encode([missing[key] for key in batch])), strict=True))
        return keys, made

    def _stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise Cancelled("Indexing was stopped.", hint="Run it again to go on: what was finished is kept.")


def _failed(job: Job, problem: str) -> ReceiptEntry:
    return ReceiptEntry(job.source.path, FileStatus.FAILED, problems=(problem,))


def _with_doubles(entries: Sequence[ReceiptEntry], sketches: Mapping[str, Sketch]) -> list[ReceiptEntry]:
    """Return the entries by path, and in each the documents that say nearly the same."""
    others: dict[str, list[str]] = defaultdict(list)
    for one, other in alike(sketches):
        others[one].append(other)
        others[other].append(one)
    return [
        replace(entry, problems=(*entry.problems, *(f"It says nearly the same as {o}." for o in others[entry.path])))
        for entry in sorted(entries, key=lambda entry: entry.path)
    ]
