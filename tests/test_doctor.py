"""Each check says what is wrong and what to do; doctor itself never fails."""

from __future__ import annotations

import importlib
import json
import shutil
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.hashing import HashingEmbedder
from yosqa import doctor, indexing
from yosqa.cli import main
from yosqa.doctor import CheckResult, Severity
from yosqa.errors import ExitCode
from yosqa.settings import ModelSettings, Settings
from yosqa.workspace import Workspace


def results(workspace: Workspace, settings: Settings | None = None) -> dict[str, CheckResult]:
    return {result.name: result for result in doctor.check(workspace, settings or Settings())}


def test_a_new_workspace_needs_documents_and_an_index(workspace: Workspace) -> None:
    found = results(workspace)
    assert found["python"].severity is found["packages"].severity is found["disk space"].severity is Severity.OK
    assert (found["corpus"].severity, found["corpus"].remedy) == (
        Severity.WARNING,
        "Put documents there: yosqa add PATH_OR_URL",
    )
    assert (found["index"].severity, found["index"].exit_code) == (Severity.FAILURE, ExitCode.INDEX)
    assert "yosqa index" in found["index"].remedy
    assert all(result.remedy for result in found.values() if result.severity is not Severity.OK)


def test_a_missing_corpus_is_named(workspace: Workspace) -> None:
    workspace.corpus.rmdir()
    assert results(workspace)["corpus"].severity is Severity.FAILURE


def test_a_missing_and_an_outdated_package_are_named(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "tantivy":
            raise metadata.PackageNotFoundError(name)
        return "0.0.1" if name == "pypdf" else real(name)

    real = metadata.version
    monkeypatch.setattr(metadata, "version", version)
    found = results(workspace)["packages"]
    assert found.severity is Severity.FAILURE
    assert "tantivy is missing" in found.message
    assert "pypdf is 0.0.1" in found.message


def test_a_full_disk_is_named(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1_000_000))
    assert "1 MB left" in results(workspace)["disk space"].message


def test_an_unknown_model_is_named(workspace: Workspace) -> None:
    found = results(workspace, Settings(model=ModelSettings(name="no-such-model")))["model"]
    assert found.severity is Severity.FAILURE
    assert "no-such-model" in found.message


def test_damaged_weights_are_named(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yosqa.embedding import prepare

    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.setattr(prepare, "_package_folder", lambda: tmp_path)
    found = results(workspace, Settings(model=ModelSettings(name=prepare.PLAIN)))["model"]
    assert found.severity is Severity.FAILURE
    assert "damaged" in found.message
    assert "pip install" in found.remedy


@pytest.mark.parametrize(("module", "missing"), [("rerank", "model.onnx"), ("likeness", "vectors.npy")])
def test_damage_to_a_shipped_model_is_named(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, missing: str
) -> None:
    shipped = importlib.import_module(f"yosqa.{module}").SHIPPED
    left = shutil.copytree(shipped, tmp_path / "shipped", ignore=shutil.ignore_patterns(missing))
    monkeypatch.setattr(f"yosqa.{module}.SHIPPED", left)
    found = results(workspace)["model"]
    assert found.severity is Severity.FAILURE
    assert missing in found.message
    assert "Install yosqa again" in found.remedy


@pytest.mark.parametrize("module", ["rerank", "likeness"])
def test_a_shipped_model_that_is_gone_is_not_one_that_is_switched_off(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(f"yosqa.{module}.SHIPPED", workspace.root / "gone")
    found = results(workspace)["model"]
    assert (found.severity, "Install yosqa again" in found.remedy) == (Severity.FAILURE, True)


def test_an_index_of_another_model_and_a_bad_file_are_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.corpus / "a.txt").write_text("The overall rating of Leeds was good.")
    (workspace.corpus / "b.pdf").write_bytes(b"%PDF-1.7\nbroken")
    indexing.build(workspace, Settings(), embedder=HashingEmbedder())
    monkeypatch.setattr("yosqa.embedding.load", lambda _: HashingEmbedder())
    monkeypatch.setattr("yosqa.embedding.prepare.ready", lambda _: workspace.root)
    found = results(workspace)["index"]
    assert (found.severity, found.remedy) == (Severity.WARNING, "See which, and why: yosqa index status")

    class Other(HashingEmbedder):
        identity = "another/1"

    monkeypatch.setattr("yosqa.embedding.load", lambda _: Other())
    found = results(workspace)["index"]
    assert (found.severity, found.exit_code) == (Severity.FAILURE, ExitCode.INDEX)
    assert "hashing/1" in found.message


def test_a_damaged_index_is_named_with_its_remedy(workspace: Workspace) -> None:
    (workspace.corpus / "a.txt").write_text("The overall rating of Leeds was good.")
    indexing.build(workspace, Settings(), embedder=HashingEmbedder())
    catalogue = workspace.index / "catalogue.sqlite"
    catalogue.write_bytes(catalogue.read_bytes().replace(b'{"id"', b"\xff" * 5))
    found = results(workspace)["index"]
    assert (found.severity, found.exit_code) == (Severity.FAILURE, ExitCode.INDEX)
    assert "is damaged" in found.message
    assert "yosqa index --rebuild" in found.remedy
    assert main(["--workspace", str(workspace.root), "index", "status"]) == ExitCode.INDEX


def test_the_command_prints_and_exits_with_the_first_failure(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--workspace", str(workspace.root), "doctor"]
    assert main(arguments) == ExitCode.INDEX
    assert "FAILED  index: " in capsys.readouterr().out
    assert main([*arguments, "--json"]) == ExitCode.INDEX
    printed: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert [entry["name"] for entry in printed] == list(doctor.CHECKS)
    assert all(entry["remedy"] for entry in printed if entry["severity"] != "ok")
