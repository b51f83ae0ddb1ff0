"""``make`` installs once, again when what is asked for changes, and from nothing when the folder has moved."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = ("Makefile", "pyproject.toml", "constraints.txt")
PYTHON = """\
#!/bin/sh
echo "$@" >> "{log}"
if [ "$2" = venv ]; then
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    printf '#!/bin/sh\\necho "yosqa $@"\\n[ "$1" != index ] || exit {index}\\n' > .venv/bin/yosqa
    chmod +x .venv/bin/yosqa
fi
"""

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")


class Checkout:
    """The files that make reads, with a Python that only notes what it is asked to do."""

    def __init__(self, folder: Path, index_exit: int = 0) -> None:
        self.folder = folder
        folder.mkdir()
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)
        self.log = folder / "log"
        self.python = folder / "python"
        self.python.write_text(PYTHON.format(log=self.log, index=index_exit))
        self.python.chmod(0o755)

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        command = ["make", target, f"PYTHON={self.python}"]
        # The tests may themselves be run by make, which tells its children how deep they are.
        environ = {
            name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
        }
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def done(self) -> list[str]:
        """What Python was asked to do since the last look: the module's name for each."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [line.split()[1] for line in lines]


def test_an_environment_is_made_once_and_kept_current(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "with a space")
    assert checkout.make(".venv/installed").returncode == 0
    assert checkout.done() == ["venv", "pip"]
    checkout.make(".venv/installed")
    assert checkout.done() == []
    with (checkout.folder / "constraints.txt").open("a") as constraints:
        constraints.write("# another version\n")
    checkout.make(".venv/installed")
    assert checkout.done() == ["pip"]


def test_a_copy_elsewhere_gets_an_environment_of_its_own(tmp_path: Path) -> None:
    first = Checkout(tmp_path / "first")
    first.make(".venv/installed")
    shutil.copytree(first.folder, tmp_path / "second")
    first.done()
    subprocess.run(
        ["make", ".venv/installed", f"PYTHON={first.python}"],
        cwd=tmp_path / "second",
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert first.done() == ["venv", "pip"]


@pytest.mark.parametrize(("index_exit", "answers"), [(0, True), (4, True), (3, False)])
def test_run_without_a_terminal_asks_the_sample_question(tmp_path: Path, index_exit: int, answers: bool) -> None:
    run = Checkout(tmp_path / "checkout", index_exit).make("run")
    assert (run.returncode == 0) is answers
    assert run.stdout.startswith("yosqa ask What was the overall rating") is answers
