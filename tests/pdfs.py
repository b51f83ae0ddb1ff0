"""Real PDFs for tests, drawn by reportlab: text at given places, in given sizes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdf import PdfWriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Text:
    """A piece of text, drawn in one go."""

    text: str
    x: float = 72
    top: float = 100
    """Distance of its base line from the upper edge."""
    size: float = 11
    bold: bool = False


def paragraph(lines: Sequence[str], *, x: float = 72, top: float = 100, size: float = 11) -> list[Text]:
    """Lines below each other."""
    return [Text(line, x, top + number * 1.3 * size, size) for number, line in enumerate(lines)]


def write_pdf(
    path: Path,
    pages: Sequence[Sequence[Text]],
    *,
    title: str = "",
    author: str = "",
    outline: Sequence[tuple[str, int]] = (),
    labels: Sequence[tuple[int, str, int]] = (),
    rotation: int = 0,
    password: str | None = None,
) -> Path:
    """Write a PDF.

    Args:
        path: Where to.
        pages: The texts of each page, in the order in which the file holds them.
        title: Document property.
        author: Document property.
        outline: Title and page (from 1) of each bookmark.
        labels: From which page (from 1), in which style ("ARABIC", "ROMAN_LOWER"), from which number.
        rotation: Degrees by which every page is turned when it is shown.
        password: Encrypts the file; the empty string needs no password to open.
    """
    encryption = None if password is None else StandardEncryption(password, ownerPassword="owner", strength=128)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=encryption, invariant=True)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for first, style, number in labels:
        canvas.addPageLabel(first - 1, style=style, start=number)
    for number, texts in enumerate(pages, 1):
        for entry, page in outline:
            if page == number:
                canvas.bookmarkPage(entry)
                canvas.addOutlineEntry(entry, entry)
        for text in texts:
            canvas.setFont("Helvetica-Bold" if text.bold else "Helvetica", text.size)
            canvas.drawString(text.x, HEIGHT - text.top, text.text)
        canvas.showPage()
    canvas.save()
    if rotation:
        writer = PdfWriter(clone_from=path)
        for page in writer.pages:
            page.rotate(rotation)
        writer.write(path)
    return path


def write_scan(path: Path, source: Path, *, scanned: Sequence[int]) -> Path:
    """Write a PDF of which some pages (from 1) are only pictures of those of another."""
    with closing(pypdfium2.PdfDocument(source)) as document:
        canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=True)
        for number, page in enumerate(document, 1):
            if number in scanned:
                picture = page.render(scale=150 / 72, grayscale=True).to_pil()
                canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
            else:
                canvas.drawString(72, 700, page.get_textpage().get_text_range())
            canvas.showPage()
        canvas.save()
    return path
