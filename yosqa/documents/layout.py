"""From one PDF page to its text in reading order, with the place and look of each line."""

from __future__ import annotations

import ctypes
import math
import re

import pypdfium2
import pypdfium2.raw as pdfium

from yosqa.model import Line, Page, PageLayout

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_BREAK = "\r\n"
_BROKEN_WORD = "\ufffe"
"""PDFium's sign for a hyphen at the end of a line, after which it leaves the line break out."""


def read_page(document: pypdfium2.PdfDocument, index: int, label: str) -> PageLayout:
    """Read page ``index`` (from 0).

    Raises:
        pypdfium2.PdfiumError: The page is damaged.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _Reader(page, textpage).layout(index + 1, label)
        finally:
            textpage.close()
    finally:
        page.close()


def plain_page(number: int, label: str, text: str) -> PageLayout:
    """A page of which only the text is known."""
    text = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    lines = []
    start = 0
    for line in text.split("\n"):
        if line:
            lines.append(Line(start, start + len(line)))
        start += len(line) + 1
    return PageLayout(Page(number, label, text), tuple(lines))


class _Reader:
    """Reads the lines of one page; distances come out in points from the left and top edge of the page as shown."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> None:
        self._page = page
        self._textpage = textpage
        self._width, self._height = page.get_size()
        self._rotation = page.get_rotation()
        self._box = page.get_bbox()
        self._fonts: dict[int, bool] = {}

    def layout(self, number: int, label: str) -> PageLayout:
        texts: list[str] = []
        lines: list[Line] = []
        start = 0
        for first, text in self._runs():
            line = self._line(first, text, start)
            lines.append(line)
            texts.append(text)
            start = line.end + 1
        return PageLayout(Page(number, label, "\n".join(texts)), tuple(lines), self._width, self._height)

    def _runs(self) -> list[tuple[int, str]]:
        """The lines that are not blank: index of the first character, and text."""
        whole = self._textpage.get_text_range()
        runs = []
        at = 0
        for raw in whole.split(_BREAK):
            for piece in raw.replace(_BROKEN_WORD, "-" + _BROKEN_WORD).split(_BROKEN_WORD):
                text = piece.strip()
                if text:
                    runs.append((at + piece.index(text), text))
                at += len(piece)
            at += len(_BREAK)
        return runs

    def _line(self, first: int, text: str, start: int) -> Line:
        count = len(text)
        middle = first + count // 2
        left, top = self._corner(first)
        size, bold = self._look(middle)
        if bold and not (self._look(first)[1] and self._look(first + count - 1)[1]):
            bold = False
        return Line(start, start + count, x=left, top=top, size=size, bold=bold)

    def _look(self, index: int) -> tuple[float, bool]:
        textpage = self._textpage.raw
        size = pdfium.FPDFText_GetFontSize(textpage, index)
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(textpage, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        return round(size, 1), self._is_bold(index)

    def _is_bold(self, index: int) -> bool:
        item = pdfium.FPDFText_GetTextObject(self._textpage.raw, index)
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            self._fonts[address] = bool(_BOLD.search(name.value.decode("latin-1")))
        return self._fonts[address]

    def _corner(self, index: int) -> tuple[float, float]:
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self._textpage.raw, index, box):
            return 0.0, 0.0
        x0, y0, x1, y1 = self._box
        if self._rotation == 90:
            x, y = box.bottom - y0, box.left - x0
        elif self._rotation == 180:
            x, y = x1 - box.right, box.bottom - y0
        elif self._rotation == 270:
            x, y = y1 - box.top, x1 - box.right
        else:
            x, y = box.left - x0, y1 - box.top
        return round(x, 1), round(y, 1)
