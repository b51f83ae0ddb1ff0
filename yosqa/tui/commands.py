"""Documents and past questions in the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from yosqa.tui import phrases
from yosqa.tui.messages import QuestionOffered
from yosqa.tui.text import drawable

if TYPE_CHECKING:
    from yosqa.tui.app import ChatApp


class CorpusCommands(Provider):
    """Opens documents and brings back questions by a few letters of them."""

    async def search(self, query: str) -> Hits:
        """Find documents by title, place or file, and past questions by their words."""
        matcher = self.matcher(query)
        for text, help_text, run in self._commands():
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), run, help=help_text)

    async def discover(self) -> Hits:
        """Offer the newest questions before anything is typed."""
        past = self._chat_app.chat.past.questions
        for question in reversed(past[-3:]):
            yield DiscoveryHit(drawable(question), self._offer(question), help="Asked before")

    @property
    def _chat_app(self) -> ChatApp:
        return cast("ChatApp", self.app)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        chat = self._chat_app.chat
        for document in chat.documents.values():
            text = drawable(f"Open {document.title} ({document.path})")
            yield text, drawable(phrases.describe(document)), partial(chat.show_document, document.id)
        for question in reversed(chat.past.questions):
            yield drawable(question), "Asked before", self._offer(question)

    def _offer(self, question: str) -> Callable[[], object]:
        return partial(self._chat_app.chat.offer, QuestionOffered(question))
