"""Sets ``barking-and-dagenham-2018-digest.pdf`` from ``make_digest.toml``: ``python corpus/make_digest.py``.

Needs reportlab (a development dependency) and pypdf. The file is the same byte for byte on every run: its date is
fixed, and reportlab's invariant mode leaves out all that depends on the moment. reportlab writes no structure tree, so
paragraphs, headings and cells are drawn as marked content and pypdf adds the tree (PDF 1.7, section 14.7).
"""

import io
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab import rl_config
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TITLE, SUBTITLE, SERVICE, OVERALL = (WORDS[key] for key in ("title", "subtitle", "service", "overall"))
OUTPUT = Path(__file__).with_name("barking-and-dagenham-2018-digest.pdf")
MADE = "D:20261121000000Z"
FRONT_PAGES = 2
"""Cover; note on the digest with the contents: numbered i and ii."""

WIDTH, HEIGHT = A4
MARGIN = 24 * mm
MEASURE = WIDTH - 2 * MARGIN
INK, TEAL, PALE, RULE = HexColor("#1d2b33"), HexColor("#0f4c5c"), HexColor("#eef4f5"), HexColor("#b9c9cd")
RATING_COLOURS = {
    "Outstanding": HexColor("#1b5e20"),
    "Good": HexColor("#3c7d3f"),
    "Requires improvement": HexColor("#b45f06"),
    "Inadequate": HexColor("#9b1c1c"),
}


def _style(name: str, role: str = "P", **settings: object) -> ParagraphStyle:
    """A paragraph style; its name carries the structure role, which survives when a paragraph is split."""
    base = {"fontName": "Helvetica", "fontSize": 9.5, "leading": 13.3, "textColor": INK, "spaceAfter": 5}
    return ParagraphStyle(f"{name}:{role}", **{**base, **settings})


BODY = _style("body", allowWidows=0, allowOrphans=0)
CHAPTER = _style("chapter", "H1", fontName="Helvetica-Bold", fontSize=21, leading=26, textColor=TEAL, spaceAfter=12)
STANDARD = _style("standard", "H2", fontName="Helvetica-Bold", fontSize=12.5, leading=16, textColor=TEAL, spaceAfter=0)
SUB = _style("sub", "H3", fontName="Helvetica-Bold", fontSize=10, leading=14, spaceBefore=4, spaceAfter=2,
             keepWithNext=1)
SUMMARY = _style("summary", "H2", fontName="Helvetica-Bold", fontSize=10, leading=14, textColor=TEAL, spaceBefore=4,
                 spaceAfter=2, keepWithNext=1)
ITEM = _style("item", "LI", leftIndent=14, bulletIndent=3, spaceAfter=3)
NUMBERED = _style("numbered", "LI", leftIndent=18, bulletIndent=2, spaceAfter=5)
NOTE = _style("note", "Note", fontName="Helvetica-Oblique", fontSize=9.2, leading=13.4, backColor=PALE,
              borderPadding=(5, 7, 6, 7), leftIndent=12, rightIndent=8, spaceBefore=6, spaceAfter=13)
CELL = _style("cell", "TD", fontSize=8.8, leading=11.4, spaceAfter=0)
LINK = _style("link", "TD", fontSize=7.7, leading=12, spaceAfter=0)
"""Small enough for the longest address to stand on one line, whole."""
HEAD = _style("head", "TH", fontName="Helvetica-Bold", fontSize=8.6, leading=11.5, textColor=white, spaceAfter=0)
GROUP = _style("group", "TH", fontName="Helvetica-Bold", fontSize=9.2, leading=12, textColor=TEAL, spaceAfter=0)
CHIP = _style("chip", "TD", fontName="Helvetica-Bold", fontSize=9, leading=12, textColor=white, spaceAfter=0,
              alignment=1)
CONTENTS = [
    ParagraphStyle("contents0", fontName="Helvetica-Bold", fontSize=10, leading=13.4, spaceBefore=2, textColor=INK),
    ParagraphStyle("contents1", fontName="Helvetica", fontSize=9.2, leading=12.4, leftIndent=14, textColor=INK),
]


