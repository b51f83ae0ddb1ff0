"""Recognising scanned pages, with whatever is installed, and with a Tesseract that answers as the real one does."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.pdfs import Text, write_pdf, write_scan
from yosqa.documents import extract, ocr

WORDS = """level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t1653\t2339\t-1\t
5\t1\t1\t1\t1\t1\t200\t280\t110\t30\t96.5\tPlanning
5\t1\t1\t1\t1\t2\t330\t280\t60\t30\t95.1\twas
5\t1\t1\t1\t1\t3\t400\t280\t60\t30\t12.0\t~~
5\t1\t2\t1\t1\t1\t200\t400\t60\t30\t96.0\t"good"
"""


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    texts = [Text("Inspection of youth services", top=120, size=16), Text("Planning requires improvement", top=160)]
    return write_scan(tmp_path / "scan.pdf", write_pdf(tmp_path / "whole.pdf", [texts]), scanned=[1])


def use(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    how = {"rapidocr": ocr._with_rapidocr, "tesseract": ocr._with_tesseract}[name]
    monkeypatch.setattr(ocr, "recogniser", lambda: ocr.Recogniser(name, how))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("rapidocr", marks=pytest.mark.skipif(not find_spec("rapidocr"), reason="needs yosqa[ocr]")),
        pytest.param(
            "tesseract", marks=pytest.mark.skipif(not shutil.which("tesseract"), reason="needs Tesseract installed")
        ),
    ],
)
def test_a_scanned_page_is_read_and_marked(scan: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, name)
    extraction = extract(scan)
    (layout,) = extraction.pages
    assert layout.page.recognised
    assert layout.page.text.split("\n") == ["Inspection of youth services", "Planning requires improvement"]
    assert layout.lines[0].top == pytest.approx(108, abs=8)
    assert layout.lines[0].x == pytest.approx(72, abs=6)
    assert extraction.problems == ()


def test_the_answer_of_tesseract_becomes_lines(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.tsv").write_text(WORDS)
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat > /dev/null\ncat '{tmp_path}/words.tsv'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    use(monkeypatch, "tesseract")
    (layout,) = extract(scan).pages
    assert layout.page.text == 'Planning was\n"good"'
    assert layout.lines[0].x == pytest.approx(72)
    assert layout.lines[1].top == pytest.approx(144)


def test_a_page_on_which_the_recogniser_fails_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(_picture: object, _scale: float) -> list[ocr.Found]:
        if not calls:
            calls.append(1)
            raise subprocess.CalledProcessError(1, "tesseract")
        return [ocr.Found("Recognised", 72, 100, 112)]

    calls: list[int] = []
    monkeypatch.setattr(ocr, "recogniser", lambda: ocr.Recogniser("tesseract", recognise))
    whole = write_pdf(tmp_path / "whole.pdf", [[Text("One")], [Text("Two")], [Text("Three")]])
    extraction = extract(write_scan(tmp_path / "scan.pdf", whole, scanned=[2, 3]))
    assert [layout.page.text for layout in extraction.pages] == ["One", "", "Recognised"]
    (problem,) = extraction.problems
    assert "failed on 1 of 3 pages (2)" in problem


def test_pages_for_which_no_time_is_left_are_named(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "tesseract")
    monkeypatch.setattr(ocr, "time_left", lambda: 1.0)
    (problem,) = extract(scan).problems
    assert "its only page" in problem
    assert "limits.file_seconds" in problem
