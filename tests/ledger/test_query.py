from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosqa.ledger import Figure, LedgerRow
from yosqa.ledger.parse import parse
from yosqa.ledger.query import lookup, run
from yosqa.ledger.result import Action, LedgerQuery
from yosqa.model import Kind

GRADES = ("inadequate", "requires improvement", "good", "outstanding")


def row(place: str, when: str, normal: str, measure: str = "overall", **more: object) -> LedgerRow:
    made = LedgerRow(
        document_id=f"{place}-{when}", framework="hmip-youth-2018", family="youth", measure=measure, kind=Figure.RATING,
        label=measure, value=normal.capitalize(), normal=normal, subject=place, period=when, page=1, start=0,
        end=len(normal), reason="" if normal else "not given",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


ROWS = (
    row("Ashford", "2018-12", "inadequate"),
    row("Ashford", "2021-05", "good"),
    row("Bexhill", "2019-03", "good"),
    row("Bexhill", "2019-03", "inadequate", "court-planning"),
    row("Camber", "2021-06", "outstanding"),
    row("Deal", "2021-09", ""),
)


def asked(question: str, places: Sequence[str] = (), rows: Sequence[LedgerRow] = ROWS) -> LedgerQuery:
    query = parse(question, places)
    assert query is not None
    return query


Listed = tuple[str, str, str]


def listed(question: str, places: Sequence[str] = (), rows: Sequence[LedgerRow] = ROWS) -> list[Listed]:
    """Place, time and value of each row found."""
    return [(found.subject, found.period, found.value) for found in run(asked(question, places), rows).rows]


def test_a_list_names_each_service_that_fits() -> None:
    assert listed("Which services were rated inadequate on planning?") == [("Bexhill", "2019-03", "Inadequate")]


def test_a_count_is_the_number_of_its_lines() -> None:
    result = run(asked("How many inspections in 2021 were rated good or better overall?"), ROWS)
    assert result.headlines[0].value == 2 == len(result.lines) == len(result.headlines[0].rows)


def test_a_service_is_counted_once_however_many_of_its_standards_fit() -> None:
    rows = [row(place, "2019", "good", measure) for place in ("Deal", "Hove") for measure in ("planning", "staff")]
    result = run(LedgerQuery(Action.COUNT, ("planning", "staff"), per_place=True), rows)
    (head,) = result.headlines
    assert head.value == 2
    assert [(counted.subject, counted.measure) for counted in head.counted] == [
        ("Deal", "planning"),
        ("Hove", "planning"),
    ]
    assert head.rows == result.rows == tuple(rows)


def test_coverage_says_what_is_missing_and_why() -> None:
    coverage = run(asked("Which services were rated outstanding overall in 2021?"), ROWS).coverage
    assert (coverage.considered, coverage.stated) == (3, 2)
    assert coverage.text == "2 of 3 inspections state this; 1 not: not given"


def test_reasons_for_blanks_stand_in_the_order_of_their_services() -> None:
    blanks = [row(place, "2019", "", reason=f"none in {place}") for place in "ABCDEFGH"]
    coverage = run(LedgerQuery(Action.LIST, ("overall",)), [*blanks, row("Hove", "2019", "good")]).coverage
    assert coverage.text.endswith("; 1 not: none in A; 1 not: none in B; 1 not: none in C")


def test_what_is_not_dated_fits_no_time_and_is_named() -> None:
    undated = row("Rutland", "", "inadequate")
    of_a_year = row("Soham", "2018", "inadequate")
    result = run(asked("Which services were rated inadequate overall before June 2018?"), (*ROWS, undated, of_a_year))
    assert not result.rows
    assert dict(result.coverage.reasons) == {"undated": 1, "not dated closely enough": 1}


def test_now_means_the_latest_inspection_of_each_service() -> None:
    assert listed("Which services are currently rated inadequate overall?") == []
    found = listed("List every service with its overall rating")
    assert [place for place, _, _ in found] == ["Ashford", "Bexhill", "Camber"]


def test_a_trend_is_told_from_the_last_two_inspections() -> None:
    result = run(asked("Has Ashford improved since its last inspection?", ["Ashford"]), ROWS)
    assert result.headlines[0].name == "Overall: improved"
    assert [(found.period, found.normal) for found in result.headlines[0].rows] == [
        ("2018-12", "inadequate"),
        ("2021-05", "good"),
    ]
    assert result.rows == result.headlines[0].rows


def test_a_trend_ends_with_the_time_asked_for() -> None:
    rows = (*ROWS, row("Ashford", "2024-01", "inadequate"))
    result = run(asked("Did Ashford improve between 2018 and 2021?", ["Ashford"]), rows)
    assert result.headlines[0].name == "Overall: improved"
    assert [found.period for found in result.rows] == ["2018-12", "2021-05"]


def test_two_years_of_one_place_are_compared() -> None:
    middle = row("Ashford", "2020-01", "outstanding")
    result = run(asked("compare ashford 2018 and 2021", ["Ashford"]), (*ROWS, middle))
    assert [found.period for found in result.rows] == ["2018-12", "2021-05"]
    assert result.headlines[0].name == "Overall: improved"


def test_grades_of_different_scales_are_not_compared() -> None:
    old = row("Ashford", "2014-05", "satisfactory", framework="hmip-youth-full-joint")
    new = row("Ashford", "2018-12", "good")
    result = run(asked("Has Ashford improved?", ["Ashford"]), (old, new))
    assert result.headlines[0].name == "Overall: on different scales"


def test_places_are_compared_side_by_side() -> None:
    query = asked("Compare Ashford with Bexhill overall", ["Ashford", "Bexhill"])
    assert query.action is Action.COMPARE
    (line,) = run(query, ROWS).lines
    assert [(found.measure, found.subject, found.period, found.value) for found in line] == [
        ("overall", "Ashford", "2021-05", "Good"),
        ("overall", "Bexhill", "2019-03", "Good"),
    ]


def test_an_average_is_over_the_cells_it_shows() -> None:
    shares = [
        row(place, "2019", share, "court-planning.child-safety", kind=Figure.PERCENTAGE, value=f"{share}%")
        for place, share in (("Ashford", "48"), ("Bexhill", "71"))
    ]
    result = run(asked("What is the average percentage for planning to keep the child safe?"), shares)
    assert result.headlines[0].value == 59.5
    assert len(result.lines) == 2
    alone = run(asked("What is the average percentage for planning to keep the child safe?"), shares[:1])
    assert (alone.headlines, len(alone.lines)) == ((), 1)  # one inspection has no average


def test_the_highest_value_is_found() -> None:
    rates = [
        row(place, "2019", rate, "first-time-entrants", kind=Figure.RATE, value=rate)
        for place, rate in (("Ashford", "112"), ("Bexhill", "554"), ("England and Wales", "900"))
    ]
    assert listed("Which service had the highest first-time entrant rate?", rows=rates) == [("Bexhill", "2019", "554")]
    assert listed("Which area has the lowest first-time entrant rate?", rows=rates) == [("Ashford", "2019", "112")]


def test_recommendations_are_found_by_their_words() -> None:
    said = [
        row("Ashford", "2019", str(number), "recommendation", kind=Figure.RECOMMENDATION, text=text, value=text)
        for number, text in enumerate(("Respond to ‘county lines’.", "Improve lines of sight."), 1)
    ]
    result = run(asked("Which reports mention county lines in a recommendation?"), said)
    assert [cell.normal for cell in result.rows] == ["1"]


@pytest.mark.parametrize(
    ("topic", "found"),
    [
        ("homelessness", "Respond to homeless children."),
        ("assessing risk", "Improve the assessment of every risk."),
        ("the voice of the child", "Hear the voices of children."),
        ("out-of-hours services", "Strengthen the out of hours service."),
        ("policies", "Publish a policy."),
    ],
)
def test_a_recommendation_may_use_another_form_of_the_words(topic: str, found: str) -> None:
    texts = (found, "Meet with the police.", "Keep to hours.", "Risk nothing.")
    said = [
        row("Ashford", "2019", str(number), "recommendation", kind=Figure.RECOMMENDATION, text=text, value=text)
        for number, text in enumerate(texts)
    ]
    result = run(asked(f"Which reports recommend something about {topic}?"), said)
    assert [cell.text for cell in result.rows] == [found]


def test_of_several_documents_on_one_inspection_the_report_speaks() -> None:
    report = row("Ashford", "2018-12", "good")
    news = row("Ashford", "2018-12-20", "inadequate", document_id="news", source=Kind.NEWS)
    register = row("Ashford", "2018-12", "good", document_id="register", source=Kind.REGISTER)
    alone = row("Bexhill", "2019-01-05", "good", document_id="other", source=Kind.NEWS)
    result = run(asked("Which services were rated good or inadequate overall?"), (news, register, report, alone))
    assert [found.document_id for found in result.rows] == ["Ashford-2018-12", "other"]


def test_a_blank_row_is_looked_up_for_its_reason() -> None:
    blank = row("Deal", "2021-09", "")
    assert lookup([blank, row("Deal", "2021-09", "good", "staff")], ["overall"]) == (blank,)
    assert lookup([blank], ["staff"]) == ()


@pytest.mark.parametrize(
    "question",
    [
        "How did inspectors judge the experiences and progress of care leavers in Ashford, May 2019?",
        "Which inspector led the inspection of Ashford reported in April 2019?",
        "What are the recommendations for Ashford?",
        "What changed for disabled youngsters since inspectors last came?",
        "List the areas for improvement in Ashford",
        "How has the proportion of agency social workers changed over time?",
        "Which recommendations are about private fostering?",
        "What is the difference between the 2018 and 2021 reports on Ashford about foster carers?",
    ],
)
def test_a_question_about_one_report_is_left_to_others(question: str) -> None:
    assert parse(question, ["Ashford"]) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ashford", "Bexhill", "Camber"]),
            st.sampled_from(["2018-01", "2019-06", "2021-03"]),
            st.sampled_from([*GRADES, ""]),
        ),
        unique_by=lambda entry: entry[:2],
    ),
    st.sets(st.sampled_from(GRADES), min_size=1),
    st.booleans(),
)
def test_counts_equal_their_rows_and_every_value_points_at_one(
    entries: list[tuple[str, str, str]], grades: set[str], latest: bool
) -> None:
    rows = [row(*entry) for entry in entries]
    result = run(LedgerQuery(Action.COUNT, ("overall",), frozenset(grades), latest=latest), rows)
    fitting = [entry for entry in entries if entry[2] in grades]
    if latest:
        fitting = [entry for entry in fitting if entry[1] == max(other[1] for other in entries if other[0] == entry[0])]
    assert {(found.subject, found.period, found.normal) for found in result.rows} == set(fitting)
    assert result.headlines[0].value == len(result.lines) == len(result.rows)
    assert result.coverage.stated <= result.coverage.considered
    assert run(LedgerQuery(Action.COUNT, ("overall",), frozenset(grades), latest=latest), rows[::-1]) == result


