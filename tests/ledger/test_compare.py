from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.reading import document, parts, stated
from yosqa.ledger import rows
from yosqa.ledger.compare import Source, Verdict, compare, report_for
from yosqa.model import Block, BlockKind, Kind, Page, Span

PLACE = ("Barking and Dagenham",)
FACTS = [
    ("The service was given an overall rating of {}.", "requires improvement", "good"),
    ("Governance and leadership was rated {}.", "good", "inadequate"),
    ("Joint working was rated {} by inspectors.", "good", "outstanding"),
    ("The report makes {} recommendations.", "five", "seven"),
    ("Inspectors examined {} post-court cases.", "31", "41"),
    ("They inspected {} out-of-court disposals.", "19", "91"),
    ("The first-time entrant rate per 100,000 is {}.", "554", "454"),
    ("The reoffending rate was {}.", "47.3%", "37.4%"),
    ("In {} per cent of court cases there was sufficient planning to keep the child safe.", "48", "84"),
    ("It was led by HM Inspector {}.", "Yvonne McGuckian", "Alan Turing"),
    ("Fieldwork started in {} 2018.", "September", "March"),
    ("{}, Chief Inspector of Probation, presented the report.", "Dame Glenys Stacey", "Ada Lovelace"),
    ("The service supervises {}-year-olds who have been sentenced by a court.", "10 to 18", "12 to 16"),
    ("Barking and Dagenham has the {} national rates of reported domestic violence.", "highest", "lowest"),
]


@pytest.fixture(scope="module")
def report(shared: Path) -> Source:
    path = next((shared / "seeds").glob("001*.txt"))
    pages, found = parts(path)
    about = document("report", places=PLACE, published="2018-12")
    return Source(about, pages, found, rows(about, pages, found, stated(pages)))


def article(text: str, folder: Path, published: str = "2018-12-20") -> Source:
    path = folder / "article.txt"
    path.write_text(f"Youth offending service inspected\n\n{text}\n", encoding="utf-8")
    pages, found = parts(path)
    about = document("article", kind=Kind.NEWS, places=PLACE, published=published)
    return Source(about, pages, found, rows(about, pages, found, stated(pages)))


@pytest.mark.parametrize(("sentence", "right", "wrong"), FACTS)
def test_a_planted_fact_is_a_contradiction_and_the_right_one_is_not(
    sentence: str, right: str, wrong: str, report: Source, tmp_path: Path
) -> None:
    verdicts = {one.verdict for one in compare(article(sentence.format(right), tmp_path), report)}
    assert Verdict.CONTRADICTS not in verdicts
    assert Verdict.AGREES in verdicts
    planted = compare(article(sentence.format(wrong), tmp_path), report)
    assert Verdict.CONTRADICTS in {one.verdict for one in planted}
    (against,) = [one for one in planted if one.verdict is Verdict.CONTRADICTS]
    assert against.report is not None
    assert wrong in article(sentence.format(wrong), tmp_path).pages[0].text[against.article.start : against.article.end]


def test_every_right_fact_together_contradicts_nothing(report: Source, tmp_path: Path) -> None:
    text = "\n\n".join(sentence.format(right) for sentence, right, _ in FACTS)
    assert not [one for one in compare(article(text, tmp_path), report) if one.verdict is Verdict.CONTRADICTS]


def test_nothing_is_quoted_across_what_stands_beside_the_text() -> None:
    said = "This work was hampered by delays in Leeds courts."
    noted, pictured = "Most Read ", "Pic: Ken Mears - Credit: "
    reported = "Its work was hampered by delays in the courts of Leeds."

    def source(name: str, *pieces: tuple[BlockKind, str]) -> Source:
        text = "".join(piece for _, piece in pieces)
        starts = [sum(len(piece) for _, piece in pieces[:n]) for n in range(len(pieces))]
        blocks = [
            Block(1, start, start + len(piece.rstrip()), kind)
            for start, (kind, piece) in zip(starts, pieces, strict=True)
        ]
        return Source(document(name, places=PLACE), (Page(1, "1", text),), tuple(blocks), ())

    aside = ((BlockKind.FURNITURE, noted), (BlockKind.CAPTION, pictured))
    article = source("article", *aside, (BlockKind.PARAGRAPH, said + " "), (BlockKind.FOOTNOTE, said))
    report = source(
        "report", (BlockKind.HEADING, said + " "), (BlockKind.FOOTNOTE, "1 "), (BlockKind.ITEM, "• " + reported)
    )
    quoted = [(one.article, one.report) for one in compare(article, report)]
    start = len(noted + pictured)
    end = len(said + " 1 • ")
    assert quoted == [(Span(1, start, start + len(said)), Span(1, end, end + len(reported)))]


def test_what_the_report_lacks_is_added(report: Source, tmp_path: Path) -> None:
    found = compare(article("The service scored Score 16/36.", tmp_path), report)
    assert [one.verdict for one in found if one.about == "Score"] == [Verdict.ADDS]


def test_an_article_from_before_the_report_predates_it(report: Source, tmp_path: Path) -> None:
    early = article(FACTS[0][0].format("good"), tmp_path, published="2016-03")
    assert {one.verdict for one in compare(early, report)} == {Verdict.PREDATES}


def test_an_article_is_on_the_last_report_that_was_out(report: Source, tmp_path: Path) -> None:
    def reported(published: str) -> Source:
        return Source(document(published, places=PLACE, published=published), report.pages, report.blocks, report.rows)

    old, new = reported("2018-12"), reported("2023-05")
    about = article("Inspected.", tmp_path, published="2019-01").document
    assert report_for(about, "youth", [new, old]) is old
    assert report_for(about, "send", [new, old]) is None
    undated = article("Inspected.", tmp_path, published="").document
    assert report_for(undated, "youth", [new, old]) is new
