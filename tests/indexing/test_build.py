from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.indexing.builds import build, contents, map_here
from tests.killing import killed_at
from yosqa import documents, indexing, workers
from yosqa.errors import Cancelled, DocumentError, IndexUnreadable, SettingsError
from yosqa.model import Extraction, FileStatus, Line, Page, PageLayout, Progress
from yosqa.settings import LimitSettings, Settings
from yosqa.store import Index, faults
from yosqa.workspace import Workspace, create

ESSEX = "Essex\n\nPlanning in Essex is strong. The board chair leads well.\n"
BARNET = "Barnet\n\nThe service requires improvement. Risk is not managed.\n"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "map_files", map_here)


def put(workspace: Workspace, **files: str) -> None:
    for name, text in files.items():
        (workspace.corpus / f"{name}.txt").write_text(text, encoding="utf-8")


def test_a_build_says_what_became_of_each_file(workspace: Workspace) -> None:
    put(workspace, essex=ESSEX, again=ESSEX, barnet=BARNET)
    (workspace.corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    (workspace.corpus / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    reports: list[Progress] = []
    receipt = build(workspace, progress=reports.append)
    assert len(receipt.added) == 5
    status = {entry.path: entry.status for entry in receipt.entries}
    assert status == {
        "again.txt": FileStatus.INDEXED,
        "barnet.txt": FileStatus.INDEXED,
        "broken.pdf": FileStatus.FAILED,
        "essex.txt": FileStatus.DUPLICATE,
        "picture.png": FileStatus.SKIPPED,
    }
    assert all(entry.problems for entry in receipt.entries if entry.status is not FileStatus.INDEXED)
    assert not any(entry.path in problem for entry in receipt.entries for problem in entry.problems), "named beside it"
    assert [entry.path for entry in receipt.failed] == ["broken.pdf"]
    assert reports[-2].stage == "reading"
    assert reports[-2].done == reports[-2].total == 4
    with Index.open(workspace.index) as index:
        assert index.entries() == receipt.entries


def test_a_file_without_text_to_quote_says_so(workspace: Workspace, here: None) -> None:
    (workspace.corpus / "page.html").write_text("<html><body><script>x()</script></body></html>")
    (entry,) = build(workspace).entries
    assert entry.status is FileStatus.EMPTY
    assert "No text to quote" in entry.problems[0]


def test_a_second_build_does_nothing(workspace: Workspace, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    put(workspace, essex=ESSEX, barnet=BARNET)
    (workspace.corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    first = build(workspace)
    assert first.failed

    monkeypatch.setattr(workers, "map_files", None)
    with Index.open(workspace.index) as index:
        generation = index.generation
    second = build(workspace)
    assert (second.added, second.changed, second.removed, second.unchanged) == ((), (), (), 3)
    assert second.entries == first.entries
    with Index.open(workspace.index) as index:
        assert index.generation == generation


def test_what_failed_is_tried_again_when_limits_or_readers_change(
    workspace: Workspace, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    build(workspace)
    assert not indexing.plan(workspace, Settings()).jobs
    assert indexing.plan(workspace, Settings(limits=LimitSettings(file_seconds=500.0))).jobs
    monkeypatch.setattr("yosqa.indexing.planning.reader_version", lambda: "newer")
    assert indexing.plan(workspace, Settings()).changed == ("broken.pdf",)
    assert indexing.plan(workspace, Settings()).jobs


def test_other_limits_have_only_that_read_again_which_they_may_have_cut_short(
    workspace: Workspace, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(name: str, data: bytes) -> Extraction:
        match name:
            case "broken.txt":
                raise DocumentError(name, "took too long.")
            case "empty.txt":
                return Extraction("text/plain", (PageLayout(Page(1, "1", ""), ()),))
            case "partly.txt":
                return replace(whole(name, data), problems=("Time ran out.",))
        return whole(name, data)

    whole = documents.read
    monkeypatch.setattr("yosqa.documents.read", read)
    put(workspace, essex=ESSEX, again=ESSEX, alike=f"{ESSEX}.", barnet=BARNET, broken="b", empty="e", partly="Time.\n")
    (workspace.corpus / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    _settle(workspace)
    build(workspace)
    more = Settings(limits=LimitSettings(file_seconds=500.0, file_megabytes=4096, workers=1))
    plan = indexing.plan(workspace, more)
    cut_short = ["broken.txt", "empty.txt", "partly.txt"]
    assert sorted(job.source.path for job in plan.jobs) == list(plan.changed) == cut_short
    assert (plan.unchanged, plan.added, plan.removed) == (5, (), ())
    assert indexing.needs_build(workspace, more)
    assert build(workspace, more).changed == tuple(cut_short)
    assert not indexing.plan(workspace, more).jobs
    assert not indexing.needs_build(workspace, more)
    (workspace.corpus / "partly.txt").unlink()
    (workspace.corpus / "empty.txt").unlink()
    (workspace.corpus / "broken.txt").unlink()
    build(workspace)
    assert not indexing.needs_build(workspace, more)


def test_what_is_replaced_while_a_build_is_stopped_is_read_by_the_next(workspace: Workspace, here: None) -> None:
    broken = workspace.corpus / "a.html"
    broken.write_bytes(b"\0")
    assert build(workspace).failed
    broken.write_text(f"<html><body><p>{ESSEX}</p></body></html>")
    _settle(workspace)
    with pytest.raises(Cancelled):
        build(workspace, cancelled=lambda: True)
    assert indexing.needs_build(workspace, Settings())
    assert build(workspace).changed == ("a.html",)
    with Index.open(workspace.index) as index:
        assert [document.path for document in index.documents()] == ["a.html"]


def test_a_correction_in_a_sidecar_or_the_settings_reaches_the_document(workspace: Workspace, here: None) -> None:
    put(workspace, essex=ESSEX)
    build(workspace)
    (workspace.corpus / "essex.txt.toml").write_text('published = "2019-01-17"\ntitle = "From the sidecar"\n')
    assert indexing.needs_build(workspace, Settings())
    override = Settings(documents={"*.txt": {"title": "From the settings"}})
    build(workspace, override)
    with Index.open(workspace.index) as index:
        (document,) = index.documents()
    assert document.metadata.published == "2019-01-17"
    assert document.title == "From the settings"


@pytest.mark.parametrize(
    ("unread", "read"),
    [("notes.bak", "notes.md"), ("a.bak", "notes"), ("a.pdf", "notes.html"), ("notes.docx", "notes.txt")],
)
def test_of_the_same_bytes_those_with_a_name_that_can_be_read_are_indexed(
    workspace: Workspace, here: None, unread: str, read: str
) -> None:
    for name in (unread, read):
        (workspace.corpus / name).write_text(f"<html><body><p>{ESSEX}</p></body></html>")
    status = {entry.path: entry.status for entry in build(workspace).entries}
    assert status == {unread: FileStatus.DUPLICATE, read: FileStatus.INDEXED}


def test_a_broken_sidecar_is_said_until_it_is_mended(workspace: Workspace, here: None) -> None:
    put(workspace, essex=ESSEX)
    sidecar = workspace.corpus / "essex.txt.toml"
    sidecar.write_text("title = From the sidecar\n")
    _settle(workspace)
    (failed,) = build(workspace).failed
    assert failed.path == "essex.txt.toml"
    assert failed.problems[0].startswith("It cannot be read as TOML: ")
    with Index.open(workspace.index) as index:
        assert index.documents()[0].title == "Essex"
    assert not indexing.needs_build(workspace, Settings())
    sidecar.write_text('title = "From the sidecar"\n')
    assert indexing.needs_build(workspace, Settings())
    assert not build(workspace).failed
    with Index.open(workspace.index) as index:
        assert index.documents()[0].title == "From the sidecar"
    sidecar.write_bytes(b"\xff")
    assert indexing.needs_build(workspace, Settings())
    assert build(workspace).failed


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('publised = "2019"', "there is no setting publised. Did you mean published?"),
        ('published = "17/01/2019"', "published is '17/01/2019'. Write the year, its month or its day: 2019, 2019-01"),
        ('kind = "memo"', "kind is 'memo'. Use one of: report, joint inspection"),
        ("[downlaod]\ndate = 2019-01-17", "there is no setting downlaod."),
    ],
)
def test_what_is_wrong_in_a_sidecar_is_said_and_the_rest_of_it_counts(
    workspace: Workspace, here: None, line: str, complaint: str
) -> None:
    put(workspace, essex=ESSEX)
    sidecar = workspace.corpus / "essex.txt.toml"
    right = 'url = "https://example.org/"\nplaces = ["Essex", "Kent"]\n'
    download = '[download]\ndate = "2019-01-17"\nsha256 = "0"\n'
    sidecar.write_text(f"{right}{line}\n{download}")
    _settle(workspace)
    (failed,) = build(workspace).failed
    (said,) = failed.problems
    assert (failed.path, said.startswith(complaint)) == ("essex.txt.toml", True), said
    assert build(workspace).failed == (failed,)
    with Index.open(workspace.index) as index:
        (document,) = index.documents()
    assert (document.metadata.places, document.metadata.url) == (("Essex", "Kent"), "https://example.org/")
    assert not indexing.needs_build(workspace, Settings())
    sidecar.write_text(f"{right}{download}")
    assert indexing.needs_build(workspace, Settings())
    assert indexing.plan(workspace, Settings()).jobs == ()
    assert not build(workspace).failed
    assert not indexing.needs_build(workspace, Settings())


def test_whether_a_build_is_needed_shows_without_reading(workspace: Workspace, here: None) -> None:
    assert indexing.needs_build(workspace, Settings())
    put(workspace, essex=ESSEX)
    os.utime(workspace.corpus / "essex.txt", (1, 1))
    (workspace.corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    _settle(workspace)
    build(workspace)
    assert not indexing.needs_build(workspace, Settings())
    put(workspace, essex=ESSEX + "More.\n")
    assert indexing.needs_build(workspace, Settings())
    _settle(workspace)
    build(workspace)
    assert not indexing.needs_build(workspace, Settings())
    (workspace.corpus / "essex.txt").unlink()
    assert indexing.needs_build(workspace, Settings())


def _settle(workspace: Workspace) -> None:
    import time

    newest = max(path.stat().st_ctime for path in workspace.corpus.iterdir())
    while time.time() < newest + 0.15:
        time.sleep(0.02)


def test_another_model_embeds_again_without_reading(
    workspace: Workspace, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.hashing import HashingEmbedder

    class Other(HashingEmbedder):
        identity = "other/1"
        dimension = 32

    put(workspace, essex=ESSEX)
    build(workspace)
    monkeypatch.setattr("yosqa.indexing.read_document", None)
    build(workspace, embedder=Other())
    with Index.open(workspace.index) as index:
        (document,) = index.documents()
        assert index.model == "other/1"
        assert index.vectors(document.id).shape[1] == 32
        assert index.verify() == ()


def test_a_dry_run_changes_nothing(workspace: Workspace, here: None) -> None:
    put(workspace, essex=ESSEX)
    build(workspace)
    before = contents(workspace)
    put(workspace, barnet=BARNET, essex=BARNET + "x")
    plan = indexing.plan(workspace, Settings())
    assert (plan.added, plan.changed, plan.removed) == (("barnet.txt",), ("essex.txt",), ())
    assert contents(workspace) == before


def test_a_stopped_build_goes_on_where_it_was(
    workspace: Workspace, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(workspace, a="Alpha.\n", b="Beta.\n", c="Gamma.\n")
    stop = False

    def count(progress: Progress) -> None:
        nonlocal stop
        stop = progress.done >= 1

    with pytest.raises(Cancelled):
        build(workspace, progress=count, cancelled=lambda: stop)
    read: list[str] = []

    def watched(function: object, items: object, **options: object) -> object:
        jobs = list(items)  # type: ignore[call-overload]
        read.extend(job.source.path for job in jobs)
        return map_here(function, jobs, **options)

    monkeypatch.setattr(workers, "map_files", watched)
    receipt = build(workspace)
    assert len(read) < 3
    assert len(receipt.entries) == 3
    assert contents(workspace)["problems"] == ()


def test_names_and_texts_that_are_no_unicode_stop_nothing(
    workspace: Workspace, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.corpus / os.fsdecode(b"bad\xff.txt")).write_text(ESSEX)
    (workspace.corpus / "line\nbreak.txt").write_text(BARNET)
    receipt = build(workspace)
    assert [entry.path for entry in receipt.entries] == ["bad\\udcff.txt", "line\nbreak.txt"]
    assert receipt.failed == ()
    assert build(workspace).unchanged == 2

    put(workspace, leeds="Leeds\n\nGood.\n")
    monkeypatch.setattr("yosqa.documents.read", _read_surrogates)
    (failed,) = build(workspace).failed
    assert "no text" in failed.problems[0]


def _read_surrogates(name: str, data: bytes) -> Extraction:
    text = "Half a pair: \ud800."
    return Extraction("text/plain", (PageLayout(Page(1, "1", text), (Line(0, len(text)),)),))


def test_a_corpus_that_is_gone_does_not_empty_the_index(workspace: Workspace, here: None) -> None:
    put(workspace, essex=ESSEX)
    build(workspace)
    workspace.corpus.rename(workspace.root / "elsewhere")
    with pytest.raises(SettingsError, match="no folder"):
        build(workspace)
    with Index.open(workspace.index) as index:
        assert len(index.documents()) == 1


def test_a_damaged_catalogue_is_made_again_only_when_asked(workspace: Workspace, here: None) -> None:
    put(workspace, essex=ESSEX)
    build(workspace)
    before = contents(workspace)
    (workspace.index / "catalogue.sqlite").write_bytes(b"damage " * 5000)
    with pytest.raises(IndexUnreadable, match="--rebuild"):
        build(workspace)
    build(workspace, rebuild=True)
    assert contents(workspace) == before


def _build_here(root: Path) -> None:
    workers.map_files = map_here  # type: ignore[assignment]
    build(Workspace(root))


@pytest.mark.parametrize("point", faults.POINTS)
def test_after_a_kill_the_next_build_gives_what_an_undisturbed_one_gives(
    tmp_path: Path, here: None, point: str
) -> None:
    disturbed, undisturbed = create(tmp_path / "disturbed"), create(tmp_path / "undisturbed")
    put(disturbed, essex=ESSEX)
    build(disturbed)
    before = contents(disturbed)
    for workspace in (disturbed, undisturbed):
        put(workspace, essex=ESSEX + "More on risk.\n", barnet=BARNET)
    killed_at(point, _build_here, disturbed.root)
    build(undisturbed)
    assert contents(disturbed) == (contents(undisturbed) if point == "published" else before)
    build(disturbed)
    assert contents(disturbed) == contents(undisturbed)


_NAMES = st.sampled_from(["a.txt", "b.txt", "c.md", "sub/d.txt"])
_TEXTS = st.sampled_from([ESSEX, BARNET, "Risk and planning.\n", "", "The board chair\n\nNobody chairs the board.\n"])
_STEPS = st.lists(st.dictionaries(_NAMES, st.none() | _TEXTS, min_size=1), min_size=1, max_size=3)


@given(steps=_STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_incremental_builds_equal_a_full_one(
    tmp_path_factory: pytest.TempPathFactory, here: None, steps: list[dict[str, str | None]]
) -> None:
    workspace = create(tmp_path_factory.mktemp("incremental"))
    for step in steps:
        for name, text in step.items():
            path = workspace.corpus / name
            path.parent.mkdir(exist_ok=True)
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text, encoding="utf-8")
        build(workspace)
    incremental = contents(workspace)
    build(workspace, rebuild=True)
    assert contents(workspace) == incremental
