"""Commands on the ledger: ``ratings``; ``compare`` of articles with their reports; ``follow`` of recommendations."""

from __future__ import annotations

import difflib
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yosqa.cli import output
from yosqa.cli.session import configure
from yosqa.errors import ExitCode, SettingsError
from yosqa.frameworks import frameworks, grade_ways
from yosqa.ledger import Figure, LedgerRow, table
from yosqa.ledger.compare import Finding, Source, compare, report_for
from yosqa.ledger.follow import Followed, follow, next_inspection
from yosqa.ledger.text import fold
from yosqa.metadata.places import gazetteer
from yosqa.model import Kind
from yosqa.store import Index

if TYPE_CHECKING:
    from yosqa.model import Document, Span

_GRADED = frozenset({Figure.RATING, Figure.OUTCOME})
_RETELLS = frozenset({Kind.NEWS, Kind.RELEASE})
_REPORTS = frozenset({Kind.REPORT, Kind.JOINT})


def ratings(options: Namespace) -> int:
    """``yosqa ratings``: exits with 1 when no row passes the filters."""
    workspace, _ = configure(options)
    chosen = (_chosen("kind", kind, {known: known for known in Figure}) for kind in options.kind)
    kinds = frozenset(map(Figure, filter(None, chosen))) or _GRADED
    family = _chosen("family", options.family, {known.family: known.family for known in frameworks()})
    with Index.open(workspace.index) as index:
        documents = {document.id: document for document in index.documents()}
        every = index.ledger(LedgerRow)
        if kinds <= _GRADED:
            grade = _chosen("grade", options.grade, _grades(every))
        else:  # any value may be right: a number, a date, a name
            grade = grade_ways().get(fold(options.grade), options.grade)
        rows = table.select(
            every,
            places=_places(options.places),
            measure=options.measure,
            grade=grade,
            year=options.year,
            family=family,
            kinds=kinds,
            blanks=options.blanks,
        )
    if not rows:
        output.note("No rating or figure of the documents passes these filters.")
    if options.csv:
        sys.stdout.write(table.as_csv(rows, documents))
    elif options.json:
        sys.stdout.write(f"{table.as_json(rows, documents)}\n")
    else:
        for text in table.as_text(rows, documents).splitlines():
            output.line(output.printable(text))
    return ExitCode.DONE if rows else ExitCode.NO_ANSWER


def compare_articles(options: Namespace) -> int:
    """``yosqa compare``: exits with 1 when no article has a report to be set against."""
    workspace, _ = configure(options)
    places = _places(options.places)
    pairs = 0
    with Index.open(workspace.index) as index:
        for article, report in _pairs(index, places):
            pairs += 1
            findings = compare(article, report)
            if options.json:
                output.json_line(_as_json(article, report, findings))
            else:
                _show(article, report, findings)
    if not pairs:
        output.note(f"No article{_on(places)} has a report in the corpus to be set against.")
    return ExitCode.DONE if pairs else ExitCode.NO_ANSWER


def follow_recommendations(options: Namespace) -> int:
    """``yosqa follow``: exits with 1 when no recommendation has a later inspection that speaks of its matter."""
    workspace, _ = configure(options)
    places = _places(options.places)
    linked = 0
    with Index.open(workspace.index) as index:
        rows = [row for row in index.ledger(LedgerRow) if not places or row.subject in places]
        made = _recommendations(rows)
        later = {one: after for one in made if (after := next_inspection(made[one][0], rows))}
        for document_id, next_id in later.items():
            first, then = _source(index, index.document(document_id)), _source(index, index.document(next_id))
            for followed in follow(made[document_id], next_id, then.pages, index.blocks(next_id)):
                linked += 1
                if options.json:
                    output.json_line(_followed_as_json(first, then, followed))
                else:
                    _show_followed(first, then, followed)
    if not made:
        output.note(f"No report{_on(places)} makes a recommendation.")
    elif not later:
        output.note(f"No report{_on(places)} that makes recommendations has a later inspection in the corpus.")
    elif not linked:
        output.note(f"No later inspection{_on(places)} speaks of what was recommended.")
    return ExitCode.DONE if linked else ExitCode.NO_ANSWER


def _recommendations(rows: Iterable[LedgerRow]) -> dict[str, list[LedgerRow]]:
    """The recommendations of each report, by its id."""
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        if row.source in _REPORTS and row.kind is Figure.RECOMMENDATION:
            found.setdefault(row.document_id, []).append(row)
    return found