@pytest.mark.parametrize(
    ("question", "compares"),
    [
        ("How do Leeds and Hull compare?", True),
        ("Who got the better report, Leeds or Hull?", True),
        ("Which had the better youth clubs, Leeds or Hull?", False),
    ],
)
def test_places_are_compared_by_their_ratings_only_where_nothing_else_is_asked(question: str, compares: bool) -> None:
    assert (parse(question, ["Leeds", "Hull"]) is not None) is compares


def test_the_figure_of_the_whole_country_is_the_one_that_reports_print_and_no_mean_of_theirs() -> None:
    local = row("Ashford", "2018-12", "47.3", "reoffending", kind=Figure.RATE, value="47.3%")
    rows = (*ROWS, local, replace(local, subject="England and Wales", normal="41.9", value="41.9%"))
    country = ("England and Wales", "2018-12", "41.9%")
    for question in (
        "What is the national average reoffending rate?",
        "What is the average reoffending rate for England and Wales?",
        "What's the reoffending rate across England?",
    ):
        assert listed(question, rows=rows) == [country]
    beside = listed("How does Ashford's reoffending rate compare with the national average?", ["Ashford"], rows)
    assert beside == [("Ashford", "2018-12", "47.3%"), country]
    assert not run(asked("What is the national average reoffending rate?"), (*ROWS, local)).rows
    above = "Which services have a reoffending rate above the national average?"
    assert parse(above) is None
    assert listed("Is Ashford's reoffending rate higher than the national average?", ["Ashford"], rows) == beside


def test_which_part_is_asked_of_every_service_where_no_place_is_named() -> None:
    query = asked("Which part of court work was rated inadequate?")
    assert query.within
    assert [(line.subject, line.measure) for line in run(query, ROWS).rows] == [("Bexhill", "court-planning")]
    for other in (
        "Which parts of London were rated inadequate?",
        "Which parts of the country were judged inadequate?",
        "Which parts of a plan are good when children are judged to be at risk?",
    ):
        found = parse(other)
        assert found is None or not found.within
