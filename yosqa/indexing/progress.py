"""Tells how far a build is, and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable

from yosqa.model import Progress

_INTERVAL = 0.1
"""Seconds between two reports, so that whoever shows them is not kept busy."""


class Reporter:
    """Counts the files of a stage and reports now and then."""

    def __init__(self, tell: Callable[[Progress], None] | None) -> None:
        self._tell = tell or (lambda progress: None)
        self._stage = ""
        self._done = self._total = 0
        self._began = self._told = 0.0

    def begin(self, stage: str, total: int) -> None:
        """Start a stage of ``total`` files; one of none is passed over in silence."""
        self._stage, self._done, self._total = stage, 0, total
        self._began = time.monotonic()
        if total:
            self._report("")

    def step(self, item: str) -> None:
        """Count a file that is finished."""
        self._done += 1
        if self._done == self._total or time.monotonic() - self._told >= _INTERVAL:
            self._report(item)

    def say(self, stage: str) -> None:
        """Name a stage whose length is not known."""
        self._tell(Progress(stage, 0, None))

    def _report(self, item: str) -> None:
        now = time.monotonic()
        remaining = (now - self._began) / self._done * (self._total - self._done) if self._done else None
        self._tell(Progress(self._stage, self._done, self._total, item, remaining))
        self._told = now
