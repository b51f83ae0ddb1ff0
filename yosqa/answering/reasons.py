"""What "Why?" means after an answer, and which evidence gives a reason for it: what only says it again gives none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yosqa.answering import cues
from yosqa.ledger import Figure, asking, measures
from yosqa.ledger.text import fold
from yosqa.model import Answer, Citation

if TYPE_CHECKING:
    from yosqa.answering.evidence import Evidence
    from yosqa.answering.question import Question
    from yosqa.answering.units import Unit

HOW_MANY = re.compile(r"\bhow (?:many|much|often|long|well|far|big|large)\b", re.I)
_WHY = re.compile(
    r"^\W*(?:and |but )?(?:why|how come|why (?:is|was) (?:that|this|it)|for what reason|why not"
    r"|why (?:so|such|that|this) \w+(?: \w+)?)\W*$",
    re.I,
)
_WHY_SO = re.compile(r"(?<=why )(?:so|such|that|this) \w+(?: \w+)?", re.I)
"""What "Why so few?" asks the reason of."""
_WHY_SUCH = re.compile(
    r"^\W*(?:and |but )?(?:why|how come) (?:\w+ )?(?:it|that|this|they|that one|the (?:rating|grade))"
    r"(?: (?:get|be|do|only))*"
    r"(?: (?:given|rated))?(?: so)? (?:low|bad|poor|high|good|well|badly|lower|higher|worse|better|that|one)\W*$",
    re.I,
)
"""Asks the reason of a rating: "Why was that one lower?"."""
_HOW_WAS = re.compile(r"^\W*how (?P<be>was|is|were|are) (?P<what>.+?)(?: (?:rated|judged|graded|doing))?\W*$", re.I)
_YES_NO = re.compile(r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.I)
_CIRCUMSTANCE = re.compile(
    r"^\W*(?:(?:since )?when|(?P<where>where)"
    r"|(?:(?:in|on|by|at) )?(?:what|which) (?:\w+ )?(?:year|month|day|date|place|stage))"
    r" (?=(?:is|are|was|were|do|does|did|has|have|had|will|would|should)\b)",
    re.I,
)
"""Asks for the time or the place of something that was done, and that may have a reason."""
_SINCE_THEN = re.compile(
    r"\bsince (?=then\b|when\b|(?!(?:\w+ ){1,2}(?:was|were|is|are|has|had|have|did|does)\b)"
    r"(?:(?!nothing|anything|everything)[a-z]+ing"
    r"|(?:(?:its|their|his|her|the|that|this|our) )?(?:[\w’'-]+ ){0,2}?(?:inspections?|visits?|reviews?|reports?)"
    r"|(?:(?:early|late|mid) )?(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|(?:19|20)\d\d))\b)",
    re.I,
)
"""A time, and no reason."""
_MORE = 8
"""Words that a unit must have beyond what was quoted of it, to tell more than that."""
_GAP = 4
"""So many characters may stand between two sentences."""
_POINTS_BACK = re.compile(
    r"^(?:again,? |in part,? |mainly,? )?(?:this|these|that|it|they|the reasons?|because)\b", re.I
)


def asked(text: str, last: Question, answer: Answer) -> str:
    """Return the question that "Why?" means, or ``""`` where a question says itself what it wants the reason of.

    Of a rating it means why that was given; of anything else, what was asked last, with "why" for its question word.

    Args:
        text: The follow-up.
        last: What was asked last.
        answer: What was answered.
    """
    alone, such = _WHY.match(text), _WHY_SUCH.match(text)
    if not (alone or such):
        return ""
    before = last.text
    own = _WHY_SO.search(text) if alone else None
    if alone and HOW_MANY.search(before):
        return f"Why {_lower(' '.join(HOW_MANY.sub(own[0] if own else '', before).split()))}"
    if own:
        return f"Why {own[0]}: {before}"
    told = [grade for s in answer.statements[:1] for grade in measures.grades_in(fold(s.text))]
    if len(told) == 1 and last.places:
        measure = next(iter(asking.match(last.placeless)), "")
        if measure and measures.kind_of(measure) is Figure.RATING:
            return f"Why was {_name_of(measure)} rated {told[0]}?"
        if how := _HOW_WAS.match(before):
            return f"Why {how['be'].lower()} {how['what']} {told[0]}?"
    if such:
        return ""
    if _YES_NO.match(before):
        return f"Why {_lower(before)}"
    if when := _CIRCUMSTANCE.match(before):
        there = " there" if when["where"] else ""
        return f"Why {_lower(before[when.end() :].rstrip('?. '))}{there}?"
    return f"Why: {before.rstrip('?. ')}?"


def only_asks_why(text: str) -> bool:
    """Return whether a follow-up asks the reason of what came before, and nothing else."""
    return bool(_WHY.match(text) or _WHY_SUCH.match(text))


def _name_of(measure: str) -> str:
    """Return what a question calls a measure of which a rating was given."""
    return "the service" if measure == measures.DEFAULT else measures.name_of(measure).rpartition(": ")[2].lower()


def _lower(text: str) -> str:
    """Return a question as it goes on after a word: its first letter small."""
    return text[:1].lower() + text[1:]


def beside(found: Sequence[Evidence], told: Answer) -> list[Evidence]:
    """Return evidence for why what was told is so, best first.

    What goes on from the first quotation comes first, what only repeats a quotation is left out.

    Args:
        found: Best first.
        told: The answer that a reason is asked of.
    """
    kept = [e for e in found if not any(_repeats(e.unit, citation) for citation in told.citations)]
    ahead = [e for e in kept if any(_goes_on(e.unit, citation) for citation in told.citations[:1])]
    best = max((e.score for e in kept), default=0.0)
    return [*(replace(e, score=best) for e in ahead), *(e for e in kept if e not in ahead)]


def _repeats(unit: Unit, citation: Citation) -> bool:
    return _overlaps(unit, citation) and not (_tells_more(unit, citation) or _gives_reason(unit.text))


def _gives_reason(text: str) -> bool:
    return cues.CAUSE.search(_SINCE_THEN.sub(" ", text)) is not None


def _goes_on(unit: Unit, citation: Citation) -> bool:
    """Return whether a unit is what was quoted and more, or the sentence after it that says why."""
    if _overlaps(unit, citation):
        return _tells_more(unit, citation)
    points_back = unit.back is not None or _POINTS_BACK.match(unit.text)
    return bool(points_back and _gives_reason(unit.text)) and _follows(unit, citation)


def _overlaps(unit: Unit, citation: Citation) -> bool:
    return unit.document_id == citation.document_id and any(
        span.page == citation.page and span.start < citation.end and citation.start < span.end for span in unit.spans
    )


def _tells_more(unit: Unit, citation: Citation) -> bool:
    return len(unit.spans) == 1 and unit.word_count >= len(citation.quote.split()) + _MORE


def _follows(unit: Unit, citation: Citation) -> bool:
    """Return whether a unit begins where a quotation ends, but for white space and marks of lists or notes."""
    gap = unit.span.start - citation.end
    return unit.document_id == citation.document_id and unit.span.page == citation.page and 0 <= gap <= _GAP
