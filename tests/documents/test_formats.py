"""What a file is, told by its content; and an honest line for what is no document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from yosqa.documents import read
from yosqa.documents.formats import MOST_TEXT, Format, detect
from yosqa.errors import DocumentError, NotADocument

ERROR_PAGE = b"<!DOCTYPE html>\n<html><head><title>Report not found\n - Finder</title></head><body>Sorry</body></html>"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", b"%PDF-1.7 ...", Format.PDF),
        ("a.txt", b"junk before\n%PDF-1.4", Format.PDF),
        ("a.html", b"<p>no head", Format.HTML),
        ("a.txt", b"\n <!-- saved --> <!doctype HTML><html>", Format.HTML),
        ("a.txt", b"<!---->" * 500 + b"words", Format.TEXT),
        ("a", b"plain words", Format.TEXT),
        ("A.MD", b"# x", Format.MARKDOWN),
        ("a.csv", b"a,b", Format.CSV),
        ("a.eml", b"From: x", Format.MAIL),
        ("a.txt", "words".encode("utf-16"), Format.TEXT),
        ("a.txt", "words of text".encode("utf-16-le"), Format.TEXT),
    ],
)
def test_kinds(name: str, data: bytes, found: Format) -> None:
    assert detect(name, data) is found


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("report.pdf", ERROR_PAGE, "is a web page (“Report not found - Finder”), not a PDF"),
        ("report.pdf", b"\xef\xbb\xbf" + ERROR_PAGE, "is a web page"),
        ("report.pdf", b"potato salad", "is not a PDF"),
        ("report.pdf", b"", "is empty"),
        ("report.pdf", b"\0" * 500, "is empty"),
        ("a.txt", b"x" * (MOST_TEXT + 1), "32 MB of text"),
        ("a.docx", b"PK\x03\x04 torn", "damaged"),
    ],
)
def test_what_is_wrong_is_said(name: str, data: bytes, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        detect(name, data)
    assert says in caught.value.message
    assert name in caught.value.message
    assert caught.value.hint
    assert not isinstance(caught.value, NotADocument)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.rtf", b"{\\rtf1 text}"),
        ("a.png", b"\x89PNG\r\n"),
        ("a.exe", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("a.py", b"print(1)"),
    ],
)
def test_other_kinds_are_no_documents(name: str, data: bytes) -> None:
    with pytest.raises(NotADocument) as caught:
        detect(name, data)
    assert caught.value.hint


def test_names_are_shown_on_one_line() -> None:
    with pytest.raises(DocumentError) as caught:
        detect("a\nb\x1b[31m.pdf", b"potato")
    assert caught.value.message.startswith("a?b?[31m.pdf ")


def test_an_office_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosqa.documents.formats.MOST_UNPACKED", 2**20)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 2**21)
    with pytest.raises(DocumentError, match="unpacks to more than"):
        read("bomb.docx", file.getvalue())


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_damaged_office_file(name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr({"a.docx": "word/document.xml", "a.xlsx": "xl/workbook.xml"}[name], b"<no")
    with pytest.raises(DocumentError, match=f"{name} is damaged"):
        read(name, file.getvalue())


def test_the_files_that_are_not_what_they_say(shared: Path) -> None:
    for path in (shared / "hard_pdfs").glob("web_error_page*"):
        with pytest.raises(DocumentError, match="is a web page"):
            detect(path.name, path.read_bytes())
