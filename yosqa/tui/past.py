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

    A file that cannot be read or written costs the history only, never the chat; the log says so.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.questions: list[str] = []
        for line in self._read():
            self._remember(line)

    def add(self, question: str) -> None:
        """Remember a question as the newest."""
        self._remember(question)
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(question) + "\n")
        except OSError as error:
            _log.warning("The question is not kept in %s: %s", self._file, error)

    def _remember(self, question: str) -> None:
        if question in self.questions:
            self.questions.remove(question)
        self.questions.append(question)
        del self.questions[:-_KEPT]

    def _read(self) -> list[str]:
        if self._file is None or not self._file.exists():
            return []
        try:
            lines = [json.loads(line) for line in self._file.read_text(encoding="utf-8").splitlines()]
        except (OSError, ValueError) as error:
            _log.warning("Past questions cannot be read from %s: %s", self._file, error)
            return []
        return [line for line in lines if isinstance(line, str)]
