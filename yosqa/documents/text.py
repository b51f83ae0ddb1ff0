"""Plain text in any encoding. A form feed ends a page."""

from __future__ import annotations

from yosqa.documents.lines import plain_page
from yosqa.model import Extraction

MEDIA_TYPE = "text/plain"


def load(data: bytes) -> Extraction:
    """Read a text file."""
    pages = tuple(plain_page(number, text) for number, text in enumerate(decode(data).split("\f"), 1))
    return Extraction(media_type=MEDIA_TYPE, pages=pages)


def decode(data: bytes) -> str:
    """Turn bytes into text: UTF-8 where they are, else the encoding that charset-normalizer finds likeliest."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:1_000_000]).best()
        return data.decode(best.encoding if best else "cp1252", errors="replace")
