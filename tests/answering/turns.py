"""Conversations that follow-ups are put to."""

from __future__ import annotations

from dataclasses import replace

from yosqa.answering.conversation import Conversation, carry
from yosqa.answering.question import read
from yosqa.metadata.places import gazetteer
from yosqa.model import Answer, Citation, Kind, Statement

PLACES = gazetteer()
ANSWER = Answer("", "", True, "nothing", 0.0)


def after(*questions: str) -> Conversation:
    conversation = Conversation()
    for text in questions:
        conversation = conversation.then(carry(read(text, PLACES), conversation, PLACES).question, ANSWER)
    return conversation


def told(question: str, answer: str, published: str) -> Conversation:
    citation = Citation(1, "d", "", "d.md", Kind.REPORT, published, 1, "1", "", 1, 0, len(answer), answer)
    stated = replace(ANSWER, abstained=False, statements=(Statement(f"“{answer}”", (1,)),), citations=(citation,))
    return Conversation().then(read(question, PLACES), stated)
