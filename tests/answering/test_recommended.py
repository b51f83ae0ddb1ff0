"""Whom a recommendation is addressed to, and which part of the work was rated so in whose words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.evaluation.library import LightAssistant, build
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
