from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation.small_library import SETTINGS, LightAssistant, build
from tests.indexing.builds import map_here
from yosqa import workers
from yosqa.errors import SettingsError
from yosqa.evaluation import asking, benchmarks, compare, layers, page, report, retrieval, sets, statistics
from yosqa.evaluation.asking import Journal, Reply, replies
from yosqa.evaluation.draft import draft
from yosqa.evaluation.layers import Case
from yosqa.evaluation.run import Run, evaluate
from yosqa.evaluation.sets import QuestionSet
from yosqa.evaluation.sources import Sources
from yosqa.evaluation.statistics import Outcome, separation
from yosqa.evaluation.support import agreement, atoms, supports, unsupported
from yosqa.model import Citation, Computation, Kind, Method, Statement
from yosqa.store import Index
from yosqa.workspace import Workspace


@pytest.fixture(scope="module")
def run(library: Workspace, asked: QuestionSet) -> Run:
    with patch.object(workers, "map_files", map_here), LightAssistant.of(library) as assistant:
        return evaluate(library, SETTINGS, [asked], respondent=assistant)


def test_a_run_becomes_json_and_a_page(run: Run) -> None:
    found = json.loads(json.dumps(report.report(run)))
    assert found["origin"]["sets"]["questions.jsonl"]["asked"] == len(found["questions"]) == 9
    assert found["by_kind"]["rating"]["answer"]["count"] == 2
    assert found["layers"]["recall@10"]["value"] > 0.5
    text = page.html(found)
    assert "<svg" in text
    assert "http" not in text.split("<h2>")[1]
    assert all(failure["id"] in text for failure in found["failures"])


def test_the_same_run_gives_the_same_figures(run: Run, library: Workspace, asked: QuestionSet) -> None:
    with patch.object(workers, "map_files", map_here), LightAssistant.of(library) as assistant:
        again = evaluate(library, SETTINGS, [asked], respondent=assistant)
    first, second = report.report(run), report.report(again)
    assert first["origin"].pop("code")
    assert second["origin"].pop("code")
    for name in ("origin", "layers", "by_kind", "by_document", "curves", "failures"):
        assert first[name] == second[name], name


def test_a_figure_below_its_floor_is_named() -> None:
    found = {"answer": {"value": 0.9}, "calibration error": {"value": 0.2}}
    assert report.missed(found, {"answer": 0.9, "calibration error": 0.2}) == []
    said = report.missed(found, {"answer": 0.95, "calibration error": 0.1, "document": 0.5})
    assert [sentence.split(" is ")[0] for sentence in said] == ["answer", "calibration error", "document"]


def test_figures_and_attacks_become_rows_under_their_headings() -> None:
    layers = {"answer": {"value": 0.5, "low": 0.25, "high": 1.0, "count": 4}}
    (row,) = report.figure_rows(layers)
    assert row == ["answer", "0.500", "0.250 to 1.000", "4"]
    assert len(row) == len(report.FIGURE_HEADINGS)
    tried = {"must": "stand", "value": 1.0, "tried": 2, "failures": []}
    rows = report.attack_rows({"a": tried, "b": {**tried, "value": None, "tried": 0}})
    assert rows == [["a", "stand", "1.000", "2"], ["b", "stand", "none possible", "0"]]
    assert len(rows[0]) == len(report.ATTACK_HEADINGS)


def test_two_runs_are_compared_question_by_question(run: Run, tmp_path: Path) -> None:
    before = report.report(run)
    after = json.loads(json.dumps(before))
    for question in after["questions"][:5]:
        question["values"]["answer"] = 0.0
    differences = {d.name: d for d in compare.compare(before, after)}
    assert differences["answer"].change.value < 0
    assert set(differences["answer"].lost) <= {"q1", "q2", "q3", "q4", "q5"}
    assert differences["quotation"].change.value == 0
    assert differences["quotation"].chance == 1.0
    with pytest.raises(SettingsError, match="no question in common"):
        compare.compare(before, {"questions": []})
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SettingsError, match="is no run"):
        compare.load(tmp_path / "x.json")


