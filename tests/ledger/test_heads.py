from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.reading import read_text, values
from yosqa.documents.lines import plain_page
from yosqa.ledger import rows
from yosqa.ledger.heads import chief
from yosqa.ledger.text import FoldedPage
from yosqa.metadata import describe
from yosqa.model import Document, Extraction, Kind
from yosqa.structure import blocks

REPORT = """An inspection of youth justice services in Essex

HM Inspectorate of Probation, May 2022

The inspection was led by Ada Byron. Fieldwork took place from 10 to 14 January 2022.
"""


def test_metadata_and_rows_say_the_same() -> None:
    extraction = Extraction("text/plain", (plain_page(1, REPORT),))
    found = blocks(extraction)
    described = describe("a.txt", extraction, found, {"kind": "report"})
    metadata = described.metadata
    document = Document("a", "a.txt", "text/plain", 1, metadata)
    told = values(rows(document, [extraction.pages[0].page], found, described.facts))
    assert (metadata.inspector, metadata.published) == ("Ada Byron", "2022-05")
    assert told["lead-inspector"] == metadata.inspector
    assert told["published"] == metadata.published
    assert (told["inspection-start"], told["inspection-end"]) == (metadata.fieldwork_start, metadata.fieldwork_end)


def test_a_beginning_gives_no_row_for_an_end(tmp_path: Path) -> None:
    told = values(read_text("Fieldwork started: September 2018\n", tmp_path))
    assert told["inspection-start"] == "2018-09"
    assert "inspection-end" not in told


@pytest.mark.parametrize(("kind", "published"), [(Kind.REPORT, "2022-09-20"), (Kind.OTHER, "2021-11-25")])
def test_a_paper_s_row_is_of_the_report_that_it_is_about(kind: Kind, published: str, tmp_path: Path) -> None:
    text = "SCRUTINY PANEL\n\n20 September 2022\n\nThe inspection report was published on 25 November 2021.\n"
    assert values(read_text(text, tmp_path, kind=kind))["published"] == published


def test_the_chief_inspector_is_named_by_a_signature() -> None:
    (found,) = chief([FoldedPage(1, "Bo Diaz\nChief Inspector of Probation\n")])
    assert found.normal == "Bo Diaz"


def test_marks_of_emphasis_are_no_part_of_a_name(tmp_path: Path) -> None:
    led = "It was led by HM Inspector **Ann Hill**, with a team. **Bob Lee**\nChief Inspector"
    extraction = Extraction("text/plain", (plain_page(1, led),))
    facts = describe("a.txt", extraction, blocks(extraction), {}).facts
    assert facts.inspector is not None
    assert facts.inspector.value == "Ann Hill"
    (signed,) = chief([FoldedPage(1, "**Cara Dean**\nHM Chief Inspector of Probation")])
    assert signed.normal == "Cara Dean"
