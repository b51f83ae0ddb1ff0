"""``yosqa eval``: the grounding evaluation."""

from __future__ import annotations

import json
import tomllib
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from yosqa.cli import output
from yosqa.cli.progress import ProgressLine, interruptible
from yosqa.cli.session import configure
from yosqa.errors import ExitCode, SettingsError
from yosqa.evaluation import report, sets
from yosqa.evaluation.run import evaluate
from yosqa.evaluation.sets import QuestionSet
from yosqa.store import Index
from yosqa.workspace import Workspace

FLOORS = "floors.toml"


def evaluation(options: Namespace) -> int:
    """``yosqa eval``: exits with 1 when a figure misses its floor."""
    workspace, settings = configure(options)
    asked = _sets(workspace, options)
    floors = _floors(workspace, options)
    progress = ProgressLine(options.quiet)
    with interruptible() as stop:
        try:
            run = evaluate(
                workspace, settings, asked, processes=options.processes, progress=progress, cancelled=stop.is_set
            )
        finally:
            progress.clear()
    found = report.report(run)
    path = _keep(workspace, found)
    if options.json:
        output.json_line({name: value for name, value in found.items() if name != "questions"})
    else:
        _show(found)
    if not options.quiet:
        output.note(f"the whole run, every question in it: {path}")
    problems = report.missed(found["layers"], floors)
    for problem in problems:
        output.note(problem)
    return ExitCode.NO_ANSWER if problems else ExitCode.DONE


def _sets(workspace: Workspace, options: Namespace) -> list[QuestionSet]:
    """Read the sets named, else those of the workspace that ask of its documents."""
    if options.sets:
        found = [sets.load(_path(workspace, name)) for name in options.sets]
    else:
        with Index.open(workspace.index) as index:
            names = [document.path.rsplit("/", 1)[-1] for document in index.documents()]
        found = []
        for path in sorted(workspace.eval.glob("*.jsonl")):
            one = sets.load(path)
            wanted = {start for question in one.questions if question.answerable for start in question.docs}
            if all(any(name.startswith(start) for name in names) for start in wanted):
                found.append(one)
            elif not options.quiet:
                output.note(f"{path.name} asks of documents that are not in the index: left out.")
    found = [sets.part_of(one, options.part) for one in found] if options.part else found
    found = [sets.sample(one, options.sample) for one in found] if options.sample else found
    if not any(one.dialogues for one in found):
        raise SettingsError(
            "There is no question to ask.",
            hint="Name a question set, or write one: see eval/README.md.",
        )
    sets.require_unique(found)
    return found


def _path(workspace: Workspace, name: str) -> Path:
    """Return the file of a set, named by its path or by its name in the workspace's eval/."""
    path = Path(name)
    return path if path.is_file() else workspace.eval / (name if name.endswith(".jsonl") else f"{name}.jsonl")


def _floors(workspace: Workspace, options: Namespace) -> Mapping[str, float]:
    """Return what figures must reach: of the file named, else, when no set is, of eval/floors.toml; and as typed."""
    path = Path(options.floors) if options.floors else workspace.eval / FLOORS
    floors: dict[str, Any] = {}
    if options.floors or (path.is_file() and not options.sets):
        try:
            floors = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path} cannot be read: {error}.") from error
    floors |= dict(options.floor)
    for name, floor in floors.items():
        if name not in report.NAMES or not isinstance(floor, int | float):
            raise SettingsError(f"There is no figure {name} = {floor}.", hint=f"Known are: {', '.join(report.NAMES)}.")
    return floors


def _keep(workspace: Workspace, found: report.Json) -> Path:
    path = workspace.eval / "runs" / f"{datetime.now():%Y-%m-%dT%H-%M-%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _show(found: report.Json) -> None:
    """Write the figures as a table, then how kinds of questions fare, then what failed."""
    output.table(["figure", "value", "95 % interval", "questions"], _rows(found["layers"]))
    output.line()
    output.table(["kind", "right", "abstained right", "questions"], _kinds(found["by_kind"]))
    times = found["latency_ms"]
    output.line(f"\nan answer takes {times['median']:.0f} ms (median), {times['p95']:.0f} ms (95th percentile)")
    if failures := found["failures"]:
        output.line(f"\n{output.count(len(failures), 'failure')}:")
        output.table(["id", "what", "question"], [[f["id"], "; ".join(f["what"]), f["question"]] for f in failures])


def _rows(layers: Mapping[str, report.Json]) -> list[Sequence[str]]:
    return [
        [name, f"{e['value']:.3f}", f"{e['low']:.3f} to {e['high']:.3f}", str(e["count"])] for name, e in layers.items()
    ]


def _kinds(kinds: Mapping[str, Mapping[str, report.Json]]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = []
    for kind, layers in kinds.items():
        right, refused = layers.get("answer"), layers.get("abstention recall")
        counts = [e["count"] for e in (right, refused) if e]
        cells = [f"{e['value']:.3f}" if e else "" for e in (right, refused)]
        rows.append([kind, *cells, str(sum(counts))])
    return rows
