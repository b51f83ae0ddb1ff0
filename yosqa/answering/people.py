"""Whose words, or the holder of which post, a question asks for; and whether a text names such a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from yosqa.answering import cues
from yosqa.answering.cues import any_of
from yosqa.terms import terms

_SAYS = r"(?:say|think|believe|blame|argue|claim|want|call|feel|react|reply|answer|explain|promise|defend)"
_ASKS_SPEAKER = any_of(
    rf"\b(?:what|how|who|whom|why) (?:did|does|do|has|have|had) (?P<one>(?:[\w'’-]+ ){{1,6}}?){_SAYS}\b",
    r"\baccording to (?P<two>(?:[\w'’-]+ ){0,4}?[\w'’-]+)(?=[,?]|\s*$"
    r"| (?:how|what|why|who|when|which|did|do|is|are|was|were|has|have|in)\b)",
    r"\b(?P<three>(?:[\w'’-]+ ){1,3}?[\w-]+)['’]s? (?:own )?"
    r"(?:views?|opinion|reaction|response|reply|explanation|comments?|words)\b",
)
_INSPECTORS = any_of(r"\b(?:inspectors?|inspectorate|ofsted|hmip?|report|letter|document|it|they|he|she)\s*$")
"""Whose words a report consists of, and whoever was spoken of before."""


_LEADING = re.compile(
    r"^(?:(?:what|how|who|why|which)\b.*?\b(?:is|are|was|were|did|does|do) )?(?:(?:the|a|an|its|their|his|her) )?",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def speaker_in(question: str) -> str:
    """Return whose words ``question`` asks for, or ``""``: those of inspectors are a report's own and need no mark.

    >>> speaker_in("What did the council leader say about costs?"), speaker_in("What did inspectors say?")
    ('council leader', '')
    """
    if cues.asked_by(question) is cues.Asked.DEFINITION:
        return ""
    match = _ASKS_SPEAKER.search(question)
    named = next(filter(None, match.groups()), "").strip() if match else ""
    if _INSPECTORS.search(named) and "chief" not in named.lower():
        return ""
    return _LEADING.sub("", named)


_POST = (
    r"(?:director|chair(?:man|woman|person)?|heads?|managers?|leaders?|inspectors?|councillor|cllr|cabinet member"
    r"|lead member|commissioner|author|chief executive|spokes\w+|nurse|psychologist|therapist|mayor|minister"
    r"|superintendent|deputy|coordinator|officer|judge|magistrate|editor|reporter|secretary|treasurer|clerk"
    r"|head ?teacher|(?:press|media) contact)"
)
_NOT_A_VISIT = r"(?! (?:of )?(?:the |this |its )?(?:\w+ )?(?:inspections?|reviews?|visits?)\b)"
"""An inspection may be led by an inspectorate: no person need be named."""
_RANK = r"(?P<rank>(?:lead|chief|deputy|vice|assistant|interim|acting)[ -])?"
_SECONDS = ("deputy", "vice")
"""Two words for one rank."""
_ELECTED = ("councillor", "cllr")
_POSTS = (
    (any_of(rf"\b{_RANK}(?P<post>{_POST})\b"), ()),
    (any_of(r"\b(?:runs?|ran|running|manag(?:es?|ed|ing))\b"), ("manager", "managed by", "run by", "head", "director")),
    (
        any_of(rf"\b(?:leads?(?! {_POST})|led|heads? up|in charge|responsible)\b{_NOT_A_VISIT}"),
        ("head", "leader", "led by", "director", "manager", "lead"),
    ),
    (any_of(r"\bchair(?:s|ed|ing)\b"), ("chair",)),
    (any_of(r"\b(?:wrote|written|writes)\b"), ("author", "report of", "by")),
)
"""What asks who holds a post, and the posts that a verb may mean."""
_NAME_OF = any_of(rf"\bname of (?:the |its |their )?(?:[\w-]+ ){{0,3}}?{_POST}\b(?= (?:of|at|for|in|who)\b|\W*$)")
OFFICE = any_of(
    r"Boards?|Services?|Council|Team|Youth|Justice|Offending|Probation|Inspector|Inspectorate|Chief|Head|Director|Manager",
    r"Officer|Committee|Panel|Children|City|County|Borough|Metropolitan|Crown|Court|Police|Commissioner|Chair|Councillor",
    r"Cllr|England|HM|The|Care|Quality|Commission|Constabulary|Majesty|National|Social|Regulation|Hospitals?",
    r"Management|Executive|Partnership|Strategic|Safeguarding",
    ignore_case=False,
)
"""Words in capitals of an office or a body; a person's name has two others."""
_BODY = any_of(
    r"Trust|Centre|College|School|University|Hospital|Foundation|Project|Group|Company|Association|Academy|Homes|Clinic"
)
"""The last word of a name that is no person's."""
_ASIDE = any_of(r"(?<=\w )\b(?:when|while|after|before|because|at the time|since|according to)\b.*$")
"""What else a question speaks of: whoever is named there is not asked for."""
_INSPECTING = any_of(
    r"\b(?:HM|Majesty['’]s|lead|reporting|managing|Ofsted|CQC) (?:chief )?inspectors?\b|\bHMI\b",
    r"\bchief inspector of (?!police)|\bhead of (?:[\w-]+ ){0,5}inspections?\b",
    r"\bresponsible for (?:this|the) (?:inspection )?programme\b|\binspection (?:was |is )?led by\b",
    r"\bled (?:the|this|our) inspection\b",
)
"""Beside a name, says that its bearer inspects."""
_OF_INSPECTION = any_of(
    r"\b(?:inspect\w*|ofsted|hmip?|cqc|(?<!to )reports?|reviews?(?! (?:panel|board|officer))|programme|wrote|written"
    r"|author|fieldwork|visit(?:s|ed)?)\b"
)
_TRADE = any_of(
    rf"\b{_POST}s?\b",
    r"\b(?:[a-z]+(?: |-))?(?:staff|police|workers?|practitioners?|therapists?|nurses?|psychologists?|volunteers?"
    r"|mentors?|teachers?|analysts?|doctors?|counsellors?|lawyers?|apprentices?|governors?|members?|everyone"
    r"|everybody|nobody|no one|all)\b",
)
_NEAR = 60
"""A name stands at most so many characters from the post that its bearer holds."""


