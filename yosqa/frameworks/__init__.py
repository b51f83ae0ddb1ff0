"""Inspection frameworks: how a report of each is known, and what it rates.

Each is a TOML file beside this module; ``README.md`` there explains the keys.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from yosqa.model import Kind

_PLACEHOLDERS = {
    "{place}": (
        r"(?P<place>(?:(?!\b(?:have|has|had|is|are|was|were|when|which|that|who|should)\b)"
        r"(?:[\w'&, -]|(?<=\bst)\.)){2,70}?)"
    ),
    "{is}": r"(?P<is>(?:is|are) |(?=[\"']?requires? ))",
}
"""What stands for a place, whose name holds no full stop but that of "St. Helens", and for the verb before a grade."""
_LISTS = {"domains": "number", "measures": "id", "questions": "id"}
"""The lists of a file, and what an entry is known by."""

FAMILIES = {
    "youth": "youth justice",
    "childrens": "children's services",
    "send": "SEND arrangements",
    "joint": "joint inspection",
    "lscb": "safeguarding board",
}
"""What the inspections of a family are of, in words; a family without an entry goes by its own name."""


@dataclass(frozen=True, slots=True)
class Domain:
    """A group of measures under one heading."""

    number: str
    name: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that a framework rates."""

    id: str
    names: tuple[str, ...]
    """As reports print it; the first is its proper name."""
    number: str = ""
    domain: str = ""
    asked: tuple[str, ...] = ()
    """As people ask for it, folded."""
    sentences: tuple[str, ...] = ()
    """Regular expressions on folded text with the groups ``grade`` and ``place``."""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    """Short name of each fixed outcome statement, and a regular expression for the statement."""
    optional: bool = False
    """True when a report of this framework may rightly lack it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a key question is about."""

    id: str
    words: re.Pattern[str]
    asked: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework: how its reports are known, what it rates, on which scale."""

    id: str
    title: str
    family: str
    publisher: str
    service: str
    """What such inspections inspect, in general words."""
    signs: tuple[tuple[str, ...], ...]
    """One phrase of each group stands in every report; `plain`, as the next."""
    unless: tuple[str, ...] = ()
    """Phrases that never stand beside the signs: they are another framework's."""
    kind: Kind = Kind.REPORT
    since: str = ""
    until: str = ""
    """When it was in use, ISO, possibly shortened or empty: the first and the last time that fits."""
    scale: tuple[str, ...] = ()
    """Grades, worst first."""
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    """Measures that this framework does not have, or its reports need not, and why."""
    domains: tuple[Domain, ...] = ()
    measures: tuple[Measure, ...] = ()
    topics: tuple[Topic, ...] = ()

    def fits(self, words: str) -> bool:
        """Return whether `plain` words of a document bear the framework's signs.

        A sign counts, too, where a grade of the column beside it breaks it.
        """
        unbroken = _without(self.grades, words)
        signed = all(any(phrase in words or phrase in unbroken for phrase in group) for group in self.signs)
        return signed and not any(phrase in words for phrase in self.unless)

    def allows(self, when: str) -> bool:
        """Return whether the framework was in use then (ISO, possibly shortened or empty)."""
        if not when:
            return True
        early = bool(self.since) and when[: len(self.since)] < self.since[: len(when)]
        late = bool(self.until) and when[: len(self.until)] > self.until[: len(when)]
        return not (early or late)

    def measure(self, identifier: str) -> Measure | None:
        """Return a measure by its id."""
        return next((measure for measure in self.measures if measure.id == identifier), None)

    def grade(self, words: str) -> str:
        """Return the grade that a report's wording, folded as the ledger does, stands for, or ``""``."""
        words = words.replace(" ", "")
        for grade in self.scale:
            if words in {way.replace(" ", "") for way in (grade, *self.printed.get(grade, ()))}:
                return grade
        return ""

    @property
    def grades(self) -> str:
        """A regular expression (one group named ``grade``) for every printed form of every grade, longest first.

        One space inside a word is allowed after its first letter: large initials are often set apart in PDF text.
        """
        ways = sorted(
            {way for grade in self.scale for way in (grade, *self.printed.get(grade, ()))}, key=len, reverse=True
        )
        parts = [" ".join(rf"{word[0]} ?{re.escape(word[1:])}" for word in way.split()) for way in ways]
        return rf"(?P<grade>{'|'.join(parts)})(?!\w)" if parts else r"(?P<grade>(?!))"


