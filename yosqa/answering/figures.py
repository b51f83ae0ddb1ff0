"""Answer from the ledger: one report's rating, date or name, or a table over many reports, every cell cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from yosqa.answering import compose, recommended
from yosqa.answering.compose import Citations
from yosqa.answering.cues import Asked, asks_advice, names_in
from yosqa.answering.question import FAMILIES, Question
from yosqa.answering.scope import Scope
from yosqa.answering.sources import Sources
from yosqa.answering.tables import labelled, of_when, table
from yosqa.answering.units import UnitKind
from yosqa.grounding import MONTHS, format_value, long_date, quoted
from yosqa.ledger import Figure, LedgerRow, asking, measures
from yosqa.ledger.parse import parse
from yosqa.ledger.query import lookup, run
from yosqa.ledger.result import Action
from yosqa.ledger.text import fold
from yosqa.ledger.times import Times
from yosqa.metadata import dates
from yosqa.model import Answer, Citation, Computation, Document, Kind, Method, Span, Statement

SURE = 0.97
"""Share of the ledger's answers to questions about one report that are right."""
_DOCUMENTS = 3
"""Of several reports that state the value, the newest so many are shown."""
_COVER_PAGES = 3
"""A report prints its date of publication on one of its first pages."""
_RATED = re.compile(r"\b(?:rat(?:ed|ing)|judge[ds]?|judge?ment|grade[ds]?|verdict)\b")
_INSPECTORS = frozenset({Kind.REPORT, Kind.JOINT, Kind.THEMATIC})
"""Kinds of document that are inspectors' own reports."""
_OF_INSPECTION = re.compile(r"\binspect(?:ion|ors?['’]?) (?:report|findings|judge?ment)\b", re.IGNORECASE)
"""Means the report itself, and no paper about it."""
_NEGATED = re.compile(
    r"(?:\b(?:not|never|fail(?:ed|s)? to)|n't)(?: (?!(?:when|because|that|which|who|while|and)\b)[\w'-]+){0,10} $"
)
"""Before a grade: it is denied."""
_UNRATED = re.compile(
    r"\b(?:not|never|n't)(?: been| be| separately| formally| given){0,3}(?: a)? (?:rat(?:ed?|ing)|graded?|judged?)\b"
    r"|\b(?:has|had|have|is|was|gave|give|given|gives|received) no (?:separate |formal )?(?:rating|grade)\b"
)
"""Says that something has no grade at all."""
_OF_AN_INSPECTION = frozenset({Figure.RATING, Figure.OUTCOME, Figure.DATE, Figure.PERSON})
"""What only an inspection of the year asked for can tell; a rate of that year may stand in a later report."""
_RECOMMENDATION = "recommendation"
_RECOMMENDED = re.compile(r"\brecommend", re.IGNORECASE)
_WHICH_HAS_MORE = re.compile(r"\b(?:more|fewer|most|fewest) recommendations\b", re.IGNORECASE)


def answer(question: Question, scope: Scope, sources: Sources) -> Answer | None:
    """Return what the ledger answers, an abstention where it proves that there is no value, or None.

    Args:
        question: As read.
        scope: The documents that may answer.
        sources: What may be cited.
    """
    query = parse(
        question.text,
        question.places,
        time=_time(question),
        family=FAMILIES.get(question.framework, ""),
        latest=question.latest,
    )
    if query is not None and not question.titles:  # one document is no matter of many inspections
        result = run(query, sources.rows())
        # One inspection alone shows no change of its rating; what changed may stand in the text.
        alone = query.action is Action.TREND and not result.headlines and not asking.rated(fold(question.text))
        if not alone and (made := table(question, result, sources)) is not None:
            return made
    if (corrected := _premise(question, scope, sources)) is not None:
        return corrected
    if len(question.places) > 1 and _WHICH_HAS_MORE.search(question.text):
        return None  # A list of each tells nobody which is longer.
    if (told := recommended.nth(question, scope, sources) or recommended.told(question, scope, sources)) is not None:
        return told
    asked = asking.match(question.placeless) or asking.match(question.text)
    advice = any(map(asks_advice, (question.content, question.placeless)))
    if not asked and (_RECOMMENDED.search(question.content) or advice):
        asked = (_RECOMMENDATION,)
    if not asked or (_RECOMMENDATION in asked and not (_whole_list(question) or _addressed(question, scope, sources))):
        return None
    return _looked_up(question, scope, asked, sources)


