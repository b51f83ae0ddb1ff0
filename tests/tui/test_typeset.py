from hypothesis import given
from hypothesis import strategies as st

from tests.tui.scripted import BLOCKS, PAGE, PLANNING
from yosqa.model import Block, BlockKind
from yosqa.tui.typeset import parts, set_parts


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Block]]:
    """Any text with blocks that may leave gaps or even overlap."""
    text = draw(st.text(st.sampled_from("ab [/]\n\t\x1b"), max_size=120))
    ranges = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    kinds = st.sampled_from(list(BlockKind))
    return text, [Block(1, min(pair), max(pair), draw(kinds)) for pair in ranges if pair[0] != pair[1]]


@given(pages())
def test_every_character_but_white_space_is_set_once_and_in_order(page: tuple[str, list[Block]]) -> None:
    text, blocks = page
    content = set_parts(text, parts(text, blocks))
    assert "".join(content.plain.split()) == "".join(text.replace("\x1b", "\ufffd").split())


@given(pages(), st.data())
def test_a_mark_lies_on_the_words_it_was_meant_for(page: tuple[str, list[Block]], data: st.DataObject) -> None:
    text, blocks = page
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    content = set_parts(text, parts(text, blocks), [("reverse", start, end)])
    marked = "".join(content.plain[span.start : span.end] for span in content.spans if span.style == "reverse")
    assert "".join(marked.split()) == "".join(text[start:end].replace("\x1b", "\ufffd").split())


def test_paragraphs_are_joined_headings_told_apart_and_the_rest_kept_as_it_is() -> None:
    content = set_parts(PAGE, parts(PAGE, BLOCKS))
    assert content.plain.split("\n") == [
        "2.2 Planning",
        "Inspectors looked at whether plans were built on what was known about a child and about the people around "
        "that child. In fourteen of the twenty-one plans that they read this was so.",
        "",
        f"{PLANNING} Plans were made on time, but too few of them said what would happen if the child's circumstances "
        "changed or what a parent could do.",
        "",
        "[draft] Percentages: [/b] safety 62%, wellbeing 71%",
    ]
    assert [(span.start, span.end, span.style) for span in content.spans] == [(0, 12, "bold")]


def test_lines_that_no_block_holds_stay_lines() -> None:
    text = "one\n  two\n\n\nthree\n"
    assert set_parts(text, parts(text, ())).plain == "one\ntwo\n\nthree"


def test_rows_of_a_table_stand_close() -> None:
    text = "a\nb\n\nc"
    blocks = [Block(1, 0, 1, BlockKind.ROW), Block(1, 2, 3, BlockKind.ROW), Block(1, 5, 6, BlockKind.PARAGRAPH)]
    assert set_parts(text, parts(text, blocks)).plain == "a\nb\n\nc"


@given(st.text(st.sampled_from("ab \n"), min_size=1, max_size=40), st.integers(1, 400))
def test_a_long_part_is_cut_between_words_and_loses_nothing(words: str, times: int) -> None:
    text = words * times
    found = parts(text, [Block(1, 0, len(text), BlockKind.PARAGRAPH)])
    assert all(part.end - part.start <= 4000 for part in found)
    assert "".join("".join(text[part.start : part.end].split()) for part in found) == "".join(text.split())
    assert not any(part.kind is None for part in found)


def test_a_long_part_goes_on_without_a_gap() -> None:
    text = "word " * 1000
    content = set_parts(text, parts(text, [Block(1, 0, len(text), BlockKind.PARAGRAPH)]))
    assert content.plain.split("\n") == ["word " * 799 + "word", "word " * 199 + "word"]
