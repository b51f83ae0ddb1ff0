"""Characters that cannot be seen or that a terminal would act on, and how a text with them may be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories that could drive a terminal, end a line or be no character at all."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Set the direction of text: a line could be made to read as what it does not say."""
_BREAKS = frozenset("\ufffe\uffff")
"""What some engines leave where a word was broken at a line's end."""


def safe(text: str, unsafe: Callable[[str], str], invisible: str) -> str:
    r"""Return a text as it may be shown.

    Args:
        text: Any text.
        unsafe: Gives what is shown for a character that controls a terminal or turns the direction of text.
        invisible: Shown for one that only formats: a soft hyphen, a joiner, a space of no width.

    >>> safe("of\xadfend\u200bing\r", lambda character: "?", "")
    'offending?'
    """
    if text.isprintable():
        return text
    table = {}
    for character in set(text):
        category = unicodedata.category(character)
        if category in _CONTROLS or character in _TURNING:
            table[ord(character)] = unsafe(character)
        elif category == "Cf" or character in _BREAKS:
            table[ord(character)] = invisible
    return text.translate(table)