def _time(question: Question) -> Times:
    """Return the time that a question, or the turn before it, confines a table to."""
    if question.bound or not question.periods:
        return question.bound
    named = [time for period in question.periods for time in (period.years if "/" in period.iso else (period.iso,))]
    return Times(named[0], named[0]) if len(named) == 1 else Times(only=frozenset(named))


def _premise(question: Question, scope: Scope, sources: Sources) -> Answer | None:
    """Return what was rated when a question takes another rating for granted ("Why was it rated inadequate?")."""
    words = fold(question.text)
    changed_to = _changed_to(words)
    supposed = changed_to or measures.grades_in(words)
    named = tuple(measure for mention in measures.mentioned(question.text) for measure in mention.measures)
    speaks_of_rating = _RATED.search(words) is not None or bool(changed_to)
    telling = (bool(named) and not measures.EVERYDAY.intersection(supposed)) or asking.nothing_else(question.content)
    if question.asked not in {Asked.REASON, Asked.YES_NO} or not supposed or not (telling or speaks_of_rating):
        return None
    if not named and not question.places:
        return None
    for document in scope.documents if scope.narrowed else ():
        rows = [row for row in lookup(sources.rows([document.id]), named or (measures.DEFAULT,)) if not row.blank]
        rows = [row for row in rows if row.kind is Figure.RATING and row.subject in {*question.places, ""}]
        rows = [row for row in rows if _of_time(row, question, scope, sources)]
        if rows and question.asked is Asked.YES_NO:
            return _stated(question, [(document, tuple(rows))], sources, named=len(scope.documents) > 1)
        holds = any(row.normal in supposed for row in rows) != _denied(words)
        if rows and not holds:
            citations = Citations(sources)
            compose.cite_row(rows[0], sources, citations)
            not_so = "" if _denied(words) else f", not {' or '.join(supposed)}"
            of = "" if rows[0].measure == measures.DEFAULT else f" for {measures.name_of(rows[0].measure)}"
            reason = f"{compose.describe(document)} was rated {quoted(rows[0].value)}{of}{not_so}"
            nearest = citations.all()
            return Answer(question.text, question.describe(), True, reason, 0.0, nearest=nearest, corrects=True)
        if rows:
            return None
    return None


def _denied(words: str) -> bool:
    """Return whether folded words deny a grade ("Why was it not rated good?")."""
    return any(_NEGATED.search(words[:start]) for start, _ in measures.graded(words))


def _changed_to(words: str) -> tuple[str, ...]:
    """Return the grade that folded words say something came to from another ("fell from good to inadequate")."""
    grades = measures.graded(words)
    changes = (
        (new,)
        for (start, _), (end, new) in pairwise(grades)
        if re.search(r"\bfrom\b[^.]{0,12}$", words[:start]) and re.search(r"\bto\b[^.]{0,12}$", words[start:end])
    )
    return next(changes, ())


