from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from yosqa.indexing.alike import alike, sketch


def text(seed: int, words: int = 400) -> list[str]:
    chosen = random.Random(seed)
    return [f"w{chosen.randrange(5000)}" for _ in range(words)]


def test_a_text_with_small_changes_is_found_and_another_is_not() -> None:
    original = text(1)
    edited = [*original[:200], "a", "new", "sentence", *original[200:], "ends", "so"]
    other = [*original[:40], *text(2)]
    sketches = {name: sketch([" ".join(words)]) for name, words in [("a", original), ("b", edited), ("c", other)]}
    assert list(alike(sketches)) == [("a", "b")]


def test_case_and_line_breaks_do_not_matter() -> None:
    assert sketch(["The Board\nmeets", "every month."]) == sketch(["the board meets every month"])


def test_empty_documents_are_not_alike() -> None:
    assert list(alike({"a": sketch([]), "b": sketch([""])})) == []


def test_a_phrase_that_stands_everywhere_joins_nothing() -> None:
    sketches = {f"{n:02}": sketch(["the same short notice in every folder of the corpus"]) for n in range(30)}
    assert list(alike(sketches)) == []


@given(st.permutations(range(4)))
@settings(deadline=None)
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    texts = {f"d{n}": text(n // 2) for n in range(4)}
    sketches = {f"d{n}": sketch([" ".join(texts[f"d{n}"])]) for n in order}
    assert list(alike(sketches)) == [("d0", "d1"), ("d2", "d3")]
