"""What a training step reads."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from yosqa.training.batches import Choice, batches
from yosqa.training.examples import Example, Text


def example(number: int) -> Example:
    return Example(
        document="leeds_2020-03-01_report" if number % 2 else "article",
        question=f"question n{number}?",
        positives=(Text(f"right {number}", "Heading"),) if number % 5 else (),
        negatives=tuple(Text(f"wrong {number} {n}", "Heading") for n in range(20)),
        neighbours=(Text(f"near {number}"),) if number % 5 else (),
    )


EXAMPLES = [example(number) for number in range(23)]


def take(count: int, first: int = 0, size: int = 4) -> list[list[Choice]]:
    return list(islice(batches(EXAMPLES, size=size, negatives=4, seed=1, first=first), count))


@given(st.integers(0, 20))
def test_a_resumed_run_goes_on_with_the_batch_it_would_have_read(done: int) -> None:
    assert take(3, first=done) == take(done + 3)[done:]


def test_an_epoch_asks_no_question_twice() -> None:
    asked = [choice.question for batch in take(len(EXAMPLES) // 4) for choice in batch]
    numbers = [question.partition("question ")[2].split("?")[0].split(" ")[0].rstrip(",") for question in asked]
    assert len(set(numbers)) == len(asked)


def test_the_target_is_what_answers_or_none_of_the_candidates() -> None:
    choices = [choice for batch in take(60) for choice in batch]
    assert {choice.target for choice in choices} == {0, 4}
    for choice in choices:
        right = [n for n, text in enumerate(choice.candidates) if "right" in text]
        assert right == ([choice.target] if choice.target < len(choice.candidates) else [])
        assert len(set(choice.candidates)) == len(choice.candidates)


def test_what_misleads_is_always_among_the_candidates_of_a_near_miss() -> None:
    misled = Example("d", "who?", (), EXAMPLES[0].negatives, (Text("so near"),))
    choices = [choice for batch in islice(batches([misled], size=1, negatives=4, seed=1), 20) for choice in batch]
    assert all("so near" in choice.candidates and choice.target == 4 for choice in choices)


def test_a_changed_question_is_answered_by_none_not_even_by_what_answered_it() -> None:
    asked = replace(EXAMPLES[1], question="What came before 2019?", positives=(Text("Before 2019 it was poor."),))
    choices = [batch[0] for batch in islice(batches([asked], size=1, negatives=4, seed=1), 80)]
    changed = [choice for choice in choices if "before 2019" not in choice.question]
    assert 0 < len(changed) < len(choices) / 2
    for choice in changed:
        assert choice.target == len(choice.candidates)
        assert choice.candidates[0].endswith("Before 2019 it was poor.")


def test_candidates_of_one_question_have_all_their_context_or_none() -> None:
    for batch in take(60):
        for choice in batch:
            with_context = {"Heading | " in text for text in choice.candidates if "near" not in text}
            assert len(with_context) == 1


def test_place_and_date_come_from_the_name_of_a_dated_report_only() -> None:
    asked = [choice.question for batch in take(200) for choice in batch]
    dressed = [question for question in asked if not question.startswith("question") or "20" in question[12:]]
    assert any("March 2020" in question for question in dressed)
    assert all("Leeds" in question or "2020" in question for question in dressed)
    assert all(question.endswith("?") for question in asked)
