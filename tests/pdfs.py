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
        outline: Title and page (from 1) of each bookmark.
        labels: From which page (from 1), in which style ("ARABIC", "ROMAN_LOWER"), from which number.
        rotation: Degrees by which every page is turned when it is shown.
        password: Encrypts the file; the empty string needs no password to open.
    """
    encryption = None if password is None else StandardEncryption(password, ownerPassword="owner", strength=128)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=encryption, invariant=True)
    canvas.setTitle(title)
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


def write_tagged_pdf(path: Path) -> Path:
    """Write a page with a heading, a list of two items (the first of two lines) and a page number, all tagged."""
    content = b"""BT /F1 16 Tf 72 760 Td /H1 <</MCID 0>> BDC (Ratings) Tj EMC ET
BT /F1 11 Tf 72 720 Td 14 TL /LBody <</MCID 1>> BDC (First item of the list) Tj T* (goes on here) Tj EMC ET
BT /F1 11 Tf 72 680 Td /LBody <</MCID 2>> BDC (Second item) Tj EMC ET
BT /F1 9 Tf 290 30 Td /Artifact BMC (Page 1) Tj EMC ET"""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/StructParents 0"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[8 0 R 11 0 R 13 0 R]]>>/RoleMap<</Topic/H1>>>>",
        b"<</Type/StructElem/S/Document/P 6 0 R/K[8 0 R 9 0 R]>>",
        b"<</Type/StructElem/S/Topic/P 7 0 R/Pg 3 0 R/K 0>>",
        b"<</Type/StructElem/S/L/P 7 0 R/K[10 0 R 12 0 R]>>",
        b"<</Type/StructElem/S/LI/P 9 0 R/K[11 0 R]>>",
        b"<</Type/StructElem/S/LBody/P 10 0 R/Pg 3 0 R/K 1>>",
        b"<</Type/StructElem/S/LI/P 9 0 R/K[13 0 R]>>",
        b"<</Type/StructElem/S/LBody/P 12 0 R/Pg 3 0 R/K 2>>",
    ]
    file = b"%PDF-1.7\n"
    table = b"0000000000 65535 f \n"
    for number, entry in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, table, size, len(file))
    path.write_bytes(file + tail)
    return path
