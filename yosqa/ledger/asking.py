"""Tell which measures a question asks for.

A question about a matter is not yet one about its rating: a cue word must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from yosqa.frameworks import frameworks
from yosqa.ledger import measures
from yosqa.ledger.figures import catalogue
from yosqa.ledger.measures import DEFAULT
from yosqa.ledger.text import fold

_RATED = re.compile(
    r"\b(?:rated|ratings?|graded|grades?|grading|judged|judgements?|judgments?|verdict|inspection outcome"
    r"|outcome of (?:the|its|an?|area|send))\b"
    r"|\b(?:do|did|does|would|how)\b.{0,60}\b(?:rate|judge|grade|score)\b"
    r"(?! (?:of|per|come|go|fall|drop|rise|grow|change|increase|decrease|compare)\b)"
    r"|\bhow (?:well |badly )?(?:did|has|had|does) (?:[\w'-]+ ){1,6}?"
    r"(?:do|done|fared?|perform(?:ed)?|come out|get on)\b"
    r"(?= (?:in|at|for|on|when|under|overall)\b|\W*$)"
    r"|\bhow (?:was|were|is|are) (?:[\w'-]+ ){1,8}?(?:marked|scored)\b"
)
_GIVEN = re.compile(
    r"\bwhat (?:mark )?(?:did|does|has|have|was|were)\b.{0,60}"
    r"\b(?:gets?|got|give|gave|given|achieved?|received?|award(?:ed)?|earn(?:ed)?)\b.{0,30}\b(?:for|on|in)\b"
)
"""Asks for a grade where it says nothing besides and a measure follows: "What did Hull get for staffing?"."""
_NOT_RATED = re.compile(
    r"\b(?:gcse|exam|school|pupils?|credit|a-level|graded care profile|rag|green)\b|\bgrade [1-9]|\bscale\b"
    r"|\b(?:could|can|may|might)\b.{0,30}\b(?:give|given)\b"
    r"|\b(?:why|reasons?|grounds|how come|even though|despite|weakness\w*|gaps?)\b"
    r"|\b(?:previous(?:ly)?|preceding|former(?:ly)?|earlier|last time|predecessor|used to|top[- ]rated)\b"
    r"|\b(?:top|better|good|damning|failing) (?:grade|rating|verdict|judgement)\b"
)
_EVERYDAY = re.compile(
    r"\b(?:a|according|an|and|are|as|at|been|being|by|did|do|does|each|every|for|from|gave|get|given|give|got|had|has|have|how|in|is"
    r"|it|its|of|on|or|over|receive|received|since|so|than|that|the|their|there|they|this|to|was|were|what|when|which|will"
    r"|with|list|show|tell|me|please|now|currently|current|latest|last|previous|time|year|years|s"
    r"|inspect\w*|report\w*|ofsted|hmip|hmi|probation|service\w*|council\w*|authorit\w*|borough\w*|count(?:y|ies)"
    r"|cit(?:y|ies)|local|area\w*|team\w*|youth|offending|justice|yos|yjs|yot|children|children's|social|care|department"
    r"|place\w*|kids|dealt|overall|rat\w+|marked|scored|grad\w+|judg\w*|verdict|mark|recommend\w*|make|made|makes|all|main|key"
    r"|well|badly|be|do|doing|done|fare\w*|perform\w*|get on|come|came|away|out|between|achieved?|award\w*|earn(?:ed)?"
    r"|ended|up|land(?:ed)?|obtain(?:ed)?|secured?|handed|leave|left"
    r"|published|publication|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\d+)\b"
)
"""Words that leave "overall" as what is asked for; any other ("the response to radicalisation") asks for more."""
_SINGLED_OUT = re.compile(
    r"^\W*(?:how many|which|what|list|show|name|was|were|is|are|did|has|have|all|every|average)\b"
)
_SHARE = re.compile(
    r"\b(?:percentages?|per ?cent|share|proportion|how many (?:of the )?(?:\w+ ){0,3}cases|in how many)\b|%"
)
_COUNTED = re.compile(
    r"\b(?:many|much|number|totals?|rates?|per|per cent|percentages?|share|proportion|population|most|fewest|highest"
    r"|lowest|average|mean|there|subject|to|under|with|among|kids|young people|youngsters|being|live\w*|living|children"
    r"|people|caseloads?|cases?|files?|offenders?|known|supervis\w*|work\w*|aged?|year-olds?|years?|old|comes?|from"
    r"|background\w*|heritage|groups?|ethnic\w*|belong|make up|survey\w*|interview\w*|examin\w*|sampl\w*|selected|look"
    r"|points?|scor\w+|reach\w*|manage|exact\w*|proven|binary|periods?|cover\w*|stands?|level|set|figures?|national\w*"
    r"|england|wales|country|whole|across|against|above|below|compar\w+|higher|lower|more|fewer|better|worse|gone|went"
    r"|largest|biggest|smallest|going|up|down|two|them|one|register|designed|lead|altogether|then|no|less|least|over|minimum|maximum|exceed\w*)\b"
)
"""Words beside what is counted that ask for nothing more."""
_ENOUGH = re.compile(
    r"\b(?:enough|sufficient\w*|properly|strong\w*|satisfactor\w*|effective\w*|pa(?:y|id)|attention|attend\w*|analys\w*"
    r"|support\w*|assess\w*|plan\w*|review\w*|deliver\w*|interventions?|work\w*|deal|focus\w*|address\w*|consider\w*"
    r"|cases?|files?|court|post-court|disposals?|carry|children|people|where|whose|who|count\w*|right)\b"
)
"""Words beside a standard and what it is to achieve that ask for nothing more than in how many cases it did."""
_DENIED = re.compile(
    r"\b(?:not|no|never|without|wrong\w*|fail\w*|poor\w*|weak\w*|lack\w*|too (?:little|few)|insufficient\w*"
    r"|inadequate\w*|unsatisfactory|miss(?:ed|ing))\b|n't\b"
)
"""Asks for the rest of what was counted, or for something else."""
_NAME = re.compile(r"(?<=\S )[A-Z][a-z][\w'’-]*")
_OF_SOME = re.compile(r"(?<![\d,.])\d{1,2}(?![\d,.])")
"""An age: a share of all is none of the people of that age."""
_OTHER_TIME = re.compile(r"\b(?:year|time|quarter|report) (?:before|earlier)\b|\bpreced|\bprevious|\blast year\b")
"""Asks for a figure of another time than the document's own."""
_GROUP = re.compile(
    r"\b(?:girls?|boys?|females?|males?|black|asian|minority|ethnic|gyps\w+|roma|travellers?|victims?|parents?|carers?)\b"
)
"""A figure of all is none of one of them."""
_LED = re.compile(
    r"\b(?:who|whom?|which inspector)\b (?:\w+ ){0,2}?(?:led|headed|was leading|was in charge of) "
    r"(?:[\w'-]+ ){0,6}?(?:inspection|inspectors|visit)\b"
    r"|\bwho (?:led|headed) (?:the (?:team|work) (?:behind|on|for) )?(?:the|this) (?:joint )?(?:thematic|report)\b"
    r"|\bwho (?:led|headed|ran) (?:the )?(?:ofsted|hmip?|hmi probation|inspectorate)(?:'s)? (?:inspection )?team\b"
    r"|\bwhich inspector\b.{0,30}\bled\b|\b(?:lead|reporting) inspector\b"
)
_CHIEF = re.compile(r"\b(?:who|name)\b.{0,40}\bchief inspector\b")
_ARTICLE = r"(?:[\w'-]+ ){0,3}?(?:article|story|piece|news|paper|coverage)\b(?! (?:of|that)\b)"
_WROTE = re.compile(
    rf"\bwho (?:wrote|penned) (?:the|this|that) {_ARTICLE}|\bwho (?:is|was) the author of (?:the|this|that) {_ARTICLE}"
    r"|\b(?:which|what) (?:reporter|journalist) (?:wrote|covered)\b|\bname of the (?:reporter|journalist)\b"
    r"|\bby-?line\b"
)
_PICTURED = re.compile(
    r"\bwho (?:took|shot) (?:the|this|that|these|its) (?:[\w'-]+ ){0,2}?(?:pictures?|photos?|photographs?|images?)\b"
    r"(?! of (?:an?|him\w*|her\w*|them\w*|child\w*|the child\w*)\b)"
    r"|\bwho (?:is|was) the photographer\b|\bpicture credit\b"
)
_WHEN = r"\b(?:when|(?:what|which) (?:dates?|day|month|year)|date|dates|how long)\b"
_VISIT = r"\b(?:inspection|inspectors?|fieldwork|inspected|visit|review)\b"
_BEGAN = re.compile(
    rf"{_WHEN}.*{_VISIT}.*\b(?:begin|began|begun|start|started|commence\w*|arrive\w*)\b|\binspection start date\b"
)
_ENDED = re.compile(
    rf"{_WHEN}.*{_VISIT}.*\b(?:finish\w*|end|ended|conclude\w*|complete\w*|leave|left)\b|\binspection end date\b"
)
_TOOK_PLACE = re.compile(
    rf"{_WHEN}.*\b(?:was|were|did)\b.*"
    r"\b(?:inspected|inspection (?:take|took) place|inspectors (?:visit|come|go (?:in|into|to)|arrive)"
    r"|fieldwork take place|inspect)\b"
    rf"|{_WHEN}.*\b(?:was|were) (?:the )?inspectors (?:in|at|there|on site)\b(?: [\w'-]+){{0,3}}\W*$"
    rf"|{_WHEN}.*\binspection dates?\b|\binspection dates\b"
)
_PAPER = (
    r"(?:reports?|inspection|findings|results|letter|article|news|story|judgement"
    r"|release(?! of (?!the (?:report|findings)\b)))"
)
_OF_ITSELF = r"(?!.*\b(?:sa(?:y|ys|id)|recommend\w*|f(?:ind|ound)|tells?|told|that|whether|if)\b)"
"""A report that says when something else came out is not asked for its own date."""
_ITS_DATE = r"(?:publication|release) date|date of (?:publication|release|issue)"
_PUBLISHED = re.compile(
    rf"{_WHEN}.*\b{_PAPER}\b{_OF_ITSELF}.*"
    r"\b(?:published|publish|released|issued|come out|came out|appear(?:ed)?|publication|put (?:out|online)|dated"
    r"|(?:made|make|go|went|be) public|(?:go|went) live|available(?: online| to (?:read|all|the public))?(?=\W*$))\b"
    rf"|{_WHEN} could (?:people|you|we|anyone|anybody|readers|the public) (?:first )?(?:read|see|download)\b"
    rf".*\b{_PAPER}\b"
    rf"|\b(?:{_ITS_DATE})(?:\W*$| (?:of|for) (?:[\w'-]+ ){{0,5}}{_PAPER}\b)"
)
"""A plan or a strategy has a date of publication, too, which is not the document's own."""
_ASKS_OTHER = re.compile(
    r"^\W*(?:who|whom|whose|what|why|how|where|which)\b(?!.{0,30}\b(?:dates?|day|month|year|long)\b)"
)
"""Asks for something else, and says when it was so: "Who was in charge when the report came out?"."""
_RECOMMENDED = re.compile(r"\b(?:recommendations?|recommended|recommend)\b")
_BESIDE = 2
"""A rating is asked for with at most so many words beside it: more ask for something about it."""
_YES_NO = re.compile(r"\W*(?:did|do|does|has|have|had|is|are|was|were|can|could|will|would)\b")


