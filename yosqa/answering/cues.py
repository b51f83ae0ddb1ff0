"""Words that tell what a question asks for, and what a text must hold to answer it."""

from __future__ import annotations

import re
from enum import StrEnum

from yosqa.grounding import MONTHS
from yosqa.metadata.dates import CALENDAR


class Asked(StrEnum):
    """What kind of thing would answer."""

    NUMBER = "number"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    DEFINITION = "definition"
    LIST = "list"
    REASON = "reason"
    YES_NO = "yes or no"
    DESCRIPTION = "description"


def any_of(*alternatives: str, ignore_case: bool = True) -> re.Pattern[str]:
    """Return a pattern for any of some regular expressions."""
    return re.compile("|".join(alternatives), re.IGNORECASE if ignore_case else 0)


SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty"
)
"""Numbers in words, as alternatives of a pattern."""
_NEEDS_WORK = (
    r"\b(?:(?:wants?|needs?) (?:sorting|fixing|putting right|to be (?:done|fixed|put right))"
    r"|(?:still|what) (?:wants?|needs?) (?:work|attention)|needs? (?:more|most|urgent) (?:work|attention))\b"
)
"""Says what is left to do; "complex needs work" is about something else."""
_OUGHT = r"(?:should|must|ought to|need(?:s|ed)? to|(?:have|has|had) to)"
_BETTER = r"(?:improve|fix|change|do|(?:get|be) better|tackle|address|work on|sort|put right|(?:focus|concentrate) on)"
_PUT_RIGHT = r"be (?:done|fixed|improved|changed|put right|sorted)"
EXPLAIN_TERM = (
    r"explain\s(?:the\s(?:term|words?|phrase)\s['‘“\"]?[\w'’/-]+(?:\s[\w'’/-]+){0,3}['’”\"]?"
    r"|(?!(?:the|why|how|what|who|when|where|which|whether|if|its?|their|his|her|your|my|our|this|that|these|those|more"
    r"|further|again|all|any|every|some)\b)(?:an?\s)?['‘“\"]?[\w/-]+(?:\s[\w/-]+)?['’”\"]?)"
)
"""A term, for that is all that is to be explained; "explain why ..." asks something else."""
_SUM = (
    r"^\W*what (?:did|does|do|has|have|had|will|would) (?:[\w'’-]+ ){1,8}?(?:"
    r"(?<!about )(?<!of )(?<!on )(?<!for )(?<!to )(?<!the )(?<!at )cost\b"
    r"|spen[dt] (?:on (?!\W*$)|(?:an?|each|every|per) (?:week|month|year)\b(?! \w+ing\b))"
    r"|paid for (?!\W*$)|pay (?:for )?(?:the|its|their|an?|each|every)\b(?!.*\battention\b))"
    r"|\bwhat(?:['’]s| is| was| were) (?!(?:being )?done\b)(?:[\w'’-]+ ){1,5}?"
    r"(?:budget|(?<!human )costs?|price|salary|fees?|wages?)\b"
    r"(?= (?:of|for|in|to|at)\b|\W*$)"
)
"""Asks for a sum of money; "What did they spend the money on?" asks for something else."""
_QUESTIONS: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        Asked.DEFINITION,
        any_of(
            r"^\s*(?:what|how) (?:does|do|did) .{2,60} (?:mean|stand for)\b",
            r"\b(?:definition of|define|meaning of|meant by)\b",
            r"^\W*what .{2,60} (?:means|stands for)\W*$",
            rf"^\W*{EXPLAIN_TERM}\W*$",
        ),
    ),
    (
        Asked.DURATION,
        any_of(r"\bhow (?:long|soon)\b", r"\bwhat(?:['’]s| is| was) the (?:[\w-]+ )?wait(?:ing time)?\b(?! list)"),
    ),
    (
        Asked.NUMBER,
        any_of(
            r"\bhow (?:many|much|old|often|far|big|large)\b",
            r"\bwhat(?:['’]s)? (?:(?!did|do|does)[\w-]+ ){0,4}(?:share|proportion|percent\w*|per cent|fraction|rate)\b",
            r"\bwhat(?:['’]s)? (?:(?!did|do|does)[\w-]+ ){0,4}(?:number|size|population|age range|score|total)\b",
            r"\b(?:percentage|proportion|rate) of\b",
            _SUM,
            r"\bhow (?:frequent(?:ly)?|regular(?:ly)?)\b",
        ),
    ),
    (
        Asked.REASON,
        any_of(
            r"\bwhy\b",
            r"\bwhat (?:\w+ )?(?:reasons?|caused?|explains?)\b",
            r"\bhow come\b",
            r"\breasons? for\b",
            r"\bwhat (?:made|makes(?! up\b)|led to|lay behind|lies behind|brought about)\b",
        ),
    ),
    (
        Asked.LIST,
        any_of(
            r"\b(?:what|which) (?:\w+ ){0,2}(?:recommendations|strengths|weaknesses|improvements|areas|things)\b",
            r"\bwhat (?:\w+ ){0,2}(?:changes|concerns|actions)\b",
            r"\bwhich (?:\w+ ){0,2}(?:services|agencies|partners|standards|actions|tasks|steps)\b",
            r"\brecommendations\b",
            r"\b(?:list|name) (?:all|the|every)\b",
            r"\bwhat (?:two|three|four|five|six) ",
            r"\bneed(?:s|ed)? to (?:improve|fix|change|(?:get|be|do) better)\b",
            rf"^\W*what\b[^?]{{0,60}}\b(?:should|must|ought to) (?:[\w'’-]+ ){{0,6}}?{_BETTER}\b",
            r"\bha(?:ve|s|d) to (?:sort out|fix|put right|work on|improve|do|get better at|do better)\b",
            rf"^\W*what\b[^?]{{0,30}}\b{_OUGHT} {_PUT_RIGHT}\b",
            rf"^\W*what\b.*{_NEEDS_WORK}",
            r"^\W*what\b.*\bleft to (?:do|fix|improve)\b|\bto-do list\b",
            r"^\W*what\b.*\b(?:want(?:s|ed)?|tell|told)\b.{2,60}? to (?:do|change|fix|improve|sort out|put right)\b",
            r"\b(?:told|asked|recommended) to (?:sort out|fix|put right|work on|improve|do|make|change|tackle)\b",
            r"\bwhat .{0,40}\b(?:concerned|pleased|good at|prais\w+|critici[sz]\w+|commend\w*)\b",
            r"\bwhat .{0,40}\b(?:inspectors|they) liked?\b",
            r"\bareas for improvement\b|\bweak(?:er|est)? (?:points|spots|sides)\b",
            r"\bstrong(?:er|est)? (?:points|sides|suits)\b|^\W*(?:the )?(?:\w+ )?(?:strengths|weaknesses)\b",
            r"\bwhat (?:was|were) recommended\b",
            r"\bmain (?:things|points|findings|strengths)\b",
        ),
    ),
    (
        Asked.DATE,
        any_of(r"^\W*when\b", r"\bwhat (?:date|year|month|day)\b", r"\bwhich (?:year|month)\b", r"\bdeadline\b"),
    ),
    (
        Asked.PERSON,
        any_of(
            r"(?:^|[:,;–-])\W*(?:and |but )?(?:by |to )?who(?:se|m)?\b",
            r"\bwhich (?:inspector|councillor|person|organisation|agency|director)\b",
        ),
    ),
    (
        Asked.YES_NO,
        any_of(r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
    ),
)
"""The first that matches decides."""

