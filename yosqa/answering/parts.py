"""Two questions in one: "Who led the inspection and what was the rating?" is asked as two and answered once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yosqa.answering.compose import FACT_WORDS, STATEMENTS
from yosqa.answering.cues import Asked
from yosqa.answering.question import Question
from yosqa.model import Answer, Citation, Statement

_VERB = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|led|made|said|wrote|chaired|published"
    r"|needs?|needed)\b"
)
_SUBJECT = r"(?:i|it|they|he|she|we|you|this|that|these|those|the|an?|its|their|his|her|our)\b"
"""What follows the question word of a clause that is no question: "and what they need"."""
_TWO = re.compile(
    rf"""^(?P<one>\W*(?:who|what|when|where|why|which|how|is|are|was|were|do|does|did|has|have|had)\b.{{12,}}?)[,;?]*
    \s+and\s+(?:also\s+|then\s+)?
    (?P<other>(?:(?:who|what|when|where|why|how)\s+{_VERB}
              |(?:which|what|how\s+(?:many|much|often|long|well|big))\s+(?!{_SUBJECT})(?:[\w'’-]+\s+){{1,3}}?{_VERB}).+)$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_FEWEST = 3
"""Words in a question that can be asked alone: "What helps and what hinders ...?" is one question."""


def halves(text: str) -> tuple[str, str] | None:
    """Return the two questions that ``text`` asks; None where it asks one.

    >>> halves("Who led the inspection of Essex and what was the rating?")
    ('Who led the inspection of Essex?', 'What was the rating?')
    >>> halves("What did they say about how staff work and what they need?")
    """
    match = _TWO.match(text)
    if match is None or min(len(match["one"].split()), len(match["other"].split())) < _FEWEST:
        return None
    other = match["other"].rstrip(" ?.!")
    return f"{match['one'].rstrip(' ?.!,;')}?", f"{other[0].upper()}{other[1:]}?"


def join(parts: Sequence[tuple[Question, Answer]]) -> Answer:
    """Return one answer to both questions; a half that is not answered is named in its coverage.

    It is as sure as the less sure half, and within the word limit of a single fact where both halves are facts.
    """
    told = [(question, answer) for question, answer in parts if not answer.abstained]
    withheld = "; ".join(answer.withheld for _, answer in parts if answer.withheld)
    citations: dict[Citation, Citation] = {}
    if not told:
        for _, answer in parts:
            for citation in answer.nearest:
                _marker(citation, citations)
        reason = "; ".join(dict.fromkeys(str(answer.reason) for _, answer in parts))
        return replace(
            parts[0][1],
            reason=reason,
            nearest=tuple(citations.values()),
            withheld=withheld,
            corrects=all(answer.corrects for _, answer in parts),
        )
    kept = [list(answer.statements) for _, answer in told]
    if all(question.asked is not Asked.LIST for question, _ in told):
        _shorten(kept)
    made: list[Statement] = []
    for (_, answer), statements in zip(told, kept, strict=True):
        by_marker = {citation.marker: citation for citation in answer.citations}
        for statement in statements:
            markers = tuple(_marker(by_marker[marker], citations) for marker in statement.citations)
            made.append(replace(statement, citations=markers))
    refused = [f"{question.text} Not answered: {answer.reason}" for question, answer in parts if answer.abstained]
    return Answer(
        " ".join(question.text for question, _ in parts),
        " · ".join(answer.understood_as for _, answer in parts),
        abstained=False,
        reason=None,
        confidence=min(answer.confidence for _, answer in told),
        statements=tuple(made),
        citations=tuple(citations.values()),
        coverage="; ".join([*(answer.coverage for _, answer in told if answer.coverage), *refused]),
        withheld=withheld,
    )


def _shorten(kept: list[list[Statement]]) -> None:
    """Take the last quotations off until both halves fit; tables, which have more statements, stay whole."""
    while sum(len(statement.text.split()) for statements in kept for statement in statements) > FACT_WORDS:
        longest = max((s for s in kept if 1 < len(s) <= STATEMENTS), key=len, default=None)
        if longest is None:
            return
        longest.pop()


def _marker(citation: Citation, citations: dict[Citation, Citation]) -> int:
    """Return the marker of a citation in the joined answer; the same quotation keeps one marker."""
    unmarked = replace(citation, marker=0)
    return citations.setdefault(unmarked, replace(citation, marker=len(citations) + 1)).marker
