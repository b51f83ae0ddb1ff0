import doctest
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosqa import characters
from yosqa.model import Answer
from yosqa.tui import phrases, text
from yosqa.tui.answer import understood

ANY = st.text(st.characters(codec=None), max_size=200)


@given(ANY)
def test_drawable_keeps_offsets_and_lets_nothing_drive_the_terminal(page: str) -> None:
    drawn = text.drawable(page)
    assert len(drawn) == len(page)
    assert not {c for c in drawn if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not set(drawn) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f")


def test_what_is_invisible_takes_no_room() -> None:
    drawn = text.verbatim("in\u200bspec\u00adtors \u2060said\ufffe so\ufeff")
    assert drawn.cell_length == len("inspectors said so")
    assert "".join(c for c in drawn.plain if c.isprintable()) == "inspectors said so"


@pytest.mark.parametrize("page", ["[Draft] a [/b] [link=x]", "[bold", "{{x}} $x", "[@click=app.quit]go[/]"])
def test_what_looks_like_markup_is_drawn_as_it_stands(page: str) -> None:
    assert text.verbatim(page).plain == page


@pytest.mark.parametrize("module", [characters, phrases, text])
def test_the_examples_hold(module: object) -> None:
    outcome = doctest.testmod(module)  # type: ignore[arg-type]
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize(
    ("asked", "read", "shown"),
    [
        ("How is Essex?", "How is Essex?", False),
        ("How is Essex in 2018?", "How is essex in 2018? [Essex; 2018]", False),
        ("How is it?", "How is it? [Essex]", True),
        ("And Barnet?", "How is Barnet?", True),
    ],
)
def test_how_a_question_was_understood_is_said_only_when_it_adds_something(asked: str, read: str, shown: bool) -> None:
    answer = Answer(asked, read, True, "nothing", 0.0)
    assert (understood(answer) is not None) is shown


def test_a_wrong_premise_is_no_missing_answer() -> None:
    refusal = Answer("Why?", "Why?", True, "it was rated good", 0.0)
    assert phrases.verdict(refusal) == "No supported answer"
    assert phrases.verdict(replace(refusal, corrects=True)) == "Not as the question has it"
