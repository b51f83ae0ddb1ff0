"""What counts as a judgement in a cell."""

from __future__ import annotations

import pytest

from yosqa.frameworks import grade_ways
from yosqa.structure.tables import GRADE


@pytest.mark.parametrize("way", sorted(grade_ways()))
def test_a_grade_is_read_whole_where_a_shorter_one_begins_it(way: str) -> None:
    match = GRADE.match(f"{way} and so on")
    assert match is not None
    assert match[0] == way
    assert GRADE.fullmatch(f"{way.title().replace(' ', '  ')} (3)")
