"""``yosqa add`` brings in all or nothing, and never overwrites unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from yosqa.cli import adding, main
from yosqa.errors import ExitCode
from yosqa.model import Receipt
from yosqa.workspace import Workspace


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows the copying has tests of its own."""
    monkeypatch.setattr(adding, "refresh", lambda *_, **__: Receipt((), (), (), 0, ()))


def add(workspace: Workspace, *arguments: object) -> int:
    return main(["--workspace", str(workspace.root), "add", *map(str, arguments)])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "reports 2018"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "deep" / "b.txt").write_text("b")
    (folder / ".hidden").write_text("no")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    return folder


def files(workspace: Workspace) -> set[str]:
    return {path.relative_to(workspace.corpus).as_posix() for path in workspace.corpus.rglob("*") if path.is_file()}


def test_a_file(workspace: Workspace, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(workspace, source / "a.txt") == ExitCode.DONE
    assert capsys.readouterr().out == "a.txt\n"
    assert (workspace.corpus / "a.txt").read_text() == "a"


def test_a_folder_keeps_its_order_and_leaves_hidden_files_and_links_out(workspace: Workspace, source: Path) -> None:
    assert add(workspace, source, "--to", "new") == ExitCode.DONE
    assert files(workspace) == {"new/reports 2018/a.txt", "new/reports 2018/deep/b.txt"}


def test_the_same_document_twice_is_no_error(workspace: Workspace, source: Path) -> None:
    assert add(workspace, source / "a.txt") == add(workspace, source / "a.txt") == ExitCode.DONE
    assert files(workspace) == {"a.txt"}


def test_another_document_of_the_same_name_stays_until_replaced(
    workspace: Workspace, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace.corpus / "a.txt").write_text("older")
    assert add(workspace, source / "deep" / "b.txt", source / "a.txt") == ExitCode.USAGE
    assert "--replace" in capsys.readouterr().err
    assert files(workspace) == {"a.txt"}
    assert (workspace.corpus / "a.txt").read_text() == "older"
    assert add(workspace, source / "a.txt", "--replace") == ExitCode.DONE
    assert (workspace.corpus / "a.txt").read_text() == "a"


def test_two_sources_of_one_name(workspace: Workspace, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "deep" / "a.txt").write_text("other")
    assert add(workspace, source / "a.txt", source / "deep" / "a.txt") == ExitCode.USAGE
    assert "have one name" in capsys.readouterr().err
    assert files(workspace) == set()


@pytest.mark.parametrize("folder", ["../out", "/etc", "a/../../out"])
def test_nothing_is_put_outside_the_corpus(workspace: Workspace, source: Path, folder: str) -> None:
    assert add(workspace, source / "a.txt", "--to", folder) == ExitCode.USAGE
    assert files(workspace) == set()


def test_the_corpus_is_no_source(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace.corpus / "a.txt").write_text("a")
    assert add(workspace, workspace.corpus / "a.txt") == ExitCode.USAGE
    assert "yosqa index" in capsys.readouterr().err


def test_a_missing_source(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(workspace, "no such file.pdf") == ExitCode.USAGE
    assert "no such file.pdf" in capsys.readouterr().err


def test_a_failed_copy_leaves_nothing(workspace: Workspace, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, target: Path) -> None:
        target.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copy2", full)
    assert add(workspace, source / "a.txt") == ExitCode.USAGE
    assert files(workspace) == set()
