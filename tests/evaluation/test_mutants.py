from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.evaluation.library import SETTINGS, LightAssistant
from tests.evaluation.mutants import MUTANTS, Mutant
from tests.indexing.builds import map_here
from yosqa import workers
from yosqa.evaluation import report
from yosqa.evaluation.asking import Respondent
from yosqa.evaluation.run import evaluate
from yosqa.evaluation.sets import QuestionSet
from yosqa.workspace import Workspace


def figures(library: Workspace, asked: QuestionSet, respondent: Respondent) -> dict[str, float]:
    with patch.object(workers, "map_files", map_here):
        run = evaluate(library, SETTINGS, [asked], respondent=respondent)
    return {name: entry["value"] for name, entry in report.report(run)["layers"].items()}


@pytest.fixture(scope="module")
def honest(library: Workspace, asked: QuestionSet) -> dict[str, float]:
    return figures(library, asked, LightAssistant.of(library))


def test_the_assistant_as_it_is_breaks_no_invariant(honest: dict[str, float]) -> None:
    assert {name: honest[name] for name in report.INVARIANT} == dict.fromkeys(report.INVARIANT, 1.0)
    assert honest["citation recall"] == honest["citation precision"] == honest["whole"] == honest["document"] == 1.0
    assert honest["answer"] >= 0.8
    assert honest["abstention precision"] == 1.0


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_assistant_is_caught_by_its_layer(
    name: str, library: Workspace, asked: QuestionSet, assistant: LightAssistant, honest: dict[str, float]
) -> None:
    change, layer = MUTANTS[name]
    assert figures(library, asked, Mutant(assistant, change))[layer] < honest[layer]


def test_an_edited_file_is_caught(library: Workspace, asked: QuestionSet, assistant: LightAssistant) -> None:
    path = library.corpus / "leeds_2021.md"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("was good", "was poor"), encoding="utf-8")
        found = figures(library, asked, assistant)
    finally:
        path.write_text(before, encoding="utf-8")
    assert found["quotation"] == 1.0
    assert found["file"] < 1.0
