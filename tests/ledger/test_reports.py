"""The ledger against real reports and the answers known for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.conftest import ROOT
from tests.ledger.reading import checked, document, parts, stated
from yosqa.ledger import LedgerRow, rows
from yosqa.ledger.asking import match
from yosqa.ledger.parse import parse
from yosqa.ledger.query import lookup, run
from yosqa.ledger.result import Action
from yosqa.model import Kind, Page

HEAD_PAGES = 3
"""Of each report so many pages are read here: they hold its judgements, and all reports are read in seconds."""
EARLY_PAGES = 30
"""Reports of 2013 give each judgement at the head of its own section."""
DEEP = "l035"
"""A question whose grades stand late in the reports."""
MISPRINTED = frozenset({"r-rochdale_2018-03-12_ilacs-in_care_grade"})
"""The report prints another grade than the table of grades has."""
WHOLE = (
    "rotherham_2025-12-16_ilacs",
    "surrey_2018-05-16_ilacs",
    "walsall_2023-01-06_joint-area-child-protection-inspection",
)


def place_of(name: str) -> str:
    small = {"and", "upon", "of", "on"}
    words = [word if word in small else word.capitalize() for word in name.split("_")[0].split("-")]
    return "Stockton-on-Tees" if words[0] == "Stockton" else " ".join(words)


def head_rows(path: Path) -> tuple[LedgerRow, ...]:
    pdf = pypdfium2.PdfDocument(path)
    count = min(EARLY_PAGES if "_2013-" in path.stem else HEAD_PAGES, len(pdf))
    texts = [pdf[number].get_textpage().get_text_range().replace("\r\n", "\n") for number in range(count)]
    pages = tuple(Page(number, str(number), text) for number, text in enumerate(texts, 1))
    kind = Kind.JOINT if "joint" in path.stem else Kind.REPORT
    published = path.stem.split("_")[1]
    about = document(path.stem, len(pages), kind=kind, places=(place_of(path.stem),), published=published)
    return checked(rows(about, pages, (), stated(pages, published)), pages)


@pytest.fixture(scope="module")
def ledger(shared: Path) -> dict[str, tuple[LedgerRow, ...]]:
    return {path.stem: head_rows(path) for path in sorted((shared / "reports").glob("*.pdf"))}


@pytest.fixture(scope="module")
def questions(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "questions" / "reports_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_overall_grades_are_those_known(ledger: dict[str, tuple[LedgerRow, ...]], shared: Path) -> None:
    known = json.loads((shared / "questions" / "grades_dev.json").read_text(encoding="utf-8"))
    expected = {name: grade for grade, reports in known.items() for _, name in reports}
    found = {name: lookup(ledger[name], ["overall"])[0].normal for name in expected}
    assert found == expected


def test_questions_about_one_report_are_answered(
    ledger: dict[str, tuple[LedgerRow, ...]], questions: list[dict[str, Any]]
) -> None:
    wrong = [question["id"] for question in questions if not answered(question, ledger[question["docs"][0]])]
    assert len(questions) >= 600
    assert set(wrong) <= MISPRINTED


def answered(question: dict[str, Any], found: tuple[LedgerRow, ...]) -> bool:
    """Whether the ledger's rows of the report answer a question as expected, or are blank where there is no answer."""
    row = lookup(found, match(question["question"]))[0]
    if not question["answerable"]:
        return row.blank and bool(row.reason)
    if question["all_of"]:
        return all(part.lstrip("0") in row.value.lower() for part in question["all_of"])
    return row.normal.lower().replace(" ", "") == question["answers"][0].replace(" ", "")


def load_set() -> list[dict[str, Any]]:
    lines = (ROOT / "eval" / "ledger_reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [question for line in lines if (question := json.loads(line))["id"] != DEEP]


@pytest.mark.parametrize("question", load_set(), ids=lambda question: str(question["id"]))
def test_questions_over_many_reports_are_answered_exactly(
    question: dict[str, Any], ledger: dict[str, tuple[LedgerRow, ...]]
) -> None:
    text = question["question"]
    named = {place_of(name) for name in ledger if place_of(name) in text}
    query = parse(text, sorted(named, key=text.find))
    assert query is not None
    result = run(query, [row for found in ledger.values() for row in found])
    cited = {row.document_id for row in result.rows}
    assert len(cited) == len(question["docs"])
    assert all(any(name.startswith(expected) for name in cited) for expected in question["docs"])
    if query.action in {Action.LIST, Action.COUNT}:
        assert len(result.lines) == len(cited) == question.get("count", 0)
    if "headline" in question:
        assert question["headline"] in result.headlines[-1].name


@pytest.mark.parametrize("name", WHOLE)
def test_whole_reports_give_recommendations(name: str, shared: Path) -> None:
    pages, blocks = parts(shared / "reports" / f"{name}.pdf")
    about = document(name, len(pages), places=(place_of(name),))
    found = checked(rows(about, pages, blocks, stated(pages)), pages)
    recommended = [row for row in found if row.measure == "recommendation"]
    assert 1 <= len(recommended) <= 25
    assert all(len(row.text) > 15 for row in recommended)
