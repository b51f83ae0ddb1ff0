"""Each file within its limits, in processes of its own: real processes, real hangs, real crashes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from yosqa import workers
from yosqa.errors import DocumentError
from yosqa.workers import map_files


def behave(item: Path) -> str:
    """Do what the file's name says."""
    match item.stem:
        case "hang":
            while True:
                time.sleep(1)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "eat":
            return str(len(bytearray(10**10)))
        case "no grace":
            workers._GRACE_SECONDS = 0.0
        case "raise":
            raise ValueError("one\ntwo")
        case "refuse":
            raise DocumentError("refuse.pdf", "needs a password.", hint="Save a copy.")
        case "shout":
            os.write(1, b"noise on standard output")
            os.write(2, b"noise on standard error")
    return item.stem


def outcomes(names: list[str], **limits: float) -> dict[str, str | DocumentError]:
    """Run ``behave`` over files with these names."""
    paths = [Path(f"{name}.pdf") for name in names]
    found = map_files(behave, paths, workers=2, seconds=limits.get("seconds", 20), megabytes=512)
    return {item.stem: result for item, result in found}


def test_every_item_comes_out_once() -> None:
    names = [f"file{number}" for number in range(40)]
    assert outcomes(names) == {name: name for name in names}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("crash", "raise limits.file_megabytes"),
        ("eat", "more than 512 MB of memory to read. Raise limits.file_megabytes"),
        ("raise", "ValueError: one two"),
        ("refuse", "refuse.pdf needs a password. Save a copy."),
    ],
)
def test_a_failing_file_fails_alone_and_says_why(name: str, says: str) -> None:
    found = outcomes(["a", name, "b", "c"])
    problem = found.pop(name)
    assert isinstance(problem, DocumentError)
    assert says in str(problem)
    assert str(problem).startswith(f"{name}.pdf ")
    assert problem.problem == str(problem).replace(f"{name}.pdf", "It", 1)
    assert problem.hint
    assert "\n" not in str(problem)
    assert found == {"a": "a", "b": "b", "c": "c"}


def test_a_hanging_file_is_stopped_at_the_limit() -> None:
    found = outcomes(["hang", "a", "b"], seconds=3)
    assert "longer than 3 seconds" in str(found["hang"])
    assert "limits.file_seconds" in str(found["hang"])
    assert found["a"] == "a"


def test_names_with_line_breaks_stay_on_one_line() -> None:
    ((_, problem),) = map_files(behave, [Path("x\ny/raise\x1b[31m\n.pdf")], workers=1, seconds=20)
    assert not isinstance(problem, DocumentError) or "\n" not in str(problem)


def test_no_items() -> None:
    assert list(map_files(behave, [], workers=2)) == []


def test_cancelling_ends_early_and_leaves_no_process(children: Callable[[], set[int]]) -> None:
    before = children()
    event = threading.Event()
    names = [Path("a.pdf"), *[Path("hang.pdf")] * 10]
    began = time.monotonic()
    for _ in map_files(behave, names, workers=2, seconds=60, cancelled=event.is_set):
        event.set()
    assert time.monotonic() - began < 10
    assert children() <= before


def test_closing_the_iterator_stops_the_workers(children: Callable[[], set[int]]) -> None:
    before = children()
    found = map_files(behave, [Path(f"{number}.pdf") for number in range(100)], workers=2, seconds=60)
    next(found)
    found.close()
    assert children() <= before


def test_work_goes_on_while_the_caller_is_busy() -> None:
    found = map_files(behave, [Path(f"{number}.pdf") for number in range(4)], workers=2, seconds=3)
    next(found)
    time.sleep(4)
    assert not any(isinstance(result, DocumentError) for _, result in found)


def test_waiting_for_the_caller_is_charged_to_no_file() -> None:
    names = [Path("no grace.pdf"), *(Path(f"{number}.pdf") for number in range(8))]
    found = map_files(behave, names, workers=1, seconds=2)
    results = [next(found)]
    time.sleep(4)
    results += found
    assert [result for _, result in results] == [name.stem for name in names]


def test_what_libraries_print_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes(["shout"]) == {"shout": "shout"}
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def children() -> Callable[[], set[int]]:
    """Tells the live worker processes of this process."""
    import multiprocessing

    return lambda: {process.pid for process in multiprocessing.active_children() if process.pid}
