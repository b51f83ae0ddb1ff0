"""What the text itself says of a document: title, dates, people, service. Pure functions over its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yosqa.metadata import dates
from yosqa.model import Block, BlockKind, Page
from yosqa.structure.furniture import is_clutter
from yosqa.terms import content_words

_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'\-]+(?:[^\S\n]+(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'\-]*|de|van|der|von|al|bin)){1,3})"
_NOT_A_NAME = re.compile(
    r"\b(?:HMI|HM|Her|His|Majesty|Majesty’s|Ofsted|CQC|Inspector|Inspectors|Lead|Judgement|Social|Care|Quality|Senior|Regulatory"
    r"|Additional|Assistant|The|This|Inspection|Service|Services|Children|Local|Authority|Chief|Deputy|Team|Age|Published)\b.*"
)
_RANK = r"(?:(?:one\s+of\s+)?(?:HM|Her\s+Majesty['’]s|His\s+Majesty['’]s)\s+Inspectors?,?\s+|HMI,?\s+)?"
_INSPECTOR = (
    re.compile(rf"(?:^|[:|]\s*)(?:lead|reporting)\s+inspector\s*:?\s*{_RANK}(?-i:{_NAME})", re.I | re.M),
    re.compile(rf"(?:lead|reporting)\s+inspector\s*:\s*{_RANK}(?-i:{_NAME})", re.I),
    re.compile(rf"(?:lead|reporting)\s+inspector\s+(?:was|is)\s+{_RANK}(?-i:{_NAME})", re.I),
    re.compile(rf"(?:inspection|review|fieldwork)\s+was\s+led\s+by\s+{_RANK}(?-i:{_NAME})", re.I),
    re.compile(rf"(?-i:{_NAME}),?\s+(?:(?:HMI|Ofsted|CQC),?\s+)*lead\s+inspector\b", re.I),
)
_PUBLISHED = re.compile(
    r"^[\s*_>]*(?:(?:report\s+|date\s+|first\s+)?published(?:\s+on|\s+in|\s+date)?|publication(?:\s+date)?|date\s+of\s+publication)"
    r"[\s*_]*:?[\s*_]*"
    r"(?:[A-Z][a-z]+day,?\s+)?(?=\d|[A-Z])",
    re.I | re.M,
)
_AVAILABLE = re.compile(r"\b(?:report\s+is\s+)?available\s+(?:at\s+\S+\s+)?(?:from|on)\s+(?=\d)", re.I)
_DATELINE = re.compile(
    r"(?:\d{1,2}[:.]\d\d(?:\s*[ap]m)?,?\s+)?(?:(?:posted|published|updated|(?:report\s+)?date(?:\s+of\s+meeting)?|meeting|on)\s*:?[\s*_]*)*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    re.I,
)
_ISSUED = re.compile(
    r"^\W*(?:(?:press|news|media)\s+)?(?:letter|report|paper|meeting|minutes|statement|release|issued|embargo(?:ed)?)\b[^.\n\d]{0,40}"
    r"(?:\d{1,2}[:.]\d\d\s*(?:am|pm|hours|hrs)?,?\s*(?:on\s+)?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?=\d|[A-Z])",
    re.I,
)
"""How the line that dates a letter, a paper or a release begins: "Letter dated ...", "Embargoed until 00:01, ..."."""
_OTHER_DATE = re.compile(
    r"\b(?:inspect(?!orate)|fieldwork|visit|previous|between|from|since|until|began|started|dates?\b|ended|ending|due"
    r"|next|last|accounts|review)",
    re.I,
)
_SET_OFF = re.compile(r"[,;|(–-]\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?$", re.I)
_SAYS_PUBLISHED = re.compile(
    r"(?!.*\b(?:since|previous|last|until|follow\w*|after|earlier)\b).*\bpublished\s+(?:on\s+|in\s+)?", re.I
)
_TIME_OF_DAY = re.compile(
    r",?\s*(?:at\s+|[|–-]\s*)?\d{1,2}[:.]\d\d(?:\s*[ap]m)?(?:\s+(?:GMT|BST))?\s*(?:[|,–-].*)?", re.I
)
_AFTER_DATE = re.compile(r"\s*(?:[,;|)–-]\s*(?:by\b.*|[A-Z].*)?)?")
_TOP = 300
"""Characters within which "published" in small letters still labels a date."""
_COVER_WORDS = 14
_COVER_LINES = 8
"""A title block or a letterhead has at most so many lines, of so many words each."""
_OPENING = 6000
"""Characters in which the first lines are looked for."""
_HEADLINE_LINES = 30
"""A headline is among so many lines, clutter left out."""
_SHORT_LINE = 8
"""Words of a line on a title page that may hold a date: set off by commas, and at its end."""
_FIELDWORK = (
    re.compile(
        r"(?<!previous )\b(?:inspection|fieldwork)\s+dates?\s*:\s*"
        r"(?P<when>[^\n]+(?:\n(?=[^\n]*(?:19|20)\d\d)[^\n:]+)?)",
        re.I,
    ),
    re.compile(r"\bdates?\s+of\s+inspection\s*:?\s*(?P<when>[^\n]+)", re.I),
    re.compile(r"\b(?:fieldwork|inspection)\s+started\s*:?\s*(?P<when>[^\n]+)", re.I),
    re.compile(
        r"\b(?:inspection|fieldwork|visit)\b[^.]{0,120}?\b(?:took\s+place|was\s+(?:carried\s+out|undertaken|conducted))\s+"
        r"(?:from|between|on|in|over|during)\s+(?P<when>(?:(?!\bpublished\b)[^.]){0,120})",
        re.I,
    ),
    re.compile(
        r"\bbetween\s+(?P<when>\d{1,2}[^.]{0,60}?),\s+(?:ofsted|inspectors|the\s+care|her\s+majesty|his\s+majesty|hm)",
        re.I,
    ),
)
_SERVICE = re.compile(
    r"(?:['’]s)?\s+(?:(?:City|County|Borough|Metropolitan|Council|local\s+authority|Local\s+Area)\s+)*"
    r"(?:Youth\s+(?:Offending|Justice)\s+(?:Service|Team|Partnership)s?|YO[ST]|YJS|children['’]s\s+(?:social\s+care\s+)?services"
    r"|Local\s+(?:Area|Safeguarding)\s+(?:Children\s+)?Partnership)\b",
    re.I,
)
_FIELDS = {
    "service": re.compile(r"^Service\s*:\s*(?P<value>(?:(?!\.\s)[^\n]){3,100})", re.M),
    "publisher": re.compile(r"^(?:Publisher|Published\s+by)\s*:\s*(?P<value>[A-Z][^\n]{2,80})$", re.M),
    "kind": re.compile(r"^Kind(?:\s+of\s+document)?\s*:\s*(?P<value>[a-z][a-z ]{2,30})$", re.M),
    "url": re.compile(r"^(?:Address|URL|Link|Web\s+address)\s*:\s*<?(?P<value>https?://[^\s<>]+)", re.M),
}
"""Lines of the form "Publisher: …", by the field of `Metadata` that they state."""


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
_FIRST_PAGES = 10
"""Pages on which lines of that form are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the page it stands on."""

    value: str
    page: int


def title(
    pages: Sequence[Page], blocks: Sequence[Block], *, guessed: bool = False, file_name: str = ""
) -> Found | None:
    """The document's title: what a line gives as its subject, its first headings, or the headline without their marks.

    A heading that only says who publishes it, or what sort of paper it is, is no title where another line may be one.

    Args:
        pages: Of the document.
        blocks: Of the document.
        guessed: Whether its headings are only guessed, as in plain text: a headline above the first one is the title,
            or the one that the file is named after.
        file_name: Without its suffix.
    """
    lines = _first_lines(pages[0].text, _HEADLINE_LINES) if pages else []
    above = [line for line in lines if not line.startswith("|")][:_COVER_LINES]
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
    alone = {block.strip(" *_#>\t") for block in re.split(r"\n[ \t\r]*\n", text[:_OPENING])}
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
        rest = [line for line in below if _is_short(line.strip()) and line.strip()[0].isalnum()]
    if not rest or len(first) > 90 or _BYLINE.match(rest[0]):
        return Found(first, place.page)
    return Found(f"{first}{' ' if goes_on else ': '}{rest[0].strip(' *_')}", place.page)


def inspector(pages: Sequence[Page]) -> Found | None:
    """The lead inspector's name."""
    for pattern in _INSPECTOR:
        for page in pages:
            for match in pattern.finditer(page.text):
                name = " ".join(_NOT_A_NAME.sub("", match["name"]).split()).rstrip(".,")
                if len(name.split()) >= 2:
                    return Found(name, page.number)
    return None


