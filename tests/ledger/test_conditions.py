"""What a question over many inspections confines them to, and what of it cannot be read."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.ledger.test_query import listed, row
from yosqa.frameworks import frameworks
from yosqa.ledger import Figure, comparisons, conditions
from yosqa.ledger.conditions import movement, together, unread, untold
from yosqa.ledger.parse import parse
from yosqa.ledger.query import run
from yosqa.ledger.result import Action, Movement

HISTORY = (
    row("Barnet", "2015-01", "inadequate"),
    row("Barnet", "2018-01", "good"),
    row("Barnet", "2021-01", "requires improvement"),
    row("Cardiff", "2016-01", "good"),
    row("Cardiff", "2019-01", "outstanding"),
    row("Leeds", "2017-01", "inadequate"),
    row("Leeds", "2017-01", "good", "staff"),
    row("Leeds", "2020-01", "inadequate"),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which services improved from inadequate to good?", [("Barnet", "2018-01")]),
        ("Which services went from Inadequate to Good?", [("Barnet", "2018-01")]),
        ("Which services were rated good after inadequate?", [("Barnet", "2018-01")]),
        ("Which services got worse?", [("Barnet", "2021-01")]),
        ("Which councils improved?", [("Barnet", "2018-01"), ("Cardiff", "2019-01")]),
        ("How many services improved since 2019?", [("Cardiff", "2019-01")]),
    ],
)
def test_what_changed_from_one_inspection_to_the_next(question: str, expected: list[tuple[str, str]]) -> None:
    query = parse(question)
    assert query is not None
    assert query.action is Action.MOVE
    result = run(query, HISTORY)
    assert [(after.subject, after.period) for _, after in result.lines] == expected
    assert result.headlines[0].value == len(expected)


def test_grades_of_different_scales_are_no_change_unless_they_are_named() -> None:
    old = row("Leeds", "2014-05", "satisfactory", framework="hmip-youth-full-joint")
    rows = (old, row("Leeds", "2018-12", "good"))
    assert listed("Which services improved?", rows=rows) == []
    assert [normal for _, _, normal in listed("Which services went from satisfactory to good?", rows=rows)] == [
        "Satisfactory",
        "Good",
    ]


@pytest.mark.parametrize(
    ("question", "services"),
    [
        ("Which services have never been rated inadequate?", ["Cardiff"]),
        ("Which London boroughs were rated inadequate overall?", ["Barnet"]),
        ("Which services in Wales were rated good or better overall?", ["Cardiff"]),
        ("Which services were rated good in 2016 or 2018?", ["Barnet", "Cardiff"]),
        ("Which services were rated good in 2016 and 2017?", ["Cardiff"]),
        ("Which services were good for staff but inadequate overall?", ["Leeds", "Leeds"]),
        ("Which services were rated good for staff but not overall?", ["Leeds", "Leeds"]),
        ("Which services have not been rated inadequate overall?", ["Barnet", "Cardiff"]),
        ("Which services weren't rated good or outstanding overall?", ["Barnet", "Leeds"]),
        ("Which services were rated good in 2018 or later?", ["Barnet"]),
        ("Which services were inadequate for both staff and overall?", []),
        ("Which services were rated no better than requires improvement in 2021?", ["Barnet"]),
        ("Which services were rated no worse than good overall in 2019?", ["Cardiff"]),
        ("Which services were not rated good or better in 2021?", ["Barnet"]),
        ("Which services were rated good, not outstanding, overall?", ["Barnet", "Cardiff"]),
        ("Which services were inadequate overall since December 2018?", ["Leeds"]),
        ("Which services were rated good overall in or after 2018?", ["Barnet"]),
    ],
)
def test_what_narrows_a_list(question: str, services: list[str]) -> None:
    assert [place for place, _, _ in listed(question, rows=HISTORY)] == services


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("which services improved from poor to good?", Movement(frozenset({"poor"}), frozenset({"good"}), 1)),
        ("which services moved to outstanding?", Movement(frozenset(), frozenset({"outstanding"}), 0)),
        ("which services dropped from outstanding?", Movement(frozenset({"outstanding"}), frozenset(), -1)),
        (
            "which services dropped from good to requires improvement to be good?",
            Movement(frozenset({"good"}), frozenset({"requires improvement"}), -1),
        ),
        ("which services improved after being rated inadequate?", Movement(frozenset({"inadequate"}), frozenset(), 1)),
        ("which good services have improved?", None),
        ("which services require improvement?", None),
        ("which services are rated requires improvement?", None),
        ("which services need to improve planning?", None),
        ("how many drop-in places are there?", None),
    ],
)
def test_a_movement_is_read(words: str, expected: Movement | None) -> None:
    assert movement(words) == expected


def test_that_a_change_takes_two_inspections_is_no_condition() -> None:
    assert untold("which services inspected twice or more were rated good after inadequate?") == ()
    assert "or more" in untold("which services with three or more inspections were rated good?")


@pytest.mark.parametrize(
    "question",
    [
        "Which councils in the north east are outstanding?",
        "Which services were inadequate in the last three years?",
        "Which service was rated inadequate most often?",
        "Which services were rated inadequate twice?",
        "Which services did not improve?",
        "Which services not in London are outstanding?",
        "Which services were rated good but are now inadequate?",
        "Which services were rated inadequate in both 2018 and 2022?",
        "Which services were good in 2018 and inadequate in 2021?",
        "Which services are no longer rated inadequate?",
        "Which services were not all rated good?",
        "Which services had no inadequate ratings?",
        "Which services were rated better than outstanding?",
        "Which services were rated good since early 2021?",
        "Which services scored more than 30%?",
        "How many services scored over 25 and under 30?",
        "Which services got more than one inadequate rating?",
    ],
)
def test_a_condition_that_cannot_be_told_is_named(question: str) -> None:
    query = parse(question)
    assert query is not None
    assert query.untold


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at least good", "good outstanding"),
        ("good or outstanding", "good outstanding"),
        ("good or above", "good outstanding"),
        ("no lower than requires improvement", "good outstanding requires improvement"),
        ("worse than satisfactory", "poor unsatisfactory"),
        ("better than good", "outstanding"),
        ("not better than adequate", "adequate inadequate"),
        ("neither poor nor unsatisfactory", "good satisfactory"),
        ("not widespread failings", "inconsistent typically positive"),
    ],
)
def test_a_comparison_and_its_denial_choose_grades(words: str, expected: str) -> None:
    found = " ".join(sorted(comparisons.grades(words)))
    assert found == expected


def test_a_grade_is_worse_than_another_on_any_scale() -> None:
    old = row("Newport", "2016-06", "satisfactory", framework="hmip-youth-full-joint")
    for question in ("Which services were rated worse than good in 2016?", "Which services were not good in 2016?"):
        assert [place for place, _, _ in listed(f"{question[:-1]} overall?", rows=(old,))] == ["Newport"]


def test_no_two_scales_have_two_grades_in_another_order() -> None:
    pairs = {(worse, better) for known in frameworks() for worse, better in combinations(known.scale, 2)}
    assert not pairs & {(better, worse) for worse, better in pairs}


@pytest.mark.parametrize(
    ("question", "scores"),
    [
        ("Which services scored more than 30?", ["34"]),
        ("Which services scored fewer than 12?", ["9"]),
        ("Which services scored at least 12 overall?", ["12", "34"]),
        ("Which services scored no more than 12?", ["9", "12"]),
        ("Which services scored 12 or less?", ["9", "12"]),
        ("Which services scored between 10 and 20 in 2021?", ["12"]),
        ("Which services scored 12 out of 36?", ["12"]),
    ],
)
def test_a_number_is_compared(question: str, scores: list[str]) -> None:
    rows = [
        row(place, "2021-05", score, "score", kind=Figure.COUNT, value=score)
        for place, score in (("Ashford", "9"), ("Bexhill", "12"), ("Camber", "34"))
    ]
    assert [value for _, _, value in listed(question, rows=rows)] == scores


@pytest.mark.parametrize(
    ("question", "passed_over"),
    [
        ("Which county councils were rated good overall?", ("county",)),
        ("Which 10 services were rated inadequate overall?", ("10",)),
        ("Which London boroughs were rated good overall?", ()),
        ("Which services were rated good on 2.1 planning in 2019?", ()),
    ],
)
def test_numbers_and_kinds_of_authority_that_were_passed_over_are_named(
    question: str, passed_over: tuple[str, ...]
) -> None:
    query = parse(question)
    assert query is not None
    assert query.unread == passed_over


def test_a_denial_that_was_not_read_leaves_a_question_about_a_place_to_others() -> None:
    assert parse("Which standards were not rated good at Barnet?", ["Barnet"]) is not None
    assert parse("Which standards were no longer rated good at Barnet?", ["Barnet"]) is None


def test_words_that_were_not_read_are_named() -> None:
    query = parse("Which seaside services were rated inadequate overall?")
    assert query is not None
    assert query.unread == ("seaside",)
    for question in (
        "Which services were rated inadequate overall, according to the ratings register?",
        "How many inspections in 2021 were rated good or better overall?",
        "List every service with its overall rating",
    ):
        known = parse(question)
        assert known is not None
        assert not known.unread
        assert not known.untold


def test_another_form_of_a_figures_words_was_read() -> None:
    for words in ("first-timers", "privately fostered children", "looked-after children"):
        query = parse(f"What is the average number of {words}?")
        assert query is not None
        assert not query.unread


@pytest.mark.parametrize(
    "question",
    [
        "How many care leavers are in prison?",
        "How many staff are off sick?",
        "Where are they falling down?",
        "Which council has the highest turnover of staff?",
        "How many babies live with carers who hope to keep them for good?",
    ],
)
def test_a_count_of_something_else_is_no_question_about_ratings(question: str) -> None:
    assert parse(question) is None


@pytest.mark.parametrize("which", ["which services", "which two services"])
def test_what_is_not_narrowed_has_no_condition(which: str) -> None:
    words = f"{which} were rated good overall?"
    assert (untold(words), unread(words, ()), together(words), conditions.region(words)) == ((), (), (), "")