def match(question: str) -> tuple[str, ...]:
    """Return the ids of the measures whose value a question asks for, the likeliest reading first; empty for none.

    A rating asked for without saying of what is the overall one, provided that the question holds nothing else but
    names; so places in lower case are best taken out before. A measure of several frameworks comes with the ids of all;
    the rows of a document decide which of them it has.
    """
    words = fold(question)
    for found in (_person_or_date(words), _figure(words, question), _share(words), _rating(words, question)):
        if found:
            return tuple(dict.fromkeys(found))
    return ("recommendation",) if _RECOMMENDED.search(words) and nothing_else(question) else ()


def _person_or_date(words: str) -> tuple[str, ...]:
    if _LED.search(words):
        return ("lead-inspector",)
    if _CHIEF.search(words):
        return ("chief-inspector",)
    for pattern, measure in ((_WROTE, "author"), (_PICTURED, "picture")):
        if pattern.search(words):
            return (measure,)
    began, ended = bool(_BEGAN.search(words)), bool(_ENDED.search(words))
    if began or ended:
        return ("inspection-start",) * began + ("inspection-end",) * ended
    if _PUBLISHED.search(words) and not _RATED.search(words) and not _ASKS_OTHER.search(words):
        return ("published",)
    if _TOOK_PLACE.search(words) and not _ASKS_OTHER.search(words):
        return ("inspection-start", "inspection-end")
    return ()


