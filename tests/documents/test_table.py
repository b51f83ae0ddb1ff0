"""CSV files and sheets."""

from __future__ import annotations

import io
import re
import time
import zipfile

import openpyxl
import pytest

from tests import awkward
from tests.documents.extracted import cells, lines
from yosqa.documents import read


def test_csv_keeps_the_file_and_knows_its_cells() -> None:
    source = 'Service;Rating;Note\nEssex YOS;Good;"a; ""b""\nc"\nBarnet;Inadequate;\n'
    extraction = read("a.csv", source.encode())
    assert extraction.pages[0].page.text == source.rstrip("\n")
    header, essex, barnet = lines(extraction)
    assert header[0] == "Service;Rating;Note"
    assert cells(*essex, essex[1].start) == ["Essex YOS", "Good", '"a; ""b""\nc"']
    assert cells(*barnet, barnet[1].start) == ["Barnet", "Inadequate", ""]


@pytest.mark.parametrize("mark", ['5" pipe', '"Good" once', '"'])
def test_a_quotation_mark_that_quotes_no_whole_cell_is_text(mark: str) -> None:
    source = f'Service,Note,Rating\nEssex,{mark},Good\nBarnet,"x, y",Inadequate\nKent,none,Good'
    _, essex, barnet, kent = lines(read("a.csv", source.encode()))
    assert cells(*essex, essex[1].start) == ["Essex", mark, "Good"]
    assert cells(*barnet, barnet[1].start) == ["Barnet", '"x, y"', "Inadequate"]
    assert cells(*kent, kent[1].start) == ["Kent", "none", "Good"]


@pytest.mark.parametrize(
    ("source", "delimiter"),
    [
        ("Service,Rating\nLeeds,Good\n", ","),
        ('Service,Rating,Note\nLeeds,Good,"Safe; well led; caring"\nBarnet,Poor,"Late; poor; unsafe"\n', ","),
        ("Service,Rating,Date\nLeeds,Good,12|03|2019\nBarnet,Poor,13|03|2019\n", ","),
        ("Name,Text\nA,hello there; you\nB,hello there; me\n", ","),
        ("Name;Cost\nA;1,200\nB;1,5\n", ";"),
        ("Name\tCost\nA, of B\t1\nC, of D\t2\n", "\t"),
        ("Name|Cost\nA|1\nB|2\n", "|"),
        ("Ratings, all\n\nName;Cost\nA;1\nB;2\n", ";"),
    ],
)
def test_the_delimiter_is_what_parts_the_rows_alike(source: str, delimiter: str) -> None:
    text, line = lines(read("a.csv", source.encode()))[-1]
    assert line.gaps and all(text[offset - line.start - 1] == delimiter for offset, _ in line.gaps)


def test_a_csv_file_of_quotation_marks_takes_no_time() -> None:
    started = time.process_time()
    read("a.csv", b'"a,' * 20_000)
    assert time.process_time() - started < 5


def test_numbers_in_a_sheet_are_written_as_it_shows_them() -> None:
    row = [12345678901.5, 0.48, 0.485, 1, 0.1 + 0.2, 1e-7, 48, True]
    shown = {"B1": "0%", "C1": '0.0"x"%;[Red]-0.0%', "D1": "0%", "G1": '0"%"', "H1": "0%"}
    (text, _), *_ = lines(read("a.xlsx", awkward.workbook([row], shown)))
    assert text.split("\t") == ["12345678901.5", "48%", "48.5%", "100%", "0.3", "0.0000001", "48", "True"]
    (text, _), *_ = lines(read("a.xlsx", awkward.workbook([[0.485, 0.125]], {"A1": "0%", "B1": "#,##0 %"})))
    assert text.split("\t") == ["49%", "13%"]


def test_a_sheet_that_says_it_is_smaller_is_read_whole() -> None:
    whole = zipfile.ZipFile(io.BytesIO(awkward.workbook([["Service", "Rating"], ["Leeds", "Good"]])))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, re.sub(rb'(?<=<dimension ref=")[^"]*', b"A1", whole.read(name)))
    assert read("a.xlsx", file.getvalue()).pages[0].page.text == "Service\tRating\nLeeds\tGood"


def test_sheets() -> None:
    import datetime

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Ratings"
    for row in [
        ["Service", "Date", "Score"],
        [],
        ["Essex", datetime.datetime(2018, 12, 4), 0.1 + 0.2],
        ["Barnet", None, 7],
    ]:
        sheet.append(row)
    workbook.create_sheet("Empty")
    file = io.BytesIO()
    workbook.save(file)
    extraction = read("a.xlsx", file.getvalue())
    assert [layout.page.label for layout in extraction.pages] == ["Ratings", "Empty"]
    assert extraction.pages[0].page.text == "Service\tDate\tScore\nEssex\t2018-12-04\t0.3\nBarnet\t\t7"
    text, line = lines(extraction)[2]
    assert cells(text, line, line.start) == ["Barnet", "", "7"]
    assert [x for _, x in line.gaps] == [100, 200]
