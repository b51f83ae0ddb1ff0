"""Inspection frameworks, read from the TOML files beside this module (``frameworks/README.md`` explains the keys)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from yosqa.ledger.text import fold

_PLACE = r"(?P<place>(?:(?!\b(?:have|has|had|is|are|was|were|when|which|that|who|should)\b)[\w'&,. -]){2,70}?)"


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
    """One inspection framework: how to know it, what it rates, on which scale."""

    id: str
    title: str
    family: str
    since: str = ""
    until: str = ""
    signs: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    """Grades, worst first."""
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    """Measures this framework does not have, and why."""
    domains: tuple[Domain, ...] = ()
    measures: tuple[Measure, ...] = ()
    topics: tuple[Topic, ...] = ()

    def fits(self, folded: str) -> bool:
        """True when ``folded`` text of a report's first pages bears the framework's signs.

        A sign counts, too, where a grade of the column beside it breaks it.
        """
        unbroken = re.sub(f"{self.grades} ?", "", folded) if self.scale else folded
        signed = all(any(phrase in folded or phrase in unbroken for phrase in phrases) for phrases in self.signs)
        return signed and not any(phrase in folded for phrase in self.unless)

    def allows(self, published: str) -> bool:
        """True when a report published then (ISO, possibly shortened or empty) may follow the framework."""
        if not published:
            return True
        early = bool(self.since) and published[: len(self.since)] < self.since[: len(published)]
        late = bool(self.until) and published[: len(self.until)] > self.until[: len(published)]
        return not (early or late)

    def measure(self, identifier: str) -> Measure | None:
        """Return a measure by its id."""
        return next((measure for measure in self.measures if measure.id == identifier), None)

    def grade(self, printed: str) -> str:
        """Return the grade that a report's wording stands for, or ``""``."""
        words = fold(printed).replace(" ", "")
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


@cache
def frameworks() -> tuple[Framework, ...]:
    """Return every framework that has a file, sorted by id."""
    folder = files("yosqa.ledger") / "frameworks"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted((parse(tomllib.loads(entry.read_text("utf-8"))) for entry in found), key=lambda f: f.id))


def framework(identifier: str) -> Framework | None:
    """Return a framework by its id."""
    return next((known for known in frameworks() if known.id == identifier), None)


def parse(data: Mapping[str, Any]) -> Framework:
    """Return the framework that a TOML file describes.

    Raises:
        KeyError, TypeError: A key is missing or unknown.
    """
    rest = dict(data)
    measures = tuple(_measure(entry) for entry in rest.pop("measures", ()))
    domains = tuple(
        Domain(entry["number"], entry["name"], _folded(entry.get("asked", ()))) for entry in rest.pop("domains", ())
    )
    topics = tuple(
        Topic(entry["id"], re.compile("|".join(entry["words"])), re.compile("|".join(entry["asked"])))
        for entry in rest.pop("questions", ())
    )
    return Framework(
        signs=tuple(_folded(phrases) for phrases in rest.pop("signs")),
        unless=_folded(rest.pop("unless", ())),
        scale=tuple(rest.pop("scale", ())),
        printed={grade: tuple(ways) for grade, ways in rest.pop("printed", {}).items()},
        measures=measures,
        domains=domains,
        topics=topics,
        **rest,
    )


def _measure(entry: Mapping[str, Any]) -> Measure:
    rest = dict(entry)
    return Measure(
        names=tuple(rest.pop("names")),
        asked=_folded(rest.pop("asked", ())),
        sentences=tuple(template.replace("{place}", _PLACE) for template in rest.pop("sentences", ())),
        outcomes=dict(rest.pop("outcomes", {})),
        **rest,
    )


def _folded(phrases: Any) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in phrases)
