"""Reasons to doubt an answer that its evidence's scores do not show: each lowers the confidence by a factor.

They hold for any corpus, so they are rules and not fitted: a name or place that the evidence lacks, a year that no
document is of, a person asked for and none named, a question that nothing ties to the corpus, or that finds only where
a document is from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence

from yosqa.answering import amounts, casework, cues, people
from yosqa.answering.cues import Asked
from yosqa.answering.evidence import Evidence, is_of_another
from yosqa.answering.question import Question
from yosqa.answering.scope import Scope
from yosqa.answering.units import Unit
from yosqa.ledger import Figure, asking, measures
from yosqa.ledger.text import fold
from yosqa.metadata.dates import CALENDAR
from yosqa.terms import terms, words

_SHOWN = 3
_BESIDE = 30
_CAPITAL = re.compile(r"(?<=[a-z,(] )(?:the )?[A-Z]|\([A-Z]|^\W*[A-Z]\w+\d|^\W*[A-Z][\w'’]+ (?:[A-Z]|is\b)")
"""A name close to the thing: the start of a sentence is none."""
_LIKELY = 2
"""A figure is doubted where neither of the first two quotations is of the group, or the average, asked for."""
_LOWER = 0.6
"""Each doubt alone takes a middling confidence below the usual threshold; a high one needs two."""
_TIED = 0.5
"""Share of the question's information that evidence must hold when neither place nor date ties it to a document."""
_TYING_LOGIT = 1.0
"""Of the reader: from here on a question is tied to the evidence in whatever words."""
_ABSENT = 0.3
"""A year or a name that is asked for, and that neither a document nor the evidence gives, is more than a doubt."""
_ASKS_WHO = re.compile(r"^\W*who (?:is|was|are|were)\b", re.IGNORECASE)
_LED = re.compile(r"\b(?:led by|led|leading|headed|in charge|(?:lead|reporting|managing) inspector)\b", re.IGNORECASE)
_UNRATED = re.compile(
    r"\b(?:no|not|never|without|neither|nor)\b[^.]{0,25}\b(?:grad(?:ed?|es|ing)|rated|ratings?)\b(?! of)", re.IGNORECASE
)
"""Says that there is no grade, which answers whether there is one."""
_SHARES = re.compile(
    r"^\W*\d+[.)]\s"
    r"|\baged? \d\d? to \d\d?\b|\b\d\d? to \d\d?[- ]years?\b|\b\d\d? ?[-–] ?\d\d?\b"
    r"|\d[\d.,]*(?: ?%| ?per ?cent\b)|\b\d\d?-year-olds?\b|\bone\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:is|are|was|were) (?:there|on|in|at)\b|\bcaseload\b|\baltogether\b|\bin (?:total|all)\b", re.IGNORECASE
)
"""Asks how many there are of something; how many of them something is true of may be told as a share."""
_VISITED = re.compile(
    r"\b(?:fieldwork|visit(?:ed|s)?|on[- ]site|(?:was|were) inspected"
    r"|inspection (?:took place|was carried out|dates?|began|started|ran|lasted))\b",
    re.IGNORECASE,
)
_AVERAGED = re.compile(r"\b(?:average|(?<=\bthe )mean|median) [\w'’-]+", re.IGNORECASE)
"""What must tell of an average, or of the thing itself."""
_EVERY_RATE = frozenset(terms("rate rates per number"))
_VERB = r"(?:do|did|does|is|are|was|were|has|have|had|can|could|will|would|should)"
_THING = (
    r"(?:consultanc(?:y|ies)|compan(?:y|ies)|firms?|charit(?:y|ies)|gangs?|colleges?|universit(?:y|ies)|hospitals?"
    r"|contractors?|suppliers?|(?:housing )?providers?|landlords?|councillors?|newspapers?|prisons?|schools?|clubs?"
    r"|trusts?|banks?|theatres?|academies|supermarkets?|shops?|caf[eé]s?|restaurants?|baker(?:y|ies)|farms?|gyms?|museums?"
    r"|librar(?:y|ies)|church(?:es)?|mosques?|clinics?|surger(?:y|ies)|choirs?|bands?|orchestras?|foundations?|unions?)"
)
"""What has a name of its own: bodies and houses of every sort, and whoever sits on a council."""
_ASKS_NAME = re.compile(
    r"\bname of\b|\bwhat (?:is|was|are|were) .{2,40} (?:called|named)\b"
    rf"|\b(?:which|(?P<what>what)) (?:(?!{_VERB}\b)\w+ ){{0,2}}?(?P<noun>{_THING})"
    # "What school attendance problems" asks for none.
    rf"(?(what)(?= (?:{_VERB}|in|of|at|for|that|which|who|ran|gave|paid|took|said|\w+ed|\w+s)\b|\W*$)|\b)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?<=[\w,;:(] )[A-Z][\w’'-]*|\b\w*\d\w*|[“‘'\"][A-Z]\w*|^\W*[A-Z]{3,}\b|^\W*[A-Z][\w’'-]+(?=, |['’]s? and | and )"
)
"""A word that may be of a name: in capitals inside a sentence or all of it, with a digit, or in quotation marks; or one
that begins a sentence and stands for itself."""
_INITIALS = re.compile(r"[A-Z]{2,4}s?")
"""Mostly of the service itself: "the YOS"."""
_CALLED = re.compile(r"\b(?:called|known|referred to|termed|named|nicknamed|dubbed|branded)\b", re.IGNORECASE)
"""What something is called need not be a name in capitals."""
_ASKS_WHERE = re.compile(r"^\W*where\b(?! (?:there|else)\b)|\b(?:which|what) (?:town|building|venue)\b", re.I)
_PLACED = re.compile(
    r"\b(?:in|at|on|near|opposite|beside|behind|outside) "
    r"(?:the |an? |its )?(?:[a-z]+ )?(?-i:[A-Z])\w"
    r"|\b(?:building|centre|office|school|court|home|house|station|library|hub|site|premises|room|hall|church|mosque"
    r"|town|city|street|road|estate|prison|hospital|college|area|community|borough|county|online)s?\b",
    re.IGNORECASE,
)
"""Says where: after a word of place, or by a sort of place."""
_ASKS_STREET = re.compile(
    r"\b(?:which|what) (?:street|road|address)\b(?! (?:safety|map|traffic|crime))|\baddress of\b", re.I
)
_STREET = re.compile(
    r"\b[A-Z][\w’']+ (?:Street|St|Road|Rd|Lane|Avenue|Way|Close|Square|Drive|Place|Row|Terrace|Gate|Hill|Walk|Crescent"
    r"|Parade|Court|Quay|Yard|Gardens|Park)\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b(?:https?:|www\.)|@"
)
"""An address; a postcode stands in most."""
_OFFICE_OF_INSPECTORS = re.compile(r"\b(?:Inspectorate|Ofsted|ISBN|Care Quality Commission)\b")
_ASKS_MEMBER = re.compile(
    r"^\W*who (?:at|in|within|inside|from|on) (?!(?:20|19)\d\d|charge|turn|fact|all)"
    r"(?!(?:the |that |this )?(?:[\w'’-]+ ){0,2}?"
    r"(?:partnership|board|family|families|area|borough|city|county|end)\b)\b",
    re.I,
)
"""Asks for one person of a body, which alone is no answer."""
_ADVISED = re.compile(
    r"\b[Rr]ecommend\w*\b.*? (?:to|for) (?:the |its |their )?(?P<whom>[A-Z][\w’'-]*(?: [\w’'-]+){0,6}?)\W*$"
)
"""Advice to somebody who is named ("recommend to the Youth Justice Board?")."""
_NAMED = re.compile(
    r"\b[A-Z][a-z]+(?:['’]s)?\s+(?:(?:of|for|and|&|\d+)\s+)?(?:Mc|Mac|O['’])?[A-Z][a-z]+|\b[A-Z][A-Za-z]*\d|[“‘'][A-Z]"
)


