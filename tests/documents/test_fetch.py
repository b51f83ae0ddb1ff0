"""Downloads from a real server on this machine: documents, error pages, redirects, slow and endless answers."""

from __future__ import annotations

import os
import threading
import time
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.pdfs import Text, write_pdf
from yosqa.documents import fetch
from yosqa.errors import DocumentError

PDF = b"%PDF-1.4 content"
PAGE = b"<!doctype html><html><head><title>Not here</title></head></html>"


def download(url: str, into: Path) -> Path:
    """Fetch without coming near a limit."""
    return fetch.download(url, into, seconds=30, most_bytes=2**20)


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/report.pdf" | "/a/..%2f..%2fevil%00.pdf" | "/del%7F%20.pdf" | "/bytes%E9.pdf":
                self.answer(PDF, "application/pdf")
            case "/%C3%BCn%C3%AFcode%20%F0%9D%9F%9A.pdf":
                self.answer(PDF, "application/pdf")
            case "/download":
                self.answer(PDF, "application/pdf", disposition='attachment; filename="The report 2018.pdf"')
            case "/file":
                self.answer(PDF, "application/octet-stream")
            case "/news/story":
                self.answer(b"<html><h1>Story</h1></html>", "text/html; charset=utf-8")
            case "/missing.pdf":
                self.answer(PAGE, "text/html")
            case "/other.pdf" if "2" in self.path:
                self.answer(PDF + b"2", "application/pdf")
            case "/other.pdf":
                self.answer(PDF, "application/pdf")
            case "/away":
                self.redirect("/report.pdf")
            case "/local":
                self.redirect("ftp://127.0.0.1/report.pdf")
            case "/round":
                self.redirect("/round")
            case path if path.startswith("/%E6%83%85"):
                self.answer(b"<html><h1>Story</h1></html>", "text/html")
            case "/big":
                self.answer(b"x" * 5000, "text/plain")
            case "/short":
                self.answer(b"x", "text/plain", length=100)
            case "/silent":
                time.sleep(3)
            case _:
                self.send_error(404)

    def answer(self, body: bytes, kind: str, *, disposition: str = "", length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        if disposition:
            self.send_header("Content-Disposition", disposition)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/report.pdf", "report.pdf"),
        ("/away", "report.pdf"),
        ("/download?id=5", "The report 2018.pdf"),
        ("/file", "file.pdf"),
        ("/news/story", "story.html"),
        ("/a/..%2f..%2fevil%00.pdf", "evil-.pdf"),
    ],
)
def test_a_document_is_stored_with_its_address(server: str, path: str, name: str, tmp_path: Path) -> None:
    file = download(server + path, tmp_path)
    assert file == tmp_path / name
    assert tomllib.loads((tmp_path / f"{name}.toml").read_text())["url"] == server + path
    assert {path.name for path in tmp_path.iterdir()} == {name, f"{name}.toml"}


def test_another_document_of_the_same_name_is_kept_apart(server: str, tmp_path: Path) -> None:
    first = download(f"{server}/other.pdf", tmp_path)
    assert download(f"{server}/other.pdf", tmp_path) == first
    second = download(f"{server}/other.pdf?2", tmp_path)
    assert (first.name, second.name) == ("other.pdf", "other-2.pdf")
    assert first.read_bytes() == PDF


def test_a_document_that_is_there_already_is_not_stored_again(server: str, tmp_path: Path) -> None:
    first = download(f"{server}/report.pdf", tmp_path)
    os.utime(first, (1, 1))
    assert download(f"{server}/report.pdf", tmp_path) == first
    assert first.stat().st_mtime == 1


@pytest.mark.parametrize("ending", ["", ".html"])
def test_a_name_longer_than_file_systems_take_is_cut(server: str, ending: str, tmp_path: Path) -> None:
    file = download(f"{server}/{'情' * 110}{ending}", tmp_path)
    assert file.name == f"{'情' * 40}.html"
    assert file.with_name(f"{file.name}.toml").exists()


def test_what_a_user_wrote_beside_it_is_kept(server: str, tmp_path: Path) -> None:
    (tmp_path / "report.pdf.toml").write_text('title = "Mine"')
    download(f"{server}/report.pdf", tmp_path)
    assert (tmp_path / "report.pdf.toml").read_text() == 'title = "Mine"'


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/missing.pdf", "is a web page (“Not here”), not a PDF"),
        ("/nothing", "the server answers 404"),
        ("/local", "which is no web address"),
        ("/round", "redirect"),
        ("/short", "broke off"),
        ("/big", "is larger than"),
        ("/silent", "too slowly"),
    ],
)
def test_what_cannot_be_had_leaves_nothing(server: str, path: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"127\.0\.0\.1") as caught:
        fetch.download(server + path, tmp_path, seconds=1, most_bytes=4000)
    assert says in caught.value.message
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("/ünïcode 𝟚.pdf?q=é#ß", "/%C3%BCn%C3%AFcode%20%F0%9D%9F%9A.pdf?q=%C3%A9#%C3%9F"),
        ("/del\x7f%20.pdf", "/del%7F%20.pdf"),
        ("/bytes\udce9.pdf", "/bytes%E9.pdf"),
    ],
)
def test_an_address_beyond_ascii_is_escaped_and_kept(server: str, typed: str, sent: str, tmp_path: Path) -> None:
    file = download(server + typed, tmp_path)
    assert file.read_bytes() == PDF
    assert tomllib.loads(file.with_name(f"{file.name}.toml").read_text())["url"] == server + sent


def test_a_host_beyond_ascii_is_sent_by_idna(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^http://xn--bcher-kva\.invalid:1/a cannot be had"):
        download("http://bücher.invalid:1/a", tmp_path)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/a.pdf", "notes.pdf", "http://", "http://[::1", "http://ü..org/\ud800"],
)
def test_only_web_addresses(url: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        download(url, tmp_path)


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="Connection refused"):
        download("http://127.0.0.1:1/a.pdf", tmp_path)


def test_a_folder_that_is_not_there(server: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be written"):
        download(f"{server}/report.pdf", tmp_path / "nowhere")


def test_a_real_pdf_can_be_read_afterwards(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yosqa.documents import extract

    monkeypatch.setitem(globals(), "PDF", write_pdf(tmp_path / "whole.pdf", [[Text("Fetched")]]).read_bytes())
    assert extract(download(f"{server}/report.pdf", tmp_path)).pages[0].page.text == "Fetched"