_ADVICE = (
    any_of(
        r"\brecommend", r"\b(?:told|asked|urged|advised) to\b", rf"\bwhat\b[^?]*\b{_OUGHT}\b",
        rf"\b{_OUGHT} (?:\w+ ){{0,2}}?{_BETTER}\b",
        r"\b(?:want(?:s|ed)?|tell|told)\b.{2,60}? to (?:do|change)\b",
        r"\bimprov", r"\b(?:fix|sort out|put right|work on|do better|concern)",
        r"\bweak(?:ness|(?:er|est)? (?:points?|spots?|sides?|areas?))|\b(?:shortcomings|failings)\b", _NEEDS_WORK,
        r"\bget better\b|\bleft to (?:do|fix|improve)\b|\bto-do list\b",
    ),
    any_of(
        r"\brecommend", r"\bfor improvement\b", r"\bto improve\b", r"\bpriority\b", r"\bnext steps\b",
        r"\bshould\b[^.]*:$", r"\bweakness", r"\b(?:should|must) (?:improve|change|do)\b", r"\basks? for\b",
        r"\bput right\b", _NEEDS_WORK,
    ),
)  # fmt: skip
_PRAISE = (
    any_of(
        r"\bstrength|\bstrong(?:er|est)? (?:points?|sides?|suits?|areas?)\b|\bpositives\b",
        r"\bgood at\b",
        r"\bd(?:oes|id|oing) well\b",
        r"\bprais",
        r"\bpleased\b",
        r"\bworks? well\b",
    ),
    any_of(
        r"\bstrength",
        r"\bgood practice\b",
        r"\b(?:works?|do(?:es|ing)?|went) well\b",
        r"\bprais",
        r"\bpleased\b",
        r"\b(?:inspectors|they|we) (?:liked|welcomed)\b",
    ),
)
"""What asks for advice or praise, and the headings and introductions under which reports list it."""


