"""What can be rated or counted, as questions and texts name it: measures, grades and domains.

The words for a measure stand in the framework files and in ``figures.toml``; the longest phrase wins, so that "children
in care and care leavers" is not taken for "care leavers".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from yosqa.frameworks import Domain, frameworks, grade_ways
from yosqa.ledger.figures import catalogue
from yosqa.ledger.model import Figure
from yosqa.ledger.text import fold

_NUMBER = re.compile(r"(?<![\d./])([1-4]\.[1-4])(?![\d.])")
_NO_PHRASE = frozenset({"rating", "outcomes"})
"""Names of measures that are everyday words in a question."""
DEFAULT = "overall"
EVERYDAY = frozenset({"good", "adequate", "satisfactory", "poor"})
"""Grades that are also everyday words: they mean a rating only beside a word for rating."""
_OF_DOMAIN = re.compile(r" (?:cases|work)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A measure named in a question."""

    measures: tuple[str, ...]
    """Ids that the phrase may stand for: "planning" is a standard of two domains."""
    start: int
    end: int
    """Range of the folded question."""


def kind_of(measure: str) -> Figure:
    """Return what sort of value a measure has."""
    fixed = {
        "recommendation": Figure.RECOMMENDATION,
        "lead-inspector": Figure.PERSON,
        "chief-inspector": Figure.PERSON,
        "author": Figure.PERSON,
        "picture": Figure.PERSON,
        "inspection-start": Figure.DATE,
        "inspection-end": Figure.DATE,
        "published": Figure.DATE,
    }
    if measure in fixed:
        return fixed[measure]
    if measure in _outcomes():
        return Figure.OUTCOME
    for entry in catalogue()["figures"]:
        if entry["id"] == measure:
            return Figure(entry["kind"])
    if measure in {entry["id"] for entry in catalogue()["rates"]}:
        return Figure.RATE
    return Figure.PERCENTAGE if "." in measure else Figure.RATING


def name_of(measure: str) -> str:
    """Return a measure's proper name, e.g. for a column's heading."""
    if "." in measure:
        standard, _, topic = measure.partition(".")
        return f"{_names().get(standard, standard)}: {topic.replace('-', ' ')}"
    return _names().get(measure, measure.replace("-", " ").capitalize())


def mentioned(question: str) -> tuple[Mention, ...]:
    """Return the rated measures that a question names, in order, without regard to cues."""
    words = fold(question)
    within_domains = domains(words)
    named: list[Mention] = []
    for found in any_phrase().finditer(words):
        measures = _phrases()[found["phrase"]]
        within = tuple(one for one in measures if not within_domains or domain_of()[one] in within_domains)
        named.append(Mention(within or measures, *found.span()))
    named += [Mention(_numbers().get(found[1], ()), *found.span()) for found in _NUMBER.finditer(words)]
    return tuple(sorted((mention for mention in named if mention.measures), key=lambda mention: mention.start))


def exchanged(topic: str, question: str) -> str | None:
    """Return ``question`` with ``topic`` in place of the measure, the domain or the figure that it names.

    >>> exchanged("delivery", "How was planning in court cases rated?")
    'How was delivery in court cases rated?'
    >>> exchanged("planning", "What overall rating did they get?")
    'What rating for planning did they get?'
    >>> exchanged("out-of-court cases", "How was planning in court cases rated?")
    'How was planning in out-of-court cases rated?'
    >>> exchanged("first-time entrants", "What's the reoffending rate?")
    "What's the first-time entrants rate?"
    """
    words = fold(question)
    bare = re.sub(r"^(?:the|its|their) ", "", fold(topic).strip())
    if len(words) != len(question):
        return None
    for pattern in (any_phrase(), any_domain()):
        found = pattern.search(words)
        if found and any(pattern.fullmatch(one) for one in (bare, _OF_DOMAIN.sub("", bare))):
            topic = f"rating for {topic}" if found[0].endswith(" rating") else topic
            return f"{question[: found.start()]}{topic}{question[found.end() :]}"
    figures, rates = _figures_named(), _figures_named("rates")
    if (found := figures.search(words)) and figures.fullmatch(bare):
        of_rate = found[0].endswith(" rate") and rates.fullmatch(bare) and not bare.endswith(" rate")
        rest = question[found.end() :]
        if bare.endswith(" rate"):
            rest = re.sub(r"^ rate\b", "", rest)
        return f"{question[: found.start()]}{bare}{' rate' if of_rate else ''}{rest}"
    return None


@cache
def _figures_named(*sorts: str) -> re.Pattern[str]:
    """Return a pattern of every phrase that asks for a figure of some sorts ("figures", "rates"), of any where none."""
    asked = [p for sort in sorts or ("figures", "rates") for entry in catalogue()[sort] for p in entry["asked"]]
    return re.compile(rf"\b(?:{longest_first(asked)})\b")


@cache
def families(measure: str) -> frozenset[str]:
    """Return what inspections of which a measure is rated in; empty for a figure, which any report may print."""
    return frozenset(known.family for known in frameworks() if known.measure(measure) is not None)


def graded(words: str) -> list[tuple[int, str]]:
    """Return where folded words name a grade, or an outcome of a framework without grades, and which, in order."""
    return [(found.start(), _grade_ways()[found[0]]) for found in any_grade().finditer(words)]


def without_grades(words: str) -> str:
    """Return folded words with spaces for grades: "requires improvement" is no improvement."""
    return any_grade().sub(lambda found: " " * len(found[0]), words)


