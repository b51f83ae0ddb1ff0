"""What the parts of the chat tell each other."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from yosqa.errors import YosqaError
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
class PageShown(Message):
    """The evidence pane shows a page, for a quotation on it or without one."""

    citation: Citation | None


@dataclass
class PageNotShown(Message):
    """The evidence pane could not read a page, or the quotation is not what stands on it."""

    error: YosqaError


@dataclass
class Indexing(Message):
    """An index build has come further; a later one makes an earlier one superfluous."""

    progress: Progress

    def can_replace(self, message: Message) -> bool:
        """Let floods of progress collapse to the newest."""
        return isinstance(message, Indexing)