def factor(question: Question, evidence: Sequence[Evidence], scope: Scope, before: Callable[[Unit], str]) -> float:
    """Return what the confidence is multiplied with, 0 to 1.

    Args:
        question: As read.
        evidence: Best first; not empty.
        scope: Where it was looked for.
        before: Returns the sentences before a unit: what it is about may be named there.
    """
    shown = evidence[:_SHOWN]
    said = [" ".join((*e.unit.section, before(e.unit), e.unit.lead, e.unit.text)) for e in shown]
    return math.prod(
        (
            *_of_scope(question, shown, said, scope),
            *_of_best(question, evidence[0]),
            *_of_plans(question, shown),
            *_of_what_is_asked(question, shown, said),
        )
    )


def _of_scope(question: Question, shown: Sequence[Evidence], said: Sequence[str], scope: Scope) -> Iterator[float]:
    """Yield what lowers the confidence because place, time or names of the question are not where it was looked for."""
    if not scope.narrowed or (scope.mention and not scope.named):
        # A document is about neither the place nor the time: words in common tie it to the question, or a sure reader.
        sure = 1.0 / (1.0 + math.exp(_TYING_LOGIT - max(e.feature("relevance") for e in shown)))
        # So does a part of the casework: "out-of-court disposals" are nothing else's.
        yield min(1.0, max(sure, shown[0].feature("same domain"), *(e.feature("coverage") / _TIED for e in shown)))
    # "Since the last inspection" may well be of the first of two years that are set against each other.
    of_both = len(question.periods) > 1 and cues.TELLS_EARLIER.search(shown[0].unit.text)
    if scope.required and shown[0].feature("year missing") and not of_both:
        yield _ABSENT
    # A report need not say in each sentence by whom it is; a framework is called after its inspectorate.
    by = {d.id: f"{d.title} {d.metadata.publisher} {d.metadata.framework.capitalize()}" for d in scope.documents}
    held = " ".join((*said, *(by.get(e.unit.document_id, "") for e in shown)))
    told = [document.metadata for document in scope.documents]
    told_of = {place for metadata in told for place in (*metadata.places, *metadata.mentions)}
    named = {word for name in cues.names_in(question.content) for word in name.split()}
    if any(word not in held for word in named if not people.OFFICE.fullmatch(word)):
        yield _LOWER if scope.narrowed else _ABSENT
    if any(place not in told_of and place not in held for place in question.places):
        yield _LOWER


