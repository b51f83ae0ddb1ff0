from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from tests.ledger.reading import document
from tests.ledger.test_query import ROWS
from yosqa.ledger.table import COLUMNS, as_csv, as_json, as_text, select

DOCUMENTS = {row.document_id: document(row.document_id) for row in ROWS}


def test_filters_are_joined() -> None:
    assert [row.subject for row in select(ROWS, measure="overall", grade="Good", year="2021")] == ["Ashford"]
    assert [row.subject for row in select(ROWS, measure="planning")] == ["Bexhill"]


@pytest.mark.parametrize(
    ("typed", "measures"),
    [
        ("court-planning", ["court-planning", "court-planning.child-safety"]),
        ("out-of-court", ["out-of-court-planning"]),
        ("court", ["court-planning", "court-planning.child-safety"]),
        ("planning", ["court-planning", "out-of-court-planning", "planning", "court-planning.child-safety"]),
        ("plan", ["court-planning", "out-of-court-planning", "planning", "court-planning.child-safety"]),
        ("child-safety", ["court-planning.child-safety"]),
        ("ring", []),
    ],
)
def test_a_measure_is_named_by_its_id_or_a_part_of_it(typed: str, measures: list[str]) -> None:
    every = ("court-planning", "out-of-court-planning", "planning", "court-planning.child-safety")
    rows = [replace(ROWS[0], measure=measure, start=n) for n, measure in enumerate(every)]
    assert [row.measure for row in select(rows, measure=typed, blanks=True)] == measures


def test_blanks_are_shown_only_when_asked_for() -> None:
    assert "Deal" not in {row.subject for row in select(ROWS)}
    assert "Deal" in {row.subject for row in select(ROWS, blanks=True)}


def test_the_table_gives_every_cell_its_source() -> None:
    lines = as_text(select(ROWS, places=["Bexhill"]), DOCUMENTS).splitlines()
    assert lines[0].split() == ["Service", "Published", "Measure", "Value", "Source"]
    assert all(line.endswith("Bexhill-2019-03.txt, p. 1") for line in lines[1:])


def test_csv_and_json_hold_the_same_records() -> None:
    rows = select(ROWS, blanks=True)
    records = json.loads(as_json(rows, DOCUMENTS))
    read = list(csv.DictReader(io.StringIO(as_csv(rows, DOCUMENTS))))
    assert list(read[0]) == list(COLUMNS)
    assert [{key: str(value) for key, value in record.items()} for record in records] == read
    assert records[0]["value"] == "Inadequate"
    assert next(record for record in records if record["service"] == "Deal")["reason"] == "not given"
