"""Nothing unproved passes: every way of going wrong is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yosqa.errors import GroundingError
from yosqa.grounding import flat, format_value, long_date, plain, quoted, verify, verify_citation
from yosqa.ledger import Figure, LedgerRow
from yosqa.model import Answer, Citation, Computation, Document, Kind, Metadata, Method, Page, Span, Statement

TEXT = "Key facts\nThe service supervised 48 children\nin 2018. Staff said “we cope”. Planning was rated Good.\n"
PAGE = Page(3, "iii", TEXT)


def cite(start: int, end: int, marker: int = 1, page: Page = PAGE) -> Citation:
    return Citation(
        marker=marker,
        document_id="d1",
        title="Inspection of Norwood",
        path="norwood.pdf",
        kind=Kind.REPORT,
        published="2019-03",
        page=page.number,
        page_label=page.label,
        section="Key facts",
        line=page.text.count("\n", 0, start) + 1,
        start=start,
        end=end,
        quote=page.text[start:end],
    )


def find(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


FACT = cite(*find("The service supervised 48 children\nin 2018."))
GRADE = cite(*find("Planning was rated Good."), marker=2)


def answer(*statements: Statement, citations: tuple[Citation, ...] = (FACT, GRADE)) -> Answer:
    return Answer("How many?", "How many?", False, None, 0.9, statements, citations)


NORWOOD = Metadata("Inspection of Norwood", Kind.REPORT, places=("Norwood", "Sudbury"), published="2019-03")
RATED = LedgerRow(
    "d1", "", "youth", "court-planning", Figure.RATING, "Planning", "Good", "good", "Dulwich", "2018-11-02",
    3, *find("Good"),
)  # fmt: skip


@dataclass(frozen=True)
class Shelf:
    """An index of one document."""

    metadata: Metadata = NORWOOD
    only: Page = PAGE

    def document(self, document_id: str) -> Document:
        return {"d1": Document("d1", "norwood.pdf", "application/pdf", 3, self.metadata)}[document_id]

    def page(self, document_id: str, number: int) -> Page:
        return {("d1", self.only.number): self.only}[document_id, number]

    def section(self, document_id: str, span: Span) -> tuple[str, ...]:
        return ("Key facts",)

    def rows(self, document_ids: Iterable[str]) -> Sequence[LedgerRow]:
        return (RATED,)


SHELF = Shelf()
VALUE = replace(GRADE, highlights=(find("Good"),))


def test_a_true_answer_passes_unchanged() -> None:
    good = answer(
        Statement(f"[Norwood, March 2019] {quoted(FACT.quote)}", (1,)),
        Statement(f"[Dulwich, November 2018; highest; Court disposals: Planning] {quoted('Good')}", (2,)),
        Statement(f"[Inspection of Norwood, in its own words] {quoted(GRADE.quote)} {quoted('48 children')}", (1, 2)),
        citations=(FACT, VALUE),
    )
    assert verify(good, SHELF) is good
    assert good.text.splitlines()[0].endswith("48 children in 2018.” [1]")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": FACT.start + 1},
        {"end": FACT.end + 1},
        {"quote": FACT.quote.replace("48", "84")},
        {"quote": flat(FACT.quote)},
        {"page": 4},
        {"page_label": "3"},
        {"line": 1},
        {"highlights": ((FACT.start - 1, FACT.end),)},
        {"start": -5, "end": -1},
        {"end": FACT.start},
        {"recognised": True},
    ],
)
def test_a_wrong_citation_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(GroundingError):
        verify_citation(replace(FACT, **wrong), PAGE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"document_id": "d2"},
        {"title": "Inspection of Dulwich"},
        {"path": "dulwich.pdf"},
        {"kind": Kind.NEWS},
        {"published": "2019-04"},
        {"section": "Recommendations"},
        {"section": ""},
    ],
)
def test_a_citation_that_says_otherwise_of_its_document_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(GroundingError):
        verify(answer(Statement(quoted(GRADE.quote), (2,)), citations=(replace(FACT, **wrong), GRADE)), SHELF)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "context",
    [
        "Lambeth, March 2019",
        "Norwood, April 2019",
        "Norwood, March 2018",
        "Wood, March 2019",
        "Norwood and Dulwich",
        "Norwood; Outstanding",
        "Norwood; inadequate",
        "Norwood, March 2019; Court disposals: Reviewing",
        "Dulwich, December 2018",
    ],
)
def test_context_that_is_not_of_what_is_cited_is_refused(context: str) -> None:
    for quotation in ("Good", GRADE.quote):
        with pytest.raises(GroundingError, match="not known"):
            verify(answer(Statement(f"[{context}] {quoted(quotation)}", (1, 2)), citations=(FACT, VALUE)), SHELF)


class Two(Shelf):
    """An index of two documents with the same page."""

    def document(self, document_id: str) -> Document:
        leeds = replace(self.metadata, places=("Leeds",), published="2014-01")
        return super().document("d1") if document_id == "d1" else Document("d2", "leeds.pdf", "text/plain", 3, leeds)

    def page(self, document_id: str, number: int) -> Page:
        return super().page("d1", number)


def test_a_context_is_of_one_citation_as_a_whole() -> None:
    leeds = replace(FACT, marker=3, document_id="d2", path="leeds.pdf", published="2014-01")
    for context, right in (("Norwood and Sudbury, March 2019", True), ("Leeds, March 2019", False)):
        said = answer(Statement(f"[{context}] {quoted(FACT.quote)}", (1, 3)), citations=(FACT, leeds))
        if right:
            verify(said, Two())
        else:
            with pytest.raises(GroundingError, match="not known"):
                verify(said, Two())


def test_what_is_known_of_one_quotation_is_no_context_of_another() -> None:
    verify(answer(Statement(f"[Dulwich] {quoted('Good')}", (1, 2)), citations=(FACT, VALUE)), SHELF)
    for statement in (f"[Dulwich] {quoted(FACT.quote)}", f"{quoted('Good')} [Dulwich] {quoted(FACT.quote)}"):
        with pytest.raises(GroundingError, match="not known"):
            verify(answer(Statement(statement, (1, 2)), citations=(FACT, VALUE)), SHELF)


@given(st.text().map(flat))
def test_any_title_can_be_shown(title: str) -> None:
    citation = replace(FACT, title=title or "norwood.pdf")
    statement = Statement(f"[{plain(citation.title)}, in its own words] {quoted(FACT.quote)}", (1,))
    shelf = Shelf(replace(NORWOOD, title=title, places=()))
    verify(answer(statement, citations=(citation,)), shelf)


@pytest.mark.parametrize(
    "statement",
    [
        Statement(quoted("The service supervised 84 children in 2018."), (1,)),
        Statement(quoted("rvice supervised"), (1,)),
        Statement(quoted("The service supervised 4"), (1,)),
        Statement(quoted(""), (1,)),
        Statement(quoted(FACT.quote), ()),
        Statement(quoted(FACT.quote), (7,)),
        Statement(quoted(FACT.quote), (2,)),
        Statement("49 ratings " + quoted("48 children"), (1,)),
        Statement("Rated inadequate: " + quoted("48 children"), (1,)),
        Statement("Never mind " + quoted("48 children"), (1,)),
        Statement("3 services", (1, 2), Computation(Method.COUNT, 3)),
        Statement("3 services", (1, 2), Computation(Method.COUNT, 2)),
        Statement("2 services of 3", (1, 2), Computation(Method.COUNT, 2)),
        Statement("48.5 on average", (1, 2), Computation(Method.MEAN, 48.5)),
    ],
)
def test_a_statement_that_is_not_in_its_sources_is_refused(statement: Statement) -> None:
    with pytest.raises(GroundingError):
        verify(answer(statement), SHELF)


def test_computed_values_are_computed_again() -> None:
    verify(answer(Statement("2 services", (1, 2), Computation(Method.COUNT, 2))), SHELF)
    verify(answer(Statement("48 on average", (1,), Computation(Method.MEAN, 48.0))), SHELF)


def test_an_abstention_gives_a_reason_and_says_nothing() -> None:
    abstained = Answer("q", "q", True, "no document about Hackney", 0.0, nearest=(FACT,))
    assert "Hackney" in verify(abstained, SHELF).text
    with pytest.raises(GroundingError):
        verify(replace(abstained, reason=None), SHELF)
    with pytest.raises(GroundingError):
        verify(replace(abstained, statements=(Statement(quoted("Good"), (2,)),)), SHELF)
    with pytest.raises(GroundingError):
        verify(replace(abstained, nearest=(replace(FACT, quote="invented"),)), SHELF)


@given(st.text(min_size=1, max_size=80), st.data())
def test_any_stretch_of_any_page_can_be_quoted_and_only_as_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    page = Page(1, "1", text)
    citation = cite(start, end, page=page)
    assume(flat(citation.quote))
    statement = Statement(quoted(citation.quote), (1,))
    verify(answer(statement, citations=(citation,)), Shelf(only=page))
    other = data.draw(st.text(min_size=1, max_size=10))
    assume(other != citation.quote)
    with pytest.raises(GroundingError):
        verify_citation(replace(citation, quote=other), page)


def test_a_month_that_is_none_stays_as_a_register_prints_it() -> None:
    assert [long_date(iso) for iso in ("2019-13", "2019-00", "2019-12")] == ["2019-13", "2019-00", "December 2019"]


def test_values_are_written_as_numbers_are() -> None:
    assert [format_value(v) for v in (3.0, 0.5, 66.3)] == ["3", "0.5", "66.3"]
