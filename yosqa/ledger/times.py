"""Read the time that a question confines what it asks to: "in 2019", "since March 2021", "no later than 2020".

A time is a date, or dates joined, with the word that makes a bound of them. A date whose part is not understood is
handed back, never passed over: a table that leaves out a time in silence is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from yosqa.metadata import dates

_MONTH = "sept|" + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in dates.MONTHS)
_DATE = re.compile(
    rf"(?:{dates.DATE.pattern})|\b(?P<spanned>(?:19|20)\d\d/(?:20)?\d\d)\b"
    rf"|(?<!more than )(?<!fewer than )(?<!less than )\b(?P<alone>(?:19|20)\d\d)\b|\b(?P<bare>{_MONTH})\b"
)
_TO = re.compile(r" ?[-–] ?| (?:to|until|till|up to|through) ")
_AND = re.compile(r",? (?:and|or) (?:(?:in|of) )?|, (?:(?:in|of) )?")
_BETWEEN = re.compile(r"\bbetween $")
_LEAD = re.compile(
    r"\b(?:(?P<since>since|(?:in|on|from|during) or after|(?:no|not) (?:before|earlier than|older than))"
    r"|(?P<until>until|till|up to(?: and including)?|by|through|(?:in|on|during) or before"
    r"|(?:no|not) (?:after|(?:later|newer|more recent(?:ly)?) than))"
    r"|(?P<after>after|(?:later|newer|more recent(?:ly)?) than)"
    r"|(?P<before>before|(?:earlier|older) than|prior to))"
    r"(?: the (?:(?P<start>start|beginning)|(?P<end>end)) of)? $"
    r"|\b(?:(?P<post>post)|(?P<pre>pre))-$"
)
_TAIL = re.compile(
    r",? (?:and |or )?(?:(?P<since>onwards?|(?:(?<=or )|(?<=and ))(?:later|after|since|newer|more recent(?:ly)?))"
    r"|(?P<until>(?:(?<=or )|(?<=and ))(?:earlier|before|older)))\b"
)
_FROM = re.compile(r"\bfrom $")
_ON = re.compile(r" on(?=$|\W*$|[,;]| (?:were|was|are|is|have|had|and|that|rated|judged|graded)\b)")
_FILLER = (
    r"(?:the|about|around|roughly|early|mid|late|spring|summer|autumn|winter|start|beginning|middle|end|of|in|at|for|during"
    r"|first|second|last|half|quarter|months?|years?|turn)"
)
_OTHER_BOUND = re.compile(
    rf"\b(?:since|until|till|up to|by|through|after|before|(?:later|newer|earlier|older) than|prior to)"
    rf"(?: {_FILLER})+ $"
    r"|\b(?:months?|years?) to $"
)
"""Makes another bound of a date than those above: "since early 2019"."""
_CONTRARY = re.compile(
    r"(?:\b(?:not|except|excluding|other than|apart from|outside)|n't)(?: (?:in|of|for|from|during|between))? $"
    r"|\b(?:before|after|since|until) (?:and|or) $"
)
"""Makes the contrary of a time or a bound."""
_OPENS = re.compile(r"\b(?:in|on|during|since|after|before|until|till|by|between|from) $")
"""Before the name of a month: it is no other word ("may", "march")."""
_JOINED = re.compile(r",? ?(?:(?:and|but) )?")


@dataclass(frozen=True, slots=True)
class Times:
    """When something was; without any bound at any time."""

    since: str = ""
    """ISO date, possibly shortened: of that time or later."""
    until: str = ""
    """Of that time or earlier; ``2023`` holds all of 2023."""
    only: frozenset[str] = frozenset()
    """In one of these years, months or days; empty for all from ``since`` to ``until``."""
    unread: tuple[str, ...] = ()
    """Dates that are named but are no part of this."""

    def __bool__(self) -> bool:
        """Return whether there is any bound."""
        return bool(self.since or self.until or self.only)

    def hold(self, when: str) -> bool:
        """Return whether the whole of a time (ISO, possibly shortened) lies within these; of none it is not known.

        >>> Times(until="2019-05").hold("2018"), Times(until="2019-05").hold("2019"), Times(until="2019").hold("")
        (True, False, False)
        """
        if not self:
            return True
        latest = f"{when}-99-99"
        return bool(when) and (
            when >= self.since
            and (not self.until or latest[: len(self.until)] <= self.until)
            and (not self.only or any(when.startswith(one) for one in self.only))
        )

    def may_hold(self, when: str) -> bool:
        """Return whether a time that does not hold is not known well enough to say so: there is none, or only its year.

        >>> Times("2019-05").may_hold("2019"), Times("2019-05").may_hold(""), Times("2019-05").may_hold("2018")
        (True, True, False)
        """
        edges = {self.since, self.until, *self.only} - {""}
        return not self.hold(when) and any(edge.startswith(when) for edge in edges)


ANY = Times()


@dataclass(frozen=True, slots=True)
class Found:
    """A time named in folded words."""

    times: Times | None
    """None where it is not understood."""
    bound: bool
    """Whether it is more than a date, or dates: "since 2021" or "2019 to 2021", and not "in 2021"."""
    start: int
    end: int
    """Range of the words, those included that make a bound of it."""


def read(words: str) -> Times:
    """Return the time that folded words confine a question to.

    >>> read("between january and june 2024")
    Times(since='2024-01', until='2024-06', only=frozenset(), unread=())
    >>> read("since march 2019 and before 2021")
    Times(since='2019-03', until='2020', only=frozenset(), unread=())
    """
    times, unread, end = ANY, list[str](), 0
    for found in find(words):
        both = _both(times, found) if _JOINED.fullmatch(words, end, found.start) else None
        if found.times and (both or not times):
            times = both or found.times
        elif found.times != times:
            unread.append(words[found.start : found.end])
        end = found.end
    return replace(times, unread=tuple(unread))


def _both(times: Times, found: Found) -> Times | None:
    """Return what two bounds of different sides, named one after the other, leave; None where that is nothing."""
    if not found.bound or found.times is None or times.only or bool(times.since) == bool(times.until):
        return None
    since, until = times.since or found.times.since, times.until or found.times.until
    return Times(since, until) if since and until and since <= until else None


def find(words: str) -> list[Found]:
    """Return every time that folded words name, in order."""
    named = list(_DATE.finditer(words))
    named = [
        match
        for match, following in pairwise([*named, None])
        if match and not (match["bare"] and not _is_month(words, match, following))
    ]
    found: list[Found] = []
    while named:
        group, named = _group(words, named)
        start = found[-1].end if found else 0
        end = named[0].start() if named else len(words)
        found.append(_found(words, group, start, end))
    return found


def _is_month(words: str, match: re.Match[str], following: re.Match[str] | None) -> bool:
    """Return whether a month's name without a year is one: something of time stands beside it."""
    joined = following and any(joint.fullmatch(words, match.end(), following.start()) for joint in (_TO, _AND))
    return bool(joined or _OPENS.search(words, 0, match.start()))


