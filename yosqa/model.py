"""The vocabulary: what yosqa reads, keeps and says, as frozen values.

Everything here is plain data built from the standard library, so every other module may import it. Three rules hold
throughout:

* ``Page.text`` is stored once, when a document is read, and is never changed again. Every ``start`` and ``end`` in the
  program is a half-open range of characters (Python string offsets) of one page's text.
* A quotation is ``page.text[start:end]``, byte for byte. Nothing is trimmed, joined or re-normalised afterwards.
* Identifiers are made from content, never from a position in a list, so they survive any change to the other documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of document it is."""

    REPORT = "report"
    """An inspection report by one inspectorate on one area or service."""
    JOINT = "joint inspection"
    """A report written by several inspectorates together."""
    THEMATIC = "thematic report"
    ANNUAL = "annual report"
    RELEASE = "release"
    """A press release of an inspectorate, a council or another body."""
    NEWS = "news"
    REGISTER = "register"
    """A table of facts about many services."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of one page's text."""

    page: int
    """Page number, from 1."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page as the loader found it, with what is known of its look.

    Distances are points (1/72 inch) from the page's left and top edges; 0 where the format has no layout.
    """

    start: int
    end: int
    """End of the line's text in ``Page.text``, its newline left out."""
    x: float = 0.0
    top: float = 0.0
    size: float = 0.0
    """Font size in points of most of its characters."""
    bold: bool = False
    heading: int = 0
    """Heading level (1 is highest) when the format itself says so: HTML ``h2``, Markdown ``##``, PDF tags."""
    bullet: bool = False
    """True when the format itself says that a list item starts here."""
    clutter: bool = False
    """True when the format itself says that this is not content: navigation, advertisement, share buttons."""
    gaps: tuple[tuple[int, float], ...] = ()
    """Spaces inside the line that are wide enough to part table cells: (offset where text goes on, its x)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document; a format without pages has one page."""

    number: int
    """From 1, in file order."""
    label: str
    """The page number as printed ("iv", "12"); equal to ``str(number)`` when the document does not say."""
    text: str
    recognised: bool = False
    """True when the text comes from optical character recognition."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page together with its lines, in reading order."""

    page: Page
    lines: tuple[Line, ...]
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One entry of a document's own outline (PDF bookmarks)."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a loader got out of a file, before any interpretation."""

    media_type: str
    pages: tuple[PageLayout, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    """Lower-case keys as the file gives them: title, created, url, published, kind, ..."""
    outline: tuple[OutlineEntry, ...] = ()
    problems: tuple[str, ...] = ()
    """One plain sentence each: what could not be read, and what to do."""


class BlockKind(StrEnum):
    """What a stretch of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """One item of a list, its mark ("•", "3.") included in the span."""
    ROW = "row"
    """One row of a table."""
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    CONTENTS = "contents"
    """A line of a table of contents."""
    FURNITURE = "furniture"
    """Running heads, page numbers, navigation, "Most read": kept in the text, never indexed or cited."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row with the headings that give it its meaning (empty when there are none)."""

    start: int
    end: int
    column: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row ... of one page. Blocks do not overlap and stand in reading order."""

    page: int
    start: int
    end: int
    kind: BlockKind
    section: tuple[str, ...] = ()
    """The headings it stands under, outermost first; for a heading, itself last."""
    group: int = 0
    """Items of one list, or rows of one table, share a number above 0, also across pages; 0 for all else."""
    cells: tuple[Cell, ...] = ()
    continues: bool = False
    """True when it goes on the paragraph or item that the page before broke off."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.page, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document is about, as far as it is known. Dates are ISO 8601, possibly shortened: ``2018-12``."""

    title: str
    kind: Kind = Kind.OTHER
    publisher: str = ""
    places: tuple[str, ...] = ()
    """Canonical names of the authorities it is about, the main one first."""
    mentions: tuple[str, ...] = ()
    """Canonical names of further authorities that the text speaks of."""
    service: str = ""
    """The inspected service as the document calls it ("Barking and Dagenham Youth Offending Service")."""
    published: str = ""
    fieldwork_start: str = ""
    fieldwork_end: str = ""
    inspector: str = ""
    """Lead inspector."""
    framework: str = ""
    """Identifier of the inspection framework, e.g. ``hmip-youth-2018``, ``ofsted-ilacs``."""
    url: str = ""
    language: str = "en"
    sources: Mapping[str, str] = field(default_factory=dict, hash=False)
    """For each field above that is set: where it was found ("page 1", "file name", "front matter", "sidecar")."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the corpus."""

    id: str
    """First 16 hex digits of the SHA-256 of the file."""
    path: str
    """Relative to ``corpus/``, with forward slashes."""
    media_type: str
    page_count: int
    metadata: Metadata

    @property
    def title(self) -> str:
        """Its title, or its file name."""
        return self.metadata.title or self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed: neighbouring blocks of one section on one page. ``text == page.text[start:end]``."""

    id: str
    document_id: str
    page: int
    start: int
    end: int
    section: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage in a ranking, and why it stands where it does."""

    passage: Passage
    rank: int
    """From 1."""
    score: float
    """Fused score; comparable within one ranking only."""
    lexical_rank: int | None = None
    dense_rank: int | None = None
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages for one question, best first."""

    question: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation with all that a reader needs to find it again."""

    marker: int
    """From 1; written ``[1]`` in the answer."""
    document_id: str
    title: str
    path: str
    kind: Kind
    published: str
    page: int
    page_label: str
    section: str
    """Headings joined with " › "."""
    line: int
    """Line of the page's text on which the quotation starts, from 1."""
    start: int
    end: int
    quote: str
    """``page.text[start:end]``."""
    highlights: tuple[tuple[int, int], ...] = ()
    """Ranges of the page's text inside the quotation that are the short answer itself."""
    recognised: bool = False
    """True when the page's text was recognised from an image."""


class Method(StrEnum):
    """How a value was computed from the cited cells."""

    COUNT = "count"
    """The number of cited cells."""
    MEAN = "mean"
    """The arithmetic mean of the numbers in the cited cells, rounded to one decimal."""


@dataclass(frozen=True, slots=True)
class Computation:
    """A value that no document states: computed from the cells that its statement cites."""

    method: Method
    value: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the markers of the citations that carry it."""

    text: str
    """Quotations stand in “ ”, their white space as one space each; all else is context in [ ] or a computed value."""
    citations: tuple[int, ...]
    computed: Computation | None = None
    """Set when the text outside quotation marks gives a value computed from the cited cells."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one question. An abstained answer makes no statement; its citations are the nearest passages."""

    question: str
    understood_as: str
    abstained: bool
    reason: str | None
    confidence: float
    """Calibrated probability of being right, 0 to 1."""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    """For an abstained answer: the nearest passages, offered as such."""
    coverage: str = ""
    """For an answer over many documents: of how many inspections the value is known, and why not of the others."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    withheld: str = ""
    """What did not hold against its sources, when the answer, or one to a half of the question, was withheld for it."""
    corrects: bool = False
    """True where the reason says what is so in place of what the question takes for granted."""

    @property
    def why_not(self) -> str:
        """Why an abstained answer says nothing, as a sentence."""
        held = "The corpus does not hold the answer"
        opening = "The question takes something else for granted" if self.corrects else held
        return f"{opening}: {(self.reason or 'nothing in the corpus supports one').rstrip('.')}."

    @property
    def text(self) -> str:
        """What a reader sees, markers included; for an abstained answer, the reason."""
        if self.abstained:
            return self.why_not
        lines = [f"{s.text} {''.join(f'[{marker}]' for marker in s.citations)}" for s in self.statements]
        return "\n".join([*lines, f"[{self.coverage}]"] if self.coverage else lines)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job has come."""

    stage: str
    """A short phrase: "reading", "embedding", "publishing"."""
    done: int
    total: int | None
    item: str = ""
    """What is being worked on, e.g. a file's name."""
    remaining_seconds: float | None = None


class FileStatus(StrEnum):
    """What became of a file of the corpus at the last index build."""

    INDEXED = "indexed"
    DUPLICATE = "duplicate"
    """Its bytes equal those of another file, which is the one indexed."""
    EMPTY = "empty"
    """Readable, but holds no text (scanned pages, say)."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not a format yosqa reads."""


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """What became of one file: the corpus' account of it."""

    path: str
    status: FileStatus
    document_id: str = ""
    pages: int = 0
    pages_without_text: int = 0
    passages: int = 0
    tables: int = 0
    problems: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """The account of one index build."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    entries: tuple[ReceiptEntry, ...]
    """One for every file of the corpus, sorted by path."""
    seconds: float = 0.0

    @property
    def failed(self) -> tuple[ReceiptEntry, ...]:
        """The files that could not be read."""
        return tuple(entry for entry in self.entries if entry.status is FileStatus.FAILED)

    @property
    def without_text(self) -> tuple[ReceiptEntry, ...]:
        """The files in which there is nothing to read: no text, or a format that yosqa does not know."""
        return tuple(entry for entry in self.entries if entry.status in {FileStatus.EMPTY, FileStatus.SKIPPED})
