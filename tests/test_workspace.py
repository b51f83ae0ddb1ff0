"""Where yosqa works: named, from the environment, or the nearest folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from yosqa import workspace
from yosqa.errors import SettingsError


def test_a_named_folder_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("named", "variable", "here"):
        workspace.create(tmp_path / name)
    monkeypatch.setenv("YOSQA_WORKSPACE", str(tmp_path / "variable"))
    monkeypatch.chdir(tmp_path / "here")
    assert workspace.find(tmp_path / "named").root == tmp_path / "named"
    assert workspace.find().root == tmp_path / "variable"


@pytest.mark.parametrize("mark", ["yosqa.toml", "corpus"])
def test_the_nearest_folder_upwards_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "corpus").mkdir()
    if mark == "corpus":
        (tmp_path / "a" / mark).mkdir()
    else:
        (tmp_path / "a" / mark).touch()
    monkeypatch.chdir(deep)
    assert workspace.find().root == tmp_path / "a"


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="yosqa init"):
        workspace.find(tmp_path)


def test_create_completes_and_keeps(tmp_path: Path) -> None:
    (tmp_path / "yosqa.toml").write_text("[answers]\nconfidence = 0.7\n")
    made = workspace.create(tmp_path)
    assert made.corpus.is_dir()
    assert made.eval.is_dir()
    assert "0.7" in made.settings_file.read_text()
    assert (tmp_path / ".gitignore").read_text() == "index/\n"
    assert workspace.create(tmp_path) == made


def test_create_says_why_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="Cannot make a workspace"):
        workspace.create(tmp_path / "file" / "inside")