def _group(words: str, named: Sequence[re.Match[str]]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return the dates at the front that are joined to one time, and the rest."""
    size = 1
    while size < len(named) and _AND.fullmatch(words, named[size - 1].end(), named[size].start()):
        size += 1
    if len(named) > 1 and (_is_range(words, named[:2])):
        size = 2
    return list(named[:size]), list(named[size:])


def _is_range(words: str, group: Sequence[re.Match[str]]) -> bool:
    """Return whether two dates are the first and the last of a time."""
    if len(group) != 2:
        return False
    joint = group[0].end(), group[1].start()
    between = _BETWEEN.search(words, 0, group[0].start()) and words[slice(*joint)] == " and "
    return bool(between or _TO.fullmatch(words, *joint))


def _found(words: str, group: Sequence[re.Match[str]], start: int, end: int) -> Found:
    """Return a time with what between ``start`` and ``end`` of the words belongs to it."""
    first, last = group[0].start(), group[-1].end()
    before, after = words[start:first], words[last:end]
    lead = _LEAD.search(before)
    strange = (
        _CONTRARY.search(before, 0, lead.start()) if lead else _OTHER_BOUND.search(before) or _CONTRARY.search(before)
    )
    tail = _TAIL.match(after) or (_ON.match(after) if _FROM.search(before) else None)
    if tail and not after[tail.end() :].strip() and end < len(words):
        tail = None  # It opens the next one: "in 2018 and after 2020".
    opening = strange or lead
    span = start + opening.start() if opening else first, last + tail.end() if tail else last
    isos = _isos(group)
    bound = bool(lead or tail)
    if strange or not all(isos) or (lead and tail) or (bound and len(isos) > 1):
        return Found(None, bound, *span)
    if _is_range(words, group):
        first_time, last_time = isos
        return Found(Times(first_time, last_time) if first_time <= last_time else None, True, *span)
    if len(isos) > 1:
        return Found(Times(only=frozenset(isos)), False, *span)
    return Found(_bounded(isos[0], lead, tail), bound, *span)


def _bounded(iso: str, lead: re.Match[str] | None, tail: re.Match[str] | None) -> Times:
    """Return the time that a date and the word before or after it stand for."""
    if tail:
        return Times(until=iso) if tail.groupdict().get("until") else Times(since=iso)
    if not lead:
        return Times(iso, iso)
    if lead["since"] or lead["after"] or lead["post"]:
        whole = lead["start"] or (lead["since"] and not lead["end"])
        return Times(since=iso if whole else _next(iso, 1))
    whole = lead["end"] or (lead["until"] and not lead["start"])
    return Times(until=iso if whole else _next(iso, -1))


def _next(iso: str, step: int) -> str:
    """Return the year, month or day after an ISO date, or with -1 the one before.

    >>> _next("2019", -1), _next("2019-12", 1), _next("2020-03-01", -1)
    ('2018', '2020-01', '2020-02-29')
    """
    year, month, day = (int(part) for part in (*iso.split("-"), "1", "1")[:3])
    if len(iso) == 4:
        return str(year + step)
    if len(iso) == 7:
        months = 12 * year + month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    return (date(year, month, day) + timedelta(days=step)).isoformat()


def _isos(group: Sequence[re.Match[str]]) -> list[str]:
    """Return dates as ISO, a month without a year in that of the next date; empty for what is no date."""
    isos: list[str] = []
    for match in reversed(group):
        following = isos[0] if isos else ""
        if match["bare"] and len(following) >= 7:
            month = dates.read(f"{match['bare']} {following[:4]}")
            # The month before January lies in the year before.
            isos.insert(0, month if month <= following else f"{int(following[:4]) - 1}{month[4:]}")
        else:
            isos.insert(0, _iso(match))
    return isos


def _iso(match: re.Match[str]) -> str:
    if match["alone"]:
        return match["alone"]
    year, _, second = (match["iso"] or "").partition("-")
    if match["bare"] or match["spanned"] or (year and second == f"{(int(year) + 1) % 100:02}"):
        return ""  # "2011-12" is a year that is none of the calendar's.
    return dates.from_match(match)
