"""Ten assistants, each broken in its own way, to see that the evaluation notices."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.evaluation.small_library import LightAssistant
from yosqa.answering.conversation import Conversation
from yosqa.model import Answer, Citation, Ranking

Change = Callable[[LightAssistant, Answer], Answer]


class Mutant:
    """An assistant whose answers are changed after they were verified."""

    def __init__(self, assistant: LightAssistant, change: Change) -> None:
        self._assistant, self._change = assistant, change

    def converse(self, question: str, conversation: Conversation | None = None) -> tuple[Answer, Conversation]:
        answer, conversation = self._assistant.converse(question, conversation)
        return self._change(self._assistant, answer), conversation

    def search(self, question: str, k: int = 10) -> Ranking:
        return self._assistant.search(question, k)


def _each_citation(change: Callable[[LightAssistant, Citation], Citation]) -> Change:
    return lambda assistant, answer: replace(
        answer, citations=tuple(change(assistant, citation) for citation in answer.citations)
    )


def _shift(_: LightAssistant, citation: Citation) -> Citation:
    return replace(citation, start=citation.start + 1, end=citation.end + 1)


def _wrong_page(_: LightAssistant, citation: Citation) -> Citation:
    return replace(citation, page=citation.page + 1, page_label=str(citation.page + 1))


def _trim(_: LightAssistant, citation: Citation) -> Citation:
    """Cut the last word off; what is left stands in the page, with the right offsets."""
    kept = citation.quote.rsplit(" ", 1)[0]
    return replace(citation, quote=kept, end=citation.start + len(kept), highlights=())


def _drop_citations(_: LightAssistant, answer: Answer) -> Answer:
    return replace(answer, statements=tuple(replace(s, citations=()) for s in answer.statements))


def _always_answer(assistant: LightAssistant, answer: Answer) -> Answer:
    return assistant.ask("What was the overall rating of Kent Youth Justice Service?") if answer.abstained else answer


def _always_abstain(_: LightAssistant, answer: Answer) -> Answer:
    return Answer(answer.question, answer.understood_as, True, "nothing is known", 0.0)


def _most_similar(assistant: LightAssistant, answer: Answer) -> Answer:
    """Answer the question of whichever place, as one that looks only at how alike passages are."""
    return assistant.ask(re.sub(r"\b(?:Leeds|Derby)\b", "Kent", answer.question))


def _stale(_: LightAssistant, answer: Answer) -> Answer:
    """Answer from a version of the document that is no more: its offsets and words are those of then."""
    return replace(
        answer,
        citations=tuple(
            replace(c, document_id="0" * 16, quote=c.quote.replace("good", "adequate")) for c in answer.citations
        ),
    )


def _swap_markers(_: LightAssistant, answer: Answer) -> Answer:
    markers = {c.marker: c.marker % len(answer.citations) + 1 for c in answer.citations}
    return replace(
        answer,
        statements=tuple(replace(s, citations=tuple(markers[m] for m in s.citations)) for s in answer.statements),
    )


def _round_numbers(_: LightAssistant, answer: Answer) -> Answer:
    def rounded(text: str) -> str:
        return re.sub(r"\d+", lambda found: str(round(int(found[0]), -1)), text)

    return replace(answer, statements=tuple(replace(s, text=rounded(s.text)) for s in answer.statements))


MUTANTS: dict[str, tuple[Change, str]] = {
    "shifted offsets": (_each_citation(_shift), "quotation"),
    "wrong page": (_each_citation(_wrong_page), "place"),
    "dropped citations": (_drop_citations, "citation recall"),
    "always answers": (_always_answer, "abstention recall"),
    "always abstains": (_always_abstain, "abstention precision"),
    "most similar report": (_most_similar, "document"),
    "stale cache": (_stale, "attribution"),
    "swapped markers": (_swap_markers, "citation precision"),
    "rounded numbers": (_round_numbers, "atoms"),
    "quotation trimmed": (_each_citation(_trim), "whole"),
}
"""How the assistant is broken, and the layer that is there to notice."""
