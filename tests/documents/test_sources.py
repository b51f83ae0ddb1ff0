"""Folders and zip files, friendly and hostile."""

from __future__ import annotations

import hashlib
import os
import threading
import time
import zipfile
from pathlib import Path

import pytest

from tests.pdfs import Text, write_pdf
from yosqa.documents import Source, expand, extract, read
from yosqa.documents.sources import read_file
from yosqa.errors import DocumentError
from yosqa.workers import map_files


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def problem_of(source: Source) -> str:
    with pytest.raises(DocumentError) as caught:
        source.read()
    assert caught.value.hint
    return caught.value.message


def test_files_at_any_depth_in_order(corpus: Path) -> None:
    (corpus / "b" / "deep").mkdir(parents=True)
    for name in ["b/deep/z.txt", "a.txt", "b/y.txt", ".hidden", "~$lock.docx", "a.txt.toml", "sources.toml"]:
        (corpus / name).write_text(name)
    sources = list(expand(corpus))
    assert [source.path for source in sources] == ["a.txt", "b/deep/z.txt", "b/y.txt"]
    assert sources[1].read() == b"b/deep/z.txt"
    assert sources[1].name == "z.txt"


def test_a_missing_corpus_is_empty(tmp_path: Path) -> None:
    assert list(expand(tmp_path / "nowhere")) == []


def test_members_of_a_zip_are_documents(corpus: Path) -> None:
    pdf = write_pdf(corpus.parent / "r.pdf", [[Text("In the zip")]]).read_bytes()
    write_zip(corpus / "batch.zip", {"in/r.pdf": pdf, "n.txt": b"note", "__MACOSX/n.txt": b"", "n.txt.toml": b""})
    one, other = expand(corpus)
    assert (one.path, other.path) == ("batch.zip/in/r.pdf", "batch.zip/n.txt")
    assert read(one.name, one.read()).pages[0].page.text == "In the zip"
    assert sorted(path.name for path in corpus.iterdir()) == ["batch.zip"]


def test_a_member_that_would_lead_out_only_has_a_harmless_name(corpus: Path) -> None:
    write_zip(corpus / "evil.zip", {"../../../etc/passwd.txt": b"x", "/etc/a.txt": b"y", "c\\..\\d.txt": b"z"})
    assert [source.path for source in expand(corpus)] == [
        "evil.zip/etc/passwd.txt", "evil.zip/etc/a.txt", "evil.zip/c/d.txt"
    ]  # fmt: skip


