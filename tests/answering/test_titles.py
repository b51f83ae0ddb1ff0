"""Titles of documents inside questions."""

from __future__ import annotations

import pytest

from yosqa.answering import titles
from yosqa.model import Document, Kind, Metadata


def document(title: str, kind: Kind, *places: str) -> Document:
    return Document(title, f"{title}.txt", "text/plain", 1, Metadata(title=title, kind=kind, places=places))


LIMBO = "LEFT IN LIMBO"
HELD = "Held before trial: a joint thematic inspection of remand"
ARTICLE = "'Night and day': Hull youth team praised"
CORPUS = [
    document(LIMBO, Kind.THEMATIC),
    document(HELD, Kind.THEMATIC),
    document(ARTICLE, Kind.NEWS, "Hull"),
    document("Inspection of Kent youth justice service", Kind.REPORT, "Kent"),
    document("Youth Justice Improvement Plan: second progress report", Kind.OTHER, "Kent"),
    document("Crown Prosecution Service: a year on", Kind.REPORT),
]


@pytest.mark.parametrize(
    ("question", "title", "text"),
    [
        ("In the Left in Limbo report, what share went back?", LIMBO, "In the report, what share went back?"),
        ("Which areas were visited for Left in Limbo?", LIMBO, "Which areas were visited for the report?"),
        ("which areas were visited for left in limbo?", LIMBO, "which areas were visited for the report?"),
        ("in left in limbo, how long did kent take?", LIMBO, "in the report, how long did kent take?"),
        ("Who headed the team behind the Left in Limbo thematic?", LIMBO, "Who headed the team behind the thematic?"),
        ("How many girls were in the Left in Limbo cases?", LIMBO, "How many girls were in the cases?"),
        ("What does the report 'Left in Limbo' say of girls?", LIMBO, "What does the report say of girls?"),
        ("What was said of HMIP's Left in Limbo?", LIMBO, "What was said of HMIP's report?"),
        ("How does Left in Limbo's foreword begin?", LIMBO, "How does the report's foreword begin?"),
        ("What did Held before trial recommend?", HELD, "What did the report recommend?"),
        ("what did held before trial recommend?", HELD, "what did the report recommend?"),
        ("Who wrote the Night and Day article?", ARTICLE, "Who wrote the article?"),
        ("In the article 'Night and day', who is quoted?", ARTICLE, "In the article, who is quoted?"),
    ],
)
def test_a_title_names_its_document_and_is_nothing_to_look_for(question: str, title: str, text: str) -> None:
    assert titles.find(question, CORPUS) == titles.Named(text, (title,))


@pytest.mark.parametrize(
    "question",
    [
        "How many children were left in limbo?",
        "Is anyone 'left in limbo'?",
        "Were Children Left In Limbo In Kent?",
        "Why was the report left in limbo?",
        "What does 'left in limbo' mean?",
        "How many boys were held before trial in Kent?",
        "of those held before trial, how many were girls?",
        "Held before trial, children lose hope. Why?",
        "Do staff work night and day?",
        "Who said 'Night and day we are there'?",
        "What is in the Youth Justice Improvement Plan?",
        "What does the inspection of Kent youth justice service say?",
        "What should the Crown Prosecution Service do?",
        "Where in limbo were they left?",
    ],
)
def test_the_same_words_inside_a_sentence_name_nothing(question: str) -> None:
    assert titles.find(question, CORPUS) == titles.Named(question)
