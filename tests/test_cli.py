"""The command line: exit codes, what goes to which stream, one-line errors."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import yosqa
from tests.hashing import HashingEmbedder
from yosqa.cli import main, output
from yosqa.cli.output import printable
from yosqa.cli.parser import build
from yosqa.cli.progress import ProgressLine, describe, interruptible
from yosqa.errors import ExitCode, GroundingError, IndexMissing
from yosqa.model import Answer, Citation, Kind, Progress
from yosqa.workspace import Workspace

COMMANDS = ("ask", "search", "ratings", "compare", "follow", "index", "add", "init", "doctor", "eval")


def yosqa_process(*arguments: str, input: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m yosqa`` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "yosqa", *arguments],
        input=input,
        stdin=subprocess.DEVNULL if input is None else None,
        capture_output=True,
        text=True,
        env=os.environ | more,
        timeout=120,
    )


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == ExitCode.DONE
    assert capsys.readouterr().out == f"yosqa {yosqa.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == ExitCode.DONE
    assert f"usage: yosqa {command}" in capsys.readouterr().out
    assert f"    {command} " in build().format_help()


@pytest.mark.parametrize(
    "arguments",
    [["serch", "q"], ["ask"], ["search", "-k", "0", "q"], ["search", "-k", "x", "q"], ["--set", "model", "ask", "q"]],
)
def test_wrong_usage_is_one_line_and_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("yosqa: ")
    assert err.count("\n") == 1
    assert "--help" in err


def test_no_workspace_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    run = yosqa_process("ask", "Who led the inspection?")
    assert (run.returncode, run.stdout) == (ExitCode.USAGE, "")
    assert run.stderr.startswith("yosqa: There is no workspace in")
    assert "yosqa init DIR" in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_wrong_setting_is_an_error_with_the_nearest_name(workspace: Workspace) -> None:
    run = yosqa_process("--workspace", str(workspace.root), "ask", "q", "--set", "model.thread=2")
    assert run.returncode == ExitCode.USAGE
    assert "model.threads" in run.stderr


def test_an_empty_question_is_wrong_usage(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "  ", "--workspace", str(workspace.root)]) == ExitCode.USAGE
    assert "question is empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["index", "status", "--rebuild"], "--rebuild has no meaning for index status. Try: yosqa index --rebuild"),
        (["index", "verify", "--dry-run"], "--dry-run has no meaning for index verify. Try: yosqa index --dry-run"),
        (["index", "--rebuild", "--dry-run"], "not allowed with argument"),
        (["ask", "Who led it?", "--conversation"], "--conversation needs questions on standard input."),
    ],
)
def test_a_switch_without_meaning_is_wrong_usage(
    workspace: Workspace, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--workspace", str(workspace.root), *arguments]) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), says in err) == ("", 1, True), err


def test_quiet_leaves_errors_and_no_notes(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("yosqa.embedding.load", lambda *_: HashingEmbedder())
    (workspace.corpus / "a.txt").write_text("Leeds\n\nGood.\n")
    (workspace.corpus / "b.pdf").write_bytes(b"%PDF-1.7\nbroken")
    lines: list[list[str]] = []
    for switches in ([], ["--quiet"]):
        arguments = ["--workspace", str(workspace.root), *switches]
        assert main([*arguments, "index", "--rebuild"]) == ExitCode.PARTIAL
        assert main([*arguments, "init", str(workspace.root / "new")]) == ExitCode.DONE
        lines.append([" ".join(line.split()[:3]) for line in capsys.readouterr().err.splitlines()])
    failure = "yosqa: b.pdf: It"
    assert lines == [["yosqa: reading 0/2", "yosqa: publishing", failure, "yosqa: put documents"], [failure]]


def test_files_without_text_are_named_when_they_are_new_and_counted_always(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("yosqa.embedding.load", lambda *_: HashingEmbedder())
    (workspace.corpus / "a.txt").write_text("Leeds\n\nGood.\n")
    (workspace.corpus / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    for named in (True, False):
        assert main(["--workspace", str(workspace.root), "index"]) == ExitCode.DONE
        out, err = capsys.readouterr()
        assert ("yosqa: old.doc: It is an old or encrypted Office file" in err) is named, err
        assert "1 document with 1 passage indexed; 1 of a kind that is not read (" in out


def test_what_is_asked_for_and_what_went_wrong_are_said_even_under_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for quiet in (False, True):
        monkeypatch.setattr(output, "_quiet", quiet)
        output.say("said")
        output.note("noted")
    said = capsys.readouterr().err.replace("yosqa: ", "").splitlines()
    assert said == ["said", "noted", "said"]


@pytest.mark.parametrize(
    ("corrects", "heading", "opening"),
    [
        (True, "Where it says so:", "The question takes something else for granted: Leeds was rated good."),
        (False, "The nearest passages:", "The corpus does not hold the answer: Leeds was rated good."),
    ],
)
def test_what_corrects_a_question_is_shown_as_such(
    corrects: bool, heading: str, opening: str, capsys: pytest.CaptureFixture[str]
) -> None:
    citation = Citation(1, "d1", "A report", "a.pdf", Kind.REPORT, "2018", 4, "4", "", 3, 10, 25, "Overall:\ngood.")
    output.answer(Answer("q", "q", True, "Leeds was rated good", 0.0, nearest=(citation,), corrects=corrects))
    said = [opening, "", heading, "“Overall: good.” [1]", ""]
    assert capsys.readouterr().out.splitlines()[:5] == said


def test_init_makes_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert main(["init", str(folder)]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert out == f"{folder}\n"
    assert "put documents into" in err
    assert (folder / "corpus").is_dir()


def test_the_help_names_every_exit_code() -> None:
    codes = build().format_help().partition("exit codes:")[2]
    assert {int(code) for code in re.findall(r"\b(\d+) [a-z]", codes)} == set(map(int, ExitCode))


def test_every_error_becomes_its_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for error, code in (
        (IndexMissing("There is no index.", hint="Run: yosqa index"), ExitCode.INDEX),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (RuntimeError("two\nlines"), ExitCode.DEFECT),
        (GroundingError("The quotation differs from the page."), ExitCode.DEFECT),
    ):

        def fail(_options: object, error: BaseException = error) -> int:
            raise error

        monkeypatch.setattr("yosqa.cli.corpus.init", fail)
        assert main(["init", "x"]) == code
        err = capsys.readouterr().err
        assert err.startswith("yosqa: ")
        assert err.count("\n") == 1


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = [
        sys.executable,
        "-c",
        "import time; time.sleep(0.5); from yosqa.__main__ import main; exit(main(['--help']))",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == ("", ExitCode.DONE)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain é › “text”", "plain é › “text”"),
        ("two\nlines", "two\\nlines"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("right\u202eleft", "right\\u202eleft"),
        ("broken \udcff byte", "broken \\udcff byte"),
        ("of\u00adfend\u200bing \u2060ser\ufffevice\ufeff", "offending service"),
        ("\uf0b7 a bullet of its font", "\uf0b7 a bullet of its font"),
    ],
)
def test_nothing_printed_can_drive_a_terminal(text: str, safe: str) -> None:
    assert printable(text) == safe


def test_progress_without_a_terminal_is_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    show = ProgressLine()
    for done in range(100):
        show(Progress("reading", done, 100, f"{done}.pdf"))
    show(Progress("embedding", 1, 4, remaining_seconds=62))
    show.clear()
    assert capsys.readouterr().err == "yosqa: reading 0/100: 0.pdf\nyosqa: embedding 1/4, 1:02 left\n"


def test_quiet_progress_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    ProgressLine(quiet=True)(Progress("reading", 1, 2))
    assert capsys.readouterr().err == ""


def test_progress_of_unknown_length() -> None:
    assert describe(Progress("looking", 3, None)) == "looking"


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Ctrl-C raises, also where the tests run in the background of a shell, which lets them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_asks_first_and_insists_then() -> None:
    assert threading.current_thread() is threading.main_thread()
    with interruptible() as asked:
        signal.raise_signal(signal.SIGINT)
        assert asked.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_starting_is_fast() -> None:
    def seconds() -> float:
        before = os.times()
        yosqa_process("--version")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(5)) < 0.2, "yosqa --version needs much more processor time than its 60 ms"
