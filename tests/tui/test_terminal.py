"""The real program in a real terminal: started in tmux, driven by keys, read from the screen."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yosqa.workspace import Workspace

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

REPORT = """\
# Inspection of youth justice services in Sunderland

Published: 14 March 2023

## 1 Governance

The management board meets every month. Its chair is the director of children's services.

## 2 Planning

Planning was rated Requires improvement. Plans were made on time, but eleven of thirty did not say what a
parent could do.

## 3 Staff

Staff speak highly of their supervision. Sickness fell to four per cent.
"""
QUESTION = "How was planning rated in Sunderland?"
OVER = "left the chat with"


class Terminal:
    """A shell in a tmux server of its own."""

    def __init__(self, socket: str, columns: int, rows: int) -> None:
        self._socket = socket
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "t", "env PS1='$ ' sh"
        )
        self._tmux("set", "-g", "set-clipboard", "on")

    def _tmux(self, *words: str) -> str:
        run = subprocess.run(["tmux", "-L", self._socket, *words], capture_output=True, text=True, check=True)
        return run.stdout

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-t", "t", "-l", text)

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "t", *keys)

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-t", "t", "-x", str(columns), "-y", str(rows))

    @property
    def screen(self) -> str:
        return self._tmux("capture-pane", "-t", "t", "-p")

    @property
    def clipboard(self) -> str:
        return self._tmux("show-buffer")

    def flag(self, name: str) -> str:
        return self._tmux("display", "-t", "t", "-p", f"#{{{name}}}").strip()

    def until(self, seen: Callable[[str], bool] | str, seconds: float = 120) -> str:
        """Look at the screen until it shows something."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            screen = self.screen
            if seen in screen if isinstance(seen, str) else seen(screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"not seen within {seconds} s: {seen}\n{self.screen}")

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[[int, int], Terminal]]:
    opened: list[Terminal] = []

    def open_terminal(columns: int, rows: int) -> Terminal:
        opened.append(Terminal(f"yosqa-{os.getpid()}-{tmp_path.name}-{len(opened)}", columns, rows))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


@pytest.fixture
def command(workspace: Workspace) -> str:
    (workspace.corpus / "sunderland-2023.md").write_text(REPORT, encoding="utf-8")
    words = [sys.executable, "-m", "yosqa", "--workspace", str(workspace.root)]
    return f"{shlex.join(words)}; echo {OVER} $?"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_a_whole_session(terminal: Callable[[int, int], Terminal], command: str, columns: int, rows: int) -> None:
    t = terminal(columns, rows)
    t.type("echo what was here before")
    t.press("Enter")
    t.type(command)
    t.press("Enter")
    t.until("Ask about the documents")
    assert t.flag("alternate_on") == "1"
    t.type(QUESTION)
    t.press("Enter")
    t.until(lambda screen: "Requires improvement" in screen and "[1] " in screen)
    t.type("1")
    t.press("Enter")
    t.until("[1] page 1")
    t.press("F3")
    t.until("Copied")
    assert "sunderland-2023.md" in t.clipboard
    t.resize(60, 20)
    t.until(lambda screen: "[1] page 1" in screen and all(len(line) <= 60 for line in screen.splitlines()))
    t.resize(columns, rows)
    t.press("F1")
    t.until("Reading an answer")
    t.press("Escape")
    t.until(lambda screen: "Reading an answer" not in screen)
    t.press("C-q")
    screen = t.until(f"{OVER} 0")
    assert "what was here before" in screen
    assert [t.flag(name) for name in ("alternate_on", "cursor_flag", "mouse_any_flag")] == ["0", "1", "0"]
    assert screen.rstrip().endswith("$"), "nothing is said after leaving"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(
    terminal: Callable[[int, int], Terminal], command: str, number: signal.Signals
) -> None:
    t = terminal(80, 24)
    t.type(command)
    t.press("Enter")
    t.until("Ask about the documents")
    shell = int(t.flag("pane_pid"))
    chat = next(child for child in children(shell) if "yosqa" in Path(f"/proc/{child}/cmdline").read_text())
    os.kill(chat, number)
    t.until(f"{OVER} 130")
    assert [t.flag(name) for name in ("alternate_on", "cursor_flag", "mouse_any_flag")] == ["0", "1", "0"]


def children(process: int) -> list[int]:
    """The processes below one, where the system tells."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    if not listed.exists():
        pytest.skip("needs /proc to find the chat's process")
    found = [int(child) for child in listed.read_text().split()]
    return found + [below for child in found for below in children(child)]
