"""Read a question over many inspections into a typed query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yosqa.ledger import measures
from yosqa.ledger.figures import catalogue
from yosqa.ledger.heads import MONTHS
from yosqa.ledger.model import Figure
from yosqa.ledger.result import Action, LedgerQuery
from yosqa.ledger.schemes import frameworks
from yosqa.ledger.text import fold

_THINGS = (
    r"(?:services?|authorit(?:y|ies)|councils?|areas?|places?|boroughs?|count(?:y|ies)|cit(?:y|ies)|teams?|las"
    r"|yos(?:s|es)?|yots?|yjs(?:s|es)?|partnerships?|boards?)"
)
_PAPERS = r"(?:reports?|inspections?|judgements?|documents?|recommendations?)"
_WORDS = r"(?: [\w'-]+)"
_COMPARE = re.compile(
    r"\b(?:compar\w+|versus|vs|against each other|side by side|difference between|differ)\b"
    r"|\b(?:better|higher|worse|lower)\b.{0,60}\bor\b"
    r"|\bwhich (?:of|one|was|is|did|had|has|service|council|area)\b.{0,60}\b(?:better|higher|worse|lower|more|less)\b"
)
_AVERAGE = re.compile(r"\b(?:average|mean)\b")
_TREND = re.compile(
    r"\b(?:(?<!to )improv(?:e|ed|ing)|(?:got|gotten|getting|become) (?:better|worse)|chang(?:e|ed|es)|declined"
    r"|deteriorated|worsened|trends?|history|developed|moved|(?:gone|went|going) (?:up|down)|or worse|or better)\b"
)
_COUNT = re.compile(
    rf"\bhow many\b(?: of (?:the|them))?{_WORDS}{{0,4}}? (?:{_THINGS}|{_PAPERS}|were|are|was|got|received|have|had)\b"
    rf"|\bnumber of{_WORDS}{{0,3}}? (?:{_THINGS}|{_PAPERS})\b"
)
_LIST = re.compile(
    rf"\b(?:which|what|list|show|name|every|all|each)\b{_WORDS}{{0,5}}? (?:{_THINGS}|{_PAPERS})\b"
    r"|\b(?:list|show)\b.{0,40}\b(?:ratings|grades|judgements)\b"
    r"|\bwho (?:was|were|is|are|got|has|have) (?:rated|graded|judged)\b|\bwhere (?:was|were|is|are)\b"
)
_STANDARDS = re.compile(
    rf"\b(?:which|what|how many)\b{_WORDS}{{0,3}}? (?:standards?|areas?|judgements?|aspects?|domains?|parts?)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?P<low>lowest|smallest|fewest|worst)\b|\b(?:highest|largest|most|biggest|best|greatest)\b"
)
_LATEST = re.compile(r"\b(?:latest|current(?:ly)?|most recent(?:ly)?|now|today|at present|at the moment)\b")
_PRESENT = re.compile(rf"\b(?:is|are|with (?:its|their)|have|has|hold)\b|\b(?:every|each|all) (?:[\w'-]+ )?{_THINGS}\b")
_FAMILY = (
    (re.compile(r"\b(?:youth (?:offending|justice)|yo[ts]s?|yjs|probation)\b"), "youth"),
    (re.compile(r"\b(?:children's (?:services|social care)|ilacs|social (?:work|care))\b"), "childrens"),
    (re.compile(r"\b(?:send|special educational needs)\b"), "send"),
    (re.compile(r"\b(?:jtai|joint (?:targeted )?(?:area )?(?:\w+ )?inspections?)\b"), "joint"),
)
_YEAR = r"((?:19|20)\d\d)"
_BETWEEN = re.compile(rf"\b(?:between|from) {_YEAR} (?:and|to|until|-) ?{_YEAR}|\b{_YEAR} ?(?:-|to|until) ?{_YEAR}")
_OPEN_ENDED: tuple[tuple[re.Pattern[str], int | None, int | None], ...] = (
    (re.compile(rf"\bafter {_YEAR}"), 1, None),
    (re.compile(rf"\bsince {_YEAR}|\bfrom {_YEAR} (?:on|onwards?)\b"), 0, None),
    (re.compile(rf"\bbefore {_YEAR}"), None, -1),
    (re.compile(rf"\b(?:until|up to|by) {_YEAR}"), None, 0),
)
"""How words bound a time: what is added to the year named for the first and for the last year; None for no bound."""
_IN = re.compile(r"\b(?:(?P<month>[a-z]+) )?(?P<year>(?:19|20)\d\d)\b")
_QUOTED = re.compile(r"[\"'](?P<words>[^\"']{3,60})[\"']")
_TOPIC = re.compile(
    r"\b(?:mention(?:s|ed|ing)?|about|concern(?:s|ed|ing)?|contain(?:s|ing)?|refer(?:s|red|ring)? to|speak(?:s|ing)? of"
    r"|talk(?:s|ing)? about|includes?|on|recommend(?:s|ed)?) "
    r"(?P<words>(?:(?! about | on )[^?.!])+?)"
    r"(?: (?:in|among|within|as) (?:a|an|its|the|their|any|one|at least)\b.*| recommendations?\b.*)?[?.!]*$"
)


_PAST = re.compile(r"\b(?:was|were|ever|did|got|received)\b")
_ONE_THING = re.compile(rf"\b{_THINGS}\b")
_ONE_PAPER = re.compile(rf"\b{_PAPERS}\b")
_OVER_MANY = re.compile(rf"\b(?:which|what|how many|list|show)\b.*\b(?:{_PAPERS}|{_THINGS})\b")
_NUMERIC = frozenset({Figure.PERCENTAGE, Figure.RATE, Figure.COUNT})
_NAMED = frozenset({Figure.PERSON, Figure.DATE, Figure.RECOMMENDATION})
"""Values that are not listed over many inspections, and no mark of a question about one."""


def parse(question: str, places: Sequence[str] = ()) -> LedgerQuery | None:
    """Return the query a question stands for, or None when it is not one over many inspections or over time.

    Args:
        question: As typed, or with the conversation's context carried in.
        places: Canonical names of the places it names, in order.
    """
    words = fold(question)
    since, until = period(words)
    family = next((name for pattern, name in _FAMILY if pattern.search(words)), "")
    scope = LedgerQuery(Action.LIST, places=tuple(places), since=since, until=until, family=family)
    if not places and "recommend" in words and _OVER_MANY.search(words):
        topic = _topic(words)
        if topic:
            return replace(scope, action=Action.MENTIONS, measures=("recommendation",), words=topic)
    named = _measures(question, words)
    if (rated_in := frozenset[str]().union(*map(measures.families, named))) and family not in rated_in:
        # "The joint inspections" of youth offending are no joint targeted area inspections.
        scope = replace(scope, family="")
    if len(places) >= 2 and _COMPARE.search(words):
        return replace(scope, action=Action.COMPARE, measures=named, latest=not (since or until))
    if len(places) == 1 and _TREND.search(words) and measures.nothing_else(_TREND.sub(" ", question)):
        return replace(scope, action=Action.TREND, measures=named or (measures.DEFAULT,), since="", until="")
    numeric = any(measures.kind_of(one) in _NUMERIC for one in named)
    superlative = _SUPERLATIVE.search(words)
    if numeric and _AVERAGE.search(words):
        return replace(scope, action=Action.AVERAGE, measures=named)
    if numeric and superlative and not places:
        return replace(scope, action=Action.EXTREME, measures=named, lowest=bool(superlative["low"]))
    return _filter(words, replace(scope, measures=named, grades=_grades(words)))


def _filter(words: str, query: LedgerQuery) -> LedgerQuery | None:
    """Return a list or count of what fits, or None when neither is asked for."""
    undated = not (query.since or query.until)
    if len(query.places) == 1:
        standards = bool(query.grades) and _STANDARDS.search(words)
        counted = Action.COUNT if "how many" in words else Action.LIST
        parts = "standard" in words
        return replace(query, action=counted, measures=(), parts=parts, latest=undated) if standards else None
    count = _COUNT.search(words)
    asked = query.measures or query.grades
    if (
        not asked
        or not (count or _LIST.search(words))
        or any(measures.kind_of(one) in _NAMED for one in query.measures)
    ):
        return None
    of_now = _PRESENT.search(words) is not None and _PAST.search(words) is None
    return replace(
        query,
        action=Action.COUNT if count else Action.LIST,
        measures=query.measures or (measures.DEFAULT,),
        latest=_LATEST.search(words) is not None or (undated and of_now),
        per_place=_ONE_THING.search(words) is not None and _ONE_PAPER.search(words) is None,
    )


def period(words: str) -> tuple[str, str]:
    """Return the first and last time that folded words confine a question to, each ISO (maybe shortened) or empty."""
    between = _BETWEEN.search(words)
    if between:
        first, last = (year for year in between.groups() if year)
        return first, last
    for pattern, from_shift, to_shift in _OPEN_ENDED:
        match = pattern.search(words)
        if match:
            year = int(next(found for found in match.groups() if found))
            since = str(year + from_shift) if from_shift is not None else ""
            return since, str(year + to_shift) if to_shift is not None else ""
    named = _IN.search(words)
    if not named:
        return "", ""
    month = named["month"]
    iso = f"{named['year']}-{MONTHS.index(month) + 1:02}" if month in MONTHS else named["year"]
    return iso, iso


def _measures(question: str, words: str) -> tuple[str, ...]:
    """Return the measures a question is about; naming one is enough here, the form of the question is the cue."""
    asked = measures.match(question)
    if asked and asked != ("recommendation",):
        return asked
    rates = [entry["id"] for entry in catalogue()["rates"] if any(phrase in words for phrase in entry["asked"])]
    named = [one for mention in measures.mentioned(question) for one in mention.measures]
    specific = [one for one in named if one != measures.DEFAULT]
    outcomes = [
        measure.id
        for known in frameworks()
        for measure in known.measures
        if set(measure.outcomes).intersection(measures.grades_in(words))
    ]
    return tuple(dict.fromkeys(specific or named or outcomes or rates[:1]))


def _grades(words: str) -> frozenset[str]:
    """Return the grades that fit: those named, with "or better" and "or worse", or all others after "not"."""
    named = measures.grades_in(words)
    if not named:
        return frozenset()
    scale = next((known.scale for known in frameworks() if named[0] in known.scale), None)
    if scale is None:
        return frozenset(named)
    position = scale.index(named[0])
    if re.search(r"\bor (?:better|above|higher)\b|\bat least\b", words):
        return frozenset(scale[position:])
    if re.search(r"\bor (?:worse|below|lower)\b|\bat (?:most|best)\b", words):
        return frozenset(scale[: position + 1])
    if re.search(r"\b(?:less than|below|worse than)\b", words):
        return frozenset(scale[:position])
    if re.search(r"\b(?:better than|above)\b", words):
        return frozenset(scale[position + 1 :])
    if re.search(rf"\bnot (?:rated |judged |graded )?(?:as )?{named[0]}\b", words):
        return frozenset(scale) - set(named)
    return frozenset(named)


def _topic(words: str) -> tuple[str, ...]:
    """Return the words a recommendation must hold."""
    quoted = _QUOTED.search(words)
    match = quoted or _TOPIC.search(words)
    if not match:
        return ()
    kept = re.sub(
        r"\b(?:the|a|an|any|recommendations?|more|something|anything|in|since|after|before|\d{4})\b",
        " ",
        match["words"],
    )
    return tuple(re.findall(r"[a-z0-9'-]+", kept))
