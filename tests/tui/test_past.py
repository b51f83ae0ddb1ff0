import json
from pathlib import Path

from yosqa.tui.past import Past, history_file


def test_questions_come_back_in_the_next_session_each_once_the_newest_last(tmp_path: Path) -> None:
    file = tmp_path / "state" / "questions.jsonl"
    first = Past(file)
    for question in ("one?", "two\nlines?", "one?"):
        first.add(question)
    assert Past(file).questions == ["two\nlines?", "one?"]


def test_a_line_that_was_cut_short_costs_itself_only(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'"kept"\n"\xff"\n"half a li')
    past = Past(file)
    past.add("new?")
    assert past.questions == Past(file).questions == ["kept", "new?"]


def test_the_newest_questions_are_kept_and_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    past = Past(file)
    for number in range(1200):
        past.add(f"{number}?")
    newest = [f"{number}?" for number in range(700, 1200)]
    assert Past(file).questions == newest
    assert len(file.read_bytes().split()) == 500
    assert Past(file).questions == newest
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_to_costs_the_history_only(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    past = Past(in_the_way / "questions.jsonl")
    past.add("new?")
    assert past.questions == ["new?"]


def test_what_is_not_a_question_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in ("a?", 3, None, ["b?"])), encoding="utf-8")
    assert Past(file).questions == ["a?"]


def test_each_workspace_has_a_history_of_its_own_outside_of_it(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert history_file(one) != history_file(other)
    assert tmp_path not in history_file(one).parents
