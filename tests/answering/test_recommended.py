"""Whom a recommendation is addressed to, and which part of the work was rated so in whose words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.evaluation.small_library import LightAssistant, build
from yosqa.workspace import create

REPORT = """\
---
title: An inspection of youth offending services in Leeds
published: 2019-05-02
kind: report
---

# An inspection of youth offending services in Leeds

HM Inspectorate of Probation inspected organisational delivery, court disposals and out-of-court disposals.

| Standard | Rating |
|---|---|
| 1.2 Staff | Good |
| 2.2 Court: planning | Inadequate |

## Recommendations

**To the chair of the board**

1. Mend the roof of the interview room.

**To Leeds YOS**

2. Write every plan with the child.

## Custody

Resettlement was not rated in this programme of inspections.
"""
LETTER = """\
---
title: Inspection of services for children in Hull
published: 2016-03-04
kind: report
---

# Inspection of services for children in Hull

Ofsted inspected services for children in need of help and protection, children looked after and care leavers.

## The local authority

### What does the local authority need to improve?

#### Priority and immediate action

1. Visit every child who is at risk.

#### Areas for improvement

2. Write shorter plans.

## The Local Safeguarding Children Board

### What needs to improve?

80. Publish a threshold document.
"""
RELEASE = """\
---
title: Inspection of youth offending work in Barnet
published: 2018-11-08
kind: release
---

# Inspection of youth offending work in Barnet

HM Inspectorate of Probation looked at youth offending work in Barnet.

Joint working with the police was rated good. Governance and leadership was judged to be inadequate.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LightAssistant]:
    workspace = create(tmp_path_factory.mktemp("recommended"))
    for name, text in {"leeds.md": REPORT, "barnet.md": RELEASE}.items():
        (workspace.corpus / name).write_text(text, encoding="utf-8")
    build(workspace)
    found = LightAssistant.of(workspace)
    yield found
    found.close()


@pytest.fixture(scope="module")
def of_hull(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LightAssistant]:
    workspace = create(tmp_path_factory.mktemp("hull"))
    (workspace.corpus / "hull.md").write_text(LETTER, encoding="utf-8")
    build(workspace)
    found = LightAssistant.of(workspace)
    yield found
    found.close()


@pytest.mark.parametrize(
    "question",
    [
        "Who was told to mend the roof?",
        "Who has to mend the interview room's roof in Leeds?",
        "Which body should mend the roof?",
    ],
)
def test_a_recommendation_is_quoted_with_its_addressee(assistant: LightAssistant, question: str) -> None:
    answer = assistant.ask(question)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["To the chair of the board", "1. Mend the roof of the interview room."]
    assert len(answer.statements) == 1


@pytest.mark.parametrize("question", ["Who mended the roof?", "Who was told to paint the roof?"])
def test_nobody_is_named_for_what_was_not_recommended(assistant: LightAssistant, question: str) -> None:
    assert "To the chair of the board" not in [citation.quote for citation in assistant.ask(question).citations]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What is the first recommendation?", "1. Mend the roof of the interview room."),
        ("What was the last recommendation in Leeds?", "2. Write every plan with the child."),
        ("What does recommendation 2 say?", "2. Write every plan with the child."),
    ],
)
def test_one_recommendation_is_known_by_its_place(assistant: LightAssistant, question: str, quote: str) -> None:
    assert assistant.ask(question).citations[-1].quote == quote


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("What must Hull council do straight away?", ["1. Visit every child who is at risk."]),
        ("What had to be done urgently in Hull?", ["1. Visit every child who is at risk."]),
        (
            "What did inspectors tell Hull council to do?",
            ["1. Visit every child who is at risk.", "2. Write shorter plans."],
        ),
        ("What must Hull's LSCB do?", ["80. Publish a threshold document."]),
    ],
)
def test_recommendations_are_those_to_whom_and_as_urgent_as_asked(
    of_hull: LightAssistant, question: str, quotes: list[str]
) -> None:
    assert [citation.quote for citation in of_hull.ask(question).citations] == quotes


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "Which recommendation is meant for Leeds YOS itself?",
            ["To Leeds YOS", "2. Write every plan with the child."],
        ),
        (
            "What were the two things inspectors told Leeds to do?",
            [
                "To the chair of the board",
                "1. Mend the roof of the interview room.",
                "To Leeds YOS",
                "2. Write every plan with the child.",
            ],
        ),
    ],
)
def test_each_addressee_is_named_before_what_it_is_to_do(
    assistant: LightAssistant, question: str, quotes: list[str]
) -> None:
    assert [citation.quote for citation in assistant.ask(question).citations] == quotes


def test_those_to_the_service_itself_are_counted(assistant: LightAssistant) -> None:
    _, conversation = assistant.converse("What recommendations were made in Leeds?")
    answer = assistant.ask("How many of them are for the YOS itself?", conversation)
    assert answer.text.startswith("1 recommendation [")
    assert [citation.quote for citation in answer.citations] == ["2. Write every plan with the child."]


def test_there_is_no_ninth_recommendation(assistant: LightAssistant) -> None:
    answer = assistant.ask("What is the ninth recommendation?")
    assert answer.abstained
    assert "makes 2 recommendations" in (answer.reason or "")
    assert [citation.quote for citation in answer.nearest] == ["2. Write every plan with the child."]
    assert not answer.statements


def test_a_time_after_a_recommendation_is_not_its_number(assistant: LightAssistant) -> None:
    answer = assistant.ask("Was the recommendation 12 months ago met in Leeds?")
    assert "makes 2 recommendations" not in (answer.reason or "")


def test_parts_of_which_little_is_known_are_left_to_the_text(assistant: LightAssistant) -> None:
    answer = assistant.ask("Which standards did Leeds get outstanding for?")
    assert "no inspection in the corpus fits" not in (answer.reason or "")


def test_a_wrong_premise_names_the_part_that_was_rated(assistant: LightAssistant) -> None:
    answer = assistant.ask("Why was planning in court cases rated good in Leeds?")
    assert "was rated “Inadequate” for Court disposals: Planning, not good" in (answer.reason or "")


def test_a_rating_told_in_a_sentence_is_shown_in_its_words(assistant: LightAssistant) -> None:
    told = assistant.ask("Which parts of Barnet's work were rated good?")
    assert "“Joint working with the police was rated good.”" in told.text
    cell = assistant.ask("Which parts of Leeds's work were rated good?")
    assert "Staff] “Good”" in cell.text


def test_what_the_report_says_it_did_not_rate_is_quoted(assistant: LightAssistant) -> None:
    answer = assistant.ask("Did Leeds get a rating for resettlement?")
    assert not answer.abstained
    assert "Resettlement was not rated" in answer.text
    refused = assistant.ask("How was resettlement rated in Leeds?")
    assert refused.abstained
    assert [citation.quote for citation in refused.nearest] == [answer.citations[0].quote]
