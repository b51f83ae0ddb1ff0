"""Checks of the installation, the model, the corpus and the index; each failure names its remedy."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from packaging.requirements import Requirement

from yosqa.errors import ExitCode, YosqaError
from yosqa.model import FileStatus
from yosqa.settings import Settings
from yosqa.workspace import Workspace, cache_folder

FREE_MEGABYTES = 500
"""Space that an index of a few hundred reports and a prepared model need."""


class Severity(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found."""

    name: str
    severity: Severity
    message: str
    remedy: str = ""
    """What to do; empty when all is well."""
    exit_code: ExitCode = ExitCode.DONE


Check = Callable[[Workspace, Settings], CheckResult]


def check(workspace: Workspace, settings: Settings) -> Iterator[CheckResult]:
    """Run every check, in the order in which things are needed. None of them uses the network."""
    for name, run in CHECKS.items():
        try:
            yield run(workspace, settings)
        except YosqaError as error:
            yield CheckResult(name, Severity.FAILURE, error.message, error.hint, error.exit_code)


def _python(_workspace: Workspace, _settings: Settings) -> CheckResult:
    return _ok("python", f"{sys.version.split()[0]}, {sys.executable}")


def _packages(_workspace: Workspace, _settings: Settings) -> CheckResult:
    wrong = []
    requirements = [Requirement(text) for text in importlib.metadata.requires("yosqa") or []]
    needed = [entry for entry in requirements if entry.marker is None or entry.marker.evaluate({"extra": ""})]
    for requirement in needed:
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} is {version}, needed is {requirement.specifier}")
    if wrong:
        return _failure(
            "packages", f"{'; '.join(wrong)}.", "Run: pip install --constraint constraints.txt --editable ."
        )
    return _ok("packages", f"{len(needed)} packages as needed")


def _space(workspace: Workspace, _settings: Settings) -> CheckResult:
    for folder in (workspace.root, cache_folder()):
        there = next(parent for parent in (folder, *folder.parents) if parent.exists())
        free = shutil.disk_usage(there).free // 1_000_000
        if free < FREE_MEGABYTES:
            return _failure("disk space", f"{there} has {free} MB left.", f"Free {FREE_MEGABYTES} MB there.")
    return _ok("disk space", "enough for an index and a model")


def _model(_workspace: Workspace, settings: Settings) -> CheckResult:
    from yosqa.embedding import load, prepare
    from yosqa.likeness import Likeness
    from yosqa.rerank import Reranker

    source = prepare.locate(settings.model.name)
    prepare.check(source)
    for scorer in (Reranker.load(settings), Likeness.load(settings)):
        if scorer is not None:
            scorer.score("does it run?", ["It runs."])
    if prepare.ready(source) is None:
        return _warning("model", f"{source.name} is not prepared yet.", "The next index or question does it, once.")
    load(settings).encode_query("does it run?")
    return _ok("model", f"{source.name}, runs")


def _corpus(workspace: Workspace, _settings: Settings) -> CheckResult:
    if not workspace.corpus.is_dir():
        return _failure("corpus", f"{workspace.corpus} is missing.", f"Make it: yosqa init {workspace.root}")
    files = sum(1 for path in workspace.corpus.rglob("*") if path.is_file())
    if not files:
        return _warning("corpus", f"{workspace.corpus} is empty.", "Put documents there: yosqa add PATH_OR_URL")
    return _ok("corpus", f"{files} files in {workspace.corpus}")


def _index(workspace: Workspace, settings: Settings) -> CheckResult:
    from yosqa.embedding import load, prepare
    from yosqa.store import Index

    with Index.open(workspace.index) as index:
        problems = index.verify()
        failed = sum(entry.status is FileStatus.FAILED for entry in index.entries())
        documents = len(index.documents())
    if problems:
        return _failure("index", " ".join(problems), "Run: yosqa index --rebuild", ExitCode.INDEX)
    if prepare.ready(prepare.locate(settings.model.name)) and load(settings).identity != index.model:
        return _failure("index", f"It was made with {index.model}.", "Run: yosqa index", ExitCode.INDEX)
    if failed:
        return _warning("index", f"{failed} files could not be read.", "See which, and why: yosqa index status")
    return _ok("index", f"whole, {documents} documents")


def _ok(name: str, message: str) -> CheckResult:
    return CheckResult(name, Severity.OK, message)


def _warning(name: str, message: str, remedy: str) -> CheckResult:
    return CheckResult(name, Severity.WARNING, message, remedy)


def _failure(name: str, message: str, remedy: str, exit_code: ExitCode = ExitCode.USAGE) -> CheckResult:
    return CheckResult(name, Severity.FAILURE, message, remedy, exit_code)


CHECKS: dict[str, Check] = {
    "python": _python,
    "packages": _packages,
    "disk space": _space,
    "model": _model,
    "corpus": _corpus,
    "index": _index,
}
