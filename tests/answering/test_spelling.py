"""Words that a question misspells."""

from __future__ import annotations

import pytest

from yosqa.answering.question import read
from yosqa.answering.spelling import respell
from yosqa.likeness import SHIPPED, Likeness
from yosqa.metadata.places import gazetteer

TEXTS = (
    "Volunteers sit on panels, and volunteers are trained.",
    "Accommodation was inadequate. The police inspected the recommendations.",
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("How many volunters are there?", "How many volunteers are there?"),
        ("Was the acomodation inadaquate?", "Was the accommodation inadequate?"),
        ("which recomendations were made", "which recommendations were made"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_of_the_documents(question: str, meant: str) -> None:
    respelt = respell(read(question, gazetteer()), TEXTS, Likeness(SHIPPED).knows)
    assert respelt.content == meant
    assert all(f"‘{written}’ read as ‘{word}’" in respelt.describe() for written, word in respelt.respelt)


@pytest.mark.parametrize(
    "question",
    [
        "What is the policy?",  # a word of English, though "police" is near
        "Is accommodation inspectable?",  # another form of what is there
        "Who is Volunters?",  # a name
        "What of the acmdtn?",  # near nothing
    ],
)
def test_other_words_stay(question: str) -> None:
    asked = read(question, gazetteer())
    assert respell(asked, TEXTS, Likeness(SHIPPED).knows) == asked
