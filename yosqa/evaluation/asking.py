"""Asks the questions of a set, one process after the other or several at once, and keeps what is answered.

A reply that is kept is not asked for again: an evaluation that is stopped goes on where it was.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import msgspec

from yosqa.answering.conversation import Conversation
from yosqa.assistant import Assistant
from yosqa.errors import Cancelled
from yosqa.evaluation.sets import Dialogue
from yosqa.model import Answer, Ranking
from yosqa.settings import Settings
from yosqa.workspace import Workspace

DEPTH = 10
"""So many passages of each question's ranking are kept."""
_AT_ONCE = 4
"""Dialogues handed to a process at a time: few enough that a cancelled run stops soon."""


class Respondent(Protocol):
    """Whoever is evaluated: an ``Assistant``, or a stand-in for one."""

    def converse(self, question: str, conversation: Conversation | None = None) -> tuple[Answer, Conversation]:
        """Answer a question within a conversation."""
        ...

    def search(self, question: str, k: int = DEPTH) -> Ranking:
        """Rank passages."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one question."""

    id: str
    answer: Answer
    passages: tuple[str, ...]
    """Ids of the passages found, best first."""
    seconds: float


def replies(dialogue: Dialogue, respondent: Respondent) -> tuple[Reply, ...]:
    """Ask the questions of one dialogue, in order."""
    conversation = Conversation()
    made: list[Reply] = []
    for turn in dialogue.turns:
        started = time.perf_counter()
        answer, conversation = respondent.converse(turn.question, conversation)
        seconds = time.perf_counter() - started
        found = respondent.search(turn.question if len(dialogue.turns) == 1 else answer.understood_as, DEPTH)
        answer = replace(answer, timings_ms={})
        passages = tuple(hit.passage.id for hit in found.hits)
        made.append(Reply(turn.id, answer, passages, round(seconds, 4)))
    return tuple(made)


def ask_here(dialogues: Iterable[Dialogue], respondent: Respondent) -> Iterator[tuple[Reply, ...]]:
    """Ask in this process."""
    for dialogue in dialogues:
        yield replies(dialogue, respondent)


def ask_in_processes(
    dialogues: Sequence[Dialogue],
    workspace: Workspace,
    settings: Settings,
    processes: int,
    cancelled: Callable[[], bool],
    *,
    threads: int = 1,
) -> Iterator[tuple[Reply, ...]]:
    """Ask in several processes of ``threads`` threads each; replies come in the order in which they are ready.

    Raises:
        Cancelled: ``cancelled`` returned true.
    """
    sent = replace(plain(settings), model=replace(settings.model, threads=threads))
    batches = [dialogues[first : first + _AT_ONCE] for first in range(0, len(dialogues), _AT_ONCE)]
    with ProcessPoolExecutor(
        min(processes, len(batches) or 1), multiprocessing.get_context("spawn"), _open, (workspace, sent)
    ) as pool:
        waiting: set[Future[list[tuple[Reply, ...]]]] = {pool.submit(_ask_batch, batch) for batch in batches}
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
                if cancelled():
                    raise Cancelled("The evaluation was stopped.", hint="Run it again to go on: what is asked is kept.")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def plain(settings: Settings) -> Settings:
    """Return settings that can be sent to another process: read-only mappings cannot."""
    return replace(settings, documents={path: dict(fields) for path, fields in settings.documents.items()})


_assistant: Assistant
"""The assistant of a worker process."""


def _open(workspace: Workspace, settings: Settings) -> None:
    global _assistant
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    _assistant = Assistant.open(workspace, settings)


def _ask_batch(dialogues: Sequence[Dialogue]) -> list[tuple[Reply, ...]]:
    return list(ask_here(dialogues, _assistant))


class Journal:
    """The replies so far, a line each, in a file that is removed when the run is complete."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def replies(self) -> dict[str, Reply]:
        """Return what is kept, by id; a line that a kill cut short is left out."""
        kept: dict[str, Reply] = {}
        if self._path.is_file():
            for line in self._path.read_bytes().splitlines():
                try:
                    reply = msgspec.json.decode(line, type=Reply)
                except msgspec.DecodeError:
                    continue
                kept[reply.id] = reply
        return kept

    def keep(self, made: Iterable[Reply]) -> None:
        """Add replies; those of one dialogue go in together."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(b"".join(b"\n" + msgspec.json.encode(reply) for reply in made))

    def close(self) -> None:
        """Remove it."""
        self._path.unlink(missing_ok=True)