def _looked_up(question: Question, scope: Scope, asked: Sequence[str], sources: Sources) -> Answer | None:
    """Return the value that the newest documents in scope state, or why none does."""
    found: list[tuple[Document, tuple[LedgerRow, ...]]] = []
    blank: LedgerRow | None = None
    other_times: list[str] = []
    for document in scope.documents:
        about = [row for row in sources.rows([document.id]) if _is_about(row, question)]
        rows = _of_turn(lookup([row for row in about if _of_time(row, question, scope, sources)], asked), question)
        other_times += [row.period for row in lookup(about, asked) if not row.blank and row not in rows]
        if rows and rows[0].blank:
            blank = blank or rows[0]
        elif rows:
            found.append((document, rows))
    if _RECOMMENDATION in asked:
        found = _recommended(found, question, sources)
    found = _of_the_inspection(found)
    if not scope.narrowed:
        named = [(document, rows) for document, rows in found if _speaks_of(document, question, sources)]
        if found and not named:
            if any(_speaks_of(document, question, sources) for document in scope.documents):
                return None
            names = " and ".join(names_in(question.content))
            return Answer(question.text, question.describe(), True, f"no document about {names}", 0.0)
        found = named
    if not scope.narrowed and len({rows[0].subject for _, rows in found}) > 1:
        return None
    if "published" in asked and scope.narrowed and (printed := _published(question, scope, sources)):
        return printed
    if found:
        stated = _stated(question, found[:_DOCUMENTS], sources, named=len(scope.documents) > 1)
        notes = [f"the newest {_DOCUMENTS} of {len(found)} documents that state this"] * (len(found) > _DOCUMENTS)
        return replace(
            stated, coverage="; ".join([*notes, *of_when(row for _, rows in found[:_DOCUMENTS] for row in rows)])
        )
    return _none_stated(question, scope, asked, blank, other_times, sources)


def _of_the_inspection(
    found: Sequence[tuple[Document, tuple[LedgerRow, ...]]],
) -> list[tuple[Document, tuple[LedgerRow, ...]]]:
    """Leave out who led a thematic inspection, and when, where another document tells: it is of many places."""
    told = [
        (document, rows)
        for document, rows in found
        if document.metadata.kind is not Kind.THEMATIC or rows[0].kind not in {Figure.DATE, Figure.PERSON}
    ]
    return told or list(found)


def _none_stated(
    question: Question,
    scope: Scope,
    asked: Sequence[str],
    blank: LedgerRow | None,
    other_times: Sequence[str],
    sources: Sources,
) -> Answer | None:
    """Return an abstention that says why no document in scope states a value, where the ledger proves it.

    Args:
        question: As read.
        scope: The documents looked at.
        asked: Ids of the measures.
        blank: The row that says why a document has no value, if one does.
        other_times: When the value was stated, of times other than the one asked for: ISO dates.
        sources: All documents.
    """
    if blank is not None and scope.narrowed and measures.kind_of(asked[0]) in {Figure.RATING, Figure.OUTCOME}:
        where = " and ".join(question.places) or "the corpus"
        reason = f"the document on {where} gives no such rating ({blank.reason})"
        elsewhere = lookup([row for row in sources.rows() if _is_about(row, question)], asked)
        if question.places and (there := _times(row.period for row in elsewhere if not row.blank)):
            reason += f"; the corpus has the rating of {there}"
        said = _said_unrated(scope, asked, sources)
        if said and question.asked is Asked.YES_NO:
            statement = Statement(quoted(said[0].quote), (said[0].marker,))
            return Answer(question.text, question.describe(), False, None, SURE, (statement,), said)
        return Answer(question.text, question.describe(), True, reason, 0.0, nearest=said)
    if scope.narrowed and scope.required:
        published = [document.metadata.published for document in scope.documents]
        other_times = [*other_times, *filter(None, published)]
    if other_times and measures.kind_of(asked[0]) in _OF_AN_INSPECTION and not _told_of(scope, sources):
        where = " and ".join(question.places) or "a service"
        there = _times(other_times) or "only undated ones"
        reason = f"no inspection of {where} at that time; the corpus has {there}"
        return Answer(question.text, question.describe(), True, reason, 0.0)
    return None


