"""Read a question over many inspections into a typed query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yosqa import terms
from yosqa.frameworks import frameworks
from yosqa.ledger import asking, comparisons, conditions, measures, times
from yosqa.ledger.figures import catalogue
from yosqa.ledger.model import Figure
from yosqa.ledger.result import Action, LedgerQuery, Threshold
from yosqa.ledger.text import fold
from yosqa.ledger.times import Times

_THINGS = (
    r"(?:services?|authorit(?:y|ies)|councils?|areas?|places?|boroughs?|count(?:y|ies)|cit(?:y|ies)|teams?|las"
    r"|yos(?:s|es)?|yots?|yjs(?:s|es)?|partnerships?|boards?)"
)
_PAPERS = r"(?:reports?|inspections?|judgements?|documents?|recommendations?)"
_WORDS = r"(?: [\w'-]+)"
_COMPARE = re.compile(
    r"\b(?:compar\w+|versus|vs|against each other|side by side|difference between|differ)\b"
    r"|\b(?:better|higher|worse|lower)\b.{0,60}\b(?:or|than)\b|\bor\b.{0,40}\b(?:better|higher|worse|lower)\b"
    r"|\bwhich (?:of|one|was|is|did|had|has|service|council|area)\b.{0,60}\b(?:better|higher|worse|lower|more|less)\b"
)
_AVERAGE = re.compile(r"\b(?:average|mean)\b")
_NATIONAL = re.compile(
    r"\bnational(?:ly)?\b|\bcountrywide\b|\bengland(?: and wales)?(?:'s)? (?:average|mean|figure|rate|as a whole)\b"
    r"|\b(?:welsh|wales(?:'s)?|english) (?:national )?(?:average|mean|figure|rate)\b"
    r"|\b(?:across|for|in|of|throughout) (?:the (?:whole )?country|england(?: and wales)?)\b"
)
"""Asks for the figure of the whole country, which reports print beside their own."""
_AGAINST = re.compile(
    r"\b(?:above|below|over|under|exceed\w*|beat\w*)\b"
    r"|\b(?:higher|lower|better|worse|more|less|fewer|greater|smaller) than\b"
)
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
_PARTS = re.compile(
    r"^\W*(?:which|what|how many)(?: of the)? (?:[\w'-]+ )?(?:standards?|aspects?|domains?"
    r"|parts? of (?:(?:the|their|its) )?(?:[\w'-]+ )?(?:services?|inspections?|work|casework|disposals?))\b"
    r"(?: [\w'-]+){0,5}? (?:(?:was|were|is|are|been) (?:[\w'-]+ )?(?:rated|graded|judged|scored|marked)"
    r"|(?:came out|ended up|got|scored)(?: as)?)\b"
)
"""The same where no place is named: "which areas" are councils then."""
_ONLY_PARTS = re.compile(r"\b(?:standards?|aspects?|domains?|parts?)\b")
"""What is not said of a service as a whole; an area or a judgement may be overall."""
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
_OF_THE_SCALE = (
    r"(?:[- ](?:overall|possible))?[- ](?:rated|ratings?|graded?|grades|marks?|marked)\b(?! (?:service|council|area)\b)"
)
_TOP = re.compile(rf"(?<=\w )(?:the )?(?:top|highest|best){_OF_THE_SCALE}", re.IGNORECASE)
_BOTTOM = re.compile(rf"(?<=\w )(?:the )?(?:bottom|lowest|worst){_OF_THE_SCALE}", re.IGNORECASE)
"""The ends of every inspectorate's scale, by another name."""
_SEVERAL = re.compile(
    r"^\W*(?:on |in )?(?:which|what|how many|list)\b.{0,20}"
    r"\b(?:standards|services|areas|councils|teams|parts|aspects)\b",
    re.I,
)
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
_SHARES = frozenset({Figure.PERCENTAGE, Figure.RATE})
_NAMED = frozenset({Figure.PERSON, Figure.DATE, Figure.RECOMMENDATION})
"""Values that are not listed over many inspections, and no mark of a question about one."""


