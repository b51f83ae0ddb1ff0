"""Tell whom a recommendation is addressed to ("Who is to mend the roof?"), which is the third, which are urgent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yosqa.answering import compose, cues
from yosqa.answering.abbreviations import spelled_out
from yosqa.answering.compose import Citations
from yosqa.answering.question import Question, plainly
from yosqa.answering.scope import Scope
from yosqa.answering.sources import Sources
from yosqa.grounding import quoted
from yosqa.ledger import Figure, LedgerRow
from yosqa.ledger.figures import NUMBER_WORDS
from yosqa.model import Answer, Citation, Kind, Span, Statement
from yosqa.terms import content_words, stem, terms, words

SURE = 0.9
"""Confidence in a recommendation that holds every word of what somebody was told to do."""
GENERAL = frozenset(
    terms(
        "recommendations recommended recommend made make gave give given main key report inspection inspectors list all"
        " want wanted told tell ask asked need needed must should do done change fix improve sort inspectorate itself"
        " thing action take focus concentrate"
        f" many name each service {' '.join(NUMBER_WORDS)}"
    )
)
"""Words that do not narrow a question about recommendations."""
_URGENT = re.compile(
    r"\b(?:immediate(?:ly)?|straight ?away|right away|at once|urgent(?:ly)?|without delay|before anything else"
    r"|as a (?:matter of )?(?:priority|urgency)|(?:top |highest )?priority)\b",
    re.IGNORECASE,
)
_GENERAL_PHRASES = re.compile(
    rf"\b(?:{cues.AIMED}|put(?:ting)? right|sort(?:ed|ing)? out|improvement work)\b", re.IGNORECASE
)
_OF_SOME = re.compile(
    rf"\bitself\b|\bof (?:them|these|those|(?:the|its|their) (?:[\w-]+ )?recommendations)\b|\b{cues.AIMED}\b",
    re.IGNORECASE,
)
"""Sets the recommendations to the service itself apart from the others of its report."""
_SERVICE_ITSELF = frozenset({"service", "services", "team", "teams"})
_AUTHORITY = re.compile(r"\b(?:local authority|(?:county |city |borough )?council|authority)\b", re.IGNORECASE)
_BOARD = re.compile(r"\b(?:board|LSCB)\b", re.IGNORECASE)
_HEADED = (
    re.compile(r"^\W*what (?:does|do|must|should) (?P<who>.{3,80}?) (?:needs? to )?(?:improve|do)\b", re.IGNORECASE),
    re.compile(r"^\W*(?P<who>the (?:[\w’'-]+ ){1,6}board(?: \([A-Z]+\))?)\W*$", re.IGNORECASE),
)
"""How a heading over recommendations names whom they are for; a board's own part of a report is called by it."""
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


def narrowing(text: str) -> list[str]:
    """Return the words of a question about recommendations that say which of them it means.

    >>> narrowing("What must the police put right immediately?")
    ['police']
    """
    text = _AUTHORITY.sub("authority", _URGENT.sub(" ", _GENERAL_PHRASES.sub(" ", text)))
    return [word for word in content_words(text) if stem(word) not in GENERAL]


def is_for(row: LedgerRow, question: Question, sources: Sources) -> bool:
    """Return whether a recommendation is addressed to whom a question names: all that it says besides."""
    note = row.note or _headed_for(row, sources)
    to = content_words(_AUTHORITY.sub("authority", spelled_out(plainly(note))))
    named = narrowing(question.content)
    if named == ["authority"] and not to:  # an inspection of its services advises it where it names nobody
        headings = " ".join(sources.section(row.document_id, row.span))
        return row.family == "childrens" and not _BOARD.search(headings)
    if named:
        return any(to[n : n + len(named)] == named for n in range(len(to)))
    itself = _SERVICE_ITSELF.intersection(words(question.content)) and _OF_SOME.search(question.text)
    return bool(itself and to) and set(to) - set(words(row.subject)) <= _SERVICE_ITSELF


def wanted(rows: Sequence[LedgerRow], question: Question, sources: Sources) -> tuple[LedgerRow, ...]:
    """Return of one report's recommendations those that a question asks for: to whom it names, and how urgent.

    Args:
        rows: Of one document; all of them where the question tells none from the others.
        question: As read.
        sources: Says under which headings they stand.
    """
    rows = [row for row in rows if is_for(row, question, sources)] or list(rows)
    return tuple(row for row in rows if _is_urgent(row, sources)) if _URGENT.search(question.text) else tuple(rows)


def _is_urgent(row: LedgerRow, sources: Sources) -> bool:
    """Return whether a recommendation stands under a heading such as "Priority and immediate action"."""
    return any(map(_URGENT.search, sources.section(row.document_id, row.span)))


def _headed_for(row: LedgerRow, sources: Sources) -> str:
    """Return whom the heading of a recommendation names ("What does the board need to improve?")."""
    headings = reversed(sources.section(row.document_id, row.span))
    named = (match for heading in headings for pattern in _HEADED if (match := pattern.match(heading)))
    return next((match["who"] for match in named), "")


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
        cited = [*addressee(row, sources, citations), *compose.cite_row(row, sources, citations)]
        text = " ".join(quoted(citation.quote) for citation in cited)
        statements.append(Statement(context + text, tuple(citation.marker for citation in cited)))
    return Answer(question.text, question.describe(), False, None, SURE, tuple(statements), citations.all())


def addressee(row: LedgerRow, sources: Sources, citations: Citations) -> list[Citation]:
    """Cite the line that says whom a recommendation is addressed to; nothing where none does, or it does so itself."""
    if not row.note:
        return []
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
