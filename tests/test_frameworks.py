"""Which framework a report follows."""

from __future__ import annotations

import pytest

from yosqa.frameworks import framework, frameworks, grade_ways, plain, recognise
from yosqa.structure.tables import GRADE

LEADERS = "The impact of leaders on social work practice with children and families"
LEAVERS = "The experiences and progress of care leavers"


def told(*openings: str, when: str = "") -> str:
    found = recognise(openings, when)
    return found.id if found else ""


@pytest.mark.parametrize(
    ("when", "allowed"),
    [
        ("2018-04", True), ("2018-04-15", True), ("2018-05-01", False), ("2018", True), ("2019", False),
        ("2012-01-31", True), ("2011-12-31", False), ("", True),
    ],
)  # fmt: skip
def test_a_framework_is_in_use_to_the_end_of_its_last_month_however_exact_a_date_is(when: str, allowed: bool) -> None:
    known = framework("hmip-youth-full-joint")
    assert known is not None
    assert (known.since, known.until) == ("2012", "2018-04")
    assert known.allows(when) is allowed


def test_every_framework_can_be_told() -> None:
    assert len({known.id for known in frameworks()}) == len(frameworks()) >= 10
    for known in frameworks():
        assert told(" ".join(group[0] for group in known.signs), when=known.since) == known.id
        assert set(known.printed) <= set(known.scale), known.id
        assert not {one.id for one in known.measures if not one.optional} & set(known.absent), known.id


def test_every_grade_is_known_in_a_table() -> None:
    assert [way for way in grade_ways() if not GRADE.fullmatch(way.title())] == []


def test_the_opening_that_says_least_beside_its_own_framework_decides() -> None:
    title = "Joint targeted area inspection of Ashford"
    assert told(title, f"{title}\n{LEADERS}\n{LEAVERS}", when="2024-05") == "joint-targeted-area"
    assert (
        told(LEADERS, f"{LEADERS}\nThe joint targeted area inspection said so", when="2019-05") == "ofsted-ilacs-2018"
    )


def test_of_frameworks_with_the_same_signs_the_one_in_use_is_meant() -> None:
    assert told(f"{LEADERS}\n{LEAVERS}", when="2024-05-16") == "ofsted-ilacs-2023"
    assert told(f"{LEADERS}\n{LEAVERS}", when="2022-05-16") == "ofsted-ilacs-2018"
    assert told(f"{LEADERS}\n{LEAVERS}") == "ofsted-ilacs-2023"


def test_a_copy_that_bears_another_date_is_told_by_its_signs() -> None:
    assert told("Inspection of services for looked after children", when="2021-03") == "ofsted-looked-after-2013"


def test_a_board_that_is_reviewed_within_an_inspection_has_no_report_of_its_own() -> None:
    board = "Review of the effectiveness of the Local Safeguarding Children Board"
    assert told(board, when="2014-05") == "ofsted-lscb-review"
    assert told(f"Inspection of services for children in need of help and protection and\n{board}") == "ofsted-sif"


def test_a_sign_is_known_however_it_is_set() -> None:
    broken = "Children looked after and\nRequires improvement\nachieving permanence"
    assert plain("Children’s\n services: Area-SEND") == "childrens services area send"
    assert told(broken) == "ofsted-sif"


def test_a_framework_takes_from_the_one_that_it_extends_what_it_does_not_say_itself() -> None:
    old, new = framework("hmip-youth-2018"), framework("hmip-youth-2021")
    assert old
    assert new
    assert new.measure("staff") == old.measure("staff")
    assert [one.optional for known in (old, new) if (one := known.measure("joint-working"))] == [False, True]
    assert [domain.number for domain in new.domains] == ["1", "2", "3", "4"]
    assert new.absent.keys() == {"joint-working"}
    latest = framework("ofsted-ilacs-2023")
    assert latest
    assert (latest.scale, latest.until) == (old.scale, "")
