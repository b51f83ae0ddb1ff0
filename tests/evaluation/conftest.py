"""A small workspace with an index, and an assistant over it that needs no model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.small_library import DOCUMENTS, QUESTIONS, LightAssistant, build
from yosqa.evaluation import sets
from yosqa.evaluation.sets import QuestionSet
from yosqa.workspace import Workspace, create


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Three inspections, a news item and a register, indexed. Not to be changed."""
    workspace = create(tmp_path_factory.mktemp("library"))
    for name, text in DOCUMENTS.items():
        (workspace.corpus / name).write_text(text, encoding="utf-8")
    build(workspace)
    return workspace


@pytest.fixture(scope="session")
def asked(library: Workspace) -> QuestionSet:
    """Questions over it."""
    return sets.load(write(library.eval / "questions.jsonl", QUESTIONS))


@pytest.fixture
def assistant(library: Workspace) -> LightAssistant:
    return LightAssistant.of(library)


@pytest.fixture
def question_file(tmp_path: Path) -> Callable[..., Path]:
    """``question_file({...}, {...})`` writes a set."""
    return lambda *rows: write(tmp_path / "set.jsonl", rows)


def write(path: Path, rows: Any) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path
