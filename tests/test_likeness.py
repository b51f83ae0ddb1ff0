"""The shipped word vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from yosqa.errors import ModelError
from yosqa.likeness import SHIPPED, Likeness
from yosqa.settings import ModelSettings, Settings

QUESTION = "do they rely on temps?"
TEXTS = ("Agency workers fill a third of posts.", "Nurses visit every school.", "", "東京 ☃")


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(SHIPPED)


def test_knows_readers_words_for_those_of_reports(likeness: Likeness) -> None:
    assert int(np.argmax(likeness.score(QUESTION, TEXTS))) == 0


def test_a_score_is_at_most_one_and_does_not_depend_on_the_other_texts(likeness: Likeness) -> None:
    together = likeness.score(QUESTION, TEXTS)
    assert together.dtype == np.float32
    assert np.all(np.abs(together) <= 1.0001)
    assert together[2] == 0.0
    np.testing.assert_allclose(together, [likeness.score(QUESTION, [text])[0] for text in TEXTS], atol=1e-6)


def test_nothing_to_compare(likeness: Likeness) -> None:
    assert likeness.score(QUESTION, []).shape == (0,)
    assert not likeness.score("", TEXTS).any()


def test_is_off_with_the_reranker() -> None:
    assert Likeness.load(Settings()) is not None
    assert Likeness.load(Settings(model=ModelSettings(reranker=False))) is None


def test_says_what_to_do_when_its_files_are_damaged(tmp_path: Path) -> None:
    for damaged in (b"half a file", b""):
        (tmp_path / "vectors.npy").write_bytes(damaged)
        with pytest.raises(ModelError, match="Install yosqa again"):
            Likeness(tmp_path)


def test_files_that_are_missing_are_no_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosqa.likeness.SHIPPED", tmp_path / "gone")
    with pytest.raises(ModelError, match=r"gone cannot be used.*Install yosqa again"):
        Likeness.load(Settings())
    assert Likeness.load(Settings(model=ModelSettings(reranker=False))) is None
