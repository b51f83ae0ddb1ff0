"""Ends a build at one of the points that ``yosqa.store.faults`` names, as a kill would: in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable

from yosqa.store import faults


def killed_at(point: str, job: Callable[..., object], *arguments: object) -> None:
    """Run a job in another process, and see it killed when it reaches a point."""
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(point, job, *arguments))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def _run(point: str, job: Callable[..., object], *arguments: object) -> None:
    def die(reached: str) -> None:
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    faults.hook = die
    job(*arguments)
