"""The gazetteer: which words name a place, and which place.

It knows every upper-tier authority of England and Wales, past ones and services run together included, with their other
names, and well-known places elsewhere, so that a question about Glasgow is seen to be about a place. Pure but for
reading ``places.toml`` once.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

_WORD = re.compile(r"[^\W_]+|&")
_BETWEEN = re.compile(r"[\s\-–,.'’]{0,3}")
"""What may stand between the words of one name."""
_LIKENESS = 84
"""Percent of likeness (Indel ratio) from which a word is taken for a misspelt name."""
_ALIKE = 88
"""The same for a word that need not be a name: one in small letters, or the first of a sentence."""
_EXCHANGED = 78
"""From here on two letters of the name are exchanged, where the letters are the same."""
_SHORTEST_MISSPELT = 5
_ORDINARY = frozenset(
    [
        "reading",
        "bury",
        "sale",
        "wells",
        "rugby",
        "deal",
        "bath",
        "barking",
        "hull",
        "slough",
        "hove",
        "boston",
        "nelson",
        "hyde",
        "perth",
        "nice",
        "cork",
        "stirling",
        "moray",
        "ely",
        "newark",
        "stoke",
        "sutton",
        "chelsea",
        "kingston",
        "richmond",
        "jersey",
        "angus",
        "stone",
        "beds",
        "bucks",
    ]
)
"""Names that are also ordinary words, or parts of other names: taken only with a capital or among signs of a place."""
_SIGN_AFTER = re.compile(
    r"\s*(?:['’]s\b|(?:london\s+|metropolitan\s+|royal\s+|city\s+|county\s+)*"
    r"(?:borough|council|city|county|local|youth|children|yo[ts]s?|yjs|area|service|services|safeguarding|report|inspection|town|send|ilacs)\b)",
    re.I,
)
_SIGN_BEFORE = re.compile(r"\b(?:borough|city|council|royal\s+borough|metropolitan\s+borough)\s+of\s+$", re.I)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•\n\"“‘(]\s*|[-–]\s+)$")
_POINTS = {"North East": "NE", "North West": "NW", "North": "N", "South": "S", "East": "E", "West": "W"}
"""How directions are written short, the longer first."""
_LABEL_BEFORE = re.compile(
    r"\b(?:appendix|annex|section|part|class|group|unit|table|figure|type|grade|band|block|room|wing|mrs?|ms|dr)\.?\s+$",
    re.I,
)
_TITLE_BEFORE = re.compile(
    r"\b(?:(?i:mr|mrs|ms|dr|cllr|councillor|prof|professor|sir|dame|baroness|revd?|reverend)\.?|Miss|Lord|Lady)\s+"
    r"(?:[A-Z][a-z]+[^\S\n]+|(?:[A-Z]\.?[^\S\n]*){1,2})?$"
)
"""A title, and perhaps a first name or initials: the name that follows is a person's."""
_TITLE_REACH = 40
_POSTCODE_AFTER = re.compile(r",?\s*[A-Z]{1,2}\d{1,2}[A-Z]?\s+\d[A-Z]{2}\b")
_LONGER_NAME = re.compile(
    r"\s+(?:Road|Street|Avenue|Lane|House|Hospital|University|United|Rovers|Wanderers|Airport|[Jj]udge?ment)\b"
)

NAMES_PLACES = re.compile(r"\b(?:area|authority|place|service|council)\b", re.I)
"""Found in the heading of a table's column that says which place each row is about."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text."""

    name: str
    """Canonical name."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer."""

    name: str
    kind: str
    """The table of ``places.toml`` that lists it: ``london``, ``county``, ``combined``, ``elsewhere`` ..."""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """For a service that several authorities run together: their canonical names."""