@lru_cache(maxsize=64)
def posts(question: str) -> tuple[str, ...]:
    """Return the posts whose holder ``question`` asks for.

    >>> posts("Who chairs the board?"), posts("Who is the head of service?"), posts("Who paid?")
    (('chair',), ('head',), ())
    >>> posts("Who is the deputy chair?")
    ('deputy chair', 'deputy-chair', 'vice chair', 'vice-chair')
    """
    if cues.asked_by(question) is not cues.Asked.PERSON and not _NAME_OF.search(question):
        return ()
    asked = _ASIDE.sub("", question)
    found = [meant or _written(match) for pattern, meant in _POSTS for match in pattern.finditer(asked)]
    return tuple(dict.fromkeys(post for posts in found for post in posts))


def _written(match: re.Match[str]) -> tuple[str, ...]:
    """Return a post that is named, in the ways it may be written: with its rank, where it has one."""
    rank, post = (match["rank"] or "").lower().strip(" -"), match["post"].lower().removesuffix("s")
    if rank == "lead":
        return (f"lead {post}", "led by")
    if post in _ELECTED and not rank:
        return _ELECTED
    ranks = _SECONDS if rank in _SECONDS else filter(None, (rank,))
    return tuple(f"{one}{joint}{post}" for one in ranks for joint in " -") or (post,)


def names_holder(posts: Iterable[str], text: str, *, of_inspectors: bool = True) -> bool:
    """Return whether ``text`` has a name beside one of some posts.

    Args:
        posts: In the ways they may be written.
        text: What may name their holder.
        of_inspectors: Whether the post may be one of the inspectorate, whose people sign every report.
    """
    beside = (
        text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        for post in posts
        for match in re.finditer(rf"\b{re.escape(post)}(?:s|ed)?\b", text, re.IGNORECASE)
    )
    return any(next(persons(words), "") for words in beside if of_inspectors or not _INSPECTING.search(words))


def asks_of_inspectors(question: str) -> bool:
    """Return whether ``question`` is about those who inspect, or about what they wrote.

    >>> asks_of_inspectors("Who led the inspection?"), asks_of_inspectors("Who was the head when inspectors came?")
    (True, False)
    """
    return _OF_INSPECTION.search(_ASIDE.sub("", question)) is not None


def names_only_inspectors(question: str, text: str) -> bool:
    """Return whether ``text`` names persons, but none besides inspectors, whom ``question`` does not ask for."""
    return any(persons(text)) and not any(asked_for(question, text))


def asked_for(question: str, text: str) -> Iterator[str]:
    """Yield the persons that ``text`` names; inspectors only where ``question`` asks of them."""
    of_inspectors = asks_of_inspectors(question)
    for match in cues.NAME.finditer(text):
        beside = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if of_inspectors or not _INSPECTING.search(beside):
            yield from persons(match[0])


def tells_member(question: str, text: str) -> bool:
    """Return whether ``text`` names a person, or a post or trade that ``question`` does not name itself."""
    asked = set(terms(question))
    return any(persons(text)) or any(not set(terms(match[0])) <= asked for match in _TRADE.finditer(text))


def persons(text: str) -> Iterator[str]:
    """Yield the names of persons in ``text``, titles and posts in capitals with them; offices and bodies are none.

    >>> list(persons("The Youth Justice Board heard Inspector Ann Hill."))
    ['Inspector Ann Hill']
    """
    for name in cues.NAME.finditer(text):
        words = name[0].split()
        if len([word for word in words if not OFFICE.fullmatch(word)]) > 1 and not _BODY.fullmatch(words[-1]):
            yield name[0]