def parse(
    question: str, places: Sequence[str] = (), *, time: Times = times.ANY, family: str = "", latest: bool = False
) -> LedgerQuery | None:
    """Return the query a question stands for, or None when it is not one over many inspections or over time.

    Args:
        question: As typed, or with the conversation's context carried in.
        places: Canonical names of the places it names, in order.
        time: What it is confined to where it names no time itself: that of the turn before.
        family: The same of what was inspected.
        latest: Whether only the latest inspections are asked for, even if its words do not say so.
    """
    if _SEVERAL.search(question):
        question = _BOTTOM.sub("rated inadequate", _TOP.sub("rated outstanding", question))
    words = fold(question)
    own = times.read(words)
    scope = LedgerQuery(
        Action.LIST,
        places=tuple(places),
        time=own if own or own.unread else time,
        region="" if places else conditions.region(words),
        family=next((name for pattern, name in _FAMILY if pattern.search(words)), family),
        latest=latest,
        untold=() if places else conditions.untold(words),
    )
    if not places and "recommend" in words and _OVER_MANY.search(words):
        topic = _topic(words)
        if topic:
            return replace(scope, action=Action.MENTIONS, measures=("recommendation",), words=topic, untold=own.unread)
    named = _measures(question, words)
    if (rated_in := frozenset[str]().union(*map(measures.families, named))) and scope.family not in rated_in:
        # "The joint inspections" of youth offending are no joint targeted area inspections.
        scope = replace(scope, family="")
    if len(places) == 1 and _TREND.search(words) and asking.nothing_else(_TREND.sub(" ", question)):
        # A change may start from an inspection before the time asked for; "in 2021" may be of the one it starts from.
        ending = Times(until=own.until) if own.until != own.since else times.ANY
        return replace(scope, action=Action.TREND, measures=named or (measures.DEFAULT,), time=ending, latest=False)
    if places and own.unread:
        return None
    if len(places) >= 2 and _COMPARE.search(words):
        rest = re.sub(rf"{_COMPARE.pattern}|\bwho\b", " ", question, flags=re.IGNORECASE)
        if not named and not asking.nothing_else(rest):
            return None  # "How do Leeds and Hull compare on reoffending?" is not about their ratings.
        return replace(scope, action=Action.COMPARE, measures=named, latest=not scope.time)
    between = len(places) == 1 and scope.time.only and _COMPARE.search(words)
    if between and asking.nothing_else(_COMPARE.sub(" ", words).replace(fold(places[0]), " ")):
        return replace(scope, action=Action.TREND, measures=named, latest=False)
    if not places:
        scope = replace(scope, unread=conditions.unread(words, _topics(words, named)))
    numeric = any(measures.kind_of(one) in _NUMERIC for one in named)
    superlative = _SUPERLATIVE.search(words)
    if numeric and _NATIONAL.search(words) and not superlative:
        against = _AGAINST.search(words) is not None
        if against and not places:
            return None  # Whose figure is above the country's is told by no single row.
        beside = against or _COMPARE.search(words) is not None
        return replace(scope, action=Action.NATIONAL, measures=named, beside=beside, region="")
    if numeric and _AVERAGE.search(words):
        return replace(scope, action=Action.AVERAGE, measures=named)
    if numeric and superlative and not places and not scope.unread:
        return replace(scope, action=Action.EXTREME, measures=named, lowest=bool(superlative["low"]))
    if superlative and not places and not asking.rated(words) and not measures.grades_in(words):
        return None  # "The highest rate of children in care" is no rating.
    if places and conditions.uncompared(words):
        return None
    rated = replace(scope, measures=named, grades=comparisons.grades(words))
    if len(places) == 1:
        return _of_parts(words, rated, _STANDARDS)
    if places:
        return _of_many(words, rated)
    listed = (None if rated.region else _of_parts(words, rated, _PARTS)) or _of_many(words, rated)
    passed_over = conditions.passed_over(words, _topics(words, named))
    return replace(listed, unread=(*listed.unread, *passed_over)) if listed else None


