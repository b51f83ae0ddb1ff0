"""Put what a follow-up names in the place of its like in the question before: "And Barnet?", "what about planning?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yosqa.answering import bounds, casework
from yosqa.answering.cues import Asked
from yosqa.answering.periods import Period, period_ranges
from yosqa.answering.question import FAMILIES, Question, read
from yosqa.answering.retiming import SAME_TIME, redated, undated
from yosqa.ledger import asking, measures, times
from yosqa.metadata.dates import CALENDAR
from yosqa.model import Kind

if TYPE_CHECKING:
    from yosqa.metadata.places import Gazetteer

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
_NATIONALLY = re.compile(
    r",? (?:nationally|across the country|(?:in|for|across) (?:england and wales|england|the (?:whole )?country))\b",
    re.I,
)
_THERE = re.compile(r"\s*\b(?:over there|there|locally|in the (?:borough|city|county|town|area))\b", re.I)
"""The place spoken of, after a figure of the whole country."""
_OTHER_ONE = re.compile(r",?\s*\b(?:in|from|of) the other (?:one|case|study|case study|example)$", re.I)
_NAMED = (
    re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Dame|Sir) )?[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}"),
    re.compile(r"[A-Z]{2,6}s?"),
)
"""A name, and an abbreviation: each takes the place of its like."""
_INSPECTORATES = re.compile(r"\b(?:Ofsted|Estyn|Inspector\w*|Inspection|Probation|HMIP?|HMI|CQC)\b")
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
_LEADING = re.compile(r"^\W*(?:(?:and|but|so)\b\s*)?(?:(?:what|how) about\s*|(?:the )?same for\s*|for\s*)?", re.I)
_INTRODUCED = re.compile(r"(?:according to|as of|per|in|from|of|at|by|the)\b", re.I)
_BODY = re.compile(
    r"\bthe (?:(?!(?:the|and|to|in|for|of|by|do|did)\b)[\w’'-]+ ){0,3}?"
    r"(?:boards?|council|police|NHS|director|inspectorate|commissioner|partnership|government|department|trust|courts?)"
    r"(?: of [A-Z][\w’']+(?: [A-Z][\w’']+)*)?(?![\w’'-])",
    re.I,
)
"""Whom advice is given to or something is said of, each of which may take the other's place."""
_GOOD_ENOUGH = re.compile(
    r"(?<=\bhad )(?:sufficient|enough|good enough|effective|adequate) (?!to\b)(?P<what>\w[\w’' -]*?)"
    r"(?= (?:in|at|by|during)\b|[?,.]|$)",
    re.I,
)
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
        return _in_place(rest, question, last, gazetteer)
    if _THE_LATEST.search(rest):
        again = inherit(read(undated(text), gazetteer), last)
        return replace(again, periods=(), bound=times.ANY, latest=True, earlier=False, before="")
    bounded = question.bound or bounds.named(rest) or (question.periods and last.bound)
    if bounded and not rest_of(rest, gazetteer):
        again = read(_at_bound(rest, text), gazetteer)
        periods = () if again.bound else question.periods
        return replace(inherit(again, last), periods=periods, latest=False, earlier=False)
    if question.periods and not rest_of(rest, gazetteer):
        again = inherit(read(_at_time(rest, question.periods[0], text), gazetteer), last)
        return replace(again, periods=question.periods, latest=False, earlier=False)
    bare = SAME_TIME.sub("", rest).strip("?. ")
    if last.places and _THERE.search(bare) and _NATIONALLY.search(text):
        local = read(_NATIONALLY.sub("", text), gazetteer)
        topic = _LEADING.sub("", _THERE.sub("", bare))
        return inherit(read(with_topic(topic, local), gazetteer) if topic else local, last)
    rates = last.places and asking.match(last.placeless)  # "What was Hull's overall rating?" defines nothing
    if last.asked is Asked.DEFINITION and not rates and _is_term(bare) and not question.periods:
        return inherit(read(f"What is {bare}?", gazetteer), last)
    if _OF_COUNTRY.match(bare) and last.asked is Asked.NUMBER:
        return inherit(read(f"{text.rstrip('?. ')} nationally?", gazetteer), last)
    return inherit(read(with_topic(bare, last), gazetteer), last)


def _in_place(rest: str, question: Question, last: Question, gazetteer: Gazetteer) -> Question:
    """Return the last question of another place, and of another time where that is named, too."""
    text = last.text
    named = rest_of(rest, gazetteer)
    if _RATING.search(named) and not _RATING.search(text):
        return inherit(read(f"What is {rest}?", gazetteer), last)
    if mentions := gazetteer.find(text):
        text = f"{text[: mentions[0].start]}{question.places[0]}{text[mentions[0].end :]}"
    else:
        text = f"{text.rstrip('?. ')} in {question.places[0]}?"
    text = _of_its_kind(SAME_TIME.sub("", named).strip(), text) or text
    periods = question.periods
    if periods:
        text = redated(BEFORE.sub("", undated(text) if last.bound else text), periods[0], alone=True)
        of_document = any(period.names_document for period in last.periods)
        periods = tuple(replace(period, names_document=period.names_document or of_document) for period in periods)
    elif SAME_TIME.search(rest):
        periods = last.periods
    elif last.periods:
        text = undated(text)  # another place was inspected at another time
    again = read(text, gazetteer)
    of_kind = question if question.framework or question.kinds else last
    again = replace(again, places=question.places, titles=last.titles)
    again = replace(again, framework=of_kind.framework, kinds=of_kind.kinds)
    return replace(again, periods=periods or again.periods, earlier=again.earlier and not periods)


