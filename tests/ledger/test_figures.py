from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.reading import read, read_text, values
from yosqa.ledger import Figure, LedgerRow
from yosqa.ledger.figures import NATIONAL, number_of
from yosqa.model import Kind

STANDARDS = {
    "governance": "good", "staff": "requires improvement", "partnerships": "requires improvement", "facilities": "good",
    "court-assessment": "requires improvement", "court-planning": "inadequate",
    "court-delivery": "requires improvement", "court-reviewing": "requires improvement",
    "out-of-court-assessment": "requires improvement", "out-of-court-planning": "requires improvement",
    "out-of-court-delivery": "requires improvement", "joint-working": "good",
}  # fmt: skip
SHARES = {
    "court-assessment": (84, 63, 57), "court-planning": (80, 48, 62), "court-delivery": (62, 55, 65),
    "court-reviewing": (62, 58, 56), "out-of-court-assessment": (58, 74, 68), "out-of-court-planning": (89, 64, 71),
    "out-of-court-delivery": (89, 83, 63),
}  # fmt: skip


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[LedgerRow, ...]:
    path = next((shared / "seeds").glob("001*.txt"))
    return read(path, places=("Barking and Dagenham",), published="2018-12")


def test_the_seed_report_gives_its_twelve_standards(seed: tuple[LedgerRow, ...]) -> None:
    found = values(seed)
    assert {measure: found[measure] for measure in STANDARDS} == STANDARDS
    assert found["overall"] == "requires improvement"


def test_the_seed_report_gives_every_percentage_of_its_annexes(seed: tuple[LedgerRow, ...]) -> None:
    found = values(seed)
    topics = ("desistance", "child-safety", "others-safety")
    expected = {
        f"{standard}.{topic}": str(share)
        for standard, shares in SHARES.items()
        for topic, share in zip(topics, shares, strict=True)
    } | {"joint-working.recommendations": "76", "joint-working.police": "78"}
    expected |= {"court-sample-share": "60", "out-of-court-sample-share": "40", "confidence-level": "80"}
    assert len(expected) == 26
    assert {measure: found[measure] for measure in expected} == expected


def test_the_seed_report_gives_its_rates_with_the_national_ones(seed: tuple[LedgerRow, ...]) -> None:
    rates = {(row.measure, row.subject): (row.number, row.note) for row in seed if row.kind is Figure.RATE}
    first_time, reoffending = "october 2016 to september 2017", "october 2015 to september 2016"
    assert rates == {
        ("first-time-entrants", "Barking and Dagenham"): (554.0, first_time),
        ("first-time-entrants", "England and Wales"): (301.0, first_time),
        ("reoffending", "Barking and Dagenham"): (47.3, reoffending),
        ("reoffending", "England and Wales"): (41.9, reoffending),
    }


def test_the_seed_report_gives_its_counts_and_shares_of_the_caseload(seed: tuple[LedgerRow, ...]) -> None:
    found = values(seed)
    assert {m: found[m] for m in ("court-cases", "out-of-court-cases", "case-managers-surveyed", "population")} == {
        "court-cases": "31", "out-of-court-cases": "19", "case-managers-surveyed": "13", "population": "210711",
    }  # fmt: skip
    assert found["caseload-age.15-17"] == "70"
    assert found["caseload-gender.female"] == "13"


def test_the_seed_report_gives_its_recommendations_with_their_addressees(seed: tuple[LedgerRow, ...]) -> None:
    found = [(row.normal, row.note) for row in seed if row.kind is Figure.RECOMMENDATION]
    service = "Barking and Dagenham YOS"
    assert found == [
        ("1", service), ("2", service), ("3", service),
        ("4", "The Director of Children's Services"), ("5", "The Youth Justice Board"),
    ]  # fmt: skip


YOUTH = """An inspection of youth justice services in Ashford
Organisational delivery, court disposals, out-of-court disposals
3.4 Out-of-court disposal policy and provision Good

2.2 Planning Good
Does planning focus sufficiently on keeping the child safe? 71%
Does planning focus on supporting the child’s desistance? 80%
3.2 Planning Good
Does planning focus sufficiently on keeping the child safe? 64%
"""


def test_a_key_question_without_a_number_belongs_to_the_standard_above_it(tmp_path: Path) -> None:
    found = values(read_text(YOUTH, tmp_path, published="2022-05"))
    assert found["court-planning.child-safety"] == "71"
    assert found["court-planning.desistance"] == "80"
    assert found["out-of-court-planning.child-safety"] == "64"


@pytest.mark.parametrize(
    "facts",
    [
        "First-time entrant rate per 100,000\n112\nAshford YJS\n169\nAverage for England and Wales\n",
        "First-time entrant rate per 100,000 112 169\nAshford YJS Average for England and Wales\n",
        "First-time entrants rate per 100,000\nAshford YJS 112\nAverage for England and Wales 169\n",
        "First-time entrant rate per 100,000 (year to March 2017)\n\n| Ashford | England and Wales |\n|---|---|\n"
        "| 112 | 169 |\n\nThe first-time entrant rate stood at 397 a year earlier.\n",
    ],
    ids=["value then name", "values then names", "name then value", "names then values"],
)
def test_key_facts_are_read_in_any_order(facts: str, tmp_path: Path) -> None:
    found = {(row.measure, row.subject): row.normal for row in read_text(facts, tmp_path)}
    assert found["first-time-entrants", "Ashford"] == "112"
    assert found["first-time-entrants", "England and Wales"] == "169"


