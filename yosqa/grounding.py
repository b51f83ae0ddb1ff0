"""The product's invariant: nothing is shown that does not stand in the sources.

An answer is checked against the index after it is composed and before anyone sees it. What does not verify raises
``GroundingError``; there is no way around it, and no repair.

Each citation is its page's text at its offsets, and says of its document and section what the index does. A statement's
text has three sorts of parts, told apart by their marks:

* a quotation in “ ”: equal to a cited quotation, to a value marked in one, or to whole words of one, white space aside;
* context in [ ]: the title, places and month of the document that the quotation after it is from, or the place, month
  and measure that the ledger gives the value marked in it;
* plain text: a few connecting words, and a value whose computation is repeated here from the cited cells.

Not proved are that a quotation answers the question; that what the index knows of a document and its values is right;
what is said of several values at once ("highest", "improved"); an abstention's reason and an answer's coverage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from yosqa.errors import GroundingError
from yosqa.metadata import dates
from yosqa.model import Answer, Citation, Document, Method, Page, Span, Statement

if TYPE_CHECKING:
    from yosqa.ledger import LedgerRow

_WHITESPACE = re.compile(r"\s+")
_MARKED = re.compile(r"“(?P<quotation>[^”]*)”|\[(?P<context>[^\]]*)\](?=(?:\s*“(?P<of>[^”]*)”)?)")
"""A quotation, or context with the quotation that follows it at once."""
_CONNECTING = re.compile(r"(?:\s|;|\b(?:from|to|on\s+average|services?|inspections?|ratings?|recommendations?)\b)*")
"""All that may stand outside of these beside a computed value."""
_PARTS = re.compile(r"[,;:]\s+")
_BY_ITSELF = frozenset(
    ["highest", "lowest", "improved", "declined", "unchanged", "up", "down", "on different scales", "in its own words"]
)
"""Context that says how values stand to each other, or that a document speaks for itself."""
_NUMBER = re.compile(r"(?:(?<![\w)])[-−])?(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)")
_WITHOUT_MARKS = str.maketrans("[]“”", "()‘’")


class Sources(Protocol):
    """What answers are held against; what is not there raises ``KeyError``."""

    def document(self, document_id: str, /) -> Document:
        """Return a document."""

    def page(self, document_id: str, number: int, /) -> Page:
        """Return a page."""

    def section(self, document_id: str, span: Span, /) -> tuple[str, ...]:
        """Return the headings that a span stands under, outermost first."""

    def rows(self, document_ids: Iterable[str], /) -> Sequence[LedgerRow]:
        """Return the ledger's rows of some documents."""


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


def plain(title: str) -> str:
    """Return a title as it is shown inside a statement: what marks the parts of a statement becomes its like.

    >>> plain("Essex [draft]: “outstanding”")
    'Essex (draft): ‘outstanding’'
    """
    return title.translate(_WITHOUT_MARKS)


def verify(answer: Answer, sources: Sources) -> Answer:
    """Return ``answer`` unchanged once it is proved, as far as the module says.

    Args:
        answer: The answer to be shown.
        sources: The index that it was made from.

    Raises:
        GroundingError: Something in it does not stand in its sources.
    """
    for citation in (*answer.citations, *answer.nearest):
        _verify_origin(citation, sources)
    if answer.abstained:
        _require(not answer.statements, "an abstained answer makes a statement")
        _require(bool(answer.reason), "an abstained answer gives no reason")
        return answer
    _require(bool(answer.statements), "an answer makes no statement")
    by_marker = {citation.marker: citation for citation in answer.citations}
    _require(len(by_marker) == len(answer.citations), "two citations share a marker")
    known = _known(answer.citations, sources)
    for statement in answer.statements:
        _verify_statement(statement, by_marker, known)
    return answer


def cite(
    document: Document,
    page: Page,
    span: Span,
    section: Sequence[str],
    highlights: Sequence[tuple[int, int]] = (),
    *,
    marker: int = 0,
) -> Citation:
    """Make a citation.

    Args:
        document: The document quoted.
        page: The page of it that the span is of.
        span: What is quoted.
        section: The headings that it stands under, outermost first.
        highlights: Ranges of the page's text inside the span.
        marker: Its number in an answer; 0 for one that belongs to none.
    """
    return Citation(
        marker=marker,
        document_id=document.id,
        title=document.title,
        path=document.path,
        kind=document.metadata.kind,
        published=document.metadata.published,
        page=page.number,
        page_label=page.label,
        section=" › ".join(section),
        line=page.text.count("\n", 0, span.start) + 1,
        start=span.start,
        end=span.end,
        quote=page.text[span.start : span.end],
        highlights=tuple(highlights),
        recognised=page.recognised,
    )


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
    _require(page.recognised == citation.recognised, f"{where}: the page was read otherwise")
    for start, end in citation.highlights:
        _require(citation.start <= start < end <= citation.end, f"{where}: a highlight lies outside the quotation")


def _verify_origin(citation: Citation, sources: Sources) -> None:
    """Check a quotation, and what its citation says of where it stands."""
    where = f"{citation.path}, page {citation.page}"
    try:
        document = sources.document(citation.document_id)
        page = sources.page(citation.document_id, citation.page)
    except KeyError as problem:
        raise _error(f"{where}: there is no such document or page") from problem
    verify_citation(citation, page)
    known = (document.title, document.path, document.metadata.kind, document.metadata.published)
    said = (citation.title, citation.path, citation.kind, citation.published)
    _require(said == known, f"{where}: the document's title, path, kind or date is another")
    section = sources.section(citation.document_id, Span(citation.page, citation.start, citation.end))
    _require(citation.section == " › ".join(section), f"{where}: the section is another")


