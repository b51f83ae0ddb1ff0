"""Inspection frameworks: which one a report follows. The table is ``frameworks.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from yosqa.model import Kind


@dataclass(frozen=True, slots=True)
class Framework:
    """How inspections of one programme are known."""

    id: str
    kind: Kind
    publisher: str
    service: str
    """What such inspections inspect, in general words."""
    signs: tuple[tuple[str, ...], ...]
    """One phrase of each group stands in every report."""
    since: str = ""
    until: str = ""

    def fits(self, folded: str, published: str) -> bool:
        """Whether a report with this `fold`-ed text and date may follow it."""
        if published and ((self.since and published < self.since) or (self.until and published > self.until)):
            return False
        return all(any(phrase in folded for phrase in group) for group in self.signs)


def find(text: str, published: str) -> Framework | None:
    """The framework that a report follows.

    Args:
        text: The report's first pages.
        published: Date of publication or fieldwork, ISO, possibly shortened or empty.
    """
    folded = fold(text)
    return next((framework for framework in frameworks() if framework.fits(folded, published)), None)


def fold(text: str) -> str:
    """Text as signs are compared: words in lower case, one space between, apostrophes left out."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", text).casefold()))


@cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks of the table, in its order."""
    data = tomllib.loads(resources.files("yosqa.metadata").joinpath("frameworks.toml").read_text(encoding="utf-8"))
    return tuple(
        Framework(
            id=entry["id"],
            kind=Kind(entry["kind"]),
            publisher=entry["publisher"],
            service=entry["service"],
            signs=tuple(tuple(group) for group in entry["signs"]),
            since=entry.get("since", ""),
            until=entry.get("until", ""),
        )
        for entry in data["framework"]
    )
