"""Carry what was said into the next question: "And Barnet?", "what about planning?", "why?", "who said that?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yosqa.answering import casework, cues, people
from yosqa.answering.cues import Asked
from yosqa.answering.question import FAMILIES, Question, period_ranges, read
from yosqa.answering.terms import content_words, terms
from yosqa.ledger import Figure, asking, measures
from yosqa.ledger.text import fold
from yosqa.model import Answer, Kind

if TYPE_CHECKING:
    from yosqa.metadata.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, and its answer."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far. A new value is made for each turn, so a cancelled or failed turn leaves nothing behind."""

    turns: tuple[Turn, ...] = ()

    def then(self, question: Question, answer: Answer) -> Conversation:
        """Return the conversation with one turn more."""
        return Conversation((*self.turns, Turn(question, answer)))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question with the conversation's context carried in."""

    question: Question
    wants_speaker: bool = False
    """True for "who said that?": the answer is whoever stands beside the last quotation."""
    about: Answer | None = None
    """The answer that the question refers to, when it does ("why?", "who said that?")."""


_AND = re.compile(
    r"^\W*(?:and|but|so|or|ok(?:ay)?|now|then)?[\s,]*(?:(?:what|how) about|and|(?:the )?same for|what of|also|for)\b"
    r"[\s,]*(?P<rest>.*?)\W*$|^\W*and\s+(?P<bare>.*?)\W*$",
    re.I,
)
_WHY = re.compile(
    r"^\W*(?:and |but )?(?:why|how come|why (?:is|was) (?:that|this|it)|for what reason|why not)\W*$", re.I
)
_WHO_SAID = re.compile(
    r"^\W*(?:and )?who (?:said|says|wrote|claimed|stated) (?:that|this|it|so)\W*$|^\W*whose (?:words|opinion|view)",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:the )?(?:one|inspection|report|time) before(?: (?:that|it|this))?\b"
    r"|\b(?:the )?previous (?:one|inspection|report|time)\b|\blast time\b",
    re.I,
)
"""What means the inspection before the one spoken of; without a turn before it some of it means something else."""
_EVERYWHERE = re.compile(
    r"\b(?:which|what|how many|list|all|every|any|most) (?:\w+ ){0,2}"
    r"(?:services|authorities|councils|areas|reports|places|yots|yoss)\b",
    re.I,
)


_QUESTION_WORD = re.compile(
    r"^\W*(?:wh(?:at|o|om|ose|en|ere|y|ich)|how|is|are|was|were|do|does|did|has|have|had|can|could)\b(?! about\b)",
    re.I,
)
_THE = re.compile(r"^\W*what(?:['’]s| is| are| was| were) the\b", re.I)
_ELSEWHERE = re.compile(r"\b[Ii]n\s+[A-Z][a-z]{3,}")
"""A place that the gazetteer does not know is still another place."""
_THE_LATEST = re.compile(
    r"^(?:(?:the|its|their)\s+)?(?:latest|newest|most recent|current)(?:\s+(?:one|inspection|report|rating))?$"
    r"|^(?:right )?now$|^today$",
    re.I,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.I)
