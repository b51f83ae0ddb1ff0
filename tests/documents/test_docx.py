"""Word documents."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE

from tests import awkward
from tests.documents.extracted import lines
from yosqa.documents import read
from yosqa.structure import blocks


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
