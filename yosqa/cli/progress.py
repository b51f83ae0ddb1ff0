"""Progress of long jobs on standard error, and Ctrl-C that lets them finish what is in hand."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from yosqa.cli.output import note, printable
from yosqa.model import Progress

REDRAW_SECONDS = 0.1
"""How often a line on a terminal is drawn anew."""
REPORT_SECONDS = 10.0
"""How often a line is written where standard error is no terminal."""


class ProgressLine:
    """Shows progress: one line drawn over and over on a terminal, now and then a plain line elsewhere."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._stage = ""
        self._shown_at = 0.0
        self._drawn = False

    def __call__(self, progress: Progress) -> None:
        """Show how far the job has come; cheap enough to be called for every item."""
        now = time.monotonic()
        wait = REDRAW_SECONDS if self._live else REPORT_SECONDS
        if self._quiet or (progress.stage == self._stage and now - self._shown_at < wait):
            return
        self._stage, self._shown_at = progress.stage, now
        text = describe(progress)
        if not self._live:
            note(text)
            return
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r\x1b[K{text[:width]}")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False


def describe(progress: Progress) -> str:
    """Say in a line how far a job has come.

    >>> describe(Progress("reading", 3, 10, "a.pdf", 75.0))
    'reading 3/10, 1:15 left: a.pdf'
    """
    text = progress.stage
    if progress.total:
        text += f" {progress.done}/{progress.total}"
    if progress.remaining_seconds is not None:
        minutes, seconds = divmod(round(progress.remaining_seconds), 60)
        text += f", {minutes}:{seconds:02} left"
    return f"{text}: {printable(progress.item)}" if progress.item else text


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C into a request to stop, which the event carries; a second one stops at once."""
    asked = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