def test_what_is_kept_is_not_asked_again(library: Workspace, asked: QuestionSet, tmp_path: Path) -> None:
    with LightAssistant.of(library) as assistant:
        made = replies(asked.dialogues[0], assistant)
    journal = Journal(tmp_path / "runs" / "unfinished.jsonl")
    assert journal.replies() == {}
    journal.keep(made)
    with (tmp_path / "runs" / "unfinished.jsonl").open("ab") as file:
        file.write(b'\n{"id": "cut sho')
    journal.keep([Reply("other", made[0].answer, (), 0.1)])
    assert journal.replies() == {"q1": made[0], "other": Reply("other", made[0].answer, (), 0.1)}
    journal.close()
    assert journal.replies() == {}


def test_settings_can_be_sent_to_a_process() -> None:
    import pickle
    from dataclasses import replace
    from types import MappingProxyType

    read = replace(SETTINGS, documents=MappingProxyType({"a.md": MappingProxyType({"title": "A"})}))
    assert pickle.loads(pickle.dumps(asking.plain(read))) == asking.plain(read)


def test_a_drafted_set_is_a_set(library: Workspace, question_file: Callable[..., Path]) -> None:
    import msgspec

    with Index.open(library.index) as index:
        drafted = list(draft(index))
    found = sets.load(question_file(*(msgspec.to_builtins(question) for question in drafted)))
    assert found.questions == tuple(drafted)
    kinds = {question.kind for question in drafted}
    assert {"who", "list", "what", "unanswerable"} <= kinds
    assert any("Leeds" in q.question and q.answers == ("Ann Example",) for q in drafted)


def test_a_reading_comprehension_set_becomes_documents_and_questions(tmp_path: Path) -> None:
    context = "Leeds lies on the Aire. Its service employs 43 people."
    qas = [
        {"id": "x", "question": "How many people?", "answers": [{"text": "43", "answer_start": 44}] * 2},
        {"id": "y", "question": "How many cats?", "answers": [], "is_impossible": True},
    ]
    file = tmp_path / "dev.json"
    file.write_text(json.dumps({"data": [{"title": "Leeds", "paragraphs": [{"context": context, "qas": qas}]}]}))
    workspace, found = benchmarks.articles(file, tmp_path / "runs")
    assert [f.read_text(encoding="utf-8") for f in workspace.corpus.iterdir()] == [f"Leeds\n\n{context}\n"]
    assert [(q.id, q.answerable, q.answers) for q in found.questions] == [("x", True, ("43",)), ("y", False, ())]
    file.write_text("{}")
    with pytest.raises(SettingsError, match="form of SQuAD"):
        benchmarks.articles(file, tmp_path / "runs")


def test_what_was_found_is_judged_by_grade_and_place() -> None:
    relevant = {"q": {"a": 2, "b": 1}, "nothing found": {"a": 1}, "nothing relevant": {}}
    judged = retrieval.judge(relevant, {"q": ["b", "c", "a"]}, ("recall@1", "recall@3", "MRR", "nDCG@10"))
    ideal, gained = 2 + 1 / math.log2(3), 1 + 2 / math.log2(4)
    assert judged["q"] == pytest.approx({"recall@1": 0.5, "recall@3": 1.0, "MRR": 1.0, "nDCG@10": gained / ideal})
    assert set(judged) == {"q", "nothing found"}
    assert set(judged["nothing found"].values()) == {0.0}
    assert set(retrieval.judge(relevant, {})["q"]) == set(retrieval.MEASURES)


def test_a_retrieval_benchmark_is_ranked_by_document(tmp_path: Path) -> None:
    texts = {"1": "Planning in Leeds is strong.", "2": "Bread is baked in Kent.", "3": "Caseloads are high in Derby."}
    rows = [json.dumps({"_id": i, "title": f"T{i}", "text": text}) for i, text in texts.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows))
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "where is bread baked"}\n{"_id": "r", "text": "x"}\n')
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t2\t1\nq\t1\t0\n")
    assert benchmarks.is_beir(tmp_path)
    benchmark = benchmarks.beir(tmp_path, tmp_path / "runs")
    assert benchmark.relevant == {"q": {"2.txt": 1}}
    build(benchmark.workspace)
    with LightAssistant.of(benchmark.workspace) as assistant:
        documents = {document.id: document.path for document in assistant.documents()}
        found = benchmarks.rank(benchmark, assistant, documents, lambda _: None, lambda: False)
    assert {name: e and e.value for name, e in found.items()} == dict.fromkeys(found, 1.0)