def of_domains(words: str) -> tuple[str, ...]:
    """Return the measures of the domains that folded words name."""
    return tuple(one for one, domain in domain_of().items() if domain and domain in domains(words))


def grades_in(words: str) -> tuple[str, ...]:
    """Return what ``graded`` finds, each once."""
    return tuple(dict.fromkeys(grade for _, grade in graded(words)))


def domains(words: str) -> frozenset[str]:
    """Return the names of the domains that folded words name; "out-of-court" is not also "court"."""
    return frozenset(_domain_ways()[found[0]] for found in any_domain().finditer(words))


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    """Return every phrase that asks for a measure with the ids it may mean."""
    table: dict[str, tuple[str, ...]] = {}
    for known in frameworks():
        for measure in known.measures:
            for phrase in {*measure.asked, *(fold(name) for name in measure.names)} - _NO_PHRASE:
                table[phrase] = tuple(dict.fromkeys((*table.get(phrase, ()), measure.id)))
    for phrase, measures in list(table.items()):
        turned = _turned(phrase)
        table[turned] = tuple(dict.fromkeys((*table.get(turned, ()), *measures)))
    return table


def _turned(phrase: str) -> str:
    """Return "leadership and governance" for "governance and leadership", as readers say it; else the phrase."""
    first, joint, second = phrase.partition(" and ")
    return f"{second} and {first}" if joint and " " not in first + second else phrase


@cache
def telling() -> frozenset[str]:
    """Return the grades that say what is meant even without a word of rating beside them."""
    return frozenset(grade_ways().values()) - EVERYDAY


@cache
def _outcomes() -> Mapping[str, frozenset[str]]:
    """Return the fixed outcomes of each measure that has such instead of grades."""
    return {one.id: frozenset(one.outcomes) for known in frameworks() for one in known.measures if one.outcomes}


@cache
def _grade_ways() -> Mapping[str, str]:
    """Return every way in which a grade or an outcome is written, and what it stands for."""
    return {outcome: outcome for outcomes in _outcomes().values() for outcome in outcomes} | dict(grade_ways())


@cache
def _domain_ways() -> Mapping[str, str]:
    """Return every way in which a domain is named, and its name; the short ones count only before a measure."""
    asked = {ask: domain.name for known in frameworks() for domain in known.domains for ask in domain.asked}
    return {**_short_domains(), **asked}


@cache
def _short_domains() -> Mapping[str, str]:
    """Return what is left of a domain's name without its last word: "court" of "Court disposals"."""
    known = [domain for one in frameworks() for domain in one.domains]
    asked = {"", *(ask for domain in known for ask in domain.asked)}
    return {short: domain.name for domain in known if (short := fold(domain.name).rpartition(" ")[0]) not in asked}


@cache
def any_phrase() -> re.Pattern[str]:
    """Return a pattern of every phrase that names a measure."""
    return re.compile(rf"(?<![\w-])(?P<phrase>{longest_first(_phrases())})s?(?![\w-])")


@cache
def any_grade() -> re.Pattern[str]:
    """Return a pattern of every grade or outcome, as it is written."""
    return re.compile(rf"(?<![\w-])(?:{longest_first(_grade_ways())})(?![\w-])")


@cache
def any_domain() -> re.Pattern[str]:
    """Return a pattern of every phrase that names a domain, "court planning" among them but no court as such."""
    asked = longest_first(_domain_ways().keys() - _short_domains().keys())
    short = rf"(?:{longest_first(_short_domains())})(?= (?:{longest_first(_phrases())})s?(?![\w-]))"
    return re.compile(rf"(?<![\w-])(?:(?:{asked})(?![\w-])|{short})")


def longest_first(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of some phrases, the longest that fits."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def domain_of() -> Mapping[str, str]:
    """Return the name of each measure's domain, empty where its framework has none."""
    table: dict[str, str] = {}
    for known in frameworks():
        names = {domain.number: domain.name for domain in known.domains}
        for measure in known.measures:
            table[measure.id] = table.get(measure.id, "") or names.get(measure.domain, "")
    return table


@cache
def _numbers() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for known in frameworks():
        for measure in known.measures if known.domains else ():
            if measure.number:
                table[measure.number] = tuple(dict.fromkeys((*table.get(measure.number, ()), measure.id)))
    return table


@cache
def _names() -> Mapping[str, str]:
    """Return each measure's proper name: the one its newest framework gives it."""
    pairs = (
        (measure.id, _full(known.domains, measure.domain, measure.names[0]))
        for known in sorted(frameworks(), key=lambda known: known.since)
        for measure in known.measures
    )
    figures = ((entry["id"], entry["label"]) for entry in (*catalogue()["figures"], *catalogue()["rates"]))
    fixed = {
        "lead-inspector": "Lead inspector", "chief-inspector": "Chief inspector", "published": "Published",
        "author": "Author", "picture": "Picture by",
        "inspection-start": "Inspection began", "inspection-end": "Inspection ended",
        "recommendation": "Recommendation",
    }  # fmt: skip
    return {**dict(pairs), **dict(figures), **fixed, DEFAULT: "Overall"}


def _full(domains: Iterable[Domain], number: str, name: str) -> str:
    """Return a measure's name with its domain's where it needs it: "Court disposals: Planning"."""
    domain = next((domain.name for domain in domains if domain.number == number), "")
    return f"{domain}: {name}" if domain and number in {"2", "3"} else name