def _said_unrated(scope: Scope, asked: Sequence[str], sources: Sources) -> tuple[Citation, ...]:
    """Return the first sentence in scope that says of what is asked for that it was not rated, if one does."""
    citations = Citations(sources)
    for document in scope.documents:
        for unit in sources.units(document.id):
            words = fold(unit.text)
            denied = _UNRATED.search(words) if unit.kind is UnitKind.SENTENCE else None
            if denied and not measures.grades_in(words[denied.end() :]):
                named = measures.mentioned(words[: denied.start()]) or measures.mentioned(words)
                if any(set(mention.measures) & set(asked) for mention in named):
                    citations.cite(document, unit.span)
                    return citations.all()
    return ()


def _told_of(scope: Scope, sources: Sources) -> bool:
    """Return whether some sentence in scope gives a grade and the year asked for, which no document is of."""
    return any(
        period.named_in(unit.text) and measures.graded(fold(unit.text))
        for document in (scope.documents if scope.required else ())
        if document.metadata.kind is not Kind.REGISTER
        for unit in sources.units(document.id)
        for period in scope.required
    )


def _times(periods: Iterable[str]) -> str:
    """Return months in words, oldest first, each once; what has no date is left out."""
    return ", ".join(dict.fromkeys(long_date(period[:7]) for period in sorted(periods) if period))


def _speaks_of(document: Document, question: Question, sources: Sources) -> bool:
    """Return whether a document's cover holds every name in the question: a place that the gazetteer lacks is one."""
    names = names_in(question.content)
    pages = range(1, min(document.page_count, _COVER_PAGES) + 1) if names else ()
    cover = " ".join([document.title, *(sources.page(document.id, number).text for number in pages)]).casefold()
    return all(name.casefold() in cover for name in names)


def _is_about(row: LedgerRow, question: Question) -> bool:
    """Return whether a row is of the places and the family of inspection that a question names."""
    family = FAMILIES.get(question.framework, "")
    return (not family or row.family in {family, ""}) and (not question.places or row.subject in {*question.places, ""})


def _of_time(row: LedgerRow, question: Question, scope: Scope, sources: Sources) -> bool:
    """Return whether a row is of the time that a question names.

    A register's row has its own time. A report was chosen by its time before, unless no report is of the year named:
    then the row's line must name that year.
    """
    if row.blank or not question.periods:
        return row.blank or question.bound.hold(row.period)
    if row.source is Kind.REGISTER:
        times = [time for p in question.periods for time in (p.years if "/" in p.iso else (p.iso,))]
        return any(row.period.startswith(time) for time in times)
    line = " ".join(sources.page(row.document_id, span.page).text[span.start : span.end] for span in row.evidence)
    return all(period.named_in(line) for period in scope.required)


def _of_turn(rows: Sequence[LedgerRow], question: Question) -> tuple[LedgerRow, ...]:
    """Return of a register's rows those of the latest inspection, or of the one before, where that is asked for."""
    turn = question.latest or (question.earlier and not question.periods)
    if not turn or any(row.source is not Kind.REGISTER for row in rows):
        return tuple(rows)
    kept = []
    for measure in dict.fromkeys(row.measure for row in rows):
        series = sorted((row for row in rows if row.measure == measure), key=lambda row: row.period)
        kept += series[-2:-1] if question.earlier else series[-1:]
    return tuple(kept)


