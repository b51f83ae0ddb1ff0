"""Plain text, and what the bytes of any text file mean. A form feed ends a page."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from yosqa.documents.lines import plain_page
from yosqa.model import Extraction

MEDIA_TYPE = "text/plain"
_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AS_BROWSERS_DO = {"ascii": "cp1252", "iso8859-1": "cp1252"}
"""What is declared as one of these is Windows-1252."""
_FOREIGN = "It was read as Windows-1252, but its letters make no English. Save it anew as UTF-8 and add that."
_SEVEN_BIT = re.compile(r"iso-?2022|utf-?7\b|hz\b", re.I)
"""Encodings that write other letters in ASCII, so that their text would pass for UTF-8."""


def load(data: bytes) -> Extraction:
    """Read a text file."""
    text, problems = decode(data)
    pages = tuple(plain_page(number, page) for number, page in enumerate(text.split("\f"), 1))
    return Extraction(media_type=MEDIA_TYPE, pages=pages, problems=problems)


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text.

    UTF-16 by its mark or its zeros; else as declared, where that writes all in ASCII; else UTF-8, also where fewer
    characters are damaged than whole; else as declared; else Windows-1252, which is what English text that is not UTF-8
    is. A guess by frequency would make "Ł48" of "£48".

    Args:
        data: The whole text.
        declared: The encoding that it is said to have.

    Returns:
        The text, and a sentence for the receipt when not all of it could be read.
    """
    encoding = wide(data) or "utf-8-sig"
    if encoding == "utf-8-sig" and data.isascii() and _SEVEN_BIT.match(declared):
        with suppress(LookupError, ValueError):
            return data.decode(declared), ()
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if encoding != "utf-8-sig" or beyond_ascii > 2 * damaged:
        return text, (_complaint(damaged),)
    with suppress(LookupError, ValueError):  # no such encoding, or not this one
        name = codecs.lookup(declared).name
        return data.decode(_AS_BROWSERS_DO.get(name, name)), ()
    text = data.decode("cp1252", "replace")
    damaged = text.count("\ufffd")
    if _is_foreign(text):
        return text, (_FOREIGN,)
    return text, (_complaint(damaged),) if damaged else ()


def _is_foreign(text: str) -> bool:
    """Whether most letters are none of English, so that the bytes meant others."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(map(str.isascii, letters)) < len(letters)


def wide(data: bytes) -> str:
    """The encoding of text of two or four bytes a character; empty for other data.

    Without a mark, UTF-16 is known by its zeros: of Latin text every other byte is one.
    """
    head = data[:_HEAD]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > 0.4 * len(head) / 2:
            return encoding
    return ""


def _complaint(damaged: int) -> str:
    return f"Characters in it that cannot be read: {damaged}, shown as \ufffd. Save it anew as UTF-8 and add that."
