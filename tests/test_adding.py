"""``yosqa add`` brings in all or nothing, and never overwrites unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from yosqa.cli import adding, main
from yosqa.errors import DocumentError, ExitCode
from yosqa.model import FileStatus, Receipt, ReceiptEntry
from yosqa.workspace import Workspace


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows the copying has tests of its own."""
    monkeypatch.setattr(adding, "refresh", lambda *_, **__: Receipt((), (), (), 0, ()))


def add(workspace: Workspace, *arguments: object) -> int:
    return main(["--workspace", str(workspace.root), "add", *map(str, arguments)])


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web holds any text file, and nothing else."""

    def download(url: str, into: Path, **_: float) -> Path:
        if not url.endswith(".txt"):
            raise DocumentError(url, "cannot be had.", hint="Check the address.")
        file = into / url.rpartition("/")[2]
        file.write_text(url)
        return file

    monkeypatch.setattr("yosqa.documents.fetch.download", download)


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


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize("folder", ["taken.txt", "taken.txt/deeper"])
@pytest.mark.parametrize("added", ["https://example.org/one.txt", "a.txt"])
def test_a_file_is_no_folder_to_put_documents_in(
    workspace: Workspace, source: Path, folder: str, added: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace.corpus / "taken.txt").write_text("a")
    wanted = added if added.startswith("https:") else source / added
    assert add(workspace, wanted, "--to", folder) == ExitCode.USAGE
    assert "taken.txt is a file" in capsys.readouterr().err
    assert files(workspace) == {"taken.txt"}


@pytest.mark.usefixtures("web")
def test_a_folder_that_cannot_be_made_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    assert add(workspace, "https://example.org/one.txt", "--to", "new") == ExitCode.USAGE
    assert "corpus/new cannot be made: Permission denied" in capsys.readouterr().err


def test_the_corpus_is_no_source(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace.corpus / "a.txt").write_text("a")
    assert add(workspace, workspace.corpus / "a.txt") == ExitCode.USAGE
    assert "yosqa index" in capsys.readouterr().err


def test_a_missing_source(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(workspace, "no such file.pdf") == ExitCode.USAGE
    assert "no such file.pdf" in capsys.readouterr().err


@pytest.mark.usefixtures("web")
def test_an_address_that_fails_keeps_nothing_else_out(
    workspace: Workspace, source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    indexed: set[str] = set()

    def refresh(*_: object, **__: object) -> Receipt:
        indexed.update(files(workspace))
        return Receipt((), (), (), 0, ())

    monkeypatch.setattr(adding, "refresh", refresh)
    urls = ["https://example.org/one.txt", "https://example.org/gone", "https://example.org/two.txt"]
    assert add(workspace, *urls, source / "a.txt") == ExitCode.PARTIAL
    assert indexed == files(workspace) == {"one.txt", "two.txt", "a.txt"}
    out, err = capsys.readouterr()
    assert out == "one.txt\ntwo.txt\na.txt\n"
    assert "https://example.org/gone cannot be had. Check the address." in err


@pytest.mark.parametrize(("path", "code"), [("a.zip/in/x.pdf", ExitCode.PARTIAL), ("a.zip2/x.pdf", ExitCode.DONE)])
def test_a_zip_file_is_as_good_as_what_is_in_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, code: ExitCode
) -> None:
    receipt = Receipt((), (), (), 0, (ReceiptEntry(path, FileStatus.FAILED),))
    monkeypatch.setattr(adding, "refresh", lambda *_, **__: receipt)
    (tmp_path / "a.zip").write_bytes(b"PK")
    assert add(workspace, tmp_path / "a.zip") == code


@pytest.mark.parametrize("status", [FileStatus.SKIPPED, FileStatus.EMPTY])
def test_a_file_without_text_is_no_success(
    workspace: Workspace,
    source: Path,
    status: FileStatus,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    entries = (ReceiptEntry("a.txt", status, problems=("It is old.",)), ReceiptEntry("other.doc", FileStatus.SKIPPED))
    monkeypatch.setattr(adding, "refresh", lambda *_, **__: Receipt(("a.txt",), (), (), 1, entries))
    assert add(workspace, source / "a.txt") == ExitCode.PARTIAL
    said = capsys.readouterr().err
    assert "yosqa: a.txt: It is old.\n" in said
    told = (
        "1 without text; 1 of a kind that is not read" if status is FileStatus.EMPTY else "2 of a kind that is not read"
    )
    assert f"; {told} (" in said
    assert "other.doc" not in said


def test_of_many_files_without_text_the_first_are_named(
    workspace: Workspace, source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = tuple(ReceiptEntry(f"reports 2018/{n}.png", FileStatus.EMPTY) for n in range(9))
    monkeypatch.setattr(adding, "refresh", lambda *_, **__: Receipt((), (), (), 0, entries))
    for number in range(9):
        (source / f"{number}.png").write_bytes(b"")
    assert add(workspace, source) == ExitCode.PARTIAL
    said = capsys.readouterr().err
    assert said.count("It holds no text.") == 5
    assert "and 4 more files with nothing to read: yosqa index status" in said


def test_a_failed_copy_leaves_nothing(workspace: Workspace, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, target: Path) -> None:
        target.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copy2", full)
    assert add(workspace, source / "a.txt") == ExitCode.USAGE
    assert files(workspace) == set()
