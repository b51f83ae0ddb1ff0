"""Drawing text of the corpus: exactly and safely.

A document may hold anything: markup, escape sequences that would drive the terminal, characters that reverse a line.
Every function here keeps the number of characters, so offsets into a page's text are offsets into what is drawn.
"""

from __future__ import annotations

from textual.content import Content

from yosqa.characters import safe

MUTED = "$foreground 60%"
"""Style of what is not the document's own words."""
_NOTHING = "\u200b"
"""A space of no width."""


def drawable(text: str) -> str:
    r"""Replace characters that control the terminal, and those that it may draw or not, one for one.

    >>> drawable("a\x1b[31mb\r")
    'a\ufffd[31mb '
    """
    return safe(text, _plain, _NOTHING)


def _plain(character: str) -> str:
    """Give what is drawn for one character that a terminal or Textual would act on."""
    if character in "\n\t":
        return character
    if character in "\f\v\x85\u2028\u2029":
        return "\n"
    return " " if character == "\r" else "\ufffd"


def verbatim(text: str) -> Content:
    """Make drawable content of corpus text; nothing in it is read as markup."""
    return Content(drawable(text), strip_control_codes=False)