def _on(places: Sequence[str]) -> str:
    """The places asked for, as they stand in a sentence."""
    return f" on {' or '.join(places)}" if places else ""


def _places(typed: Sequence[str]) -> tuple[str, ...]:
    """The canonical names of places as a person types them; of several that are meant the likeliest."""
    names = []
    for words in typed:
        found = gazetteer().resolve(words)
        if not found:
            raise SettingsError(f"There is no place {words!r}.", hint="Name an authority of England or Wales.")
        names.append(found[0])
    return tuple(names)


def _chosen(option: str, typed: str, ways: Mapping[str, str]) -> str:
    """The value that is meant, as rows have it; nothing typed means none.

    Args:
        option: The option's name, for the error.
        typed: What a person typed, in any case.
        ways: Each way of writing a value, folded, and the value.

    Raises:
        SettingsError: No row can be so.
    """
    folded = fold(typed)
    if not folded or folded in ways:
        return ways.get(folded, "")
    near = difflib.get_close_matches(folded, ways, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(sorted(set(ways.values())))}."
    raise SettingsError(f"--{option}: there is no {typed!r}.", hint=hint)


def _grades(rows: Iterable[LedgerRow]) -> dict[str, str]:
    """Each way of writing the grades and outcomes that a framework gives, and those of the documents."""
    outcomes = {outcome for known in frameworks() for measure in known.measures for outcome in measure.outcomes}
    told = {row.normal for row in rows if row.kind in _GRADED and row.normal}
    return {fold(value): value for value in outcomes | told} | dict(grade_ways())


def _pairs(index: Index, places: Sequence[str]) -> Iterator[tuple[Source, Source]]:
    """Each article with the report that it is about."""
    about = [document for document in index.documents() if not places or {*document.metadata.places[:1]} & {*places}]
    reports = [_source(index, document) for document in about if document.metadata.kind in _REPORTS]
    for document in about:
        if document.metadata.kind in _RETELLS:
            article = _source(index, document)
            family = Counter(row.family for row in article.rows).most_common(1)
            if report := report_for(document, family[0][0] if family else "", reports):
                yield article, report


def _source(index: Index, document: Document) -> Source:
    rows = index.ledger(LedgerRow, [document.id])
    return Source(document, index.pages(document.id), index.blocks(document.id), rows)


def _show(article: Source, report: Source, findings: Sequence[Finding]) -> None:
    counts = Counter(finding.verdict for finding in findings)
    output.line(f"{_name(article)}\nagainst {_name(report)}")
    output.line(", ".join(f"{count} {verdict}" for verdict, count in counts.items()) or "no point in common")
    for finding in findings:
        output.line(f"\n  {finding.verdict}: {output.printable(finding.about)}")
        output.line(f"    article: {_quoted(article, finding.article)}")
        if finding.report:
            output.line(f"    report:  {_quoted(report, finding.report)}")
    output.line()


def _show_followed(first: Source, then: Source, followed: Followed) -> None:
    output.line(f"{_name(first)}, recommendation {output.printable(followed.recommendation.normal)}")
    output.line(f"    {_quoted(first, followed.recommendation.span)}")
    output.line(f"{_name(then)}, confidence {followed.confidence:.2f}")
    output.line(f"    {_quoted(then, followed.passage)}\n")


def _followed_as_json(first: Source, then: Source, followed: Followed) -> dict[str, Any]:
    return {
        "report": first.document.path,
        "number": followed.recommendation.normal,
        "recommendation": _side(first, followed.recommendation.span),
        "next": then.document.path,
        "passage": _side(then, followed.passage),
        "confidence": followed.confidence,
    }


def _name(source: Source) -> str:
    metadata = source.document.metadata
    about = ", ".join(part for part in (metadata.kind.value, metadata.published, source.document.path) if part)
    return output.printable(f"{source.document.title} ({about})")


def _quoted(source: Source, span: Span) -> str:
    return output.printable(f"“{' '.join(_text(source, span).split())}” (page {span.page})")


def _text(source: Source, span: Span) -> str:
    page = next(page for page in source.pages if page.number == span.page)
    return page.text[span.start : span.end]


def _as_json(article: Source, report: Source, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "article": article.document.path,
        "report": report.document.path,
        "findings": [
            {
                "verdict": finding.verdict.value,
                "about": finding.about,
                "article": _side(article, finding.article),
                "report": _side(report, finding.report) if finding.report else None,
            }
            for finding in findings
        ],
    }


def _side(source: Source, span: Span) -> dict[str, Any]:
    return {"page": span.page, "start": span.start, "end": span.end, "quote": _text(source, span)}
