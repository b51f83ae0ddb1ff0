from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tests.killing import killed_at
from tests.store.stored import EMBEDDER, publish, publish_staged, reading, stage
from yosqa.errors import IndexLocked, IndexMissing, IndexProblem, IndexUnreadable
from yosqa.model import Span
from yosqa.store import Index, Writer, faults, schema

TEXTS = {
    "essex.txt": ["Essex was rated good.", "Planning is strong in Essex."],
    "barnet.txt": ["Barnet requires improvement."],
}


def texts(folder: Path) -> dict[str, list[str]]:
    with Index.open(folder) as index:
        return {d.path: [p.text for p in index.passages(d.id)] for d in index.documents()}


def test_what_is_published_is_read_back_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    made = reading("essex.txt", TEXTS["essex.txt"])
    with Index.open(tmp_path) as index:
        name = made.document.id
        assert [d.path for d in index.documents()] == ["barnet.txt", "essex.txt"]
        assert index.document(name) == made.document
        assert index.pages(name) == made.pages
        assert index.page(name, 1) == made.pages[0]
        assert index.blocks(name) == made.blocks
        assert index.passages(name) == made.passages
        assert index.vectors(name).shape == (2, EMBEDDER.dimension)
        assert {entry.path for entry in index.entries()} == set(TEXTS)
        assert index.verify() == ()


def test_sketches_need_no_json_of_sqlite(tmp_path: Path) -> None:
    made = replace(reading("a.txt", ["A."]), sketch=(3, 1, 2))
    with Writer.open(tmp_path) as writer:
        asked: list[str] = []
        writer._connection.set_trace_callback(asked.append)
        assert writer.sketches([stage(writer, made)]) == {"a.txt": (3, 1, 2)}
        assert not any("->" in statement or "json_" in statement for statement in asked)


def test_ledger_rows_come_back_as_the_class_asked_for(tmp_path: Path) -> None:
    made = reading("a.txt", ["A."])
    with Writer.open(tmp_path) as writer:
        origin = stage(writer, replace(made, rows=(Span(1, 0, 1), Span(1, 1, 2))))
        publish_staged(writer, [origin], [made])
    with Index.open(tmp_path) as index:
        assert index.ledger(Span) == (Span(1, 0, 1), Span(1, 1, 2))
        assert index.ledger(Span, []) == ()


