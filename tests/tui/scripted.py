"""A scripted assistant over a few pages: the same methods as the real one, and gates that hold a job in the middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event

from yosqa.answering.conversation import Conversation
from yosqa.errors import Cancelled, IndexMissing, IndexUnreadable, YosqaError
from yosqa.ledger import Figure, LedgerRow
from yosqa.model import (
    Answer,
    Block,
    BlockKind,
    Citation,
    Document,
    FileStatus,
    Kind,
    Metadata,
    Page,
    Progress,
    Receipt,
    ReceiptEntry,
    Span,
    Statement,
)

PAGE = """\
2.2 Planning

Inspectors looked at whether plans were built on what was known about a
child and about the people around that child. In fourteen of the
twenty-one plans that they read this was so.

Planning was rated Requires improvement. Plans were made on time, but
too few of them said what would happen if the child's circumstances
changed or what a parent could do.

[draft] Percentages: [/b] safety 62%, wellbeing 71%
"""
"""Ends in what markup would swallow or choke on."""

REPORT = Document(
    "aaaa000011112222",
    "reports/northfield-2023.pdf",
    "application/pdf",
    3,
    Metadata(
        "Inspection of youth justice services in Northfield",
        Kind.REPORT,
        places=("Northfield",),
        published="2023-04-18",
    ),
)
NEWS = Document(
    "bbbb000011112222",
    "news/northfield.html",
    "text/html",
    1,
    Metadata("[Exclusive] Northfield youth service told to plan better", Kind.NEWS, places=("Northfield",)),
)
PAGES = {
    (REPORT.id, 1): Page(1, "i", "Northfield\n\nAn inspection"),
    (REPORT.id, 2): Page(2, "1", PAGE),
    (REPORT.id, 3): Page(3, "2", ""),
    (NEWS.id, 1): Page(1, "1", "Northfield must plan better, inspectors say.\n\x1b[31mred\x1b[0m"),
}
_FIRST, _SECOND, _REST = PAGE.index("Inspectors"), PAGE.index("Planning was"), PAGE.index("[draft]")
BLOCKS = (
    Block(2, 0, len("2.2 Planning"), BlockKind.HEADING),
    Block(2, _FIRST, _SECOND - 2, BlockKind.PARAGRAPH),
    Block(2, _SECOND, _REST - 2, BlockKind.PARAGRAPH),
)
"""The last line of the page is in no block."""
PLANNING = "Planning was rated Requires improvement."


def cite(marker: int, document: Document, page: int, quote: str, short: str = "", section: str = "") -> Citation:
    """Make a true citation of the first place on a page where ``quote`` stands."""
    text = PAGES[document.id, page].text
    start = text.index(quote)
    at = text.find(short, start) if short else -1
    return Citation(
        marker,
        document.id,
        document.title,
        document.path,
        document.metadata.kind,
        document.metadata.published,
        page,
        PAGES[document.id, page].label,
        section,
        text.count("\n", 0, start) + 1,
        start,
        start + len(quote),
        quote,
        ((at, at + len(short)),) if at >= 0 else (),
    )


PLANNED = Answer(
    question="How was planning rated?",
    understood_as="How was planning rated?",
    abstained=False,
    reason=None,
    confidence=0.93,
    statements=(
        Statement(f"“{PLANNING}” [Northfield, 18 April 2023]", (1,)),
        Statement("“Northfield must plan better, inspectors say.”", (2,)),
    ),
    citations=(
        cite(1, REPORT, 2, PLANNING, "Requires improvement", "2 Court disposals › 2.2 Planning"),
        cite(2, NEWS, 1, "Northfield must plan better, inspectors say."),
    ),
    timings_ms={"understand": 3.5, "evidence": 70.0, "compose": 8.0, "verify": 2.5},
)
REFUSED = Answer(
    question="And Southport?",
    understood_as="How was planning rated in Southport?",
    abstained=True,
    reason="no document about Southport",
    confidence=0.1,
    nearest=(cite(1, REPORT, 2, PLANNING),),
)
RECEIPT = Receipt(
    added=(REPORT.path, NEWS.path),
    changed=(),
    removed=(),
    unchanged=0,
    entries=(
        ReceiptEntry(NEWS.path, FileStatus.INDEXED, NEWS.id, pages=1),
        ReceiptEntry("news/[torn].pdf", FileStatus.FAILED, problems=("It is cut off; fetch it again.",)),
        ReceiptEntry(REPORT.path, FileStatus.INDEXED, REPORT.id, pages=3),
    ),
)


def rate(
    measure: str, value: str, place: str = "Northfield", period: str = "2023-04-18", source: Kind = Kind.REPORT
) -> LedgerRow:
    """Make a row of the ledger; Northfield's planning points at the words on the page, an empty value is blank."""
    start = PAGE.index("Requires improvement") if value == "Requires improvement" else 0
    sentence = PAGE.index(PLANNING)
    return LedgerRow(
        document_id=REPORT.id,
        framework="hmip-youth-2021",
        family="youth",
        measure=measure,
        kind=Figure.RATING,
        label=measure,
        value=value,
        normal=value.lower(),
        subject=place,
        period=period,
        page=2,
        start=start,
        end=start + len(value),
        evidence=(Span(2, sentence, sentence + len(PLANNING)),) if start else (),
        source=source,
        reason="" if value else "the report gives no rating for it",
    )


