"""What a question names, what it asks for, and what is left of it to match."""

from __future__ import annotations

import pytest

from yosqa.answering.cues import Asked
from yosqa.answering.periods import Period
from yosqa.answering.question import Question, read
from yosqa.ledger.times import Times
from yosqa.metadata.places import gazetteer
from yosqa.model import Kind


def ask(text: str) -> Question:
    return read(text, gazetteer())


@pytest.mark.parametrize(
    ("text", "place", "iso", "names_document", "content"),
    [
        ("How many staff left in Leeds, 2014 report?", "Leeds", "2014", True, "How many staff left"),
        ("Leeds 2014: how many staff left?", "Leeds", "2014", True, "how many staff left"),
        ("According to the May 2014 joint inspection of Leeds, who leads?", "Leeds", "2014-05", True, "who leads?"),
        ("What did the 2014 Leeds report say about housing?", "Leeds", "2014", True, "What did say about housing?"),
        ("What was Leeds's population in 2014?", "Leeds", "2014", False, "What was the population"),
        ("Why did the board in Leeds fail (2014)?", "Leeds", "2014", True, "Why did the board fail"),
        ("Who led the inspection of Leeds reported in May 2014?", "Leeds", "2014-05", True, "Who led"),
        ("How many were there in Leeds in the year to March 2014?", "Leeds", "2014-03", False, "How many were there"),
    ],
)  # fmt: skip
def test_place_and_period_are_read_and_left_out(
    text: str, place: str, iso: str, names_document: bool, content: str
) -> None:
    question = ask(text)
    assert question.places == (place,)
    assert [(period.iso, period.names_document) for period in question.periods] == [(iso, names_document)]
    assert question.content.startswith(content.rstrip("?"))
    assert place not in question.content
    assert iso[:4] not in question.content


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How many children were seen?", Asked.NUMBER),
        ("What was the vacancy rate for social workers?", Asked.NUMBER),
        ("What did inspectors rate highly?", Asked.DESCRIPTION),
        ("What complex needs work does the team do?", Asked.DESCRIPTION),
        ("What still needs work?", Asked.LIST),
        ("What does Leeds have to get better at?", Asked.LIST),
        ("How long did it take?", Asked.DURATION),
        ("When did it begin?", Asked.DATE),
        ("Who chairs the board?", Asked.PERSON),
        ("What helps young people who are in care?", Asked.DESCRIPTION),
        ("What is a referral order?", Asked.DEFINITION),
        ("What does desistance mean?", Asked.DEFINITION),
        ("Explain the term reparation", Asked.DEFINITION),
        ("Explain why it moved", Asked.REASON),
        ("Say what desistance means", Asked.DEFINITION),
        ("What are the recommendations?", Asked.LIST),
        ("Why is it slow?", Asked.REASON),
        ("Were staff supervised?", Asked.YES_NO),
    ],
)
def test_what_is_asked_for(text: str, asked: Asked) -> None:
    assert ask(text).asked is asked


def test_kind_and_family_of_document() -> None:
    assert ask("What did the news article on Leeds say?").kinds == (Kind.NEWS, Kind.RELEASE)
    assert ask("What did the joint inspection of Leeds find?").kinds == (Kind.JOINT,)
    assert ask("How long was it in Leeds, going by the joint thematic?").kinds == (Kind.THEMATIC,)
    assert ask("What did the joint thematic inspection find?").kinds == (Kind.THEMATIC,)
    assert ask("What did the thematic audits in Leeds find?").kinds == ()
    assert ask("What does the chief inspector’s annual report say of Leeds?").kinds == (Kind.ANNUAL,)
    assert ask("What rating did Leeds YOS get?").framework == "youth"
    assert ask("Who wrote the SEND report on Leeds?").framework == "send"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("How was Lewishm rated?", ("Lewisham",)),
        ("How was Barkng and Dagenam rated?", ("Barking and Dagenham",)),
        ("what training did staff get about parents", ()),
        ("What do inspectors say about Planning?", ()),
    ],
)
def test_misspelt_names_resolve_and_words_do_not(text: str, places: tuple[str, ...]) -> None:
    assert ask(text).places == places


