"""Drawing text of the corpus: exactly, safely, and with marks at exact places.

A document may hold anything: markup, escape sequences that would drive the terminal, characters that reverse a line.
Every function here keeps the number of characters, so offsets into a page's text are offsets into what is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from textual.content import Content

MUTED = "$foreground 60%"
"""Style of what is not the document's own words."""
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_ITEM_MARK = re.compile(r"\s*(?:[•●▪◦‣·*–—-]\s|\(?[0-9ivxa-z]{1,3}[.)]\s)")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"')\]”’]*\s*$")
_FULL, _NEARLY_FULL = 0.6, 0.85
"""A line of this share of the page's ordinary long lines was broken by the layout, not by its author; the next line
must go on in lower case, or the line must be nearly full."""


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


def unwrap(text: str) -> str:
    """Turn line breaks that a page's layout made inside a sentence into spaces, one for one.

    Printed lines are wider than a pane beside the transcript; without this every second line would be a stump.
    A break stays where the line is short, ends a sentence, or the next line starts a list item, a figure or a gap.
    """
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if len(line) > 20)
    if not lengths:
        return text
    usual = lengths[int(len(lengths) * 0.9)]
    joined = [lines[0]]
    for line, following in pairwise(lines):
        nearly_full = len(line) >= usual * _NEARLY_FULL
        prose = len(line) >= usual * _FULL and "\t" not in line and "   " not in line
        goes_on = bool(_FIRST_LETTER.match(following[:1])) and not _ITEM_MARK.match(following)
        ends = following[:1].isupper() or _ENDS_SENTENCE.search(line)
        soft = prose and goes_on and (nearly_full or not ends)
        joined.append(" " if soft else "\n")
        joined.append(following)
    return "".join(joined)


def verbatim(text: str) -> Content:
    """Make drawable content of corpus text; nothing in it is read as markup."""
    return Content(drawable(text), strip_control_codes=False)


def marked(text: str, style: str, ranges: Iterable[tuple[int, int]]) -> Content:
    """Make drawable content of corpus text with a style laid over the given half-open ranges."""
    content = verbatim(text)
    for start, end in ranges:
        content = content.stylize(style, start, end)
    return content
