"""Questions asked before, in this session and earlier ones."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

_KEPT = 500
_log = logging.getLogger(__name__)


def history_file(workspace_root: Path) -> Path:
    """Where the questions asked in a workspace are kept: the user's state folder, never the workspace."""
    from yosqa.workspace import state_folder

    name = hashlib.sha256(str(workspace_root).encode()).hexdigest()[:16]
    return state_folder() / "questions" / f"{name}.jsonl"


class Past:
    """The user's questions, oldest first, each once; kept in a file when one is given.

    A file that cannot be read or written costs the history only, never the chat, and a line that a kill cut short
    costs that line; the log says so.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.questions: list[str] = []
        if file is not None and file.exists():
            self._load(file)

    def add(self, question: str) -> None:
        """Remember a question as the newest."""
        self._remember(question)
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab") as file:
                file.write(_line(question))
        except OSError as error:
            _log.warning("The question is not kept in %s: %s", self._file, error)

    def _remember(self, question: str) -> None:
        if question in self.questions:
            self.questions.remove(question)
        self.questions.append(question)
        del self.questions[:-_KEPT]

    def _load(self, file: Path) -> None:
        """Take the questions of a file; once it has grown past what is kept, leave nothing else in it."""
        try:
            lines = [line for line in file.read_bytes().splitlines() if line]
            for line in lines:
                try:
                    question = json.loads(line)
                except ValueError:
                    _log.warning("A past question in %s cannot be read: %r", file, line)
                    continue
                if isinstance(question, str):
                    self._remember(question)
            if len(lines) > _KEPT:
                part = file.with_suffix(".part")
                part.write_bytes(b"".join(map(_line, self.questions)))
                part.replace(file)
        except OSError as error:
            _log.warning("Past questions cannot be kept in %s: %s", file, error)


def _line(question: str) -> bytes:
    """Give a question as a line; it begins with the line break, so that it never joins a line that was cut short."""
    return b"\n" + json.dumps(question).encode()
