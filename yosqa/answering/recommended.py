"""Tell whom a recommendation is addressed to ("Who was told to mend the roof?"), and which one is the third."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yosqa.answering import compose, cues
from yosqa.answering.compose import Citations
from yosqa.answering.question import Question
from yosqa.answering.scope import Scope
from yosqa.answering.sources import Sources
from yosqa.grounding import quoted
from yosqa.ledger import Figure, LedgerRow
from yosqa.ledger.figures import NUMBER_WORDS
from yosqa.model import Answer, Citation, Kind, Span, Statement
from yosqa.terms import terms

SURE = 0.9
"""Confidence in a recommendation that holds every word of what somebody was told to do."""
GENERAL = frozenset(
    terms(
        "recommendations recommended recommend made make gave give given main key report inspection inspectors list all"
        " want wanted told tell ask asked need needed must should do change fix improve sort inspectorate itself"
        f" many name each service {' '.join(NUMBER_WORDS)}"
    )
)
"""Words that do not narrow a question about recommendations."""
_TO_WHOM = re.compile(
    r"^\W*(?:(?:and|but|so|by|to) )*(?:who|whom|which (?P<body>[\w-]+(?: [\w-]+){0,2}?))"
    r" (?:(?:was|were|is|are|has been|have been|got) (?:told|asked|urged|advised|instructed|ordered|recommended) to"
    r"|(?:should|must|ought to|(?:has|have|had|needs?|needed) to))\b(?P<matter>.+)",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"\b{cues.ORDINAL} (?:[\w-]+ )?recommendation\b(?!s)"
    r"|\brecommendation (?:number |no\.? ?)?(?P<number>\d\d?)\b(?! ?%| (?:day|week|month|year)s?\b)",
    re.IGNORECASE,
)
_MOST = 3
"""More recommendations that hold the words are on something more general than was asked."""


def told(question: Question, scope: Scope, sources: Sources) -> Answer | None:
    """Return whom the recommendation is addressed to that a question puts in its words, both quoted; else None.

    Args:
        question: As read.
        scope: The documents that may answer.
        sources: What may be cited.
    """
    asked = _TO_WHOM.match(question.content)
    matter = {term for term in terms(asked["matter"]) if term not in GENERAL} if asked else set()
    if not matter:
        return None
    found = [
        row
        for document in scope.documents
        for row in sources.rows([document.id])
        if row.kind is Figure.RECOMMENDATION and row.note and matter <= set(terms(row.text))
    ]
    if not 0 < len(found) <= _MOST:
        return None
    return _quoted(question, found, sources, named=len(scope.documents) > 1)


def nth(question: Question, scope: Scope, sources: Sources) -> Answer | None:
    """Return the recommendation that a question names by its place in the list; None where it names none.

    Where the list is shorter, that is what is said: to quote another would mislead. Of several documents with
    recommendations the place or the date must choose one. The arguments are those of ``told``.
    """
    asked = _NTH.search(question.content)
    rows_of = {
        d.id: [row for row in sources.rows([d.id]) if row.kind is Figure.RECOMMENDATION] for d in scope.documents
    }
    own = [rows_of[d.id] for d in scope.documents if d.metadata.kind is not Kind.THEMATIC and rows_of[d.id]]
    listed = own or [rows for rows in rows_of.values() if rows]  # a thematic inspection's are for many places
    if asked is None or not listed or (len(listed) > 1 and not scope.narrowed):
        return None
    rows = sorted((row for row in listed[0] if not row.blank), key=lambda row: (row.page, row.start))
    if asked["number"]:
        at = int(asked["number"]) - 1
    else:
        at = cues.ORDINALS.index(asked["nth"].lower()) if asked["nth"].lower() in cues.ORDINALS else len(rows) - 1
    if 0 <= at < len(rows):
        return _quoted(question, [rows[at]], sources, named=len(scope.documents) > 1)
    return _too_few(question, rows, sources) if rows else None


def _too_few(question: Question, rows: Sequence[LedgerRow], sources: Sources) -> Answer:
    """Return an abstention that says how many recommendations there are, with the last of them beside it."""
    document = sources.document(rows[0].document_id)
    many = f"{len(rows)} recommendation{'s' if len(rows) > 1 else ''}"
    citations = Citations(sources)
    compose.cite_row(rows[-1], sources, citations)
    reason = f"the document on {compose.describe(document)} makes {many}"
    return Answer(question.text, question.describe(), True, reason, 0.0, nearest=citations.all())


def _quoted(question: Question, rows: Iterable[LedgerRow], sources: Sources, *, named: bool) -> Answer:
    """Return recommendations as an answer, each with the line that says whom it is addressed to."""
    citations, statements = Citations(sources), []
    for row in rows:
        context = f"[{compose.describe(sources.document(row.document_id))}] " if named else ""
        cited = [*_addressee(row, sources, citations), *compose.cite_row(row, sources, citations)]
        text = " ".join(quoted(citation.quote) for citation in cited)
        statements.append(Statement(context + text, tuple(citation.marker for citation in cited)))
    return Answer(question.text, question.describe(), False, None, SURE, tuple(statements), citations.all())


def _addressee(row: LedgerRow, sources: Sources, citations: Citations) -> list[Citation]:
    """Cite the line that says whom a recommendation is addressed to; nothing where it does so itself."""
    named = re.compile(r"[\s*_]+".join(map(re.escape, row.note.split())))
    if named.search(row.text):
        return []
    for number in (row.page, row.page - 1):
        text = sources.page(row.document_id, number).text if number > 0 else ""
        before = list(named.finditer(text, 0, row.start if number == row.page else len(text)))
        if before:
            start = text.rfind("\n", 0, before[-1].start()) + 1
            end = text.find("\n", before[-1].end())
            line = re.compile(r"[\s#*_>|-]*(?P<line>.*?)[\s#*_|]*").fullmatch(
                text, start, end if end >= 0 else len(text)
            )
            span = line.span("line") if line else before[-1].span()
            return [citations.cite(sources.document(row.document_id), Span(number, *span), [before[-1].span()])]
    return []