def _of_best(question: Question, best: Evidence) -> Iterator[float]:
    """Yield what lowers the confidence because the best evidence is about something near to what is asked."""
    if best.feature("imprint") and cues.OF_ITSELF.search(best.unit.text):
        yield _ABSENT
    if is_of_another(best):
        yield _ABSENT
    if _leaves_unnamed(question, best.unit.text):
        yield _ABSENT
    if best.feature("no money") or best.feature("no frequency"):
        yield _ABSENT
    told = f"{best.unit.lead} {best.unit.text}"
    if people.posts(question.content) and people.names_only_inspectors(question.content, told):
        yield _ABSENT
    if _ASKS_MEMBER.search(question.content) and not people.tells_member(question.content, told):
        yield _ABSENT


def _of_plans(question: Question, shown: Sequence[Evidence]) -> Iterator[float]:
    """Yield what lowers the confidence because what tells most of the thing asked about says that it is to come."""
    told = max(shown, key=lambda e: e.feature("coverage")).unit.text
    best = shown[0].unit.text
    if casework.only_planned(question.content, best if casework.tells_outcome(best) else told):
        yield _ABSENT


def _of_what_is_asked(question: Question, shown: Sequence[Evidence], said: Sequence[str]) -> Iterator[float]:
    """Yield what lowers the confidence because nothing shown is of the kind, or of whom, that is asked for."""
    asked = asking.match(question.placeless)
    kind = measures.kind_of(asked[0]) if asked else None
    if kind in {Figure.RATING, Figure.OUTCOME} and not any(_rates(e.unit, frozenset(asked)) for e in shown):
        yield _ABSENT
    if "lead-inspector" in asked and not any(map(_LED.search, said)):
        yield _ABSENT
    if people.speaker_in(question.content) and not any(e.feature("said by") for e in shown):
        yield _LOWER
    if question.asked is Asked.NUMBER and all(
        casework.of_other_group(question.content, text) for text in said[:_LIKELY]
    ):
        yield _ABSENT
    if question.asked is Asked.NUMBER and _only_shares(question, shown[0].unit):
        yield _ABSENT
    best = shown[0].unit
    if not _kept_by_name(question, asked) <= set(terms(" ".join((*best.section, best.lead, best.text)))):
        yield _ABSENT
    averaged = _AVERAGED.search(question.content)
    if averaged and not any(set(terms(averaged[0])) & set(terms(text)) for text in said[:_LIKELY]):
        yield _ABSENT
    if "inspection-start" in asked and not any(map(_VISITED.search, said)):
        yield _ABSENT
    advised = _ADVISED.search(question.content)
    if advised and not any(set(terms(advised["whom"])) <= set(terms(f"{e.unit.lead} {e.unit.text}")) for e in shown):
        yield _ABSENT
    if _ASKS_WHERE.search(question.content) and not _PLACED.search(shown[0].unit.text):
        yield _ABSENT
    if _ASKS_STREET.search(question.content) and not _addresses(question, shown[0].unit):
        yield _ABSENT
    for asks, lower in ((_ASKS_NAME, _ABSENT), (_ASKS_WHO, _LOWER)):
        if asks.search(question.content) and not _names_somebody(question, shown):
            yield lower


