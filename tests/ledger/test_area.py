"""What an Ofsted report counts of its area."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.reading import read_text, values
from yosqa.ledger import asking

TEXT = """\
Information about this local authority area

Children living in this area
- Approximately 32,788 children and young people under the age of 18 years live in Ashford. This is 22% of all.
Child protection in this area
- At 31 March 2014, 1,118 children had been identified through assessment as being formally in need of a specialist
children’s service. This is a reduction from 1,237 at 31 March 2013.
- At 31 March 2014, 195 children and young people were the subject of a child protection plan.
- At 31 March 2014, one child lived in a privately arranged fostering placement.
Children looked after in this area
- At 30 June 2014, 262 children are being looked after by the local authority (a rate of 78.7 per 10,000 children). This
is an increase from 237 (73.1 per 10,000 children) at 31 March 2013. Of this number:
- 129 (or 49.2%) live outside the local authority area
"""


def test_each_count_is_read_with_its_date(tmp_path: Path) -> None:
    rows = read_text(TEXT, tmp_path, framework="ofsted-sif")
    assert values(rows) | {
        "under-18s": "32788",
        "children-in-need": "1118",
        "protection-plans": "195",
        "private-fostering": "1",
        "looked-after": "262",
        "looked-after-rate": "78.7",
    } == values(rows)
    dated = next(row for row in rows if row.measure == "looked-after")
    assert TEXT[dated.evidence[0].start : dated.evidence[-1].end].startswith("At 30 June 2014, 262 children")


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How many children were looked after in 2014?", "looked-after"),
        ("how many kids in care", "looked-after"),
        ("What is the rate of looked-after children?", "looked-after-rate"),
        ("How many children were on a child protection plan at the time of the inspection?", "protection-plans"),
        ("How many children live there?", "under-18s"),
        ("How many privately fostered children were there?", "private-fostering"),
        ("How many looked-after children live outside the area?", ""),
        ("How many children in care got their first check-up from a doctor?", ""),
        ("How many children are in need of a school place?", ""),
    ],
)
def test_a_count_is_meant_only_where_nothing_more_is_asked(question: str, measure: str) -> None:
    assert asking.match(question) == ((measure,) if measure else ())
