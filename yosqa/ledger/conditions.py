"""Read what a question over many inspections confines them to: grades, numbers, part of the country, change.

What it cannot read it names: a table that leaves out a condition in silence is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from yosqa import terms
from yosqa.ledger import asking, measures, times
from yosqa.ledger.comparisons import BESIDE, alike, compared_numbers, grades, without_comparisons
from yosqa.ledger.result import Movement, Requirement

_REGIONS = {"london": r"\blondon\b", "wales": r"\b(?:wales|welsh)\b", "england": r"\b(?:england|english)\b"}
"""Parts of the country that the gazetteer tells apart, and how they are named."""
_UP = (
    r"(?:improv(?:e|ed|es|ing)|(?:got|gotten|getting|become|became) better|ris(?:e|en|ing)|rose"
    r"|(?:gone|went|going|moved) up)"
)
_DOWN = (
    r"(?:declin\w+|deteriorat\w+|worsen\w*|(?:got|gotten|getting|become|became) worse|(?:gone|went|going|moved) down"
    r"|dropp\w+|drop(?!-)|f[ae]ll(?:en|ing)?|slipp\w+|downgraded)"
)
_MOVES = re.compile(rf"\b(?:(?<!to )(?P<up>{_UP})|(?P<down>{_DOWN})|(?:mov\w+|went|gone|chang\w+|upgraded))\b")
_NEVER = re.compile(r"\bnever\b")
_BUT = re.compile(r"\b(?:but|yet|though|although|while)\b")
_BOTH = re.compile(r"\bboth\b")
_UNTOLD = re.compile(
    r"\b(?:in |over |within |during )?the (?:last|past) (?:\w+ )?(?:years?|months?|inspections?|cycles?)\b"
    r"|\b(?:recent years|recently|this year|last year)\b"
    r"|\b(?:most|more|least|less) (?:often|frequently|times)\b"
    r"|\b(?:often|once|(?<!inspected )twice|thrice|repeatedly|in a row)\b"
    r"|\b(?:two|three|four|five|several|many|\d+) times\b|\bconsecutive\w*"
    r"|\b(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west)(?:ern)?\b|\b(?:midlands|yorkshire|anglia|regions?)\b"
    r"|\b(?:outside|except|excluding|apart from|other than|not in)\b"
    r"|\b(?:rural|urban|coastal|unitary|metropolitan|inner|outer|neighbouring|nearby)\b"
)
"""Conditions that the ledger cannot tell whether they hold: they depend on today, on counting, or on the map."""
_SO_MANY = re.compile(r"\b(?:which|what|the) (?:two|three|four|five|six)\b")
"""Says beforehand how many there are."""
_TWICE = re.compile(r"\b(?:(?:more than|at least) )?(?:once|twice|two times)(?: or more)?\b")
"""Says of a change that there were two inspections, which it takes anyway."""
_HARMLESS = re.compile(
    r"\b(?:not|than|least|most|best|worst|highest|lowest|above|below|better|worse|higher|lower|any|ever|only|also|never"
    r"|find|found|say|said|told|corpus|documents?|papers?|different|various|regarding|terms?|respect|standards?|domains?"
    r"|aspects?|parts?|quality|level|cases?|who|whose|whom|where|one|ones|those|these|them|there|both|neither|nor"
    r"|register|scores?|according|full|joint|court|send|outcomes?|less|more|first|second|twice|ended|awarded|reached"
    r"|number|average|mean|percentages?|per|cent|share|proportion|rates?|compare\w*|partnerships?|boards?|las|yoss|yots"
    r"|yjss|offenders?|people|young|work|during|after|before|until|later|many|several|but|yet|while|though|although"
    r"|england|wales|welsh|english|london|national|nationally|country|across|caseload|aged?)\b|n't\b"
)
_COMPARISON = re.compile(
    r"\b(?:more|less|fewer|better|worse|higher|lower|greater|smaller) than\b|\bat (?:least|most|best)\b"
    r"|\b(?:above|below)\b|\bor (?:better|worse|above|below|higher|lower|more|fewer|less)\b"
)
_NEGATION = re.compile(r"\b(?:not|neither|nor|no|none|without)\b|\b\w*n't\b")
_NUMBERED = re.compile(
    r"\b(?:standard|domain|requirement) \d+\b|(?<![\d.])\d\.\d(?![\d.])|\bout of \d+\b|\baged? [\d-]+"
)
"""Numbers that name something, or say of how many."""
_LONDON_BOROUGH = re.compile(r"\blondon boroughs?\b")
_CONFINES = re.compile(r"\b(?:count(?:y|ies)|boroughs?|cit(?:y|ies)|districts?)\b|(?<![\w.,])\d[\d.,]*%?(?!\w)")
"""Kinds of authority, of which the gazetteer tells no more than what they are by law; and numbers."""
_BUT_NOT = re.compile(r"\b(?:but|yet|though|although|while) (?:(?:is|are|was|were) )?(?:not|n't)\b")
_NOT = re.compile(r"\b(?:not|never|neither|nor|no longer)\b|n't\b")


def region(words: str) -> str:
    """Return the part of the country that folded words name, or ``""``.

    >>> region("which london boroughs"), region("which services in england and wales")
    ('london', '')
    """
    named = [name for name, pattern in _REGIONS.items() if re.search(pattern, words)]
    return named[0] if len(named) == 1 else ""


def movement(words: str) -> Movement | None:
    """Return the change from one inspection to the next that folded words ask for, or None.

    >>> movement("which councils fell from good to inadequate?")
    Movement(before=frozenset({'good'}), after=frozenset({'inadequate'}), direction=-1)
    """
    verb = _MOVES.search(measures.without_grades(words))
    before, after, beside = set[str](), set[str](), set[str]()
    for start, grade in measures.graded(words):
        lead = re.search(rf"\b(from|after|to){BESIDE}$", words[:start])
        which = {"from": before, "after": before, "to": after}[lead[1]] if lead else beside
        which.add(grade)
    if before and beside and not after and re.search(r"\bafter\b", words):
        after, beside = beside, set()  # "Rated good after inadequate".
    if beside or not (verb or (before and after)):
        return None
    direction = 0 if verb is None else 1 if verb["up"] else -1 if verb["down"] else 0
    return Movement(frozenset(before), frozenset(after), direction) if before or after or direction else None


def never(words: str) -> bool:
    """Return whether services are asked for that have at no inspection had a grade."""
    return _NEVER.search(words) is not None


def together(words: str) -> tuple[Requirement, ...]:
    """Return what one inspection must meet at once: "good for staff but not overall", "inadequate for both ..."."""
    clauses = _BUT.split(words)
    if len(clauses) == 2:
        first = _requirement(clauses[0], frozenset())
        second = _requirement(clauses[1], first.grades)
        return (first, second) if first.grades and second.grades else ()
    mentions = measures.mentioned(words)
    if _BOTH.search(words) and len(mentions) > 1:
        return tuple(Requirement(mention.measures, grades(words)) for mention in mentions)
    return ()


def _requirement(clause: str, before: frozenset[str]) -> Requirement:
    """Return a clause's measures and grades; "but not overall" takes all grades but those of the clause before."""
    named = tuple(one for mention in measures.mentioned(clause) for one in mention.measures)
    wanted = grades(clause)
    if not wanted and _NOT.search(clause) and before:
        wanted = alike(before) - before
    return Requirement(named or measures.of_domains(clause) or (measures.DEFAULT,), wanted)


