"""The log goes to a file that stays small, and never to the terminal."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from yosqa import log


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, environ = list(root.handlers), root.level, dict(os.environ)
    yield
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)
    os.environ.clear()
    os.environ.update(environ)


def test_what_yosqa_logs_is_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure(tmp_path / "state")
    logging.getLogger("yosqa.store").info("built %d documents", 3)
    logging.getLogger("transformers").info("chatter")
    written = (tmp_path / "state" / "yosqa.log").read_text()
    assert "INFO yosqa.store: built 3 documents" in written
    assert "chatter" not in written
    assert capsys.readouterr() == ("", "")
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_old_entries_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "BYTES", 500)
    log.configure(tmp_path)
    for number in range(100):
        logging.getLogger("yosqa").info("entry %d", number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["yosqa.log", "yosqa.log.1", "yosqa.log.2"]
    assert all(path.stat().st_size <= 500 for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_costs_only_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (None, "yosqa"):  # as in a fresh process: the handlers of pytest and of other tests take the message
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    (tmp_path / "file").touch()
    log.configure(tmp_path / "file")
    logging.getLogger("yosqa").error("lost")
    assert capsys.readouterr() == ("", ""), "where no handler takes it, logging writes it to the terminal"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
