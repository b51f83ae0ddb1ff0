"""List marks and section numbers."""

from __future__ import annotations

import pytest

from yosqa.structure.marks import mark, numbering


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("• a bullet", "•", 0),
        ("▪ a square", "▪", 0),
        ("\uf06e a Word symbol", "\uf06e", 0),
        ("◼", "◼", 0),
        ("- a dash", "-", 0),
        ("1. numbered", "1.", 1),
        ("12.Tight before a capital", "1.", 12),
        ("2) numbered", "1)", 2),
        ("(b) lettered", "(a)", 2),
        ("c. lettered", "a.", 3),
    ],
)
def test_item_marks(text: str, style: str, number: int) -> None:
    found = mark(text)
    assert found is not None
    assert (found.style, found.number) == (style, number)


@pytest.mark.parametrize(
    "text", ["-5 degrees", "2.1 Planning", "over 16", "3.5 per cent", "2018. A year", "No. 5", "of"]
)
def test_no_marks(text: str) -> None:
    assert mark(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1. Staff", (1,)), ("2.1 Planning", (2, 1)), ("2.1.3. Is it", (2, 1, 3)), ("3 Outcomes", (3,)), ("Staff", ())],
)
def test_section_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert numbering(text) == numbers
