"""Put what a follow-up names in the place of its like in the question before: "And Barnet?", "what about planning?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yosqa.answering import casework
from yosqa.answering.cues import Asked
from yosqa.answering.question import FAMILIES, Question, period_ranges, read
from yosqa.ledger import asking, measures, times
from yosqa.model import Kind

if TYPE_CHECKING:
    from yosqa.metadata.places import Gazetteer

_SAME_TIME = re.compile(r"\b(?:in |at )?that (?:same )?(?:year|month|time)\b|\b(?<!since )then$", re.I)
_OF_COUNTRY = re.compile(
    r"^(?:the )?(?:national(?:ly)?(?: (?:average|figure|rate))?|england(?: and wales)?|(?:across )?the country)$", re.I
)
BEFORE = re.compile(
    r"\b(?:the )?(?:one|inspection|report|time) before(?: (?:that|it|this))?\b"
    r"|\b(?:the )?previous (?:one|inspection|report|time)\b|\blast time\b",
    re.I,
)
"""What means the inspection before the one spoken of; without a turn before it some of it means something else."""
_THE_LATEST = re.compile(
    r"^(?:(?:the|its|their)\s+)?(?:latest|newest|most recent|current)(?:\s+(?:one|inspection|report|rating))?$"
    r"|^(?:right )?now$|^today$",
    re.I,
)
_RATING = re.compile(r"\b(?:rating|grade|score|verdict|judge?ment|mark)s?\b", re.I)
_ASPECT = re.compile(
    r"^(?:(?:the|its|their|any)\s+)*(?:ones?\s+|that\s+|those\s+)?(?P<by>for|on|to|from|by|about)\s+(?P<what>.+)$", re.I
)
_SAID_OF = re.compile(
    r"^(?P<head>\W*(?:what|how(?! many\b| much\b)) .*"
    r"\b(?:say|says|said|think|thought|find|found|make|made|feel|felt|write|wrote)\b"
    r"(?: \w+){0,2}? (?:of|about) )(?!it\b|that\b|this\b)",
    re.I,
)
_NOUNS = re.compile(r"^(?:the |its |their )?(?!(?:who|what|when|how|why)\b)[\w'’-]+(?: [\w'’-]+){0,5}$", re.I)
_OPPOSITES = (
    ("strengths", "weaknesses"),
    ("strengths", "areas for improvement"),
    ("highest", "lowest"),
    ("best", "worst"),
    ("begin", "end"),
    ("start", "finish"),
    ("good at", "bad at"),
)
"""Words of which one takes the place of the other in "And the weaknesses?"."""


def inherit(question: Question, last: Question) -> Question:
    """Return ``question`` with the scope of ``last`` where it has none of its own."""
    same_place = not question.places or question.places == last.places
    untimed = not (question.periods or question.bound or question.latest)
    return replace(
        question,
        places=question.places or last.places,
        periods=last.periods if untimed and same_place else question.periods,
        bound=last.bound if untimed and same_place else question.bound,
        titles=question.titles or last.titles,
        kinds=question.kinds or (last.kinds if _may_be_of(*last.kinds, question=question) else ()),
        framework=question.framework or (last.framework if _may_be_of(last.framework, question=question) else ""),
        latest=question.latest or (last.latest and not question.periods and not question.earlier),
        earlier=question.earlier or (last.earlier and not question.periods and not question.latest),
        before=question.before or (last.before if last.earlier and not question.periods else ""),
    )


def _may_be_of(*families: str, question: Question) -> bool:
    """Return whether what a question asks the rating of, if it does, may be rated in some families of inspection.

    Joint inspections rate nothing; other kinds of document may speak of any rating.
    """
    rated_in = asking.rated_in(question.placeless)
    named = {FAMILIES.get(family, family) for family in families} & {*FAMILIES.values(), Kind.JOINT.value}
    return not (rated_in and named) or bool(rated_in & named)


def substitute(rest: str, question: Question, last: Question, gazetteer: Gazetteer) -> Question:
    """Return the last question with its place, period or topic exchanged for what "And ...?" names."""
    text = last.text
    if question.places:
        mentions = gazetteer.find(text)
        named = rest_of(rest, gazetteer)
        if _RATING.search(named) and not _RATING.search(text):
            return inherit(read(f"What is {rest}?", gazetteer), last)
        if mentions:
            first = mentions[0]
            text = text[: first.start] + question.places[0] + text[first.end :]
        else:
            text = f"{text.rstrip('?. ')} in {question.places[0]}?"
        if last.periods and not (question.periods or named):
            text = undated(text)  # another place was inspected at another time
        again = replace(read(text, gazetteer), places=question.places, titles=last.titles)
        of_kind = question if question.framework or question.kinds else last
        again = replace(again, framework=of_kind.framework, kinds=of_kind.kinds)
        if periods := question.periods or (last.periods if _SAME_TIME.search(rest) else ()):
            again = replace(again, periods=periods)
        return again
    if _THE_LATEST.search(rest):
        again = inherit(read(undated(text), gazetteer), last)
        return replace(again, periods=(), bound=times.ANY, latest=True, earlier=False, before="")
    if (question.periods or question.bound) and not rest_of(rest, gazetteer):
        ranges = period_ranges(text)
        if ranges:
            start, end = ranges[0]
            text = f"{text[:start]} {rest} {text[end:]}"
        else:
            text = f"{text.rstrip('?. ')} {rest}?"
        again = read(" ".join(text.split()), gazetteer)
        periods = () if again.bound else question.periods
        return replace(inherit(again, last), periods=periods, latest=False, earlier=False)
    bare = rest.strip("?. ")
    if last.asked is Asked.DEFINITION and _is_term(bare) and not question.periods:
        return inherit(read(f"What is {bare}?", gazetteer), last)
    if _OF_COUNTRY.match(bare) and last.asked is Asked.NUMBER:
        return inherit(read(f"{text.rstrip('?. ')} nationally?", gazetteer), last)
    text = casework.in_another_state(text, bare) or casework.of_another_aspect(text, bare) or with_topic(question, last)
    return inherit(read(text, gazetteer), last)


def _is_term(words: str) -> bool:
    """Return whether words may be one more term to define: "the cost" is something about the last one."""
    return bool(_NOUNS.match(words)) and not (_ASPECT.match(words) or re.match(r"(?:the|its|their|any)\b", words, re.I))


def undated(text: str) -> str:
    """Return ``text`` without the periods that it names."""
    for start, end in reversed(period_ranges(text)):
        text = f"{text[:start]} {text[end:]}"
    return re.sub(r" (?=\?)", "", " ".join(text.split()))


def rest_of(rest: str, gazetteer: Gazetteer) -> str:
    """Return the topic words of "And ...?" that are neither place nor period."""
    question = read(rest, gazetteer) if rest else None
    if question is None:
        return ""
    named = question.places or question.periods or question.bound
    bare = re.sub(r"\b(?:in|for|the|of|at|and|its?|report|inspection)\b|\W", " ", question.content, flags=re.I)
    return "" if question.content == rest and named else " ".join(bare.split())


def with_topic(question: Question, last: Question) -> str:
    """Return the last question with another topic put in place of its own."""
    topic = re.sub(
        r"^\W*(?:(?:and|but|so)\b\s*)?(?:(?:what|how) about\s*|(?:the )?same for\s*|for\s*)?",
        "",
        question.text,
        flags=re.I,
    ).rstrip("?. ")
    match = re.search(
        r"^(?P<head>.*\b(?:rating|rated|grade|judge[ds]?|percentage|score)\b.*?)(?P<tail>\s+(?:for|on|of)\s+.*)?$",
        last.text,
        re.I,
    )
    if (exchanged := _exchanged(topic, last.text)) is not None:
        return exchanged
    if (exchanged := measures.exchanged(topic, last.text)) is not None:
        return exchanged
    if match and not BEFORE.search(question.text):
        return f"{match['head'].rstrip('?. ')} for {topic}?"
    if BEFORE.search(question.text):
        return last.text
    return f"{topic}: {last.text}" if len(topic.split()) > 2 else f"{last.text.rstrip('?. ')}: {topic}?"


def _exchanged(topic: str, last: str) -> str | None:
    """Return the last question with ``topic`` in place of its like: its opposite, or what follows a preposition."""
    for pair in _OPPOSITES:
        for word, other in (pair, pair[::-1]):
            if re.search(rf"\b{other}$", topic, re.I) and re.search(rf"\b{word}\b", last, re.I):
                return re.sub(rf"\b{word}\b", other, last, count=1, flags=re.I)
    if (said := _SAID_OF.match(last)) and not _ASPECT.match(topic) and _NOUNS.match(topic):
        return f"{said['head']}{topic}?"
    aspect = _ASPECT.match(topic)
    where = last.lower().rfind(f" {aspect['by'].lower()} ") if aspect else -1
    return f"{last[:where]} {aspect['by']} {aspect['what']}?" if aspect and where > 0 else None