ADVISES = any_of(
    r"\b(?:must|should|needs? to|ought to|is to|are to)\b|\b(?:recommend|urge|advise)\w*\b",
    r"\b(?:ask|tell|told|order|instruct)(?:s|ed)? (?:\S+ ){1,6}?to\b",
)
"""What a text says somebody is to do."""
_DONE = any_of(r"\b(?:made|seen|since|so far|already|had (?:been )?made)\b|\bneeded to\b")
"""Asks what was done, or why: no advice."""


def asks_advice(question: str) -> bool:
    """Return whether ``question`` asks what somebody is to do.

    >>> asks_advice("What did inspectors want the police to do?")
    True
    """
    done = _DONE.search(question)
    return asked_by(question) is Asked.LIST and not done and _ADVICE[0].search(question) is not None


def wants_section(question: str, heading: str) -> bool:
    """Return whether a question asks for the advice or the praise that stands under ``heading``.

    >>> wants_section("What were they told to fix?", "What needs to improve?")
    True
    """
    return any(asks.search(question) and lists.search(heading) for asks, lists in (_ADVICE, _PRAISE))


def announces_list(heading: str) -> bool:
    """Return whether what stands under ``heading`` is a list, even when it is set as paragraphs.

    >>> announces_list("Areas for improvement"), announces_list("Requires improvement to be good")
    (True, False)
    """
    return any(lists.search(heading) for _, lists in (_ADVICE, _PRAISE))


_WHICH_PLACES = any_of(
    r"\b(?:which|what) (?:two |three |four |other |\w+ )?"
    r"(?:services|authorities|councils|areas|boroughs|teams|places|counties)\b"
)


def asks_which_places(question: str) -> bool:
    """Return whether ``question`` asks which services something is true of."""
    return _WHICH_PLACES.search(question) is not None


_COMPARED = (
    re.compile(
        r"^\W*how (?:do|does|did) (?P<one>.+?) (?:and|with|to) (?P<other>.+?)(?P<rest> (?:in|at|among) [^,]+?)?"
        r" (?:compare|differ)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:compare|contrast|differences? between) (?P<one>.+?) (?:and|with|to|against) (?P<other>.+?)"
        r"(?P<rest> (?:in|at|among) [^,]+?)?\W*$",
        re.IGNORECASE,
    ),
)


def compared(question: str) -> tuple[str, str] | None:
    """Return the two things that ``question`` compares, each with what is said of both.

    >>> compared("How do plans for safety and plans for victims in court cases compare?")
    ('plans for safety in court cases', 'plans for victims in court cases')
    """
    match = next((found for pattern in _COMPARED if (found := pattern.search(question))), None)
    return (f"{match['one']}{match['rest'] or ''}", f"{match['other']}{match['rest'] or ''}") if match else None


_WHAT_IS = any_of(r"^\W*what(?:['’]s| is| are| was| were) (?:an? |the )?(?P<term>[\w'’/ -]{2,60}?)\W*$")
_MEANS = (
    any_of(
        r"what (?:does|do|did)\s+(?:an? |the )?(?:(?:letters|initials|acronym|abbreviation|term|phrase|words?) )?"
        r"['‘“\"]?(?P<term>.{2,60}?)['’”\"]?\s+(?:mean|stand for)\b"
    ),
    any_of(r"^\W*what (?:an? |the )?['‘“\"]?(?P<term>.{2,60}?)['’”\"]? (?:means|stands for)\W*$"),
    any_of(r"(?:define|definition of|meaning of|meant by)\s+(?:an? |the )?['‘“\"]?(?P<term>.{2,60}?)['’”\"]?\W*$"),
    any_of(r"^\W*explain (?:an? |the )?(?:(?:term|words?|phrase) )?['‘“\"]?(?P<term>.{2,60}?)['’”\"]?\W*$"),
)
_RELATION = any_of(r"\b(?:of|in|for|at|by|to|from|with|that|which|used|called|name)\b")
_TERM_WORDS = 5
"""A longer "What is ...?" asks for something about a thing rather than for what the thing is."""


