"""Whose words, or the holder of which post, a question asks for; and whether a text names such a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yosqa.answering import cues
from yosqa.answering.cues import any_of

_SAYS = r"(?:say|think|believe|blame|argue|claim|want|call|feel|mean|respond|react|reply|answer|explain|promise|defend)"
_ASKS_SPEAKER = any_of(
    rf"\b(?:what|how|who|whom|why) (?:did|does|do|has|have|had) (?P<one>(?:[\w'’-]+ ){{1,6}}?){_SAYS}\b",
    r"\baccording to (?P<two>(?:[\w'’-]+ ?){1,5})",
    r"\b(?P<three>(?:[\w'’-]+ ){1,3}?[\w-]+)['’]s? (?:own )?"
    r"(?:views?|opinion|reaction|response|reply|explanation|comments?|words)\b",
)
_INSPECTORS = any_of(r"\b(?:inspectors?|inspectorate|ofsted|hmip?|report|letter|document|it|they|he|she)\s*$")
"""Whose words a report consists of, and whoever was spoken of before."""


def speaker_in(question: str) -> str:
    """Return whose words ``question`` asks for, or ``""``: those of inspectors are a report's own and need no mark.

    >>> speaker_in("What did the council leader say about costs?"), speaker_in("What did inspectors say?")
    ('council leader', '')
    """
    match = _ASKS_SPEAKER.search(question)
    named = next(filter(None, match.groups()), "").strip() if match else ""
    if _INSPECTORS.search(named) and "chief" not in named.lower():
        return ""
    return re.sub(r"^(?:the|a|an|its|their|his|her) ", "", named, flags=re.IGNORECASE)


_POST = (
    r"(?:director|chair(?:man|woman|person)?|heads?|managers?|leaders?|inspectors?|councillor|cllr|cabinet member"
    r"|lead member|commissioner|author|chief executive|spokes\w+|nurse|psychologist|therapist|mayor|minister"
    r"|superintendent|deputy|coordinator|officer|judge|magistrate|editor|reporter)"
)
_POSTS = (
    (any_of(rf"\b{_POST}\b"), ()),
    (any_of(r"\b(?:runs?|ran|running|manag(?:es?|ed|ing))\b"), ("manager", "head", "director")),
    (any_of(r"\b(?:leads?|led|heads? up|in charge|responsible)\b"), ("head", "leader", "director", "manager", "lead")),
    (any_of(r"\bchair(?:s|ed|ing)\b"), ("chair",)),
    (any_of(r"\b(?:wrote|written|writes)\b"), ("author", "report of", "by")),
)
"""What asks who holds a post, and the posts that a verb may mean."""
_NEAR = 60
"""A name stands at most so many characters from the post that its bearer holds."""


def posts(question: str) -> tuple[str, ...]:
    """Return the posts whose holder ``question`` asks for.

    >>> posts("Who chairs the board?"), posts("Who is the head of service?"), posts("Who paid?")
    (('chair',), ('head',), ())
    """
    if cues.asked_by(question) is not cues.Asked.PERSON and not re.search(r"\bname of\b", question, re.IGNORECASE):
        return ()
    found = [(meant or (match[0].lower(),)) for pattern, meant in _POSTS for match in pattern.finditer(question)]
    return tuple(dict.fromkeys(post for posts in found for post in posts))


def names_holder(posts: Iterable[str], text: str) -> bool:
    """Return whether ``text`` has a name beside one of some posts."""
    beside = (
        text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        for post in posts
        for match in re.finditer(rf"\b{re.escape(post)}", text, re.IGNORECASE)
    )
    return any(cues.NAME.search(words) for words in beside)
