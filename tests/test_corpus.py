from __future__ import annotations

import csv
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.corpus_text import CORPUS, FORMATS, fold, raw_texts, texts, words

RUN = 9
"""So many words in a row are a copied phrase rather than chance."""
RATINGS = {"Outstanding", "Good", "Requires improvement", "Inadequate"}
BANDS = {"Inadequate": (0, 6), "Requires improvement": (7, 18), "Good": (19, 30), "Outstanding": (31, 36)}
"""Points of 36 that earn each overall rating under the standards of 2018."""


@pytest.fixture(scope="module")
def sources() -> dict[str, Any]:
    return tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))


def register(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sources_list_every_document_and_nothing_else(sources: dict[str, Any]) -> None:
    listed = [entry["file"] for entry in [*sources["digest"], *sources["register"]]]
    assert sorted(listed) == sorted(file.name for file in CORPUS.iterdir() if file.suffix in FORMATS)


def test_each_digest_says_at_its_head_what_it_digests(sources: dict[str, Any]) -> None:
    for entry in sources["digest"]:
        head = texts()[entry["file"]][:2500]
        publisher = re.sub(r" \(.*", "", entry["publisher"])
        for said in ("this is a digest", entry["title"], publisher, re.sub(r"https?://(www\.)?", "", entry["address"])):
            assert fold(said) in head, (entry["file"], said)


def test_no_phrase_of_an_original_is_copied(shared: Path, sources: dict[str, Any]) -> None:
    runs = set()
    for seed in (shared / "seeds").glob("*.txt"):
        said = words(seed.read_text(encoding="utf-8"))
        runs |= {tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1)}
    assert runs
    titles = [fold(entry["title"]) for entry in sources["digest"]]
    for name, text in raw_texts().items():
        own = fold(re.sub(r"https?://\S+", "§", text))
        for title in titles:  # a digest has to name what it digests
            own = own.replace(title, " § ")
        mine = own.split()
        copied = [" ".join(mine[i : i + RUN]) for i in range(len(mine)) if tuple(mine[i : i + RUN]) in runs]
        assert not copied, (name, copied)


def test_the_typeset_digest_comes_out_the_same_each_time() -> None:
    pytest.importorskip("reportlab")
    script = runpy.run_path(str(CORPUS / "make_digest.py"))
    assert script["make"]() == script["OUTPUT"].read_bytes()


def test_the_typeset_digest_is_labelled_bookmarked_and_tagged() -> None:
    reader = PdfReader(CORPUS / "barking-and-dagenham-2018-digest.pdf")
    assert len(reader.pages) >= 8
    assert reader.page_labels[:4] == ["i", "ii", "1", "2"]
    assert reader.metadata is not None
    assert reader.metadata.author == "yosqa project"
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert {"Ratings", "Recommendations", "2. Court disposals", "Annex B: key questions"} <= set(titles)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.root_object


@pytest.mark.parametrize(
    ("question", "share"),
    [("2.1.1", "84%"), ("2.2.2", "48%"), ("2.3.3", "65%"), ("3.1.1", "58%"), ("3.2.1", "89%"), ("3.4.2", "78%")],
)
def test_the_annex_gives_each_key_questions_percentage(question: str, share: str) -> None:
    text = texts()["barking-and-dagenham-2018-digest.pdf"]
    assert re.search(rf"{fold(question)}[a-z ]+{fold(share)}", text)


def test_register_rows_stand_on_their_own() -> None:
    rows = register("youth-justice-ratings.csv")
    assert len({row["Place"] for row in rows}) > 110
    assert len({(row["Place"], row["Report published"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["Place"] in row["Service"]
        assert row["Overall rating"] in RATINGS
        assert re.fullmatch(r"20\d\d(-\d\d(-\d\d)?)?", row["Report published"]), row
        assert row["Basis"] in {"official text", "two sources agree"}
        assert row["Source"]
        assert row["Address"].startswith("http")
        standards = {cell for name, cell in row.items() if re.match(r"\d\.\d ", name)}
        assert standards <= RATINGS | {""}


def test_register_scores_fit_the_ratings() -> None:
    scored = [row for row in register("youth-justice-ratings.csv") if row["Score of 36"]]
    assert len(scored) > 50
    for row in scored:
        low, high = BANDS[row["Overall rating"]]
        assert low <= int(row["Score of 36"]) <= high, row


def test_joint_inspections_keep_to_their_own_scale() -> None:
    for row in register("youth-justice-joint-inspections.csv"):
        judged = {cell for cell in list(row.values())[6:13] if cell}
        assert judged <= {"Good", "Satisfactory", "Unsatisfactory", "Poor", "Ineffective"}, row
        assert "2012" < row["Report published"] < "2018"
