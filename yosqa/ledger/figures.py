"""Find percentages per key question, headline rates with the national ones, shares of the caseload and counts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from yosqa.frameworks import Framework, phrases
from yosqa.ledger.heads import Stated
from yosqa.ledger.model import Figure
from yosqa.ledger.text import FoldedPage, Found, flat, fold

NATIONAL = "England and Wales"
"""Subject of the figures printed for comparison."""

NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
"""A regular expression for any of them."""
_NUMBER = rf"(?P<value>\d{{1,3}}(?:,\d{{3}})+|\d+|{NUMBER_WORD})(?![\w%.]*\d)"
_PERCENT = r"(?P<value>\d{1,3}(?:\.\d+)? ?(?:%|per cent))"
_WHO = r"(?:[a-z][\w'&,. -]{2,60}?)"
_GAP = r"[ |:-]+"
"""Between what stands side by side: words, or the cells of a table in Markdown."""
_NOT_BEFORE = (
    r"(?! (?:(?:a|the|one) year (?:earlier|before)|(?:in )?the (?:previous|preceding) year|earlier|previously"
    r"|last year))"
)
"""What says that a rate was that of a year before."""
_NO_DIFFERENCE = (
    r"(?!(?: per 100,000)?(?: percentage)?"
    r" (?:points?|lower|higher|above|below|more|less|fewer|better|worse|(?:up|down)(?! from))\b)"
)
"""What says that a number is how far two rates lie apart."""
_NATION = (
    r"(?:the )?(?:average for |national average|average,? )?"
    r"(?:england(?: and|,| &)? ?(?:wales)?|national average|average)"
)
_QUESTION = re.compile(
    r"(?:(?P<number>\d\.\d)\.\d\.? )?(?P<label>(?:does|do|is|are|was|were|did|has|have) [^?%]{15,260}\?)"
    r"\W{0,4}(?P<value>\d{1,3} ?%)"
)


def percentages(framework: Framework, pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return the share of cases for which inspectors answered a key question with yes.

    A question's standard is the number before it, or the standard whose name and grade were printed last.
    """
    found: list[Stated] = []
    for index, page in enumerate(pages):
        for match in page.find(_QUESTION):
            number = match.match["number"] or _standard_before(framework, pages[max(0, index - 1) : index + 1], match)
            measure = next((m.id for m in framework.measures if m.number and m.number == number), "")
            label = match.match["label"]
            topic = next((topic.id for topic in framework.topics if topic.words.search(label)), "")
            if not topic or (framework.domains and not measure):
                continue
            value = page.span(*match.match.span("value"))
            printed = page.text[value.start : value.end]
            evidence = page.span(*match.match.span())
            text = flat(page.text[slice(*page.range(*match.match.span("label")))])
            identifier = f"{measure}.{topic}" if measure else topic
            normal = printed.rstrip("% ")
            found.append(Stated(identifier, Figure.PERCENTAGE, normal, text, value, evidence))
    return _once(found)


def headline_figures(pages: Sequence[FoldedPage]) -> tuple[Stated, ...]:
    """Return the rates, shares and counts that ``figures.toml`` describes."""
    found = [stated for page in pages for stated in (*_rates(page), *_shares(page), *_counts(page))]
    return _once(found)


@cache
def catalogue() -> Mapping[str, list[dict[str, Any]]]:
    """Return ``figures.toml`` as read.

    Raises:
        ValueError: A phrase is a regular expression.
    """
    tables: Mapping[str, list[dict[str, Any]]] = tomllib.loads(
        (files("yosqa.ledger") / "figures.toml").read_text("utf-8")
    )
    for entry in (*tables["figures"], *tables["rates"]):
        phrases(entry["asked"])
    return tables


def _rates(page: FoldedPage) -> Iterator[Stated]:
    for entry in catalogue()["rates"]:
        period = re.search(entry["period"], page.folded)
        note = period["period"] if period else ""
        for pattern in _rate_patterns(entry["head"], entry["value"]):
            for match in page.find(pattern):
                for group, subject in (("value", ""), ("national", NATIONAL)):
                    if group in match.match.groupdict():
                        yield _figure(page, match, group, entry["id"], Figure.RATE, entry["label"], subject, note)


