from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.reading import read
from yosqa.ledger import LedgerRow
from yosqa.model import Kind

TABLE = """\
Area,Report published,Overall rating,Score of 36,2.2 Planning,3.2 Planning,3.4 Joint working,Reducing reoffending
Ashford,2019-05,Good,21,Inadequate,Good,Outstanding,
Bexhill,2014-03,,,,,,Unsatisfactory
Camber,2020-01,,30,,,,
"""


def test_a_register_gives_a_row_for_each_cell(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(TABLE, encoding="utf-8")
    found = read(path, kind=Kind.REGISTER, places=(), published="")
    assert {(row.subject, row.period, row.measure, row.normal) for row in found} == {
        ("Ashford", "2019-05", "published", "2019-05"),
        ("Ashford", "2019-05", "overall", "good"),
        ("Ashford", "2019-05", "score", "21"),
        ("Ashford", "2019-05", "court-planning", "inadequate"),
        ("Ashford", "2019-05", "out-of-court-planning", "good"),
        ("Ashford", "2019-05", "joint-working", "outstanding"),
        ("Camber", "2020-01", "published", "2020-01"),
        ("Camber", "2020-01", "score", "30"),
        ("Bexhill", "2014-03", "published", "2014-03"),
        ("Bexhill", "2014-03", "reducing-reoffending", "unsatisfactory"),
    }
    assert {row.family for row in found if row.subject != "Camber"} == {"youth"}
    assert {row.family for row in found if row.subject == "Camber"} == {""}
    assert {row.source for row in found} == {Kind.REGISTER}


def register(table: str, folder: Path) -> tuple[LedgerRow, ...]:
    path = folder / "register.csv"
    path.write_text(table, encoding="utf-8")
    return read(path, kind=Kind.REGISTER, places=(), published="")


@pytest.mark.parametrize(
    ("heading", "published", "measure"),
    [
        ("3.4 Joint working", "2022-03", "joint-working"),
        ("3.4 Joint working", "2019-03", "joint-working"),
        ("3.4 Out-of-court disposal policy and provision", "2021-09", "out-of-court-policy"),
        ("3.4 Out-of-court disposal policy", "2021-09", "out-of-court-policy"),
        ("3.4 Work with victims", "2019-03", None),
        ("2.2 Planning", "2019-03", "court-planning"),
        ("court_planning", "2019-03", "court-planning"),
        ("Planning", "2019-03", None),
        ("1.1 Governance", "2019-03", "governance"),
    ],
)
def test_a_column_is_of_the_measure_that_it_names(
    heading: str, published: str, measure: str | None, tmp_path: Path
) -> None:
    rows = register(f"Place,Published,1.2 Staff,{heading}\nAshford,{published},Good,Inadequate\n", tmp_path)
    assert [row.measure for row in rows if row.normal == "inadequate"] == ([measure] if measure else [])


@pytest.mark.parametrize(
    ("headings", "cells", "period"),
    [
        ("Report reference,Date published", "R2015-7,2021-05-04", "2021-05-04"),
        ("Report reference,Inspection date", "R2015-7,4 May 2021", "2021-05-04"),
        ("Inspection date,Published", "2021-03-01,2021-05-04", "2021-05-04"),
        ("Report published,Basis", "2018-12,x", "2018-12"),
        ("Report published,Basis", "2021,x", "2021"),
    ],
)
def test_a_row_is_of_the_date_of_its_publication(headings: str, cells: str, period: str, tmp_path: Path) -> None:
    rows = register(f"Place,{headings},Overall rating\nAshford,{cells},Good\n", tmp_path)
    assert {row.period for row in rows} == {period}


def test_a_cell_of_places_may_hold_any_name_of_theirs(tmp_path: Path) -> None:
    names = {
        "Richmond": "Richmond upon Thames",
        "Stoke": "Stoke-on-Trent",
        "Bucks": "Buckinghamshire",
        "Hull": "Hull",
        "Sutton YJS": "Sutton",
        "Camber Sands": "Camber Sands",
    }
    rows = register("Service,Overall rating\n" + "".join(f"{name},Good\n" for name in names), tmp_path)
    assert [row.subject for row in rows] == [*names.values()]
