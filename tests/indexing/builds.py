"""What the tests of indexing share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from tests.hashing import HashingEmbedder
from yosqa import indexing
from yosqa.errors import DocumentError
from yosqa.model import Progress, Receipt
from yosqa.settings import Settings
from yosqa.store import Index
from yosqa.workspace import Workspace

EMBEDDER = HashingEmbedder()
QUESTIONS = ("planning in Essex", "risk", "the board chair")


def build(
    workspace: Workspace,
    settings: Settings | None = None,
    *,
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    embedder: Any = EMBEDDER,
) -> Receipt:
    """Build with an embedder that needs no model."""
    return indexing.build(
        workspace,
        settings or Settings(),
        rebuild=rebuild,
        progress=progress,
        cancelled=cancelled,
        embedder=embedder,
    )


def map_here(function: Any, items: Iterable[Any], **_: Any) -> Iterator[tuple[Any, Any]]:
    """Stand in for ``workers.map_files`` where starting processes would make a test slow."""
    for item in items:
        try:
            yield item, function(item)
        except DocumentError as problem:
            yield item, problem


def contents(workspace: Workspace) -> dict[str, Any]:
    """Return all that readers can see of an index, but for how long things took."""
    with Index.open(workspace.index) as index:
        ids = [document.id for document in index.documents()]
        lexical = [index.view.lexical.search(question, 20) for question in QUESTIONS]
        dense = [index.view.dense.search(EMBEDDER.encode_query(question), 20) for question in QUESTIONS]
        places = {position for matches in (*lexical, *dense) for position, _ in matches}
        return {
            "model": index.model,
            "documents": index.documents(),
            "pages": [index.pages(name) for name in ids],
            "blocks": [index.blocks(name) for name in ids],
            "passages": [index.passages(name) for name in ids],
            "vectors": [index.vectors(name).tobytes() for name in ids],
            "positions": index.positions(ids),
            "entries": [replace(entry, seconds=0.0) for entry in index.entries()],
            "lexical": lexical,
            "dense": dense,
            "found": index.passages_at(sorted(places))[0],
            "problems": index.verify(),
        }
