"""What stands in the transcript before the first question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from yosqa.model import Document, Kind
from yosqa.tui import phrases
from yosqa.tui.messages import QuestionOffered
from yosqa.tui.text import verbatim

_REPORTS = {Kind.REPORT, Kind.JOINT}


def examples(documents: Sequence[Document]) -> list[str]:
    """Make up to three questions that the documents are likely to answer, from what is known about them."""
    reports = [d for d in documents if d.metadata.kind in _REPORTS and d.metadata.places]
    news = [d for d in documents if d.metadata.kind is Kind.NEWS and d.metadata.places]
    asked: list[str] = []
    if reports:
        asked.append(f"What was {reports[0].metadata.places[0]} rated overall?")
        asked.append(f"What does the report on {reports[-1].metadata.places[0]} recommend?")
    if news:
        asked.append(f"What does the news say about {news[0].metadata.places[0]}?")
    return asked


class Example(Static, can_focus=True):
    """A question to start with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "offer", "Take question", id="example.take", tooltip="Put this question in the prompt")
    ]
    DEFAULT_CSS = """
    Example {
        padding: 0 1;
        border-left: outer $primary 60%;
        margin: 0 0 1 0;
        pointer: pointer;
        &:hover { background: $boost; }
        &:focus { background: $primary 15%; border-left: outer $primary; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, question: str) -> None:
        super().__init__(verbatim(question))
        self.question = question

    def action_offer(self) -> None:
        """Put the question in the prompt."""
        self.post_message(QuestionOffered(self.question))

    def on_click(self) -> None:
        """Put the question in the prompt."""
        self.action_offer()


class Welcome(Vertical):
    """Says what yosqa does, what it has to read, and what may be asked."""

    BINDING_GROUP_TITLE = "Example question"
    DEFAULT_CSS = """
    Welcome {
        height: auto;
        max-width: 78;
        padding: 1 0;
        & > .promise { margin: 0 0 1 0; }
        & > .corpus { color: $text-muted; margin: 0 0 1 0; }
        & > #examples { height: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the promise; the rest follows once the documents are known."""
        promise = Content.assemble(
            ("Ask, and read the answer in the documents' own words.\n", "bold"),
            "Every sentence is quoted from a page that opens beside it, or yosqa says that the documents do not tell.",
        )
        yield Static(promise, classes="promise")
        yield Static("No document is indexed yet.", classes="corpus", markup=False)
        yield Vertical(id="examples")

    def show_corpus(self, documents: Sequence[Document]) -> None:
        """Say what there is to read, and offer questions."""
        kinds: dict[Kind, int] = {}
        for document in documents:
            kinds[document.metadata.kind] = kinds.get(document.metadata.kind, 0) + 1
        parts = [phrases.kind_count(kind, number) for kind, number in sorted(kinds.items(), key=lambda item: -item[1])]
        pages = phrases.count(sum(document.page_count for document in documents), "page")
        self.query_one(".corpus", Static).update(f"{', '.join(parts)} · {pages}")
        box = self.query_one("#examples", Vertical)
        box.remove_children()
        box.mount(*(Example(question) for question in examples(documents)))
