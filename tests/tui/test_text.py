import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.text(st.sampled_from("ab. •\n\t1[]"), max_size=300))
def test_unwrap_turns_nothing_but_line_breaks_into_spaces(page: str) -> None:
    unwrapped = text.unwrap(page)
    assert len(unwrapped) == len(page)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(page, unwrapped, strict=True))


def test_unwrap_joins_a_sentence_and_leaves_lists_headings_and_tables() -> None:
    page = (
        "2.2 Planning\n"
        "Plans were read by inspectors who asked whether they were built on\n"
        "what was known about the child.\n"
        "• a first thing that is said at such length that it fills its whole line\n"
        "• a second thing\n"
        "Safety 62%\n"
        "Wellbeing 71%"
    )
    assert text.unwrap(page).split("\n") == [
        "2.2 Planning",
        "Plans were read by inspectors who asked whether they were built on what was known about the child.",
        "• a first thing that is said at such length that it fills its whole line",
        "• a second thing",
        "Safety 62%",
        "Wellbeing 71%",
    ]


@given(ANY, st.data())
def test_marks_stand_where_they_were_put(page: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(start, len(page)))
    content = text.marked(page, "bold", [(start, end)])
    assert content.plain == text.drawable(page)
    assert [(span.start, span.end) for span in content.spans] == ([(start, end)] if start < end else [])


@pytest.mark.parametrize("page", ["[Draft] a [/b] [link=x]", "[bold", "{{x}} $x", "[@click=app.quit]go[/]"])
def test_what_looks_like_markup_is_drawn_as_it_stands(page: str) -> None:
    assert text.verbatim(page).plain == page


@pytest.mark.parametrize("module", [phrases, text])
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
