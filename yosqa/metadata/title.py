"""A document's title: what it says it is about, its first headings, or a headline without their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yosqa.metadata import dates
from yosqa.metadata.head import COVER_LINES, OPENING, Found, first_lines, is_short
from yosqa.model import Block, BlockKind, Page
from yosqa.terms import content_words

_HEADLINE_LINES = 30
"""A headline is among so many lines, clutter left out."""
_SUBJECT = re.compile(
    r"^(?:(?:report\s+)?title|subject|agenda\s+item(?:\s+\w+)?)[\s*_]*:[\s*_]*(?P<value>[^\n]{8,200})$", re.I
)
"""A line that says what a paper is about."""
_NO_TITLE = re.compile(
    r"(?:latest\s+)?news|media|press(?:\s+office)?|newsroom|publications|foreword|introduction|summary|contents|about\s+us"
    r"|.*\bcookies\b.*|(?:.{2,40}\s[-–|:]\s+)?(?:press|news|media)\s+(?:release|notice|statement)|Ofsted"
    r"|agenda\s+item\s+\w+|criminal\s+justice(?::?\s+joint\s+inspection)?"
    r"|(?:HM|(?:Her|His)\s+Majesty['’]s)\s+Inspectorate\s+of\s+\w+(?:\s+and\s+\w+)?"
    r"|(?:the\s+)?(?:London|Royal)\s+(?:London\s+)?Borough\s+of\s+[\w ]{3,30}"
    r"|(?!.*\b(?:inspection|review|report)\b)(?:[\w’'&,-]+\s+){1,7}(?:Council|Committee|Panel|Board)"
    r"|(?:[\w’'&-]+\s+){1,3}(?:Advertiser|Argus|Chronicle|Courier|Echo|Express|Gazette|Guardian|Herald|Journal|Mail|Mercury"
    r"|News|Observer|Post|Press|Reporter|Standard|Star|Telegraph|Times|Tribune)",
    re.I,
)
"""A heading that names a publisher, a meeting, a newspaper or a sort of paper, and nothing of what it is about."""
_BYLINE = re.compile(
    r"\W*(?:by\s+(?-i:[A-Z]\D*$)|(?:to|from|cc)\s*:|(?:embargo\w*|published|posted|updated|report\s+(?:of|by|author))\b)",
    re.I,
)
_GOES_ON = re.compile(r"^(?!(?:What|How|Where|Who|When)\b).*\b(?:in|of|and|for|on|at|the|to)$")
"""The end of a title's line that the next line goes on with."""
_HEADLINE_WORDS = 4
_LONGEST_HEADLINE = 25
"""Fewest and most words of a headline."""
_NAMED_AFTER = 2
"""Words that a file's name shares at least with the headline it is named after."""


def find(pages: Sequence[Page], blocks: Sequence[Block], *, guessed: bool = False, file_name: str = "") -> Found | None:
    """The document's title: what a line gives as its subject, its first headings, or the headline without their marks.

    A heading that only says who publishes it, or what sort of paper it is, is no title where another line may be one.

    Args:
        pages: Of the document.
        blocks: Of the document.
        guessed: Whether its headings are only guessed, as in plain text: a headline above the first one is the title,
            or the one that the file is named after.
        file_name: Without its suffix.
    """
    lines = first_lines(pages[0].text, _HEADLINE_LINES) if pages else []
    above = [line for line in lines if not line.startswith("|")][:COVER_LINES]
    subject = next((match["value"] for line in above if (match := _SUBJECT.match(line))), "")
    if subject:
        return Found(subject.strip(" *_"), pages[0].number)
    found = _headings(pages, blocks)
    headlines = list(filter(_is_headline, lines))
    headline = headlines[0] if headlines else ""
    if guessed and (named := _named_after(file_name, pages[0].text, headlines, found)):
        return Found(named, pages[0].number)
    places = [n for n, line in enumerate(lines) if found and line in found.value]
    higher = guessed and bool(headline) and (not places or lines.index(headline) < places[0])
    if found and not higher and not _NO_TITLE.fullmatch(found.value) and not dates.DATE.fullmatch(found.value):
        return found
    return Found(headline, pages[0].number) if headline else found


def _is_headline(line: str) -> bool:
    no_title = _NO_TITLE.fullmatch(line) or _BYLINE.match(line) or dates.DATE.search(line)
    return _HEADLINE_WORDS <= len(line.split()) <= _LONGEST_HEADLINE and not (no_title or line.endswith("."))


def _named_after(file_name: str, text: str, headlines: Sequence[str], found: Found | None) -> str:
    """Return the headline, alone between blank lines, that a file is named after more than after its first heading."""
    heading = found.value if found else ""
    alone = {block.strip(" *_#>\t") for block in re.split(r"\n[ \t\r]*\n", text[:OPENING])}
    named = max((line for line in headlines if line in alone), key=lambda line: _shares(line, file_name), default="")
    kept = _is_headline(heading) and _shares(heading, file_name) >= _NAMED_AFTER
    enough = _shares(named, file_name) >= max(_NAMED_AFTER, 1 + _shares(heading, file_name))
    return named if enough and not kept else ""


def _shares(line: str, file_name: str) -> int:
    """How many words a line has in common with a file's name."""
    return len(_words(line) & _words(file_name))


def _words(text: str) -> set[str]:
    return {word for word in content_words(text) if word.isalpha()}


def _headings(pages: Sequence[Page], blocks: Sequence[Block]) -> Found | None:
    """The first heading, and the next when it follows at once and opens no section of its own."""
    texts = {page.number: page.text for page in pages}
    opened = {block.section[0] for block in blocks if block.section and block.kind is not BlockKind.HEADING}
    found: list[str] = []
    place: Block | None = None
    for block in blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.CONTENTS):
            continue
        if block.page > 2 or (found and block.kind is not BlockKind.HEADING):
            break
        if found and block.section and block.section[0] in opened:
            break
        if block.kind is BlockKind.HEADING:
            text = " ".join(texts[block.page][block.start : block.end].split())
            found.append(re.sub(r"(?<=[a-z])\d$", "", text))
            place = place or block
        if len(found) == 2:
            break
    if place is None:
        return None
    first, *rest = found
    goes_on = _GOES_ON.search(first)
    if goes_on and not rest:
        below = [line for line in texts[place.page][place.end :].split("\n") if line.strip()][:1]
        rest = [line for line in below if is_short(line.strip()) and line.strip()[0].isalnum()]
    if not rest or len(first) > 90 or _BYLINE.match(rest[0]):
        return Found(first, place.page)
    return Found(f"{first}{' ' if goes_on else ': '}{rest[0].strip(' *_')}", place.page)
