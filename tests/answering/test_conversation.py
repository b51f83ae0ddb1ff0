"""What a turn takes over from the turns before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.answering.turns import ANSWER, PLACES, after, told
from yosqa.answering.conversation import Conversation, carry
from yosqa.answering.cues import Asked
from yosqa.answering.question import read
from yosqa.model import Statement


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
        ("What is the turnover in Leeds?", "In 2019?", "Leeds", "turnover in Leeds in 2019?"),
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
        ("What was Leeds's overall rating?", "And for planning?", "What was Leeds's rating for planning?"),
        ("Which actions in Leeds are on track?", "And overdue?", "Which actions in Leeds are overdue?"),
        ("Who goes to the workshop in Leeds?", "How many places?", "workshop"),
        ("What did Leeds get for planning in court cases?", "And for reviewing?", "get for reviewing in court cases"),
        (
            "What did Leeds get for planning in court cases?",
            "And the same for out-of-court cases?",
            "in out-of-court cases",
        ),
        ("What share of the caseload in Leeds is boys?", "and girls?", "What share of the caseload in Leeds is girls?"),
        ("How many in Leeds are aged 10 to 14?", "and 15 to 17?", "How many in Leeds are aged 15 to 17?"),
        (
            "Which recommendation in Leeds is meant for the police?",
            "and the NHS?",
            "Which recommendation in Leeds is meant for the NHS?",
        ),
        (
            "What did inspectors want the Youth Justice Board to do in Leeds?",
            "and the Director of Children's Services?",
            "want the Director of Children's Services to do in Leeds?",
        ),
        (
            "What percentage of Leeds cases had sufficient management oversight?",
            "What about court assessment?",
            "had sufficient court assessment?",
        ),
        (
            "How often was planning in Leeds court cases good enough?",
            "and reviewing in out-of-court cases?",
            "How often was reviewing in Leeds out-of-court cases good enough?",
        ),
        (
            "What share of Leeds's court cases had enough planning for desistance?",
            "And reviewing in out-of-court cases?",
            "What share of Leeds's out-of-court cases had enough reviewing for desistance?",
        ),
        (
            "How often was planning in Leeds court cases good enough?",
            "what was it for out-of-court cases?",
            "planning in Leeds out-of-court cases good enough",
        ),
        ("How many recommendations were made in Leeds?", "how many are there altogether?", "recommendations made"),
        ("How often was planning in Leeds good enough?", "How about delivery, same thing?", "was delivery in Leeds"),
        (
            "What did Leeds get for planning in court cases?",
            "What was it for out-of-court cases?",
            "What did Leeds get for planning in out-of-court cases?",
        ),
        ("What share of children were in school in Leeds?", "And Leeds's rating for staffing?", "rating for staffing"),
        (
            "How old is Imran in the case study on Leeds?",
            "And Ruth, in the other one?",
            "How old is Ruth in the case study",
        ),
        ("How did Imran judge planning in Leeds?", "And Delivery?", "How did Imran judge Delivery in Leeds?"),
        ("What does the YJB say of Leeds?", "and the MASH?", "What does the MASH say of Leeds?"),
        (
            "What did Ofsted say about planning in Leeds?",
            "And Staffing?",
            "What did Ofsted say about Staffing in Leeds?",
        ),
        ("Where was the Leeds team on Monday?", "And Friday?", "on Monday"),
        ("What's the reoffending rate in Leeds nationally?", "and locally?", "What's the reoffending rate in Leeds?"),
        (
            "What's the reoffending rate in Leeds nationally?",
            "what about first-time entrants there?",
            "What's the first-time entrants rate in Leeds?",
        ),
        ("What is the total population of Leeds?", "And the caseload?", "What is the caseload of Leeds?"),
        (
            "What recommendations were made in Leeds?",
            "which one is aimed at the NHS?",
            "recommendations are for the NHS?",
        ),
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
        ("How many recommendations are there for Leeds?", "the first one?", "What is the first recommendation?"),
        ("What is the first recommendation in Leeds?", "and the one for the NHS?", "recommendation is for the NHS?"),
        (
            "How many children in Leeds left?",
            "and on plans, which of them had more?",
            "which of them had more (plans)?",
        ),
        ("How was Leeds graded in 2019?", "When was that published?", "When was the report published?"),
        ("How was Leeds graded in 2019?", "And when was it inspected?", "When was the service inspected?"),
        ("Who set up the boxing club in Leeds?", "Who led it?", "Who led it?"),
        ("What did inspectors say about the strategy in Leeds?", "When was it published?", "When was it published?"),
        ("How was Leeds graded in 2019?", "When were they released?", "When were they released?"),
        ("How many children in Leeds left?", "Why that many?", "Why that many children in Leeds left?"),
        ("What is a rating?", "And an inspection?", "What is an inspection?"),
        ("What is a referral order?", "And the cost?", "What is a referral order: the cost?"),
        ("How many children in Leeds say they know about it?", "And parents?", "say they know about it: parents?"),
        ("How was Leeds rated?", "And the national average?", "How was Leeds rated for the national average?"),
        ("How many children in Leeds left?", "why so few?", "Why so few children in Leeds left?"),
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


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        ("How was Leeds rated?", "and what had the ratings been the time before?", "What had the ratings been"),
        ("How does Leeds help homeless children?", "And planning, how was that rated?", "How was planning rated?"),
        (
            "How many plans were late in Leeds?",
            "And victims, how many plans helped them?",
            "How many plans helped victims?",
        ),
        ("How long do children wait in Leeds?", "And Barnet: how many wait?", "Barnet: how many wait?"),
    ],
)
def test_a_question_of_its_own_is_not_put_into_the_one_before(before: str, text: str, understood: str) -> None:
    assert understood in carry(read(text, PLACES), after(before), PLACES).question.text


def test_it_goes_on_standing_for_the_same_thing() -> None:
    turns = after("Who pays for the boat club in Leeds?", "Who called it a waste?")
    assert carry(read("And who defended it?", PLACES), turns, PLACES).question.about == "pays boat club"
    assert carry(read("How often are they held?", PLACES), turns, PLACES).question.about == "pays boat club"
    assert carry(read("Who led that inspection?", PLACES), turns, PLACES).question.about == ""


def test_another_pronoun_is_another_person() -> None:
    turns = told("Who runs the service in Leeds?", "It is run by Ann Hill.", "2020-05")
    again = carry(read("Who wants her out?", PLACES), turns, PLACES).question
    said = replace(ANSWER, abstained=False, statements=(Statement("Bob Marsh wants Ann Hill out.", ()),))
    turns = turns.then(again, said)
    assert carry(read("Which party is he from?", PLACES), turns, PLACES).question.about == "Bob Marsh"
    assert carry(read("How old is she?", PLACES), turns, PLACES).question.about == "Ann Hill"


def test_what_two_places_are_compared_in_is_asked_of_both_and_needs_both_answers() -> None:
    turns = after("How well did Leeds do at talking to families in 2019?", "And Barnet in 2022?")
    follow_up = carry(read("which of them was better at it?", PLACES), turns, PLACES)
    assert follow_up.question.places == ("Leeds", "Barnet")
    assert "talking to families" in follow_up.question.content
    assert [period.iso for period in follow_up.question.periods] == ["2019", "2022"]
    assert follow_up.lacks == "nothing was found on Leeds or Barnet to compare"


def test_why_in_between_takes_nothing_from_a_comparison() -> None:
    turns = after("How well did Leeds do at talking to families?")
    why = carry(read("Why?", PLACES), turns, PLACES).question
    turns = turns.then(why, replace(ANSWER, question="Why?"))
    turns = turns.then(carry(read("And Barnet?", PLACES), turns, PLACES).question, ANSWER)
    for conversation in (turns, turns.then(why, replace(ANSWER, question="Why?"))):
        follow_up = carry(read("Which of them was better at it?", PLACES), conversation, PLACES)
        assert follow_up.question.places == ("Leeds", "Barnet")
        assert "talking to families" in follow_up.question.content
        assert follow_up.lacks == "nothing was found on Leeds or Barnet to compare"


def test_which_of_them_means_no_places_where_only_one_was_spoken_of() -> None:
    turns = after("How many recommendations were made in Leeds?")
    assert carry(read("Which of them was the most urgent?", PLACES), turns, PLACES).question.places == ("Leeds",)


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


def test_the_one_before_asks_for_the_earlier_inspection() -> None:
    question = carry(read("And the one before?", PLACES), after("How was Leeds rated overall?"), PLACES).question
    assert question.earlier
    assert question.places == ("Leeds",)
    assert "rated" in question.text


def test_why_asks_for_a_reason_and_who_said_that_for_a_speaker() -> None:
    assert carry(read("Why?", PLACES), after("What rating did Leeds get?"), PLACES).question.asked is Asked.REASON
    assert carry(read("Who said that?", PLACES), after("What rating did Leeds get?"), PLACES).wants_speaker


def test_why_after_a_rating_asks_why_it_was_given() -> None:
    turns = told("How was planning rated in Leeds?", "Planning: Inadequate", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text == "Why was planning rated inadequate?"
    turns = told("How was Leeds rated?", "It was rated good.", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text == "Why was the service rated good?"


def test_why_that_one_is_lower_asks_why_the_rating_was_given() -> None:
    turns = told("How was planning rated in Leeds?", "Planning: Inadequate", "2020-05")
    asked = carry(read("why was that one lower?", PLACES), turns, PLACES).question.text
    assert asked == "Why was planning rated inadequate?"
    assert carry(read("Why was it late?", PLACES), turns, PLACES).question.text == "Why was it late?"


@pytest.mark.parametrize(
    ("asked", "answer", "why"),
    [
        (
            "How was Leeds's work to cut crime?",
            "Work to cut crime was unsatisfactory.",
            "Why was Leeds's work to cut crime unsatisfactory?",
        ),
        ("Is the action in Leeds on track?", "It is late.", "Why is the action in Leeds on track?"),
        ("In how many cases in Leeds was enough done?", "In 5.", "Why in cases in Leeds was enough done?"),
        ("When did Leeds's team move in?", "In 2018.", "Why did Leeds's team move in?"),
        ("In what year was the Leeds hub shut?", "In 2018.", "Why was the Leeds hub shut?"),
        ("Where are the Leeds panels held?", "In a library.", "Why are the Leeds panels held there?"),
    ],
)
def test_why_takes_the_place_of_the_question_word(asked: str, answer: str, why: str) -> None:
    assert carry(read("why?", PLACES), told(asked, answer, "2020-05"), PLACES).question.text == why


def test_a_fragment_after_why_goes_on_with_what_came_before() -> None:
    turns = told("How was planning rated in Leeds?", "Planning: Inadequate", "2020-05")
    why = carry(read("Why?", PLACES), turns, PLACES).question
    turns = turns.then(why, replace(ANSWER, question="Why?"))
    assert carry(read("and delivery?", PLACES), turns, PLACES).question.text == "How was delivery rated in Leeds?"


def test_why_after_two_grades_or_of_many_services_is_left_as_asked() -> None:
    turns = told("How was Leeds rated?", "It was inadequate and is now good.", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text.startswith("Why: How was Leeds rated")
    turns = told("Which services were rated inadequate?", "Leeds was inadequate.", "2020-05")
    assert carry(read("Why?", PLACES), turns, PLACES).question.text.startswith("Why: Which services")


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
