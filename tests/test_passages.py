"""Sentences and passages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosqa.documents.lines import plain_page
from yosqa.model import Extraction, Passage
from yosqa.passages import passages, sentences
from yosqa.structure import blocks


@pytest.mark.parametrize(
    "parts",
    [
        ["It was good.", "It is better now."],
        ["Dr. A. Smith, of St. Mary’s, saw 2.5 per cent.", "No. 5 was late, e.g. in May."],
        ["Was it good?", "“It was,” she said.", "“Very.”", "They left."],
        ["The teams work well.12", "They meet each week.¹³", "All come."],
        ["1. Make plans with children.", "See that they are kept."],
        ["See www.example.org.uk/plan.html for the plan.", "It is short."],
        ["Planning was done in 48 per cent. of cases.", "That is low."],
        ["She met Mrs. Jones, Cllr. Brown and others.", "All agreed!"],
    ],
)
def test_sentences_are_cut_where_they_end(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == parts


@settings(deadline=None)
@given(st.text(alphabet="Ab .!?\n“”1¹•,", max_size=200), st.data())
def test_sentences_hold_everything_but_white_space(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = sentences(text, start, end)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text[start:end].split())
    assert all(start <= a < b <= end and text[a:b] == text[a:b].strip() for a, b in spans)


def made(text: str) -> tuple[Passage, ...]:
    extraction = Extraction("text/plain", (plain_page(1, text),))
    return passages("d", [extraction.pages[0].page], blocks(extraction))


def words(count: int, word: str = "word") -> str:
    return " ".join([word.capitalize(), *[word] * (count - 1)]) + "."


def test_short_paragraphs_are_put_together_and_long_ones_cut() -> None:
    text = "\n\n".join(["Title of all this", "1.1 Staff", *[words(25)] * 6, " ".join([words(20)] * 20)])
    lengths = [len(passage.text.split()) for passage in made(text)]
    assert max(lengths) <= 170
    assert min(lengths[1:-1]) >= 40


def test_passages_stay_in_their_section() -> None:
    text = "\n\n".join(["Title of all this", "1.1 Staff", words(30), "1.2 Planning", words(30)])
    assert [passage.section for passage in made(text)][-2:] == [("1.1 Staff",), ("1.2 Planning",)]
    assert made(text)[-1].text.startswith("1.2 Planning")


def test_list_is_kept_with_its_introduction() -> None:
    items = "\n".join(f"- {words(12, 'item')}" for _ in range(5))
    text = f"Title of all this\n\n1.1 Staff\n\n{words(80)}\n\nThe service should do this:\n\n{items}\n"
    listed = [passage for passage in made(text) if "Item" in passage.text]
    assert len(listed) == 1
    assert "The service should do this:" in listed[0].text


def test_clutter_parts_passages() -> None:
    text = f"Title of all this\n\n{words(20)}\n\nMost Read\n\n{words(20)}\n"
    assert not any("Most Read" in passage.text for passage in made(text))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "A. " * 30_000,
        "<p>" * 30_000,
        "." * 100_000,
        "a\t" * 30_000,
        "word " * 20_000,
        "word\n" * 20_000,
        "1. " * 30_000,
        "• " * 30_000,
        "(" * 100_000,
    ],
    ids=[
        "one word",
        "initials",
        "open tags",
        "stops",
        "tabs",
        "one line",
        "short lines",
        "numbers",
        "bullets",
        "brackets",
    ],
)
@pytest.mark.timeout(60)
def test_monstrous_text_is_cut_in_time(text: str) -> None:
    assert max((len(passage.text) for passage in made(text)), default=0) <= 10_000
