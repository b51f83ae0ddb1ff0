from __future__ import annotations

import json
from dataclasses import replace
from unittest.mock import patch

import pytest

from tests.evaluation.mutants import MUTANTS, Mutant
from tests.evaluation.small_library import SETTINGS, LightAssistant
from tests.indexing.builds import map_here
from yosqa import workers
from yosqa.answering import answerer
from yosqa.evaluation import compare, report
from yosqa.evaluation.asking import Respondent
from yosqa.evaluation.run import evaluate
from yosqa.evaluation.sets import QuestionSet
from yosqa.grounding import Sources, verify
from yosqa.model import Answer
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


def test_a_withheld_answer_is_a_failure_and_no_refusal(
    library: Workspace, asked: QuestionSet, assistant: LightAssistant, honest: dict[str, float]
) -> None:
    """Every quotation is broken before it is verified, those offered beside a refusal among them."""

    def broken(answer: Answer, sources: Sources) -> Answer:
        change = MUTANTS["shifted offsets"][0]
        answer = change(assistant, answer)
        nearest = change(assistant, replace(answer, citations=answer.nearest)).citations
        return verify(replace(answer, nearest=nearest), sources)

    with patch.object(workers, "map_files", map_here), patch.object(answerer, "verify", broken):
        run = evaluate(library, SETTINGS, [asked], respondent=assistant)
    withheld = {s.question.id for s in run.scored if s.reply.answer.withheld}
    assert {"q1", "q9"} <= withheld, "a question with an answer and one without"
    found = json.loads(json.dumps(report.report(run)))
    assert found["layers"]["quotation"]["value"] == 0.0
    assert found["layers"]["abstention recall"]["value"] < honest["abstention recall"]
    told = {failure["id"]: failure["what"] for failure in found["failures"]}
    assert withheld <= told.keys()
    for id in withheld:
        assert "quotation" in told[id]
        assert any(what.startswith("withheld: ") and "differs from the page" in what for what in told[id])
    (recall,) = (d for d in compare.compare(found, found) if d.name == compare.REFUSALS)
    assert round(recall.before, 4) == found["layers"]["abstention recall"]["value"]


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
