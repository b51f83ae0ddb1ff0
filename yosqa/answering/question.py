"""Read a question: the places, periods and kinds of document it names, what it asks for, and what is left to match.

Place, date and phrases such as "according to the 2018 report" choose the document; inside the document they are noise,
so ``Question.content`` leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yosqa.answering import bounds
from yosqa.answering.abbreviations import spelled_out
from yosqa.answering.cues import EXPLAIN_TERM, Asked, asked_by
from yosqa.answering.periods import ITSELF, MONTH, QUALIFIER, THEMATIC, Period, read_periods
from yosqa.frameworks import FAMILIES as INSPECTED
from yosqa.grounding import long_date
from yosqa.ledger import times
from yosqa.ledger.times import Times
from yosqa.metadata.places import Gazetteer, PlaceMention, is_person
from yosqa.model import Kind
from yosqa.terms import STOPWORDS, content_words


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    text: str
    content: str
    """The text without what chooses the document."""
    asked: Asked
    places: tuple[str, ...] = ()
    """Canonical names, in order of mention."""
    periods: tuple[Period, ...] = ()
    kinds: tuple[Kind, ...] = ()
    """Kinds of document that the question names; empty when it names none."""
    sides: tuple[tuple[Kind, ...], ...] = ()
    """Kinds of document that are set against each other ("what the report and the news each say")."""
    framework: str = ""
    """Inspections that the question names, by family ("send") or part of an id ("ilacs"); empty when it names none."""
    latest: bool = False
    """True when the latest document is asked for: "current", "most recent"."""
    earlier: bool = False
    """True when the inspection before the latest is asked for: "previous", "the one before"."""
    before: str = ""
    """Id of the document from which "the one before" is counted; empty for the newest."""
    placeless: str = ""
    """The text without its places, and without what says which of several inspections is meant."""
    about: str = ""
    """What "she", "such" or "them" stand for, from the turn before; empty when nothing is left open."""
    bound: Times = times.ANY
    """A time that is more than a date: "since 2021", and of a rating also "before 2019"; no report is called by it."""
    respelt: tuple[tuple[str, str], ...] = ()
    """Misspelt words, each with the one that it is read as."""
    titles: tuple[str, ...] = ()
    """Titles of the documents that the question names by them; they stand in it as "the report"."""

    def describe(self) -> str:
        """Return the question followed by the scope that was read from it."""
        kinds = self.kinds or tuple(side[0] for side in self.sides)
        ends = (("since", self.bound.since), ("until", self.bound.until))
        open_ended = [f"{word} {long_date(iso)}" for word, iso in ends if iso]
        periods = (long_date(period.iso) for period in self.periods)
        titles = (f"“{title}”" for title in self.titles)
        scope = [*titles, *self.places, *periods, *open_ended, *map(str, kinds)]
        if self.about:
            scope.insert(0, f"about {self.about}")
        if self.framework:
            scope.append(f"{INSPECTED.get(self.framework, self.framework.upper())} inspection")
        if self.earlier:
            scope.append("the inspection before")
        elif self.latest:
            scope.append("the latest")
        scope.extend(f"‘{written}’ read as ‘{meant}’" for written, meant in self.respelt)
        return f"{self.text} [{'; '.join(scope)}]" if scope else self.text


_OF_TIME = re.compile(rf"\b(?:(?:{MONTH})\.?\s+)?(?:19|20)\d\d\s+(?={QUALIFIER}{ITSELF}\b)", re.I | re.X)
"""A time before what a document is called by: "the 2023 SEND inspection"."""
_FILLER = re.compile(
    rf"""(?:\b(?:according\sto|going\sby|as\sstated\sin|per|in|by|from|of)\s+)?
    \b(?:the|this|that|its|their)\s+{QUALIFIER}{ITSELF}(?:\s+(?:say|state|note|mention|find|found|said)s?)?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SERVICE = re.compile(
    r"\b(?P<the>(?:the|its|their)\s+)?(?:youth\s+(?:offending|justice)\s+(?P<what>services?|teams?|partnerships?)|(?:YO[ST]|YJS)(?P<many>s)?)\b",
    re.I,
)
_FIELD = re.compile(r"\byouth\s+(?:offending|justice)\s+(?!board|plan)(?=[a-z])")
_PRESS = r"(?:local\s+)?(?:news|articles?|(?:news)?paper|press|media|coverage)"
_REPORTS = r"(?:the\s+)?(?:\w+\s+)?reports?(?:\s+\w+)?"
_SIDES = re.compile(
    rf"""\b(?:{_REPORTS}\s+(?:and|or|than)\s+(?:the\s+)?{_PRESS}|(?:the\s+)?{_PRESS}\s+(?:and|or|than)\s+{_REPORTS})\b
    (?:\s+(?:both|each))?(?:\s+(?:say|says|said|write|tell)s?(?:\s+(?:of|about|on)\b)?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_KINDS: tuple[tuple[re.Pattern[str], tuple[Kind, ...]], ...] = (
    (re.compile(rf"\b{THEMATIC}", re.I), (Kind.THEMATIC,)),
    (re.compile(r"\b(?:the|inspectorate['’]s|inspector['’]s) (?:\w+ )?annual report\b", re.I), (Kind.ANNUAL,)),
    (
        re.compile(r"\b(?:news|articles?|newspaper|local paper|press coverage|media|reporter)\b", re.I),
        (Kind.NEWS, Kind.RELEASE),
    ),
    (re.compile(r"\b(?:press release|news release|media release)\b", re.I), (Kind.RELEASE, Kind.NEWS)),
    (re.compile(r"\b(?:joint (?:area |targeted )?(?:\w+ )?inspection|jtai)\b", re.I), (Kind.JOINT,)),
    (re.compile(r"\bregister\b", re.I), (Kind.REGISTER,)),
)
_FRAMEWORKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\b(?:SEND|Send(?= )|(?i:special educational needs|EHC ?plans?|EHCPs?|area send|the send\b(?! of)"
            r"|send (?:inspect\w+|reports?|outcomes?|reviews?|partnerships?|services?|arrangements?|visit|one)))\b"
        ),
        "send",
    ),
    (re.compile(r"\b(?:youth (?:offending|justice)|YO[ST]|YJS)\b", re.I), "youth"),
    (re.compile(r"\bILACS\b", re.I), "ilacs"),
    (re.compile(r"\b(?:(?<!director of )children['’]s services|children['’]s social care)\b", re.I), "childrens"),
)
FAMILIES = {"youth": "youth", "send": "send", "ilacs": "childrens", "childrens": "childrens"}
"""The ledger's name for each family of inspection that a question names."""
_PAPER = r"(?:inspection|report|rating|grade|judge?ment|outcome|visit)"
_LATEST = re.compile(
    rf"\b(?:latest|current(?:ly)?|most recent|newest|now|(?<!since )(?<!than )(?<!at )(?<!from )the last {_PAPER})\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\bthe (?:one|{_PAPER}) before\b|\bthe time before\b(?=\W*$|[,;])"
    rf"|\bbefore (?:this|that|the (?:latest|last|current)) (?:one|{_PAPER})\b"
    r"|(?<!since )(?<!from )(?<!than )(?<!since (?:the|its) )(?<!from (?:the|its) )(?<!than (?:the|its) )"
    rf"\bprevious (?:overall |ofsted |hmip? )?(?:one|{_PAPER})\b"
    r"|\bpreviously (?:rated|judged|graded)\b|\b(?:rated|judged|graded) (?:the )?(?:last|previous) time\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(r" (?:[Uu]niversity|College|Crown Court|Magistrates|Prison|Museum|Hospital)\b")
_INSTITUTION_OF = re.compile(r"\b(?:[Uu]niversity|College|Museum) of\s+$")
_PREPOSITION = re.compile(r"\b(?:in|of|for|at|by|about|on|from|to)\s*$", re.I)
_TO_DO = re.compile(r"\s+to\s+(?!the\b)[a-z]", re.I)
_ACTS = re.compile(r"\s+(?:was|were|is|are|has|have|had|did|does|will|would|can|could)\b", re.I)
_ASKS_OF = re.compile(r"\b(?:did|do|have|will|would|can|could|should|must)\s+$", re.I)
_THEIRS = re.compile(
    r"\s+(?:staff|council\w*|services?|yo[ts]|yjs|youth|teams?|child\w*|boards?|police|leaders?|managers?|partner\w*|young"
    r"|kids|boys|girls|workers?|inspectors?|area|local|county|city|borough|schools?|victims?|parents?|courts?)\b",
    re.I,
)
"""What follows a place that is no more than somebody's: "Leeds staff"."""
_BODY = re.compile(
    r"\s+(?:staff|council\w*|services?|yo[ts]|yjs|youth|teams?|boards?|police|leaders?|managers?|partner\w*|inspectors?|area|local"
    r"|county|city|borough|schools?|courts?)\b",
    re.I,
)
"""The same of those whom something comes from or goes to: "from Leeds council"."""
_SHORTEST_LOWER = 5
"""A misspelt name in small letters has more letters than this: "staff" is not meant for Staffordshire."""
_LINKS = frozenset({"of", "on", "upon", "the"})
"""Short words within names, which stand between their other words: "Isle of Wight"."""
_NAME_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_PREFACE = re.compile(
    rf"""^\W*(?:(?:(?:hi|hello|hey|please|okay|ok|thanks|thank\syou|cheers|great)\b(?!-)|(?:so|well),)[\s,:!.]*)*
    (?:(?:(?:can|could|would|will)\syou\s(?:please\s)?|please\s)?
       (?:tell\sme|say|(?!{EXPLAIN_TERM}\W*$)explain|find\sout|let\sme\sknow)\b
       (?:\s(?:about|if|whether)\b)?
      |(?:do|does)\s(?:you|anyone|anybody)\sknow\b
      |i(?:['’]d|\swould)?\s(?:like|want|need)\sto\sknow\b
      |i(?:['’]m|\sam)\s(?:wondering|asking)\b|i\swonder(?:ed)?\b
    )?[\s,:-]*(?:please\b[\s,:-]*)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is said before the question itself."""
_AFTERWORD = re.compile(
    r"[\s,]*(?<!\bsay )(?<!\bsaid )(?<!\bsaying )\b(?:(?:to|for)\sme[\s,]+)?"
    r"(?:please|thanks|thank\syou|cheers)(?P<mark>\W*)$",
    re.IGNORECASE,
)
"""What is said after it."""
_RUN_TOGETHER = re.compile(r"^(\W*(?:what|who|when|where|how))s\b(?=\s)", re.IGNORECASE)
"""How people type "what's"."""
_SORT_OF = re.compile(r"\b(what)\s+sorts?\s+of\b", re.IGNORECASE)
_FEWEST = 2
"""Words of content below which a question says too little to be matched."""
_EDGES = " ,;:–-()"


def read(text: str, gazetteer: Gazetteer) -> Question:
    """Return ``text`` as understood on its own, without the conversation it may stand in.

    Args:
        text: The question as typed.
        gazetteer: Knows the places.
    """
    said = _bare(text)
    if not said:
        return Question(text, content="", asked=Asked.DESCRIPTION)
    text = said
    found = tuple(_whole(text, mention, gazetteer) for mention in gazetteer.find(text)) or _misspelt(text, gazetteer)
    mentions = tuple(mention for mention in found if not _names_institution(text, mention))
    placeless = _without(text, [_around(text, mention.start, mention.end) for mention in mentions])
    places = tuple(dict.fromkeys(mention.name for mention in mentions))
    bound, bound_ranges = bounds.read(placeless, places)
    periods, period_cuts = read_periods(placeless, bound_ranges)
    earlier = bool(_EARLIER.search(text))
    if earlier:  # the year is of the inspection before, of which there may be no document
        periods = tuple(replace(period, names_document=False, of_visit=False) for period in periods)
    rest = _flat(_without(placeless, period_cuts))
    sides = ((Kind.REPORT, Kind.JOINT), (Kind.NEWS, Kind.RELEASE)) if _SIDES.search(text) else ()
    content = _flat(_FILLER.sub(" ", _SIDES.sub(" ", rest)))
    if len(content_words(content)) < _FEWEST:  # "Who led the joint inspection?" is about what chooses the document
        content = rest or text
    asked = asked_by(rest)
    return Question(
        text=text,
        content=spelled_out(content if asked is Asked.DEFINITION else plainly(content)),
        asked=asked,
        places=places,
        periods=periods,
        bound=bound,
        kinds=() if sides else next((kinds for pattern, kinds in _KINDS if pattern.search(text)), ()),
        sides=sides,
        framework=next((name for pattern, name in _FRAMEWORKS if pattern.search(text)), ""),
        latest=bool(_LATEST.search(text)),
        earlier=earlier,
        placeless=_flat(
            _EARLIER.sub(
                lambda match: re.sub(r"(?i)(?:the )?(?:last|previous) time|previous(?:ly)?|before", "", match[0]),
                _OF_TIME.sub("", _without(placeless, [(*span, "") for span in bound_ranges])),
            )
        ),
    )


def plainly(content: str) -> str:
    """Return a question in which the service is called just that: inside its own report its full name tells nothing."""
    return _flat(re.sub(r"\bthe the\b", "the", _FIELD.sub("", _SERVICE.sub(_service, content)), flags=re.I))


def _service(match: re.Match[str]) -> str:
    """Return a service's name without its field, its article and number kept."""
    what = match["what"] or f"service{match['many'] or ''}"
    return f"{'the ' if match['the'] else ''}{what}"


def _names_institution(text: str, mention: PlaceMention) -> bool:
    """Return whether a place stands in the name of something else: "University of Exeter", "Derby Crown Court"."""
    return bool(_INSTITUTION.match(text, mention.end) or _INSTITUTION_OF.search(text, 0, mention.start))


def _bare(text: str) -> str:
    """Return a question without what is said before and after it ("Tell me: ..."), in a capital where it began in one.

    Empty where nothing else is said ("Thanks!").
    """
    rest = _AFTERWORD.sub(r"\g<mark>", text)
    rest = rest[match.end() :] if (match := _PREFACE.match(rest)) else rest
    rest = _SORT_OF.sub(r"\1", _RUN_TOGETHER.sub(r"\1's", rest))
    if not re.search(r"\w", rest):
        return ""
    return rest[:1].upper() + rest[1:] if text[:1].isupper() else rest


def _whole(text: str, mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """Return a mention of part of a name with the rest, where that is misspelt: "Barking" of "Barking and Dagehnam"."""
    words = list(re.finditer(r"[^\W\d_]+", text))
    inside = [n for n, word in enumerate(words) if mention.start <= word.start() < mention.end]
    for name in (mention.name, *gazetteer.longer(text[mention.start : mention.end])):
        most = len(name.split())
        for first in range(max(0, inside[-1] - most + 1), inside[0] + 1) if inside and len(inside) < most else ():
            last = first + most - 1
            if inside[-1] <= last < len(words):
                start, end = words[first].start(), words[last].end()
                if gazetteer.is_near(text[start:end], name):
                    return PlaceMention(name, start, end)
    return mention


def _misspelt(text: str, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Return the first authority whose name is misspelt in ``text``; names of up to four words, the longest first.

    Only capitalised words count, unless the question has none.
    """
    words_of_names = (match for match in _NAME_WORD.finditer(text) if not is_person(text, match.start()))
    tokens = [match for match in words_of_names if match[0].lower() not in STOPWORDS or match[0] == "and"]
    capitals = any(match[0][0].isupper() for match in tokens[1:])
    for length in (4, 3, 2, 1):
        for first, last in zip(tokens, tokens[length - 1 :], strict=False):
            words = text[first.start() : last.end()]
            if not (first[0][0].isupper() or (not capitals and len(words) > _SHORTEST_LOWER)):
                continue
            if len([word for word in words.split() if word.lower() not in _LINKS]) == length:
                is_name = length > 1 or (first is not tokens[0] and first[0][0].isupper())
                names = [name for name in gazetteer.resolve(words, is_name=is_name) if gazetteer.is_authority(name)]
                if names:
                    return (PlaceMention(names[0], first.start(), last.end()),)
    return ()


def _around(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Return what goes with a place at ``start:end``, and the word to put there.

    A genitive leaves "the" behind, a place that does something ("Why did Leeds ...?") a pronoun; of others the
    preposition before goes, too.
    """
    genitive = re.match(r"['’]s?(?!\w)|['’]s\b", text[end:])
    if genitive:
        return start, end + genitive.end(), "the"
    if lead := _PREPOSITION.search(text, 0, start):
        return (start, end, "the") if _BODY.match(text, end) else (lead.start(), end, "")
    if _TO_DO.match(text, end):
        return start, end, "them"
    if _ACTS.match(text, end) or (_ASKS_OF.search(text, 0, start) and not _THEIRS.match(text, end)):
        return start, end, "they"
    return start, end, "the" if _SERVICE.match(text[end:].lstrip()) else ""


def _without(text: str, cuts: Sequence[tuple[int, int, str]]) -> str:
    """Return ``text`` with each range (start, end, substitute) replaced."""
    kept: list[str] = []
    position = 0
    for start, end, substitute in sorted(cuts):
        if start > position:
            kept.append(text[position:start])
        kept.append(substitute)
        position = max(position, end)
    kept.append(text[position:])
    return " ".join(kept)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(_EDGES)
