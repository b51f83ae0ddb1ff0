"""Carry what was said into the next question: "And Barnet?", "what about planning?", "why?", "who said that?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yosqa.answering import cues, people
from yosqa.answering.cues import Asked
from yosqa.answering.exchange import BEFORE, inherit, rest_of, substitute, undated, with_topic
from yosqa.answering.question import Question, read
from yosqa.answering.terms import content_words, terms
from yosqa.ledger import Figure, asking, measures
from yosqa.ledger.text import fold
from yosqa.model import Answer

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
    r"[\s,]*(?P<rest>.*?)\W*$",
    re.I,
)
_OF_IT = re.compile(
    r"^\W*(?:and |but )?(?:what|how) (?:is|was|are|were) (?:it|that|the (?:figure|share|percentage|rating|grade)) "
    r"(?P<rest>(?:for|in|on) .+?)\W*$",
    re.I,
)
"""The same of what was rated or counted: "What was it for planning?"."""
_WHY = re.compile(
    r"^\W*(?:and |but )?(?:why|how come|why (?:is|was) (?:that|this|it)|for what reason|why not"
    r"|why (?:so|such|that|this) \w+(?: \w+)?)\W*$",
    re.I,
)
_WHY_SO = re.compile(r"(?<=why )(?:so|such|that|this) \w+(?: \w+)?", re.I)
"""What "Why so few?" asks the reason of."""
_WHO_SAID = re.compile(
    r"^\W*(?:and )?who (?:said|says|wrote|claimed|stated) (?:that|this|it|so)\W*$|^\W*whose (?:words|opinion|view)",
    re.I,
)
_IT = r"(?:it|that|this|that one|this one)"
_OF_THE_INSPECTION = (
    (re.compile(rf"(?P<keep>\bwho (?:led|headed)) {_IT}\b(?! [a-z])", re.I), r"\g<keep> the inspection"),
    (
        re.compile(rf"(?P<keep>\b(?:was|were|did)) {_IT} (?P<verb>published|released|issued|come out|appear)\b", re.I),
        r"\g<keep> the report \g<verb>",
    ),
    (re.compile(rf"(?P<keep>\b(?:was|were)) {_IT} inspected\b", re.I), r"\g<keep> the service inspected"),
)
"""What is done to nothing but an inspection, or its report."""
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
    if not question.places and (named := _inspection_named(text, last.question)) != text:
        question, text = read(named, gazetteer), named
    if _WHO_SAID.match(text):
        return FollowUp(inherit(question, last.question), wants_speaker=True, about=last.answer)
    if _WHY.match(text):
        why = read(_why(text, last), gazetteer)
        return FollowUp(inherit(replace(why, asked=Asked.REASON), last.question), about=last.answer)
    if (question.earlier or BEFORE.search(text)) and not (question.places or question.periods):
        own = _QUESTION_WORD.match(text) and content_words(BEFORE.sub(" ", text))
        again = question if own else read(undated(with_topic(question, last.question)), gazetteer)
        again = replace(inherit(again, last.question), periods=(), earlier=True, latest=False)
        return FollowUp(replace(again, before=_document(last)))
    if (of_it := _OF_IT.match(text)) and asking.match(last.question.placeless):
        question = read(f"And {of_it['rest']}?", gazetteer)
        text = question.text
    match = _AND.match(text)
    if match or _is_place_or_time(question, gazetteer):
        rest = match["rest"] if match else text.strip(" ?.")
        if not _QUESTION_WORD.match(rest):
            return FollowUp(_about(substitute(rest, question, last.question, gazetteer), last.question.about))
        question = read(f"{rest[0].upper()}{rest[1:]}?", gazetteer)
    if _OF_TWO.search(text) and not question.places:
        question = _of_both(question, conversation, gazetteer)
    if _FRAGMENT.match(text) and not question.places and not _PERSON.search(text):
        return FollowUp(_about(inherit(question, last.question), _topic_of(last.question)))
    if _stands_alone(question):
        return FollowUp(_with_reference(question, last))
    return FollowUp(_with_reference(inherit(question, _without_own_time(last)), last))


def _inspection_named(text: str, last: Question) -> str:
    """Return a question with "it" exchanged for the inspection or its report, where only they can be meant.

    What was asked before must be of the inspection itself: a rating, its dates or who led it.
    """
    if not (asking.match(last.placeless) or asking.rated(fold(last.text))):
        return text
    for pattern, named in _OF_THE_INSPECTION:
        text = pattern.sub(named, text)
    return text


def _of_both(question: Question, conversation: Conversation, gazetteer: Gazetteer) -> Question:
    """Return a question of the two places spoken of last; of a figure, what it was in each: their ratings tell less."""
    places = _last_two(conversation)
    last = conversation.turns[-1].question
    if last.asked is not Asked.NUMBER or len(places) < 2 or asking.rated(fold(question.text)):
        return replace(question, places=places)
    periods = dict.fromkeys(period for turn in conversation.turns for period in turn.question.periods)
    again = read(f"{last.content.rstrip('?. ')} in {' and '.join(places)}, compared?", gazetteer)
    return replace(again, places=places, periods=tuple(periods))


def _without_own_time(last: Turn) -> Question:
    """Return the last question without a time that only its facts were of: documents of much later told them."""
    published = [int(citation.published[:4]) for citation in last.answer.citations if citation.published]
    kept = (
        period
        for period in last.question.periods
        if period.names_document or not published or min(published) - int(period.iso[:4]) <= _YEARS_AFTER
    )
    return replace(last.question, periods=tuple(kept))


def _why(text: str, last: Turn) -> str:
    """Return the question that "Why?" means: of a rating, why it was given; else the last one with "why" before it."""
    if own := _WHY_SO.search(text):
        return f"Why {own[0]}: {last.question.text}"
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
    """Return the id of the document that answered in a turn, or where an answer was looked for first, or ``""``."""
    cited = (*turn.answer.citations, *turn.answer.nearest)
    return next((citation.document_id for citation in cited), "")


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
