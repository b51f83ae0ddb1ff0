"""When an inspection took place and when its report came out, as the text says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from yosqa.metadata import dates
from yosqa.metadata.facts import Fact, Fieldwork
from yosqa.metadata.head import is_short, placed_lines
from yosqa.model import Page, Span

_FIRST_PAGES = 4
"""A document says on one of so many pages when it came out; later ones tell of others."""
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_PUBLISHED = re.compile(
    r"^[\s_>|]*(?P<label>(?:report\s+|date\s+|first\s+)?published(?:\s+on|\s+in|\s+date)?|publication(?:\s+date)?"
    rf"|date\s+of\s+publication)[\s_|]*:?[\s_|]*{_WEEKDAY}(?=\d|[A-Z])",
    re.I | re.M,
)
_PUBLISHED_ITSELF = re.compile(
    rf"(?P<label>\bthis\s+(?:inspection\s+)?(?:report|letter|review)\s+was\s+(?:first\s+)?published(?:\s+on|\s+in)?)\s+{_WEEKDAY}"
    rf"|(?<=[.;|]\s)(?-i:(?P<then>Published))(?:\s+on)?:?\s+{_WEEKDAY}",
    re.I,
)
_RELEASED = re.compile(
    r"\b(?P<label>(?:report\s+)?published(?:\s+on)?|publication\s+date|date\s+of\s+publication|available\s+at\s+\S+\s+from)"
    rf"\s*:?\s*{_WEEKDAY}",
    re.I,
)
_AVAILABLE = re.compile(r"\b(?P<label>(?:report\s+is\s+)?available\s+(?:at\s+\S+\s+)?(?:from|on))\s+(?=\d)", re.I)
_DATELINE = re.compile(
    r"(?:\d{1,2}[:.]\d\d(?:\s*[ap]m)?,?\s+)?(?:(?:posted|published|updated|(?:report\s+)?date(?:\s+of\s+meeting)?|meeting|on)\s*:?[\s_]*)*"
    + _WEEKDAY,
    re.I,
)
_ISSUED = re.compile(
    r"\W*(?:(?:press|news|media)\s+)?(?:letter|report|paper|meeting|minutes|statement|release|issued|embargo(?:ed)?)\b[^.\n\d]{0,40}"
    rf"(?:\d{{1,2}}[:.]\d\d\s*(?:am|pm|hours|hrs)?,?\s*(?:on\s+)?)?{_WEEKDAY}(?=\d|[A-Z])",
    re.I,
)
"""How the line that dates a letter, a paper or a release begins: "Letter dated ...", "Embargoed until 00:01, ..."."""
_OTHER_DATE = re.compile(
    r"\b(?:inspect(?!orate)|fieldwork|visit|previous|between|from|since|until|began|started|dates?\b|ended|ending|due"
    r"|next|last|accounts|review)",
    re.I,
)
_SET_OFF = re.compile(rf"[,;|(–-]\s*{_WEEKDAY}$", re.I)
_SAYS_PUBLISHED = re.compile(
    r"(?!.*\b(?:since|previous|last|until|follow\w*|after|earlier)\b).*\bpublished\s+(?:on\s+|in\s+)?", re.I
)
_TIME_OF_DAY = re.compile(
    r",?\s*(?:at\s+|[|–-]\s*)?\d{1,2}[:.]\d\d(?:\s*[ap]m)?(?:\s+(?:GMT|BST))?\s*(?:[|,–-].*)?", re.I
)
_AFTER_DATE = re.compile(r"\s*(?:[,;|)–-]\s*(?:by\b.*|[A-Z].*)?)?")
_TOP = 300
"""Characters within which "published" in small letters still labels a date, and a sentence may say no more."""
_SHORT_LINE = 8
"""Words of a line on a title page that may hold a date: set off by commas, and at its end."""
_WHEN = rf"(?P<when>{dates.RANGE})"
_LEAD = r"(?P<lead>(?:[^\W\d]+,?\s+){0,6}?)"
"""What stands between "took place" and the date: "in the week beginning"."""
_FIELDWORK = (
    re.compile(
        r"\b(?P<label>(?:re-?)?inspection\s+dates?|dates?\s+of\s+(?:this\s+)?inspection|fieldwork\s+dates?)[\s:|]*"
        rf"(?P<lead>(?:(?:from|between|on|in)\s+)?){_WHEN}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<label>(?:fieldwork|inspection)\s+(?:started|began))[\s:|]*(?P<lead>(?:(?:on|in)\s+)?){_WHEN}", re.I
    ),
    re.compile(
        r"\b(?P<label>(?:inspection|fieldwork|visit)\b(?:(?!\bfieldwork\b|\n\s*\n)[^.]){0,120}?\b"
        rf"(?:took\s+place|was\s+(?:carried\s+out|undertaken|conducted)))\s+{_LEAD}{_WHEN}",
        re.I,
    ),
    re.compile(
        rf"\b(?P<label>between)(?P<lead>\s+)(?=\d){_WHEN},?\s+(?:ofsted|inspectors|hmi?\b|the\s+care|(?:her|his)\s+majesty|we\b)",
        re.I,
    ),
    re.compile(rf"\b(?P<label>fieldwork)(?:\s+was)?[\s:|]*(?P<lead>(?:(?:from|between|on|in)\s+)?){_WHEN}", re.I),
)
"""The more telling first."""
_ANOTHER = re.compile(r"\b(?:previous|last|next|earlier)\s+(?:(?!inspection)\w+\s+){0,3}$", re.I)
"""Before "inspection": the dates are those of another one."""
_BEGINNING = re.compile(r"\b(?:started|began|beginning|commencing|starting|weeks?\s+of)\b", re.I)


def published(pages: Sequence[Page]) -> Fact | None:
    """Return when a document came out, as its text states."""
    return next(
        chain(
            (fact for page in pages[:_FIRST_PAGES] for fact in _labelled(page)),
            *(reading(page) for page in pages[:1] for reading in (_by_itself, _dateline, _cover_date)),
            (fact for page in pages for fact in _following(_AVAILABLE, page)),
        ),
        None,
    )


def released(pages: Sequence[Page]) -> Fact | None:
    """Return the first date of publication that a text tells, be it its own or that of a report that it is about."""
    return next((fact for page in pages[:_FIRST_PAGES] for fact in _following(_RELEASED, page)), None)


def fieldwork(pages: Sequence[Page], published_on: str, year: str) -> Fieldwork | None:
    """Return when inspectors were there.

    Args:
        pages: The document.
        published_on: What lies after this date is no fieldwork; empty when it is not known.
        year: Taken where the text names none, or the year before where the date would lie after publication.
    """
    for pattern in _FIELDWORK:
        for page in pages:
            for match in pattern.finditer(page.text):
                if _ANOTHER.search(page.text, max(0, match.start() - 60), match.start()):
                    continue
                found = _fieldwork(page, match, published_on, year)
                if found:
                    return found
    return None


def _fieldwork(page: Page, match: re.Match[str], published_on: str, year: str) -> Fieldwork | None:
    start, end = dates.read_range(match["when"], year)
    if year and _after(start, published_on):
        start, end = dates.read_range(match["when"], str(int(year) - 1))
    if not start or _after(start, published_on):
        return None
    told = f"{match['label']} {match['lead']}"
    opens = bool(_BEGINNING.search(told)) or (start == end and "from" in match["lead"].casefold().split())
    span, evidence = Span(page.number, *match.span("when")), Span(page.number, match.start(), match.end("when"))
    return Fieldwork(start, match["label"], span, evidence, last=end, tells_end=not opens)


def _after(iso: str, published_on: str) -> bool:
    """Return whether a date is later than a publication, as far as both are known."""
    return bool(published_on) and iso[: len(published_on)] > published_on


def _labelled(page: Page) -> Iterator[Fact]:
    for match in _PUBLISHED.finditer(page.text):
        # In small letters further down it is a sentence that goes on: "... in the report / published on 4 May".
        if ":" in match[0] or not match["label"][0].islower() or match.start() < _TOP:
            yield from _dated(page, match.start("label"), match.end(), match["label"])


def _by_itself(page: Page) -> Iterator[Fact]:
    for match in _PUBLISHED_ITSELF.finditer(page.text):
        if match["label"] or match.start() < _TOP:
            yield from _dated(page, match.start(), match.end(), match["label"] or match["then"])


def _following(pattern: re.Pattern[str], page: Page) -> Iterator[Fact]:
    for match in pattern.finditer(page.text):
        yield from _dated(page, match.start(), match.end(), match["label"])


def _dated(page: Page, start: int, at: int, label: str) -> Iterator[Fact]:
    """Yield the date that stands at ``at``, with the words from ``start`` on as evidence."""
    if match := dates.DATE.match(page.text, at):
        yield from _fact(page, start, match, label)


def _fact(page: Page, start: int, match: re.Match[str], label: str = "") -> Iterator[Fact]:
    if iso := dates.from_match(match):
        yield Fact(iso, label, Span(page.number, *match.span()), Span(page.number, start, match.end()))


def _dateline(page: Page) -> Iterator[Fact]:
    """Yield the date that stands alone on one of the first lines, or that says when the document was issued."""
    text = page.text
    for start, line in placed_lines(text, 20):
        end = start + len(line)
        issued = _ISSUED.match(text, start, end)
        if issued and not _OTHER_DATE.search(issued[0].casefold().replace("until", "")):
            yield from _dated(page, start, issued.end(), "")
        opening = _DATELINE.match(text, start, end)
        stated = dates.DATE.match(text, opening.end() if opening else start, end)
        if stated is None:
            continue
        after = text[stated.end() : end].lstrip()[:1]
        on_a_day = opening and opening[0].strip() and is_short(line) and after in {",", "|"}
        stamped = is_short(line) and _TIME_OF_DAY.fullmatch(text, stated.end(), end)
        if on_a_day or stamped or end - stated.end() <= 12:
            yield from _fact(page, start, stated)


def _cover_date(page: Page) -> Iterator[Fact]:
    """Yield the date at the end of a short line of a title page, or set off: "The Post, 4 May 2020, by A. Hill"."""
    text = page.text
    for start, line in placed_lines(text, 12):
        end = start + len(line)
        stated = list(dates.DATE.finditer(text, start, end))
        if not stated or not is_short(line):
            continue
        last = stated[-1]
        if _SAYS_PUBLISHED.fullmatch(text, start, last.start()):
            yield from _fact(page, start, last)
        if _OTHER_DATE.search(line):
            continue
        ends = last.end() == end and len(line.split()) <= _SHORT_LINE
        if ends or (_SET_OFF.search(text, start, last.start()) and _AFTER_DATE.fullmatch(text, last.end(), end)):
            yield from _fact(page, start, last)
