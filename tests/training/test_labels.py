"""Labels and the units they point at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosqa.answering.units import Unit
from yosqa.errors import YosqaError
from yosqa.model import Span
from yosqa.training import examples, labels
from yosqa.training.labels import Label
from yosqa.training.library import Library, Source

REPORT = """# Report

## Staff

The team lost nine of its workers. Most posts are filled by agency staff, who change often. Morale is low.

## Recommendations

The board should:

- publish a staffing plan by June
- offer every child a school place
- visit children within five days

## Closing words

We thank all who helped.
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "leeds_2020-01-01_report.md").write_text(REPORT, encoding="utf-8")
    found = Library(folder).source("leeds_2020-01-01_report")
    assert found is not None
    return found


def texts(source: Source, positions: object) -> list[str]:
    return [source.units[i].text for i in sorted(positions)]  # type: ignore[call-overload]


def test_the_answer_tells_the_sentences_of_a_passage_apart(source: Source) -> None:
    quote = "The team lost nine of its  workers.\nMost posts are filled by agency staff, who change often."
    gold = labels.resolve(Label(source.name, ("?",), quote=quote, answer="agency staff"), source)
    assert gold is not None
    assert texts(source, gold.best) == ["Most posts are filled by agency staff, who change often."]
    assert "The team lost nine of its workers." in texts(source, gold.touched)
    assert "Morale is low." not in texts(source, gold.touched)


def test_a_list_answers_when_the_passage_covers_it(source: Source) -> None:
    items = "publish a staffing plan by June - offer every child a school place - visit children within five days"
    whole = labels.resolve(Label(source.name, ("?",), quote=items), source)
    one = labels.resolve(Label(source.name, ("?",), quote="offer every child a school place"), source)
    assert whole is not None
    assert one is not None
    kinds = [source.units[i].kind.value for i in whole.best]
    assert kinds.count("list") == 1
    assert [source.units[i].kind.value for i in one.best] == ["item"]
    assert "list" in [source.units[i].kind.value for i in one.touched], "never a wrong answer"


def test_a_reference_stands_for_its_quotation(source: Source) -> None:
    (span,) = source.locate("Morale is low.")
    by_quote = labels.resolve(Label(source.name, ("?",), quote="Morale is low"), source)
    assert labels.resolve(Label(source.name, ("?",), span=span), source) == by_quote
    assert by_quote is not None


def test_what_misleads_is_the_unit_that_it_points_at(source: Source) -> None:
    (span,) = source.locate("The team lost nine of its workers.")
    near_miss = Label(source.name, ("How many did the board lose?",), lure=span)
    assert not near_miss.answered
    assert [unit.text for unit in labels.lures(near_miss, source)] == ["The team lost nine of its workers."]
    assert labels.lures(Label(source.name, ("?",)), source) == ()


def test_a_near_miss_has_what_misleads_beside_it(source: Source, tmp_path: Path) -> None:
    (span,) = source.locate("Morale is low.")
    label = Label(source.name, ("Why is morale low?",), lure=span)
    library = Library(tmp_path, [source])

    class InOrder:
        def rank(self, question: str, units: Sequence[Unit]) -> list[int]:
            return list(range(len(units)))

    (example,) = examples.from_labels([label], library, InOrder())
    assert example.positives == ()
    assert [text.body for text in example.neighbours] == ["Morale is low."]


def test_what_is_not_there_resolves_to_nothing(source: Source) -> None:
    assert labels.resolve(Label(source.name, ("?",), quote="Spirits are high."), source) is None


@given(st.data())
def test_any_stretch_of_a_page_is_found_again_without_its_white_space(source: Source, data: st.DataObject) -> None:
    text = source.pages[1].text
    start = data.draw(st.integers(0, len(text) - 40))
    quote = text[start : start + 40]
    spans = source.locate(quote.replace(" ", "\n \t"))
    found = "".join(source.pages[span.page].text[span.start : span.end] for span in spans)
    assert [c for c in found if c.isalnum()] == [c for c in quote if c.isalnum()]


def test_reads_both_sorts_of_rows(tmp_path: Path) -> None:
    rows = [
        {"report": "a", "page": 2, "quote": "So it is.", "answer": "it", "questions": ["Is it?", "it?"]},
        {"report": "b", "question": "And here?", "why": "not said"},
        {"report": "c", "page": 3, "start": 4, "end": 9, "question": "Where?"},
        {"report": "d", "question": "And why?", "why": "not said", "lure": [2, 5, 8]},
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second, third, fourth = labels.read(path)
    assert (first.questions, first.page, first.answered) == (("Is it?", "it?"), 2, True)
    assert (second.questions, second.answered) == (("And here?",), False)
    assert third.span is not None
    assert (third.span.page, third.span.start, third.span.end) == (3, 4, 9)
    assert (fourth.answered, fourth.lure) == (False, Span(2, 5, 8))


@pytest.mark.parametrize("line", ["{", "[]", '{"report": "a"}', '{"report": "a", "question": "?", "page": "x"}'])
def test_names_the_line_that_is_no_label(tmp_path: Path, line: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"report": "a", "question": "?"}\n' + line, encoding="utf-8")
    with pytest.raises(YosqaError, match="line 2"):
        list(labels.read(path))


def test_an_evaluation_set_gives_the_labels_of_its_training_part(tmp_path: Path) -> None:
    asked = {"id": "1", "part": "train", "question": "Who?", "docs": ["town"], "evidence": ["Ann Hill"]}
    rows = [asked, asked | {"part": "test"}, asked | {"docs": []}, asked | {"evidence": [], "question": "Why?"}]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [(label.document, label.questions, label.answered) for label in labels.read(path)] == [
        ("town", ("Who?",), True),
        ("town", ("Why?",), False),
    ]