def _published(question: Question, scope: Scope, sources: Sources) -> Answer | None:
    """Return where the newest document in scope that prints its date of publication does so."""
    for document in scope.documents:
        iso = document.metadata.published
        if _OF_INSPECTION.search(question.text) and document.metadata.kind not in _INSPECTORS:
            continue
        if len(iso) < len("2018-12") or any(
            not iso.startswith(period.iso.partition("/")[0]) for period in scope.required
        ):
            continue
        month = MONTHS[int(iso[5:7]) - 1]
        in_words = rf"\b(?:\d{{1,2}}\s+)?{month[:3]}\w*\.?,?\s+(?:\d{{1,2}},\s+)?{iso[:4]}\b"
        printed = re.compile(rf"{in_words}|\b{re.escape(iso)}\b", re.IGNORECASE)
        for number in range(1, min(document.page_count, _COVER_PAGES) + 1):
            dated = printed.finditer(sources.page(document.id, number).text)
            found = next((match for match in dated if iso.startswith(dates.read(match[0]) or "?")), None)
            if found:
                citations = Citations(sources)
                citation = citations.cite(document, Span(number, found.start(), found.end()))
                statement = Statement(f"[{compose.describe(document)}] {quoted(citation.quote)}", (citation.marker,))
                return Answer(question.text, question.describe(), False, None, SURE, (statement,), citations.all())
    return None


def _stated(
    question: Question,
    found: Sequence[tuple[Document, tuple[LedgerRow, ...]]],
    sources: Sources,
    *,
    named: bool,
) -> Answer:
    citations = Citations(sources)
    statements: list[Statement] = []
    for document, rows in found:
        context = f"[{compose.describe(document)}] " if named else ""
        kept = rows if rows[0].kind is Figure.RECOMMENDATION else _distinct(rows)
        if question.asked is Asked.NUMBER and rows[0].kind is Figure.RECOMMENDATION:
            count = Computation(Method.COUNT, float(len(rows)))
            first = tuple(compose.cite_row(row, sources, citations)[0].marker for row in rows)
            what = "recommendation" if len(rows) == 1 else "recommendations"
            statements.append(Statement(f"{context}{format_value(count.value)} {what}", first, count))
            context = ""
        whom = ""
        for row in kept:
            said = row.kind is not Figure.RECOMMENDATION or row.note == whom or question.asked is Asked.NUMBER
            lead, whom = [] if said else recommended.addressee(row, sources, citations), row.note
            cited = compose.cite_row(row, sources, citations)
            if row.source is Kind.REGISTER:
                statements.append(Statement(labelled(row, measures.name_of(row.measure)), (cited[0].marker,)))
            else:
                for citation in cited:
                    if all(citation.marker not in statement.citations for statement in statements):
                        together = [*lead, citation]
                        text = " ".join(quoted(one.quote) for one in together)
                        statements.append(Statement(context + text, tuple(one.marker for one in together)))
                    context, lead = "", []
    return Answer(question.text, question.describe(), False, None, SURE, tuple(statements), citations.all())


def _distinct(rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Keep one row for each value of a measure; the same value said twice is said once, in a register once a time."""
    kept: dict[tuple[str, str, str], LedgerRow] = {}
    for row in rows:
        kept.setdefault((row.measure, row.normal, row.period if row.source is Kind.REGISTER else ""), row)
    return list(kept.values())


def _whole_list(question: Question) -> bool:
    """Return whether all recommendations are asked for, not those on some matter."""
    return question.asked in {Asked.LIST, Asked.NUMBER} and not recommended.narrowing(question.content)


def _addressed(question: Question, scope: Scope, sources: Sources) -> bool:
    """Return whether the recommendations to somebody are asked for, and nothing else about them."""
    return any(
        recommended.is_for(row, question, sources)
        for document in scope.documents
        for row in sources.rows([document.id])
        if row.kind is Figure.RECOMMENDATION
    )


def _recommended(
    found: Sequence[tuple[Document, tuple[LedgerRow, ...]]], question: Question, sources: Sources
) -> list[tuple[Document, tuple[LedgerRow, ...]]]:
    """Return only the recommendations asked for, of the documents that make any to whom a question names."""
    addressed = [
        (document, rows)
        for document, rows in found
        if any(recommended.is_for(row, question, sources) for row in rows if row.kind is Figure.RECOMMENDATION)
    ]
    kept = [(document, recommended.wanted(rows, question, sources)) for document, rows in addressed or found]
    return [(document, rows) for document, rows in kept if rows]
