"""Read what a question over many inspections confines them to: time, grades, part of the country, change.

What it cannot read it names: a table that leaves out a condition in silence is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from yosqa.frameworks import frameworks
from yosqa.ledger import asking, measures
from yosqa.ledger.result import Movement, Requirement
from yosqa.metadata.dates import MONTHS

_YEAR = r"((?:19|20)\d\d)"
_BETWEEN = re.compile(rf"\b(?:between|from) {_YEAR} (?:and|to|until|-) ?{_YEAR}|\b{_YEAR} ?(?:-|to|until) ?{_YEAR}")
_OPEN_ENDED: tuple[tuple[re.Pattern[str], int | None, int | None], ...] = (
    (re.compile(rf"\bafter {_YEAR}"), 1, None),
    (re.compile(rf"\bsince {_YEAR}|\bfrom {_YEAR} (?:on|onwards?)\b|\b{_YEAR} or (?:later|after|since)\b"), 0, None),
    (re.compile(rf"\bbefore {_YEAR}"), None, -1),
    (re.compile(rf"\b(?:until|up to|by) {_YEAR}|\b{_YEAR} or (?:earlier|before)\b"), None, 0),
)
"""How words bound a time: what is added to the year named for the first and for the last year; None for no bound."""
_IN = re.compile(r"\b(?:(?P<month>[a-z]+) )?(?P<year>(?:19|20)\d\d)\b")
_SEVERAL_YEARS = re.compile(r"\b(?:19|20)\d\d(?:(?:, | or | and |, or |, and )(?:in )?(?:19|20)\d\d)+\b")
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
_STEM = 5
"""Words that begin with the same so many letters are forms of one."""
_HARMLESS = re.compile(
    r"\b(?:not|than|least|most|best|worst|highest|lowest|above|below|better|worse|higher|lower|any|ever|only|also|never"
    r"|find|found|say|said|told|corpus|documents?|papers?|different|various|regarding|terms?|respect|standards?|domains?"
    r"|aspects?|parts?|quality|level|cases?|who|whose|whom|where|one|ones|those|these|them|there|both|neither|nor"
    r"|register|scores?|according|full|joint|court|send|outcomes?|less|more|first|second|twice|ended|awarded|reached"
    r"|number|average|mean|percentages?|per|cent|share|proportion|rates?|compare\w*|partnerships?|boards?|las|yoss|yots"
    r"|yjss|offenders?|people|young|work|during|after|before|until|later|many|several|but|yet|while|though|although"
    r"|england|wales|welsh|english|london|national|nationally|country|across|caseload|aged?)\b|n't\b"
)
_BESIDE = r"(?: (?:been|yet|be|being|had|an?|the|rated|judged|graded|found|as|to|rating|of)){0,5} "
"""Words that may stand between "not", "from" or "to" and a grade."""
_NOT = re.compile(r"\b(?:not|never|neither|nor|no longer)\b|n't\b")


def period(words: str) -> tuple[str, str]:
    """Return the first and last time that folded words confine a question to, each ISO (maybe shortened) or empty."""
    between = _BETWEEN.search(words)
    if between:
        first, last = (year for year in between.groups() if year)
        return first, last
    for pattern, from_shift, to_shift in _OPEN_ENDED:
        match = pattern.search(words)
        if match:
            year = int(next(found for found in match.groups() if found))
            since = str(year + from_shift) if from_shift is not None else ""
            return since, str(year + to_shift) if to_shift is not None else ""
    if several := years(words):
        return min(several), max(several)
    named = _IN.search(words)
    if not named:
        return "", ""
    month = named["month"]
    iso = f"{named['year']}-{MONTHS.index(month) + 1:02}" if month in MONTHS else named["year"]
    return iso, iso


def years(words: str) -> frozenset[str]:
    """Return the years of "2018 or 2021", empty where fewer than two are named so.

    >>> sorted(years("rated good in 2018 or 2021"))
    ['2018', '2021']
    """
    found = None if _BETWEEN.search(words) else _SEVERAL_YEARS.search(words)
    return frozenset(re.findall(_YEAR, found[0])) if found else frozenset()


def region(words: str) -> str:
    """Return the part of the country that folded words name, or ``""``.

    >>> region("which london boroughs"), region("which services in england and wales")
    ('london', '')
    """
    named = [name for name, pattern in _REGIONS.items() if re.search(pattern, words)]
    return named[0] if len(named) == 1 else ""


def grades(words: str) -> frozenset[str]:
    """Return the grades that fit: those named, with "or better" and "or worse", or all others after "not"."""
    named = measures.grades_in(words)
    if not named:
        return frozenset()
    scale = next((known.scale for known in frameworks() if named[0] in known.scale), None)
    if scale is None:
        return frozenset(named)
    position = scale.index(named[0])
    if re.search(r"\bor (?:better|above|higher)\b|\bat least\b", words):
        return frozenset(scale[position:])
    if re.search(r"\bor (?:worse|below|lower)\b|\bat (?:most|best)\b", words):
        return frozenset(scale[: position + 1])
    if re.search(r"\b(?:less than|below|worse than)\b", words):
        return frozenset(scale[:position])
    if re.search(r"\b(?:better than|above)\b", words):
        return frozenset(scale[position + 1 :])
    if re.search(rf"(?:\bnot|n't|\bneither){_BESIDE}{named[0]}\b", words):
        return frozenset(scale) - set(named)
    return frozenset(named)


def movement(words: str) -> Movement | None:
    """Return the change from one inspection to the next that folded words ask for, or None.

    >>> movement("which councils fell from good to inadequate?")
    Movement(before=frozenset({'good'}), after=frozenset({'inadequate'}), direction=-1)
    """
    verb = _MOVES.search(measures.without_grades(words))
    before, after, beside = set[str](), set[str](), set[str]()
    for start, grade in measures.graded(words):
        lead = re.search(rf"\b(from|after|to){_BESIDE}$", words[:start])
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
        scale = next((known.scale for known in frameworks() if before <= set(known.scale)), ())
        wanted = frozenset(scale) - before
    return Requirement(named or measures.of_domains(clause) or (measures.DEFAULT,), wanted)


def untold(words: str) -> tuple[str, ...]:
    """Return the conditions among folded words that the ledger cannot tell whether they hold.

    >>> untold("which councils in the north west were inadequate in the last two years?")
    ('north west', 'in the last two years')
    """
    found = [match[0] for match in _UNTOLD.finditer(words)]
    bounds = {year for bound in period(words) for year in re.findall(_YEAR, bound)} | years(words)
    named = list(dict.fromkeys(re.findall(_YEAR, words)))
    found += [year for year in named if len(named) > 1 and year not in bounds]
    if years(words) and _BOTH.search(words):
        found.append("both years")
    moved = movement(words)
    if _NOT.search(words) and moved:
        found.append("not")  # Who did not improve is more than who was inspected once.
    if not moved and _MOVES.search(measures.without_grades(words)) and measures.grades_in(words):
        found.append("a change beside a grade")
    first, *rest = together(words) or (Requirement((), frozenset()),)
    if any(set(first.measures) & set(other.measures) and not first.grades & other.grades for other in rest):
        found.append("but")  # Two grades of one thing are of two inspections.
    return tuple(dict.fromkeys(found))


def unread(words: str, topics: Iterable[str]) -> tuple[str, ...]:
    """Return the words left when all that was read is taken out of a question: they may be a condition.

    Args:
        words: The question, folded.
        topics: Phrases that name what is asked for; another form of their words is read as well.
    """
    words = _SO_MANY.sub(" ", words)
    rest = asking.without_everyday(_MOVES.sub(" ", words) if movement(words) else words)
    left = re.findall(r"[a-z][a-z'-]{2,}", _HARMLESS.sub(" ", rest))
    known = {word[:_STEM] for phrase in topics for word in re.findall(r"[a-z][a-z'-]{2,}", phrase)}
    return tuple(word for word in dict.fromkeys(left) if word[:_STEM] not in known)
