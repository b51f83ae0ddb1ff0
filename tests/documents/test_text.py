"""Text, Markdown, tables, Word, mail and web pages: text and structure as the file gives them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.extracted import lines
from yosqa.documents import read
from yosqa.documents.text import decode
from yosqa.errors import DocumentError

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
