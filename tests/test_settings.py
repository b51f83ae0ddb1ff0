"""Default, file, environment, command line: each beats the one before, and nothing unknown passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosqa import settings
from yosqa.errors import SettingsError
from yosqa.workspace import Workspace


def test_each_source_beats_the_one_before(workspace: Workspace) -> None:
    assert settings.load(workspace, {}, {}).answers.confidence == 0.4
    workspace.settings_file.write_text("[answers]\nconfidence = 0.6\ncandidates = 7\n")
    assert settings.load(workspace, {}, {}).answers.confidence == 0.6
    environ = {"YOSQA_ANSWERS_CONFIDENCE": "0.7"}
    assert settings.load(workspace, environ, {}).answers.confidence == 0.7
    loaded = settings.load(workspace, environ, {"answers.confidence": "0.8"})
    assert (loaded.answers.confidence, loaded.answers.candidates) == (0.8, 7)


def test_a_whole_number_serves_as_a_fraction(workspace: Workspace) -> None:
    workspace.settings_file.write_text("[answers]\nconfidence = 1\n")
    value = settings.load(workspace, {}, {}).answers.confidence
    assert (value, type(value)) == (1.0, float)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[answers]\nconfidance = 0.5", ["yosqa.toml", "confidance", "answers.confidence"]),
        ("[answer]\nconfidence = 0.5", ["yosqa.toml", "answer", "answers"]),
        ("[answers]\nconfidence = 2.0", ["answers.confidence", "between 0.0 and 1.0"]),
        ("[answers]\ncandidates = 0", ["answers.candidates", "between 1"]),
        ("[answers]\ncandidates = 1.5", ["answers.candidates", "whole number"]),
        ("[model]\nreranker = 1", ["model.reranker", "true or false"]),
        ("[model]\nname = true", ["model.name", "text"]),
        ("answers = 3", ["[answers]"]),
        ("[answers", ["not valid TOML"]),
        ('[documents."a.pdf"]\ntitel = "x"', ["a.pdf", "titel", "title"]),
        ('[documents]\n"a.pdf" = "x"', ["documents"]),
    ],
)
def test_a_mistake_in_the_file_is_named(workspace: Workspace, text: str, words: list[str]) -> None:
    workspace.settings_file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        settings.load(workspace, {}, {})
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_mistakes_elsewhere_are_named_too(workspace: Workspace) -> None:
    with pytest.raises(SettingsError, match="YOSQA_MODEL_THREADS"):
        settings.load(workspace, {"YOSQA_MODEL_TREADS": "2"}, {})
    with pytest.raises(SettingsError, match=r"YOSQA_MODEL_THREADS: model\.threads is 'two'"):
        settings.load(workspace, {"YOSQA_MODEL_THREADS": "two"}, {})
    with pytest.raises(SettingsError, match=r"--set.*model\.threads"):
        settings.load(workspace, {}, {"model.thread": "2"})


def test_variables_that_are_no_settings_pass(workspace: Workspace) -> None:
    environ = {"YOSQA_WORKSPACE": "/somewhere", "YOSQA_DEBUG": "1", "PATH": "/bin"}
    assert settings.load(workspace, environ, {}) == settings.Settings()


def test_a_file_that_is_not_text_is_named(workspace: Workspace) -> None:
    workspace.settings_file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"yosqa\.toml cannot be read"):
        settings.load(workspace, {}, {})


def test_what_is_said_of_documents(workspace: Workspace) -> None:
    workspace.settings_file.write_text(
        '[documents."news/a.html"]\nkind = "release"\npublished = 2019-01-17\n'
        '[documents."news/*"]\nkind = "news"\nplaces = ["Bristol, City of", "Essex"]\n'
    )
    loaded = settings.load(workspace, {}, {})
    assert dict(loaded.overrides("news/a.html")) == {
        "kind": "release",
        "published": "2019-01-17",
        "places": "Bristol, City of; Essex",
    }
    assert loaded.overrides("news/b.html")["kind"] == "news"
    assert dict(loaded.overrides("reports/a.pdf")) == {}


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('kind = "memo"', "joint inspection"),
        ('published = "17/01/2019"', "2019-01-17"),
        ('published = "2019-13"', "2019-01-17"),
        ("fieldwork_end = 2019-01-17T10:00:00", "2019-01-17"),
    ],
)
def test_a_correction_that_cannot_be_is_named_with_what_can(workspace: Workspace, line: str, remedy: str) -> None:
    workspace.settings_file.write_text(f'[documents."news/*"]\n{line}\n')
    with pytest.raises(SettingsError, match=rf"yosqa\.toml.*news/\*.*{line.split()[0]} is .*{remedy}"):
        settings.load(workspace, {}, {})


@pytest.mark.parametrize("line", ["published = 2019", 'fieldwork_start = "2019-02"', 'kind = "News"', 'kind = ""'])
def test_a_correction_may_be_short(workspace: Workspace, line: str) -> None:
    workspace.settings_file.write_text(f'[documents."news/*"]\n{line}\n')
    assert settings.load(workspace, {}, {}).overrides("news/a.html")


@given(
    confidence=st.floats(0, 1),
    candidates=st.integers(1, 10_000),
    reranker=st.booleans(),
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_text_gives_back_what_was_written(confidence: float, candidates: int, reranker: bool, name: str) -> None:
    typed = {
        "answers.confidence": repr(confidence),
        "answers.candidates": str(candidates),
        "model.reranker": str(reranker).lower(),
        "model.name": name,
    }
    loaded = settings.load(Workspace(Path("no such folder")), {}, typed)
    assert (loaded.answers.confidence, loaded.answers.candidates) == (confidence, candidates)
    assert (loaded.model.reranker, loaded.model.name) == (reranker, name)