def _of_parts(words: str, query: LedgerQuery, named: re.Pattern[str]) -> LedgerQuery | None:
    """Return a list or count of the standards that fit, or None when neither is asked for.

    Args:
        words: The question, folded.
        query: What was read of it.
        named: How standards are asked for.
    """
    if not query.grades or not named.search(words):
        return None
    return replace(
        query,
        action=Action.COUNT if "how many" in words else Action.LIST,
        measures=(within := measures.of_domains(words)),
        within=bool(within),
        parts=_ONLY_PARTS.search(words) is not None,
        latest=query.latest or not query.time,
    )


def _of_many(words: str, query: LedgerQuery) -> LedgerQuery | None:
    """Return a list or count of what fits among many, or None when neither is asked for."""
    count = _COUNT.search(words)
    if not (count or _LIST.search(words)) or any(measures.kind_of(one) in _NAMED for one in query.measures):
        return None
    listed = replace(
        query,
        action=Action.COUNT if count else Action.LIST,
        measures=query.measures or (measures.DEFAULT,),
        per_place=_ONE_THING.search(words) is not None and _ONE_PAPER.search(words) is None,
    )
    numeric = all(measures.kind_of(one) in _NUMERIC for one in listed.measures)
    if threshold := comparisons.threshold(words) if numeric else None:
        listed = _bounded(listed, threshold)
    movement = None if query.places else conditions.movement(words)
    if movement and listed.per_place and not query.unread:
        return replace(listed, action=Action.MOVE, movement=movement, grades=frozenset())
    if not query.measures and not query.grades:
        return None
    told = query.grades or any(measures.kind_of(one) in _NUMERIC for one in query.measures)
    if (query.unread or not told) and not asking.rated(words) and not asking.telling(words):
        return None  # "How many care leavers are in prison?" is not about their rating.
    if together := conditions.together(words):
        wanted = tuple(dict.fromkeys(one for requirement in together for one in requirement.measures))
        listed = replace(listed, measures=wanted, together=together, grades=frozenset())
    of_now = _PRESENT.search(words) is not None and _PAST.search(words) is None
    latest = query.latest or _LATEST.search(words) is not None or (of_now and not query.time)
    never = conditions.never(words)
    return replace(listed, latest=latest and not never, never=never)


def _bounded(query: LedgerQuery, threshold: Threshold) -> LedgerQuery:
    """Return a query with a threshold, unless it is one of percentages and asks for none."""
    if threshold.percent and not all(measures.kind_of(one) in _SHARES for one in query.measures):
        return query
    return replace(query, threshold=threshold, untold=tuple(one for one in query.untold if one != threshold.said))


def _topics(words: str, named: Sequence[str]) -> list[str]:
    """Return the phrases that name the figures asked for, and what of a key question folded words hold."""
    found = [match[0] for known in frameworks() for topic in known.topics if (match := topic.asked.search(words))]
    figures = [entry for entry in (*catalogue()["figures"], *catalogue()["rates"]) if entry["id"] in named]
    figures += [entry for entry in catalogue()["shares"] if any(one.startswith(f"{entry['id']}.") for one in named)]
    return [*found, *(phrase for entry in figures for phrase in (*entry["asked"], entry.get("head", "")))]


def _measures(question: str, words: str) -> tuple[str, ...]:
    """Return the measures a question is about; naming one is enough here, the form of the question is the cue."""
    asked = asking.match(question)
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


def _topic(words: str) -> tuple[str, ...]:
    """Return the words a recommendation must hold."""
    quoted = _QUOTED.search(words)
    match = quoted or _TOPIC.search(words)
    if not match:
        return ()
    kept = re.sub(  # not all stop words: "out of hours" is more than "hours"
        r"\b(?:the|a|an|any|recommendations?|more|something|anything|in|since|after|before|\d{4})\b",
        " ",
        match["words"],
    )
    return tuple(terms.words(kept))
