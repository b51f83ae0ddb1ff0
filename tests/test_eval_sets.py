from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import Any

import pytest

from tests.corpus_text import EVAL, fold, texts

PARTS = {"train", "dev", "test"}
KINDS = {
    "rating", "number", "who", "when", "what", "definition", "list", "why", "across", "comparison", "yesno",
    "count", "aggregate", "unanswerable",
}  # fmt: skip
TRAPS = {"no such service", "wrong year", "false premise", "near miss", "out of domain"}


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines()]


CORPUS_SET, HARD_SET, CONVERSATIONS = load("corpus.jsonl"), load("hard.jsonl"), load("conversations.jsonl")
TURNS = [turn for conversation in CONVERSATIONS for turn in conversation["turns"]]


def sources_of(question: dict[str, Any]) -> dict[str, str]:
    """Folded texts of the documents a question names."""
    return {name: text for name, text in texts().items() if name.startswith(tuple(question["docs"]))}


def test_ids_are_unique() -> None:
    ids = [entry["id"] for entry in chain(CORPUS_SET, HARD_SET, CONVERSATIONS)]
    assert len(set(ids)) == len(ids)


def test_no_question_is_asked_twice() -> None:
    asked = Counter(fold(entry["question"]) for entry in chain(CORPUS_SET, HARD_SET))
    assert not [question for question, times in asked.items() if times > 1]


def test_the_sets_are_large_and_varied_enough() -> None:
    assert len(CORPUS_SET) >= 200
    assert {entry["kind"] for entry in CORPUS_SET} == KINDS
    assert {entry["part"] for entry in CORPUS_SET} == PARTS
    unanswerable = Counter(entry["trap"] for entry in CORPUS_SET if not entry["answerable"])
    assert unanswerable.total() >= 60
    assert set(unanswerable) == TRAPS
    assert len(HARD_SET) >= 60
    assert sum(not entry["answerable"] for entry in HARD_SET) >= 12
    assert len(CONVERSATIONS) >= 30
    assert all(len(conversation["turns"]) == 3 for conversation in CONVERSATIONS)


def test_every_part_holds_every_kind() -> None:
    for part in PARTS:
        assert {entry["kind"] for entry in CORPUS_SET if entry["part"] == part} == KINDS, part


def test_no_fact_is_asked_for_in_two_parts() -> None:
    part_of: dict[str, str] = {}
    for entry in CORPUS_SET:
        for evidence in entry["evidence"]:
            assert part_of.setdefault(fold(evidence), entry["part"]) == entry["part"], entry["id"]


def problems(question: dict[str, Any]) -> list[str]:
    """What of a question's gold does not stand in the documents it names."""
    gold = [*question["answers"], *question["all_of"], *question["evidence"], *question["docs"]]
    if not question["answerable"]:
        return [f"unanswerable, but has {gold}"] if gold else []
    sources = sources_of(question)
    said = " ".join(sources.values())
    found = [
        f"no document {start}" for start in question["docs"] if not any(name.startswith(start) for name in sources)
    ]
    found += [
        f"no evidence {e!r}" for e in question["evidence"] if not any(fold(e) in text for text in sources.values())
    ]
    nuggets = chain(question["all_of"], question.get("vital", ()), question.get("optional", ()))
    found += [f"nowhere {nugget!r}" for nugget in nuggets if f" {fold(nugget).strip()}" not in said]
    counted = question.get("kind") == "count" or any(answer.isdigit() for answer in question["answers"])
    if question["answers"] and not counted and not any(fold(answer) in said for answer in question["answers"]):
        found.append(f"nowhere any of {question['answers']}")
    if not question["evidence"] or not (question["answers"] or question["all_of"]):
        found.append("no gold")
    return found


@pytest.mark.parametrize("questions", [CORPUS_SET, HARD_SET, TURNS], ids=["corpus", "hard", "conversations"])
def test_gold_answers_stand_in_the_corpus(questions: list[dict[str, Any]]) -> None:
    assert not {question["question"]: found for question in questions if (found := problems(question))}