@pytest.mark.parametrize(
    "facts",
    [
        "Key facts\n\n90,125  Total population\n8,020  Total youth population (10-17)\n\n64  Total caseload\n",
        "Key facts\n\nTotal population Ashford 90,125\nTotal youth population 8,020\nTotal current caseload 64\n",
    ],
)
def test_a_key_facts_number_stands_on_its_line_on_either_side(facts: str, tmp_path: Path) -> None:
    found = values(read_text(facts, tmp_path))
    assert found == {"population": "90125", "youth-population": "8020", "caseload": "64"}


def test_what_introduces_recommendations_is_none(tmp_path: Path) -> None:
    text = (
        "# Inspection of Ashford\n\n## Recommendations\n\nThe board and its partners should make sure that:\n\n"
        "1. every plan is read\n2. rooms are warm.\n"
    )
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    found = [(row.normal, row.note) for row in read(path) if row.kind is Figure.RECOMMENDATION]
    assert found == [("1", "The board and its partners"), ("2", "The board and its partners")]


def test_a_heading_with_a_grade_ends_recommendations(tmp_path: Path) -> None:
    text = (
        "# Inspection of Ashford\n\nFive inspectors read the files of thirty children in one week of May 2024.\n\n"
        "## Recommendations\n\nTwo.\n\n1. Mend the roof.\n2. Write plans.\n\n### Findings\n\nThey are below.\n\n"
        "#### 1.2 Staff: Good\n\n- Staff are trained.\n- Staff stay.\n"
    )
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    assert [row.normal for row in read(path) if row.kind is Figure.RECOMMENDATION] == ["1", "2"]


def test_recommendations_end_where_findings_begin(tmp_path: Path) -> None:
    text = (
        "# Inspection of Ashford\n\n## What needs to improve?\n\n"
        "- The timeliness of visits to children.\n- The quality of plans.\n\n"
        "## The experiences and progress of children in care: good\n\n1. Children in care live in stable homes.\n"
    )
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    found = [row.text for row in read(path) if row.kind is Figure.RECOMMENDATION]
    assert found == ["The timeliness of visits to children.", "The quality of plans."]


def test_a_heading_may_name_whom_a_recommendation_is_for(tmp_path: Path) -> None:
    text = (
        "# Inspection of Ashford\n\nFive inspectors read the files of thirty children in one week of May 2024.\n\n"
        "## Recommendations\n\n### For the Youth Justice Board\n\n- Give guidance on gangs.\n\n"
        "### To Ashford Council\n\n- Find school places.\n\n### Further matters\n\n- Train the staff.\n"
    )
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    found = [row.note for row in read(path) if row.kind is Figure.RECOMMENDATION]
    assert found == ["the Youth Justice Board", "Ashford Council", ""]


def test_an_article_gives_rows_marked_as_such(tmp_path: Path) -> None:
    found = read_text("Ashford’s youth justice service has been rated ‘Good’. The report makes seven recommendations.",
                      tmp_path, kind=Kind.NEWS)  # fmt: skip
    assert values(found) == {"overall": "good", "recommendation-count": "7"}
    assert {row.source for row in found} == {Kind.NEWS}


@pytest.mark.parametrize(("printed", "digits"), [("210,711", "210711"), ("Seven", "7"), ("47.3%", "47.3"), ("x", "")])
def test_numbers_in_digits(printed: str, digits: str) -> None:
    assert number_of(printed) == digits


def test_both_samples_of_cases_are_read_from_one_sentence(tmp_path: Path) -> None:
    found = values(read_text("We examined 26 court disposals and 38 out-of-court disposals.", tmp_path))
    assert found == {"court-cases": "26", "out-of-court-cases": "38"}


@pytest.mark.parametrize("when", ["a year earlier", "the previous year", "last year"])
def test_a_rate_of_another_year_is_not_the_reports(when: str, tmp_path: Path) -> None:
    found = read_text(f"In Ashford the first-time entrants rate was 123.4 {when}, which was high.\n", tmp_path)
    assert not [row for row in found if row.kind is Figure.RATE]


@pytest.mark.parametrize(
    "value",
    [
        "12% lower than a year before",
        "12% above the average",
        "5% points higher",
        "5% down on 2019",
        "3 percentage points up",
    ],
)
def test_a_difference_is_no_rate(value: str, tmp_path: Path) -> None:
    found = read_text(f"In Ashford the reoffending rate was {value}.\n", tmp_path)
    assert not [row for row in found if row.kind is Figure.RATE]


@pytest.mark.parametrize("value", ["32%", "32%, lower than the average", "32% up from 30%", "32% in 2019"])
def test_a_rate_may_be_compared(value: str, tmp_path: Path) -> None:
    found = read_text(f"In Ashford the reoffending rate was {value}.\n", tmp_path)
    assert [row.number for row in found if row.kind is Figure.RATE] == [32.0]


def test_a_number_is_no_rate_where_it_says_by_how_much(tmp_path: Path) -> None:
    found = read_text("The first-time entrants rate was 60 per 100,000 fewer than in 2015.\n", tmp_path)
    assert not [row for row in found if row.kind is Figure.RATE]


def test_the_average_beside_a_rate_in_its_row_is_the_countrys_where_it_says_so(tmp_path: Path) -> None:
    for nation, national in (("England and Wales", [36.0]), ("Wales", [])):
        found = read_text(f"Population\t246,600\nReoffending rate\t34.6% ({nation}: 36.0%)\n", tmp_path)
        rates = [row for row in found if row.kind is Figure.RATE]
        assert [row.number for row in rates if row.subject != NATIONAL] == [34.6]
        assert [row.number for row in rates if row.subject == NATIONAL] == national
