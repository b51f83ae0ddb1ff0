"""The chat's screen: it takes questions, has them answered one after the other, and shows the evidence."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import Worker

from yosqa.errors import IndexUnreadable, YosqaError
from yosqa.model import Citation, Document, Progress, Receipt
from yosqa.tui import phrases
from yosqa.tui.citation import CitationRow
from yosqa.tui.desk import Desk, DocumentGone, Reply, Stopped
from yosqa.tui.evidence import Evidence
from yosqa.tui.header import Header
from yosqa.tui.indexing_bar import IndexingBar
from yosqa.tui.jobs import Jobs
from yosqa.tui.messages import Asked, CitationChosen, CopyWanted, Indexing, PageNotShown, PageShown, QuestionOffered
from yosqa.tui.past import Past
from yosqa.tui.prompt import Prompt
from yosqa.tui.transcript import Transcript
from yosqa.tui.turn import TurnView
from yosqa.tui.welcome import Welcome

if TYPE_CHECKING:
    from yosqa.answering.conversation import Conversation
    from yosqa.ledger import LedgerRow

_MARKER_ONLY = re.compile(r"\[?(\d{1,3})\]?")
_NO_DOCUMENTS = YosqaError("There is no document to answer from.", hint="Put documents into corpus/, then press F5.")


class ChatScreen(Screen[None]):
    """Transcript, evidence and prompt. The conversation advances only when an answer is shown."""

    BINDING_GROUP_TITLE = "Chat"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="chat.stop", tooltip="Stop the question, or else the indexing"),
        Binding("escape", "back", "Back to prompt", id="chat.back", tooltip="Go back to the prompt", show=False),
        Binding("alt+up", "move(-1)", "Turn before", id="chat.before", tooltip="Go to the turn before", show=False),
        Binding("alt+down", "move(1)", "Turn after", id="chat.after", tooltip="Go to the turn after", show=False),
        Binding(
            "f2", "toggle_evidence", "Page", key_display="F2", id="chat.evidence", tooltip="Show or hide the cited page"
        ),
        Binding("f3", "copy", "Copy", key_display="F3", id="chat.copy", tooltip="Copy the quotation with its source"),
        Binding("f5", "refresh", "Update", id="chat.refresh", tooltip="Read new and changed documents", show=False),
        Binding("tab", "to_sources", "To the sources", id="chat.sources", tooltip="Go to the sources", show=False),
    ]
    AUTO_FOCUS = "#prompt"

    def __init__(self, workspace: str, past: Past, desk: Desk) -> None:
        super().__init__()
        self._workspace = workspace
        self._desk = desk
        self._jobs = Jobs(self)
        self._ready = False
        self._waiting: deque[TurnView] = deque()
        self._asking: TurnView | None = None
        self._conversation: Conversation | None = None
        self.past = past
        self.documents: dict[str, Document] = {}
        self.receipt: Receipt | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Header()
        with Container(id="desk"):
            with Transcript(id="transcript"):
                yield Welcome()
            yield Evidence(self._desk, id="evidence")
        yield IndexingBar()
        yield Prompt(self.past, id="prompt")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Paint first; nothing heavy is loaded before the screen can be seen and typed into."""
        self.query_one(Header).show_corpus(self._workspace)
        self.call_after_refresh(self._open)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what a thread brings."""
        self._jobs.settle(event)
        self.refresh_bindings()

    # Opening, indexing, warming

    def _open(self) -> None:
        self._state("opening…")
        self._jobs.start("open", lambda _: self._desk.documents(), self._opened, self._cannot_open)

    def _cannot_open(self, error: YosqaError) -> None:
        if isinstance(error, IndexUnreadable):
            self.app.notify(f"{error.message} It is built again.", severity="warning", markup=False)
            self._refresh(rebuild=True)
        else:
            self._cannot_start(error)

    def _opened(self, documents: tuple[Document, ...]) -> None:
        self._show_documents(documents)
        if documents:
            self._warm(then=self.action_refresh)
        else:
            self.action_refresh()

    def _warm(self, then: Callable[[], None] | None = None) -> None:
        def done(_: None) -> None:
            self._ready = True
            self._state("ready")
            self._ask_next()
            if then is not None:
                then()

        self._state("loading the model…")
        self._jobs.start("warm", lambda _: self._desk.warm(), done, self._cannot_warm)

    def _cannot_warm(self, error: YosqaError) -> None:
        """Embed the documents again when they were embedded by another model; all else is told."""
        if isinstance(error, IndexUnreadable) and self.receipt is None:
            self._refresh()
        else:
            self._cannot_start(error)

    def action_refresh(self) -> None:
        """Bring the index up to date with the documents."""
        if not any(self._jobs.running(name) for name in ("open", "refresh")):
            self._refresh()

    def _refresh(self, *, rebuild: bool = False) -> None:
        def report(progress: Progress) -> None:
            self.post_message(Indexing(progress))

        def work(stopped: Stopped) -> tuple[Receipt, tuple[Document, ...]]:
            return self._desk.refresh(report, stopped, rebuild=rebuild), self._desk.documents()

        self._state("looking for new documents…")
        self._jobs.start("refresh", work, self._refreshed, self._refresh_failed)

    def _refreshed(self, outcome: tuple[Receipt, tuple[Document, ...]]) -> None:
        self.receipt, documents = outcome
        self._indexing_over(documents)
        if self.receipt.failed:
            failed = phrases.count(len(self.receipt.failed), "file")
            self.app.notify(f"{failed} could not be read; ctrl+o says why.", severity="warning", markup=False)

    def _refresh_failed(self, error: YosqaError) -> None:
        self._show_error("The index is not up to date", error)
        self._after_indexing()

    def _after_indexing(self) -> None:
        """See what an unfinished build has left."""
        self._jobs.start("open", lambda _: self._desk.documents(), self._indexing_over, self._cannot_start)

    def _indexing_over(self, documents: tuple[Document, ...]) -> None:
        self.query_one(IndexingBar).finish()
        self._show_documents(documents)
        if not documents:
            self._state("no documents")
            self._give_up_waiting(_NO_DOCUMENTS)
        elif self._ready:
            self._state("ready")
        else:
            self._warm()

    @on(Indexing)
    def _show_indexing(self, event: Indexing) -> None:
        if self._jobs.running("refresh"):
            self._state("indexing")
            self.query_one(IndexingBar).show_progress(event.progress)

    def _cannot_start(self, error: YosqaError) -> None:
        self._state("not ready")
        self._show_error("yosqa cannot answer yet", error)
        self._give_up_waiting(error)

    def _give_up_waiting(self, error: YosqaError) -> None:
        while self._waiting:
            self._waiting.popleft().fail(error)

    # Asking

    @on(Asked)
    def _ask(self, event: Asked) -> None:
        only_marker = _MARKER_ONLY.fullmatch(event.text)
        if only_marker and self._source(int(only_marker[1])) is not None:
            self.action_open_source(int(only_marker[1]))
            return
        self.past.add(event.text)
        turn = TurnView(event.text)
        self.query_one(Transcript).add(turn)
        self._waiting.append(turn)
        self.call_after_refresh(self._ask_next)

    def _ask_next(self) -> None:
        if not self._waiting or self._asking is not None:
            return
        if not self._ready:
            self._hold_back()
            return
        conversation = self._conversation
        turn = self._asking = self._waiting.popleft()
        turn.run()
        self._jobs.start(
            "ask",
            lambda stopped: self._desk.converse(turn.question, conversation, stopped),
            lambda reply: self._answered(turn, reply),
            lambda error: self._not_answered(turn, error),
        )
        self.refresh_bindings()

    def _hold_back(self) -> None:
        """Say what the questions wait for; without anything to wait for, start over."""
        for turn in self._waiting:
            turn.wait("Answered as soon as the documents are ready.")
        if not any(self._jobs.running(name) for name in ("open", "refresh", "warm")):
            self._open()

    def _answered(self, turn: TurnView, reply: Reply) -> None:
        answer, self._conversation = reply
        self._asking = None
        turn.succeed(answer)
        transcript = self.query_one(Transcript)
        transcript.call_after_refresh(transcript.show_turn, turn)
        if not answer.citations:
            self._hide_evidence()
        elif self.has_class("-wide") or self.has_class("-evidence"):
            self._open_page(answer.citations[0])
        self._ask_next()

    def _not_answered(self, turn: TurnView, error: YosqaError) -> None:
        self._asking = None
        turn.fail(error)
        self._ask_next()

    # Evidence

    def _source(self, marker: int) -> Citation | None:
        turn = self.query_one(Transcript).current
        return turn.citation(marker) if turn else None

    def action_open_source(self, marker: int) -> None:
        """Show the page of a source of the current turn."""
        citation = self._source(marker)
        if citation is None:
            self.app.notify(f"This answer has no source {marker}.", markup=False, timeout=2)
        else:
            self._open_page(citation)

    @on(CitationChosen)
    def _citation_chosen(self, event: CitationChosen) -> None:
        self._open_page(event.citation)

    def _open_page(self, citation: Citation) -> None:
        self.query_one(Evidence).open_citation(citation, self.documents.get(citation.document_id))

    def show_document(self, document_id: str) -> None:
        """Show the first page of a document."""
        if (document := self._document(document_id)) is not None:
            self.query_one(Evidence).open_document(document)

    def show_row(self, row: LedgerRow) -> None:
        """Show the words that a value of the ledger comes from."""
        if (document := self._document(row.document_id)) is not None:
            self.query_one(Evidence).open_row(row, document)

    def _document(self, document_id: str) -> Document | None:
        """Give a document; without it, say why: the window that it was chosen in may be older than the index."""
        document = self.documents.get(document_id)
        if document is None:
            self._not_shown(DocumentGone())
        return document

    @on(PageShown)
    def _page_shown(self, event: PageShown) -> None:
        self.add_class("-evidence")
        self.query_one(Transcript).mark(event.citation)

    @on(PageNotShown)
    def _page_not_shown(self, event: PageNotShown) -> None:
        self._not_shown(event.error)

    def _not_shown(self, error: YosqaError) -> None:
        self._show_error("The page is not shown", error)

    def _hide_evidence(self) -> None:
        self.remove_class("-evidence")
        self.query_one(Transcript).mark(None)

    def action_toggle_evidence(self) -> None:
        """Show or hide the page beside the answer."""
        first = self._source(1)
        if not self.query_one(Evidence).filled and first is not None:
            self._open_page(first)
        elif self.query_one(Evidence).filled:
            self.toggle_class("-evidence")

    def action_copy(self) -> None:
        """Copy the quotation shown, with its source."""
        self.query_one(Evidence).action_copy()

    @on(CopyWanted)
    def _copy(self, event: CopyWanted) -> None:
        self.app.copy_to_clipboard(phrases.quotation(event.citation))
        self.app.notify("Copied, with its source.", markup=False, timeout=2)

    # Saying things

    def _state(self, text: str) -> None:
        self.query_one(Header).show_state(text)

    def _show_error(self, title: str, error: YosqaError) -> None:
        self.app.notify(str(error), title=title, severity="error", markup=False, timeout=12)

    def _show_documents(self, documents: tuple[Document, ...]) -> None:
        if self.query(Welcome) and documents != tuple(self.documents.values()):
            self.query_one(Welcome).show_corpus(documents)
        self.documents = {document.id: document for document in documents}
        pages = sum(document.page_count for document in documents)
        amount = f"{phrases.count(len(documents), 'document')}, {phrases.count(pages, 'page')}"
        self.query_one(Header).show_corpus(f"{self._workspace} · {amount}")

    # Moving about

    @on(QuestionOffered)
    def offer(self, event: QuestionOffered) -> None:
        """Put a question in the prompt."""
        self.query_one(Prompt).offer(event.question)

    def action_move(self, by: int) -> None:
        """Go to another turn; after the newest comes the prompt."""
        if not self.query_one(Transcript).move_focus(by) and by > 0:
            self.query_one(Prompt).focus()

    def action_to_sources(self) -> None:
        """Go from the prompt to the first source of the newest answer; from elsewhere, to what comes next."""
        turn = self.query_one(Transcript).current
        rows = list(turn.query(CitationRow)) if turn and self.query_one(Prompt).has_focus else []
        if rows:
            rows[0].focus()
        else:
            self.focus_next()

    def action_back(self) -> None:
        """Go back to the prompt; on a narrow screen, from there hide the page."""
        prompt = self.query_one(Prompt)
        if prompt.has_focus and self.has_class("-narrow"):
            self._hide_evidence()
        prompt.focus()

    def action_stop(self) -> None:
        """Stop the question that is being answered, else those that wait, else the indexing."""
        if self._asking is not None:
            self._jobs.stop("ask")
            turn, self._asking = self._asking, None
            self._withdraw(turn)
            self._ask_next()
        elif self._waiting:
            self._withdraw(self._waiting.pop())
        elif self._jobs.stop("refresh"):
            self.query_one(IndexingBar).finish()
            self.app.notify("Indexing stopped; what was finished is kept. F5 goes on.", markup=False)
            self._after_indexing()

    def _withdraw(self, turn: TurnView) -> None:
        turn.stop()
        prompt = self.query_one(Prompt)
        if not prompt.text:
            prompt.offer(turn.question)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer "stop" only while there is something to stop."""
        if action == "stop":
            return self.busy
        return True

    @property
    def busy(self) -> bool:
        """Whether anything runs that escape would stop."""
        return self._asking is not None or bool(self._waiting) or self._jobs.running("refresh")
