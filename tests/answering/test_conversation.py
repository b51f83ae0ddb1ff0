"""What a turn takes over from the turns before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yosqa.answering.conversation import Conversation, carry
from yosqa.answering.cues import Asked
from yosqa.answering.question import read
from yosqa.metadata.places import gazetteer
from yosqa.model import Answer, Citation, Kind, Statement

PLACES = gazetteer()
ANSWER = Answer("", "", True, "nothing", 0.0)


def after(*questions: str) -> Conversation:
    conversation = Conversation()
    for text in questions:
        conversation = conversation.then(carry(read(text, PLACES), conversation, PLACES).question, ANSWER)
    return conversation


def test_the_first_question_stands_alone() -> None:
    text = "How was Leeds rated overall?"
    assert carry(read(text, PLACES), Conversation(), PLACES).question == read(text, PLACES)


@pytest.mark.parametrize(
    ("before", "text", "place", "words"),
    [
        ("How was Leeds rated on planning?", "And Barnet?", "Barnet", "rated on planning"),
        ("How was Leeds rated on planning?", "What about Barnet in 2019?", "Barnet", "rated on planning"),
        ("How was Leeds rated on planning?", "What about staffing?", "Leeds", "staffing"),
        ("Who led the inspection of Leeds?", "How many cases did they examine?", "Leeds", "cases"),
        ("What rating did Leeds get?", "Why?", "Leeds", "rating"),
        ("Who led the inspection of Leeds?", "Barnet?", "Barnet", "Who led"),
        ("What is the turnover in Leeds?", "What was it in 2019?", "Leeds", "it"),
        ("What is the turnover in Leeds?", "In 2019?", "Leeds", "turnover in Leeds In 2019?"),
        ("What rating did Leeds get?", "Who was the chair of its board?", "Leeds", "chair"),
    ],
)
def test_what_is_left_out_comes_from_the_turn_before(before: str, text: str, place: str, words: str) -> None:
    question = carry(read(text, PLACES), after(before), PLACES).question
    assert question.places == (place,)
    assert words in question.text
    assert place in question.describe()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What is the national average?", "reoffending rate"),
        ("And how does it compare with England and Wales?", "reoffending rate"),
        ("What is the average caseload?", ""),
        ("What is the average in Barnet?", ""),  # Another place: the question may have a topic of its own.
    ],
)
def test_a_measure_alone_is_of_the_last_topic(text: str, topic: str) -> None:
    assert carry(read(text, PLACES), after("What is the reoffending rate in Leeds?"), PLACES).question.about == topic


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        ("What are the strengths of court work in Leeds?", "And the weaknesses?", "the weaknesses of court work"),
        (
            "Which recommendation in Leeds is for the board?",
            "And the one for the council?",
            "recommendation in Leeds is for the council?",
        ),
        ("How many recommendations were made in Leeds?", "Which is for the board?", "recommendations"),
        ("How many actions are late in Leeds?", "Which ones?", "actions late"),
        (
            "How often was planning in Leeds good enough for the child's safety?",
            "And for the risk of harm to others?",
            "planning in Leeds good enough for the risk of harm to others?",
        ),
        ("What overall rating did Leeds get?", "And for planning?", "What rating for planning did Leeds get?"),
        ("Which actions in Leeds are on track?", "And overdue?", "Which actions in Leeds are overdue?"),
        ("Who goes to the workshop in Leeds?", "How many places?", "workshop"),
        ("What did Leeds get for planning in court cases?", "And for reviewing?", "get for reviewing in court cases"),
        (
            "What did Leeds get for planning in court cases?",
            "And the same for out-of-court cases?",
            "in out-of-court cases",
        ),
        (
            "What did Leeds get for planning in court cases?",
            "What was it for out-of-court cases?",
            "What did Leeds get for planning in out-of-court cases?",
        ),
        ("What share of children were in school in Leeds?", "And Leeds's rating for staffing?", "rating for staffing"),
    ],
)
def test_the_like_of_it_is_exchanged(before: str, text: str, understood: str) -> None:
    question = carry(read(text, PLACES), after(before), PLACES).question
    assert understood in f"{question.text} {question.about}"
    assert question.places == ("Leeds",)


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        ("How was Leeds graded in 2019?", "who led it?", "who led the inspection?"),
        ("How was Leeds graded in 2019?", "When was that published?", "When was the report published?"),
        ("How was Leeds graded in 2019?", "And when was it inspected?", "When was the service inspected?"),
        ("Who set up the boxing club in Leeds?", "Who led it?", "Who led it?"),
        ("What did inspectors say about the strategy in Leeds?", "When was it published?", "When was it published?"),
        ("How was Leeds graded in 2019?", "When were they released?", "When were they released?"),
        ("How many children in Leeds left?", "Why that many?", "Why that many: How many children in Leeds left?"),
        ("What is a referral order?", "And the cost?", "What is a referral order: the cost?"),
        ("How many children in Leeds say they know about it?", "And parents?", "say they know about it: parents?"),
        ("How was Leeds rated?", "And the national average?", "How was Leeds rated for the national average?"),
        ("How many children in Leeds left?", "why so few?", "Why so few: How many children in Leeds left?"),
        ("What is criminal exploitation?", "And child protection?", "What is child protection?"),
        (
            "What percentage of the caseload in Leeds is aged 10 to 14?",
            "And nationally?",
            "What percentage of the caseload in Leeds is aged 10 to 14 nationally?",
        ),
        (
            "What did inspectors say about schools in Leeds?",
            "And housing for care leavers?",
            "What did inspectors say about housing for care leavers?",
        ),
        (
            "What did they say about schools in Leeds?",
            "What grade did they get the time before?",
            "What grade did they",
        ),
    ],
)
def test_what_it_means_or_leaves_out_is_named(before: str, text: str, understood: str) -> None:
    assert understood in carry(read(text, PLACES), after(before), PLACES).question.text


def test_another_place_is_asked_for_the_same_kind_of_inspection_and_where_said_so_the_same_time() -> None:
    turns = after("What was the outcome of the 2023 SEND inspection in Leeds?", "What should they improve?")
    question = carry(read("And Barnet that year?", PLACES), turns, PLACES).question
    assert (question.places, question.framework, [p.iso for p in question.periods]) == (("Barnet",), "send", ["2023"])


def test_of_two_figures_both_are_asked_for_and_of_two_ratings_the_ratings() -> None:
    turns = after(
        "How many cases did each officer in Leeds have in the 2014 report?", "And in Barnet in the 2015 report?"
    )
    question = carry(read("Which of the two was worse?", PLACES), turns, PLACES).question
    assert question.text == "How many cases did each officer have in Leeds and Barnet, compared?"
    assert [period.iso for period in question.periods] == ["2014", "2015"]


def test_the_two_are_the_places_spoken_of_last() -> None:
    turns = after("How was Kent rated?", "How was Leeds rated?", "And Barnet?")
    assert carry(read("Which of the two scored more?", PLACES), turns, PLACES).question.places == ("Leeds", "Barnet")


def test_a_year_is_exchanged_and_the_place_stays() -> None:
    question = carry(read("And in 2016?", PLACES), after("How was Leeds rated in the 2019 report?"), PLACES).question
    assert [period.iso for period in question.periods] == ["2016"]
    assert question.places == ("Leeds",)
    assert "rated" in question.text


def test_the_one_before_asks_for_the_earlier_inspection() -> None:
    question = carry(read("And the one before?", PLACES), after("How was Leeds rated overall?"), PLACES).question
    assert question.earlier
    assert question.places == ("Leeds",)
    assert "rated" in question.text


def test_why_asks_for_a_reason_and_who_said_that_for_a_speaker() -> None:
    assert carry(read("Why?", PLACES), after("What rating did Leeds get?"), PLACES).question.asked is Asked.REASON
    assert carry(read("Who said that?", PLACES), after("What rating did Leeds get?"), PLACES).wants_speaker


def told(question: str, answer: str, published: str) -> Conversation:
    citation = Citation(1, "d", "", "d.md", Kind.REPORT, published, 1, "1", "", 1, 0, len(answer), answer)
    stated = replace(ANSWER, abstained=False, statements=(Statement(f"“{answer}”", (1,)),), citations=(citation,))
    return Conversation().then(read(question, PLACES), stated)


def test_why_after_a_rating_asks_why_it_was_given() -> None:
    turns = told("How was planning rated in Leeds?", "Planning: Inadequate", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text == "Why was planning rated inadequate?"
    turns = told("How was Leeds rated?", "It was rated good.", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text == "Why was the service rated good?"


def test_why_after_two_grades_or_of_many_services_is_left_as_asked() -> None:
    turns = told("How was Leeds rated?", "It was inadequate and is now good.", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text.startswith("Why: How was Leeds rated")
    turns = told("Which services were rated inadequate?", "Leeds was inadequate.", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text.startswith("Why: Which services")


@pytest.mark.parametrize(
    ("published", "kept"), [("2019-05", ["2019"]), ("2020-01", ["2019"]), ("", ["2019"]), ("2024-05", [])]
)
def test_a_time_goes_on_when_the_documents_are_of_it(published: str, kept: list[str]) -> None:
    turns = told("How many staff did Leeds have in 2019?", "In 2019 it had 40 staff.", published)
    asked = carry(read("Who chairs the board?", PLACES), turns, PLACES).question
    assert [period.iso for period in asked.periods] == kept


@pytest.mark.parametrize(
    "text",
    [
        "Which services were rated inadequate?",
        "What is a referral order?",
        "How was Barnet rated?",
        "How was planning rated in Atlantis?",
    ],
)
def test_a_question_that_is_whole_takes_nothing_over(text: str) -> None:
    assert carry(read(text, PLACES), after("How was Leeds rated on planning?"), PLACES).question == read(text, PLACES)


@pytest.mark.parametrize("text", ["What works well?", "Who supports the children?", "What improved?"])
def test_a_short_question_with_a_verb_takes_no_topic_over(text: str) -> None:
    assert carry(read(text, PLACES), after("How was planning rated in Leeds?"), PLACES).question.about == ""
