"""A fast part of the evaluation of the shipped corpus, with the real models: what CI holds every change against."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from yosqa.cli import main
from yosqa.errors import ExitCode
from yosqa.workspace import create

ROOT = Path(__file__).parents[2]
INVARIANTS = ("quotation", "file", "place", "attribution")

pytestmark = pytest.mark.model


def test_a_sample_reaches_the_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = create(tmp_path / "copy")
    shutil.copytree(ROOT / "corpus", workspace.corpus, dirs_exist_ok=True)
    shutil.copy(ROOT / "eval" / "corpus.jsonl", workspace.eval)
    assert main(["--workspace", str(workspace.root), "--quiet", "index"]) == ExitCode.DONE
    capsys.readouterr()
    floors = [f"--floor={name}={value}" for name, value in {**dict.fromkeys(INVARIANTS, 1.0), "answer": 0.7}.items()]
    arguments = ["eval", "corpus", "--part", "dev", "--sample", "10", "--processes", "1", "--json", *floors]
    code = main(["--workspace", str(workspace.root), "--quiet", *arguments])
    printed = capsys.readouterr()
    assert code == ExitCode.DONE, printed.err
    found = json.loads(printed.out)
    assert found["origin"]["sets"]["corpus.jsonl"]["asked"] == 10
    runs = sorted((workspace.eval / "runs").iterdir())
    assert [run.suffix for run in runs] == [".html", ".json"], "the journal is gone, the run is there"


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
