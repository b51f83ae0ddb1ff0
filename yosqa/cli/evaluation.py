"""``yosqa eval``: the grounding evaluation, its comparison of runs, and the drafting of question sets."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import os
import tomllib
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from yosqa.assistant import Assistant
from yosqa.cli import output
from yosqa.cli.progress import ProgressLine, interruptible
from yosqa.cli.session import configure
from yosqa.errors import ExitCode, SettingsError
from yosqa.evaluation import benchmarks, page, report, sets
from yosqa.evaluation import compare as comparison
from yosqa.evaluation.asking import Reply, ask_in_processes
from yosqa.evaluation.attacks import attack
from yosqa.evaluation.draft import draft
from yosqa.evaluation.repeat import repeatability
from yosqa.evaluation.run import Run, evaluate
from yosqa.evaluation.sets import Dialogue, QuestionSet
from yosqa.evaluation.sources import Sources
from yosqa.model import Progress
from yosqa.settings import Settings
from yosqa.store import Index
from yosqa.workspace import Workspace

FLOORS = "floors.toml"
_NOT_BEIR = ("part", "attacks", "repeat", "processes")
"""Options that mean nothing where passages are ranked and no question is answered."""
_NOT_SQUAD = ("part",)


def evaluation(options: Namespace) -> int:
    """``yosqa eval``: exits with 1 when a figure misses its floor."""
    home, settings = configure(options)
    if len(options.sets) == 1 and benchmarks.is_beir(Path(options.sets[0])):
        return _rank(home, settings, options)
    return _evaluate(home, settings, options)


def _evaluate(home: Workspace, settings: Settings, options: Namespace) -> int:
    """Ask the questions of some sets, and attack and repeat what is answered where that is wanted."""
    floors = _floors(home, options, report.NAMES)
    workspace, asked = _asked(home, settings, options)
    progress = ProgressLine(options.quiet)
    extra: dict[str, report.Json] = {}
    with interruptible() as stop:
        try:
            run = evaluate(
                workspace, settings, asked, processes=options.processes, progress=progress, cancelled=stop.is_set
            )
            if options.attacks:
                extra["attacks"] = _attack(workspace, settings, run, options, progress, stop.is_set)
            if options.repeat:
                progress(Progress("asking again", 0, None))
                again = [dialogue for one in asked for dialogue in sets.sample(one, options.repeat).dialogues]
                extra["repeatability"] = repeatability(again, workspace, settings, stop.is_set)
        finally:
            progress.clear()
    found = report.report(run, extra)
    path = _keep(home, found)
    if options.json:
        output.json_line({name: value for name, value in found.items() if name != "questions"})
    else:
        _show(found)
    output.note(f"the whole run: {path}, and as a page: {path.with_suffix('.html')}")
    return _held_to(floors, found["layers"])


def init(options: Namespace) -> int:
    """``yosqa eval init [NAME]``: draft a question set for a person to check."""
    workspace, _ = configure(options)
    path = workspace.eval / f"{options.name}.jsonl"
    if path.exists():
        raise SettingsError(f"{path} is there already.", hint="Name another: yosqa eval init NAME")
    with Index.open(workspace.index) as index:
        lines = [msgspec.json.encode(question) for question in draft(index)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(lines) + b"\n")
    output.line(str(path))
    output.note(
        f"{output.count(len(lines), 'question')} drafted: check each one's wording and gold before you rely on it."
    )
    return ExitCode.DONE


def _rank(home: Workspace, settings: Settings, options: Namespace) -> int:
    """``yosqa eval FOLDER``: a retrieval benchmark in the form of BEIR."""
    _refuse(options, _NOT_BEIR, "a retrieval benchmark")
    floors = _floors(home, options, benchmarks.MEASURES)
    benchmark = benchmarks.beir(Path(options.sets[0]), home.eval / "runs")
    if options.sample:
        benchmark = benchmarks.sample(benchmark, options.sample)
    progress = ProgressLine(options.quiet)
    with interruptible() as stop, Assistant.open(benchmark.workspace, settings) as assistant:
        try:
            assistant.refresh(progress, stop.is_set)
            documents = {document.id: document.path for document in assistant.documents()}
            found = benchmarks.rank(benchmark, assistant, documents, progress, stop.is_set)
        finally:
            progress.clear()
    layers = report.as_json(found)
    if options.json:
        output.json_line({"layers": layers})
    else:
        output.table(report.FIGURE_HEADINGS, report.figure_rows(layers))
    return _held_to(floors, layers)


def _attack(
    workspace: Workspace,
    settings: Settings,
    run: Run,
    options: Namespace,
    progress: ProgressLine,
    cancelled: Callable[[], bool],
) -> dict[str, report.Json]:
    """Attack the right answers of a run in scratch copies of the workspace."""
    processes = options.processes or os.cpu_count() or 1

    def index(scratch: Workspace) -> None:
        with Assistant.open(scratch, settings) as assistant:
            assistant.refresh(progress, cancelled)

    def ask(scratch: Workspace, dialogues: Sequence[Dialogue]) -> Iterator[tuple[Reply, ...]]:
        for n, made in enumerate(ask_in_processes(dialogues, scratch, settings, processes, cancelled), start=1):
            progress(Progress("attacking", n, len(dialogues), made[0].answer.question))
            yield made

    with Sources(workspace) as sources:
        return attack(run.scored, sources, workspace, index, ask, options.attacks)


def compare(options: Namespace) -> int:
    """``yosqa eval compare BEFORE AFTER``."""
    found = comparison.compare(*(comparison.load(Path(name)) for name in (options.before, options.after)))
    if options.json:
        output.json_line([dataclasses.asdict(difference) for difference in found])
        return ExitCode.DONE
    rows = [
        [
            d.name,
            f"{d.before:.3f}",
            f"{d.after:.3f}",
            f"{d.change.value:+.3f} ({d.change.low:+.3f} to {d.change.high:+.3f})",
            f"{d.chance:.3f}",
            f"{len(d.won)} better, {len(d.lost)} worse {' '.join(d.lost[:8])}".rstrip(),
        ]
        for d in found
    ]
    output.table(["figure", "before", "after", "change (95 % interval)", "by chance", "questions"], rows)
    return ExitCode.DONE


def _asked(home: Workspace, settings: Settings, options: Namespace) -> tuple[Workspace, list[QuestionSet]]:
    """Return what is asked, and the workspace it is asked of: a reading-comprehension set brings its own."""
    if not (len(options.sets) == 1 and benchmarks.is_articles(Path(options.sets[0]))):
        return home, _sets(home, options)
    _refuse(options, _NOT_SQUAD, "a reading-comprehension set")
    workspace, found = benchmarks.articles(Path(options.sets[0]), home.eval / "runs")
    progress = ProgressLine(options.quiet)
    with interruptible() as stop, Assistant.open(workspace, settings) as assistant:
        try:
            assistant.refresh(progress, stop.is_set)
        finally:
            progress.clear()
    return workspace, [sets.sample(found, options.sample) if options.sample else found]


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
            else:
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


def _refuse(options: Namespace, names: Sequence[str], what: str) -> None:
    """Refuse options that mean nothing for a sort of set: dropped in silence, they would seem to have been heeded."""
    if given := " and ".join(f"--{name}" for name in names if getattr(options, name)):
        raise SettingsError(f"{options.sets[0]} is {what}: {given} cannot apply.", hint=f"Leave out {given}.")


def _floors(workspace: Workspace, options: Namespace, known: Sequence[str]) -> Mapping[str, float]:
    """Return what figures must reach: of the file named, else, when no set is, of eval/floors.toml; and as typed.

    Args:
        workspace: Whose floors they are.
        options: What was typed.
        known: The figures that the run will have.
    """
    path = Path(options.floors) if options.floors else workspace.eval / FLOORS
    floors: dict[str, Any] = {}
    if options.floors or (path.is_file() and not options.sets):
        try:
            floors = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path} cannot be read: {error}.") from error
    floors |= dict(options.floor)
    for name, floor in floors.items():
        if name not in known:
            raise SettingsError(f"There is no figure {name}.", hint=f"Known are: {', '.join(known)}.")
        if not isinstance(floor, int | float) or not math.isfinite(floor):  # nothing is ever below NaN
            raise SettingsError(f"The floor {floor} of {name} is no finite number.", hint=f"For example: {name}=0.9")
    return floors


def _held_to(floors: Mapping[str, float], layers: Mapping[str, report.Json]) -> int:
    """Say which figures miss their floors, and return the exit code."""
    problems = report.missed(layers, floors)
    for problem in problems:
        output.say(problem)
    return ExitCode.NO_ANSWER if problems else ExitCode.DONE


def _keep(workspace: Workspace, found: report.Json) -> Path:
    """Write a run into a file of its own, named by the time; of several in one second the later ones have a number."""
    folder, now = workspace.eval / "runs", f"{datetime.now():%Y-%m-%dT%H-%M-%S}"
    folder.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        path = folder / f"{now}{f'_{number}' if number > 1 else ''}.json"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        except FileExistsError:
            continue
        break
    path.with_suffix(".html").write_text(page.html(found), encoding="utf-8")
    return path


def _show(found: report.Json) -> None:
    """Write the figures as a table, then how kinds of questions fare, then what failed."""
    output.table(report.FIGURE_HEADINGS, report.figure_rows(found["layers"]))
    output.line()
    output.table(["kind", "right", "abstained right", "questions"], _kinds(found["by_kind"]))
    if attacks := found.get("attacks"):
        output.line()
        output.table(report.ATTACK_HEADINGS, report.attack_rows(attacks))
    if again := found.get("repeatability"):
        output.line(f"\n{again['value']:.0%} of {again['tried']} replies were the same in three runs, byte for byte")
    check = found["support_check"]
    output.line(
        f"\nthe rules that say whether a text carries a statement agree with {check['share']:.0%} of "
        f"{check['pairs']} hand labels (kappa {check['kappa']:.2f})"
    )
    times = found["latency_ms"]
    output.line(f"an answer takes {times['median']:.0f} ms (median), {times['p95']:.0f} ms (95th percentile)")
    if failures := found["failures"]:
        output.line(f"\n{output.count(len(failures), 'failure')}:")
        output.table(["id", "what", "question"], [[f["id"], "; ".join(f["what"]), f["question"]] for f in failures])


def _kinds(kinds: Mapping[str, Mapping[str, report.Json]]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = []
    for kind, layers in kinds.items():
        right, refused = layers.get("answer"), layers.get("abstention recall")
        counts = [e["count"] for e in (right, refused) if e]
        cells = [f"{e['value']:.3f}" if e else "" for e in (right, refused)]
        rows.append([kind, *cells, str(sum(counts))])
    return rows