def _figure(words: str, question: str) -> tuple[str, ...]:
    """Return the figures asked for, provided that the question says nothing that they leave out."""
    names = set(re.findall(r"[a-z]{2,}", fold(" ".join(_NAME.findall(question)))))
    besides = ((one, _EVERYDAY.sub(" ", _COUNTED.sub(" ", rest))) for one, rest in _figures(words))
    found = [one for one, left in besides if names.issuperset(re.findall(r"[a-z]{2,}", left))]
    # "out-of-court disposals" holds the words for court disposals, too.
    return tuple(one for one in found if f"out-of-{one}" not in found)


def _figures(words: str) -> Iterator[tuple[str, str]]:
    """Yield the figures that folded words name, and what these say besides."""
    if _OTHER_TIME.search(words):
        return
    of_a_group = _GROUP.search(words) is not None
    of_a_standard = any(one != DEFAULT for mention in measures.mentioned(words) for one in mention.measures)
    for entry in (*catalogue()["figures"], *catalogue()["rates"]):
        named = _asked(tuple(entry["asked"])).search(words)
        if named is None or not re.search(entry["cue"], words) or of_a_group or (of_a_standard and entry.get("whole")):
            continue
        if not (entry.get("exact") and (rated(words) or measures.grades_in(words))):
            yield entry["id"], re.sub(rf"\b(?:th[eo]se )?{re.escape(named[0])}\b", " ", words)
    if re.search(r"\b(?:caseload|share|proportion|percentage|per ?cent)\b", words):
        yield from _caseload(words)


