"""A fast part of the evaluation of the shipped corpus, with the real models: what CI holds every change against."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from pathlib import Path

import pytest

from yosqa import settings
from yosqa.cli import main
from yosqa.errors import Cancelled, ExitCode
from yosqa.evaluation import sets
from yosqa.evaluation.asking import Journal
from yosqa.evaluation.run import evaluate
from yosqa.model import Progress
from yosqa.workspace import Workspace, create

ROOT = Path(__file__).parents[2]
INVARIANTS = ("quotation", "file", "place", "attribution")

pytestmark = pytest.mark.model


def test_a_sample_reaches_the_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = create(tmp_path / "copy")
    shutil.copytree(ROOT / "corpus", workspace.corpus, dirs_exist_ok=True)
    shutil.copy(ROOT / "eval" / "corpus.jsonl", workspace.eval)
    assert main(["--workspace", str(workspace.root), "--quiet", "index"]) == ExitCode.DONE
    capsys.readouterr()
    stop_after_the_first_replies(workspace)
    floors = [f"--floor={name}={value}" for name, value in {**dict.fromkeys(INVARIANTS, 1.0), "answer": 0.5}.items()]
    arguments = ["eval", "corpus", "--part", "dev", "--sample", "10", "--processes", "1", "--json", *floors]
    code = main(["--workspace", str(workspace.root), "--quiet", *arguments])
    printed = capsys.readouterr()
    assert code == ExitCode.DONE, printed.err
    found = json.loads(printed.out)
    assert found["origin"]["sets"]["corpus.jsonl"]["asked"] == 10
    runs = sorted((workspace.eval / "runs").iterdir())
    assert [run.suffix for run in runs] == [".html", ".json"], "the journal is gone, the run is there"


def stop_after_the_first_replies(workspace: Workspace) -> None:
    """The replies that came are kept, for the run after to go on with."""
    asked = sets.sample(sets.part_of(sets.load(workspace.eval / "corpus.jsonl"), "dev"), 10)
    came: list[Progress] = []
    with pytest.raises(Cancelled):
        evaluate(
            workspace,
            settings.load(workspace, os.environ, {}),
            [asked],
            processes=1,
            progress=came.append,
            cancelled=lambda: bool(came),
        )
    (journal,) = (workspace.eval / "runs").iterdir()
    assert 1 <= len(Journal(journal).replies()) < 10


def test_the_committed_floors_name_figures_of_the_evaluation() -> None:
    from yosqa.evaluation.report import INVARIANT, NAMES

    floors = tomllib.loads((ROOT / "eval" / "floors.toml").read_text(encoding="utf-8"))
    assert set(floors) <= set(NAMES)
    assert {name for name in floors if floors[name] == 1.0} >= INVARIANT


def test_a_wrong_figure_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = create(tmp_path / "empty")
    shutil.copy(ROOT / "eval" / "hard.jsonl", workspace.eval)
    command = ["--workspace", str(workspace.root), "eval", "hard", "--floor", "anwser=0.9"]
    assert main(command) == ExitCode.USAGE
    assert "no figure anwser" in capsys.readouterr().err
