"""The newest log records, kept in memory so that the chat can show them."""

from __future__ import annotations

import logging
from collections import deque

_KEPT = 1000


class Journal(logging.Handler):
    """Keeps formatted records; older ones make room for newer."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%H:%M:%S"))
        self.lines: deque[str] = deque(maxlen=_KEPT)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.lines.append(self.format(record))
