"""Drawing text of the corpus: exactly and safely.

A document may hold anything: markup, escape sequences that would drive the terminal, characters that reverse a line.
Every function here keeps the number of characters, so offsets into a page's text are offsets into what is drawn.
"""

from __future__ import annotations

import unicodedata

from textual.content import Content

MUTED = "$foreground 60%"
"""Style of what is not the document's own words."""


def _plain(character: str) -> str:
    """Give what is drawn for one character that a terminal or Textual would act on."""
    if character in "\n\t":
        return character
    if character in "\f\v\x85\u2028\u2029":
        return "\n"
    return " " if character in "\r\ufeff" else "\ufffd"


def drawable(text: str) -> str:
    r"""Replace characters that control the terminal, one for one.

    >>> drawable("a\x1b[31mb\r")
    'a\ufffd[31mb '
    """
    if text.isascii() and text.isprintable():
        return text
    unsafe = {c for c in set(text) if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\u00ad"}
    return text.translate({ord(c): _plain(c) for c in unsafe})


def verbatim(text: str) -> Content:
    """Make drawable content of corpus text; nothing in it is read as markup."""
    return Content(drawable(text), strip_control_codes=False)
