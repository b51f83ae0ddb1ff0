"""Find the titles of documents in a question: "In the Left in Limbo report, ..." is about that one.

The words of a title may stand in a question by chance ("Were children held before trial?"). They name the document only
where it shows: by quotation marks, by capitals inside the sentence, or by what is said beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from yosqa.model import Document, Kind
from yosqa.terms import STOPWORDS, stem, words

_PRESS = frozenset({Kind.NEWS, Kind.RELEASE})
"""Their titles begin with names of people and bodies, which have capitals anywhere."""
_CALLED = {Kind.NEWS: "article", Kind.RELEASE: "release"}
"""What stands in a question for the title of such a document; for others it is the report."""
_GENERAL = frozenset(
    stem(word)
    for word in words(
        "inspection inspect re-inspection inspectorate inspector report joint targeted thematic area local annual"
        " full short youth offending justice crime service team work partnership board probation hm hmi hmip ofsted"
        " cqc children child young people help protection looked care leavers social safeguarding send special"
        " education needs improvement improve action plan progress update review letter paper news press release"
        " article statement summary london royal borough county city council authority district metropolitan"
        " committee cabinet agenda item meeting ministry department office home crown prosecution court police"
        " commission commissioner nhs trust health government chief constable first second third next previous"
        " latest final draft interim response partner multi-agency requires good outstanding inadequate rating rated"
        " grade england wales january february march april may june july august september october november december"
    )
)
"""Words that titles of the field share: alone they name no document."""
_MANY = 3
"""What more documents than this are called is no name of one."""
_SHORTEST = 2
_PLAIN_NAME = 3
"""Words of a name from which on capitals or its place in the sentence are enough to know it by."""
_HEAD = re.compile(r":\s|\s[–—|>-]\s")
"""What parts a title from its subtitle."""
_OPENS = re.compile(r"(?<![^\s(])['\"‘“«*_]+$")
_CLOSES = re.compile(r"[.,?!]?['\"’”»*_]+(?!\w)")
_LAST_WORD = re.compile(r"\b[A-Z][\w-]*(?:['’](?!s\b)\w+)?\s$")
_NEXT_WORD = re.compile(r"\s[A-Z]")
_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?")
_NOUN = (
    r"(?:report|thematic|inspection|review|study|article|letter|paper|story|piece|press\srelease|release|research"
    r"|publication|document|headline)"
)
_SORT = r"(?:(?:joint|thematic|inspection|news|newspaper|national|annual|\d{4}|(?:HMIP?|Ofsted)(?:['’]s)?)\s+)*"
_THE = re.compile(r"\b(?:the|this|that|an?|its|their)\s+[\W_]*$", re.IGNORECASE)
_THEIRS = re.compile(r"\w['’]s\s+$")
_NOUN_BEFORE = re.compile(
    rf"\b(?P<noun>{_NOUN})[\s,:(–-]+(?P<called>(?:which\sis\s|that\sis\s)?(?:called|titled|entitled|headed|headlined|named)\s)?\s*"
    r"[\W_]*$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(rf"[\W_]*\s{_SORT}{_NOUN}\b", re.IGNORECASE)
_OF_IT = re.compile(
    r"[\W_]*\s(?:cases?|sample|teams?|areas?|fieldwork|findings|recommendations|foreword|inspectors|authors?)\b"
)
_SOURCE_BEFORE = re.compile(r"(?:\b(?:according to|as per|per|going by)\s+|^\W*in\s+)[\W_]*$", re.IGNORECASE)
_ENDS = re.compile(r"\W*(?:[,:;?]|\s[-–—]\s|$)")
_SAYS_BEFORE = re.compile(r"\b(?:do|does|did)\s+(?P<the>the\s+)?$", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"\b(?:say|said|says|write|wrote|call(?:s|ed)?|add(?:s|ed)|told|mean|by|phrase|words?)\W+$", re.I
)
"""Before words in quotation marks that are somebody's."""
_WHAT_IS = re.compile(r"\bwhat(?:['’]s|\s+is|\s+does|\s+do)\s+[\W_]*$", re.IGNORECASE)
_MEANS = re.compile(r"[\W_]*(?:(?:mean|stand\s+for)\b[^,;]*)?$")
_PREPOSITION = re.compile(r"\b(?:in|of|for|from|by|about|behind|on|to|with)\s+$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"(?:\w{2,}ed|left|held|lost|caught|kept|stuck|sent|shut|cut|born|torn|hidden|broken|forgotten|taken|given|driven|fallen"
    r"|unseen|unheard|out|off|not|no longer)\b",
    re.IGNORECASE,
)
"""How a title begins, and nothing else that a preposition is before."""
_SAYS = re.compile(
    r"\s+(?:say|said|find|found|recommend|report|conclude|show|state|note|tell|mention)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?:^|[.?!:])[\W_]*$")


@dataclass(frozen=True, slots=True)
class Named:
    """A question with "the report" in place of the titles in it."""

    text: str
    titles: tuple[str, ...] = ()
    """The whole titles, as their documents give them."""


def find(text: str, documents: Sequence[Document]) -> Named:
    """Return the question ``text`` without the title that it names a document by, and that title.

    Args:
        text: As typed.
        documents: All documents of the corpus.
    """
    told = list(_WORD.finditer(text))
    folded = [(words(match[0]) or [""])[0] for match in told]
    for name, of_it in _names(documents, frozenset(folded)):
        for first in range(len(folded) - len(name) + 1):
            if tuple(folded[first : first + len(name)]) == name:
                start, end = told[first].start(), told[first + len(name) - 1].end()
                if _is_meant(text, start, end, of_it) and not _asks_for(text, start, end):
                    return Named(_without(text, start, end, of_it[0]), tuple(dict.fromkeys(d.title for d in of_it)))
    return Named(text)


def _names(documents: Sequence[Document], told: frozenset[str]) -> Iterator[tuple[tuple[str, ...], list[Document]]]:
    """Yield what the documents may be called in words of ``told``, the longest first: a whole title, or its head."""
    called: dict[tuple[str, ...], list[Document]] = {}
    for document in documents:
        for name in _ways(document.metadata.title):
            if told.issuperset(name) and _is_distinctive(name, document):
                called.setdefault(name, []).append(document)
    for name, of_it in sorted(called.items(), key=lambda entry: -len(entry[0])):
        if len(of_it) <= _MANY:
            yield name, of_it


@cache
def _ways(title: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a title and of its head: every question is held against those of all documents."""
    return tuple(dict.fromkeys(tuple(words(written)) for written in (title, _HEAD.split(title)[0])))


def _is_distinctive(name: Sequence[str], document: Document) -> bool:
    """Return whether words say more than what sort of document it is, on which place, by whom."""
    metadata = document.metadata
    known = {*words(" ".join((*metadata.places, *metadata.mentions, metadata.publisher))), *STOPWORDS}
    own = [word for word in name if word not in known and stem(word) not in _GENERAL and not word.isdigit()]
    return len(name) >= _SHORTEST and bool(own)


def _is_meant(text: str, start: int, end: int, documents: Sequence[Document]) -> bool:
    """Return whether the words at ``start:end`` are a title and no part of the sentence."""
    before, after = text[:start], text[end:]
    noun_before, noun_after = _NOUN_BEFORE.search(before), _NOUN_AFTER.match(after)
    if noun_after and noun_after[0].split()[-1].lower() == "report" and _SAYS_BEFORE.search(before):
        noun_after = None
    if (noun_before and noun_before["called"]) or (noun_after and _THE.search(before)):
        return True
    capitals = _has_capitals(text, start, end, documents)
    in_quotes = _OPENS.search(before) and _CLOSES.match(after)
    if (capitals or in_quotes) and (noun_before or noun_after):
        return True
    if in_quotes and text[start].isupper() and not _SAID_BEFORE.search(before):
        return True
    if len(words(text[start:end])) < _PLAIN_NAME:
        return False
    of_press = any(document.metadata.kind in _PRESS for document in documents)
    if capitals and not of_press and (_OF_IT.match(after) or not _THE.search(before)):
        return True
    return not of_press and _stands_as_title(text, start, end)


def _stands_as_title(text: str, start: int, end: int) -> bool:
    """Return whether words stand where no part of a sentence but a title does, in whatever letters they are written."""
    before, after = text[:start], text[end:]
    if _ENDS.match(after):
        source = _SOURCE_BEFORE.search(before) or (not before.strip() and not after.startswith(","))
        return bool((source and after.strip(" ?.")) or (_PREPOSITION.search(before) and _NO_NOUN.match(text, start)))
    says = _SAYS_BEFORE.search(before)
    return bool(says and not says["the"] and _SAYS.match(after))


def _has_capitals(text: str, start: int, end: int, documents: Sequence[Document]) -> bool:
    """Return whether words have capitals that only a title gives them: all of them, or the first inside a sentence."""
    others = [match[0] for match in _WORD.finditer(f"{text[:start]} {text[end:]}")][1:]
    if others and not any(word[0].islower() for word in others):
        return False  # so has the whole question
    before, after = _LAST_WORD.search(text[:start]), _NEXT_WORD.match(text, end)
    if (before and not _SENTENCE_END.search(text[: before.start()])) or (after and not _goes_with(text, end)):
        return False  # part of a longer name
    own = [match[0] for match in _WORD.finditer(text, start, end)]
    places = set(words(" ".join(place for d in documents for place in (*d.metadata.places, *d.metadata.mentions))))
    begins = _SENTENCE_END.search(text[:start]) is not None
    told = [word for word in own[begins:] if word.lower() not in STOPWORDS and words(word)[0] not in places]
    in_title_case = bool(told) and all(word[0].isupper() or word[0].isdigit() for word in told)
    return in_title_case or (not begins and own[0][0].isupper() and words(own[0])[0] not in places)


def _goes_with(text: str, end: int) -> bool:
    return bool(_NOUN_AFTER.match(text, end) or _OF_IT.match(text, end))


def _asks_for(text: str, start: int, end: int) -> bool:
    """Return whether the words are a term that a question wants explained."""
    return bool(_WHAT_IS.search(text[:start]) and _MEANS.match(text, end))


def _without(text: str, start: int, end: int, document: Document) -> str:
    """Return ``text`` with "the report" in place of the title at ``start:end``, or with what it calls it beside."""
    opened, closed = _OPENS.search(text[:start]), _CLOSES.match(text[end:])
    if opened and closed:
        start, end = opened.start(), end + closed.end()
    before, after = text[:start], text[end:]
    if noun_before := _NOUN_BEFORE.search(before):
        return f"{before[: noun_before.end('noun')]}{after}"
    if _THEIRS.search(before):
        return f"{before.rstrip()}{'' if _goes_with(text, end) else f' {_called(document)}'}{after}"
    if _THE.search(before):
        return f"{before.rstrip()}{after}" if _goes_with(text, end) else f"{before.rstrip()} {_called(document)}{after}"
    if _goes_with(text, end):
        return f"{before}the{after}"
    return f"{before}{'the' if before.strip() else 'The'} {_called(document)}{after}"


def _called(document: Document) -> str:
    return _CALLED.get(document.metadata.kind, "report")
