"""Two questions typed as one."""

from __future__ import annotations

import pytest

from yosqa.answering import answerer, compose, parts
from yosqa.answering.conversation import Conversation
from yosqa.answering.cues import Asked
from yosqa.answering.question import Question
from yosqa.assistant import Assistant
from yosqa.errors import GroundingError
from yosqa.grounding import Sources, verify
from yosqa.model import Answer


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "Who led the inspection of Kent, and what was the overall rating?",
            ("Who led the inspection of Kent?", "What was the overall rating?"),
        ),
        (
            "How was Leeds rated in 2021 and how many recommendations were made?",
            ("How was Leeds rated in 2021?", "How many recommendations were made?"),
        ),
        ("What helps and what hinders good planning?", None),
        ("What did inspectors say about how staff work and what they need?", None),
        ("What is the role of the board and the head of service?", None),
        ("Why do staff leave and who is to blame for it?", ("Why do staff leave?", "Who is to blame for it?")),
        ("Kent rating and when was it published?", None),
    ],
)
def test_a_question_is_parted_where_each_half_can_be_asked_alone(text: str, halves: tuple[str, str] | None) -> None:
    assert parts.halves(text) == halves


def test_both_halves_are_answered_of_the_place_and_time_that_one_names(assistant: Assistant) -> None:
    answer = assistant.ask("Who was the lead inspector, and what was the overall rating of Leeds in the 2017 report?")
    assert "inadequate" in answer.text
    assert {citation.path for citation in answer.citations} == {"leeds_2017.md"}
    assert [citation.marker for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {marker for s in answer.statements for marker in s.citations} == {c.marker for c in answer.citations}
    alone = assistant.ask("Who was the lead inspector of Leeds in the 2017 report?")
    assert answer.statements[0].text == alone.statements[0].text
    assert "Who was the lead inspector?" in answer.understood_as
    assert "What was the overall rating of Leeds" in answer.understood_as


def test_a_half_without_an_answer_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("How was planning rated in Kent and who was the lead inspector in Cornwall?")
    assert not answer.abstained
    assert "inadequate" in answer.text
    assert "Who was the lead inspector in Cornwall? Not answered: no document about Cornwall" in answer.coverage
    neither = assistant.ask("How was planning rated in Cornwall and who was the lead inspector?")
    assert neither.abstained
    assert neither.reason == assistant.ask("How was planning rated in Cornwall?").reason


def test_a_half_that_is_withheld_is_told(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_people(answer: Answer, sources: Sources) -> Answer:
        if "lead inspector" in answer.question and "planning" not in answer.question:
            raise GroundingError("the quotation differs from the page")
        return verify(answer, sources)

    monkeypatch.setattr(answerer, "verify", refuse_people)
    answer = assistant.ask("How was planning rated in Kent and who was the lead inspector?")
    assert "inadequate" in answer.text
    assert "is withheld" in answer.coverage
    assert answer.withheld == "the quotation differs from the page"


@pytest.mark.parametrize("corrects", [(True, True), (True, False), (False, True), (False, False)])
def test_two_refusals_correct_the_question_only_where_both_do(corrects: tuple[bool, bool]) -> None:
    refusals = [
        (Question("?", "?", Asked.DESCRIPTION), Answer("?", "?", True, f"reason {number}", 0.0, corrects=each))
        for number, each in enumerate(corrects)
    ]
    joined = parts.join(refusals)
    assert (joined.abstained, joined.reason, joined.corrects) == (True, "reason 0; reason 1", all(corrects))


def test_the_halves_lean_on_the_turn_before(assistant: Assistant) -> None:
    conversation = Conversation()
    _, conversation = assistant.converse("How was Kent rated overall?", conversation)
    answer, _ = assistant.converse("Who was the lead inspector and how was planning rated?", conversation)
    assert "Bob Sample" in answer.text
    assert "inadequate" in answer.text
    assert {citation.path for citation in answer.citations} == {"kent_2022.md"}


def test_two_facts_keep_to_the_limit_of_one(assistant: Assistant) -> None:
    one = "Why does the service keep a caseload of 12"
    answer = assistant.ask(f"{one} and what is a referral order?")
    assert "two posts were empty" in answer.text
    assert "pleads guilty" in answer.text
    assert sum(len(statement.text.split()) for statement in answer.statements) <= compose.FACT_WORDS
