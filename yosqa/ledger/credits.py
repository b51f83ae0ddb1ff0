"""Find who wrote an article or a paper, and who took its pictures, as its by-line and captions say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yosqa.ledger.heads import Stated
from yosqa.ledger.model import Figure
from yosqa.ledger.text import FoldedPage, flat
from yosqa.metadata.dates import DATE
from yosqa.metadata.people import LINE_NAME
from yosqa.metadata.places import gazetteer
from yosqa.model import Span
from yosqa.structure.marks import without_marks

_TOP = 1500
"""Characters of the first page among which a by-line stands."""
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_WROTE = (
    re.compile(rf"^[ \t]*(?P<label>By|(?:Written|Reported|Report|Words) by):? {LINE_NAME}(?=,| and |[ \t]*$)", re.M),
    re.compile(rf"(?P<label>\b(?:[Rr]eport )?[Aa]uthor)[ \t]*:[ \t|]*{LINE_NAME}"),
)
_ABOVE_DATE = re.compile(rf"^[ \t]*(?P<label>){LINE_NAME}[ \t]*\n+[ \t]*{_WEEKDAY}", re.M)
"""A name alone on the line above the date."""
_TOOK = re.compile(
    r"(?P<label>\b(?:[Pp]ic(?:ture)?s?|[Pp]hoto(?:graph)?s?|[Ii]mages?)(?: credit)?)(?:[ \t]*:| by)[ \t]*" + LINE_NAME
)
_BODY = re.compile(
    r"\b(?:Council|County|City|Borough|Services?|Justice|Offending|Youth|Office|Police|Partnership|Authority|Board|Team|Staff"
    r"|Our|Reporters?|Correspondent|Editor|Democracy|Images|Pictures|Photos?|News\w*|Media|Press|Agency|Association|Group"
    r"|Ltd|Getty|Archant|Alamy|Shutterstock)\b"
)
"""A word in capitals that no person is called."""


def credited(pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return who wrote a text and who took its pictures, as it says itself; each person once."""
    found = list(_writers(pages[:1]))
    for page in pages:
        for match in filter(_names_person, _TOOK.finditer(page.text)):
            line = Span(page.number, page.text.rfind("\n", 0, match.start()) + 1, match.end())
            found.append(replace(_person("picture", page, match), evidence=line))
    return tuple({(stated.measure, stated.normal): stated for stated in reversed(found)}.values())[::-1]


def _names_person(match: re.Match[str]) -> bool:
    """Return whether a name is a person's, and no body's, agency's or place's."""
    return not (_BODY.search(match["name"]) or gazetteer().find(match["name"]))


def _writers(pages: Sequence[FoldedPage]) -> Iterator[Stated]:
    for page in pages:
        text = without_marks(page.text)
        for pattern in _WROTE:
            yield from (_person("author", page, m) for m in pattern.finditer(text, 0, _TOP) if _names_person(m))
        for match in _ABOVE_DATE.finditer(text, 0, _TOP):
            if DATE.match(text, match.end()) and _names_person(match):
                yield _person("author", page, match)


def _person(measure: str, page: FoldedPage, match: re.Match[str]) -> Stated:
    value = Span(page.number, *match.span("name"))
    start = match.start("label") if match["label"] else match.start("name")
    evidence = Span(page.number, start, match.end("name"))
    return Stated(measure, Figure.PERSON, flat(match["name"]), flat(match["label"]) or "By", value, evidence)
