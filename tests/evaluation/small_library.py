"""Documents, questions over them, and an assistant that answers with hashed words in place of a model."""

from __future__ import annotations

from functools import cached_property
from typing import Self
from unittest.mock import patch

from tests.hashing import HashingEmbedder
from tests.indexing.builds import map_here
from yosqa import indexing, workers
from yosqa.assistant import Assistant
from yosqa.settings import AnswerSettings, ModelSettings, Settings
from yosqa.workspace import Workspace

SETTINGS = Settings(model=ModelSettings(reranker=False, threads=1), answers=AnswerSettings(confidence=0.15))


def report(place: str, published: str, overall: str, planning: str, lead: str, share: int, caseload: int) -> str:
    return f"""\
---
title: {place} Youth Justice Service inspection
published: {published}
kind: report
---

# {place} Youth Justice Service

HM Inspectorate of Probation inspected {place} Youth Justice Service.

Lead inspector: {lead}

## Overall rating

The overall rating of {place} Youth Justice Service was {overall}.

## Planning

Planning for court disposals was rated {planning}. Inspectors saw a sufficient plan in {share} per cent of the cases.

## Staffing

The average caseload of a practitioner was {caseload} children. Managers of {place} trained every volunteer twice.

## Recommendations

The {place} Youth Justice Service should:

1. review the caseloads of its practitioners
2. make sure that every child has a safety plan
3. give volunteers an induction
"""


DOCUMENTS = {
    "leeds_2021.md": report("Leeds", "2021-03-16", "good", "outstanding", "Ann Example", 81, 9),
    "kent_2022.md": report("Kent", "2022-06-01", "inadequate", "inadequate", "Bob Sample", 38, 17),
    "derby_2020.md": report("Derby", "2020-02-11", "outstanding", "good", "Cleo Pattern", 72, 12),
    "kent_news.txt": (
        "Kent council to spend more on youth work\n\n1 July 2022\n\n"
        "Kent County Council will spend an extra £2.4 million on youth work, its cabinet decided on Wednesday.\n\n"
        "“This money will keep young people out of court,” said Roger Bloggs, who leads the council.\n"
    ),
}


def question(id: str, kind: str, text: str, docs: str, *answers: str, evidence: str = "", **more: object) -> object:
    gold = {"answers": answers, "evidence": [evidence] if evidence else [], "docs": [docs]}
    return {"id": id, "kind": kind, "question": text, "answerable": bool(answers), **gold, **more}


QUESTIONS = (
    question(
        "q1", "rating", "What was the overall rating of Leeds Youth Justice Service?", "leeds", "good",
        evidence="The overall rating of Leeds Youth Justice Service was good",
    ),
    question(
        "q2", "rating", "What was the overall rating of Kent Youth Justice Service?", "kent_2022", "inadequate",
        evidence="The overall rating of Kent Youth Justice Service was inadequate",
    ),
    question(
        "q3", "number", "What was the average caseload of a practitioner in Derby?", "derby", "12 children",
        evidence="The average caseload of a practitioner was 12 children",
    ),
    question(
        "q4", "number", "What was the average caseload of a practitioner in Kent?", "kent_2022", "17 children",
        evidence="The average caseload of a practitioner was 17 children",
    ),
    question(
        "q5", "number", "In how many per cent of the cases in Leeds was the plan sufficient?", "leeds", "81",
        evidence="a sufficient plan in 81 per cent of the cases",
    ),
    question(
        "q6", "list", "What should the Derby Youth Justice Service do?", "derby", "safety plan",
        evidence="make sure that every child has a safety plan",
        vital=["review the caseloads", "safety plan", "induction"],
    ),
    question("q7", "unanswerable", "What was the overall rating of Hackney Youth Justice Service?", "hackney"),
    question("q8", "unanswerable", "What was the overall rating of Leeds Youth Justice Service in 2009?", "leeds"),
    question("q9", "unanswerable", "How is bread baked in Kent?", "kent"),
)  # fmt: skip


class LightAssistant(Assistant):
    """An assistant with hashed words in place of a model."""

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        return cls(workspace, SETTINGS)

    @cached_property
    def _embedder(self) -> HashingEmbedder:  # type: ignore[override]
        return HashingEmbedder()


def build(workspace: Workspace) -> None:
    """Index a workspace in this process."""
    with patch.object(workers, "map_files", map_here):
        indexing.build(workspace, SETTINGS, embedder=HashingEmbedder())
