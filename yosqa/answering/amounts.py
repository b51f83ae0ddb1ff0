"""How much and how often: what asks for a share, a sum of money or a frequency, and what states one. Pure."""

from __future__ import annotations

import re

from yosqa.answering.cues import SMALL, Asked, any_of, asked_by, counted_by

SHARE = any_of(r"\b(?:percentages?|per ?cent|share|proportion|fraction|rates?)\b|%")
"""What asks for a part of a whole."""
PART = any_of(
    r"\d ?%|\bper ?cent\b|\bper \d[\d,]*\b|\b\d+ (?:out )?of (?:the )?\d+\b",
    r"\b(?:half|thirds?|quarters?|fifths?|majority|minority|most|none|one in)\b",
)
"""What states one."""
_COST = any_of(
    r"\bcosts?\b|\b(?:spend|spent|budgets?|money|cash|fund(?:s|ed|ing)?|salar(?:y|ies)|wages?|earns?|prices?|pay|pays|paid"
    r"|fees?|grants?|invest(?:s|ed|ment)?|expenditure)\b"
)
_SUMS = frozenset(
    ("money", "cash", "budget", "budgets", "funding", "funds", "grant", "grants", "salary", "salaries", "pay", "cost")
)
"""What may be counted where money is meant."""
MONEY = any_of(
    r"[£$€]|\b(?:million|billion|pounds?|thousand|pence|unpaid|free(?= of charge|[^\w\s]|$)|for free)\b"
    r"|\b(?:no|nothing|without) (?:extra |additional |more |new |other )?(?:cost|charge|fee|budget|money|funding)\b"
)
"""What states a sum, or that there is none to pay."""
_CHANGED = any_of(
    r"\bby how much\b|\bhow much of\b",
    r"\b(?:fall|fell|fallen|rise|rose|risen|cut|drop\w*|increas\w*|decreas\w*|grow|grew|grown|reduc\w*|boost\w*|chang\w*)\b",
)
"""Asks how much more or less it is: a share answers that as well."""


def asks_money(question: str) -> bool:
    """Return whether ``question`` asks for a sum of money.

    >>> asks_money("How much does the trust pay?"), asks_money("How much time do they spend there?")
    (True, False)
    """
    counted = counted_by(question)
    of_much = re.search(r"\bhow (?!much\b)\w+|\bage range\b|\bpopulation\b", question, re.IGNORECASE) is None
    asks = asked_by(question) is Asked.NUMBER and of_much and not SHARE.search(question)
    return asks and _COST.search(question) is not None and (not counted or counted in _SUMS)


def tells_money(question: str, text: str) -> bool:
    """Return whether ``text`` states such a sum as ``question`` asks for."""
    return bool(MONEY.search(text) or (_CHANGED.search(question) and PART.search(text)))


_ASKS_FREQUENCY = any_of(
    r"\bhow (?:often|frequent(?:ly)?|regular(?:ly)?)\b",
    r"\bhow many times (?:an?|per|each|every)\b|\bfrequency (?:of|with)\b",
)
_EVENT = any_of(
    r"\b(?:meets?|met|meetings?|convenes?d?|sits?|sat|gathers?|(?:get|got|come|came) together)\b"
    r"|\binspectors? (?:visit|come|return|inspect)\b"
)
"""What takes place as a whole: no share of it tells how often."""
_PERIOD = (
    r"(?:minute|hour|day|night|morning|weekday|week|fortnight|month|quarter|term|year|summer|winter|[mtwfs]\w+day)s?"
)
_FREQUENCY = any_of(
    r"\b(?:hourly|daily|nightly|(?:bi|six|four|three|eight|twice)?-?(?:weekly|monthly|yearly|annual(?:ly)?)|fortnightly"
    r"|quarterly|biannual(?:ly)?|termly)\b",
    rf"\b(?:each|every|per|once an?|times an?|twice an?|days an?|hours an?) "
    rf"(?:other |second |third |fourth |few |couple of |(?:\d+|{SMALL}) )?{_PERIOD}\b",
    rf"\b(?:\d+|{SMALL}|several|many|few|countless|number of) (?:times|occasions)\b",
    r"\btwice\b|\b(?:only|just|at least|more than|less than) once\b|\bonce (?:an?|per|each|every|in|during)\b",
    r"\b(?:rarely|seldom|never|always|often|frequent(?:ly)?|infrequent(?:ly)?|regular(?:ly)?|irregular(?:ly)?|occasional(?:ly)?"
    r"|sometimes|usually|routine(?:ly)?|sporadic(?:ally)?|hardly ever|periodic(?:ally)?|intermittent(?:ly)?|ad hoc)\b",
)
_IN_CASES = any_of(
    rf"(?:\b(?:all|most|many|some|few|several|no|every|each|half)|\b(?:in|of|for) (?:\d+|{SMALL}))\b"
    r"(?: of)?(?: (?:the|these|those|our|its))?"
    r"(?: \w+){0,2}? (?:cases?|instances|occasions|plans|inspected|child|children|people|files|records)\b",
)


def asks_frequency(question: str) -> bool:
    """Return whether ``question`` asks how often something happens.

    >>> asks_frequency("How often does the board meet?"), asks_frequency("How many boards are there?")
    (True, False)
    """
    return _ASKS_FREQUENCY.search(question) is not None


def tells_frequency(question: str, text: str) -> bool:
    """Return whether ``text`` states how often: in what time, or in how many cases where work is asked about.

    >>> tells_frequency("How often does the board meet?", "The board has had three chairs.")
    False
    >>> tells_frequency("How often were plans good?", "Plans were good in 43 per cent of cases.")
    True
    """
    if _FREQUENCY.search(text):
        return True
    return not _EVENT.search(question) and bool(PART.search(text) or _IN_CASES.search(text))
