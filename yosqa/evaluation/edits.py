"""Changes to the files of a scratch copy: a quotation is found in the source, markup and line breaks aside."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

from yosqa.evaluation.variations import like

EDITABLE = frozenset({".md", ".txt", ".html", ".htm", ".csv"})
"""Formats whose files say in plain text what a reader sees."""
_BETWEEN = r"(?:\s|<[^>]*>|[*_`\\])*"
"""What may stand in the source between two words or marks that a reader sees side by side."""
_SAME = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-–—]"}


def editable(path: str) -> bool:
    """Return whether the source of a document can be changed."""
    return Path(path).suffix.lower() in EDITABLE


def replace_in_quote(file: Path, quote: str, at: tuple[int, int], value: str) -> bool:
    """Put another value in a quotation, wherever it stands in a file; return whether it stands there.

    Args:
        file: Rewritten.
        quote: As cited.
        at: What to replace, a range of ``quote``.
        value: What to put there, in the letter case of what it replaces.
    """
    start, end = at
    pattern = (
        f"({_flexible(quote[:start])}{_BETWEEN})({_flexible(quote[start:end])})(?={_BETWEEN}{_flexible(quote[end:])})"
    )
    return _rewrite(file, pattern, lambda found: found[1] + like(value, found[2]))


def delete_quote(file: Path, quote: str) -> bool:
    """Take a quotation out of a file, wherever it stands; return whether it stood there."""
    return _rewrite(file, _flexible(quote), lambda _: "")


def _rewrite(file: Path, pattern: str, change: Callable[[re.Match[str]], str]) -> bool:
    if not file.is_file():  # a member of a zip file
        return False
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    changed, count = re.subn(pattern, change, text)
    if count:
        file.write_bytes(changed.encode("utf-8", "surrogateescape"))
    return bool(count)


def _flexible(text: str) -> str:
    """Return a pattern for a text, whatever stands between its words."""
    return _BETWEEN.join(map(_word, re.findall(r"\w+|[^\w\s]", text)))


def _word(word: str) -> str:
    letters = []
    for letter in word:
        pattern = _SAME.get(letter, re.escape(letter))
        escaped = html.escape(letter)
        letters.append(f"(?:{pattern}|{re.escape(escaped)})" if escaped != letter else pattern)
    return "".join(letters)
