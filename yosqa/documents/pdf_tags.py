"""What a tagged PDF says itself of its parts: headings and list items (PDF 32000-1, section 14.8)."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_HEADING = re.compile(r"H([1-6])")
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


def tags_of(page: pypdfium2.PdfPage) -> dict[int, Tag]:
    """Headings and list items of a page of a tagged document, by marked-content id."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        tags: dict[int, Tag] = {}
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            if child := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
                _collect(child, tags, NO_TAG, 0)
        return tags
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def tag_of_untagged(item: pdfium.FPDF_PAGEOBJECT) -> Tag:
    """What is said of an object that stands in no tag: it may be marked as an artifact."""
    for index in range(max(pdfium.FPDFPageObj_CountMarks(item), 0)):
        if _mark_name(pdfium.FPDFPageObj_GetMark(item, index)) == "Artifact":
            return _ARTIFACT
    return NO_TAG


def _collect(element: pdfium.FPDF_STRUCTELEMENT, tags: dict[int, Tag], inherited: Tag, depth: int) -> None:
    if depth > _DEEPEST:
        return
    kind = _kind(element)
    heading = _HEADING.fullmatch(kind)
    tag = Tag(heading=int(heading[1])) if heading else inherited
    known = len(tags)
    for index in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if content >= 0:
            tags[content] = tag
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
            _collect(child, tags, tag, depth + 1)
    if kind == "LI" and len(tags) > known and _begins_here(element, depth):
        first = next(iter(list(tags)[known:]))
        tags[first] = Tag(tags[first].heading, item=True)


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


def _kind(element: pdfium.FPDF_STRUCTELEMENT) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, len(buffer))
    return buffer.raw[: max(min(length, len(buffer)) - 2, 0)].decode("utf-16-le", "replace")
