"""The assistant as the chat's threads use it: one at a time, and going on with questions while an index is built."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import resource_tracker
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeAlias

from yosqa.errors import IndexMissing, YosqaError

if TYPE_CHECKING:
    from yosqa.answering.conversation import Conversation
    from yosqa.ledger import LedgerRow
    from yosqa.model import Answer, Block, Document, Page, Progress, Receipt

Stopped: TypeAlias = Callable[[], bool]
"""Asks whether the user has stopped the job."""
Reply: TypeAlias = "tuple[Answer, Conversation]"
"""An answer, and the conversation with this turn in it."""


class DocumentGone(YosqaError):
    """A document that is on the screen still, but in the index no longer: it has been brought up to date since."""

    def __init__(self) -> None:
        super().__init__(
            "The document has changed since or is gone.", hint="Ask again, or look in the library (ctrl+o)."
        )


class Assistant(Protocol):
    """The part of ``yosqa.assistant.Assistant`` that the chat uses. One thread at a time may use one of them."""

    def warm(self) -> None:
        """Load what the first question needs."""

    def documents(self) -> tuple[Document, ...]:
        """Give the indexed documents."""

    def page(self, document_id: str, number: int) -> Page:
        """Read one page of an indexed document."""

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        """Give the blocks of an indexed document."""

    def rows(self) -> tuple[LedgerRow, ...]:
        """Give every row of the ledger."""

    def converse(self, question: str, conversation: Conversation | None, cancelled: Stopped) -> Reply:
        """Answer a question in the light of the turns before it."""

    def refresh(self, progress: Callable[[Progress], None], cancelled: Stopped, *, rebuild: bool) -> Receipt:
        """Bring the index up to date with the corpus, or build it from nothing."""

    def close(self) -> None:
        """Let go of the index; the next use opens it again."""


class Desk:
    """Two assistants: one answers, the other builds, so that neither waits for the other.

    Every method may be called from any thread, and raises ``YosqaError`` for what a user can do something about.
    """

    def __init__(self, open_assistant: Callable[[], Assistant]) -> None:
        """Take what makes an assistant; none is made before the first use."""
        # A build's worker processes need the tracker. Later is too late: Textual's stand-in for stderr has no number.
        resource_tracker.ensure_running()
        self._open = open_assistant
        self._answering, self._building = Lock(), Lock()
        self._assistant: Assistant | None = None

    def documents(self) -> tuple[Document, ...]:
        """Give the indexed documents; none while there is no index."""
        with self._answering:
            try:
                return self._used.documents()
            except IndexMissing:
                return ()

    def warm(self) -> None:
        """Load what the first question needs."""
        with self._answering:
            self._used.warm()

    def page(self, document_id: str, number: int) -> tuple[Page, tuple[Block, ...]]:
        """Read one page of an indexed document, and its blocks."""
        with self._answering:
            try:
                page = self._used.page(document_id, number)
            except KeyError:
                raise DocumentGone from None
            return page, tuple(block for block in self._used.blocks(document_id) if block.page == number)

    def rows(self) -> tuple[LedgerRow, ...]:
        """Give every row of the ledger."""
        with self._answering:
            return self._used.rows()

    def converse(self, question: str, conversation: Conversation | None, stopped: Stopped) -> Reply:
        """Answer a question in the light of the turns before it."""
        with self._answering:
            return self._used.converse(question, conversation, stopped)

    def refresh(self, progress: Callable[[Progress], None], stopped: Stopped, *, rebuild: bool) -> Receipt:
        """Bring the index up to date, or build it from nothing; from then on answers come from the new one."""
        with self._building:
            builder = self._open()
            try:
                return builder.refresh(progress, stopped, rebuild=rebuild)
            finally:
                builder.close()
                self.close()

    def close(self) -> None:
        """Let go of the index; the next use opens it again."""
        with self._answering:
            if self._assistant is not None:
                self._assistant.close()

    @property
    def _used(self) -> Assistant:
        if self._assistant is None:
            self._assistant = self._open()
        return self._assistant
