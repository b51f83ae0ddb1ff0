"""Find what news and releases say of an inspection's ratings, sentence by sentence.

A claim is a word of rating with one grade in the same clause. It belongs to the measure that its clause names, else to
the service as a whole; to the place that its sentence names last before the grade, else to the article's own. What
speaks of an earlier inspection is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from yosqa.frameworks import Framework, frameworks
from yosqa.ledger import measures
from yosqa.ledger.text import FoldedPage, fold
from yosqa.metadata.places import gazetteer
from yosqa.model import Span

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*(?:[.!?]+[\"']?|$)")
_CLAUSE = re.compile(
    r"[;,]| - | but | while | whereas | although | though | and (?=(?:was|were|is|are|its|the|for|planning)\b)"
)
_CLAIM = (
    r"(?:rat(?:ed|ing)|grad(?:ed|e|ing)|judged|judgement|judgment|deemed|branded|classed|scored|assessed|ranked|marked"
    r"|found)"
    r"(?: \w+){0,4}? (?:(?:as|to be|of|is|was|being) )?(?:an? |overall )?[\"']?"
)
_COPULA = r"\b(?:was|were|is|are) [\"']?"
_CLAUSE_ENDS = r"(?=[\"']?(?:[.,;:]|$| and | but | while ))"
"""After "was good" without a word of rating: "good at listening" rates nothing."""
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|last inspect|last time|earlier|formerly|had been|up from|down from|from [\"']?$"
    r"|compared with|improv\w+ (?:on|from)|since (?:its|the)|not |nationally)"
)
_NO_SUBJECT = re.compile(r" *(?:was|were|is|are|has|have)\b")
_BLANK_LINE = re.compile(r"[ \t]*\n\s*\n\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """One rating that an article states."""

    measure: str
    framework: Framework
    normal: str
    place: str
    value: Span
    evidence: Span


def claims(pages: Sequence[FoldedPage], places: Sequence[str], published: str, family: str) -> tuple[Claim, ...]:
    """Return the ratings that an article states, the first of each measure and place.

    Args:
        pages: The article.
        places: Canonical names it speaks of, its own first.
        published: ISO date, possibly shortened or empty; a clause that names another year speaks of another inspection.
        family: What is inspected (``youth``, ``childrens``): it decides which measures a clause can name.
    """
    scheme = _scheme(family, published)
    if scheme is None:
        return ()
    kept: dict[tuple[str, str], Claim] = {}
    for page in pages:
        for claim in _on_page(page, scheme, places, published):
            kept.setdefault((claim.measure, claim.place), claim)
    return tuple(kept.values())


def _on_page(page: FoldedPage, scheme: Framework, places: Sequence[str], published: str) -> Iterator[Claim]:
    pattern = _pattern(scheme.grades)
    for sentence in _SENTENCE.finditer(page.folded):
        for match in pattern.finditer(sentence[0]):
            at = match.start("grade")
            clause = _clause(sentence[0][:at])
            years = set(_YEAR.findall(_CLAUSE.split(sentence[0][match.end() :])[0] + clause))
            if _EARLIER.search(clause) or (published and years - {published[:4]}):
                continue
            measure = _named(scheme, clause)
            if match["copula"] and measure is None:
                continue
            start = sentence.start()
            place = _place(page.text[slice(*page.range(start, start + at))], places)
            value = page.span(start + at, start + match.end("grade"))
            evidence = _paragraph(page.text, page.span(*sentence.span()), value)
            normal = scheme.grade(fold(page.text[value.start : value.end]))
            yield Claim(measure or "overall", scheme, normal, place, value, evidence)


def _clause(before: str) -> str:
    """Return the clause that ends ``before``, with its subject where words put in stand between: "Staff, too, were"."""
    parts = _CLAUSE.split(before)
    return f"{parts[-3]} {parts[-1]}" if len(parts) > 2 and _NO_SUBJECT.match(parts[-1]) else parts[-1]


def _paragraph(text: str, sentence: Span, value: Span) -> Span:
    """Return what of a sentence stands in the paragraph of ``value``: a headline ends without a full stop."""
    ends = list(_BLANK_LINE.finditer(text, sentence.start, sentence.end))
    start = max((end.end() for end in ends if end.end() <= value.start), default=sentence.start)
    end = min((end.start() for end in ends if end.start() >= value.end), default=sentence.end)
    return Span(sentence.page, start, end)


def _named(scheme: Framework, clause: str) -> str | None:
    """Return the measure that a clause names last, if any; one of two with the same name only beside its domain."""
    best = (-1, -1, "")
    named = measures.domains(clause)
    within = {domain.number for domain in scheme.domains if domain.name in named}
    for measure in scheme.measures:
        if measure.id == "overall":
            continue
        for phrase in measure.asked:
            alike = [other for other in scheme.measures if phrase in other.asked]
            shared = len(alike) > 1 and [other.id for other in alike if other.domain in within] != [measure.id]
            position = clause.rfind(phrase)
            if position >= 0 and not shared:
                best = max(best, (position + len(phrase), len(phrase), measure.id))
    return best[2] or None


def _place(before: str, places: Sequence[str]) -> str:
    """Return the one of some places that a text names last, by any of its names, else the article's own."""
    named = [(mention.end, mention.name) for mention in gazetteer().find(before) if mention.name in places]
    for place in places:
        if gazetteer().place(place) is None:  # the user has named it
            named += [(found.end(), place) for found in re.finditer(rf"(?<!\w){re.escape(place)}(?!\w)", before)]
    return max(named)[1] if named else next(iter(places), "")


def _scheme(family: str, published: str) -> Framework | None:
    """Return the framework of a family in use when an article appeared, the newest if several."""
    fitting = [known for known in frameworks() if known.family == family and known.scale and known.allows(published)]
    return max(fitting, key=lambda known: known.since, default=None)


def family_of(text: str) -> str:
    """Return what an article is about, judged by its words: ``youth``, ``childrens`` or ``""``."""
    words = fold(text)
    youth = len(re.findall(r"youth (?:offending|justice)|young offenders|\byo[st]s?\b|\byjs\b|probation", words))
    childrens = len(re.findall(r"children's (?:services|social care)|ofsted|care leavers|social work", words))
    if not youth and not childrens:
        return ""
    return "youth" if youth >= childrens else "childrens"


@cache
def _pattern(grades: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_CLAIM}|(?P<copula>{_COPULA})){grades}(?(copula){_CLAUSE_ENDS})")
