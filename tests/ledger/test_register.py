from __future__ import annotations

from pathlib import Path

from tests.ledger.reading import read
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