def recognise(openings: Sequence[str], when: str) -> Framework | None:
    """Return the framework that an inspection report follows.

    The opening that says least beside it decides: what a title names is the report's own, what its pages name may be
    another inspection. One in use at the time comes before all others, but a copy of a report may bear another date.

    Args:
        openings: Texts from the report's beginning, the shortest first.
        when: Date of fieldwork or publication, ISO, possibly shortened or empty.
    """
    told = [known for words in map(plain, openings) for known in _newest_first() if known.fits(words)]
    return next((known for known in told if known.allows(when)), next(iter(told), None))


def plain(text: str) -> str:
    r"""Return text as signs are compared: words in lower case, one space between, apostrophes left out.

    >>> plain("Children’s\n services: Area-SEND")
    'childrens services area send'
    """
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", text).casefold()))


@cache
def frameworks() -> tuple[Framework, ...]:
    """Return every framework that has a file, sorted by id."""
    found = [entry for entry in files("yosqa.frameworks").iterdir() if entry.name.endswith(".toml")]
    tables = {table["id"]: table for table in (tomllib.loads(entry.read_text("utf-8")) for entry in found)}
    return tuple(sorted((parse(_extended(table, tables)) for table in tables.values()), key=lambda f: f.id))


def framework(identifier: str) -> Framework | None:
    """Return a framework by its id."""
    return next((known for known in frameworks() if known.id == identifier), None)


@cache
def grade_ways() -> Mapping[str, str]:
    """Return every way in which a grade of any framework is printed, and the grade."""
    return {
        way: grade for known in frameworks() for grade in known.scale for way in (grade, *known.printed.get(grade, ()))
    }


@lru_cache(maxsize=8)
def _without(grades: str, words: str) -> str:
    """Return words without grades; frameworks of one scale share what it costs."""
    return re.sub(f"{grades} ?", "", words)


@cache
def _newest_first() -> tuple[Framework, ...]:
    """Return the frameworks in the order in which signs are looked for: a newer one's say more than an older one's."""
    return tuple(sorted(frameworks(), key=lambda known: known.since, reverse=True))


def _extended(data: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return a framework's file with what it does not say itself taken from the one that it extends."""
    if "extends" not in data:
        return data
    base = _extended(tables[data["extends"]], tables)
    own = {key: value for key, value in data.items() if key != "extends"}
    for key, name in _LISTS.items():
        replaced = {entry[name] for entry in own.get(key, ())}
        own[key] = [*(entry for entry in base.get(key, ()) if entry[name] not in replaced), *own.get(key, ())]
    return {key: value for key, value in base.items() if key not in ("since", "until")} | own


def parse(data: Mapping[str, Any]) -> Framework:
    """Return the framework that a TOML file describes.

    Raises:
        KeyError, TypeError: A key is missing or unknown.
        ValueError: A phrase is a regular expression.
    """
    rest = dict(data)
    measures = tuple(_measure(entry) for entry in rest.pop("measures", ()))
    domains = tuple(
        Domain(entry["number"], entry["name"], phrases(entry.get("asked", ()))) for entry in rest.pop("domains", ())
    )
    topics = tuple(
        Topic(entry["id"], re.compile("|".join(entry["words"])), re.compile("|".join(entry["asked"])))
        for entry in rest.pop("questions", ())
    )
    return Framework(
        kind=Kind(rest.pop("kind", Kind.REPORT)),
        signs=tuple(_plain(phrases) for phrases in rest.pop("signs")),
        unless=_plain(rest.pop("unless", ())),
        scale=tuple(rest.pop("scale", ())),
        printed={grade: tuple(ways) for grade, ways in rest.pop("printed", {}).items()},
        measures=measures,
        domains=domains,
        topics=topics,
        **rest,
    )


def phrases(listed: Iterable[str]) -> tuple[str, ...]:
    """Return phrases as listed: they are looked for literally, so that a regular expression would never be found.

    Raises:
        ValueError: One is a regular expression.
    """
    listed = tuple(listed)
    for phrase in listed:
        if re.search(r"[\\()\[\]{}|?*+^$]", phrase):
            raise ValueError(f"{phrase!r} is a regular expression where a plain phrase belongs: write its ways out.")
    return listed


def _measure(entry: Mapping[str, Any]) -> Measure:
    rest = dict(entry)
    return Measure(
        names=tuple(rest.pop("names")),
        asked=phrases(rest.pop("asked", ())),
        sentences=tuple(map(_filled, rest.pop("sentences", ()))),
        outcomes=dict(rest.pop("outcomes", {})),
        **rest,
    )


def _filled(template: str) -> str:
    for name, pattern in _PLACEHOLDERS.items():
        template = template.replace(name, pattern)
    return template


def _plain(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, phrases))