@dataclass
class Element:
    """One element of the structure tree: either a group of elements or one stretch of marked content."""

    role: str
    page: int = 0
    mark: int = -1
    children: list["Element"] = field(default_factory=list)


class Text(Paragraph):
    """A paragraph drawn as marked content."""

    def draw(self) -> None:
        role = self.style.name.rpartition(":")[2]
        self.canv._code.append(f"/{role} <</MCID {self.canv._doctemplate.mark(role)}>> BDC")
        super().draw()
        self.canv._code.append("EMC")


class Grid(Table):
    """A table whose cells are ``Text``; each drawn row becomes a TR of the structure tree."""

    def draw(self) -> None:
        document, self._row_at = self.canv._doctemplate, None
        document.open("Table")
        super().draw()
        document.close("Table")

    def _drawCell(self, value: object, style: object, position: tuple[float, float], size: object) -> None:
        document = self.canv._doctemplate
        if position[1] != self._row_at:
            self._row_at = position[1]
            document.close("TR")
            document.open("TR")
        super()._drawCell(value, style, position, size)


class Digest(BaseDocTemplate):
    """The document: page templates, contents, bookmarks, page labels, and the record of marked content."""

    def __init__(self, target: io.BytesIO) -> None:
        super().__init__(target, pagesize=A4, invariant=1, lang="en-GB", pageCompression=1)
        frame = Frame(MARGIN, 19 * mm, MEASURE, HEIGHT - 42 * mm, leftPadding=0, rightPadding=0)
        self.addPageTemplates([
            PageTemplate("cover", [Frame(MARGIN, 24 * mm, MEASURE, HEIGHT - 92 * mm, leftPadding=0, rightPadding=0)],
                         onPage=_draw_cover),
            PageTemplate("page", [frame], onPageEnd=_draw_furniture),
        ])

    def beforeDocument(self) -> None:
        """Starts each pass afresh: the contents need two."""
        self.chapter, self.depth, self.tree, self.marks = "", -1, [Element("Document")], {}

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enters a heading in the bookmarks and, if it is a chapter or a standard, in the contents."""
        entry = getattr(flowable, "entry", None)
        if entry is None:
            return
        level, title = entry
        if level == 0:
            self.chapter = title
        self.depth = min(level, self.depth + 1)
        key = f"{self.page}-{level}-{title}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(title, key, self.depth, closed=self.depth > 0)
        if (level == 0 or title[0].isdigit()) and self.page > FRONT_PAGES:
            self.notify("TOCEntry", (level, title, self.page - FRONT_PAGES, key))

    def open(self, role: str) -> None:
        """Opens a group of the structure tree."""
        element = Element(role)
        self.tree[-1].children.append(element)
        self.tree.append(element)

    def close(self, role: str) -> None:
        """Closes groups up to and including the innermost one of this role, if one is open below the last table."""
        open_roles = [element.role for element in self.tree]
        last_table = max((i for i, r in enumerate(open_roles) if r == "Table"), default=0)
        if role in open_roles[last_table:]:
            del self.tree[last_table + open_roles[last_table:].index(role):]

    def mark(self, role: str) -> int:
        """Records a stretch of marked content; returns its number on the page."""
        number = self.marks.get(self.page, 0)
        self.marks[self.page] = number + 1
        parent = self.tree[-1]
        if role == "LI":
            if not parent.children or parent.children[-1].role != "L":
                parent.children.append(Element("L"))
            parent = parent.children[-1]
        parent.children.append(Element(role, self.page, number))
        return number


def _draw_cover(canvas: Canvas, document: Digest) -> None:
    canvas._code.append("/Artifact BMC")
    canvas.setFillColor(TEAL)
    canvas.rect(0, HEIGHT - 58 * mm, WIDTH, 58 * mm, stroke=0, fill=1)
    canvas.setFillColor(RATING_COLOURS[OVERALL])
    canvas.rect(0, HEIGHT - 60.5 * mm, WIDTH, 2.5 * mm, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont("Helvetica-Bold", 30)
    canvas.drawString(MARGIN, HEIGHT - 34 * mm, "Digest")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(MARGIN, HEIGHT - 43 * mm, "not the report itself: what it digests is named below")
    canvas._code.append("EMC")
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    canvas.addPageLabel(FRONT_PAGES, style="ARABIC", start=1)
    canvas.showOutline()


def _draw_furniture(canvas: Canvas, document: Digest) -> None:
    number = document.page
    label = ("i", "ii")[number - 1] if number <= FRONT_PAGES else str(number - FRONT_PAGES)
    canvas._code.append("/Artifact <</Type /Pagination>> BDC")
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, HEIGHT - 19 * mm, WIDTH - MARGIN, HEIGHT - 19 * mm)
    canvas.line(MARGIN, 17 * mm, WIDTH - MARGIN, 17 * mm)
    canvas.setFillColor(HexColor("#5b6b72"))
    canvas.setFont("Helvetica", 8)
    canvas.drawString(MARGIN, HEIGHT - 16.5 * mm, f"{TITLE}: digest")
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 16.5 * mm, document.chapter)
    canvas.drawString(MARGIN, 12.5 * mm,
                      "yosqa project: digest of a report by HM Inspectorate of Probation, December 2018")
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawRightString(WIDTH - MARGIN, 12.5 * mm, label)
    canvas._code.append("EMC")


def _padding(top: float, bottom: float, align: str = "MIDDLE") -> list[tuple[object, ...]]:
    """Style commands for all cells of a table; distances in points."""
    everywhere = (0, 0), (-1, -1)
    return [("VALIGN", *everywhere, align), ("TOPPADDING", *everywhere, top), ("BOTTOMPADDING", *everywhere, bottom)]


def _chip(rating: str) -> list[tuple[object, ...]]:
    """Style commands that colour the second of two cells as this rating, and the first one pale."""
    return [("BACKGROUND", (0, 0), (0, 0), PALE), ("BACKGROUND", (1, 0), (1, 0), RATING_COLOURS[rating])]


def _heading(title: str, level: int, style: ParagraphStyle) -> Text:
    paragraph = Text(title, style)
    paragraph.entry = (level, title)
    return paragraph


def _chapter(title: str) -> list[Flowable]:
    return [PageBreak(), _heading(title, 0, CHAPTER)]


def _standard(line: str) -> list[Flowable]:
    """A standard's heading: its name, and its rating in a coloured chip."""
    title, rating = line.split(" | ")
    band = Grid([[Text(title, STANDARD), Text(rating, CHIP)]], [MEASURE - 46 * mm, 46 * mm], hAlign="LEFT",
                style=_chip(rating) + _padding(5, 5))
    band.entry = (1, title)
    band.keepWithNext = True
    return [CondPageBreak(45 * mm), Spacer(1, 6), band, Spacer(1, 5)]