def test_the_question_as_understood_says_what_was_read() -> None:
    described = ask("Was it the latest SEND inspection of Leeds in May 2014?").describe()
    for part in ("Leeds", "May 2014", "SEND", "latest"):
        assert part in described.rsplit("[", 1)[1]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Can you tell me: when was the Leeds report published?", "When was the Leeds report published?"),
        ("please, who led it", "who led it"),
        ("Who led it, please?", "Who led it?"),
        ("Explain why it moved to me, please", "Why it moved"),
        ("explain reparation please", "explain reparation"),
        ("Explain their rating", "Their rating"),
        ("Did they say thank you?", "Did they say thank you?"),
        ("Well-being of children", "Well-being of children"),
        ("So many?", "So many?"),
        ("Please", "Please"),
        ("Whats AssetPlus?", "What's AssetPlus?"),
        ("What sort of work do they do?", "What work do they do?"),
    ],
)
def test_what_is_said_before_the_question_is_left_out(text: str, bare: str) -> None:
    assert read(text, gazetteer()).text == bare


@pytest.mark.parametrize(
    ("text", "place", "content"),
    [
        ("How many staff left in Barking and Dagehnam?", "Barking and Dagenham", "How many staff left?"),
        ("How many staff left in Hammersmtih and Fulham?", "Hammersmith and Fulham", "How many staff left?"),
        ("How many staff left in Barent?", "Barnet", "How many staff left?"),
        ("How many staff left in Gwyendd and Ynys Môn?", "Gwynedd and Ynys Môn", "How many staff left?"),
        ("How many staff left in Lincolnshire?", "Lincolnshire", "How many staff left?"),
        ("How many staff left in Barking?", "Barking and Dagenham", "How many staff left?"),
    ],
)
def test_a_name_is_taken_whole_though_it_is_misspelt(text: str, place: str, content: str) -> None:
    question = ask(text)
    assert question.places == (place,)
    assert question.content.replace(" ?", "?") == content


@pytest.mark.parametrize(
    "text",
    [
        "Survey results on staff?",
        "Needs met?",
        "Links with schools?",
        "who was leading the team",
        "Regarding staff, why?",
    ],
)
def test_an_ordinary_word_is_no_misspelt_name(text: str) -> None:
    assert ask(text).places == ()


@pytest.mark.parametrize("text", ["Lewishm?", "how was lewihsam rated", "What did Essxe get?", "barnett rating?"])
def test_a_misspelt_name_alone_is_known(text: str) -> None:
    assert ask(text).places in {("Lewisham",), ("Essex",), ("Barnet",)}


def test_an_institution_is_no_place_and_since_when_is_no_date_of_a_document() -> None:
    question = ask("What has the University of Exeter found in Leeds since 2020?")
    assert question.places == ("Leeds",)
    assert question.periods == ()


@pytest.mark.parametrize(
    "text", ["What did Councillor Bolton say?", "What did Mrs Lewishm say?", "what did mr bolton say"]
)
def test_a_person_is_no_place_and_no_misspelt_one(text: str) -> None:
    assert ask(text).places == ()


def test_an_institution_alone_is_no_misspelt_place_either() -> None:
    assert ask("Was Derby Crown Court busy?").places == ()


def test_abbreviations_are_matched_either_way() -> None:
    for text in ("How large is the YJB grant?", "What is the YJB?"):
        assert "youth justice board (YJB)" in ask(text).content
    assert ask("What does REACH stand for in Leeds?").content == "What does REACH stand for ?"