def _verify_statement(statement: Statement, by_marker: Mapping[int, Citation], known: Mapping[int, str]) -> None:
    _require(bool(statement.citations), f"no citation for: {statement.text}")
    missing = [marker for marker in statement.citations if marker not in by_marker]
    _require(not missing, f"citation {missing} is not there for: {statement.text}")
    cited = [by_marker[marker] for marker in statement.citations]
    for part in _MARKED.finditer(statement.text):
        quotation, context, of = part.group("quotation", "context", "of")
        if context is None:
            _require(any(_quotes(c, quotation) for c in cited), f"not in a cited passage: {quotation}")
        else:
            _verify_context(context, [known[c.marker] for c in cited if of is None or of in _shown(c)])
    outside = _MARKED.sub(" ", statement.text)
    if statement.computed is not None:
        _verify_computation(statement, cited)
        shown = format_value(statement.computed.value)
        _require(shown in _NUMBER.findall(outside), f"the computed value {shown} is not the one shown")
        outside = outside.replace(shown, " ", 1)
    _require(_CONNECTING.fullmatch(outside) is not None, f"neither quoted nor computed: {flat(outside)}")


def _quotes(citation: Citation, quotation: str) -> bool:
    """Return whether a quotation is what a citation is quoted for, or whole words and numbers of it."""
    if not quotation:
        return False
    whole = re.compile(rf"(?<!\w)(?<!\d[.,])(?={re.escape(quotation)}(?!\w)(?![.,]\d))")
    return quotation in _shown(citation) or whole.search(_inner(citation.quote)) is not None


def _verify_context(context: str, known: Sequence[str]) -> None:
    """Check that one of the citations is known by all that a context says."""
    said = [part for part in filter(None, _PARTS.split(context)) if part not in _BY_ITSELF]
    parts = [re.compile(rf"(?<!\w){re.escape(part)}(?!\w)") for part in said]
    stands = not parts or any(all(part.search(one) for part in parts) for one in known)
    _require(stands, f"not known of what is cited: {context}")


def _known(citations: Sequence[Citation], sources: Sources) -> Mapping[int, str]:
    """Return, by marker, what the index knows of a citation's document, and the ledger of the values marked in it."""
    from yosqa.ledger.measures import name_of

    stated: dict[tuple[str, Span], list[LedgerRow]] = defaultdict(list)
    for row in sources.rows({citation.document_id for citation in citations}):
        if not row.blank:
            stated[row.document_id, row.span].append(row)
    known = {}
    for citation in citations:
        document = sources.document(citation.document_id)
        texts = [plain(document.title), " and ".join(document.metadata.places)]
        texts.append(long_date(document.metadata.published[:7]))
        for row in chain(*(stated[document.id, span] for span in _marked(citation))):
            texts += (row.subject, long_date(row.period[:7]), name_of(row.measure))
        known[citation.marker] = "\n".join(map(flat, texts))
    return known


def _marked(citation: Citation) -> tuple[Span, ...]:
    """Return a quotation's span and those of the values marked in it."""
    ranges = ((citation.start, citation.end), *citation.highlights)
    return tuple(Span(citation.page, start, end) for start, end in ranges)


def _shown(citation: Citation) -> Iterator[str]:
    """Yield what a citation is quoted for in a statement: all of it, or a value marked in it."""
    for span in _marked(citation):
        yield _inner(citation.quote[span.start - citation.start : span.end - citation.start])


def cell(citation: Citation) -> str:
    """Return the cell that a value is computed from: what is marked inside the quotation, else the quotation."""
    if not citation.highlights:
        return citation.quote
    start, end = citation.highlights[0]
    return citation.quote[start - citation.start : end - citation.start]


def _verify_computation(statement: Statement, cited: Sequence[Citation]) -> None:
    from yosqa.ledger.result import mean

    computed = statement.computed
    assert computed is not None
    if computed.method is Method.COUNT:
        right = float(len({(c.document_id, c.page, c.start, c.highlights) for c in cited}))
    else:
        numbers = [_NUMBER.findall(cell(c)) for c in cited]
        _require(all(numbers), "a cell without a number is averaged")
        right = mean([float(found[0].replace(",", "").replace("−", "-")) for found in numbers])
    _require(computed.value == right, f"computed {computed.value}, but the cited cells give {right}")


def format_value(value: float) -> str:
    """Return a computed value as it is written: no decimals for a whole number, else one.

    >>> format_value(3.0), format_value(66.3)
    ('3', '66.3')
    """
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


MONTHS = tuple(map(str.title, dates.MONTHS))
"""The months as English writes them."""


def long_date(iso: str) -> str:
    """Return a (possibly shortened) ISO date in words; as it is where it has no month, or none that there is.

    >>> long_date("2018-12"), long_date("2018-12-05"), long_date("2018"), long_date("")
    ('December 2018', '5 December 2018', '2018', '')
    """
    parts = iso.split("-")
    if len(parts) == 1 or not 1 <= int(parts[1]) <= len(MONTHS):
        return iso
    words = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {words}" if len(parts) > 2 else words


def _inner(text: str) -> str:
    return flat(text).replace("“", "‘").replace("”", "’")


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise _error(message)


def _error(message: str) -> GroundingError:
    return GroundingError(message, hint="This is a defect of yosqa: the answer was withheld. Please report it.")
