"""A whole run: ask, hold against the sources, score."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import yosqa
from yosqa.errors import Cancelled
from yosqa.evaluation import retrieval
from yosqa.evaluation.asking import Journal, Reply, Respondent, ask_here, ask_in_processes, plain
from yosqa.evaluation.layers import LAYERS, Case
from yosqa.evaluation.sets import Dialogue, Question, QuestionSet
from yosqa.evaluation.sources import Sources
from yosqa.model import Progress
from yosqa.settings import Settings
from yosqa.workspace import Workspace

_FEW = 24
"""So many dialogues are asked faster in this process than in several that must start first."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, what came back, and the figures of the layers that apply."""

    set: str
    question: Question
    reply: Reply
    values: dict[str, float]


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run found."""

    origin: dict[str, object]
    """What the figures depend on: version and digests of code, sets, index, model and settings."""
    scored: tuple[Scored, ...]


Report = Callable[[Progress], None]


def evaluate(
    workspace: Workspace,
    settings: Settings,
    sets: Sequence[QuestionSet],
    *,
    processes: int = 0,
    respondent: Respondent | None = None,
    progress: Report | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Run:
    """Ask all questions of some sets and score the answers.

    Args:
        workspace: Whose index answers.
        settings: How it answers.
        sets: What is asked; ids are unique over all.
        processes: How many ask at once; 0 takes all cores.
        respondent: Asked in place of the assistant, in this process.
        progress: Told how far the run is.
        cancelled: Once true the run stops; its replies are kept for the next.

    Raises:
        Cancelled: ``cancelled`` returned true.
        IndexProblem: There is no index, or it cannot be used.
    """
    with Sources(workspace) as sources:
        origin = _origin(sources, settings, sets)
        if respondent is None:
            journal = Journal(workspace.eval / "runs" / f"{_key(origin)}.unfinished.jsonl")
            kept = _ask(workspace, settings, sets, processes, journal, progress, cancelled)
        else:
            journal = None
            kept = {r.id: r for r in chain(*ask_here(_dialogues(sets), respondent))}
        if progress:
            progress(Progress("reading the cited documents again", 0, None))
        sources.read_files({c.path for r in kept.values() for c in (*r.answer.citations, *r.answer.nearest)}, cancelled)
        if cancelled():
            raise Cancelled("The evaluation was stopped.", hint="Run it again to go on: what is asked is kept.")
        scored = score(sets, kept, sources)
        if journal:
            journal.close()
    return Run(origin, scored)


def score(sets: Iterable[QuestionSet], kept: dict[str, Reply], sources: Sources) -> tuple[Scored, ...]:
    """Return every question with the figures of the layers that apply to its reply."""
    asked = [(one.name, question) for one in sets for question in one.questions]
    found = retrieval.judge(
        {question.id: dict.fromkeys(sources.relevant(question), 1) for _, question in asked if question.answerable},
        {reply.id: reply.passages for reply in kept.values()},
    )
    scored = []
    for name, question in asked:
        case = Case(question, kept[question.id].answer, sources)
        measured = {layer.name: layer.measure(case) for layer in LAYERS}
        values = {layer: value for layer, value in measured.items() if value is not None}
        scored.append(Scored(name, question, kept[question.id], values | found.get(question.id, {})))
    return tuple(scored)


def _dialogues(sets: Iterable[QuestionSet]) -> list[Dialogue]:
    return [dialogue for one in sets for dialogue in one.dialogues]


def _ask(
    workspace: Workspace,
    settings: Settings,
    sets: Sequence[QuestionSet],
    processes: int,
    journal: Journal,
    progress: Report | None,
    cancelled: Callable[[], bool],
) -> dict[str, Reply]:
    """Return the reply to every question, asking what the journal does not hold."""
    kept = journal.replies()
    left = [d for d in _dialogues(sets) if any(turn.id not in kept for turn in d.turns)]
    total = sum(len(one.questions) for one in sets)
    started, before = time.monotonic(), len(kept)
    processes = min(processes or os.cpu_count() or 1, -(-len(left) // _FEW) or 1)
    for made in ask_in_processes(left, workspace, settings, processes, cancelled):
        journal.keep(made)
        kept.update((reply.id, reply) for reply in made)
        if progress:
            rate = (time.monotonic() - started) / (len(kept) - before)
            progress(Progress("asking", len(kept), total, made[-1].answer.question, rate * (total - len(kept))))
    return kept


def _origin(sources: Sources, settings: Settings, sets: Sequence[QuestionSet]) -> dict[str, object]:
    documents = sorted((document.path, document.id) for document in sources.documents.values())
    return {
        "version": yosqa.__version__,
        "code": _code(),
        "model": sources.model,
        "index": _digest(json.dumps([documents, sources.model]).encode()),
        "documents": len(documents),
        "sets": {one.name: {"sha256": one.sha256, "asked": len(one.questions), "ids": _ids(one)} for one in sets},
        "settings": dataclasses.asdict(plain(settings)),
    }


def _ids(questions: QuestionSet) -> str:
    return _digest("\n".join(question.id for question in questions.questions).encode())


def _key(origin: dict[str, object]) -> str:
    return _digest(json.dumps(origin, sort_keys=True).encode())


def _code() -> str:
    """Return a digest of the program and of the weights that come with it."""
    package = Path(yosqa.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