def _flow(name: str) -> Iterator[Flowable]:
    """Sets one of the texts in light Markdown."""
    for line in filter(None, WORDS["text"][name].strip().splitlines()):
        mark, _, rest = line.partition(" ")
        if mark == "##" and "|" in rest:
            yield from _standard(rest)
        elif mark == "##":
            yield _heading(rest, 1, SUMMARY)
        elif mark == "###":
            yield CondPageBreak(26 * mm)
            yield _heading(rest, 2, SUB)
        elif mark == "-":
            yield Text(rest, ITEM, bulletText="•")
        elif mark == ">":
            yield Text(rest, NOTE)
        elif mark.rstrip(".").isdigit() and mark.endswith("."):
            yield Text(rest, NUMBERED, bulletText=mark)
        else:
            yield Text(line, BODY)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[float, ...]) -> Grid:
    """A ruled table; a row of one cell is a group heading, a cell that is a rating is coloured."""
    commands: list[tuple[object, ...]] = [
        ("BACKGROUND", (0, 0), (-1, 0), TEAL), ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 5), *_padding(2.8, 3.6),
    ]
    data: list[list[object]] = [[Text(title, HEAD) for title in head]]
    for number, row in enumerate(rows, start=1):
        if len(row) == 1:
            data.append([Text(row[0], GROUP), *[""] * (len(head) - 1)])
            commands += [("SPAN", (0, number), (-1, number)), ("BACKGROUND", (0, number), (-1, number), PALE)]
            continue
        data.append([Text(cell, CHIP if cell in RATING_COLOURS else CELL) for cell in row])
        commands += [("BACKGROUND", (column, number), (column, number), RATING_COLOURS[cell])
                     for column, cell in enumerate(row) if cell in RATING_COLOURS]
    return Grid(data, [width * MEASURE for width in widths], style=commands, repeatRows=1, hAlign="LEFT", spaceAfter=10)