def cite(quote: str) -> Citation:
    return Citation(1, "d", "T", "d.md", Kind.REPORT, "2018-12", 1, "1", "", 1, 0, len(quote), quote)


@pytest.mark.parametrize(
    ("text", "quote", "carried"),
    [
        ("“48 per cent of plans were good”", "In all, 48 per cent of plans were good enough.", True),
        ("50 per cent of plans were good", "In all, 48 per cent of plans were good enough.", False),
        ("plans were inadequate", "plans were good", False),
        ("the board did not listen", "the board did listen", False),
        ("good in July 2022", "Leeds,2022-07-26,good", True),
        ("[Leeds, May 2019] “good”", "good", False),
        ("[Derby, December 2018] “good”", "good", True),
    ],
)
def test_what_carries_a_statement(text: str, quote: str, carried: bool) -> None:
    assert supports(Statement(text, (1,)), [cite(quote)], "Report on Derby 2018-12") is carried


def test_a_computed_value_is_computed_again() -> None:
    cells = [cite("40%"), cite("45%")]
    mean = Statement("42.5 on average", (1, 2), Computation(Method.MEAN, 42.5))
    assert unsupported(mean, cells, "") == ()
    assert unsupported(Statement("43 on average", (1, 2), Computation(Method.MEAN, 43.0)), cells, "") == ("43",)
    assert unsupported(Statement("2 services", (1, 2), Computation(Method.COUNT, 2.0)), cells, "") == ()


def test_atoms_are_numbers_names_grades_and_months() -> None:
    assert set(atoms("In all, 4.5% of cases in Essex were good by May.")) == {"4.5", "Essex", "May", "good"}


def outcome(answerable: bool, abstained: bool, right: bool, confidence: float) -> Outcome:
    return Outcome(answerable, abstained, right, confidence)


def test_the_first_statement_must_answer_by_itself(run: Run, library: Workspace) -> None:
    scored = next(s for s in run.scored if s.values.get("first statement") == 1.0)
    with patch.object(workers, "map_files", map_here), Sources(library) as sources:
        case = Case(scored.question, scored.reply.answer, sources)
        assert layers.first(case) == 1.0
        other = replace(case.answer.statements[0], text="“Something else.”")
        late = replace(case.answer, statements=(other, *case.answer.statements))
        assert layers.first(replace(case, answer=late)) == 0.0
        assert layers.right(replace(case, answer=late)) == 1.0
        assert layers.first(replace(case, answer=replace(late, abstained=True))) == 0.0


def test_abstention_and_calibration() -> None:
    outcomes = [
        *[outcome(True, False, True, 0.95)] * 8,
        *[outcome(True, False, False, 0.95)] * 2,
        *[outcome(False, True, False, 0.1)] * 3,
        outcome(True, True, False, 0.1),
    ]
    found = {name: e and round(e.value, 4) for name, e in statistics.abstention(outcomes).items()}
    assert found == {
        "abstention precision": 0.75,
        "abstention recall": 1.0,
        "risk-coverage area": 0.2,
        "calibration error": 0.15,
        "separation": 0.9545,
    }


def test_separation_is_how_often_the_answerable_question_has_more_confidence() -> None:
    confidence, answerable = np.array([0.9, 0.5, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0])
    assert separation(confidence, answerable) == pytest.approx(3.5 / 4)
    assert np.isnan(separation(confidence, np.ones(4)))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_holds_the_mean(values: list[float]) -> None:
    found = statistics.mean(values)
    assert found is not None
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found.value == pytest.approx(np.mean(values))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30), st.randoms())
def test_risk_does_not_depend_on_the_order_of_questions(rows: list[tuple[float, bool]], random: object) -> None:
    def risks(rows: list[tuple[float, bool]]) -> list[float]:
        return list(statistics.risks(np.array([c for c, _ in rows]), np.array([float(r) for _, r in rows])))

    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert risks(rows) == risks(shuffled)
    assert risks(rows)[-1] == pytest.approx(1 - np.mean([right for _, right in rows]))


def test_the_check_agrees_with_hand_labels_as_far_as_the_documentation_says() -> None:
    found = agreement()
    assert found.pairs == 200
    assert found.share >= 0.73
    assert found.wrongly_carried <= 5
