from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger.reading import read, read_text, values
from yosqa.frameworks import framework, frameworks, parse, plain
from yosqa.ledger.ratings import ratings
from yosqa.ledger.text import FoldedPage, fold
from yosqa.model import Kind, Page

GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
AREAS = {
    "leadership": "The impact of leaders on social work practice with children and families",
    "help-and-protection": "The experiences and progress of children who need help and protection",
    "in-care": "The experiences and progress of children in care",
    "care-leavers": "The experiences and progress of care leavers",
    "overall": "Overall effectiveness",
}
HEAD = "Inspection of Ashford local authority children’s services\n\nInspection dates: 11 to 15 March 2024\n"


def normal(grade: str) -> str:
    return grade.lower().removesuffix(" to be good")


def broken(words: list[str], at: int) -> str:
    return " ".join(words[:at]) + "\n" + " ".join(words[at:]) if 0 < at < len(words) else " ".join(words)


@st.composite
def table(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """A summary of judgements as PDF text may give it: labels and grades wrapped anywhere, in four arrangements."""
    graded = {area: draw(st.sampled_from(GRADES)) for area in AREAS}
    arrangement = draw(st.sampled_from(["beside", "below", "colon", "columns"]))
    labels = {area: broken(label.split(), draw(st.integers(0, 12))) for area, label in AREAS.items()}
    grades = {area: broken(grade.split(), draw(st.integers(0, 4))) for area, grade in graded.items()}
    if arrangement == "columns":
        lines = [*AREAS.values(), *graded.values()]
    else:
        joint = {"beside": " ", "below": "\n", "colon": ": "}[arrangement]
        lines = [f"{labels[area]}{joint}{grades[area]}" for area in AREAS]
    text = HEAD + "Judgement Grade\n" + "\n".join(lines) + "\n\nChildren in Ashford receive services of all kinds.\n"
    return text, {area: normal(grade) for area, grade in graded.items()}


@settings(max_examples=60, deadline=None)
@given(table())
def test_every_grade_is_read_however_the_table_wraps(case: tuple[str, dict[str, str]]) -> None:
    text, expected = case
    known = framework("ofsted-ilacs-2023")
    assert known is not None
    found = ratings(known, [FoldedPage(1, text)], ())
    assert {rated.measure.id: rated.normal for rated in found} == expected
    assert all(known.grade(fold(text[rated.value.start : rated.value.end])) == rated.normal for rated in found)


def test_a_grade_in_the_middle_of_its_label_is_read(tmp_path: Path) -> None:
    text = HEAD + "\n".join(
        [
            "The experiences and progress of care Outstanding",
            "leavers",
            "The experiences and progress of children in Good",
            "care",
            "The impact of leaders on social work practice Good",
            "with children and families",
        ]
    )
    found = values(read_text(text, tmp_path))
    assert found["care-leavers"] == "outstanding"
    assert found["in-care"] == "good"
    assert found["leadership"] == "good"


def test_running_prose_states_no_grade(tmp_path: Path) -> None:
    text = HEAD + (
        "The impact of leaders on social work practice with children and families\nGood\n"
        "The experiences and progress of care leavers\nGood\n\n"
        "Services have improved since 2020, when overall effectiveness was judged to be inadequate. "
        "Overall effectiveness good practice is shared.\n"
    )
    row = next(row for row in read_text(text, tmp_path) if row.measure == "overall")
    assert row.blank
    assert "Overall effectiveness" in row.reason


def test_care_leavers_without_a_grade_of_their_own_are_blank_with_the_reason(tmp_path: Path) -> None:
    text = HEAD.replace("2024", "2019") + (
        "The impact of leaders on social work practice with children and families Good\n"
        "The experiences and progress of children who need help and protection Good\n"
        "The experiences and progress of children in care and care leavers Inadequate\n"
        "Overall effectiveness Good\n"
    )
    found = read_text(text, tmp_path, published="2019-05-16")
    assert values(found)["in-care"] == "inadequate"
    leavers = next(row for row in found if row.measure == "care-leavers")
    assert leavers.blank
    assert "until 2023" in leavers.reason


SINGLE = """Ashford Borough Council
Inspection of services for children in need of help and protection, children looked after and care leavers

Children’s services in Ashford require
improvement to be good

1. Children who need help and protection Requires
improvement
2. Children looked after and achieving
permanence
Good
2.1 Adoption performance Outstanding
2.2 Experiences and progress of care leavers Inadequate
3. Leadership, management and governance Good
"""


def test_the_overall_judgement_may_be_a_sentence(tmp_path: Path) -> None:
    found = values(read_text(SINGLE, tmp_path, published="2016-05-16"))
    assert found["overall"] == "requires improvement"
    assert found["care-leavers"] == "inadequate"
    assert found["adoption"] == "outstanding"


@pytest.mark.parametrize(
    "sentence",
    [
        "We inspected children’s services in Ashford. Practice is good in parts.",
        "We looked at children’s services in Ashford and Good practice.",
        "Children’s services in Ashford are good\nat listening.",
        "Children’s services in Ashford, following a judgement of inadequate, got help.",
    ],
)
def test_a_sentence_that_is_no_verdict_rates_nothing(sentence: str, tmp_path: Path) -> None:
    text = SINGLE.replace("Children’s services in Ashford require\nimprovement to be good", sentence)
    assert "overall" not in values(read_text(text, tmp_path, published="2016-05-16"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Children’s services in St. Helens are inadequate because:",
        "Children’s services in St Helens are “inadequate”.",
        "Children’s services in Barking, Havering and Redbridge are inadequate\nLeaders have",
        "The overall judgement is that children’s services are inadequate",
        "The overall judgement is inadequate.",
    ],
)
def test_a_verdict_ends_its_sentence_or_gives_its_reasons(sentence: str, tmp_path: Path) -> None:
    text = SINGLE.replace("Children’s services in Ashford require\nimprovement to be good", sentence)
    assert values(read_text(text, tmp_path, published="2016-05-16"))["overall"] == "inadequate"


@pytest.mark.parametrize(("kind", "blank"), [(Kind.REPORT, True), (Kind.THEMATIC, False), (Kind.ANNUAL, False)])
def test_only_a_report_of_an_inspection_lacks_a_rating(kind: Kind, blank: bool, tmp_path: Path) -> None:
    text = YOUTH.replace("Overall rating\nGood\n", "").format(organisation="", court="", out="")
    found = read_text(text, tmp_path, kind=kind, published="2019-05-16")
    assert any(row.blank for row in found) == blank


def test_the_grades_of_an_earlier_inspection_are_not_taken(tmp_path: Path) -> None:
    earlier = (
        "\nThe last inspection report for the local authority’s children’s services was published in November 2014. "
        "The judgements for the local authority were:\n"
        "Overall effectiveness: inadequate\nChildren who need help and protection: inadequate\n"
        "Adoption performance: inadequate\n"
    )
    found = read_text(SINGLE + earlier, tmp_path, published="2016-05-16")
    assert values(found)["overall"] == "requires improvement"
    assert values(found)["adoption"] == "outstanding"
    assert not any(row.note for row in found)


def test_a_report_is_read_by_the_framework_that_its_metadata_name(tmp_path: Path) -> None:
    text = YOUTH.format(organisation="", court="2.2 Planning Good\n", out="4.1 Resettlement Inadequate\n")
    found = read_text(text, tmp_path, published="2019-10-16", framework="hmip-youth-2021")
    assert {row.framework for row in found} == {"hmip-youth-2021"}
    assert values(found)["resettlement"] == "inadequate"


def test_joint_working_is_read_in_reports_of_the_years_in_which_it_gave_way(tmp_path: Path) -> None:
    text = YOUTH.format(organisation="", court="", out="3.4 Joint working Good\nResettlement\n4.1 Resettlement Good\n")
    found = values(read_text(text, tmp_path, published="2021-10"))
    assert (found["joint-working"], found["resettlement"]) == ("good", "good")


def test_an_article_that_recalls_an_inspection_of_old_is_not_read_as_its_report(tmp_path: Path) -> None:
    text = "Ashford fails again\n\nPublished 3 June {}\n\nA full joint inspection had found it poor, the paper says.\n"

    def frameworks_of(year: int) -> set[str]:
        found = read_text(text.format(year), tmp_path, kind=Kind.NEWS, published=f"{year}-06-03")
        return {row.framework for row in found if row.measure == "published"}

    assert frameworks_of(2022) == {""}
    assert frameworks_of(2013) == {"hmip-youth-full-joint"}


YOUTH = """An inspection of youth offending services in Ashford
Overall rating
Good

Organisational delivery
{organisation}
Court disposals
{court}
Out-of-court disposals
{out}
"""


@pytest.mark.parametrize("numbered", [True, False], ids=["numbers", "headings only"])
def test_planning_of_two_domains_is_told_apart(numbered: bool, tmp_path: Path) -> None:
    def line(number: str, name: str, grade: str) -> str:
        return f"{number} {name} {grade}\n" if numbered else f"{name} {grade}\n"

    text = YOUTH.format(
        organisation=line("1.1", "Governance and leadership", "Good") + line("1.2", "Staff", "Outstanding"),
        court=("" if numbered else "2. Court disposals\n") + line("2.2", "Planning", "Inadequate"),
        out=("" if numbered else "3. Out-of-court disposals\n") + line("3.2", "Planning", "Good"),
    )
    found = values(read_text(text, tmp_path, published="2019-05-16"))
    assert found["court-planning"] == "inadequate"
    assert found["out-of-court-planning"] == "good"
    assert found["overall"] == "good"


def test_a_large_initial_set_apart_is_read(tmp_path: Path) -> None:
    text = YOUTH.format(organisation="1.2 Staff R equires improvement\n", court="", out="")
    assert values(read_text(text, tmp_path, published="2019-05-16"))["staff"] == "requires improvement"


def test_a_fixed_outcome_is_no_grade(tmp_path: Path) -> None:
    text = (
        "Area SEND inspection of Ashford Local Area Partnership\nInspection outcome\n"
        "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and "
        "young people with special educational needs and/or disabilities (SEND).\n"
    )
    found = read_text(text, tmp_path)
    assert values(found)["send-outcome"] == "inconsistent"
    assert next(row for row in found if row.measure == "overall").blank


def test_a_new_framework_needs_no_code() -> None:
    added = parse(
        tomllib.loads(
            """
            id = "bakery-2030"
            title = "Inspections of bakeries"
            family = "bread"
            publisher = "The guild"
            service = "bakery"
            signs = [["loaf"]]
            scale = ["flat", "risen"]
            [[measures]]
            id = "crust"
            names = ["The state of the crust"]
            """
        )
    )
    page = Page(1, "1", "Every loaf was seen.\nThe state of the\ncrust: Risen\n")
    assert added.fits(plain(page.text))
    (found,) = ratings(added, [FoldedPage(page.number, page.text)], ())
    assert (found.measure.id, found.normal) == ("crust", "risen")
    assert page.text[found.value.start : found.value.end] == "Risen"


def test_a_phrase_that_people_ask_by_is_no_regular_expression() -> None:
    data = {"id": "x", "title": "x", "family": "x", "publisher": "x", "service": "x", "signs": [["x"]]}
    entry = {"id": "crust", "names": ["The crust"], "asked": ["(?:old|new) crust"]}
    with pytest.raises(ValueError, match="regular expression"):
        parse({**data, "measures": [entry]})


def test_phrases_of_frameworks_are_written_as_questions_are_folded() -> None:
    for known in frameworks():
        phrases = [phrase for part in (*known.domains, *known.measures) for phrase in part.asked]
        assert phrases == [fold(phrase) for phrase in phrases], known.id
        assert all(known.grade(way) == grade for grade in known.scale for way in (grade, *known.printed.get(grade, ())))


@settings(max_examples=200)
@given(st.text(alphabet="aB ’“–\t\n*¹<p>/\u00ad1.", max_size=80), st.data())
def test_folding_keeps_the_way_back(text: str, data: st.DataObject) -> None:
    page = FoldedPage(1, text)
    if page.folded:
        start = data.draw(st.integers(0, len(page.folded) - 1))
        end = data.draw(st.integers(start + 1, len(page.folded)))
        low, high = page.range(start, end)
        assert 0 <= low <= high <= len(text)
        if page.folded[start:end].strip():
            assert FoldedPage(1, text[low:high]).folded.strip() == page.folded[start:end].strip()


MARKDOWN = """# An inspection of youth justice services in Ashford

## Ratings

| Ref | Standard | Rating |
|---|---|---|
| | **Overall** | **Good** |
| **1** | **Organisational delivery** | |
| 1.2 | Staff | Outstanding |
| **2** | **Court disposals** | |
| 2.2 | Planning | Inadequate |
| **3** | **Out-of-court disposals** | |
| 3.2 | Planning | Good |
| 3.4 | Policy and provision | Requires improvement |
| **4** | **Resettlement** | |
| 4.1 | Policy and provision | Good |
"""


@pytest.mark.parametrize(
    ("court", "out"),
    [
        ("2.2 Court disposals: planning", "3.2 Out-of-court disposals: planning"),
        ("2.2 Court: planning", "3.2 Out of court: planning"),
        ("Court disposals - planning", "Out-of-court disposals - planning"),
        ("Planning (court disposals)", "Planning (out-of-court disposals)"),
    ],
)
def test_a_domain_beside_the_name_tells_standards_of_one_name_apart(court: str, out: str, tmp_path: Path) -> None:
    plain = YOUTH.format(organisation="", court=f"{court} Inadequate\n", out=f"{out} Good\n")
    path = tmp_path / "report.md"
    path.write_text(
        MARKDOWN.replace("| 2.2 | Planning |", f"| | {court} |").replace("| 3.2 | Planning |", f"| | {out} |")
    )
    for found in (
        values(read_text(plain, tmp_path, published="2019-05-16")),
        values(read(path, published="2023-10-16")),
    ):
        assert (found["court-planning"], found["out-of-court-planning"]) == ("inadequate", "good")


@pytest.mark.parametrize("out", ["3.2 Out-of-\ncourt disposals: planning", "Out-of-court disposals: planning"])
def test_a_domain_is_not_read_out_of_the_middle_of_another(out: str, tmp_path: Path) -> None:
    text = YOUTH.format(organisation="", court="", out=f"{out} Good\n")
    found = values(read_text(text, tmp_path, published="2019-05-16"))
    assert (found.get("court-planning"), found["out-of-court-planning"]) == (None, "good")


def test_numbers_in_a_column_of_their_own_tell_standards_of_one_name_apart(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    found = values(read(path, published="2023-10-16"))
    assert found["overall"] == "good"
    assert (found["staff"], found["court-planning"], found["out-of-court-planning"]) == (
        "outstanding",
        "inadequate",
        "good",
    )
    assert (found["out-of-court-policy"], found["resettlement"]) == ("requires improvement", "good")


def test_a_name_that_two_standards_share_hides_no_other_of_theirs(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    text = MARKDOWN.replace("| 4.1 | Policy and provision |", "| | Resettlement policy and provision |")
    text = text.replace("| 3.4 | Policy and provision |", "| | Out-of-court disposal policy and provision |")
    path.write_text(text, encoding="utf-8")
    found = values(read(path, published="2023-10-16"))
    assert (found["out-of-court-policy"], found["resettlement"]) == ("requires improvement", "good")


@pytest.mark.parametrize(
    "sentence", ["Overall, we rated the service 'Good'.", "We have rated the team as 'Good'.", "Overall: Good"]
)
def test_the_overall_rating_may_be_said_in_passing(sentence: str, tmp_path: Path) -> None:
    text = YOUTH.replace("Overall rating\nGood\n", f"{sentence}\n").format(organisation="", court="", out="")
    assert values(read_text(text, tmp_path, published="2019-05-16"))["overall"] == "good"
