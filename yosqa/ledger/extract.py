"""Turn one document into its ledger rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from yosqa.frameworks import Framework, Measure, framework, frameworks, recognise
from yosqa.ledger import figures, heads, news, register
from yosqa.ledger.credits import credited
from yosqa.ledger.heads import Stated
from yosqa.ledger.model import Figure, LedgerRow
from yosqa.ledger.ratings import Rated, ratings
from yosqa.ledger.recommendations import recommendations
from yosqa.ledger.text import FoldedPage, flat
from yosqa.metadata import Facts
from yosqa.metadata.places import gazetteer
from yosqa.model import Block, Document, Kind, Page, Span

HEAD_PAGES = 8
"""A report names its framework's parts in its first pages: cover, contents, summary of ratings."""
_ARTICLES = frozenset({Kind.NEWS, Kind.RELEASE, Kind.OTHER})
_REPORTS = frozenset({Kind.REPORT, Kind.JOINT})
"""Kinds that state what their framework rates; a thematic or an annual report may use its words and rate nothing."""


def extract(document: Document, pages: Sequence[Page], blocks: Sequence[Block], facts: Facts) -> tuple[LedgerRow, ...]:
    """Return the rows of a document; see ``yosqa.ledger.rows``."""
    folded = [FoldedPage(page.number, page.text) for page in pages]
    make = _Maker(document, folded)
    if document.metadata.kind is Kind.REGISTER:
        return tuple(make.entry(entry) for entry in register.entries(folded, blocks))
    scheme, rated = _scheme(document, folded, blocks)
    found = [make.rated(scheme, one) for one in rated] if scheme else []
    own = document.metadata.kind not in _ARTICLES
    stated = [*heads.stated(facts, own=own), *heads.chief(folded), *figures.headline_figures(folded)]
    if scheme:
        stated += figures.percentages(scheme, folded)
    found += [make.stated(scheme, one) for one in stated]
    if document.metadata.kind in _ARTICLES:
        found += make.claims(found)
        found += [make.stated(None, one) for one in credited(folded)]
    else:
        found += make.recommendations(scheme, blocks)
    if scheme and (document.metadata.kind in _REPORTS or (rated and document.metadata.kind in _ARTICLES)):
        found += make.blanks(scheme, found)
    return tuple(sorted(found, key=lambda row: (row.blank, row.page, row.start, row.end, row.measure)))


def _scheme(
    document: Document, pages: Sequence[FoldedPage], blocks: Sequence[Block]
) -> tuple[Framework | None, tuple[Rated, ...]]:
    """Return the framework whose ratings a document prints, and those that it does.

    An article follows no framework, but may print the ratings of the report that it is about. It tells of earlier
    inspections, too: one that was of its day is meant.
    """
    scheme = framework(document.metadata.framework)
    if scheme is None:
        published = document.metadata.published
        scheme = recognise([" ".join(page.text for page in pages[:HEAD_PAGES])], published)
        if scheme and document.metadata.kind in _ARTICLES and not scheme.allows(published):
            scheme = None
    return scheme, ratings(scheme, pages, blocks) if scheme else ()


class _Maker:
    """Makes rows of one document: what they all share is filled in here."""

    def __init__(self, document: Document, pages: Sequence[FoldedPage]) -> None:
        self._document = document
        self._pages = pages
        self._texts = {page.number: page.text for page in pages}
        self._subject = next(iter(document.metadata.places), "")

    def rated(self, scheme: Framework, rated: Rated) -> LedgerRow:
        kind = Figure.OUTCOME if rated.measure.outcomes else Figure.RATING
        return self._row(
            scheme, rated.measure.id, kind, rated.label, rated.normal, rated.value, (rated.evidence,), note=rated.note
        )

    def stated(self, scheme: Framework | None, stated: Stated) -> LedgerRow:
        return self._row(
            scheme,
            stated.measure,
            stated.kind,
            stated.label,
            stated.normal,
            stated.value,
            (stated.evidence,),
            subject=stated.subject,
            note=stated.note,
        )

    def recommendations(self, scheme: Framework | None, blocks: Sequence[Block]) -> Iterator[LedgerRow]:
        for item in recommendations(self._pages, blocks):
            yield self._row(
                scheme,
                "recommendation",
                Figure.RECOMMENDATION,
                item.heading,
                item.number,
                item.parts[0],
                item.parts,
                note=item.addressee,
                text=flat(" ".join(self._texts[part.page][part.start : part.end] for part in item.parts)),
            )

    def claims(self, found: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
        """Yield what an article says of ratings, unless its own framework's sentences have said so."""
        metadata = self._document.metadata
        known = {(row.measure, row.subject) for row in found}
        family = news.family_of(" ".join(self._texts.values()))
        places = (*metadata.places, *metadata.mentions)
        for claim in news.claims(self._pages, places, metadata.published, family):
            if (claim.measure, claim.place) not in known:
                measure = claim.framework.measure(claim.measure)
                label = measure.names[0] if measure else "Overall rating"
                yield self._row(
                    claim.framework,
                    claim.measure,
                    Figure.RATING,
                    label,
                    claim.normal,
                    claim.value,
                    (claim.evidence,),
                    subject=claim.place,
                )

    def entry(self, entry: register.Entry) -> LedgerRow:
        return self._row(
            entry.framework,
            entry.measure,
            entry.kind,
            entry.label,
            entry.normal,
            entry.value,
            (entry.evidence,),
            subject=_canonical(entry.place),
            period=entry.published,
        )

    def blanks(self, scheme: Framework, found: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
        """Yield a blank row with its reason for every measure that a report of this framework does not state."""
        stated = {row.measure for row in found}
        for measure in scheme.measures:
            if measure.id not in stated and not measure.optional:
                reason = f"{scheme.title}: no “{measure.names[0]}” with a grade was found in the text"
                yield self._blank(scheme, measure.id, measure.names[0], reason)
        for identifier, why in scheme.absent.items():
            if identifier not in stated:
                yield self._blank(scheme, identifier, _name(identifier), why)

    def _blank(self, scheme: Framework, measure: str, label: str, reason: str) -> LedgerRow:
        empty = Span(self._pages[0].number if self._pages else 1, 0, 0)
        return self._row(scheme, measure, Figure.RATING, label, "", empty, (), reason=reason)

    def _row(
        self,
        scheme: Framework | None,
        measure: str,
        kind: Figure,
        label: str,
        normal: str,
        value: Span,
        evidence: tuple[Span, ...],
        **more: Any,
    ) -> LedgerRow:
        """Return a row; ``more`` sets further fields; an empty one stays what the document gives."""
        metadata = self._document.metadata
        row = LedgerRow(
            document_id=self._document.id,
            framework=scheme.id if scheme else "",
            family=scheme.family if scheme else "",
            measure=measure,
            kind=kind,
            label=flat(label),
            value=self._texts.get(value.page, "")[value.start : value.end],
            normal=normal,
            subject=self._subject,
            period=metadata.published or metadata.fieldwork_end,
            page=value.page,
            start=value.start,
            end=value.end,
            evidence=evidence,
            source=metadata.kind,
        )
        return replace(row, **{name: text for name, text in more.items() if text})


def _canonical(place: str) -> str:
    """Return the gazetteer's name for a place as a register writes it, alone or with the service, if it knows one."""
    found = gazetteer().find(place)
    return gazetteer().named(place) or (found[0].name if len(found) == 1 else place)


def _name(identifier: str) -> str:
    """Return a measure's proper name in whichever framework has it."""
    named: Iterator[Measure | None] = (known.measure(identifier) for known in frameworks())
    return next((measure.names[0] for measure in named if measure), identifier)