class Gazetteer:
    """Finds places in texts.

    Args:
        places: What it knows; of two places with one name the first has it.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places: dict[str, Place] = {}
        self._names: dict[str, str] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for place in places:
            self._places.setdefault(place.name, place)
            for name in (place.name, *place.aliases):
                words = _words(name)
                if " ".join(words) in self._names:
                    continue
                self._names[" ".join(words)] = place.name
                self._by_first[words[0]].append((words, place.name))
        for names in self._by_first.values():
            names.sort(key=lambda entry: -len(entry[0]))

    def names(self) -> tuple[str, ...]:
        """Canonical names of all places, sorted."""
        return tuple(sorted(self._places))

    def place(self, name: str) -> Place | None:
        """The place with this canonical name."""
        return self._places.get(name)

    def is_authority(self, name: str) -> bool:
        """Whether this is an authority, or a joint service, of England and Wales."""
        place = self._places.get(name)
        return place is not None and place.kind != "elsewhere"

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        """Find the places that ``text`` names, longest names first, in order.

        >>> [mention.name for mention in gazetteer().find("How was Barking YOS rated, and hammersmith & fulham?")]
        ['Barking and Dagenham', 'Hammersmith and Fulham']
        """
        return tuple(self._find(text))

    def _find(self, text: str) -> Iterator[PlaceMention]:
        tokens = [(match.start(), match.end(), _fold(match[0])) for match in _WORD.finditer(text)]
        index = 0
        while index < len(tokens):
            length, name = self._match(text, tokens, index)
            if length:
                yield PlaceMention(name, tokens[index][0], tokens[index + length - 1][1])
            index += length or 1

    def _match(self, text: str, tokens: list[tuple[int, int, str]], index: int) -> tuple[int, str]:
        for words, name in self._by_first.get(tokens[index][2], ()):
            stretch = tokens[index : index + len(words)]
            if tuple(token[2] for token in stretch) != words:
                continue
            joined = all(_BETWEEN.fullmatch(text, before[1], after[0]) for before, after in pairwise(stretch))
            if joined and _is_place(text, stretch[0][0], stretch[-1][1], words):
                return len(words), name
        return 0, ""

    def named(self, words: str) -> str:
        """The canonical name of the place that ``words`` are a name of and nothing else; empty when they are not.

        >>> gazetteer().named("Stoke"), gazetteer().named("Stoke City")
        ('Stoke-on-Trent', '')
        """
        return self._names.get(" ".join(_words(words)), "")

    def resolve(self, words: str, *, is_name: bool = True) -> tuple[str, ...]:
        """Canonical names that ``words`` may mean, best first; misspellings are forgiven.

        Args:
            words: As written.
            is_name: Whether they are set as a name is; what may be an ordinary word must be nearer to one.

        >>> gazetteer().resolve("Lewishm")
        ('Lewisham',)
        """
        if exact := self.named(words):
            return (exact,)
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        query = " ".join(_words(words))
        if len(query) < _SHORTEST_MISSPELT:
            return ()
        least = _LIKENESS if is_name else _ALIKE
        likely = process.extract(query, self._names.keys(), scorer=fuzz.ratio, score_cutoff=_EXCHANGED, limit=8)
        found = []
        for name, ratio, _ in likely:
            exchanged = sorted(query) == sorted(name) and OSA.distance(query, name) == 1
            # Who misspells a name gets its first letter right: "leading" is not meant for Reading.
            if query[0] == name[0] and (exchanged or ratio >= least):
                found.append((not exchanged, -ratio, name))
        return tuple(dict.fromkeys(self._names[name] for *_, name in sorted(found)))

    def longer(self, words: str) -> tuple[str, ...]:
        """Canonical names that ``words`` are a part of, sorted.

        >>> gazetteer().longer("Dagenham")
        ('Barking and Dagenham',)
        """
        part = f" {' '.join(_words(words))} "
        return tuple(name for name in self.names() if part in f" {' '.join(_words(name))} " and len(name) > len(words))

    def is_near(self, words: str, name: str) -> bool:
        """Return whether ``words`` are a place's canonical name word by word, misspellings forgiven."""
        from rapidfuzz import fuzz

        written, meant = _words(words), _words(name)
        pairs = zip(written, meant, strict=False)
        alike = all(a == b or (a[0] == b[0] and fuzz.ratio(a, b) >= _EXCHANGED) for a, b in pairs)
        return alike and len(written) == len(meant)

    def with_members(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names, each joint service followed by the authorities that run it."""
        found: dict[str, None] = {}
        for name in names:
            place = self._places.get(name)
            found.update(dict.fromkeys((name, *(place.members if place else ()))))
        return tuple(found)


def _fold(word: str) -> str:
    return "and" if word == "&" else word.casefold()


def _is_initial(text: str, at: int) -> bool:
    """Whether a letter stands for a point of the compass: in a capital, unless all is small, and after no label."""
    capital = text[at].isupper() or text.islower()
    return capital and text[at - 1 : at] not in {"'", "’"} and not _LABEL_BEFORE.search(text[max(0, at - 12) : at])


def _words(name: str) -> tuple[str, ...]:
    return tuple(_fold(word) for word in _WORD.findall(name))


def is_person(text: str, start: int) -> bool:
    """Whether a title says that the name at ``start`` is a person's.

    >>> is_person("Councillor Ann Bolton said", 15), is_person("a councillor in Bolton", 16)
    (True, False)
    """
    return _TITLE_BEFORE.search(text, max(0, start - _TITLE_REACH), start) is not None


def _is_place(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether a name in ``text`` means the place, and is no ordinary word, address or part of a longer name."""
    if len(words[0]) == 1 and not _is_initial(text, start):
        return False
    if _POSTCODE_AFTER.match(text, end) or _LONGER_NAME.match(text, end) or is_person(text, start):
        return False
    if text[start:end].isupper() and end - start <= 3 and not text.isupper():
        return True
    if len(words) > 1 or words[0] not in _ORDINARY:
        # Initials such as "BCP" are names in capitals only.
        return end - start > 3 or text[start].isupper()
    if _SIGN_AFTER.match(text, end) or _SIGN_BEFORE.search(text[max(0, start - 30) : start]):
        return True
    return text[start].isupper() and not _SENTENCE_START.search(text[max(0, start - 3) : start])


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of ``places.toml``."""
    data = tomllib.loads(resources.files("yosqa.metadata").joinpath("places.toml").read_text(encoding="utf-8"))
    places = list(_places(data))
    return Gazetteer([*places, *_shortened(places)])


def _shortened(places: Iterable[Place]) -> Iterator[Place]:
    """Yield places under names made short as people do: "North Lincs", "N Lincolnshire", "NE Lincs"."""
    places = list(places)
    county = {place.name: alias for place in places for alias in place.aliases if _is_short_for(alias, place.name)}
    for place in places:
        before, _, rest = place.name.rpartition(" ")
        point = next((point for point in _POINTS if before.endswith(point)), "")
        if place.kind == "elsewhere" or not before:
            continue
        ways = {before, f"{before.removesuffix(point)}{_POINTS.get(point, '')}"}
        names = {f"{way} {one}" for way in ways for one in (rest, county.get(rest, rest))} - {place.name}
        if names:
            yield Place(place.name, place.kind, tuple(sorted(names)), place.members)


def _is_short_for(alias: str, name: str) -> bool:
    return " " not in f"{alias}{name}" and alias[0] == name[0] and name.endswith("shire")


def _places(data: Mapping[str, Mapping[str, Any]]) -> Iterator[Place]:
    for kind, table in data.items():
        if kind in ("combined", "elsewhere"):
            continue
        for name, aliases in table.items():
            members = data["combined"].get(name, {}).get("members", ())
            yield Place(name, kind, tuple(aliases), tuple(members))
    for name, joint in data["combined"].items():
        yield Place(name, "combined", tuple(joint.get("names", ())), tuple(joint["members"]))
    for names in data["elsewhere"].values():
        for name in names:
            yield Place(name, "elsewhere")