def _cover() -> list[Flowable]:
    title = _style("title", "H1", fontName="Helvetica-Bold", fontSize=27, leading=33, textColor=TEAL, spaceAfter=8)
    large = _style("large", fontSize=14, leading=20, spaceAfter=20)
    small = _style("small", fontSize=10, leading=15, spaceAfter=14)
    rating = Grid([[Text("Overall rating", GROUP), Text(OVERALL, CHIP)]], [40 * mm, 56 * mm], hAlign="LEFT",
                  spaceAfter=22, style=_chip(OVERALL) + _padding(8, 8))
    rows = [[Text(name, GROUP), Text(said, LINK if said.startswith("www.") else CELL)]
            for name, said in WORDS["source"]]
    source = Grid(rows, [31 * mm, MEASURE - 31 * mm], hAlign="LEFT",
                  style=[("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE), *_padding(3, 4, "TOP")])
    return [Text(TITLE, title), Text(SUBTITLE, large), rating, Text(WORDS["statement"], small), source]


def _front() -> list[Flowable]:
    contents = TableOfContents(dotsMinLevel=0, levelStyles=CONTENTS)
    return [NextPageTemplate("page"), *_chapter("About this digest"), *_flow("reading"),
            Spacer(1, 10), _heading("Contents", 0, CHAPTER), contents]


def _ratings() -> list[Flowable]:
    rows: list[Sequence[str]] = []
    for domain in WORDS["domain"]:
        rows.append((f"Domain {domain['number']}: {domain['name']}",))
        rows += [(f"{standard} {name}", questions, lowest, rating)
                 for standard, name, questions, lowest, rating in domain["standards"]]
    rows += [("Overall",), (SERVICE, "37", "–", OVERALL)]
    return [*_chapter("Ratings"), *_flow("ratings_note"),
            _table(("Standard", "Key questions", "Lowest", "Rating"), rows, (0.47, 0.15, 0.11, 0.27))]


def _facts() -> list[Flowable]:
    headline = [(name, f"<b>{local}</b>", national, period) for name, local, national, period in WORDS["headline"]]
    return [
        *_chapter("Key facts"), *_flow("facts_note"),
        _heading("Entering the system and reoffending", 2, SUB),
        _table(("Measure", "Barking and Dagenham", "England and Wales", "Period"), headline, (0.36, 0.2, 0.18, 0.26)),
        _heading("Population", 2, SUB),
        _table(("Group", "Number", "Source"), WORDS["population"], (0.5, 0.2, 0.3)),
        _heading("Who the service works with", 2, SUB),
        _table(("Share of the caseload", "Barking and Dagenham", "National average"), WORDS["caseload"],
               (0.5, 0.25, 0.25)),
        *_flow("facts_sources"),
    ]


def _annex() -> list[Flowable]:
    flowables = [*_chapter("Annex B: key questions"), *_flow("annex_note")]
    for domain in WORDS["domain"]:
        rows: list[Sequence[str]] = []
        for standard in WORDS["standard"]:
            if standard["number"].startswith(domain["number"]):
                rows.append((f"{standard['number']} {standard['name']}: {standard['rating']}",))
                rows += [(key, question, share or "–") for key, question, share in standard["questions"]]
        flowables += [CondPageBreak(110 * mm), _heading(domain["name"], 2, SUB),
                      _table(("No.", "Key question", "Yes"), rows, (0.12, 0.73, 0.15))]
    return flowables


def _story() -> list[Flowable]:
    terms = [(f"<b>{term}</b>", meaning) for term, meaning in WORDS["glossary"]]
    return [
        *_cover(), *_front(),
        *_chapter("Overall findings"), *_flow("findings"), *_ratings(),
        *_chapter("Recommendations"), *_flow("recommendations"),
        *_chapter("Background"), *_flow("background"), *_facts(),
        *_chapter("1. Organisational delivery"), *_flow("delivery"),
        *_chapter("2. Court disposals"), *_flow("court"),
        *_chapter("3. Out-of-court disposals"), *_flow("out_of_court"),
        *_chapter("Annex A: how the inspection was done"), *_flow("method"), *_annex(),
        *_chapter("Annex C: glossary"), _table(("Term", "Meaning"), terms, (0.26, 0.74)),
    ]


def _add_structure(writer: PdfWriter, document: Element) -> None:
    """Writes the structure tree, and for each page the elements that its marked content belongs to."""
    parents: dict[int, dict[int, object]] = {}

    def add(element: Element, parent: object) -> object:
        entry = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"),
                                  NameObject("/S"): NameObject(f"/{element.role}"), NameObject("/P"): parent})
        reference = writer._add_object(entry)
        if element.mark >= 0:
            entry[NameObject("/Pg")] = writer.pages[element.page - 1].indirect_reference
            entry[NameObject("/K")] = NumberObject(element.mark)
            parents.setdefault(element.page - 1, {})[element.mark] = reference
        else:
            entry[NameObject("/K")] = ArrayObject(add(child, reference) for child in element.children)
        return reference

    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    root_reference = writer._add_object(root)
    root[NameObject("/K")] = add(document, root_reference)
    numbers = ArrayObject()
    for page, marks in sorted(parents.items()):
        writer.pages[page][NameObject("/StructParents")] = NumberObject(page)
        numbers += [NumberObject(page), ArrayObject(marks[mark] for mark in sorted(marks))]
    root[NameObject("/ParentTree")] = writer._add_object(DictionaryObject({NameObject("/Nums"): numbers}))
    root[NameObject("/RoleMap")] = DictionaryObject({NameObject("/Note"): NameObject("/P")})
    writer.root_object[NameObject("/StructTreeRoot")] = root_reference
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")


def make() -> bytes:
    """The digest as a PDF file.

    Raises:
        ValueError: The front matter no longer takes ``FRONT_PAGES`` pages, so page labels would be wrong.
    """
    rl_config.useA85 = 0
    drawn = io.BytesIO()
    document = Digest(drawn)
    document.multiBuild(_story())
    writer = PdfWriter(clone_from=PdfReader(drawn))
    if not writer.pages[FRONT_PAGES].extract_text().lstrip().startswith("Overall findings"):
        front = next(n for n, page in enumerate(writer.pages) if "rated youth offending work" in page.extract_text())
        raise ValueError(f"The front matter takes {front} pages, not {FRONT_PAGES}.")
    _add_structure(writer, document.tree[0])
    writer.add_metadata({
        "/Title": f"{TITLE}: {SUBTITLE[0].lower()}{SUBTITLE[1:]}",
        "/Author": "yosqa project",
        "/Subject": "Digest of an inspection report by HM Inspectorate of Probation, December 2018",
        "/Keywords": f"digest, inspection, youth offending, {SERVICE}",
        "/CreationDate": MADE, "/ModDate": MADE, "/Creator": "corpus/make_digest.py", "/Producer": "reportlab, pypdf",
    })
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


if __name__ == "__main__":
    OUTPUT.write_bytes(make())
