"""One turn of the conversation: a question and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from yosqa.errors import YosqaError
from yosqa.grounding import flat
from yosqa.model import Answer, Citation
from yosqa.tui import answer as drawing
from yosqa.tui import phrases
from yosqa.tui.citation import CitationRow
from yosqa.tui.messages import QuestionOffered
from yosqa.tui.text import verbatim

_BRIEF_FROM = 4
"""From this many sources on, each takes one line, and neighbours from one page share it."""
_LIST_FROM = 4
"""From this many statements on, they stand as a list without gaps."""


class TurnState(StrEnum):
    """Where a question stands; also a CSS class, ``-waiting`` and so on."""

    WAITING = "waiting"
    RUNNING = "running"
    ANSWERED = "answered"
    ABSTAINED = "abstained"
    STOPPED = "stopped"
    FAILED = "failed"


class TurnView(Vertical, can_focus=True):
    """A question, then its answer with the sources, its refusal with the nearest passages, or its error."""

    BINDING_GROUP_TITLE = "Turn"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask_again", "Edit question", id="turn.edit", tooltip="Put this question in the prompt"),
    ]
    DEFAULT_CSS = """
    TurnView {
        height: auto;
        max-width: 110;
        padding: 0 1 0 0;
        margin: 0 0 1 0;
        & > .question {
            border-left: outer $primary 60%;
            padding: 0 1;
            text-style: bold;
            color: $text-primary;
        }
        &:focus > .question { border-left: outer $primary; background: $primary 15%; }
        & > .status { color: $text-muted; padding: 0 2; }
        & > .understood { padding: 0 2; }
        & > .statement, & > .reason { padding: 0 2; margin: 1 0 0 0; }
        & > .statement { link-color: $text-primary; link-style: bold; }
        & > .-item { margin: 0; }
        & > .verdict { padding: 0 2; margin: 1 0 0 0; }
        & > .sources { height: auto; margin: 1 0 0 0; padding: 0 0 0 1; }
        & .nearest { color: $text-muted; text-style: italic; padding: 0 1; }
        & .passage { color: $foreground 80%; padding: 0 0 0 6; }
        & > .error { margin: 1 0 0 2; border-left: outer $error; padding: 0 1; }
    }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.answer: Answer | None = None
        self.state = TurnState.WAITING

    def compose(self) -> ComposeResult:
        """Lay out the question and the line that says what is going on."""
        yield Static(verbatim(self.question), classes="question")
        yield Static(classes="status", markup=False)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources shown, nearest passages included."""
        return (*self.answer.citations, *self.answer.nearest) if self.answer else ()

    def citation(self, marker: int) -> Citation | None:
        """Give the source with a marker."""
        return next((citation for citation in self.citations if citation.marker == marker), None)

    def wait(self, status: str) -> None:
        """Say what the question waits for."""
        self._enter(TurnState.WAITING, status)

    def run(self) -> None:
        """Say that the question is being answered."""
        self._enter(TurnState.RUNNING, "Searching the documents… esc stops")

    def stop(self) -> None:
        """Say that the user stopped the question."""
        self._enter(TurnState.STOPPED, "Stopped.")

    def fail(self, error: YosqaError) -> None:
        """Show an error with its remedy."""
        self._enter(TurnState.FAILED, "")
        message = Content.assemble((f"{error.message}\n", "bold"), error.hint) if error.hint else Content(error.message)
        self.mount(Static(message, classes="error"))

    def succeed(self, answer: Answer) -> None:
        """Show an answer, or an abstention."""
        self.answer = answer
        self._enter(TurnState.ABSTAINED if answer.abstained else TurnState.ANSWERED, "")
        self.mount(*self._body(answer))

    def action_ask_again(self) -> None:
        """Put the question in the prompt."""
        self.post_message(QuestionOffered(self.question))

    def _enter(self, state: TurnState, status: str) -> None:
        self.set_class(False, *(f"-{other}" for other in TurnState))
        self.add_class(f"-{state}")
        self.state = state
        line = self.query_one(".status", Static)
        line.update(status)
        line.display = bool(status)

    def _body(self, answer: Answer) -> ComposeResult:
        if (understood := drawing.understood(answer)) is not None:
            yield Static(understood, classes="understood")
        if answer.abstained:
            yield Static(drawing.verdict(answer), classes="verdict")
            yield Static(drawing.reason(answer), classes="reason")
            yield from self._nearest(answer)
            return
        by_marker = {citation.marker: citation for citation in answer.citations}
        for position, said in enumerate(answer.statements):
            item = position > 0 and len(answer.statements) >= _LIST_FROM
            yield Static(drawing.statement(said, by_marker), classes="statement -item" if item else "statement")
        if answer.coverage:
            yield Static(drawing.coverage(answer), classes="statement")
        yield Static(drawing.verdict(answer), classes="verdict")
        yield Vertical(*self._sources(answer.citations), classes="sources")

    @staticmethod
    def _sources(citations: tuple[Citation, ...]) -> Iterator[CitationRow]:
        if len(citations) < _BRIEF_FROM:
            yield from (CitationRow(citation, brief=False) for citation in citations)
            return
        for _, of_one_page in groupby(citations, key=lambda citation: (citation.document_id, citation.page)):
            yield CitationRow(*of_one_page, brief=True)

    @staticmethod
    def _nearest(answer: Answer) -> ComposeResult:
        if not answer.nearest:
            return
        said = "Where it says so:" if answer.corrects else "Nearest passages, which do not answer it:"
        rows: list[Static] = [Static(said, classes="nearest")]
        for citation in answer.nearest:
            passage = phrases.shortened(flat(citation.quote))
            rows += [CitationRow(citation, brief=False), Static(verbatim(passage), classes="passage")]
        yield Vertical(*rows, classes="sources")
