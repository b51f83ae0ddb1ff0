"""The facade that the command line, the chat and the evaluation share: open, ask, search, refresh.

Opening costs milliseconds: the index, the models and the vectors are loaded when the first question needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from yosqa.answering.conversation import Conversation
from yosqa.model import Answer, Block, Document, Page, Progress, Ranking, Receipt

if TYPE_CHECKING:
    from yosqa.answering.answerer import Answerer
    from yosqa.answering.evidence import Scorer, WordVectors
    from yosqa.embedding import Embedder
    from yosqa.ledger import LedgerRow
    from yosqa.search import Searcher
    from yosqa.settings import Settings
    from yosqa.store import Index
    from yosqa.workspace import Workspace


class Assistant:
    """Answers questions over a workspace and keeps its index up to date.

    One thread at a time may use it; the pages and documents it gives out may be used anywhere.
    """

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self.workspace = workspace
        self.settings = settings

    @classmethod
    def open(cls, workspace: Workspace, settings: Settings) -> Self:
        """Return an assistant over ``workspace``; nothing is loaded yet."""
        return cls(workspace, settings)

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answer a question, or abstain with the reason. Every quotation in it has been verified.

        Args:
            question: As typed.
            conversation: The turns before it; ``converse`` returns the one to go on with.
            cancelled: Polled between steps.

        Raises:
            IndexMissing: There is no index yet.
            Cancelled: ``cancelled`` returned true.
        """
        return self.converse(question, conversation, cancelled)[0]

    def converse(
        self,
        question: str,
        conversation: Conversation | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer a question and return the conversation with this turn added."""
        conversation = conversation or Conversation()
        understood, answer = self._answerer.answer(question, conversation, cancelled)
        return answer, conversation.then(understood, answer)

    def search(self, question: str, k: int = 10) -> Ranking:
        """Return the ``k`` best passages for ``question`` within the documents that it names."""
        scope = self._answerer.scope(question)
        return self._searcher.search(
            question, k=k, documents=[d.id for d in scope.documents] if scope.narrowed else None
        )

    def refresh(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        rebuild: bool = False,
    ) -> Receipt:
        """Bring the index up to date with the corpus, then read the new one.

        Raises:
            IndexLocked: Another process is writing it.
            Cancelled: ``cancelled`` returned true; what was finished is kept.
        """
        from yosqa import indexing

        try:
            return indexing.build(
                self.workspace, self.settings, rebuild=rebuild, progress=progress, cancelled=cancelled
            )
        finally:
            self.close()

    def needs_refresh(self) -> bool:
        """Return whether the corpus has changed since the index was built."""
        from yosqa import indexing

        return indexing.needs_build(self.workspace, self.settings)

    def page(self, document_id: str, number: int) -> Page:
        """Return a stored page."""
        return self._index.page(document_id, number)

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        """Return the blocks of a document, in reading order."""
        return self._index.blocks(document_id)

    def documents(self) -> tuple[Document, ...]:
        """Return the indexed documents, by path."""
        return self._index.documents()

    def rows(self) -> tuple[LedgerRow, ...]:
        """Return every row of the ledger, document by document."""
        from yosqa.ledger import LedgerRow

        return self._index.ledger(LedgerRow)

    def warm(self) -> None:
        """Load what the first question needs, so that it does not have to wait."""
        _ = self._answerer
        self._searcher.search("warm", k=1)
        for model in filter(None, (self._scorer, self._likeness)):
            model.score("warm", ["warm"])

    def close(self) -> None:
        """Let go of the index, but not of the models; the next use opens it again."""
        if "_index" in self.__dict__:
            self._index.close()
        for name in ("_index", "_searcher", "_answerer"):
            self.__dict__.pop(name, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _index(self) -> Index:
        from yosqa.store import Index

        return Index.open(self.workspace.index)

    @cached_property
    def _embedder(self) -> Embedder:
        from yosqa import embedding

        return embedding.load(self.settings)

    @cached_property
    def _scorer(self) -> Scorer:
        from yosqa.answering.scorers import CosineScorer
        from yosqa.rerank import Reranker

        return Reranker.load(self.settings) or CosineScorer(self._embedder)

    @cached_property
    def _likeness(self) -> WordVectors | None:
        from yosqa.likeness import Likeness

        return Likeness.load(self.settings)

    @cached_property
    def _searcher(self) -> Searcher:
        from yosqa.search import Searcher

        return Searcher(self._index, self._embedder)

    @cached_property
    def _answerer(self) -> Answerer:
        from yosqa.answering.answerer import Answerer
        from yosqa.metadata.places import gazetteer

        return Answerer(self._index, self._searcher, self._scorer, self._likeness, gazetteer(), self.settings.answers)
