"""Text, Markdown, tables, Word, mail and web pages: text and structure as the file gives them."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import awkward
from yosqa.documents import read
from yosqa.documents.text import decode
from yosqa.errors import DocumentError
from yosqa.model import Extraction, Line
from yosqa.structure import blocks

NEWS = """<!DOCTYPE html><html lang="en"><head><title>Service told to improve | The Paper</title>
<meta property="article:published_time" content="2019-03-04T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">All the news</a></li></ul></nav>
<main><article><h1>Service told to improve</h1>
<p>Inspectors found <b>much</b> to praise in the <a href="x">service</a>, but said that it must do better.</p>
<h2>What was found</h2><p>The first paragraph of the findings is long enough to be taken for an article.</p>
<ul><li>Staff are skilled &amp; caring</li><li>Plans are weak</li></ul>
<table><tr><th>Area</th><th>Rating</th></tr><tr><td>Planning</td><td>Requires<br>improvement</td></tr></table>
<p>Call us [now] or *never*.</p></article>
<aside><h3>Most read</h3><ul><li><a href="a">A story about cats and dogs</a></li></ul></aside></main>
<footer><p>Copyright The Paper 2019</p></footer></body></html>"""


def lines(extraction: Extraction, page: int = 1) -> list[tuple[str, Line]]:
    layout = extraction.pages[page - 1]
    return [(layout.page.text[line.start : line.end], line) for line in layout.lines]


def cells(text: str, line: Line, start: int) -> list[str]:
    edges = [line.start, *(offset for offset, _ in line.gaps), line.end + 1]
    return [text[one - start : other - start - 1] for one, other in pairwise(edges)]


SENTENCES = (
    "The council’s “youth offending service” café met 75% of its aims – so it said.",
    "The service’s budget rose by £48,000 in 2019, and the inspectors rated it “good” – a first.",
    "Overall rating: Good. Cost: £1,200 per child.",
    "It’s good.",
    "Plain words.",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("text", SENTENCES)
def test_text_in_any_encoding(text: str, encoding: str) -> None:
    for name in ("a.txt", "a.md", "a.csv"):
        extraction = read(name, text.encode(encoding))
        assert extraction.pages[0].page.text == text
        assert extraction.problems == ()


@pytest.mark.parametrize("damage", [lambda data: data[:40] + b"\xff" + data[40:], lambda data: data[:-2]])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html"])
def test_a_few_damaged_bytes_leave_the_rest_as_it_is(name: str, damage: Callable[[bytes], bytes]) -> None:
    sentence = "The service’s budget was £3m, “a first”"
    extraction = read(name, damage(f"{sentence}, and {sentence}, “no less”".encode()))
    assert sentence in extraction.pages[0].page.text
    assert extraction.pages[0].page.text.count("\ufffd") == 1
    (problem,) = extraction.problems
    assert "cannot be read: 1" in problem


def test_bytes_that_no_encoding_has_are_told_of() -> None:
    text, problems = decode("It cost £48".encode("cp1252") + b"\x81")
    assert text == "It cost £48\ufffd"
    assert "cannot be read: 1" in problems[0]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=nonsense>", "cp1252"),
        ("<meta charset='windows-1252'>", "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=mac-roman">', "mac-roman"),
        ("", "utf-16"),
    ],
)
def test_a_web_page_in_any_encoding(head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><main><h1>News</h1><p>“Good” – it cost £48,000.</p></main></body></html>"
    assert read("a.html", page.encode(encoding)).pages[0].page.text == "News\n“Good” – it cost £48,000."


def test_mail_tells_the_encoding_of_its_page() -> None:
    head = b"Content-Type: text/html; charset=mac-roman\r\n\r\n"
    message = head + "<html><body><p>It cost £48</p></body></html>".encode("mac-roman")
    assert read("a.eml", message).pages[0].page.text == "It cost £48"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("iso-2022-jp", "日本語のテキスト"), ("hz", "中文"), ("utf-7", "It cost £48"), ("UTF-7", "a+b")],
)
def test_an_encoding_that_passes_for_ascii_is_read_as_mail_tells(encoding: str, text: str) -> None:
    message = f"Content-Type: text/plain; charset={encoding}\r\n\r\n".encode() + text.encode(encoding)
    extraction = read("a.eml", message)
    assert (extraction.pages[0].page.text, extraction.problems) == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding"), [("Привет мир, это текст.", "cp1251"), ("日本語のテキスト", "shift_jis")]
)
def test_text_that_is_no_english_in_windows_1252_is_told_of(text: str, encoding: str) -> None:
    (problem,) = decode(text.encode(encoding))[1]
    assert "read as Windows-1252" in problem
    assert decode(text.encode(encoding), encoding) == (text, ())
    assert decode("£48, £12 – £7".encode("cp1252"))[1] == ()


def test_a_wrongly_told_encoding_does_no_harm() -> None:
    assert decode("It cost £48 – “good”".encode(), "utf-7") == ("It cost £48 – “good”", ())
    assert decode(b"a + b +\x7e", "iso-2022-nonsense") == ("a + b +~", ())
    assert decode(b"1 + 1, x+y!", "utf-7") == ("1 + 1, x+y!", ())


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert read("a.txt", b"\r\n\n\n\nfifth\n\n").pages[0].page.text == "\n\n\n\nfifth"


def test_a_form_feed_ends_a_page_and_line_ends_are_made_one() -> None:
    first, second = read("a.txt", b"one\r\n\r\ntwo  \rthree\x0cfour\n").pages
    assert first.page.text == "one\n\ntwo\nthree"
    assert [(line.start, line.end) for line in first.lines] == [(0, 3), (5, 8), (9, 14)]
    assert (second.page.number, second.page.text) == (2, "four")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html"])
def test_nothing_reaches_the_terminal_that_it_would_act_on(name: str) -> None:
    text = read(name, b"<p>red \x1b[31m and bell \x07 and more words of it</p>").pages[0].page.text
    assert "red" in text and "more words" in text
    assert not set(text) & {"\x1b", "\x07"}


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(["a.txt", "a.md", "a.csv"]))
def test_lines_lie_in_the_text_in_order(text: str, name: str) -> None:
    try:
        extraction = read(name, text.encode())
    except DocumentError:
        return
    for layout in extraction.pages:
        at = 0
        for line in layout.lines:
            assert at <= line.start < line.end <= len(layout.page.text)
            assert layout.page.text[line.start : line.end].strip()
            at = line.end


def test_markdown() -> None:
    source = (
        "---\ntitle: A digest\npublished: 2018-12-04\nplaces: [Essex, Barnet]\n---\n\n# Ratings #1\n\n"
        "Setext\n======\n\nText with **bold** and [ref].\n\n* one\n* two\n  more of two\n1. first\n\n"
        "| Area | Rating |\n|------|--------|\n| Planning | Good |\n\n```\n# no heading\n```\n"
    )
    extraction = read("a.md", source.encode())
    assert extraction.pages[0].page.text == source.rstrip("\n")
    assert extraction.properties == {"title": "A digest", "published": "2018-12-04", "places": "Essex; Barnet"}
    found = dict(lines(extraction))
    assert {text: line.heading for text, line in found.items() if line.heading} == {"Ratings #1": 1, "Setext": 1}
    assert [text for text, line in found.items() if line.bullet] == ["* one", "* two", "1. first"]
    assert found["title: A digest"].clutter and found["|------|--------|"].clutter
    assert not found["Text with **bold** and [ref]."].clutter
    row = found["Planning | Good"]
    assert source[row.gaps[-1][0] :].startswith("Good")


@pytest.mark.parametrize(
    ("row", "shown", "starts"),
    [
        ("| Planning | Good |", "Planning | Good", [100.0]),
        ("Planning | Good", "Planning | Good", [100.0]),
        ("|  | Good |", "| Good", [100.0]),
        ("| a | b \\| c | d |", "a | b \\| c | d", [100.0, 200.0]),
    ],
)
def test_a_markdown_row_is_its_cells_without_the_outer_pipes(row: str, shown: str, starts: list[float]) -> None:
    columns = row.replace("\\|", "").strip("|").count("|") + 1
    head, rule = " | ".join("h" * columns), " | ".join(["---"] * columns)
    found = dict(lines(read("a.md", f"{head}\n{rule}\n{row}\n".encode())))
    assert [x for _, x in found[shown].gaps] == starts


def test_a_line_in_bold_above_a_list_is_its_heading() -> None:
    source = (
        "# Staff\n\n**Areas for improvement**\n\n- one\n\n**Ann Hill**\nChief Inspector\n\n**It is so.**\n\n- two\n"
    )
    found = dict(lines(read("a.md", source.encode())))
    assert {text: line.heading for text, line in found.items() if line.heading} == {
        "Staff": 1,
        "Areas for improvement": 6,
    }


def test_markdown_with_front_matter_that_is_none() -> None:
    assert read("a.md", b"---\n: : x [\n---\n\nText").properties == {}
    assert read("a.md", b"---\nno end of it").pages[0].page.text == "---\nno end of it"


@pytest.mark.parametrize(
    "front",
    [
        f"a: {'x' * 2**17}",
        f"a: 0x{'f' * 5000}",
        ": : x [",
        f"a: &a {'x' * 2**15}\n" + "".join(f"k{number}: *a\n" for number in range(2000)),
    ],
)
def test_front_matter_that_is_ignored_is_told_of(front: str) -> None:
    extraction = read("a.md", f"---\nb: 1\n{front}\n---\n\nText".encode())
    assert extraction.properties == {}
    assert "front matter was ignored" in extraction.problems[0]


def test_of_front_matter_that_grows_the_plain_values_are_kept() -> None:
    levels = "".join(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcde"))
    assert read("a.md", f"---\na: &a [x]\n{levels}---\n\nText".encode()).properties == {"a": "x"}


def test_an_alias_in_front_matter_costs_only_the_list_that_holds_it() -> None:
    source = b"---\ntitle: A digest\nauthor: &a HMIP\nby: *a\nnames: [*a, B]\n<<: &m {c: d}\n---\n\nText"
    extraction = read("a.md", source)
    assert extraction.properties == {"title": "A digest", "author": "HMIP", "by": "HMIP"}
    (problem,) = extraction.problems
    assert "names, <<" in problem


def test_markdown_without_front_matter_has_none() -> None:
    extraction = read("a.md", b"Ratings\ntitle: of no document\nEnd: : [\n\nText")
    assert (extraction.properties, extraction.problems) == ({}, ())
    assert read("a.md", b"Ratings\ntitle: of no document\n\nText").properties == {}


def test_front_matter_gives_plain_values_and_lists_of_them() -> None:
    source = b"---\na: [x, [y], {z: 1}, 2]\nb: {c: d}\ne:\nf: true\n---\n\nText"
    assert read("a.md", source).properties == {"a": "x; 2", "f": "True"}


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


def test_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "An inspection"
    document.add_heading("Ratings", 1)
    document.add_paragraph("Planning was good.")
    document.add_paragraph("Staff", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Area", "Rating", "Planning", "Good"], strict=True):
        cell.text = text
    document.add_paragraph().add_run("After the table").bold = True
    document.save(tmp_path / "a.docx")
    extraction = read("a.docx", (tmp_path / "a.docx").read_bytes())
    assert extraction.properties["title"] == "An inspection"
    found = lines(extraction)
    assert [text for text, _ in found] == [
        "Ratings", "Planning was good.", "Staff", "Area\tRating", "Planning\tGood", "After the table"
    ]  # fmt: skip
    assert [line.heading for _, line in found] == [1, 0, 0, 0, 0, 0]
    assert [line.bullet for _, line in found] == [False, False, True, False, False, False]
    assert found[-1][1].bold and found[3][1].gaps


def test_word_text_in_controls_and_tracked_insertions_is_read() -> None:
    from tests.awkward import control, paragraph, run, tracked

    extraction = read(
        "a.docx",
        awkward.word(
            paragraph(run("Rating: "), control(run("Good"))),
            control(paragraph(run("Planning was good."))),
            paragraph(run("Reviews "), tracked("del", run("were late")), tracked("ins", run("are on time")), run(".")),
            paragraph(run("Date: "), control(run("Click to enter a date."), "<w:showingPlcHdr/>")),
            paragraph(run("Month: "), control(run("May"), '<w:showingPlcHdr w:val="0"/>')),
            paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>', run("A noted line.")),
        ),
    )
    assert [text for text, _ in lines(extraction)] == [
        "Rating: Good", "Planning was good.", "Reviews are on time.", "Date:", "Month: May", "A noted line."
    ]  # fmt: skip
    (problem,) = extraction.problems
    assert "the text in its footnotes" in problem


def test_word_tables_inside_tables_and_merged_cells_are_read() -> None:
    from tests.awkward import cell, control, paragraph, run, table

    def filled(text: str, properties: str = "") -> str:
        return cell(paragraph(run(text)), properties=properties)

    inner = table([filled("Staff"), filled("12")])
    extraction = read(
        "a.docx",
        awkward.word(
            table(
                [filled("Area", '<w:gridSpan w:val="2"/>'), filled("Rating")],
                [filled("Planning", '<w:vMerge w:val="restart"/>'), filled("Quality"), control(filled("Good"))],
                [cell(properties="<w:vMerge/>"), filled("Time"), filled("Poor")],
                [cell(paragraph(run("Delivery")), inner, paragraph()), filled("All"), filled("Fair")],
            )
        ),
    )
    assert [text for text, _ in lines(extraction)] == [
        "Area\t\tRating", "Planning\tQuality\tGood", "Planning\tTime\tPoor", "Delivery\tAll\tFair", "Staff\t12"
    ]  # fmt: skip
    assert extraction.problems == ()


def test_a_word_table_inside_a_table_follows_it_and_has_columns_of_its_own() -> None:
    from tests.awkward import cell, paragraph, run, table

    def rows(*texts: tuple[str, str]) -> list[list[str]]:
        return [[cell(paragraph(run(text))) for text in row] for row in texts]

    outer = rows(("Service", "Score"), ("Leeds", "20"), ("Kent", "12"))
    outer[1][1] = cell(paragraph(run("20")), table(*rows(("Cases", "Staff"), ("31", "7"))), paragraph())
    extraction = read("a.docx", awkward.word(table(*outer)))
    text = extraction.pages[0].page.text
    assert text == "Service\tScore\nLeeds\t20\nKent\t12\n\nCases\tStaff\n31\t7"
    columns = {text[each.start : each.end]: each.column for block in blocks(extraction) for each in block.cells}
    assert (columns["20"], columns["12"], columns["7"]) == ("Score", "Score", "Staff")


def test_a_row_of_a_word_table_that_was_deleted_with_changes_tracked_is_none() -> None:
    from tests.awkward import cell, paragraph, run, table, tracked

    kept, deleted = ("".join([cell(paragraph(run(text)))] * 2) for text in ("Good", "Poor"))
    source = table([kept], [f"<w:trPr>{tracked('del', '')}</w:trPr>", deleted], [kept])
    assert [text for text, _ in lines(read("a.docx", awkward.word(source)))] == ["Good\tGood"] * 2


def test_a_table_of_contents_in_word_is_no_content(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Foreword\t2", style="toc 1")
    document.add_paragraph("Foreword")
    document.save(str(tmp_path / "a.docx"))
    found = lines(read("a.docx", (tmp_path / "a.docx").read_bytes()))
    assert [(text, line.clutter) for text, line in found] == [("Foreword 2", True), ("Foreword", False)]


def test_a_web_page_gives_its_article() -> None:
    extraction = read("a.html", NEWS.encode())
    found = lines(extraction)
    assert [text for text, _ in found] == [
        "Service told to improve",
        "Inspectors found much to praise in the service, but said that it must do better.",
        "What was found",
        "The first paragraph of the findings is long enough to be taken for an article.",
        "Staff are skilled & caring",
        "Plans are weak",
        "Area\tRating",
        "Planning\tRequires improvement",
        "Call us [now] or *never*.",
    ]
    assert [line.heading for _, line in found][:3] == [1, 0, 2]
    assert [text for text, line in found if line.bullet] == ["Staff are skilled & caring", "Plans are weak"]
    assert extraction.properties["published"] == "2019-03-04"
    assert extraction.properties["title"] == "Service told to improve"


def test_a_short_web_page_is_read_whole() -> None:
    page = b"<html><nav>Menu</nav><h1>Notice</h1><p>Closed on Monday.<script>x()</script></p><ul><li>a<li>b</ul></html>"
    found = lines(read("a.html", page))
    assert [(text, line.heading, line.bullet) for text, line in found] == [
        ("Notice", 1, False), ("Closed on Monday.", 0, False), ("a", 0, True), ("b", 0, True)
    ]  # fmt: skip


@pytest.mark.parametrize(("depth", "read_whole"), [(260, True), (1000, False), (3000, False)])
def test_a_web_page_that_is_nested_deep_is_read_or_refused(depth: int, read_whole: bool) -> None:
    page = b"<html><body>" + b"<div>" * depth + b"<p>The service was rated good in May.</p>" + b"</div>" * depth
    if read_whole:
        assert read("a.html", page).pages[0].page.text == "The service was rated good in May."
    else:
        with pytest.raises(DocumentError, match="nested too deep"):
            read("a.html", page)


def test_a_saved_error_page_is_no_document() -> None:
    page = b"<html><head><title>404 - Page not found</title></head><body><p>We cannot find that page.</p></body></html>"
    with pytest.raises(DocumentError, match="is an error page of a website"):
        read("a.html", page)


def test_mail() -> None:
    message = (
        "From: Jo <jo@example.org>\r\nSubject: =?utf-8?q?Report_on_Essex=E2=80=99s?= service\r\n"
        "Date: Tue, 4 Dec 2018 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=latin-1\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=E9 text\r\nline two\r\n--b\r\n"
        'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="r.pdf"\r\n\r\nx\r\n--b--\r\n'
    )
    extraction = read("a.eml", message.encode())
    assert extraction.pages[0].page.text == "Café text\nline two"
    assert extraction.properties["title"] == "Report on Essex’s service"
    assert extraction.properties["published"] == "2018-12-04"
    assert "r.pdf" in extraction.problems[0]


@pytest.mark.parametrize("date", ["yesterday", "Tue, 99 Dec 2018 10:00:00 +0000", f"4 Dec {10**12} 10:00:00 +0000"])
def test_mail_with_a_date_that_is_none(date: str) -> None:
    extraction = read("a.eml", f"Subject: Report\r\nDate: {date}\r\n\r\nThe text".encode())
    assert extraction.pages[0].page.text == "The text"
    assert extraction.properties == {"title": "Report"}


def test_html_mail_names_its_attachments() -> None:
    part = f"Content-Type: text/html; charset=utf-8\r\n\r\n{NEWS}"
    file = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="r.pdf"\r\n\r\nx'
    message = f"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{part}\r\n--b\r\n{file}\r\n--b--\r\n"
    (problem,) = read("a.eml", message.encode()).problems
    assert "attachments were not read: r.pdf." in problem


def test_a_saved_web_page() -> None:
    part = f"Content-Type: text/html; charset=utf-8\r\n\r\n{NEWS}"
    page = (
        "MIME-Version: 1.0\r\nSnapshot-Content-Location: https://example.org/news\r\nSubject: Saved\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n--b\r\n{part}\r\n'
        "--b\r\nContent-Type: image/png\r\nContent-Location: https://example.org/a.png\r\n\r\nx\r\n--b--\r\n"
    )
    extraction = read("a.mht", page.encode())
    assert extraction.problems == ()
    assert extraction.pages[0].page.text.startswith("Service told to improve\nInspectors found")
    assert extraction.properties["url"] == "https://example.org/news"


def test_mail_without_text() -> None:
    with pytest.raises(DocumentError, match="no message with a text"):
        read("a.eml", b"From: a\r\nContent-Type: image/png\r\n\r\nxx")
