"""Carry what was said into the next question: "And Barnet?", "what about planning?", "why?", "who said that?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yosqa.answering import cues, people, reasons
from yosqa.answering.cues import Asked
from yosqa.answering.exchange import BEFORE, each_of_its_kind, inherit, rest_of, substitute, with_topic
from yosqa.answering.periods import Period
from yosqa.answering.question import Question, read
from yosqa.answering.retiming import undated, with_time
from yosqa.ledger import asking, times
from yosqa.ledger.text import fold
from yosqa.metadata.dates import CALENDAR
from yosqa.model import Answer
from yosqa.terms import content_words, terms

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
    lacks: str = ""
    """What cannot be compared for want of an answer in the turns before; empty when nothing is wanting."""


_AND = re.compile(
    r"^\W*(?:and|but|so|or|ok(?:ay)?|now|then)?[\s,]*(?:(?:what|how) about|and|(?:the )?same for|what of|also|for)\b"
    r"[\s,]*(?P<rest>.*?)\W*$",
    re.I,
)
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


_ASKS = r"(?:wh(?:at|o|om|ose|en|ere|y|ich)|how|is|are|was|were|do|does|did|has|have|had|can|could)"
_QUESTION_WORD = re.compile(rf"^\W*{_ASKS}\b(?! about\b)", re.I)
_LINK = re.compile(rf"^\W*(?:and|but|so|or|then),? (?={_ASKS}\b(?! about\b))", re.I)
_LED_IN = re.compile(rf"^(?P<of>[^,:?]{{2,60}}?)\s*[,:] (?P<asks>{_ASKS}\b.*)$", re.I)
"""What a question is about, before it: "And victims, how many plans helped them?"."""
_ABOUT = re.compile(r"^(?:on|about|for|as for|regarding|when it comes to)\s+", re.I)
_PRONOUN = re.compile(r"(?<!\bof )\b(?:it|that|this|they|them|those|these)\b(?! \w+s\b)", re.I)
_LIKEWISE = re.compile(
    r"(?<=\w),? (?:(?:the )?same(?: thing| question)?|though|too|as well|likewise|please|instead)\W*$", re.I
)
_THE = re.compile(r"^\W*what(?:['’]s| is| are| was| were) the\b", re.I)
_ELSEWHERE = re.compile(rf"\b[Ii]n\s+(?!(?:{'|'.join(sorted(CALENDAR))})\b)[A-Z][a-z]{{3,}}")
"""A place that the gazetteer does not know is still another place."""
_HE = re.compile(r"\b(?:he|him|his)\b", re.I)
_SHE = re.compile(r"\b(?:she|her|hers)\b", re.I)
_THING = re.compile(
    r"\b(?:it|such|them|these|those|that(?! (?:inspection|report|letter|visit|year|month|time)\b))\b", re.I
)
_THEY = re.compile(
    r"\b(?:are|were) they (?:held|run|offered|used|based|open|due|called|made|given|for|about|paid)\b", re.I
)
"""Things: people are none of this."""
_WHICH_OF_THEM = re.compile(r"^\W*which(?: ones?)? (?:is|are|was|were|do|does|did|has|have|goes|go)\b", re.I)
_VERB = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
_FRAGMENT = re.compile(
    rf"^\W*(?:(?:how (?:many|much)|which)(?: (?!{_VERB}\b)[\w-]+){{0,2}}"
    r"|who|whom|what|when|where|how (?:long|often|soon)"
    r"|how (?:many|much) (?:is|are|was|were) there(?: altogether| in (?:all|total))?)\W*$",
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
_MONTHS_AFTER = 6
"""A report may come out the year after the one that it is of, or half a year after the month."""
_IT_FOR = re.compile(
    r"^\W*what(?:['’]s| is| are| was| were) (?:it|that|they|those) (?:for|in|on|of|among) (?P<what>.+?)\W*$", re.I
)
"""The same of something else: "What was it for out-of-court cases?"."""
_NTH = re.compile(
    r"^\W*(?:and |but |so )?(?:what(?:['’]s| is| was| about) )?"
    rf"the {cues.ORDINAL}(?: one| of (?:them|these|those))?\W*$",
    re.IGNORECASE,
)
_ONE_FOR = re.compile(
    r"^\W*(?:and |but |so )?(?:what(?:['’]s| is| was| about) )?(?:the )?ones? (?:for|to) (?P<whom>.+?)\W*$",
    re.IGNORECASE,
)
_WHICH_FOR = re.compile(
    r"^\W*(?:and |but |so )?(?:which(?: ones?| of (?:them|these|those))?|what(?: ones?| of (?:them|these|those)))"
    r" (?:is|are|was|were) "
    rf"(?:for|{cues.AIMED}) (?P<whom>.+?)\W*$",
    re.IGNORECASE,
)
"""Some of the recommendations spoken of: "And the last one?", "the one for the police?", "which are aimed at it?"."""
_OF_TWO = re.compile(
    r"\b(?:which|who|how) (?:of|do|did|are|is) (?:the two|them both|both|the two of them)\b|\bbetween them\b", re.I
)
_MORE = (
    r"better|worse|more|less|fewer|higher|lower|longer|shorter|larger|bigger|smaller|quicker|faster|slower|stronger"
    r"|weaker|best|worst|most|least|highest|lowest|longest|shortest"
)
_WHICH_MORE = re.compile(
    r"^\W*(?:which|who)(?: of (?:them|these|those)| one| place| area| council| service)? "
    rf"(?:is|was|did|does|do|has|had|got|scored|came|were|are|waited|took)\b(?:.*\b)?(?:{_MORE})\b",
    re.I,
)
"""Compares the places of the last two turns, where both were asked the same."""


def carry(question: Question, conversation: Conversation, gazetteer: Gazetteer) -> FollowUp:
    """Return a question in the light of the turns before it.

    Args:
        question: As read on its own.
        conversation: The turns so far.
        gazetteer: Knows the places.
    """
    if not conversation.turns:
        return FollowUp(question)
    last, told = conversation.turns[-1], _but_whys(conversation)
    question = _written_out(question, last.question, gazetteer)
    text = question.text
    if _WHO_SAID.match(text):
        return FollowUp(inherit(question, last.question), wants_speaker=True, about=last.answer)
    if why := reasons.asked(text, last.question, last.answer):
        asked = inherit(replace(read(why, gazetteer), asked=Asked.REASON), last.question)
        about = last.question.about if _THING.search(why) else ""
        return FollowUp(_about(asked, about), about=last.answer)
    if (question.earlier or BEFORE.search(text)) and not (question.places or question.periods):
        return FollowUp(_earlier(question, last, gazetteer))
    if (alike := _IT_FOR.match(text)) and (changed := each_of_its_kind(alike["what"], last.question.text)):
        return FollowUp(inherit(read(changed, gazetteer), last.question))
    if alike and asking.match(last.question.placeless):
        question = read(f"And for {alike['what']}?", gazetteer)
        text = question.text
    if of_them := _recommendation(text, last.question):
        return FollowUp(inherit(read(of_them, gazetteer), last.question))
    match = _AND.match(text)
    if match or _is_place_or_time(question, gazetteer):
        rest = match["rest"] if match else text.strip(" ?.")
        if led_in := _LED_IN.match(rest):
            question = read(_one_question(rest, led_in, gazetteer), gazetteer)
        elif not _QUESTION_WORD.match(rest):
            before = told.turns[-1].question
            return FollowUp(_about(substitute(rest, question, before, gazetteer), before.about))
        else:
            question = read(f"{rest[0].upper()}{rest[1:]}?", gazetteer)
    if not question.places and (_OF_TWO.search(text) or (_WHICH_MORE.match(text) and _same_of_two(told))):
        question = _of_both(question, told, gazetteer)
        if question.content == told.turns[-1].question.content:
            return FollowUp(question, lacks=_unanswered(told))
    if _FRAGMENT.match(text) and not question.places and not _person(text):
        return FollowUp(_about(inherit(question, last.question), _topic_of(last.question)))
    if _stands_alone(question):
        return FollowUp(_with_reference(question, last))
    return FollowUp(_with_reference(inherit(question, _without_own_time(last)), last))


def _recommendation(text: str, last: Question) -> str:
    """Return the question that asks for one of the recommendations spoken of, or ``""``."""
    if "recommend" not in f"{last.text} {last.about}".lower() and not cues.asks_advice(last.content):
        return ""
    if nth := _NTH.match(text):
        return f"What is the {nth['nth']} recommendation?"
    counted = re.search(rf"\bhow many\b|\b{cues.ORDINAL} recommend", last.text, re.I)
    if which := _WHICH_FOR.match(text):
        return f"Which recommendations are for {which['whom']}?"
    one = _ONE_FOR.match(text) if counted else None
    return f"Which recommendation is for {one['whom']}?" if one else ""


def _but_whys(conversation: Conversation) -> Conversation:
    """Return the turns but those that only asked why: "And Barnet?" and "Which was better?" are of what came before."""
    turns = tuple(turn for turn in conversation.turns if not reasons.only_asks_why(turn.answer.question))
    return Conversation(turns) if turns else conversation


def _written_out(question: Question, last: Question, gazetteer: Gazetteer) -> Question:
    """Return a question without "And" before it, its time and what "it" can only be written out."""
    text = with_time(question.text, last.periods)
    if not _QUESTION_WORD.match(text):
        text = _LIKEWISE.sub("?", text)
    if link := _LINK.match(text):
        text = f"{text[link.end()].upper()}{text[link.end() + 1 :]}"
    if not question.places:
        text = _inspection_named(text, last)
    return question if text == question.text else read(text, gazetteer)


def _one_question(rest: str, led_in: re.Match[str], gazetteer: Gazetteer) -> str:
    """Return a question with what it is about, said before it, inside it; a place or a time may stand before it."""
    of, asks = _ABOUT.sub("", led_in["of"]), led_in["asks"]
    before = read(of, gazetteer)
    if before.places or before.periods:
        return f"{rest[0].upper()}{rest[1:]}?"
    named = _PRONOUN.sub(of, asks, count=1)
    return f"{named[0].upper()}{named[1:]}?" if named != asks else f"{asks} ({of})?"


def _earlier(question: Question, last: Turn, gazetteer: Gazetteer) -> Question:
    """Return a question of the inspection before the one spoken of; one that asks nothing asks the last again."""
    rest = BEFORE.sub(" ", question.text)
    if _QUESTION_WORD.match(rest) and content_words(rest):
        again = _with_reference(replace(question, content=" ".join(BEFORE.sub(" ", question.content).split())), last)
    else:
        topic = _AND.match(rest)
        named = topic["rest"] if topic and content_words(topic["rest"]) else ""
        again = read(undated(with_topic(named, last.question) if named else last.question.text), gazetteer)
    again = replace(inherit(again, last.question), periods=(), bound=times.ANY, earlier=True, latest=False)
    return replace(again, before=_document(last))


def _inspection_named(text: str, last: Question) -> str:
    """Return a question with "it" exchanged for the inspection or its report, where only they can be meant.

    What was asked before must be of the inspection itself: a rating, its dates or who led it.
    """
    if not (asking.match(last.placeless) or asking.rated(fold(last.text))):
        return text
    for pattern, named in _OF_THE_INSPECTION:
        text = pattern.sub(named, text)
    return text


def _same_of_two(conversation: Conversation) -> bool:
    """Return whether the last two turns asked the same of two places."""
    asked = [turn.question for turn in conversation.turns[-2:]]
    places = {question.places for question in asked if len(question.places) == 1}
    return len(places) > 1 and len({frozenset(terms(question.content)) for question in asked}) == 1


def _of_both(question: Question, conversation: Conversation, gazetteer: Gazetteer) -> Question:
    """Return a question of the two places spoken of last.

    Where it says nothing but which is more, what was asked of each is asked again: their ratings tell less.
    """
    places = _last_two(conversation)
    last = conversation.turns[-1].question
    says_more = last.asked is not Asked.NUMBER and not _nothing_but_more(question)
    if says_more or len(places) < 2 or asking.rated(fold(question.text)) or asking.rated_in(last.placeless):
        return replace(question, places=places)
    periods = dict.fromkeys(period for turn in conversation.turns for period in turn.question.periods)
    again = read(f"{last.content.rstrip('?. ')} in {' and '.join(places)}, compared?", gazetteer)
    return replace(again, places=places, periods=tuple(periods), content=last.content)


def _unanswered(conversation: Conversation) -> str:
    """Return why the last two answers cannot be compared, where one of them is wanting."""
    wanting = [place for turn in conversation.turns[-2:] if turn.answer.abstained for place in turn.question.places]
    return f"nothing was found on {' or '.join(wanting)} to compare" if wanting else ""


def _nothing_but_more(question: Question) -> bool:
    """Return whether a question asks which is more and leaves open at what: "Which of them was better at it?"."""
    return not content_words(re.sub(rf"\b(?:{_MORE})\b|\btwo\b", " ", question.content, flags=re.I))


def _without_own_time(last: Turn) -> Question:
    """Return the last question without a time that only its facts were of: documents of much later told them.

    Nor does a time go on at which nothing was found, unless a document is named by it.
    """
    published = min((citation.published for citation in last.answer.citations if citation.published), default="")
    periods = last.question.periods
    found = not last.answer.abstained
    kept = (p for p in periods if p.names_document or (found and (not published or _is_of(p, published))))
    return replace(last.question, periods=tuple(kept))


def _is_of(period: Period, published: str) -> bool:
    """Return whether a document published then may be of a period, and not only tell of it."""
    if len(period.iso) == len("2018-12") and period.iso[4] == "-" and len(published) >= len(period.iso):
        year, month = (int(published[a:b]) - int(period.iso[a:b]) for a, b in ((0, 4), (5, 7)))
        return year * 12 + month <= _MONTHS_AFTER
    return int(published[:4]) - int(period.iso[:4]) <= _YEARS_AFTER


def _is_place_or_time(question: Question, gazetteer: Gazetteer) -> bool:
    """Return whether a question is nothing but a place or a time: "Barnet?", "In 2019?"."""
    named = bool(question.places or question.periods or question.bound) and not _QUESTION_WORD.match(question.text)
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
        bool(question.places or question.titles)
        or _ELSEWHERE.search(question.text) is not None
        or _EVERYWHERE.search(question.text) is not None
        or defines
    )


def _with_reference(question: Question, last: Turn) -> Question:
    """Return ``question`` with what its pronoun stands for: a person of the last answer, else the last topic."""
    if pronoun := _person(question.content):
        topic = _person_meant(pronoun, last)
    elif (
        _THING.search(question.content)
        or _WHICH_OF_THEM.match(question.content)
        or _THEY.search(question.content)
        or (question.places == last.question.places and _MEASURES >= set(terms(question.content)) > set())
    ):
        topic = _topic_of(last.question)
    else:
        return question
    return _about(question, topic)


def _person(text: str) -> re.Pattern[str] | None:
    """Return which pronoun of a person stands in a text, as the pattern that finds it."""
    return next((pronoun for pronoun in (_HE, _SHE) if pronoun.search(text)), None)


def _person_meant(pronoun: re.Pattern[str], last: Turn) -> str:
    """Return the name of a person spoken of; whoever a pronoun stood for in the turn before is meant by no other."""
    before = last.question.about if _person(last.question.text) else ""
    if before and pronoun.search(last.question.text):
        return before
    said = " ".join([last.question.placeless, *(statement.text for statement in last.answer.statements)])
    return next((name for name in people.persons(said) if name.split()[-1] not in before.split()), "")


def _topic_of(question: Question) -> str:
    """Return what a question is about: what its pronoun stands for, the term that it wants defined, or its words."""
    if question.about and _THING.search(question.text):
        return question.about
    return cues.term_to_define(question.content) or " ".join(content_words(reasons.HOW_MANY.sub(" ", question.content)))


def _about(question: Question, topic: str) -> Question:
    """Return ``question`` with ``topic`` named in it, so that it can be matched."""
    if not topic:
        return question
    return replace(question, about=topic, content=f"{question.content.rstrip('?. ')} ({topic})?")
