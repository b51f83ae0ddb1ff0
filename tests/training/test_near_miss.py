"""Tests of near misses made from answered questions."""

from __future__ import annotations

import random

import pytest

from yosqa.training.near_miss import near_miss

HELD = ("In 2019 Norwell reported the highest number of first-time entrants, 34.",)
ELSEWHERE = ("The plan of Ashdown was late.", "It was written by Mary Ashdown.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did numbers in Norwell rise?", {"Did numbers in Ashdown rise?"}),
        ("Who had the highest number?", {"Who had the lowest number?"}),
        ("How many of 34 were there?", {f"How many of {n} were there?" for n in range(25, 44) if n != 34}),
        ("What happened in 2019?", {f"What happened in {n}?" for n in range(2010, 2029) if n != 2019}),
    ],
)
def test_what_the_answer_shares_is_changed(question: str, expected: set[str]) -> None:
    made = {near_miss(question, HELD, ELSEWHERE, random.Random(seed)) for seed in range(400)}
    assert made == expected


@pytest.mark.parametrize(
    "question",
    [
        "What does Ashdown report?",  # The answer does not say the name: it may be wrong without any change.
        "When was the low point?",
        "Who looked after the first-time entrants?",  # "first" within a word is not the word.
        "Norwell?",  # At the head of a sentence every word has a capital.
    ],
)
def test_what_the_answer_does_not_share_is_left(question: str) -> None:
    assert near_miss(question, HELD, ELSEWHERE, random.Random(1)) is None


def test_no_other_word_is_one_that_the_answer_holds() -> None:
    held = ("Norwell and Ashdown both rose.",)
    assert near_miss("What of Norwell?", held, ELSEWHERE[:1], random.Random(1)) is None