@cache
def _rate_patterns(head: str, value: str) -> tuple[re.Pattern[str], ...]:
    """Key facts come as value then name, name then value, or both values and then both names; or in a sentence."""
    local = rf"(?P<value>{value})(?![\w%]|\.\d){_NOT_BEFORE}{_NO_DIFFERENCE}"
    national = rf"(?P<national>{value})(?![\w%])"
    remark = r"(?: ?\([^()]{1,80}\))?"
    return (
        re.compile(rf"{head}\W+{local}{_GAP}{_WHO}{_GAP}{national}{_GAP}{_NATION}"),
        re.compile(rf"{head}\W+{_WHO}{_GAP}{local}{_GAP}{_NATION}{_GAP}{national}"),
        re.compile(rf"{head}\W+{local}{_GAP}{national}{_GAP}{_WHO}{_GAP}{_NATION}"),
        re.compile(rf"{head}{remark}\W+{_WHO}{_GAP}{_NATION}{_GAP}(?!(?:19|20)\d\d\b){local}{_GAP}{national}"),
        re.compile(rf"{head}\W+{local} \({_NATION}:? {national}\)"),
        re.compile(rf"{head}\W+{local} \(wales:? {value}\)"),  # Wales alone is not the country that others print
        re.compile(rf"{head}(?: [a-z'-]+){{0,6}}? (?:is|was|of|at) {local}"),
    )


def _shares(page: FoldedPage) -> Iterator[Stated]:
    for entry in catalogue()["shares"]:
        columns = entry["columns"]
        head = " ".join(re.escape(fold(word)) for word in (entry["head"], *columns))
        local, national = _cells("local", len(columns)), _cells("national", len(columns))
        for match in page.find(re.compile(rf"{head} {_WHO} {local} national average {national}")):
            for prefix, subject in (("local", ""), ("national", NATIONAL)):
                for index, column in enumerate(columns):
                    identifier = f"{entry['id']}.{column.replace(' ', '-')}"
                    label = f"{entry['head'].capitalize()} {column}"
                    yield _figure(page, match, f"{prefix}{index}", identifier, Figure.PERCENTAGE, label, subject, "")


def _cells(prefix: str, count: int) -> str:
    return " ".join(rf"(?P<{prefix}{index}>\d{{1,3}} ?%)" for index in range(count))


def _counts(page: FoldedPage) -> Iterator[Stated]:
    for entry in catalogue()["figures"]:
        for pattern in entry["patterns"]:
            for match in page.find(_compiled(pattern)):
                if entry.get("panel") and not _side_by_side(page, match):
                    continue
                yield _figure(page, match, "value", entry["id"], Figure(entry["kind"]), entry["label"], "", "")


def _side_by_side(page: FoldedPage, found: Found) -> bool:
    """Return whether a key fact's number and name belong together: a line may begin with either.

    A number that begins the line of a name is that name's, and what follows is the next fact's.
    """
    value = page.span(*found.match.span("value"))
    before = page.text[: found.start]
    before = before[max(before.rfind(end) for end in "\n\t|>") + 1 :]
    if value.start > found.start:
        return not re.fullmatch(r"\W*\d[\d,.]*%?\W*", before)
    return not before.strip() and "\n" not in page.text[value.end : found.end]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(
        r"\b" + pattern.replace("{number}", _NUMBER).replace("{percent}", _PERCENT).replace("{who}", _WHO)
    )


def _figure(
    page: FoldedPage, match: Found, group: str, measure: str, kind: Figure, label: str, subject: str, note: str
) -> Stated:
    value = page.span(*match.match.span(group))
    normal = number_of(page.text[value.start : value.end])
    evidence = page.span(*match.match.span())
    return Stated(measure, kind, normal, label, value, evidence, subject, note)


def number_of(printed: str) -> str:
    """Return a printed number as digits.

    >>> number_of("210,711"), number_of("seven"), number_of("47.3%"), number_of("26/36")
    ('210711', '7', '47.3', '26')
    """
    word = fold(printed)
    if word in NUMBER_WORDS:
        return str(NUMBER_WORDS.index(word) + 1)
    match = re.search(r"\d+(?:\.\d+)?", word.replace(",", ""))
    return match[0] if match else ""


def _standard_before(framework: Framework, pages: Sequence[FoldedPage], found: Found) -> str:
    """Return the number of the standard printed last before a key question, on its page or the one before."""
    text = "".join(page.folded for page in pages[:-1]) + pages[-1].folded[: found.match.start()]
    last = (-1, "")
    for measure in framework.measures:
        for name in measure.names if measure.number else ():
            last = max(last, (text.rfind(f"{measure.number}. {fold(name)}"), measure.number))
            last = max(last, (text.rfind(f"{measure.number} {fold(name)}"), measure.number))
    return last[1]


def _once(found: Sequence[Stated]) -> tuple[Stated, ...]:
    """Keep the first statement of each measure and subject."""
    kept: dict[tuple[str, str], Stated] = {}
    for stated in sorted(found, key=lambda stated: (stated.value.page, stated.value.start)):
        kept.setdefault((stated.measure, stated.subject), stated)
    return tuple(kept.values())
