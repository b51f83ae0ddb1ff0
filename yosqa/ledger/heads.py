"""Find when an inspection took place, when its report came out, and who led it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yosqa.ledger.model import Figure
from yosqa.ledger.text import FoldedPage, Found, flat
from yosqa.metadata.dates import MONTHS
from yosqa.model import Span
from yosqa.structure.marks import EMPHASIS

HEAD_PAGES = 4
"""Dates of the inspection itself stand on the first pages; later ones are of other events."""

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_FROM = rf"(?P<d1>{_DAY})(?: (?P<m1>{_MONTH}))?(?: (?P<y1>20\d\d))?"
_TO = rf"(?P<d2>{_DAY}) (?P<m2>{_MONTH})(?:,? (?P<y2>20\d\d))?"
_RANGE = rf"(?P<range>(?:{_FROM} ?(?:to|-|and|until) ?)?{_TO})"
_DATE = rf"(?P<range>(?:(?P<d2>{_DAY}) )?(?P<m2>{_MONTH}),? (?P<y2>20\d\d))"

_INSPECTED = (
    re.compile(
        r"(?<!previous )(?P<label>(?:re-?)?inspection dates?|dates? of (?:this )?inspection|fieldwork(?: dates?)?):? "
        + _RANGE
    ),
    re.compile(
        r"(?<!previous )(?<!last )"
        r"(?P<label>(?:inspection|fieldwork) (?:took place|was (?:carried out|undertaken|conducted))) "
        rf"(?:from|between|on) {_RANGE}"
    ),
    re.compile(rf"(?P<label>between) {_RANGE},? (?:ofsted|inspectors|hmi|the care quality commission|we )"),
)
_AGAIN = re.compile(rf"(?P<label>) and (?:from )?{_RANGE}")
_STARTED = re.compile(rf"(?P<label>fieldwork started|fieldwork took place in|fieldwork):? (?:in |on )?{_DATE}")
_PUBLISHED = (
    re.compile(rf"(?P<label>(?:report )?published(?: on)?|publication date|date of publication):? {_DATE}"),
    re.compile(rf"(?P<label>available at [\w:/.-]+ from) {_DATE}"),
)
_WORD = r"(?:[A-Z][\w’'-]*[a-z]|[A-Z]\.?|Mc[A-Z]\w+|O[’'][A-Z]\w+)"
_NO_NAME = (
    r"(?!(?:Her|His|HMI|HM|Ofsted|CQC|Lead|Judgement|Judgment|Deputy|Team|The|Inspection|Report|Care|Quality"
    r"|Commission)\b)"
)
NAME = rf"(?P<name>{_NO_NAME}{_WORD}(?:\s+(?:de|van|der|den|von|la|al|el))*(?:\s+{_NO_NAME}{_WORD}){{1,3}})"
"""A person's name: the group ``name``."""
_RANK = r"(?:(?:(?:HM|His Majesty[’']s|Her Majesty[’']s) Inspector|HMI),?\s+)?"
_LED = (
    re.compile(rf"{NAME},?\s+(?:(?:HMI|Ofsted|HM Inspector),?\s+)+(?P<label>[Ll]ead [Ii]nspector)(?!\s*:)"),
    re.compile(
        r"(?P<label>(?<![Dd]eputy )(?:[Ll]ead|[Rr]eporting|[Mm]anaging) [Ii]nspectors?(?: on site)?)\s*(?::|was|is)?\s+"
        rf"{_RANK}{NAME}"
    ),
    re.compile(rf"(?P<label>(?:was|were) led by (?:HM|His Majesty[’']s|Her Majesty[’']s) Inspector)\s+{NAME}"),
)
"""Most telling first: in two columns of names, the one before "lead inspector" bears the title."""
_CHIEF_OF = r"(?:(?:HM|His Majesty[’']s|Her Majesty[’']s)\s+)?[Cc]hief\s+[Ii]nspector\s+of\s+[Pp]robation"
_CHIEF = (
    re.compile(rf"{NAME}\s*,?\s+(?P<label>{_CHIEF_OF})"),
    re.compile(rf"(?P<label>{_CHIEF_OF})\s*,?\s+{NAME}"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date, person or figure as the text states it."""

    measure: str
    kind: Figure
    normal: str
    label: str
    value: Span
    evidence: Span
    subject: str = ""
    """Empty for the document's own subject."""
    note: str = ""


def dates(pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return when the inspection began and ended and when the report was published, each at most once."""
    found = list(_inspection(pages[:HEAD_PAGES]))
    for page in pages[:HEAD_PAGES]:
        for match in (match for pattern in _PUBLISHED for match in page.find(pattern)):
            found.append(_date(page, match, "published", "2"))
    return _first_of_each(found)


def leaders(pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return who led the inspection: the first name printed as its lead inspector."""
    texts = unmarked(pages)
    for pattern in _LED:
        for page, text in zip(pages, texts, strict=True):
            match = pattern.search(text)
            if match and not text[: match.start()].rstrip().lower().endswith("deputy"):
                value = Span(page.number, *match.span("name"))
                evidence = Span(page.number, match.start(), match.end())
                label, name = flat(match["label"]), flat(match["name"])
                return (Stated("lead-inspector", Figure.PERSON, name, label, value, evidence),)
    return ()


def chief(pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return who was chief inspector, as a foreword's signature or a release's quotation names them."""
    for page, text in zip(pages, unmarked(pages), strict=True):
        for pattern in _CHIEF:
            match = pattern.search(text)
            if match:
                value = Span(page.number, *match.span("name"))
                name, evidence = flat(match["name"]), Span(page.number, match.start(), match.end())
                return (Stated("chief-inspector", Figure.PERSON, name, flat(match["label"]), value, evidence),)
    return ()


def unmarked(pages: Sequence[FoldedPage]) -> list[str]:
    """Return the text of each page with spaces for marks of emphasis, so that offsets stay."""
    return [EMPHASIS.sub(" ", page.text) for page in pages]


def _inspection(pages: Sequence[FoldedPage]) -> Iterator[Stated]:
    for page in pages:
        for pattern in _INSPECTED:
            for match in page.find(pattern):
                if match.match["y2"] is None and not _year_nearby(page, match):
                    continue
                again = _second_visit(page, match)
                last = again or match
                whole = page.span(match.match.start("range"), last.match.end("range"))
                yield replace(_date(page, match, "inspection-start", "1"), value=whole)
                yield replace(_date(page, last, "inspection-end", "2"), value=whole)
        for match in page.find(_STARTED):
            yield _date(page, match, "inspection-start", "2")


def _second_visit(page: FoldedPage, first: Found) -> Found | None:
    """Return the dates of a second visit that follow those of the first: "... and 13 to 16 January 2025"."""
    again = _AGAIN.match(page.folded, first.match.end())
    return Found(first.start, page.range(*again.span())[1], again) if again else None


def _date(page: FoldedPage, found: Found, measure: str, side: str) -> Stated:
    """Return one end of a range; what a first date leaves out ("11 to 15 March 2024") comes from the second."""
    parts = found.match.groupdict()
    year = parts["y2"] or _year_nearby(page, found)
    month = parts["m2"]
    day = parts["d2"]
    if side == "1" and parts.get("d1"):
        day, month, year = parts["d1"], parts["m1"] or month, parts["y1"] or _earlier(year, parts["m1"], month)
    iso = f"{year}-{MONTHS.index(month) + 1:02}" + (f"-{int(re.sub(r'[^0-9]', '', day)):02}" if day else "")
    value = page.span(*found.match.span("range"))
    label = flat(page.text[slice(*page.range(*found.match.span("label")))]) or "Inspection dates"
    return Stated(measure, Figure.DATE, iso, label, value, Span(page.number, found.start, found.end))


def _earlier(year: str, first: str | None, last: str) -> str:
    """Return the year of a range's first date: the year before when its month comes later in the year."""
    if first and MONTHS.index(first) > MONTHS.index(last):
        return str(int(year) - 1)
    return year


def _year_nearby(page: FoldedPage, found: Found) -> str:
    """Return the first year printed before a date without one on its page (the date of a letter)."""
    match = re.search(rf"{_MONTH} (20\d\d)", page.folded[: found.match.start()])
    return match[1] if match else ""


def _first_of_each(found: Sequence[Stated]) -> tuple[Stated, ...]:
    kept: dict[str, Stated] = {}
    for stated in sorted(found, key=lambda stated: (stated.value.page, stated.value.start)):
        kept.setdefault(stated.measure, stated)
    return tuple(kept.values())
