"""What a tagged PDF says itself of its parts: headings and list items (PDF 32000-1, section 14.8)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

_DEEPEST = 60
"""Deeper trees are damaged or hostile."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What is said of one stretch of marked content."""

    heading: int = 0
    """Level of the heading, from 1; 0 when it is none."""
    item: bool = False
    """True for the first stretch of a list item."""
    artifact: bool = False
    """True for running heads, page numbers and the like."""


NO_TAG = Tag()
_ARTIFACT = Tag(artifact=True)
_ITEM = "LI".encode("utf-16-le")
_HEADINGS = {f"H{level}".encode("utf-16-le"): Tag(heading=level) for level in range(1, 7)}


def tags_of(page: pypdfium2.PdfPage) -> dict[int, Tag]:
    """Headings and list items of a page of a tagged document, by marked-content id."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        walk = _Walk()
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            if child := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
                walk.collect(child, NO_TAG, 0)
        return walk.tags
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def tag_of_untagged(item: pdfium.FPDF_PAGEOBJECT) -> Tag:
    """What is said of an object that stands in no tag: it may be marked as an artifact."""
    for index in range(max(pdfium.FPDFPageObj_CountMarks(item), 0)):
        if _mark_name(pdfium.FPDFPageObj_GetMark(item, index)) == "Artifact":
            return _ARTIFACT
    return NO_TAG


class _Walk:
    """A walk through the tags of one page."""

    def __init__(self) -> None:
        self.tags: dict[int, Tag] = {}
        self._buffer = ctypes.create_string_buffer(16)

    def collect(self, element: pdfium.FPDF_STRUCTELEMENT, inherited: Tag, depth: int) -> None:
        """Take what an element says of its contents."""
        if depth > _DEEPEST:
            return
        kind = self._kind(element)
        tag = _HEADINGS.get(kind, inherited)
        known = len(self.tags)
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if content >= 0:
                self.tags[content] = tag
            elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                self.collect(child, tag, depth + 1)
        if kind == _ITEM and len(self.tags) > known and _begins_here(element, depth):
            first = next(islice(self.tags, known, None))
            self.tags[first] = replace(self.tags[first], item=True)

    def _kind(self, element: pdfium.FPDF_STRUCTELEMENT) -> bytes:
        """The element's type in UTF-16, as PDFium gives it; empty for a longer one than any that matters."""
        length = pdfium.FPDF_StructElement_GetType(element, self._buffer, len(self._buffer))
        return self._buffer.raw[: length - 2] if 2 < length <= len(self._buffer) else b""


def _begins_here(element: pdfium.FPDF_STRUCTELEMENT, depth: int) -> bool:
    """False for an element whose first content stands on an earlier page: PDFium shows nothing in its place."""
    if depth > _DEEPEST or pdfium.FPDF_StructElement_GetChildMarkedContentID(element, 0) >= 0:
        return True
    child = pdfium.FPDF_StructElement_GetChildAtIndex(element, 0)
    return bool(child) and _begins_here(child, depth + 1)


def _mark_name(mark: pdfium.FPDF_PAGEOBJECTMARK) -> str:
    buffer = (ctypes.c_ushort * 32)()
    length = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
    return bytes(buffer)[: max(min(length.value, ctypes.sizeof(buffer)) - 2, 0)].decode("utf-16-le", "replace")