def test_readers_see_nothing_of_a_build_that_is_not_published(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    with Writer.open(tmp_path) as writer:
        stage(writer, reading("new.txt", ["Something new."]))
        assert set(texts(tmp_path)) == set(TEXTS)


def test_an_open_index_goes_on_seeing_its_generation(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    with Index.open(tmp_path) as old:
        publish(tmp_path, {"only.txt": ["Only this."]})
        assert [d.path for d in old.documents()] == ["barnet.txt", "essex.txt"]
        assert old.view.lexical.search("planning", 5) != []
        assert old.verify() == ()
    assert set(texts(tmp_path)) == {"only.txt"}


def test_there_is_no_index_before_the_first_is_published(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="yosqa index"):
        Index.open(tmp_path)
    with Writer.open(tmp_path) as writer:
        stage(writer, reading("a.txt", ["A."]))
        with pytest.raises(IndexMissing, match="not finished"):
            Index.open(tmp_path)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with Writer.open(tmp_path), pytest.raises(IndexLocked, match=f"process {os.getpid()}"), Writer.open(tmp_path):
        pass
    with Writer.open(tmp_path):
        pass


def test_a_lock_that_a_dead_process_left_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / "writer.pid").write_text("999999")
    publish(tmp_path, TEXTS)
    assert set(texts(tmp_path)) == set(TEXTS)


def test_another_versions_index_is_refused_by_readers_and_replaced_by_a_build(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    with sqlite3.connect(tmp_path / schema.CATALOGUE) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with pytest.raises(IndexUnreadable, match="another version"):
        Index.open(tmp_path)
    publish(tmp_path, {"new.txt": ["New."]})
    assert set(texts(tmp_path)) == {"new.txt"}


def test_a_damaged_catalogue_says_what_to_do_and_is_replaced_on_request(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    (tmp_path / schema.CATALOGUE).write_bytes(b"no database at all " * 1000)
    for suffix in ("-wal", "-shm"):
        (tmp_path / (schema.CATALOGUE + suffix)).unlink(missing_ok=True)
    with pytest.raises(IndexUnreadable, match="--rebuild"):
        Index.open(tmp_path)
    with pytest.raises(IndexUnreadable, match="--rebuild"), Writer.open(tmp_path):
        pass
    with Writer.open(tmp_path, anew=True) as writer:
        assert writer.origins() == {}


def _garble(folder: Path, wanted: bytes) -> None:
    """Overwrite the start of what the catalogue holds of something, as a failing disk might."""
    catalogue = folder / schema.CATALOGUE
    data = _settled(catalogue)
    assert wanted in data
    catalogue.write_bytes(data.replace(wanted, b"\xff" * len(wanted)))


def _settled(catalogue: Path) -> bytes:
    """Return the catalogue with its write-ahead log taken in."""
    with closing(sqlite3.connect(catalogue)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return catalogue.read_bytes()


@pytest.mark.parametrize(
    ("damaged", "read"),
    [
        (b'{"id"', Index.documents),
        (b'{"number"', lambda index: index.page(index.documents()[0].id, 1)),
        (b'{"number"', lambda index: index.pages(index.documents()[0].id)),
        (b'[{"page"', lambda index: index.blocks(index.documents()[0].id)),
        (b'{"id"', lambda index: index.passages_at([0])),
        (b'{"id"', lambda index: index.view),
        (b'{"path"', Index.entries),
        (b'{"path"', Index.files),
        (b'{"number"', Index.verify),
    ],
)
def test_damage_found_after_opening_says_what_to_do(
    tmp_path: Path, damaged: bytes, read: Callable[[Index], object]
) -> None:
    publish(tmp_path, TEXTS)
    _garble(tmp_path, damaged)
    shutil.rmtree(next(tmp_path.glob("view-*")))
    with Index.open(tmp_path) as index, pytest.raises(IndexUnreadable, match=r"damaged.*--rebuild"):
        read(index)


def test_nonsense_in_any_part_of_the_catalogue_is_found(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    catalogue = tmp_path / schema.CATALOGUE
    whole = _settled(catalogue)
    for start in range(4096, len(whole), 4096):
        catalogue.write_bytes(whole[:start] + b"\x5a" * 4096 + whole[start + 4096 :])
        try:
            with Index.open(tmp_path) as index:
                assert index.verify() != (), start
        except IndexUnreadable as error:
            assert "--rebuild" in error.hint


def test_missing_vectors_are_damage(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    with closing(sqlite3.connect(tmp_path / schema.CATALOGUE)) as connection:
        connection.execute("DELETE FROM vectors WHERE rowid = 1")
        connection.commit()
    with Index.open(tmp_path) as index:
        for read in (index.verify, lambda: index.passages_at([0, 1, 2])):
            with pytest.raises(IndexUnreadable, match="lacks vectors"):
                read()


def test_building_from_nothing_mends_values_that_cannot_be_read(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    _garble(tmp_path, b'{"id"')
    with Writer.open(tmp_path, anew=True) as writer:
        writer.forget()
        assert writer.origins() == {}
    publish(tmp_path, TEXTS)
    assert set(texts(tmp_path)) == set(TEXTS)


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    publish(tmp_path, TEXTS)
    with pytest.raises(IndexProblem, match="disk"), Writer.open(tmp_path) as writer:
        pages = writer._connection.execute("PRAGMA page_count").fetchone()[0]
        writer._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        stage(writer, reading("big.txt", ["word " * 20_000]))
    assert set(texts(tmp_path)) == set(TEXTS)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_an_index_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    publish(tmp_path / "index", TEXTS)
    (tmp_path / "index").chmod(0o555)
    try:
        assert set(texts(tmp_path / "index")) == set(TEXTS)
    finally:
        (tmp_path / "index").chmod(0o755)


@pytest.mark.parametrize("point", faults.POINTS)
def test_a_kill_at_any_point_leaves_the_old_or_the_new_whole(tmp_path: Path, point: str) -> None:
    publish(tmp_path, TEXTS)
    killed_at(point, publish, tmp_path, {"essex.txt": TEXTS["essex.txt"], "new.txt": ["Something new."]})
    expected = {"essex.txt", "new.txt"} if point == "published" else set(TEXTS)
    assert set(texts(tmp_path)) == expected
    with Index.open(tmp_path) as index:
        assert index.verify() == ()
    publish(tmp_path, {"later.txt": ["Later."]})
    assert set(texts(tmp_path)) == {"later.txt"}
    assert [path.name for path in tmp_path.glob(".building-*")] == []
    assert not FileLock(tmp_path / "lock").is_locked
