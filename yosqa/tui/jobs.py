"""Work in threads, with results that are dropped once they are overtaken."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.dom import DOMNode
from textual.worker import Worker, WorkerState, get_current_worker

from yosqa.errors import YosqaError
from yosqa.tui.desk import Stopped

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    worker: Worker[Any]
    done: Callable[[Any], None]
    failed: Callable[[YosqaError], None]


class Jobs:
    """At most one job that matters for each name; starting or stopping one makes the one before it count for nothing.

    A thread cannot be killed. A stopped job is told so and goes on until it looks; what it brings then is dropped, so
    the screen never waits for it.
    """

    def __init__(self, owner: DOMNode) -> None:
        self._owner = owner
        self._jobs: dict[str, _Job] = {}

    def start(
        self,
        name: str,
        work: Callable[[Stopped], Result],
        done: Callable[[Result], None],
        failed: Callable[[YosqaError], None],
    ) -> None:
        """Run ``work`` in a thread, then ``done`` or ``failed`` with its outcome on the screen's own thread."""
        self.stop(name)

        def run() -> Result:
            return work(get_current_worker().cancelled_event.is_set)

        worker = self._owner.run_worker(run, name=name, thread=True, exit_on_error=False)
        self._jobs[name] = _Job(worker, done, failed)

    def stop(self, name: str) -> bool:
        """Stop a job.

        Returns:
            Whether it was running.
        """
        job = self._jobs.pop(name, None)
        if job is None:
            return False
        job.worker.cancel()
        return True

    def running(self, name: str) -> bool:
        """Whether a job is running."""
        return name in self._jobs

    def settle(self, event: Worker.StateChanged) -> None:
        """Take the outcome of a job that still counts."""
        name = event.worker.name
        job = self._jobs.get(name)
        if job is None or job.worker is not event.worker:
            return
        if event.state is WorkerState.SUCCESS:
            del self._jobs[name]
            job.done(event.worker.result)
        elif event.state is WorkerState.ERROR:
            del self._jobs[name]
            job.failed(_explained(event.worker.error))


def _explained(error: BaseException | None) -> YosqaError:
    """Give the error to show; anything but our own kind is a defect, and its details go to the log."""
    if isinstance(error, YosqaError):
        _log.warning("%s", error)
        return error
    _log.error("A job failed.", exc_info=error)
    return YosqaError(f"Something went wrong inside yosqa: {error!r}.", hint="The log (ctrl+l) has the details.")
