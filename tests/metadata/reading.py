"""Reads the metadata of a text or an extraction."""

from __future__ import annotations

from yosqa.documents.lines import plain_page
from yosqa.metadata import describe
from yosqa.model import Extraction, Metadata
from yosqa.structure import blocks


def of_text(text: str, path: str = "document.txt", **overrides: str) -> Metadata:
    return of(Extraction("text/plain", (plain_page(1, text),)), path, **overrides)


def of(extraction: Extraction, path: str = "document.pdf", **overrides: str) -> Metadata:
    return describe(path, extraction, blocks(extraction), overrides).metadata
