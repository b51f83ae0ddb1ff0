from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from yosqa.errors import SettingsError
from yosqa.evaluation import sets
from yosqa.evaluation.text import fold, stands_in

GOOD = {"id": "a", "question": "Who led it?", "answers": ["Ann"], "answerable": True}


def test_a_conversation_is_a_dialogue_of_turns_with_ids(question_file: Callable[..., Path]) -> None:
    turn = {"question": "And Kent?", "answers": ["good"], "answerable": True, "understood": ["kent"]}
    found = sets.load(question_file(GOOD, {"id": "v", "part": "dev", "about": "places", "turns": [turn, turn]}))
    assert [len(dialogue.turns) for dialogue in found.dialogues] == [1, 2]
    assert [question.id for question in found.questions] == ["a", "v/1", "v/2"]
    assert [question.id for question in sets.part_of(found, "test").questions] == ["a"]


def test_the_word_turns_makes_no_conversation(question_file: Callable[..., Path]) -> None:
    found = sets.load(question_file({**GOOD, "question": "What did they take?", "answers": ["turns"]}))
    assert [question.answers for question in found.questions] == [("turns",)]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**GOOD, "anwsers": ["x"]}, "anwsers"),
        ({**GOOD, "answers": "Ann"}, "answers"),
        ({"id": "b", "question": "Who?"}, "answerable"),
        ({**GOOD, "id": "a"}, "stands in line 1 already"),
        ({**GOOD, "id": "b", "answers": []}, "no gold"),
        ({**GOOD, "id": "b", "answers": [" "]}, "empty"),
        ({**GOOD, "id": "b", "answerable": False}, "not answerable"),
        ({**GOOD, "id": ""}, "no id"),
        ({"id": "v", "turns": []}, "without turns"),
        (["id"], "array"),
    ],
)
def test_a_slip_is_an_error_with_its_line(row: object, says: str, question_file: Callable[..., Path]) -> None:
    with pytest.raises(SettingsError, match=r"set\.jsonl, line 2: ") as caught:
        sets.load(question_file(GOOD, row))
    assert says in str(caught.value)


def test_a_line_that_is_no_json_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('\n{"id": "a"', encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        sets.load(path)


def test_one_id_in_two_sets_is_an_error(question_file: Callable[..., Path]) -> None:
    one = sets.load(question_file(GOOD))
    with pytest.raises(SettingsError, match="The id a"):
        sets.require_unique([one, one])


def test_a_sample_is_spread_over_the_set(question_file: Callable[..., Path]) -> None:
    whole = sets.load(question_file(*({**GOOD, "id": str(n)} for n in range(10))))
    assert [question.id for question in sets.sample(whole, 3).questions] == ["0", "3", "6"]
    assert sets.sample(whole, 20).dialogues == whole.dialogues


@pytest.mark.parametrize(
    ("gold", "text", "stands"),
    [
        ("Requires improvement", "rated “requires\n improvement”", True),
        ("5", "57 cases", False),
        ("5", "in 5 cases", True),
        ("2,345", "a rate of 2345", True),
        ("recommendation", "Recommendations", True),
        ("good", "a goodly share", True),
        ("rated", "underrated", False),
        ("St Mary's", "at St. Mary’s", True),
        ("", "anything", False),
    ],
)
def test_when_a_gold_text_stands_in_an_answer(gold: str, text: str, stands: bool) -> None:
    assert stands_in(gold, fold(text)) is stands