def asked_by(question: str) -> Asked:
    """Return what kind of thing would answer ``question``.

    >>> asked_by("How many were there?"), asked_by("What is a referral order?"), asked_by("What did they find?")
    (<Asked.NUMBER: 'number'>, <Asked.DEFINITION: 'definition'>, <Asked.DESCRIPTION: 'description'>)
    """
    for asked, pattern in _QUESTIONS:
        if pattern.search(question):
            return asked
    match = _WHAT_IS.match(question)
    if match and len(match["term"].split()) <= _TERM_WORDS and not _RELATION.search(match["term"]):
        return Asked.DEFINITION
    return Asked.DESCRIPTION


def term_to_define(question: str) -> str:
    """Return the term that ``question`` asks the meaning of, or ``""``.

    >>> term_to_define("What are county lines?"), term_to_define("What do the letters YOS stand for in this report?")
    ('county lines', 'YOS')
    """
    found = (pattern.search(question) for pattern in (_WHAT_IS, *_MEANS))
    match = next((match for match in found if match), None)
    return match["term"] if match else ""


_TITLED = re.compile(r"(?<=[a-z,’'] )[A-Z][a-z]{3,}\b(?: [A-Z][a-z]{3,}\b)*")


def names_in(question: str) -> list[str]:
    """Return the words in capitals inside ``question``, those side by side together: its names.

    >>> names_in("How was Atlantis rated by Ofsted in March?")
    ['Atlantis', 'Ofsted']
    """
    return [name for name in _TITLED.findall(question) if not CALENDAR.issuperset(name.split())]


_HOW_MANY = any_of(
    r"\b(?:how many|(?:number|total) of|how much)\s+(?:of (?:the|its|their|his|her)\s+)?"
    r"(?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|of|more|less|it|they)\b)"
    r"(?P<what>(?:[\w'’-]+\s+){0,3}?[\w'’-]+)"
    r"(?=\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|in|of|on|at|by|for|with|from|per|under|who"
    r"|that|which|there|got|took|went|came|left|needed|need|aged|made|received)\b|\s*[?.!,]|\s*$)"
)


def counted_by(question: str) -> str:
    """Return the thing that ``question`` wants the number of, its last word; ``""`` where it wants none.

    >>> counted_by("How many young people were there?"), counted_by("How much did it cost?")
    ('people', '')
    """
    match = _HOW_MANY.search(question)
    return match["what"].split()[-1].lower() if match else ""


OF_ITSELF = any_of(
    r"\bhttps?://|\bwww\.",
    r"^\W*this (?:is an? \w+, written|digest|document|publication|page|website|article) (?:for|is|was|can|may|has)\b",
    r"^\W*(?:this is an? (?:digest|copy|summary|translation)|it (?:digests|copies|summarises|translates|reproduces))\b",
    r"^\W*the original (?:is|stands|can|was)\b|\byou may (?:re-?use|copy)\b",
    r"\blicen[cs]ed under\b|\bopen government licence\b",
)
"""Sentences in which a document speaks of itself: where it is from, what may be done with it."""
ASKS_OF_ITSELF = any_of(
    r"\b(?:licen[cs]e|copyright|re-?use|quote|website|web|address|link|url|online|original|digest|copy|copies|published|appear)",
    r"\b(?:wrote|written|authors?|reporter|journalist|contact)\b",
)
"""What asks for such a sentence."""
IMPRINT = any_of(
    r"^\W*about (?:(?:this|the) (?:digest|document|report|article|release|site)|us|ofsted)\b",
    r"^\W*(?:imprint|copyright|disclaimer)\b",
    r"^\W*(?:further information|contact(?: us| details)?)\W*$",
)
"""Headings under which a document speaks of itself."""

