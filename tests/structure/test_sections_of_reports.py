"""Section paths of real reports, against a sample checked by hand: seven layouts, 210 blocks."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path

from yosqa.documents import extract
from yosqa.structure import blocks

SAMPLE = Path(__file__).with_name("sections.csv")
"""Layout, report, page, hash of the block's first 60 characters, and the headings it stands under."""
ENOUGH = 0.95


def opening(text: str) -> str:
    return hashlib.sha256(" ".join(text.split())[:60].encode()).hexdigest()[:12]


def sections(path: Path) -> dict[tuple[int, str], str]:
    """The section path of every block of a report, by page and opening."""
    extraction = extract(path)
    texts = {layout.page.number: layout.page.text for layout in extraction.pages}
    return {
        (block.page, opening(texts[block.page][block.start : block.end])): " › ".join(block.section)
        for block in blocks(extraction)
    }


def test_section_paths_of_reports(shared: Path) -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {report: sections(shared / "reports" / report) for report in {row["report"] for row in rows}}
    right = Counter(
        row["layout"] for row in rows if found[row["report"]].get((int(row["page"]), row["opening"])) == row["section"]
    )
    of = Counter(row["layout"] for row in rows)
    assert len(of) >= 6
    assert right.total() >= ENOUGH * of.total(), {layout: f"{right[layout]} of {of[layout]}" for layout in of}
