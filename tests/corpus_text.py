"""The text of the shipped corpus as the loaders read it, folded so that layout, case and punctuation do not matter."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from yosqa.documents import extract

CORPUS = Path(__file__).parent.parent / "corpus"
EVAL = Path(__file__).parent.parent / "eval"
FORMATS = {".pdf", ".html", ".md", ".txt", ".csv"}


def words(text: str) -> list[str]:
    """Words and numbers, case folded; an apostrophe joins."""
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.casefold()))


def fold(text: str) -> str:
    """Words one space apart, with a space at each end, so that ``in`` compares whole words."""
    return f" {' '.join(words(text))} "


@cache
def raw_texts() -> dict[str, str]:
    """Text of each document of the shipped corpus, by file name."""
    files = sorted(file for file in CORPUS.iterdir() if file.suffix in FORMATS)
    return {file.name: "\n".join(layout.page.text for layout in extract(file).pages) for file in files}


@cache
def texts() -> dict[str, str]:
    """Folded text of each document of the shipped corpus, by file name."""
    return {name: fold(text) for name, text in raw_texts().items()}
