"""Runs a function over files in worker processes, each file within a limit of time and memory.

A file that hangs, crashes the reader or eats memory costs its own worker only: it comes out as a ``DocumentError``
and a fresh worker goes on with the next file. Only a few results wait at any time, so memory stays bounded however
large the corpus is.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

from yosqa.documents.names import shown
from yosqa.errors import DocumentError

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 120.0
"""Time limit for one file."""
MEGABYTES = 2048
"""Memory limit for one worker, beyond what the interpreter takes itself."""
_FILES_PER_WORKER = 200
"""After so many files a worker is replaced: the C libraries under the loaders never give all their memory back."""
_START_SECONDS = 60.0
"""Time for a worker to start, which no file is charged with."""
_GRACE_SECONDS = 10.0
"""Time beyond its limit after which a worker ends itself, should its parent not have done so."""
_READY = "ready"
_POLL = 0.1
_LEAVE_OUT = "Leave it out of corpus/, or get a fresh copy from its publisher."
_MORE_TIME = "Raise limits.file_seconds, or leave it out of corpus/."
_MORE_MEMORY = "Raise limits.file_megabytes, or leave it out of corpus/."


def map_files(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    cancelled: Callable[[], bool] | None = None,
) -> Generator[tuple[Item, Result | DocumentError], None, None]:
    """Apply a function to each item in worker processes.

    Work goes on while the caller handles what has come out. Closing the iterator stops all workers.

    Args:
        function: A top-level function; it, its items and its results are pickled.
        items: What to work on, usually paths; taken one by one as workers become free.
        workers: Number of processes; all cores when None.
        seconds: Time limit for one item.
        megabytes: Limit on the memory that a worker may add to what it started with (Linux only).
        cancelled: Asked about ten times a second, from another thread; once true, the iterator ends early.

    Yields:
        Item and result, in the order of completion; a ``DocumentError`` for an item that failed.
    """
    pool = _Pool(function, iter(items), workers or os.cpu_count() or 1, seconds, megabytes, cancelled)
    thread = threading.Thread(target=pool.run, name="yosqa-workers", daemon=True)
    thread.start()
    try:
        while (outcome := pool.outcomes.get()) is not None:
            if isinstance(outcome, _Broken):
                raise outcome.problem
            yield outcome
    finally:
        pool.stop()
        thread.join()


def time_left() -> float:
    """Seconds that the file in work may still take; infinite outside a worker."""
    return _deadline - time.monotonic()


_deadline = math.inf
"""In a worker: when the file in work has to be done, on the monotonic clock."""


@dataclass(slots=True)
class _Broken:
    """The pool itself failed, e.g. because ``items`` raised."""

    problem: BaseException


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    connection: Connection
    item: Item
    deadline: float


class _Pool(Generic[Item, Result]):
    def __init__(
        self,
        function: Callable[[Item], Result],
        items: Iterator[Item],
        size: int,
        seconds: float,
        megabytes: int,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.outcomes: queue.Queue[tuple[Item, Result | DocumentError] | _Broken | None] = queue.Queue(2 * size)
        self._function = function
        self._items = items
        self._size = size
        self._seconds = seconds
        self._megabytes = megabytes
        self._cancelled = cancelled
        self._stopped = threading.Event()
        self._busy: list[_Worker[Item]] = []
        self._context = _context()

    def stop(self) -> None:
        """Make ``run`` return soon."""
        self._stopped.set()

    def run(self) -> None:
        """Hand out all items and collect what comes back."""
        try:
            while len(self._busy) < self._size and self._start():
                pass
            while self._busy and not self._ended():
                self._collect()
            self._put(None)
        except BaseException as problem:
            self._put(_Broken(problem))
        finally:
            for worker in self._busy:
                _dismiss(worker)

    def _ended(self) -> bool:
        return self._stopped.is_set() or (self._cancelled is not None and self._cancelled())

    def _put(self, outcome: tuple[Item, Result | DocumentError] | _Broken | None) -> None:
        # Waits while the caller is behind: that bounds the results held in memory.
        while not self._stopped.is_set():
            try:
                self.outcomes.put(outcome, timeout=_POLL)
            except queue.Full:
                continue
            return

    def _start(self) -> bool:
        """Start a worker on the next item; False when no item is left."""
        for item in self._items:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(
                target=_serve, args=(theirs, self._function, self._seconds, self._megabytes), daemon=True
            )
            with _out_of_reach_of_interrupts():
                process.start()
            theirs.close()
            worker = _Worker(process, ours, item, 0.0)
            self._busy.append(worker)
            self._hand(worker, item)
            worker.deadline += _START_SECONDS
            return True
        return False

    def _hand(self, worker: _Worker[Item], item: Item) -> None:
        worker.item = item
        worker.deadline = time.monotonic() + self._seconds
        # A worker that died meanwhile is found by _collect, as its connection is at its end.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send(item)

    def _collect(self) -> None:
        ready = set(wait([worker.connection for worker in self._busy], timeout=_POLL))
        now = time.monotonic()
        for worker in tuple(self._busy):
            if worker.connection in ready:
                self._receive(worker)
            elif now > worker.deadline:
                self._give_up(worker, *_too_slow(self._seconds))

    def _receive(self, worker: _Worker[Item]) -> None:
        try:
            message = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            self._give_up(worker, *_cause_of_death(worker.process.exitcode, self._seconds, self._megabytes))
            return
        if message == _READY:
            worker.deadline = time.monotonic() + self._seconds
            return
        result, last = message
        self._put((worker.item, result))
        if last:
            self._replace(worker)
            return
        for item in self._items:
            self._hand(worker, item)
            return
        self._retire(worker)

    def _give_up(self, worker: _Worker[Item], what: str, hint: str) -> None:
        self._put((worker.item, DocumentError(_name(worker.item), what, hint=hint)))
        self._replace(worker)

    def _replace(self, worker: _Worker[Item]) -> None:
        self._retire(worker)
        self._start()

    def _retire(self, worker: _Worker[Item]) -> None:
        self._busy.remove(worker)
        _dismiss(worker)


def _context() -> ForkServerContext | SpawnContext:
    # Never plain fork: the caller has threads (the chat, ONNX Runtime), and a fork of them may deadlock.
    if "forkserver" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


@contextlib.contextmanager
def _out_of_reach_of_interrupts() -> Iterator[None]:
    """Let processes that start here inherit that Ctrl-C is for their parent: while they import they cannot say so."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # The tracker would otherwise start within, and lift the block when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _dismiss(worker: _Worker[Item]) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()
    worker.process.close()


