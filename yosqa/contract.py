"""Answers, rankings and receipts as JSON objects: the form that other people's scripts read.

A key may be added; none is ever renamed or removed. The golden test in ``tests/test_contract.py`` holds them.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from yosqa.model import Answer, Citation, Document, Ranking, Receipt, ReceiptEntry

Json = dict[str, Any]


def answer(value: Answer) -> Json:
    """One answer as ``yosqa ask --json`` prints it."""
    return {
        "question": value.question,
        "understood_as": value.understood_as,
        "abstained": value.abstained,
        "reason": value.reason,
        "corrects": value.corrects,
        "withheld": value.withheld,
        "confidence": round(value.confidence, 4),
        "answer": value.text,
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)} for statement in value.statements
        ],
        "citations": [citation(entry) for entry in value.citations],
        "nearest": [citation(entry) for entry in value.nearest],
        "coverage": value.coverage,
        "timings_ms": {stage: round(milliseconds, 1) for stage, milliseconds in value.timings_ms.items()},
    }


def citation(value: Citation) -> Json:
    """One citation; ``quote`` is the page's text from ``start`` to ``end``."""
    return dataclasses.asdict(value) | {"kind": value.kind.value}


def ranking(value: Ranking, paths: dict[str, str]) -> Json:
    """One ranking as ``yosqa search --json`` prints it.

    Args:
        value: The ranking.
        paths: Document id to path relative to ``corpus/``.
    """
    return {
        "question": value.question,
        "hits": [
            {
                "rank": hit.rank,
                "score": hit.score,
                "path": paths[hit.passage.document_id],
                "document_id": hit.passage.document_id,
                "page": hit.passage.page,
                "section": " › ".join(hit.passage.section),
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
                "lexical_rank": hit.lexical_rank,
                "dense_rank": hit.dense_rank,
                "cosine": hit.cosine,
            }
            for hit in value.hits
        ],
    }


def receipt(value: Receipt) -> Json:
    """The account of one index build."""
    return {
        "added": list(value.added),
        "changed": list(value.changed),
        "removed": list(value.removed),
        "unchanged": value.unchanged,
        "seconds": round(value.seconds, 3),
        "files": [receipt_entry(entry) for entry in value.entries],
    }


def receipt_entry(value: ReceiptEntry) -> Json:
    """What became of one file."""
    return dataclasses.asdict(value) | {"status": value.status.value}


def document(value: Document) -> Json:
    """A document and what is known of it."""
    known = dataclasses.asdict(value.metadata)
    return {
        "id": value.id,
        "path": value.path,
        "media_type": value.media_type,
        "page_count": value.page_count,
        "metadata": known | {"kind": value.metadata.kind.value, "sources": dict(value.metadata.sources)},
    }
