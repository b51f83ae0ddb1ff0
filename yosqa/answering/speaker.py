"""Answer "who said that?": whoever is named as the speaker beside the quotation, or the document itself."""

from __future__ import annotations

from collections.abc import Sequence

from yosqa.answering import compose, cues
from yosqa.answering.question import Question
from yosqa.answering.sources import Sources
from yosqa.answering.units import Unit, UnitKind
from yosqa.grounding import plain, quoted
from yosqa.model import Answer, Citation, Span, Statement

_REACH = 4
"""A speaker is named at most this many sentences before the words, or in the one after them."""
_NAMED = 0.8
_UNNAMED = 0.6


def answer(question: Question, said: Citation, sources: Sources) -> Answer:
    """Return who said the cited words, or abstain when they are no longer there.

    Args:
        question: As read.
        said: The quotation that the question points at.
        sources: Where it stands.
    """
    try:
        document = sources.document(said.document_id)
    except KeyError:  # the index has been brought up to date since
        reason = f"{said.path}, which was quoted, has changed since or is gone"
        return Answer(question.text, question.describe(), True, reason, 0.0)
    citations = compose.Citations(sources)
    beside = _beside(said, sources.units(said.document_id))
    speaker = next((unit for unit in beside if cues.SPEAKS.search(unit.text)), None)
    if speaker is not None:
        span, context, sure = speaker.span, "", _NAMED
    else:
        context = f"[{plain(document.title)}, in its own words] "
        span, sure = Span(said.page, said.start, said.end), _UNNAMED
    citation = citations.cite(document, span)
    statement = Statement(context + quoted(citation.quote), (citation.marker,))
    return Answer(question.text, question.describe(), False, None, sure, (statement,), citations.all())


def _beside(said: Citation, units: Sequence[Unit]) -> list[Unit]:
    """Return the sentences around a quotation, nearest first: itself, the one after it, those before it."""
    sentences = [unit for unit in units if unit.kind is not UnitKind.LIST]
    at = next(
        (
            n
            for n, u in enumerate(sentences)
            if u.span.page == said.page and u.span.start < said.end and said.start < u.span.end
        ),
        None,
    )
    if at is None:
        return []
    return [sentences[at], *sentences[at + 1 : at + 2], *reversed(sentences[max(0, at - _REACH) : at])]