def _caseload(words: str) -> Iterator[tuple[str, str]]:
    """Yield the shares of the caseload that folded words name; those of two sorts (girls of 14) are in no table."""
    named = [
        (f"{entry['id']}.{column.replace(' ', '-')}", found[0], entry["id"])
        for entry in catalogue()["shares"]
        for column, asked in zip(entry["columns"], entry["asked"], strict=True)
        if (found := re.search(rf"\b(?:{asked})\b", words))
    ]
    rest = words
    for _, phrase, _ in named:
        rest = re.sub(rf"\b{re.escape(phrase)}\b", " ", rest)
    if len({sort for _, _, sort in named}) == 1 and not _GROUP.search(rest) and not _OF_SOME.search(rest):
        yield from ((one, rest) for one, _, _ in named)


def _share(words: str) -> tuple[str, ...]:
    """Return the shares of cases asked for; a question that names no standard must hold nothing else."""
    if _DENIED.search(words):
        return ()
    rest = _SHARE.sub(" ", words)
    for topic in (topic for known in frameworks() for topic in known.topics):
        rest = topic.asked.sub(" ", rest)
    named = any(one != DEFAULT for mention in measures.mentioned(words) for one in mention.measures)
    return _shares(words) if len(_left_over(_ENOUGH.sub(" ", rest))) <= named else ()


def _shares(words: str) -> tuple[str, ...]:
    """Return the shares of cases that folded words may be about: of every standard where none is named."""
    if not _SHARE.search(words):
        return ()
    topics = [topic for known in frameworks() for topic in known.topics if topic.asked.search(words)]
    standards = [one for mention in measures.mentioned(words) for one in mention.measures if one != DEFAULT]
    within_domains = measures.domains(words)
    standards = standards or [
        one
        for one, domain in measures.domain_of().items()
        if domain and (not within_domains or domain in within_domains)
    ]
    return tuple(f"{standard}.{topic.id}" for topic in topics for standard in standards)


def told_of(clause: str) -> tuple[str, ...]:
    """Return the ids of the figures that a clause of a text may state, whatever else it says."""
    words = fold(clause)
    return tuple(dict.fromkeys([one for one, _ in _figures(words)] or _shares(words)))


def _rating(words: str, question: str) -> tuple[str, ...]:
    singled_out = _SINGLED_OUT.search(words) is not None and telling(words)
    found = [one for mention in measures.mentioned(words) for one in mention.measures]
    specific = [one for one in found if one != DEFAULT]
    of_part = bool(specific or measures.domains(words))
    given = of_part and _GIVEN.search(words) is not None and nothing_else(re.sub(r"\bstandards?\b", "", question))
    if _NOT_RATED.search(words) or not (rated(words) or singled_out or given):
        return ()
    if specific and not re.search(r"\boverall (?:\w+ )?and\b|\band (?:the )?overall\b", words):
        return tuple(specific) if len(_left_over(question)) <= (1 if _YES_NO.match(words) else _BESIDE) else ()
    if not found and measures.domains(words):
        return measures.of_domains(words)
    if found:
        return tuple(found)
    return (DEFAULT,) if rated(words) and nothing_else(question) else ()


@cache
def _asked(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{measures.longest_first(phrases)})\b")


def rated_in(question: str) -> frozenset[str]:
    """Return the families of inspection that rate what a question asks the rating of; empty when it asks for none."""
    return frozenset[str]().union(*map(measures.families, match(question)))


def nothing_else(question: str) -> bool:
    """Return whether a question holds only everyday words, names in capitals, measures and grades."""
    return not _left_over(question)


def _left_over(question: str) -> list[str]:
    """Return what of a question is neither an everyday word, a name in capitals, a measure, a grade nor a domain."""
    rest = re.sub(r"[A-Z][\w'-]+", " ", question[:1].lower() + question[1:].replace("’", "'"))
    rest = measures.any_phrase().sub(" ", measures.any_grade().sub(" ", measures.any_domain().sub(" ", fold(rest))))
    return re.findall(r"[a-z]{2,}", _EVERYDAY.sub(" ", rest))


def rated(words: str) -> bool:
    """Return whether folded words speak of rating."""
    return _RATED.search(words) is not None


def telling(words: str) -> bool:
    """Return whether folded words name a grade that says by itself that ratings are meant."""
    return bool(measures.telling().intersection(measures.grades_in(words)))


def without_everyday(words: str) -> str:
    """Return folded words without measures, grades, domains and everyday words."""
    for pattern in (measures.any_phrase(), measures.any_grade(), measures.any_domain(), _EVERYDAY):
        words = pattern.sub(" ", words)
    return words