AIMED = r"(?:(?:aimed|directed|targeted) (?:directly )?at|(?:addressed|directed) to|(?:meant|intended) for)"
"""Says whom advice is addressed to."""
_MONTH = "|".join(MONTHS)

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINAL = rf"(?P<nth>{'|'.join(ORDINALS)}|last|final)"
"""Says which of several is meant: the group ``nth``."""
NUMBER = any_of(r"\d[\d,.]*\d ?%?", r"\d ?%?", rf"\b(?:{SMALL}|half|a third|a quarter)\b")
LOOSE_NUMBER = any_of(
    rf"\b(?:{SMALL}|half|third|quarter|majority|most|all|none|no|double[ds]?|dozen|hundred|thousand)\b"
)
DIGIT = any_of(r"\d")
COUNTS = any_of(
    r"\d[\d.,]*",
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|dozen|single",
    r"no|none|half|third|thirds|quarter|quarters|majority|all|most|many|few|several|double[ds]?|number",
)
"""A word that says how many, alone; "one" is left out, which mostly stands for something ("in one case")."""
DATE = any_of(
    rf"\b(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+(?:\d{{1,2}},?\s+)?(?:19|20)\d\d\b",
    r"\b(?:19|20)\d\d\b",
    rf"\b(?:\d{{1,2}}\s+)?(?:{_MONTH})\b",
    ignore_case=False,
)
DURATION = any_of(rf"\b(?:\d+|an?|{SMALL})\s+(?:\w+\s+)?(?:minute|hour|day|week|month|year)s?\b")
TIME_UNIT = any_of(r"\b(?:minute|hour|day|week|month|year)s?\b")
NAME = any_of(
    r"\b(?:(?:Dame|Sir|Cllr|Mr|Mrs|Ms|Dr)\s+)?[A-Z][a-z]+(?:[ -](?:Mc|O['’])?[A-Z][a-z]+)+", ignore_case=False
)
LOOSE_NAME = any_of(
    r"(?<=[a-z,;:] )[A-Z][a-z]+",
    r"\b(?:Mr|Ms|Mrs|Dr|Dame|Sir|Cllr|HMI)\b",
    r"\b(?:inspector|director|manager|chair|chief|councillor|officer|leader|head|team|service)s?\b",
    ignore_case=False,
)
CAUSE = any_of(
    r"\b(?:because|due to|owing to|since|therefore|so that|mean(?:s|t|ing)? that|as a result|primarily)\b",
    r"\b(?:lack of|shortage|led to|leads to|result(?:s|ed|ing)? (?:in|from)|caused?|reason|affected by|impact of)\b",
    r"\b(?:reflect(?:s|ing)|hinder|undermin|hamper)",
)
SPEAKS = any_of(
    r"\b(?:said|says|added|adding|commented|told|stated|explained|according to|welcomed)\b",
    r"\bspokes(?:man|woman|person)\b",
)
TELLS_EARLIER = any_of(
    r"\b(?:previous|last|earlier|prior|preceding|former) (?:\w+ )?"
    r"(?:inspections?|visits?|reports?|reviews?|ratings?|grades?|time)\b",
    r"\bpreviously\b|\b(?:up|down|risen|fallen|fell|rose|improved|dropped|moved) from\b",
    r"\byears? (?:ago|before|earlier)\b",
    r"\b(?:was|were) last (?:inspected|visited|rated|judged)\b",
    r"\b(?:was|were|been|being) (?:judged|rated|graded|found|called)\b.{1,60}\bin (?:19|20)\d\d\b",
    r"\bin (?:19|20)\d\d,? (?:we|inspectors|ofsted|hmip?|it|they)\b.{0,30}\b(?:judged|rated|graded|found|given)\b",
)
"""What a document says of an earlier inspection, or of the time before its own."""
SINCE = any_of(r"\b(?:since|than|before|until)\b[^.;,]{0,40}?\b(?:19|20)\d\d\b")
"""A time that only bounds what is said."""
OF_VISIT = any_of(r"\b(?:inspected|inspections?|inspectors?|visit(?:s|ed)?|reviewed|fieldwork|rated|judged|graded)\b")
DEFINES = any_of(r"^\W*(?:(?:an?|the)\s+)?(?P<term>.{2,60}?)\s+(?:is|are|means?|refers? to|occurs?)\b")