def _at_time(rest: str, period: Period, text: str) -> str:
    """Return the text of a question with another time; words that name a document are kept as they were typed."""
    names_document = period.names_document and _INTRODUCED.match(rest)
    if names_document and undated(text) == text:
        return f"{text.rstrip('?. ')} {rest}?"
    return redated(text, period)


def _at_bound(rest: str, text: str) -> str:
    """Return the text of a question with what bounds its time exchanged, or added: "since 2020"."""
    ranges = [*bounds.named(text), *period_ranges(text)]  # a bound first: of "until 2019" a period is but "2019"
    start, end = ranges[0] if ranges else (len(text.rstrip("?. ")), len(text))
    return f"{' '.join(f'{text[:start]} {rest} {text[end:]}'.split()).rstrip('?. ')}?"


def _is_term(words: str) -> bool:
    """Return whether words may be one more term to define: "the cost" is something about the last one."""
    return bool(_NOUNS.match(words)) and not (_ASPECT.match(words) or re.match(r"(?:the|its|their|any)\b", words, re.I))


def rest_of(rest: str, gazetteer: Gazetteer) -> str:
    """Return the topic words of "And ...?" that are neither place, period nor bound."""
    for start, end in reversed(bounds.named(rest)):
        rest = f"{rest[:start]} {rest[end:]}".strip()
    question = read(rest, gazetteer) if rest else None
    if question is None:
        return ""
    bare = re.sub(
        r"\b(?:in|for|the|of|at|and|its?|report|inspection|ones?|next|later|earlier|visit)\b|\W",
        " ",
        question.content,
        flags=re.I,
    )
    return (
        ""
        if question.content == rest and (question.places or question.periods or question.bound)
        else " ".join(bare.split())
    )


def with_topic(topic: str, last: Question) -> str:
    """Return the last question with another topic put in place of its own."""
    topic = _LEADING.sub("", topic).rstrip("?. ")
    exchanged = each_of_its_kind(topic, last.text) or _renamed(topic, last) or _exchanged(topic, last.text)
    if exchanged is not None:
        return exchanged
    match = re.search(
        r"^(?P<head>.*\b(?:rating|rated|grade|judge[ds]?|percentage|score)\b.*?)(?P<tail>\s+(?:for|on|of)\s+.*)?$",
        last.text,
        re.I,
    )
    if match:
        return f"{match['head'].rstrip('?. ')} for {topic}?"
    return f"{topic}: {last.text}" if len(topic.split()) > 2 else f"{last.text.rstrip('?. ')}: {topic}?"


def _renamed(topic: str, last: Question) -> str | None:
    """Return the last question with a name in place of its only like: "And Sarah, in the other one?"."""
    topic = re.sub(r"^the (?=[A-Z])", "", _OTHER_ONE.sub("", topic))
    for name in _NAMED:
        inside = [m[0] for m in re.finditer(rf"(?<=[a-z,’'] ){name.pattern}\b(?!['’-]?\w)", last.placeless)]
        inside = [one for one in inside if not (_INSPECTORATES.search(one) or CALENDAR & set(one.split()))]
        if name.fullmatch(topic) and len(inside) == 1 and inside[0] in last.text:
            return re.sub(rf"\b{re.escape(inside[0])}\b", topic, last.text)
    return None


def each_of_its_kind(topic: str, last: str) -> str | None:
    """Return the last question with each part of a topic in place of its like: "planning in out-of-court cases"."""
    if changed := _of_its_kind(topic, last):
        return changed
    for part in re.split(r",? (?:in|for|of|on) ", topic):
        changed = _of_its_kind(part, last)
        if changed is None:
            return None
        last = changed
    return last


def _exchanged(topic: str, last: str) -> str | None:
    """Return the last question with ``topic`` in place of what was spoken of, or of what follows a preposition."""
    if (said := _SAID_OF.match(last)) and not _ASPECT.match(topic) and _NOUNS.match(topic):
        return f"{said['head']}{topic}?"
    if (found := _GOOD_ENOUGH.search(last)) and _NOUNS.match(topic):
        return f"{last[: found.start('what')]}{topic}{last[found.end('what') :]}"
    aspect = _ASPECT.match(topic)
    where = last.lower().rfind(f" {aspect['by'].lower()} ") if aspect else -1
    return f"{last[:where]} {aspect['by']} {aspect['what']}?" if aspect and where > 0 else None


def _of_its_kind(topic: str, last: str) -> str | None:
    """Return the last question with ``topic`` in place of what is of the same kind: a state, a group, a measure."""
    changed = (
        casework.in_another_state(last, topic)
        or casework.of_another_aspect(last, topic)
        or casework.of_another_group(last, topic)
    )
    if changed:
        return changed
    for pair in _OPPOSITES:
        for word, other in (pair, pair[::-1]):
            if re.search(rf"\b{other}$", topic, re.I) and re.search(rf"\b{word}\b", last, re.I):
                return re.sub(rf"\b{word}\b", other, last, count=1, flags=re.I)
    if _BODY.fullmatch(topic) and len(bodies := list(_BODY.finditer(last))) == 1:
        return f"{last[: bodies[0].start()]}{topic}{last[bodies[0].end() :]}"
    return measures.exchanged(topic, last)