def test_what_is_no_document_is_the_same_on_disk_and_in_a_zip(corpus: Path) -> None:
    names = ["a.txt", ".git/n.txt", "x/.hidden/n.txt", "a.TOML", "n.pdf.toml", "~$n.docx", "__MACOSX/n.txt", "x/b.txt"]
    write_zip(corpus / "z.zip", dict.fromkeys(names, b"words"))
    for name in names:
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_bytes(b"words")
    assert [source.path for source in expand(corpus)] == ["a.txt", "x/b.txt", "z.zip/a.txt", "z.zip/x/b.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_each_have_their_line(corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "z.zip", "w") as archive:
        for name, text in [("../r.txt", "one"), ("r.txt", "two"), ("s.txt", "three"), ("s.txt", "four")]:
            archive.writestr(name, text)
    found = {source.path: source for source in expand(corpus)}
    assert list(found) == ["z.zip/r.txt", "z.zip/r.txt (2)", "z.zip/s.txt", "z.zip/s.txt (2)"]
    assert [found[path].read() for path in ("z.zip/r.txt", "z.zip/s.txt")] == [b"one", b"four"]
    for path in ("z.zip/r.txt (2)", "z.zip/s.txt (2)"):
        assert "has the name of another member" in problem_of(found[path])


def test_a_zip_bomb_is_not_unpacked(corpus: Path) -> None:
    write_zip(corpus / "bomb.zip", {"zeros.txt": bytes(50 * 2**20), "good.txt": b"good"})
    good, bomb = expand(corpus)
    assert good.read() == b"good"
    assert "grows more than 200 times" in problem_of(bomb)


def test_a_member_that_lies_about_its_size(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(corpus / "liar.zip", {"a.txt": os.urandom(10_000)})
    path.write_bytes(path.read_bytes().replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    (source,) = expand(corpus)
    assert "damaged" in problem_of(source)
    honest = write_zip(corpus / "honest.zip", {"a.txt": os.urandom(10_000)})
    monkeypatch.setattr("yosqa.documents.sources.MOST_MEMBER_BYTES", 5000)
    assert "unpacks to more than" in problem_of(Source("honest.zip/a.txt", honest, "a.txt"))


def test_other_hostile_zips_have_their_line(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_zip(corpus / "many.zip", {f"{number}.txt": b"" for number in range(30)})
    write_zip(corpus / "nested.zip", {"inner.zip": b"PK"})
    (corpus / "torn.zip").write_bytes(write_zip(corpus.parent / "whole.zip", {"a.txt": b"abc"}).read_bytes()[:40])
    monkeypatch.setattr("yosqa.documents.sources.MOST_MEMBERS", 20)
    many, nested, torn = expand(corpus)
    assert "more than 20 files" in problem_of(many)
    assert "a zip file inside a zip file" in problem_of(nested)
    assert "cannot be opened" in problem_of(torn)
    monkeypatch.setattr("yosqa.documents.sources.MOST_ZIP_BYTES", 1)
    assert "unpacks to more than" in problem_of(list(expand(corpus))[1])


def test_links_lead_nowhere_outside(corpus: Path) -> None:
    outside = corpus.parent / "secret.txt"
    outside.write_text("secret")
    (corpus / "in.txt").write_text("in")
    (corpus / "b_link.txt").symlink_to(outside)
    (corpus / "c_link.txt").symlink_to(corpus / "in.txt")
    (corpus / "d_folder").symlink_to(corpus.parent)
    (corpus / "e_broken.txt").symlink_to(corpus / "gone.txt")
    found = {source.path: source for source in expand(corpus)}
    assert "leads out of corpus/" in problem_of(found["b_link.txt"])
    assert found["c_link.txt"].read() == b"in"
    assert "cannot be listed" in problem_of(found["d_folder"])
    assert "not there any more" in problem_of(found["e_broken.txt"])


def test_names_with_line_breaks(corpus: Path) -> None:
    (corpus / "two\nlines\x1b.txt").write_text("text")
    (source,) = expand(corpus)
    assert source.read() == b"text"
    source.file.unlink()
    assert problem_of(source).startswith("two?lines?.txt ")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs the permissions of Unix")
def test_a_file_that_may_not_be_read(corpus: Path) -> None:
    (corpus / "a.txt").write_text("a")
    (corpus / "a.txt").chmod(0)
    (source,) = expand(corpus)
    user = os.geteuid()
    # The superuser may read everything.
    if user == 0:
        os.seteuid(65534)
    try:
        assert "may not be read" in problem_of(source)
    finally:
        os.seteuid(user)


def test_a_pipe_does_not_hold_the_reader(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (source,) = expand(corpus)
    assert "not a plain file" in problem_of(source)


def test_a_file_that_grows_while_it_is_read(corpus: Path) -> None:
    path = corpus / "a.txt"
    path.write_bytes(b"x" * 2**20)
    stopped = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stopped.is_set():
                file.write(b"y" * 4096)
                file.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    messages = set()
    until = time.monotonic() + 5
    try:
        while not messages and time.monotonic() < until:
            try:
                read_file(path)
            except DocumentError as problem:
                messages.add(problem.message)
    finally:
        stopped.set()
        writer.join()
    assert messages == {"a.txt changed while it was read."}


def test_a_stamp_changes_with_the_file(corpus: Path) -> None:
    (corpus / "a.txt").write_text("a")
    (source,) = expand(corpus)
    before = source.stamp()
    assert before == source.stamp() != ""
    (corpus / "a.txt").write_text("ab")
    assert source.stamp() != before
    (corpus / "a.txt").unlink()
    assert source.stamp() == ""


def test_the_digest_is_that_of_the_bytes(corpus: Path) -> None:
    (corpus / "a.txt").write_bytes(b"abc" * 100_000)
    write_zip(corpus / "b.zip", {"c.txt": b"abc"})
    for source in expand(corpus):
        assert source.sha256() == hashlib.sha256(source.read()).hexdigest()
    with pytest.raises(DocumentError, match="not there any more"):
        Source("gone.txt", corpus / "gone.txt").sha256()


def test_every_hostile_file_gets_its_line_from_the_workers(corpus: Path) -> None:
    write_pdf(corpus / "good.pdf", [[Text("Good")]])
    write_pdf(corpus / "many.pdf", [[Text(f"Page {number}")] for number in range(1000)])
    (corpus / "line.txt").write_bytes(b"word " * (8 * 2**20))
    (corpus / "empty.pdf").touch()
    (corpus / "page.pdf").write_bytes(b"<html><title>404</title></html>")
    found = dict(map_files(extract, sorted(corpus.iterdir()), workers=2, seconds=60))
    pages = {path.name: len(result.pages) for path, result in found.items() if not isinstance(result, DocumentError)}
    assert pages == {"good.pdf": 1, "many.pdf": 1000}
    problems = {path.name: str(result) for path, result in found.items() if isinstance(result, DocumentError)}
    assert "40 MB of text" in problems["line.txt"]
    assert "is empty" in problems["empty.pdf"]
    assert "web page" in problems["page.pdf"]