def untold(words: str) -> tuple[str, ...]:
    """Return the conditions among folded words that the ledger cannot tell whether they hold.

    >>> untold("which councils in the north west were inadequate in the last two years?")
    ('north west', 'in the last two years')
    """
    time = times.read(words)
    found = [*(match[0] for match in _UNTOLD.finditer(words)), *time.unread, *compared_numbers(words)]
    if time.only and _BOTH.search(words):
        found.append("both years")
    found += uncompared(words)  # "Not" too: who did not improve is more than who was inspected once.
    if not movement(words) and _MOVES.search(measures.without_grades(words)) and measures.grades_in(words):
        found.append("a change beside a grade")
    first, *others = together(words) or (Requirement((), frozenset()),)
    if any(set(first.measures) & set(other.measures) and not first.grades & other.grades for other in others):
        found.append("but")  # Two grades of one thing are of two inspections.
    return tuple(dict.fromkeys(found))


def uncompared(words: str) -> tuple[str, ...]:
    """Return the denials and comparisons in folded words that belong to no grade, number or time.

    >>> uncompared("which services were not all rated good or better?"), uncompared("which were not rated good?")
    (('not',), ())
    """
    if movement(words) or _MOVES.search(words):
        words = _TWICE.sub(" ", words)
    rest = without_comparisons(_BUT_NOT.sub(" ", words) if together(words) else words)
    return tuple(match[0] for pattern in (_NEGATION, _COMPARISON) for match in pattern.finditer(rest))


def unread(words: str, topics: Iterable[str]) -> tuple[str, ...]:
    """Return the words left when all that was read is taken out of a question: they may be a condition.

    Args:
        words: The question, folded.
        topics: Phrases that name what is asked for; another form of their words is read as well.
    """
    rest = without_comparisons(_SO_MANY.sub(" ", words))
    rest = asking.without_everyday(_MOVES.sub(" ", rest) if movement(words) else rest)
    left = re.findall(r"[a-z][a-z'-]{2,}", _HARMLESS.sub(" ", rest))
    known = {terms.stem(word) for phrase in topics for word in terms.words(phrase)}
    return tuple(word for word in dict.fromkeys(left) if not known.issuperset(map(terms.stem, terms.words(word))))


def passed_over(words: str, topics: Iterable[str]) -> tuple[str, ...]:
    """Return what else may confine a question over many: kinds of authority, and numbers that no phrase explains.

    >>> passed_over("which county councils have 12 cases?", ())
    ('county', '12')
    """
    rest = _LONDON_BOROUGH.sub(" ", without_comparisons(words))
    for phrase in topics:
        rest = rest.replace(phrase, " ")
    for pattern in (measures.any_phrase(), measures.any_domain(), _NUMBERED):
        rest = pattern.sub(" ", rest)
    return tuple(dict.fromkeys(_CONFINES.findall(rest)))
