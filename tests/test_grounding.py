"""Nothing unproved passes: every way of going wrong is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yosqa.errors import GroundingError
from yosqa.grounding import flat, format_value, quoted, verify, verify_citation
from yosqa.model import Answer, Citation, Computation, Kind, Method, Page, Statement

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


def page_of(document_id: str, number: int) -> Page:
    assert (document_id, number) == ("d1", 3)
    return PAGE


def test_a_true_answer_passes_unchanged() -> None:
    good = answer(
        Statement(f"[Norwood, March 2019] {quoted(FACT.quote)}", (1,)),
        Statement(f"Planning: {quoted('Good')}", (2,)),
    )
    assert verify(good, page_of) is good
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
    ],
)
def test_a_wrong_citation_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(GroundingError):
        verify_citation(replace(FACT, **wrong), PAGE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        Statement(quoted("The service supervised 84 children in 2018."), (1,)),
        Statement(quoted(FACT.quote), ()),
        Statement(quoted(FACT.quote), (7,)),
        Statement(quoted(FACT.quote), (2,)),
        Statement("There were 49 of them, " + quoted("48 children"), (1,)),
        Statement("In all 3", (1, 2), Computation(Method.COUNT, 3)),
        Statement("In all 3", (1, 2), Computation(Method.COUNT, 2)),
        Statement("On average 48.5", (1, 2), Computation(Method.MEAN, 48.5)),
    ],
    ids=["altered", "uncited", "dangling", "other source", "foreign number", "miscounted", "other value", "no number"],
)
def test_a_statement_that_is_not_in_its_sources_is_refused(statement: Statement) -> None:
    with pytest.raises(GroundingError):
        verify(answer(statement), page_of)


def test_computed_values_are_computed_again() -> None:
    verify(answer(Statement("In all 2 cells", (1, 2), Computation(Method.COUNT, 2))), page_of)
    verify(answer(Statement("On average 48", (1,), Computation(Method.MEAN, 48.0))), page_of)


def test_an_abstention_gives_a_reason_and_says_nothing() -> None:
    abstained = Answer("q", "q", True, "no document about Hackney", 0.0, nearest=(FACT,))
    assert "Hackney" in verify(abstained, page_of).text
    with pytest.raises(GroundingError):
        verify(replace(abstained, reason=None), page_of)
    with pytest.raises(GroundingError):
        verify(replace(abstained, statements=(Statement(quoted("Good"), (2,)),)), page_of)
    with pytest.raises(GroundingError):
        verify(replace(abstained, nearest=(replace(FACT, quote="invented"),)), page_of)


@given(st.text(min_size=1, max_size=80), st.data())
def test_any_stretch_of_any_page_can_be_quoted_and_only_as_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    page = Page(1, "1", text)
    citation = cite(start, end, page=page)
    statement = Statement(quoted(citation.quote), (1,))
    verify(answer(statement, citations=(citation,)), lambda *_: page)
    other = data.draw(st.text(min_size=1, max_size=10))
    assume(other != citation.quote)
    with pytest.raises(GroundingError):
        verify_citation(replace(citation, quote=other), page)


def test_values_are_written_as_numbers_are() -> None:
    assert [format_value(v) for v in (3.0, 0.5, 66.25)] == ["3", "0.5", "66.2"]
