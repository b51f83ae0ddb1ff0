"""Read the years and months that a question names, and whether they name a document or a time of what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yosqa.answering import bounds
from yosqa.grounding import MONTHS

MONTH = "sept|" + "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)
THEMATIC = (
    r"thematics?(?:\s(?:inspection|report|review)s?)?\b"
    r"(?!\s(?!(?:on|of|about|into|by|from|in|at|for|with|and|or|which|that|is|was|did|do|does|ha[sd]|have)\b"
    r"|(?:say|said|find|found|note|mention|state|recommend|tell|told|conclude|show)\w*\b)\w)"
)
"""A thematic report, and no "thematic audits"."""
ITSELF = rf"(?:{THEMATIC}|reports?|inspections?|letter|review|visit|articles?|release|coverage|judge?ments?)"
"""What a question calls the document itself by; "the letters" are what it is about."""
_DOCUMENT = rf"(?:{ITSELF}|(?:letter|review|visit|release)s)"
_OF_VISIT = re.compile(
    r"^(?!.*\b(?:reports?|letters?|articles?|release)\b).*\b(?:inspections?|visits?|reviews?|judge?ments?)\b", re.I
)
QUALIFIER = r"(?:(?:joint|full|area|send|ilacs|jtai|ofsted|hmip?|hmi\sprobation|news|press|inspection|published)\s+)*"
_REST = r"(?:[-–/](?P<next>(?:20)?\d\d)\b(?![-–/]\d)|[-–/]\d\d(?:[-–/]\d\d)?\b)?"
"""After a year: the next one, of the two that a school or a budget year spans, or what belongs to an ISO date."""
DATE = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:(?P<month>{MONTH})\.?,?\s+)?(?P<year>(?:19|20)\d\d){_REST})"
_LEAD = (
    r"(?:according\sto|going\sby|as\sper|per|as\sof|(?:at|by)\sthe\stime\sof"
    r"|in|from|of|at|after|for|during|following|since)"
)
_PERIOD = re.compile(
    rf"""[,;:–-]?\s*
    (?P<open>\(\s*)?
    (?:\b{_LEAD}\s+)?
    (?:(?:the|its|his|their|'s|a)\s+)?
    (?P<before>\b{QUALIFIER}{_DOCUMENT}\s+(?:(?:published|reported|issued|dated)\s+)?(?:in|of|from)?\s*)?
    (?:\b(?:reported|published|issued)\s+in\s+|\b(?:early|late|mid)[\s-])?
    \b{DATE}\b
    (?P<after>\s+{QUALIFIER}{_DOCUMENT}\b)?
    (?(open)\s*\))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SET_OFF = re.compile(r"\s*[,–-]")
_IN_TIME = re.compile(r"\s*[,–-]\s*(?:in|during|for)\b", re.IGNORECASE)
_EDGES = " ,;:–-()"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or a month of a year, that a question names."""

    iso: str
    """``2016``, ``2016-05``, or ``2016/17`` for a year that is no calendar year."""
    names_document: bool
    """True for "the 2016 report" and the like; false for "in 2016", which may be part of what is asked."""
    of_visit: bool = False
    """True for "the 2016 inspection", of which a document of another time may tell."""

    @property
    def years(self) -> tuple[str, ...]:
        """The calendar years that it is, or spans: ``2016`` and ``2017`` of ``2016/17``."""
        year = self.iso[:4]
        return (year, str(int(year) + 1)) if "/" in self.iso else (year,)

    def named_in(self, text: str) -> bool:
        """Return whether a text names the year however it is written, or the month, with no other year beside it."""
        year, _, second = self.iso.partition("/")
        if second:
            return re.search(rf"\b{year}\s*[-–/]\s*(?:\d\d)?{second}\b", text) is not None
        if len(year) == 4:
            return re.search(rf"(?<!\d){year}(?!\d)", text) is not None
        name = MONTHS[int(year[5:]) - 1]
        return re.search(rf"\b{name[:3]}(?:t|{name[3:]})?\b(?!,? (?!{year[:4]})(?:19|20)\d\d)", text) is not None


def read_periods(
    text: str, bounded: Sequence[tuple[int, int]]
) -> tuple[tuple[Period, ...], list[tuple[int, int, str]]]:
    """Return the periods that a text names, and the stretches that name them, each with what is to stay of it.

    Args:
        text: The question.
        bounded: Stretches that only bound a time, from ``bounds.read``.
    """
    periods: list[Period] = []
    cuts: list[tuple[int, int, str]] = []
    for match in _PERIOD.finditer(text):
        since = re.match(r"\W*since\b", match[0], re.IGNORECASE) and not (match["before"] or match["after"])
        if since or any(start <= match.start("year") < end for start, end in bounded):
            continue  # a bound of what is asked, and of no document
        iso = match["year"]
        spans = _is_next(iso, match["next"])
        if spans:
            iso = f"{iso}/{match['next'][-2:]}"
        elif match["month"]:
            number = next(i for i, month in enumerate(MONTHS, 1) if month[:3].lower() == match["month"][:3].lower())
            iso = f"{iso}-{number:02}"
        names_document = bool(match["before"] or match["after"] or match["open"])
        # "West Berkshire 2015: how many ..." and a date set off at the end name the report, too.
        alone = _SET_OFF.match(match[0]) and not _IN_TIME.match(match[0])
        set_off = bool(alone) and not text[match.end() :].strip(" ?.!")
        names_document = names_document or (set_off and not spans) or text[match.end() : match.end() + 1] == ":"
        of_visit = names_document and _OF_VISIT.search(match["before"] or match["after"] or "") is not None
        if (period := Period(iso, names_document, of_visit)) not in periods:
            periods.append(period)
        # A year that figures are counted over is written with them: it stays among the words to match.
        kept = match[0].strip(_EDGES) if spans and not names_document else ""
        cuts.append((*match.span(), kept))
    return tuple(periods), cuts


def _is_next(year: str, written: str | None) -> bool:
    """Return whether what is written after a year is the one that follows it: "2016-17", and not "2016-05"."""
    return written is not None and written[-2:] == str(int(year) + 1)[-2:]


def period_ranges(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` names a period or a bound, the words that introduce it included."""
    bounded = bounds.read(text, ())[1]
    return sorted([*bounded, *((start, end) for start, end, _ in read_periods(text, bounded)[1])])
