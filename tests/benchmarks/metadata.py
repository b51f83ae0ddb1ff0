# ruff: noqa: T201 (it prints its figures)
"""How many documents are described rightly, over a folder of reports named ``authority_publication-date_kind.pdf``.

Place, month and kind are checked against the file names, with these shown and hidden; inspectors and dates against the
questions that ask for them. Run by hand::

    python tests/benchmarks/metadata.py ../shared
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from yosqa.documents import extract
from yosqa.metadata import describe
from yosqa.metadata.dates import MONTHS
from yosqa.metadata.places import gazetteer
from yosqa.model import Kind, Metadata
from yosqa.structure import blocks

_DATES = {"inspection_start_date": "fieldwork_start", "inspection_end_date": "fieldwork_end"}


def main() -> int:
    """Print the share that is right of each field, and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="holds reports/ and questions/reports_dev.jsonl")
    folder = parser.parse_args().folder
    asked = answers(folder / "questions" / "reports_dev.jsonl")
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for path in sorted((folder / "reports").glob("*.pdf")):
        extraction = extract(path)
        found = blocks(extraction)
        shown, hidden = (describe(name, extraction, found, {}).metadata for name in (path.name, "document.pdf"))
        for label, described in (("", shown), (", file name hidden", hidden)):
            for field, is_right in checks(path.stem, described, asked[path.stem] if described is shown else {}).items():
                of[field + label] += 1
                right[field + label] += is_right
                if not is_right:
                    print(f"wrong: {path.name}: {field}{label}")
    for field in sorted(of):
        print(f"{field:28} {right[field]:4} of {of[field]:4}  {right[field] / of[field]:.1%}")
    return 0


def checks(stem: str, found: Metadata, asked: Mapping[str, list[str]]) -> dict[str, bool]:
    """Which fields of a report are right, of those that its name and the questions about it tell."""
    place, published, kind = stem.split("_", 2)
    told = {
        "place": found.places[:1] == (gazetteer().find(place.replace("-", " "))[0].name,),
        "month": found.published[:7] == published[:7],
        "kind": found.kind is (Kind.JOINT if "joint" in kind else Kind.REPORT),
    }
    if "inspector_name" in asked:
        told["inspector"] = any(
            name.replace(" -", "-") in found.inspector.casefold() for name in asked["inspector_name"]
        )
    for name, field in _DATES.items():
        if name in asked:
            told[field] = all(part in spelt(getattr(found, field)) for part in asked[name])
    return told


def spelt(iso: str) -> tuple[str, ...]:
    """Day and month of a date as the questions spell them."""
    return (str(int(iso[8:])), MONTHS[int(iso[5:7]) - 1]) if len(iso) == 10 else ()


def answers(path: Path) -> dict[str, dict[str, list[str]]]:
    """For each report, the field that a question asks for, with its answer."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] in ("who", "when"):
            found[row["docs"][0]][row["id"].rsplit("-", 1)[1]] = row["answers"] or row["all_of"]
    return found


if __name__ == "__main__":
    sys.exit(main())