ROWS = (
    rate("overall", "Good"),
    rate("court-planning", "Requires improvement"),
    rate("court-assessment", ""),
    rate("overall", "Inadequate", "Eastham", "2018-12", Kind.REGISTER),
    rate("court-planning", "Outstanding", "Eastham", "2018-12-04", Kind.NEWS),
    rate("overall", "Good", "Eastham", "2021-01", Kind.REGISTER),
)


class Script:
    """What every assistant made from it does. A cleared gate holds the job that meets it until it is set or stopped."""

    def __init__(
        self,
        answers: Mapping[str, Answer | YosqaError] | None = None,
        *,
        indexed: bool = True,
        readable: bool = True,
        fitting: bool = True,
    ) -> None:
        self.answers = answers or {PLANNED.question: PLANNED, REFUSED.question: REFUSED}
        self.indexed, self.readable, self.fitting = indexed, readable, fitting
        self.documents: tuple[Document, ...] = (NEWS, REPORT)
        self.asked: list[tuple[str, int]] = []
        """Each question with the number of turns that came with it."""
        self.may_open, self.may_answer, self.may_build, self.building = Event(), Event(), Event(), Event()
        for gate in (self.may_open, self.may_answer, self.may_build):
            gate.set()

    def assistant(self) -> ScriptedAssistant:
        """Make an assistant; this is what the chat is given."""
        return ScriptedAssistant(self)


class ScriptedAssistant:
    """Satisfies ``yosqa.tui.desk.Assistant``."""

    def __init__(self, script: Script) -> None:
        self._script = script

    def warm(self) -> None:
        self._script.may_open.wait(30)
        if not self._script.fitting:
            raise IndexUnreadable("The index was made with another model.", hint="Run: yosqa index")

    def documents(self) -> tuple[Document, ...]:
        if not self._script.readable:
            raise IndexUnreadable("The index was made by another version.", hint="Run: yosqa index --rebuild")
        if not self._script.indexed:
            raise IndexMissing("There is no index yet.", hint="Run: yosqa index")
        return self._script.documents

    def page(self, document_id: str, number: int) -> Page:
        if document_id not in {document.id for document in self._script.documents}:
            raise KeyError(document_id)
        return PAGES[document_id, number]

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        return BLOCKS if document_id == REPORT.id else ()

    def rows(self) -> tuple[LedgerRow, ...]:
        return ROWS

    def converse(
        self, question: str, conversation: Conversation | None, cancelled: Callable[[], bool]
    ) -> tuple[Answer, Conversation]:
        turns = (conversation or Conversation()).turns
        self._script.asked.append((question, len(turns)))
        _pass(self._script.may_answer, cancelled)
        answer = self._script.answers[question]
        if isinstance(answer, YosqaError):
            raise answer
        return answer, Conversation((*turns, (question, answer)))  # type: ignore[arg-type]

    def refresh(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool], *, rebuild: bool) -> Receipt:
        if not self._script.readable and not rebuild:
            raise AssertionError("an index that cannot be read is built from nothing")
        progress(Progress("reading", 1, 3, "news/[torn].pdf", 42.0))
        self._script.building.set()
        _pass(self._script.may_build, cancelled)
        self._script.indexed = self._script.readable = self._script.fitting = True
        return RECEIPT

    def close(self) -> None:
        pass


def _pass(gate: Event, cancelled: Callable[[], bool]) -> None:
    while not gate.wait(0.01):
        if cancelled():
            raise Cancelled("Stopped.")
