"""``yosqa eval`` as it is typed: which run it is, what each sort of set heeds, floors."""

from __future__ import annotations

import json
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest

from tests.evaluation.small_library import LightAssistant, build
from yosqa.cli import evaluation, main, parser
from yosqa.errors import ExitCode
from yosqa.evaluation import benchmarks
from yosqa.model import Receipt
from yosqa.settings import Settings
from yosqa.workspace import Workspace

FOLDER = "benchmark"


class Light(LightAssistant):
    """Opens and indexes without a model."""

    @classmethod
    def open(cls, workspace: Workspace, settings: Settings) -> Self:
        return cls.of(workspace)

    def refresh(self, *_: object, **__: object) -> Receipt:
        build(self.workspace)
        return Receipt((), (), (), 0, ())


@pytest.fixture
def inside(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that is worked in, with a retrieval benchmark in which one query of two finds what it should."""
    folder = workspace.root / FOLDER
    (folder / "qrels").mkdir(parents=True)
    texts = {"1": "Planning in Leeds is strong.", "2": "Bread is baked in Kent.", "3": "Caseloads are high in Derby."}
    rows = [json.dumps({"_id": i, "title": f"T{i}", "text": text}) for i, text in texts.items()]
    (folder / "corpus.jsonl").write_text("\n".join(rows))
    queries = {"q": "where is bread baked", "r": "who bakes bread in Kent"}
    rows = [json.dumps({"_id": i, "text": text}) for i, text in queries.items()]
    (folder / "queries.jsonl").write_text("\n".join(rows))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t2\t1\nr\t1\t1\n")
    monkeypatch.chdir(workspace.root)
    monkeypatch.setattr(evaluation, "Assistant", Light)
    return workspace


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ("", "evaluation"),
        ("corpus hard --sample 3", "evaluation"),
        ("compare.jsonl", "evaluation"),
        ("corpus compare", "evaluation"),
        ("--part compare corpus", "evaluation"),
        ("compare a.json b.json --json", "compare"),
        ("--json --workspace DIR compare a.json b.json", "compare"),
        ("init", "init"),
        ("init mine", "init"),
    ],
)
def test_the_first_word_may_be_a_subcommand(typed: str, run: str) -> None:
    options = parser.build().parse_args(["eval", *typed.split()])
    assert options.run == f"evaluation.{run}"
    if run == "compare":
        assert (options.before, options.after, options.json) == ("a.json", "b.json", True)
    if run == "init":
        assert options.name == (typed.split()[1:] or ["draft"])[0]


@pytest.mark.parametrize("typed", ["-- compare a b", "--json -- compare a b", "-- init", "mine compare"])
def test_no_other_word_is_a_subcommand(typed: str) -> None:
    options = parser.build().parse_args(["eval", *typed.split()])
    words = [word for word in typed.split() if not word.startswith("--")]
    assert (options.run, options.sets) == ("evaluation.evaluation", words)


@pytest.mark.parametrize("typed", ["--work W eval", "eval --work W compare a.json b.json", "eval compare a b --js"])
def test_an_option_is_typed_in_full(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed.split()) == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("typed", ["compare a.json", "compare a b --floor answer=1", "init a b", "init --attacks 3"])
def test_a_subcommand_refuses_what_it_does_not_know(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", *typed.split()]) == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_subcommand_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "compare", "--help"]) == ExitCode.DONE
    assert "usage: yosqa eval compare" in capsys.readouterr().out


@pytest.mark.usefixtures("inside")
def test_floors_hold_for_a_retrieval_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", FOLDER, "--json", "--floor", "recall@100=0.5"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["layers"]["nDCG@10"]["value"] < 1.0
    assert main(["eval", FOLDER, "--floor", "nDCG@10=1.0"]) == ExitCode.NO_ANSWER
    assert "nDCG@10 is 0." in capsys.readouterr().err
    Path("floors.toml").write_text("MRR = 1.0\n")
    assert main(["eval", FOLDER, "--floors", "floors.toml"]) == ExitCode.NO_ANSWER
    assert main(["eval", FOLDER, "--floor", "answer=0.9"]) == ExitCode.USAGE
    assert "no figure answer" in capsys.readouterr().err


@pytest.mark.usefixtures("inside")
def test_a_sample_of_a_retrieval_benchmark_is_fewer_queries(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", FOLDER, "--json", "--sample", "1"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["layers"]["nDCG@10"]["count"] == 1
    whole = benchmarks.beir(Path(FOLDER), Path("runs"))
    assert benchmarks.sample(whole, 5) == whole


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("option", ["--part=dev", "--attacks", "--repeat=3", "--processes=2"])
def test_what_cannot_apply_to_a_set_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", FOLDER, option]) == ExitCode.USAGE
    assert f"{FOLDER} is a retrieval benchmark: {option.split('=')[0]} cannot apply" in capsys.readouterr().err


@pytest.mark.usefixtures("inside")
def test_a_reading_comprehension_set_has_no_parts(capsys: pytest.CaptureFixture[str]) -> None:
    Path("squad.json").write_text('{"data": []}')
    assert main(["eval", "squad.json", "--part", "dev"]) == ExitCode.USAGE
    assert "--part cannot apply" in capsys.readouterr().err


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("floor", ["nan", "inf", "-inf"])
def test_a_floor_that_nothing_can_miss_or_reach_is_refused(floor: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--floor", f"answer={floor}"]) == ExitCode.USAGE
    assert "is no finite number" in capsys.readouterr().err
    Path("floors.toml").write_text(f"answer = {floor}\n")
    assert main(["eval", "--floors", "floors.toml"]) == ExitCode.USAGE
    assert "is no finite number" in capsys.readouterr().err


def test_a_set_is_drafted_once(inside: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (inside.corpus / "a.txt").write_text("Ann Example led the inspection of Leeds.\n")
    build(inside)
    assert main(["eval", "init", "mine"]) == ExitCode.DONE
    assert (inside.eval / "mine.jsonl").is_file()
    assert main(["eval", "init", "mine"]) == ExitCode.USAGE
    assert "is there already" in capsys.readouterr().err


def test_runs_of_one_second_do_not_overwrite_each_other(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2024, 5, 16, 10, 0, 0)

    monkeypatch.setattr(evaluation, "datetime", Stopped)
    monkeypatch.setattr(evaluation.page, "html", str)
    kept = [evaluation._keep(workspace, {"run": number}) for number in range(3)]
    names = [path.name for path in kept]
    assert names == sorted({"2024-05-16T10-00-00.json", "2024-05-16T10-00-00_2.json", "2024-05-16T10-00-00_3.json"})
    assert [json.loads(path.read_text())["run"] for path in kept] == [0, 1, 2]
    assert all(path.with_suffix(".html").exists() for path in kept)
