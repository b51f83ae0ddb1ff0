"""What gets no answer, and the reason that is given; a wrong premise gets what was so."""

from __future__ import annotations

import pytest

from yosqa.answering.conversation import Conversation
from yosqa.assistant import Assistant


def test_words_that_only_ask_are_nothing_that_a_text_lacks(assistant: Assistant) -> None:
    reason = assistant.ask("Compare the sort of moon landing with the share that zebra migration takes").reason or ""
    assert "‘moon’" in reason
    assert not any(word in reason for word in ("‘sort’", "‘share’", "‘takes’"))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How was Cornwall rated?", "no document about Cornwall"),
        ("How many children were there in Leeds, 2014 report?", "Leeds from 2014"),
        ("What was the overall rating of Kent in 2015?", "the corpus has June 2022"),
        ("How was Hull rated in 2021?", "no inspection of Hull at that time"),
        ("When in 2019 was the Kent report published?", "the corpus has June 2022"),
        ("Who was the lead inspector in Atlantis?", "no document speaks of ‘Atlantis’"),
        ("What recommendations were made to Narnia council?", "no document speaks of ‘Narnia’"),
        ("Compare the moon landing with zebra migration", "nothing in the corpus"),
    ],
)
def test_what_the_corpus_lacks_is_the_reason_to_abstain(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert reason in (answer.reason or "")
    assert not answer.statements


def test_no_earlier_inspection_is_a_reason_to_abstain(assistant: Assistant) -> None:
    assert assistant.ask("What was the previous rating of Kent?").reason == "no earlier report on Kent"


@pytest.mark.parametrize("text", ["hello", "Thanks!", "?", "why?", "😀", "qwrtzx plmkjh"])
def test_what_asks_nothing_gets_no_answer(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text)
    assert answer.abstained
    assert "no question" in (answer.reason or "")


def test_thanks_does_not_ask_again(assistant: Assistant) -> None:
    _, conversation = assistant.converse("How was planning rated in Kent?", Conversation())
    answer, _ = assistant.converse("Thanks!", conversation)
    assert answer.abstained


@pytest.mark.parametrize("text", ["How was Atlantis rated?", "What about planning at Atlantis?", "And Atlantis?"])
def test_a_name_that_is_in_no_document_does_not_take_its_place_from_the_conversation(
    assistant: Assistant, text: str
) -> None:
    _, conversation = assistant.converse("How was Kent rated?")
    answer = assistant.ask(text, conversation)
    assert answer.abstained
    assert "Atlantis" in (answer.reason or "")
    assert "Kent" not in answer.understood_as


def test_a_wrong_premise_is_answered_with_what_was_rated(assistant: Assistant) -> None:
    answer = assistant.ask("Why was Leeds rated outstanding overall in the 2021 report?")
    assert not answer.abstained
    assert "good" in answer.text


def test_a_change_that_did_not_happen_is_answered_with_what_was_rated(assistant: Assistant) -> None:
    fallen = assistant.ask("Why did Derby fall from good to inadequate?")
    assert "“Good”, not inadequate" in (fallen.reason or "")
    assert fallen.text.startswith("The question takes something else for granted")


def test_a_denial_is_a_wrong_premise_only_where_it_is_untrue(assistant: Assistant) -> None:
    assert (assistant.ask("Why wasn't Derby rated good?").reason or "").endswith("was rated “Good”")
    assert "was rated" not in (assistant.ask("Why wasn't Derby rated outstanding?").reason or "")
    assert "was rated" not in (assistant.ask("Why was Derby rated good when it did not plan?").reason or "")
