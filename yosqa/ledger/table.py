"""Ledger rows as a table for people, as CSV and as JSON: what ``yosqa ratings`` prints."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from yosqa.frameworks import FAMILIES
from yosqa.ledger import measures
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.model import Document

COLUMNS = (
    "service", "inspection_of", "published", "measure", "value", "normal", "source", "path", "page", "start", "end",
    "note", "reason",
)  # fmt: skip


def select(
    rows: Iterable[LedgerRow],
    *,
    places: Sequence[str] = (),
    measure: str = "",
    grade: str = "",
    year: str = "",
    family: str = "",
    kinds: Collection[Figure] = (Figure.RATING, Figure.OUTCOME),
    blanks: bool = False,
) -> list[LedgerRow]:
    """Return the rows that pass every filter, sorted by place, time and position; an empty filter lets all pass.

    Args:
        rows: Rows of the whole corpus.
        places: Canonical names.
        measure: An id (``overall``) or the beginning of a part of one (``planning``); "out-of-court" is one part.
        grade: A normalised value (``requires improvement``).
        year: The beginning of an ISO date (``2018``, ``2018-12``).
        family: ``youth``, ``childrens``, ``send`` ...
        kinds: Sorts of value.
        blanks: Whether rows without a value are kept, for their reasons.
    """
    kept = [
        row
        for row in rows
        if (not places or row.subject in places)
        and (not measure or _names(measure, row.measure))
        and (not grade or row.normal == grade.lower())
        and row.period.startswith(year)
        and (not family or row.family == family)
        and row.kind in kinds
        and (blanks or not row.blank)
    ]
    return sorted(kept, key=lambda row: (row.subject, row.family, row.period, row.page, row.start, row.measure))


def _names(typed: str, measure: str) -> bool:
    return re.search(rf"(?:^|(?<!out-of)[-.]){re.escape(typed)}", measure) is not None


def as_records(rows: Iterable[LedgerRow], documents: Mapping[str, Document]) -> list[dict[str, object]]:
    """Return one flat record for each row, keys as in ``COLUMNS``."""
    return [
        {
            "service": row.subject,
            "inspection_of": FAMILIES.get(row.family, row.family),
            "published": row.period,
            "measure": measures.name_of(row.measure),
            "value": " ".join(row.value.split()),
            "normal": row.normal,
            "source": row.source.value,
            "path": documents[row.document_id].path,
            "page": row.page,
            "start": row.start,
            "end": row.end,
            "note": row.note,
            "reason": row.reason,
        }
        for row in rows
    ]


def as_json(rows: Iterable[LedgerRow], documents: Mapping[str, Document]) -> str:
    """Return the records as a JSON array."""
    return json.dumps(as_records(rows, documents), ensure_ascii=False, indent=2)


def as_csv(rows: Iterable[LedgerRow], documents: Mapping[str, Document]) -> str:
    """Return the records as CSV with a header line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(as_records(rows, documents))
    return out.getvalue()


def as_text(rows: Iterable[LedgerRow], documents: Mapping[str, Document]) -> str:
    """Return the rows as aligned columns: service, date, measure, value and where it stands."""
    lines = [
        (
            str(record["service"]), str(record["published"]), str(record["measure"]),
            str(record["value"]) or f"– ({record['reason']})", f"{record['path']}, p. {record['page']}",
        )
        for record in as_records(rows, documents)
    ]  # fmt: skip
    table = [("Service", "Published", "Measure", "Value", "Source"), *lines]
    widths = [max(len(line[column]) for line in table) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]) for line in table
    )
