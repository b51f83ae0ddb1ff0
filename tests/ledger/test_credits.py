"""Who wrote an article, and who took its pictures."""

from __future__ import annotations

import pytest

from yosqa.ledger import asking
from yosqa.ledger.credits import credited
from yosqa.ledger.text import FoldedPage


def told(text: str) -> list[tuple[str, str, str]]:
    """Measure, name and what is cited of each."""
    return [
        (found.measure, found.normal, text[found.evidence.start : found.evidence.end])
        for found in credited([FoldedPage(1, text)])
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Team praised\n\nBy Ann Hill\n\nIt is good.", [("author", "Ann Hill", "By Ann Hill")]),
        ("Team praised\n\nBy Ann Hill, social affairs\n", [("author", "Ann Hill", "By Ann Hill")]),
        ("Team praised\nAnn Hill\nWednesday, December 5, 2018\n", [("author", "Ann Hill", "Ann Hill")]),
        ("**Report author:** Bo Lee, Manager", [("author", "Bo Lee", "Report author:** Bo Lee")]),
        ("A hall. Pic: Ken Hay\nA hall. Pic: Ken Hay", [("picture", "Ken Hay", "A hall. Pic: Ken Hay")]),
        ("Photo by Ken Hay\nInspectors came.", [("picture", "Ken Hay", "Photo by Ken Hay")]),
        ("Cardiff Council\n3 February 2023", []),
        ("Press Office\n\n3 February 2023", []),
        ("By Staff Reporter\n", []),
        ("Photo: Essex Police. Image: Getty Images. Pic: North Devon", []),
        ("The plan was agreed\nby Sarah Jones, head of service", []),
        ("Report by: Jane Smith and Tom Brown", [("author", "Jane Smith", "Report by: Jane Smith")]),
        ("It was led by Ann Hill.\nStand by Me was shown.\nAnn Hill\nsaid so in 2018.", []),
    ],
)
def test_credits(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("Who wrote the Leeds story?", ("author",)),
        ("Which reporter wrote it?", ("author",)),
        ("Who took the photo?", ("picture",)),
        ("Who wrote to the council?", ()),
        ("Who wrote the pre-sentence report?", ()),
        ("Who reported the incident in the report?", ()),
        ("Who wrote the story of the child's journey?", ()),
        ("Which journalist was sued?", ()),
        ("Who took indecent images of children?", ()),
        ("Who took the photo of him?", ()),
        ("Who took the decision?", ()),
    ],
)
def test_questions_for_them(question: str, measure: tuple[str, ...]) -> None:
    assert asking.match(question) == measure
