"""The JSON that other people's scripts read. A key may be added here; none is ever taken out."""

from __future__ import annotations

import json

from yosqa import contract
from yosqa.model import (
    Answer,
    Citation,
    Document,
    FileStatus,
    Hit,
    Kind,
    Metadata,
    Passage,
    Ranking,
    Receipt,
    ReceiptEntry,
    Statement,
)

CITATION = Citation(
    marker=1,
    document_id="0123456789abcdef",
    title="A report",
    path="reports/a.pdf",
    kind=Kind.REPORT,
    published="2018-12",
    page=4,
    page_label="2",
    section="1 Overview › Ratings",
    line=3,
    start=10,
    end=25,
    quote="Overall: good.\n",
)


def test_an_answer() -> None:
    value = Answer(
        question="And Leeds?",
        understood_as="What was the rating of Leeds?",
        abstained=False,
        reason=None,
        confidence=0.912345,
        statements=(Statement("“Overall: good.”", (1,)),),
        citations=(CITATION,),
        timings_ms={"search": 12.3456},
    )
    citation = {
        "marker": 1,
        "document_id": "0123456789abcdef",
        "title": "A report",
        "path": "reports/a.pdf",
        "kind": "report",
        "published": "2018-12",
        "page": 4,
        "page_label": "2",
        "section": "1 Overview › Ratings",
        "line": 3,
        "start": 10,
        "end": 25,
        "quote": "Overall: good.\n",
    }
    golden = {
        "question": "And Leeds?",
        "understood_as": "What was the rating of Leeds?",
        "abstained": False,
        "reason": None,
        "corrects": False,
        "withheld": "",
        "confidence": 0.9123,
        "answer": "“Overall: good.” [1]",
        "statements": [{"text": "“Overall: good.”", "citations": [1]}],
        "coverage": "",
        "timings_ms": {"search": 12.3},
    }
    printed = json.loads(json.dumps(contract.answer(value)))
    assert {key: printed[key] for key in golden} == golden
    assert [{key: entry[key] for key in citation} for entry in printed["citations"]] == [citation]
    assert printed["nearest"] == []


def test_an_abstention_cites_nothing() -> None:
    value = Answer("q", "q", True, "no document about Hackney", 0.1, nearest=(CITATION,))
    printed = contract.answer(value)
    assert (printed["abstained"], printed["reason"]) == (True, "no document about Hackney")
    assert (printed["statements"], printed["citations"]) == ([], [])
    assert printed["nearest"][0]["quote"] == CITATION.quote


def test_an_abstention_says_what_it_corrects_or_withholds() -> None:
    value = Answer("q", "q", True, "Leeds was rated good", 0.0, withheld="the quotation differs", corrects=True)
    printed = json.loads(json.dumps(contract.answer(value)))
    assert (printed["corrects"], printed["withheld"]) == (True, "the quotation differs")


def test_a_ranking() -> None:
    passage = Passage("p1", "0123456789abcdef", 2, 5, 9, ("1 Overview", "Ratings"), "text")
    printed = contract.ranking(
        Ranking("q", (Hit(passage, 1, 0.5, lexical_rank=1),)), {"0123456789abcdef": "reports/a.pdf"}
    )
    golden = {
        "rank": 1,
        "score": 0.5,
        "path": "reports/a.pdf",
        "page": 2,
        "section": "1 Overview › Ratings",
        "start": 5,
        "end": 9,
        "text": "text",
    }
    assert printed["question"] == "q"
    assert {key: printed["hits"][0][key] for key in golden} == golden
    json.dumps(printed)


def test_a_receipt_and_a_document() -> None:
    entry = ReceiptEntry("a.pdf", FileStatus.FAILED, problems=("Not a PDF.",))
    printed = contract.receipt(Receipt(("a.pdf",), (), (), 3, (entry,), 1.23456))
    assert printed["files"][0]["status"] == "failed"
    assert (printed["added"], printed["unchanged"], printed["seconds"]) == (["a.pdf"], 3, 1.235)
    metadata = Metadata("A report", Kind.REPORT, places=("Leeds",), sources={"places": "page 1"})
    described = contract.document(Document("0123456789abcdef", "a.pdf", "application/pdf", 4, metadata))
    printed, document = json.loads(json.dumps([printed, described]))
    assert document["metadata"]["places"] == ["Leeds"]
    assert document["metadata"]["sources"] == {"places": "page 1"}
