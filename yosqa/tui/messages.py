"""What the parts of the chat tell each other."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from yosqa.model import Citation, Progress


@dataclass
class Asked(Message):
    """The user sent what stood in the prompt."""

    text: str


@dataclass
class CitationChosen(Message):
    """The user wants to see the page that a quotation stands on."""

    citation: Citation


@dataclass
class CopyWanted(Message):
    """The user wants a quotation, with its source, on the clipboard."""

    citation: Citation


@dataclass
class QuestionOffered(Message):
    """The user wants a question in the prompt, to send or to change it."""

    question: str


@dataclass
class PageTurned(Message):
    """The user wants to see another page of the document in the evidence pane."""

    document_id: str
    number: int


@dataclass
class Indexing(Message):
    """An index build has come further; a later one makes an earlier one superfluous."""

    progress: Progress

    def can_replace(self, message: Message) -> bool:
        """Let floods of progress collapse to the newest."""
        return isinstance(message, Indexing)