def published(pages: Sequence[Page]) -> Found | None:
    """The date of publication that the text states."""
    for page in pages[:4]:
        for match in _PUBLISHED.finditer(page.text):
            # In small letters further down it is a sentence that goes on: "... in the report / published on 4 May".
            labelled = ":" in match[0] or not match[0].strip(" *_>\n")[:1].islower() or match.start() < _TOP
            if labelled and (iso := _date_at(page.text, match.end())):
                return Found(iso, page.number)
    for reading in (_dateline, _cover_date):
        if pages and (iso := reading(pages[0].text)):
            return Found(iso, pages[0].number)
    for page in pages:
        available = _AVAILABLE.search(page.text)
        if available and (iso := _date_at(page.text, available.end())):
            return Found(iso, page.number)
    return None


def _date_at(text: str, start: int) -> str:
    match = dates.DATE.match(text, start)
    return dates.from_match(match) if match else ""


def _first_lines(text: str, count: int) -> list[str]:
    """The first lines that hold words and are no clutter of a web page, without the marks of Markdown around them."""
    lines = (line.strip(" *_#>\t\r") for line in text[:_OPENING].split("\n"))
    return [line for line in lines if line and not is_clutter(line)][:count]


def cover_lines(text: str) -> list[str]:
    """The lines of a title block or a letterhead: of the first, those too short for a sentence and without its end."""
    return [line for line in _first_lines(text, _COVER_LINES) if _is_short(line)]