_THING = re.compile(r"\b(?:it|such|them|these|those|that)\b", re.I)
_WHICH_OF_THEM = re.compile(r"^\W*which(?: ones?)? (?:is|are|was|were|do|does|did|has|have|goes|go)\b", re.I)
_VERB = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
_FRAGMENT = re.compile(
    rf"^\W*(?:(?:how (?:many|much)|which)(?: (?!{_VERB}\b)[\w-]+){{0,2}}"
    r"|who|whom|what|when|where|how (?:long|often|soon))\W*$",
    re.I,
)
"""A question too short to say what it is about: "Which ones?", "How many places?", "When?"."""
_RATING = re.compile(r"\b(?:rating|grade|score|verdict|judge?ment|mark)s?\b", re.I)
_MEASURES = frozenset(
    terms(
        "average mean median typical national nationally figure number rate percentage proportion share total target"
        " benchmark compare compared comparison similar elsewhere england wales exact exactly"
    )
)
"""A question of such words alone leaves open of what: "What is the national average?"."""
_YEARS_AFTER = 1
"""A report may come out the year after the one that it is of."""
_OF_TWO = re.compile(
    r"\b(?:which|who|how) (?:of|do|did|are|is) (?:the two|them both|both|the two of them)\b|\bbetween them\b", re.I
)
_ASPECT = re.compile(
    r"^(?:(?:the|its|their|any)\s+)*(?:ones?\s+|that\s+|those\s+)?(?P<by>for|on|to|from|by|about)\s+(?P<what>.+)$", re.I
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


def carry(question: Question, conversation: Conversation, gazetteer: Gazetteer) -> FollowUp:
    """Return a question in the light of the turns before it.

    Args:
        question: As read on its own.
        conversation: The turns so far.
        gazetteer: Knows the places.
    """
    text = question.text
    if not conversation.turns:
        return FollowUp(question)
    last = conversation.turns[-1]
    if _WHO_SAID.match(text):
        return FollowUp(inherit(question, last.question), wants_speaker=True, about=last.answer)
    if _WHY.match(text):
        why = read(_why(last), gazetteer)
        return FollowUp(inherit(replace(why, asked=Asked.REASON), last.question), about=last.answer)
    if (question.earlier or _BEFORE.search(text)) and not (question.places or question.periods):
        again = read(_undated(_topic(question, last.question)), gazetteer)
        again = replace(inherit(again, last.question), periods=(), earlier=True, latest=False)
        return FollowUp(replace(again, before=_document(last)))
    match = _AND.match(text)
    if match or _is_place_or_time(question, gazetteer):
        rest = next(filter(None, match.groups()), "") if match else text.strip(" ?.")
        if not _QUESTION_WORD.match(rest):
            return FollowUp(_about(_substitute(rest, question, last.question, gazetteer), last.question.about))
        question = read(f"{rest[0].upper()}{rest[1:]}?", gazetteer)
    if _OF_TWO.search(text) and not question.places:
        question = replace(question, places=_last_two(conversation))
    if _FRAGMENT.match(text) and not question.places and not _PERSON.search(text):
        return FollowUp(_about(inherit(question, last.question), _topic_of(last.question)))
    if _stands_alone(question):
        return FollowUp(_with_reference(question, last))
    return FollowUp(_with_reference(inherit(question, _without_own_time(last)), last))


def _without_own_time(last: Turn) -> Question:
    """Return the last question without a time that only its facts were of: documents of much later told them."""
    published = [int(citation.published[:4]) for citation in last.answer.citations if citation.published]
    kept = (
        period
        for period in last.question.periods
        if period.names_document or not published or min(published) - int(period.iso[:4]) <= _YEARS_AFTER
    )
    return replace(last.question, periods=tuple(kept))


def _why(last: Turn) -> str:
    """Return the question that "Why?" means: of a rating, why it was given; else the last one with "why" before it."""
    asked = asking.match(last.question.placeless)
    told = [grade for s in last.answer.statements[:1] for grade in measures.grades_in(fold(s.text))]
    if len(told) != 1 or not last.question.places or not asked or measures.kind_of(asked[0]) is not Figure.RATING:
        return f"Why: {last.question.text.rstrip('?. ')}?"
    rated = "the service" if asked[0] == measures.DEFAULT else measures.name_of(asked[0]).rpartition(": ")[2].lower()
    return f"Why was {rated} rated {told[0]}?"


def _is_place_or_time(question: Question, gazetteer: Gazetteer) -> bool:
    """Return whether a question is nothing but a place or a time: "Barnet?", "In 2019?"."""
    named = bool(question.places or question.periods) and not _QUESTION_WORD.match(question.text)
    return named and not rest_of(question.text.strip(" ?."), gazetteer)


def _document(turn: Turn) -> str:
    """Return the id of the document that a turn's answer was taken from first, or ``""``."""
    return next((citation.document_id for citation in turn.answer.citations), "")


def _last_two(conversation: Conversation) -> tuple[str, ...]:
    """Return the two places spoken of last, in the order in which they came up."""
    named = [place for turn in reversed(conversation.turns) for place in reversed(turn.question.places)]
    return tuple(reversed(list(dict.fromkeys(named))[:2]))


def _stands_alone(question: Question) -> bool:
    """Return whether a question takes its scope from nobody else."""
    refers = _THE.match(question.text) or _THING.search(question.text)
    defines = question.asked is Asked.DEFINITION and not refers
    return (
        bool(question.places)
        or _ELSEWHERE.search(question.text) is not None
        or _EVERYWHERE.search(question.text) is not None
        or defines
    )


def _with_reference(question: Question, last: Turn) -> Question:
    """Return ``question`` with what its pronoun stands for: a person of the last answer, else the last topic."""
    if _PERSON.search(question.content):
        said = " ".join([last.question.text, *(statement.text for statement in last.answer.statements)])
        topic = next(people.persons(said), "")
    elif (
        _THING.search(question.content)
        or _WHICH_OF_THEM.match(question.content)
        or (question.places == last.question.places and _MEASURES >= set(terms(question.content)) > set())
    ):
        topic = _topic_of(last.question)
    else:
        return question
    return _about(question, topic)


def _topic_of(question: Question) -> str:
    """Return what a question is about: the term that it wants defined, else its meaningful words."""
    return cues.term_to_define(question.content) or " ".join(content_words(question.content))


def _about(question: Question, topic: str) -> Question:
    """Return ``question`` with ``topic`` named in it, so that it can be matched."""
    if not topic:
        return question
    return replace(question, about=topic, content=f"{question.content.rstrip('?. ')} ({topic})?")


def inherit(question: Question, last: Question) -> Question:
    """Return ``question`` with the scope of ``last`` where it has none of its own."""
    same_place = not question.places or question.places == last.places
    return replace(
        question,
        places=question.places or last.places,
        periods=question.periods or (last.periods if same_place and not question.latest else ()),
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


def _substitute(rest: str, question: Question, last: Question, gazetteer: Gazetteer) -> Question:
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
            text = _undated(text)  # another place was inspected at another time
        again = replace(read(text, gazetteer), places=question.places)
        if question.framework or question.kinds:
            again = replace(again, framework=question.framework, kinds=question.kinds)
        if question.periods:
            again = replace(again, periods=question.periods)
        return again
    if _THE_LATEST.search(rest):
        return replace(
            inherit(read(_undated(text), gazetteer), last), periods=(), latest=True, earlier=False, before=""
        )
    if question.periods and not rest_of(rest, gazetteer):
        ranges = period_ranges(text)
        if ranges:
            start, end = ranges[0]
            text = f"{text[:start]} {rest} {text[end:]}"
        else:
            text = f"{text.rstrip('?. ')} {rest}?"
        again = read(" ".join(text.split()), gazetteer)
        return replace(inherit(again, last), periods=question.periods, latest=False, earlier=False)
    bare = rest.strip("?. ")
    text = casework.in_another_state(text, bare) or casework.of_another_aspect(text, bare) or _topic(question, last)
    return inherit(read(text, gazetteer), last)


def _undated(text: str) -> str:
    """Return ``text`` without the periods that it names."""
    for start, end in reversed(period_ranges(text)):
        text = f"{text[:start]} {text[end:]}"
    return re.sub(r" (?=\?)", "", " ".join(text.split()))


def rest_of(rest: str, gazetteer: Gazetteer) -> str:
    """Return the topic words of "And ...?" that are neither place nor period."""
    question = read(rest, gazetteer) if rest else None
    if question is None:
        return ""
    bare = re.sub(r"\b(?:in|for|the|of|at|and|its?|report|inspection)\b|\W", " ", question.content, flags=re.I)
    return "" if question.content == rest and (question.places or question.periods) else " ".join(bare.split())


def _topic(question: Question, last: Question) -> str:
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
    if match and not _BEFORE.search(question.text):
        return f"{match['head'].rstrip('?. ')} for {topic}?"
    if _BEFORE.search(question.text):
        return last.text
    return f"{topic}: {last.text}" if len(topic.split()) > 2 else f"{last.text.rstrip('?. ')}: {topic}?"


def _exchanged(topic: str, last: str) -> str | None:
    """Return the last question with ``topic`` in place of its like: its opposite, or what follows a preposition."""
    for pair in _OPPOSITES:
        for word, other in (pair, pair[::-1]):
            if re.search(rf"\b{other}$", topic, re.I) and re.search(rf"\b{word}\b", last, re.I):
                return re.sub(rf"\b{word}\b", other, last, count=1, flags=re.I)
    aspect = _ASPECT.match(topic)
    where = last.lower().rfind(f" {aspect['by'].lower()} ") if aspect else -1
    return f"{last[:where]} {aspect['by']} {aspect['what']}?" if aspect and where > 0 else None
