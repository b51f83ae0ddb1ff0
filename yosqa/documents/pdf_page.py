"""One PDF page: its text in reading order, and the place and look of each line, by PDFium.

A call into PDFium costs about a microsecond, a page has thousands of characters: so only a few characters of each line
are asked for their look, and places come from the boxes of whole runs of text.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from yosqa.documents.lines import CONTROL
from yosqa.documents.pdf_order import Run, reading_order
from yosqa.documents.pdf_tags import NO_TAG, Tag, tag_of_untagged
from yosqa.model import Line, Page, PageLayout

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BREAK = "\r\n"
_BROKEN_WORD = "\ufffe"
"""PDFium's sign for a hyphen at the end of a line, after which it leaves the line break out."""
_CELL_GAP = 0.7
"""A space wider than this part of the line's height parts table cells; justified prose stays below."""
_FORCE_BOLD = 1 << 18
"""Bit 19 of a font's flags (PDF 32000-1, table 123)."""


class PageReader:
    """Reads one page. Distances come out in points from the left and top edge of the page as it is shown.

    Args:
        page: The page.
        textpage: Its text.
        tags: What the document's own tags say, by marked-content id; empty for an untagged document.
    """

    def __init__(
        self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, tags: Mapping[int, Tag] | None = None
    ) -> None:
        self._page = page.raw
        self._textpage = textpage.raw
        self.width, self.height = page.get_size()
        self._rotation = page.get_rotation()
        self._bounds = page.get_bbox()
        self._tags = dict(tags or {})
        self._bold: dict[int, bool] = {}

    @property
    def is_drawn(self) -> bool:
        """True when anything at all stands on the page."""
        return bool(pdfium.FPDFPage_CountObjects(self._page) > 0)

    def layout(self, number: int, label: str) -> PageLayout:
        """Make the page with its lines."""
        lines: list[Line] = []
        runs = self.runs()
        start = 0
        for run in runs:
            lines.append(self._line(run, start))
            start += len(run.text) + 1
        page = Page(number, label, "\n".join(run.text for run in runs))
        return PageLayout(page, tuple(lines), self.width, self.height)

    def runs(self) -> list[Run]:
        """The lines that are not blank, in reading order; the page's text is their texts, joined by line breaks."""
        return reading_order([self._run(first, text) for first, text in self._texts()], self.width)

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a character, as high as its font."""
        rectangle = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self._textpage, index, rectangle):
            return 0.0, 0.0, 0.0, 0.0
        return self._as_shown(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)

    def _texts(self) -> list[tuple[int, str]]:
        """Index of the first character, and text, of each line in the order of the file."""
        count = pdfium.FPDFText_CountChars(self._textpage)
        if count <= 0:
            return []
        buffer = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(self._textpage, 0, count, buffer)
        whole = CONTROL.sub(" ", bytes(memoryview(buffer)[: max(written - 1, 0)]).decode("utf-16-le", "replace"))
        found = []
        at = 0
        for line in whole.split(_BREAK):
            for piece in line.replace(_BROKEN_WORD, "-" + _BROKEN_WORD).split(_BROKEN_WORD):
                text = piece.strip()
                if text:
                    first = at + piece.index(text)
                    # The two counts differ on pages where some glyphs stand for no character.
                    if len(whole) != count:
                        first = pdfium.FPDFText_GetCharIndexFromTextIndex(self._textpage, first)
                    found.append((first, text.replace("\n", " ").replace("\r", " ")))
                at += len(piece)
            at += len(_BREAK)
        return found

    def _run(self, first: int, text: str) -> Run:
        left, top, right, bottom = self.box(first)
        height = bottom - top
        gaps: list[tuple[int, float, float]] = []
        end = left
        for box in self._boxes(first, len(text)):
            if box[0] - end > _CELL_GAP * height and end > left:
                offset = self._index_at(box) - first
                if 0 < offset < len(text):
                    gaps.append((offset, end, box[0]))
            end = max(end, box[2])
        return Run(first, text, left, top, max(right, end), bottom, tuple(gaps))

    def _boxes(self, first: int, count: int) -> list[tuple[float, float, float, float]]:
        """Boxes of the stretches of characters that the file sets in one go, in the order of the characters."""
        edges = [ctypes.c_double() for _ in range(4)]
        left, top, right, bottom = edges
        boxes = []
        for index in range(pdfium.FPDFText_CountRects(self._textpage, first, count)):
            pdfium.FPDFText_GetRect(self._textpage, index, left, top, right, bottom)
            boxes.append(self._as_shown(left.value, bottom.value, right.value, top.value))
        return boxes

    def _index_at(self, box: tuple[float, float, float, float]) -> int:
        """Index of the character at the left end of a box; negative if there is none."""
        x, y = self._as_stored(box[0] + 0.1, (box[1] + box[3]) / 2)
        index: int = pdfium.FPDFText_GetCharIndexAtPos(self._textpage, x, y, 1.0, 1.0)
        return index

    def _line(self, run: Run, start: int) -> Line:
        count = len(run.text)
        first, last = run.first, run.first + count - 1
        # Spaces that PDFium put in have no font.
        middle = first + next(at for at in range(count // 2, count) if not run.text[at].isspace())
        tag = self._tag(first) if self._tags else NO_TAG
        return Line(
            start,
            start + count,
            x=round(run.left, 1),
            top=round(run.top, 1),
            size=self._size(middle),
            bold=all(self._is_bold(index) for index in (middle, first, last)),
            heading=tag.heading,
            bullet=tag.item,
            clutter=tag.artifact,
            gaps=tuple((start + offset, round(left, 1)) for offset, _, left in run.gaps),
        )

    def _tag(self, index: int) -> Tag:
        item = pdfium.FPDFText_GetTextObject(self._textpage, index)
        if not item:
            return NO_TAG
        content = pdfium.FPDFPageObj_GetMarkedContentID(item)
        if content < 0:
            return tag_of_untagged(item)
        tag = self._tags.get(content, NO_TAG)
        if tag.item:
            # Only the first line of the item's first stretch begins it.
            self._tags[content] = replace(tag, item=False)
        return tag

    def _size(self, index: int) -> float:
        size: float = pdfium.FPDFText_GetFontSize(self._textpage, index)
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self._textpage, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        return round(size, 1)

    def _is_bold(self, index: int) -> bool:
        item = pdfium.FPDFText_GetTextObject(self._textpage, index)
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            forced = pdfium.FPDFFont_GetFlags(font) & _FORCE_BOLD
            self._bold[address] = bool(forced or _BOLD.search(name.value.decode("latin-1")))
        return self._bold[address]

    def _as_shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own coordinates as left, top, right, bottom of the page as shown."""
        x0, y0, x1, y1 = self._bounds
        if self._rotation == 90:
            return bottom - y0, left - x0, top - y0, right - x0
        if self._rotation == 180:
            return x1 - right, bottom - y0, x1 - left, top - y0
        if self._rotation == 270:
            return y1 - top, x1 - right, y1 - bottom, x1 - left
        return left - x0, y1 - top, right - x0, y1 - bottom

    def _as_stored(self, x: float, y: float) -> tuple[float, float]:
        """The reverse of ``_as_shown`` for a point."""
        x0, y0, x1, y1 = self._bounds
        if self._rotation == 90:
            return y + x0, x + y0
        if self._rotation == 180:
            return x1 - x, y + y0
        if self._rotation == 270:
            return x1 - y, y1 - x
        return x + x0, y1 - y
