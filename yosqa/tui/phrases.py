"""Short phrases that the chat says: how sure, how long, where, when."""

from __future__ import annotations

import textwrap

from yosqa.grounding import MONTHS
from yosqa.model import Answer, Citation, Document, Kind, Progress

_SURENESS = ((0.9, "Very likely right"), (0.75, "Likely right"), (0.5, "More likely right than not"))
_METER_CELLS = 5
_ROWS = 300
"""Characters in three rows of a turn."""


def sureness(confidence: float) -> str:
    """Say a calibrated probability in words.

    >>> sureness(0.93), sureness(0.3)
    ('Very likely right', 'Uncertain')
    """
    return next((words for least, words in _SURENESS if confidence >= least), "Uncertain")


def meter(confidence: float) -> str:
    """Draw a probability as five cells.

    >>> meter(0.8)
    '●●●●○'
    """
    filled = round(min(max(confidence, 0.0), 1.0) * _METER_CELLS)
    return "●" * filled + "○" * (_METER_CELLS - filled)


def date(iso: str) -> str:
    """Write an ISO date, possibly shortened, as a reader does.

    >>> date("2018-12-04"), date("2018-12"), date("2018"), date("spring")
    ('4 Dec 2018', 'Dec 2018', '2018', 'spring')
    """
    year, *rest = iso[:10].split("-")
    if not (year.isdecimal() and all(part.isdecimal() for part in rest)) or not rest:
        return iso
    if not 1 <= int(rest[0]) <= len(MONTHS):
        return iso
    month = MONTHS[int(rest[0]) - 1][:3]
    return " ".join(([str(int(rest[1]))] if len(rest) > 1 else []) + [month, year])


def count(number: int, noun: str) -> str:
    """Say a number of things.

    >>> count(1, "page"), count(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shortened(text: str) -> str:
    """Give as many whole words of a text as three rows of a turn hold, and say if that is not all.

    >>> shortened("one two"), shortened("word " * 99)[-11:]
    ('one two', 'word word …')
    """
    return textwrap.shorten(text, _ROWS, placeholder=" …")


def remaining(seconds: float | None) -> str:
    """Say how long a job will still take; empty when unknown.

    >>> remaining(42), remaining(400), remaining(None)
    ('about 40 s left', 'about 7 min left', '')
    """
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} s left"
    return f"about {max(2, round(seconds / 60))} min left"


def progress(job: Progress) -> str:
    """Say how far a long job has come, without the item it is at."""
    amount = f"{job.done:,}" if job.total is None else f"{job.done:,} of {job.total:,}"
    return " · ".join(part for part in (f"{job.stage} {amount}", remaining(job.remaining_seconds)) if part)


def page_of(citation: Citation) -> str:
    """Say which page a quotation stands on, and under which heading."""
    return " · ".join(part for part in (f"page {citation.page_label or citation.page}", section_of(citation)) if part)


def section_of(citation: Citation) -> str:
    """Give the innermost heading that a quotation stands under."""
    return citation.section.rsplit(" › ", 1)[-1]


def place_of(citation: Citation) -> str:
    """Say in one line where a quotation stands: page, innermost heading, kind and date of the document."""
    return " · ".join(part for part in (page_of(citation), source_of(citation)) if part)


def source_of(citation: Citation) -> str:
    """Say what sort of document a quotation comes from, and of when."""
    return " · ".join(part for part in (citation.kind.value, date(citation.published)) if part)


def quotation(citation: Citation) -> str:
    """Write a quotation with its source, as it is copied: the quote stays byte for byte."""
    source = ", ".join(part for part in (citation.title, f"p. {citation.page_label or citation.page}") if part)
    return f"“{citation.quote}” — {source} ({citation.path})"


def describe(document: Document) -> str:
    """Say a document's kind, place and date."""
    metadata = document.metadata
    places = metadata.places[0] if metadata.places else ""
    return " · ".join(part for part in (metadata.kind.value, places, date(metadata.published)) if part)


def verdict(answer: Answer) -> str:
    """Say how sure an answer is, in words, a meter and a figure; an abstention says that it is one."""
    if answer.abstained:
        return "Not as the question has it" if answer.corrects else "No supported answer"
    return f"{sureness(answer.confidence)}  {meter(answer.confidence)} {answer.confidence:.0%}"


def kind_count(kind: Kind, number: int) -> str:
    """Say how many documents of a kind there are.

    >>> kind_count(Kind.REPORT, 2), kind_count(Kind.NEWS, 3), kind_count(Kind.OTHER, 1)
    ('2 reports', '3 news items', '1 other document')
    """
    nouns = {Kind.NEWS: "news item", Kind.OTHER: "other document"}
    return count(number, nouns.get(kind, kind.value))