def _name(item: object) -> str:
    return shown(str(item))


def _too_slow(seconds: float) -> tuple[str, str]:
    return f"took longer than {seconds:g} seconds to read and was stopped.", _MORE_TIME


def _cause_of_death(code: int | None, seconds: float, megabytes: int) -> tuple[str, str]:
    """Say what happened, and what to do."""
    if hasattr(signal, "SIGALRM") and code == -signal.SIGALRM:
        return _too_slow(seconds)
    return (
        f"made its reader break down: it is damaged, or needs more than {megabytes} MB of memory.",
        "Get a fresh copy from its publisher, or raise limits.file_megabytes.",
    )


def _serve(
    connection: Connection, function: Callable[[Item], Result], seconds: float, megabytes: int
) -> None:  # pragma: no cover (runs in the worker process)
    """The worker: reads items from the connection until it is closed."""
    _quieten()
    _limit_memory(megabytes)
    connection.send(_READY)
    for count in range(1, _FILES_PER_WORKER + 1):
        try:
            item = connection.recv()
        except EOFError:
            return
        out_of_memory = False
        result: Result | DocumentError
        try:
            with _limited_time(seconds):
                result = function(item)
        except DocumentError as problem:
            result = problem
        except MemoryError:
            out_of_memory = True
            result = DocumentError(_name(item), f"needs more than {megabytes} MB of memory to read.", hint=_MORE_MEMORY)
        except Exception as problem:
            result = DocumentError(
                _name(item),
                f"cannot be read: {type(problem).__name__}: {' '.join(str(problem).split())[:200]}.",
                hint=_LEAVE_OUT,
            )
        last = out_of_memory or count == _FILES_PER_WORKER
        connection.send((result, last))
        if last:
            return


def _quieten() -> None:  # pragma: no cover (runs in the worker process)
    """Let nothing that a library prints reach the user's terminal, and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _limit_memory(megabytes: int) -> None:  # pragma: no cover (runs in the worker process)
    if sys.platform != "linux":
        return
    import resource

    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = taken + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def _limited_time(seconds: float) -> Iterator[None]:  # pragma: no cover (runs in the worker process)
    """End the worker itself when a file takes some time more than the limit, for the case that its parent was killed.

    Handing the result over and waiting for the next file take as long as the parent does, and are charged to no file.
    """
    global _deadline
    _deadline = time.monotonic() + seconds
    _set_alarm(seconds + _GRACE_SECONDS)
    try:
        yield
    finally:
        _set_alarm(0)


def _set_alarm(seconds: float) -> None:  # pragma: no cover (runs in the worker process)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
