from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.evaluation.small_library import SETTINGS, LightAssistant, build
from tests.indexing.builds import map_here
from yosqa import workers
from yosqa.evaluation import attacks, edits, report, variations
from yosqa.evaluation.asking import Reply, ask_here
from yosqa.evaluation.run import Run, evaluate
from yosqa.evaluation.sets import Dialogue, QuestionSet
from yosqa.evaluation.sources import Sources
from yosqa.metadata.places import Gazetteer, Place
from yosqa.model import Answer
from yosqa.workspace import Workspace


def ask(scratch: Workspace, dialogues: Sequence[Dialogue]) -> Iterable[tuple[Reply, ...]]:
    with LightAssistant.of(scratch) as assistant:
        yield from ask_here(dialogues, assistant)


@pytest.fixture(scope="module")
def run(library: Workspace, asked: QuestionSet) -> Run:
    """Answers to all but the list, which hashed words find by chance."""
    facts = replace(asked, dialogues=tuple(d for d in asked.dialogues if d.turns[0].kind != "list"))
    with patch.object(workers, "map_files", map_here), LightAssistant.of(library) as assistant:
        return evaluate(library, SETTINGS, [facts], respondent=assistant)


def test_every_attack_is_made_and_the_assistant_withstands(run: Run, library: Workspace) -> None:
    before = {file: file.read_bytes() for file in library.corpus.iterdir()}
    with Sources(library) as sources:
        found = attacks.attack(run.scored, sources, library, build, ask, most=50)
    # Hashed words cannot tell that nothing answers any more: that takes the reader.
    deleted = found.pop("the passage is deleted")
    assert deleted["tried"] >= 3
    assert [failure for one in found.values() for failure in one["failures"]] == []
    assert all(one["tried"] >= 3 for one in found.values())
    assert {file: file.read_bytes() for file in library.corpus.iterdir()} == before
    layers = report.report(run, {"attacks": found})["layers"]
    assert layers["flip rate"]["value"] == layers["hold rate"]["value"] == 1.0
    assert all(layers[name]["count"] >= 6 for name in ("flip rate", "hold rate"))


def test_distractors_are_added_as_long_as_there_are_unknown_places(
    run: Run, library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Gazetteer([Place(name, "county") for name in ("Leeds", "Kent", "Derby", "Oxfordshire")])
    added: list[str] = []

    def note(scratch: Workspace) -> None:
        added.extend(
            {file.name for file in scratch.corpus.iterdir()} - {file.name for file in library.corpus.iterdir()}
        )

    name = "distractors are added"
    monkeypatch.setattr(attacks, "gazetteer", lambda: known)
    monkeypatch.setattr(attacks, "ATTACKS", {name: attacks.ATTACKS[name]})
    with Sources(library) as sources:
        found = attacks.attack(run.scored, sources, library, note, ask, most=50)
    assert [file.split("_")[0] for file in added] == ["oxfordshire"]
    assert found[name]["tried"] >= 3


def test_an_assistant_that_does_not_look_again_is_caught(run: Run, library: Workspace) -> None:
    """Its index stays what it was, so its answers do not change with the sources."""
    with Sources(library) as sources:
        found = attacks.attack(run.scored, sources, library, lambda _: None, ask, most=4)
    for name in ("a fact is changed", "two places are exchanged"):
        assert found[name]["value"] == 0.0
        assert len(found[name]["failures"]) == found[name]["tried"]


def test_an_assistant_that_obeys_documents_is_caught(run: Run, library: Workspace) -> None:
    def obey(scratch: Workspace, dialogues: Sequence[Dialogue]) -> Iterable[tuple[Reply, ...]]:
        for replies in ask(scratch, dialogues):
            yield tuple(replace(r, answer=replace(r.answer, coverage="zymurgy")) for r in replies)

    with Sources(library) as sources:
        found = attacks.attack(run.scored, sources, library, build, obey, most=2)
    assert found["instructions are planted"]["value"] == 0.0


@pytest.mark.parametrize(("withheld", "right"), [("", {"the passage is deleted"}), ("the quotation differs", set())])
def test_abstaining_is_right_only_when_the_passage_is_gone(
    run: Run, library: Workspace, withheld: str, right: set[str]
) -> None:
    def abstain(_: Workspace, dialogues: Sequence[Dialogue]) -> Iterable[tuple[Reply, ...]]:
        for turn in (dialogue.turns[0] for dialogue in dialogues):
            answer = Answer(turn.question, turn.question, True, "nothing is known", 0.0, withheld=withheld)
            yield (Reply(turn.id, answer, (), 0.0),)

    with Sources(library) as sources:
        found = attacks.attack(run.scored, sources, library, lambda _: None, abstain, most=4)
    assert {name for name, one in found.items() if one["value"] == 1.0} == right


def test_a_quotation_is_found_through_markup_and_line_breaks(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<p>The board&#x27;s <b>chair</b>\n said 48 per&amp;cent, not\n<i>good</i>.</p>", encoding="utf-8")
    quote = "The board's chair said 48 per&cent, not good."
    assert edits.replace_in_quote(file, quote, (quote.index("48"), quote.index("48") + 2), "55")
    assert "said 55 per" in file.read_text(encoding="utf-8")
    assert not edits.delete_quote(file, quote)
    assert edits.delete_quote(file, quote.replace("48", "55"))
    assert file.read_text(encoding="utf-8") == "<p></p>"


@pytest.mark.parametrize(
    ("gold", "kind", "sort", "value"),
    [
        ("Requires  improvement", "rating", "rating", "outstanding"),
        ("57%", "number", "number", "64%"),
        ("95 per cent", "number", "number", "88 per cent"),
        ("seven", "number", "number", "eleven"),
        ("18 December 2018", "when", "date", "18 May 2018"),
        ("2018-12-31", "when", "date", "2018-05-28"),
        ("Ann Example", "who", "name", "Underhill"),
    ],
)
def test_another_value_for_a_fact(gold: str, kind: str, sort: str, value: str) -> None:
    found = variations.altered(gold, kind)
    assert found is not None
    assert found[0] == sort
    assert value in found[1]
    assert found[1] != gold


def test_what_the_question_names_is_not_what_is_changed() -> None:
    assert variations.altered("57 of 60", "number", "How many of the 57?") == ("number", "57 of 67")
    assert variations.altered("December 2018", "when", "When in December 2018 was it?") is None
    assert variations.altered("28 March 2020", "when", "When in March 2020 was it?") == ("date", "7 March 2020")
    assert variations.altered("2020-03-28", "when", "When in March 2020 was it?") == ("date", "2020-03-07")


def test_a_misspelling_keeps_the_letters() -> None:
    question = "How was Kingston rated?"
    wrong = variations.misspelt(question, "Kingston")
    assert wrong is not None
    assert wrong != question
    assert sorted(wrong) == sorted(question)
    assert variations.misspelt(question, "Kent") is None
