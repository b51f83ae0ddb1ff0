"""Link each recommendation to what the next inspection of the same service says of its matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yosqa.ledger.likeness import Weights, stems
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.ledger.text import fold
from yosqa.model import Block, BlockKind, Page, Span

LEAST = 0.35
"""Share of a recommendation's weighted words below which a passage is not about the same matter."""
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation and the passage of the next report that speaks of its matter."""

    recommendation: LedgerRow
    document_id: str
    passage: Span
    confidence: float
    """Share (0 to 1) of the recommendation's weighted words that the passage holds."""


def next_inspection(row: LedgerRow, rows: Iterable[LedgerRow]) -> str | None:
    """Return the id of the document of the inspection after the one that made a recommendation, or None."""
    later = {
        (other.period, other.document_id)
        for other in rows
        if other.subject == row.subject
        and other.family == row.family
        and other.period[:7] > row.period[:7]
        and other.source == row.source
    }
    return min(later)[1] if later else None


def follow(
    recommendations: Sequence[LedgerRow],
    document_id: str,
    pages: Sequence[Page],
    blocks: Sequence[Block],
) -> tuple[Followed, ...]:
    """Return the best passage of a later report for each recommendation; none where nothing is alike enough.

    Args:
        recommendations: Rows of one earlier report.
        document_id: The later report.
        pages: Its pages.
        blocks: Its blocks.
    """
    by_number = {page.number: page.text for page in pages}
    passages = [
        (block, frozenset(stems(fold(by_number[block.page][block.start : block.end]))))
        for block in blocks
        if block.kind in _TEXT
    ]
    weights = Weights([words for _, words in passages])
    found: list[Followed] = []
    for row in recommendations:
        if row.kind is not Figure.RECOMMENDATION or not passages:
            continue
        sought = frozenset(stems(fold(row.text)))
        share, block = max(
            ((weights.held(sought, words), block) for block, words in passages), key=lambda pair: pair[0]
        )
        if share >= LEAST:
            found.append(Followed(row, document_id, block.span, round(share, 2)))
    return tuple(found)
