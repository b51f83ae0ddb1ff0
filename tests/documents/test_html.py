"""Web pages, and mail that holds or is one."""

from __future__ import annotations

import pytest

from tests.documents.extracted import lines
from yosqa.documents import read
from yosqa.errors import DocumentError

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
