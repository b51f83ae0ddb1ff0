"""``yosqa ratings``, ``yosqa compare`` and ``yosqa follow`` on real documents."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.hashing import HashingEmbedder
from yosqa import indexing
from yosqa.cli import main
from yosqa.errors import ExitCode
from yosqa.frameworks import frameworks
from yosqa.ledger import Figure
from yosqa.settings import Settings
from yosqa.workspace import Workspace, create

REPORT = """\
---
title: An inspection of youth offending services in Leeds
publisher: HM Inspectorate of Probation
published: 2019-03-12
kind: report
---

# An inspection of youth offending services in Leeds

## Overall rating

Overall, Leeds was rated as good for its organisational delivery and its court disposals.

The service employed 43 practitioners in 2018.

| Standard | Rating |
|---|---|
| 1. Organisational delivery | |
| 1.1 Governance and leadership | Good |
| 1.2 Staff | Requires improvement |
| 2. Court disposals | |
| 2.1 Assessment | Good |
"""

ARTICLE = """\
---
title: Leeds youth service inspected
published: 2019-03-15
kind: news
---

# Leeds youth service inspected

Leeds Youth Justice Service was visited by inspectors, who wrote about it in March 2019.

The service employed 34 practitioners in 2018, according to the report.
"""


@pytest.fixture(scope="module")
def leeds(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = create(tmp_path_factory.mktemp("leeds"))
    (workspace.corpus / "report.md").write_text(REPORT, encoding="utf-8")
    (workspace.corpus / "article.md").write_text(ARTICLE, encoding="utf-8")
    indexing.build(workspace, Settings(), embedder=HashingEmbedder())
    return workspace


def inspection(year: str, text: str) -> str:
    """The report of Leeds as one of some year with other findings."""
    head = f"---\ntitle: Inspection of Leeds {year}\npublished: {year}-03-12\nkind: report\nplaces: Leeds\n---\n\n"
    body = REPORT.split("---\n", 2)[2]
    return f"{head}{body}\n## Findings\n\n{text}"


def run(workspace: Workspace, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["--workspace", str(workspace.root), *arguments])
    return code, capsys.readouterr().out


def test_ratings_as_csv_and_json_are_the_same_rows(leeds: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(leeds, capsys, "ratings", "Leeds", "--csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == ExitCode.DONE
    assert {(row["measure"], row["normal"]) for row in rows if row["path"] == "report.md"} >= {
        ("Overall", "good"),
        ("Staff", "requires improvement"),
    }
    _, text = run(leeds, capsys, "ratings", "Leeds", "--json")
    assert [{key: str(value) for key, value in row.items()} for row in json.loads(text)] == rows
    for row in rows:
        page = Path(leeds.corpus / row["path"]).read_text()
        assert " ".join(page[int(row["start"]) : int(row["end"])].split()) == row["value"]


def test_filters_narrow_and_nothing_left_is_1(leeds: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(leeds, capsys, "ratings", "--measure", "staff", "--grade", "requires improvement")
    assert (code, text.count("Leeds")) == (ExitCode.DONE, 1)
    code, text = run(leeds, capsys, "ratings", "--year", "2015", "--json")
    assert (code, json.loads(text)) == (ExitCode.NO_ANSWER, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--family", "Youth", "--kind", "Rating", "--grade", " Requires  Improvement "],
        ["--grade", "requires improvement to be good"],
        ["--kind", "rating", "--kind", "count", "--grade", "Require improvement"],
    ],
)
def test_a_filter_may_be_written_as_people_and_reports_do(
    leeds: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, text = run(leeds, capsys, "ratings", "--json", *arguments)
    assert (code, [row["measure"] for row in json.loads(text)]) == (ExitCode.DONE, ["Staff"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--family", "yuoth"], "Did you mean youth?"),
        (["--family", "x"], "childrens, joint, lscb, send, youth"),
        (["--grade", "exellent"], "Use one of: adequate, good, inadequate"),
        (["--grade", "Requires imporvement"], "Did you mean requires improvement?"),
        (["--kind", "ratings"], "Did you mean rating?"),
        (["--year", "20x9"], "'20x9' is not of the form YYYY or YYYY-MM."),
        (["--year", "2019-13"], "'2019-13' is not of the form"),
        (["--year", "2019-03-39"], "'2019-03-39' is not of the form"),
        (["--year", "2019-03-12"], "'2019-03-12' is not of the form"),
    ],
)
def test_a_filter_that_nothing_can_pass_is_wrong_usage(
    leeds: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["--workspace", str(leeds.root), "ratings", *arguments]) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), says in err) == ("", 1, True), err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--family", "lscb"],
        ["--grade", "Typically Positive"],
        ["--year", "2019-04"],
        ["--kind", "count", "--grade", "7"],
    ],
)
def test_a_filter_that_nothing_passes_is_said(
    leeds: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["--workspace", str(leeds.root), "ratings", *arguments]) == ExitCode.NO_ANSWER
    assert "passes these filters" in capsys.readouterr().err


def test_the_help_names_what_the_filters_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ratings", "--help"]) == ExitCode.DONE
    said = set(re.findall(r"\w+", capsys.readouterr().out))
    assert {*Figure, *(known.family for known in frameworks())} <= said


def test_an_unknown_place_is_an_error(leeds: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workspace", str(leeds.root), "ratings", "Qwertyville"]) == ExitCode.USAGE
    assert "Qwertyville" in capsys.readouterr().err


def test_an_article_is_set_against_its_report(leeds: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(leeds, capsys, "compare", "--json")
    (comparison,) = [json.loads(line) for line in text.splitlines()]
    assert (code, comparison["article"], comparison["report"]) == (ExitCode.DONE, "article.md", "report.md")
    verdicts = {(finding["about"], finding["verdict"]) for finding in comparison["findings"]}
    assert ("figure", "contradicts") in verdicts
    for finding in comparison["findings"]:
        assert finding["article"]["quote"] in ARTICLE
    code, text = run(leeds, capsys, "compare", "leeds")
    assert "contradicts: figure" in text
    assert "34 practitioners" in text
    assert "43 practitioners" in text


def test_a_recommendation_is_followed_to_the_next_inspection(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = create(tmp_path / "followed")
    for year, text in (
        ("2016", "## Recommendations\n\n1. Offer return home interviews promptly to children who go missing.\n"),
        ("2021", "Children who go missing are now offered return home interviews promptly.\n"),
    ):
        (workspace.corpus / f"{year}.md").write_text(inspection(year, text), encoding="utf-8")
    indexing.build(workspace, Settings(), embedder=HashingEmbedder())
    code, text = run(workspace, capsys, "follow", "Leeds", "--json")
    (followed,) = [json.loads(line) for line in text.splitlines()]
    assert (code, followed["report"], followed["next"], followed["number"]) == (
        ExitCode.DONE,
        "2016.md",
        "2021.md",
        "1",
    )
    assert "now offered" in followed["passage"]["quote"]
    assert followed["confidence"] > 0.5
    code, text = run(workspace, capsys, "follow")
    assert "now offered return home interviews" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["compare", "Kent"], "No article on Kent has a report in the corpus to be set against."),
        (["follow"], "No report makes a recommendation."),
        (["follow", "Kent", "--json"], "No report on Kent makes a recommendation."),
    ],
)
def test_what_is_missing_for_a_comparison_is_said(
    leeds: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["--workspace", str(leeds.root), *arguments]) == ExitCode.NO_ANSWER
    assert capsys.readouterr() == ("", f"yosqa: {says}\n")


@pytest.mark.parametrize(
    ("years", "says"),
    [
        (["2016"], "No report that makes recommendations has a later inspection in the corpus."),
        (["2016", "2021"], "No later inspection speaks of what was recommended."),
    ],
)
def test_what_is_missing_to_follow_a_recommendation_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], years: list[str], says: str
) -> None:
    workspace = create(tmp_path / "followed")
    found = ("## Recommendations\n\n1. Offer interviews promptly to children who go missing.\n", "It rained.\n")
    for year, text in zip(years, found, strict=False):
        (workspace.corpus / f"{year}.md").write_text(inspection(year, text), encoding="utf-8")
    indexing.build(workspace, Settings(), embedder=HashingEmbedder())
    assert main(["--workspace", str(workspace.root), "follow"]) == ExitCode.NO_ANSWER
    assert capsys.readouterr() == ("", f"yosqa: {says}\n")