def test_a_year_is_found_as_a_word_and_a_school_year_is_of_its_own_century() -> None:
    assert not Period("2016", names_document=False).named_in("It cost £12016")
    assert Period("2016", names_document=False).named_in("at the end of 2016.")
    assert Period("1999/00", names_document=True).years == ("1999", "2000")
    assert Period("1998/99", names_document=True).named_in("in 1998-1999")


def test_a_place_before_a_body_leaves_the_preposition_and_any_other_takes_it_along() -> None:
    assert ask("How much did it get from Leeds council?").content == "How much did it get from the council?"
    assert ask("How many in Leeds children were seen?").content == "How many children were seen?"


def test_a_year_before_the_name_of_a_report_is_no_part_of_what_is_asked() -> None:
    placeless = ask("What was the outcome of the 2023 SEND inspection in Leeds?").placeless
    assert placeless == "What was the outcome of the SEND inspection ?"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("What was Leeds's youth offending budget for 2019/20?", "What was the budget for 2019/20 ?"),
        ("Who runs Leeds YOT?", "Who runs the service ?"),
        ("What is a youth offending team?", "What is a youth offending team?"),
        ("Why did Leeds get rid of it?", "Why did they get rid of it?"),
        ("What do Leeds staff do?", "What do staff do?"),
        ("What do inspectors want Leeds to do?", "What do inspectors want them to do?"),
        ("What does YOT stand for in Leeds?", "What does YOT stand for ?"),
        ("Does every youth offending team have a nurse?", "Does every team have a nurse?"),
        ("How many staff did Leeds have by July 2019?", "How many staff did they have by ?"),
        ("How many staff did Leeds have (Sept 2024)?", "How many staff did they have"),
        ("What did Leeds change in the letters?", "What did they change in the letters?"),
        ("What did Leeds change in schools, according to the letter?", "What did they change in schools,"),
    ],
)
def test_what_is_left_to_match_reads_like_a_question_asked_inside_the_report(text: str, content: str) -> None:
    assert ask(text).content.rstrip("?. ") == content.rstrip("?. ")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("How was Leeds rated since March 2021?", Times(since="2021-03")),
        ("How was Leeds rated before 2019?", Times(until="2018")),
        ("How many services were good after 2019?", Times(since="2020")),
        ("How was Leeds rated between 2018 and 2020?", Times("2018", "2020")),
        ("What has Leeds done for girls since 2019?", Times(since="2019")),
    ],
)
def test_a_bound_is_no_period(text: str, bound: Times) -> None:
    question = ask(text)
    assert question.bound == bound
    assert question.periods == ()


@pytest.mark.parametrize("text", ["How many staff had left Leeds by 2019?", "What was set up in Leeds before 2019?"])
def test_only_of_ratings_is_a_time_before_which_something_was_a_bound(text: str) -> None:
    question = ask(text)
    assert not question.bound
    assert [period.iso for period in question.periods] == ["2019"]


def test_a_month_is_named_without_another_year_beside_it() -> None:
    july = Period("2022-07", False)
    assert july.named_in("in July the figure was 71 per cent")
    assert july.named_in("on 4 July 2022")
    assert not july.named_in("in July 2021")
    assert not july.named_in("in 2022")


@pytest.mark.parametrize(
    ("text", "of_visit"),
    [
        ("What was found at the March 2023 visit?", True),
        ("How was Leeds rated in the 2016 inspection?", True),
        ("What does the 2016 inspection report say?", False),
        ("What does the May 2016 letter say?", False),
        ("How many were there in 2016?", False),
    ],
)
def test_the_time_of_a_visit_is_told_from_that_of_a_document(text: str, of_visit: bool) -> None:
    assert [period.of_visit for period in ask(text).periods] == [of_visit]


def test_a_year_in_which_something_was_so_names_no_document() -> None:
    for text, names in (("How many girls passed in Leeds, in 2013?", False), ("How many passed in Leeds, 2013?", True)):
        assert [period.names_document for period in ask(text).periods] == [names]
