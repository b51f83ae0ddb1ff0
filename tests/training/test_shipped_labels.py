"""What the shipped models learned from: every row is a label, and every quotation stands in its document."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT
from yosqa.training import labels

TRAINING = ROOT / "eval" / "training"


def letters(text: str) -> str:
    return "".join(c.lower() for c in text if c.isalnum())


def test_quotations_stand_in_the_invented_documents() -> None:
    texts = {path.stem: letters(path.read_text(encoding="utf-8")) for path in (TRAINING / "documents").glob("*.md")}
    rows = [json.loads(line) for line in (TRAINING / "invented.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["report"] for row in rows} == set(texts)
    for row in rows:
        if "quote" in row:
            assert letters(row["quote"]) in texts[row["report"]]
            assert letters(row["answer"]) in letters(row["quote"])
        else:
            assert row["question"]
            assert row["why"]


@pytest.mark.parametrize("name", ["reports.jsonl", "articles.jsonl"])
def test_labels_of_what_others_wrote_are_references_without_its_text(name: str) -> None:
    found = list(labels.read(TRAINING / name))
    assert sum(label.answered for label in found) > 1000
    assert all(label.span is not None and label.span.start < label.span.end for label in found if label.answered)
    assert not any(label.quote for label in found)
    assert all(label.lure.start < label.lure.end for label in found if label.lure)