def _is_short(line: str) -> bool:
    return len(line.split()) <= _COVER_WORDS and not line.endswith(".")


def _dateline(text: str) -> str:
    """The date that stands alone on one of the first lines, or that says when the document was issued."""
    for line in _first_lines(text, 20):
        issued = _ISSUED.match(line)
        if (
            issued
            and not _OTHER_DATE.search(issued[0].casefold().replace("until", ""))
            and (iso := _date_at(line, issued.end()))
        ):
            return iso
        opening = _DATELINE.match(line)
        stated = dates.DATE.match(line, opening.end() if opening else 0)
        if stated is None:
            continue
        on_a_day = (
            opening and opening[0].strip() and _is_short(line) and line[stated.end() :].lstrip()[:1] in {",", "|"}
        )
        stamped = _is_short(line) and _TIME_OF_DAY.fullmatch(line, stated.end())
        if on_a_day or stamped or len(line) - stated.end() <= 12:
            return dates.from_match(stated)
    return ""


def _cover_date(text: str) -> str:
    """The date at the end of a short line of a title page, or set off by commas: "The Post, 4 May 2020, by A. Hill"."""
    for line in _first_lines(text, 12):
        stated = list(dates.DATE.finditer(line))
        if not stated or not _is_short(line):
            continue
        last = stated[-1]
        if _SAYS_PUBLISHED.fullmatch(line, 0, last.start()):
            return dates.from_match(last)
        if _OTHER_DATE.search(line):
            continue
        ends = last.end() == len(line) and len(line.split()) <= _SHORT_LINE
        if ends or (_SET_OFF.search(line, 0, last.start()) and _AFTER_DATE.fullmatch(line, last.end())):
            return dates.from_match(last)
    return ""


def fieldwork(pages: Sequence[Page], published_on: str, year: str) -> tuple[str, str, int]:
    """First and last day of the fieldwork, and the page that says so; empty and 0 when none does.

    Args:
        pages: The document.
        published_on: What lies after this date is no fieldwork; empty when it is not known.
        year: Taken where the text names none.
    """
    for pattern in _FIELDWORK:
        for page in pages:
            for match in pattern.finditer(page.text):
                start, end = dates.read_range(match["when"], year)
                if start and not (published_on and start > published_on):
                    return start, end, page.number
    return "", "", 0


def service(text: str, start: int, end: int) -> str:
    """The service named by the place at ``start:end`` and the words after it; empty when it names none."""
    match = _SERVICE.match(text, end)
    return " ".join(text[start : match.end()].split()) if match else ""


def stated(pages: Sequence[Page], name: str) -> Found | None:
    """What a line of the form "Publisher: …" says of a field: ``service``, ``publisher``, ``kind`` or ``url``."""
    for page in pages[:_FIRST_PAGES]:
        if match := _FIELDS[name].search(page.text):
            return Found(match["value"].strip(), page.number)
    return None