def _addresses(question: Question, unit: Unit) -> bool:
    """Return whether a unit gives an address, and not that of the inspectorate, which every report ends with."""
    own = _OFFICE_OF_INSPECTORS.search(unit.text) and not people.asks_of_inspectors(question.content)
    return bool(_STREET.search(unit.text)) and not own


def _only_shares(question: Question, unit: Unit) -> bool:
    """Return whether a unit gives no number but shares and ages, where it is asked how many there are of something."""
    asks = cues.counted_by(question.content) and _OF_ALL.search(question.content)
    if not asks or amounts.SHARE.search(question.content) or "how many of " in question.content.lower():
        return False
    said = f"{unit.lead} {unit.text}"
    return amounts.PART.search(said) is not None and cues.NUMBER.search(_SHARES.sub(" ", said)) is None


def _kept_by_name(question: Question, asked: Sequence[str]) -> frozenset[str]:
    """Return the words that must be there, where something is asked that goes by one name: a rate, recommendations."""
    if asked and measures.kind_of(asked[0]) is Figure.RATE:
        named = frozenset(terms(measures.name_of(asked[0]))) - _EVERY_RATE
        return frozenset(word for word in named if word.isalpha())
    return (
        frozenset(terms("recommendations")) if cues.counted_by(question.content) == "recommendations" else frozenset()
    )


def _leaves_unnamed(question: Question, text: str) -> bool:
    """Return whether a text only says that there is such a thing as the question wants named ("a farming charity")."""
    match = _ASKS_NAME.search(question.content)
    if not match or not match["noun"]:
        return False
    found = re.search(rf"(?<!, )\b(?:an?|one|another) (?:[\w'’-]+ ){{0,2}}{match['noun']}\b", text)
    if found:
        return _CAPITAL.search(text[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]) is None
    asked = set(words(question.text))
    several = re.search(rf"\b{_plural(match['noun'])}\b", text, re.IGNORECASE)
    return several is not None and all(set(words(name[0])) <= asked for name in _INSIDE.finditer(text))


def _plural(noun: str) -> str:
    """Return a pattern for the plural of a noun: what is many has no one name."""
    return noun if noun.endswith("s") else rf"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else rf"{noun}e?s"


def _rates(unit: Unit, asked: frozenset[str]) -> bool:
    """Return whether a unit gives a grade for one of the measures, or says that there is none."""
    about = " ".join((*unit.section[-1:], unit.lead, unit.text))
    named = {one for mention in measures.mentioned(about) for one in mention.measures}
    told = measures.graded(fold(unit.text)) or _UNRATED.search(unit.text)
    return bool(told) and (measures.DEFAULT in asked or bool(named & asked))


def _names_somebody(question: Question, shown: Sequence[Evidence]) -> bool:
    asked = set(words(question.text))
    if "called" in asked and any(_CALLED.search(e.unit.text) for e in shown):
        return True
    said = [f"{e.unit.lead} {e.unit.text}" for e in shown]
    if people.posts(question.content):  # an office is not its holder
        found = [name for text in said for name in people.asked_for(question.content, text)]
    else:
        found = [match[0] for text in said for match in _NAMED.finditer(text)]
    if any(not set(words(name)) <= asked for name in found):
        return True
    asks = _ASKS_NAME.search(question.content)
    return bool(asks and asks["noun"]) and _names_by_one_word(question, shown[0].unit)


def _names_by_one_word(question: Question, unit: Unit) -> bool:
    """Return whether a unit holds a word that may name a body by itself ("workers from Riverside")."""
    known = {*words(" ".join((question.text, *question.places, *unit.section))), *map(str.lower, CALENDAR)}
    inside = (match[0].strip("“‘'\" ") for match in _INSIDE.finditer(f"{unit.lead} {unit.text}"))
    return any(
        one[:1].isalpha()
        and not (_INITIALS.fullmatch(one) or people.OFFICE.fullmatch(one))
        and not set(words(one)) <= known
        for one in inside
    )
