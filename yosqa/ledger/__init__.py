"""The ledger: ratings, figures, dates, people and recommendations as typed rows, each with the place it stands in.

``rows`` reads them once, when a document is indexed; ``measures`` tells which of them a question asks for; ``query``
filters, counts, compares and averages the stored rows. What the text does not prove is a blank row with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yosqa.ledger.model import Figure, LedgerRow

if TYPE_CHECKING:
    from yosqa.metadata import Facts
    from yosqa.model import Block, Document, Page

__all__ = ["Figure", "LedgerRow", "rows"]


def rows(document: Document, pages: Sequence[Page], blocks: Sequence[Block], facts: Facts) -> tuple[LedgerRow, ...]:
    """Return what a document states, in reading order, blanks last.

    Args:
        document: The document, with its metadata.
        pages: Its pages, in order.
        blocks: Its blocks, in reading order; may be empty, then tables and lists are found from lines alone.
        facts: What its metadata were made of.
    """
    from yosqa.ledger.extract import extract

    return extract(document, pages, blocks, facts)
