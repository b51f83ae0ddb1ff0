"""Help: how to ask, how to read an answer, and every key, taken from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.keys import format_key
from textual.widgets import Static

from yosqa.tui.citation import CitationRow
from yosqa.tui.evidence import Evidence
from yosqa.tui.prompt import Prompt
from yosqa.tui.turn import TurnView
from yosqa.tui.window import Window

_ABOUT = (
    (
        "Asking",
        "Write as you would to a colleague: name the place, the year or the topic as far as you know them. A question "
        "may lean on the one before: “And Barnet?”, “why?”. Type while yosqa is still reading; it answers in turn.",
    ),
    (
        "Reading an answer",
        "What stands in “ ” is quoted word for word; the short answer in it is bold. What stands in [ ] is context: "
        "the source's title, date and section. A figure like 87% says how often answers this sure are right. When "
        "the documents do not hold the answer, yosqa says so, and shows the nearest passages as what they are.",
    ),
    (
        "Checking it",
        "Each [1] is a source. Click it, or send just its number, and its page opens with the quotation marked and a "
        "bar beside its lines. Tab goes from the prompt to the sources, where enter or a number opens one.",
    ),
)


class HelpScreen(Window[None]):
    """One page to scroll."""

    HEADING = "Help"
    DEFAULT_CSS = """
    HelpScreen {
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & .heading { text-style: bold; color: $text-primary; margin: 0 1; }
        & .text { margin: 0 1 1 1; max-width: 96; }
    }
    """

    def body(self) -> ComposeResult:
        """Lay out the text, then the keys."""
        with VerticalScroll():
            for heading, text in _ABOUT:
                yield Static(heading, classes="heading", markup=False)
                yield Static(text, classes="text", markup=False)
            for title, keys in key_tables(self.app):
                yield Static(title, classes="heading", markup=False)
                yield Static(keys, classes="text", markup=False)


def key_tables(app: App[object]) -> Iterator[tuple[str, Content]]:
    """Give, for each part of the chat that has keys, its name and its table of keys."""
    from yosqa.tui.chat import ChatScreen

    parts: tuple[tuple[str, type[DOMNode]], ...] = (
        ("Everywhere", type(app)),
        ("In the chat", ChatScreen),
        ("In the prompt", Prompt),
        ("On a question", TurnView),
        ("On a source", CitationRow),
        ("On the page", Evidence),
    )
    for title, part in parts:
        rows = [(_keys(binding), binding.tooltip or binding.description) for binding in _described(part.BINDINGS)]
        width = max(len(keys) for keys, _ in rows)
        lines = [Content.assemble((keys.ljust(width + 2), "bold"), meaning) for keys, meaning in rows]
        yield title, Content("\n").join(lines)


def _described(bindings: list[BindingType]) -> Iterator[Binding]:
    return (key for key in bindings if isinstance(key, Binding) and key.description and not key.system)


def _keys(binding: Binding) -> str:
    return " or ".join(_written(key) for key in binding.key.split(","))


def _written(key: str) -> str:
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, last if len(last) > 1 and last.isalnum() else format_key(last)))
