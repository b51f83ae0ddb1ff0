"""The product's invariant: nothing is shown that does not stand in the sources.

An answer is checked against the stored text of the pages it cites, after it is composed and before anyone sees it. What
does not verify raises ``GroundingError``; there is no way around it, and no repair.

A statement's text has three sorts of parts, told apart by their marks:

* a quotation in “ ”: equal to a cited quotation or to a part of one, white space aside;
* context in [ ]: names and dates that the citation itself carries (title, date, section);
* plain text: a fixed connecting phrase, or a value whose computation is repeated here from the cited cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from yosqa.errors import GroundingError
from yosqa.model import Answer, Citation, Method, Page, Statement

_WHITESPACE = re.compile(r"\s+")
_QUOTED = re.compile(r"“([^”]*)”")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?")


def flat(text: str) -> str:
    r"""Return ``text`` with every run of white space as one space: the only liberty taken with a quotation on screen.

    >>> flat(" safe  and\nwell ")
    'safe and well'
    """
    return _WHITESPACE.sub(" ", text).strip()


def quoted(text: str) -> str:
    """Return a page's text as it is shown inside a statement: white space flat, outer marks added.

    Quotation marks of the source stay what they are inside; only “ and ” become ‘ and ’ so that the outer pair is the
    only one of its kind, and ``verify`` makes the same change before it compares.
    """
    return f"“{_inner(text)}”"


def verify(answer: Answer, page: Callable[[str, int], Page]) -> Answer:
    """Return ``answer`` unchanged once everything in it is proved.

    Args:
        answer: The answer to be shown.
        page: Gives the stored page of a document id and page number.

    Raises:
        GroundingError: Something in it does not stand in its sources.
    """
    for citation in (*answer.citations, *answer.nearest):
        verify_citation(citation, page(citation.document_id, citation.page))
    if answer.abstained:
        _require(not answer.statements, "an abstained answer makes a statement")
        _require(bool(answer.reason), "an abstained answer gives no reason")
        return answer
    _require(bool(answer.statements), "an answer makes no statement")
    by_marker = {citation.marker: citation for citation in answer.citations}
    _require(len(by_marker) == len(answer.citations), "two citations share a marker")
    for statement in answer.statements:
        _verify_statement(statement, by_marker)
    return answer


def verify_citation(citation: Citation, page: Page) -> None:
    """Check one quotation against the page it names.

    Raises:
        GroundingError: The quotation is not that page's text at those offsets.
    """
    where = f"{citation.path}, page {citation.page}"
    _require(page.number == citation.page, f"{where}: another page was given")
    _require(0 <= citation.start < citation.end <= len(page.text), f"{where}: offsets outside the page")
    quote = page.text[citation.start : citation.end]
    _require(quote == citation.quote, f"{where}: the quotation differs from the page")
    _require(page.text.count("\n", 0, citation.start) + 1 == citation.line, f"{where}: the line is another")
    _require(page.label == citation.page_label, f"{where}: the printed page number is another")
    for start, end in citation.highlights:
        _require(citation.start <= start < end <= citation.end, f"{where}: a highlight lies outside the quotation")


def _verify_statement(statement: Statement, by_marker: Mapping[int, Citation]) -> None:
    _require(bool(statement.citations), f"no citation for: {statement.text}")
    missing = [marker for marker in statement.citations if marker not in by_marker]
    _require(not missing, f"citation {missing} is not there for: {statement.text}")
    cited = [by_marker[marker] for marker in statement.citations]
    sources = [_inner(citation.quote) for citation in cited]
    for quotation in _QUOTED.findall(statement.text):
        _require(any(quotation in source for source in sources), f"not in a cited passage: {quotation}")
    outside = _QUOTED.sub(" ", statement.text)
    if statement.computed is not None:
        _verify_computation(statement, cited)
        shown = format_value(statement.computed.value)
        _require(shown in _NUMBER.findall(outside), f"the computed value {shown} is not the one shown")
        outside = outside.replace(shown, " ", 1)
    known = " ".join(f"{c.title} {c.published} {long_date(c.published)} {c.section} {_inner(c.quote)}" for c in cited)
    for number in _NUMBER.findall(outside):
        _require(number in _NUMBER.findall(known), f"the number {number} is in no cited passage: {statement.text}")


def cell(citation: Citation) -> str:
    """Return the cell that a value is computed from: what is marked inside the quotation, else the quotation."""
    if not citation.highlights:
        return citation.quote
    start, end = citation.highlights[0]
    return citation.quote[start - citation.start : end - citation.start]


def _verify_computation(statement: Statement, cited: Sequence[Citation]) -> None:
    computed = statement.computed
    assert computed is not None
    if computed.method is Method.COUNT:
        right = float(len({(c.document_id, c.page, c.start, c.highlights) for c in cited}))
    else:
        numbers = [_NUMBER.findall(cell(c)) for c in cited]
        _require(all(numbers), "a cell without a number is averaged")
        right = round(sum(float(found[0].replace(",", "")) for found in numbers) / len(numbers), 1)
    _require(computed.value == right, f"computed {computed.value}, but the cited cells give {right}")


def format_value(value: float) -> str:
    """Return a computed value as it is written: no decimals for a whole number, else one.

    >>> format_value(3.0), format_value(66.25)
    ('3', '66.2')
    """
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(iso: str) -> str:
    """Return a (possibly shortened) ISO date in words.

    >>> long_date("2018-12"), long_date("2018-12-05"), long_date("2018"), long_date("")
    ('December 2018', '5 December 2018', '2018', '')
    """
    parts = iso.split("-")
    if len(parts) == 1:
        return iso
    words = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {words}" if len(parts) > 2 else words


def _inner(text: str) -> str:
    return flat(text).replace("“", "‘").replace("”", "’")


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise GroundingError(message, hint="This is a defect of yosqa: the answer was withheld. Please report it.")
