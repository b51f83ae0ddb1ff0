"""The shipped reader, and what it says when its files are not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from yosqa.errors import ModelError
from yosqa.rerank import SHIPPED, Reranker
from yosqa.settings import ModelSettings, Settings

QUESTION = "how many temps are on the payroll?"
TEXTS = (
    "The use of agency staff has fallen and now stands at 14% of the workforce.",
    "Children enjoy the annual picnic.",
    "Staff turnover | Agency social workers fill one post in five.",
    "Fire drills are held twice a year, and a log of each is kept in the office for inspectors to see on request.",
)

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> Reranker:
    return Reranker(SHIPPED, threads=2)


def test_puts_what_answers_first_whatever_its_words(reader: Reranker) -> None:
    scores = reader.score(QUESTION, TEXTS)
    assert scores.dtype == np.float32
    assert {0, 2} == set(np.argsort(-scores)[:2].tolist())


def test_a_score_does_not_depend_on_the_other_candidates(reader: Reranker) -> None:
    together = reader.score(QUESTION, TEXTS)
    alone = [reader.score(QUESTION, [text])[0] for text in TEXTS]
    turned = reader.score(QUESTION, TEXTS[::-1])[::-1]
    assert together.tolist() == alone == turned.tolist()


def test_no_candidates_and_very_long_ones(reader: Reranker) -> None:
    assert reader.score(QUESTION, []).shape == (0,)
    assert np.isfinite(reader.score(QUESTION * 40, [" ".join(TEXTS) * 40])).all()


def test_is_off_when_the_settings_say_so() -> None:
    assert Reranker.load(Settings()) is not None
    assert Reranker.load(Settings(model=ModelSettings(reranker=False))) is None


def test_names_the_folder_that_holds_no_reader(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        Reranker(tmp_path)


def test_files_that_are_missing_are_no_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosqa.rerank.SHIPPED", tmp_path / "gone")
    with pytest.raises(ModelError, match=r"gone holds no reader.*Install yosqa again"):
        Reranker.load(Settings())
    assert Reranker.load(Settings(model=ModelSettings(reranker=False))) is None


def test_says_what_to_do_about_a_damaged_model(tmp_path: Path, reader: Reranker) -> None:
    for name in ("reader.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"half a file")
    with pytest.raises(ModelError, match="Install yosqa again"):
        Reranker(tmp_path).score(QUESTION, TEXTS)
