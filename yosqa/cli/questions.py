"""Commands that answer: ``ask`` and ``search``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from yosqa import contract
from yosqa.assistant import Assistant
from yosqa.cli import output
from yosqa.cli.session import configure
from yosqa.errors import ExitCode, SettingsError

if TYPE_CHECKING:
    from yosqa.model import Answer

STANDARD_INPUT = "-"
_EXPLAINED = 5
"""Passages that an explanation names."""


def ask(options: Namespace) -> int:
    """``yosqa ask``: exits with 1 when no question has a supported answer."""
    if options.conversation and not _from_input(options):
        raise SettingsError("--conversation needs questions on standard input.", hint="Try: yosqa ask - --conversation")
    questions = _questions(options)
    workspace, settings = configure(options)
    with Assistant.open(workspace, settings) as assistant:
        _note_changes(assistant, options.quiet)
        answered = False
        for answer in answers(assistant, questions, conversation=options.conversation):
            answered |= not answer.abstained
            if options.json:
                output.json_line(contract.answer(answer))
            else:
                show(answer, numbered=_from_input(options))
            if options.explain:
                explain(assistant, answer)
    return ExitCode.DONE if answered else ExitCode.NO_ANSWER


def search(options: Namespace) -> int:
    """``yosqa search``: exits with 1 when no question finds anything."""
    questions = _questions(options)
    workspace, settings = configure(options)
    with Assistant.open(workspace, settings) as assistant:
        _note_changes(assistant, options.quiet)
        paths = {document.id: document.path for document in assistant.documents()}
        found = False
        for question in questions:
            ranking = assistant.search(question, options.k)
            found |= bool(ranking.hits)
            if options.json:
                output.json_line(contract.ranking(ranking, paths))
            else:
                output.ranking(ranking, paths)
    return ExitCode.DONE if found else ExitCode.NO_ANSWER


def answers(assistant: Assistant, questions: Iterator[str], *, conversation: bool) -> Iterator[Answer]:
    """Answer each question as it comes, alone or as turns of one conversation."""
    past = None
    for question in questions:
        answer, so_far = assistant.converse(question, past)
        if conversation:
            past = so_far
        yield answer


def lines() -> Iterator[str]:
    """The questions on standard input; empty lines are none."""
    for line in sys.stdin:
        if question := line.strip():
            yield question


def show(answer: Answer, *, numbered: bool) -> None:
    """Print an answer; among several, with its question above it and a line below."""
    if numbered:
        output.line(f"> {output.printable(answer.question)}")
    output.answer(answer)
    if numbered:
        output.line()


def explain(assistant: Assistant, answer: Answer) -> None:
    """Say how an answer came about: how it was understood, the best passages in scope, confidence and time."""
    output.say(f"understood as: {answer.understood_as}")
    paths = {document.id: document.path for document in assistant.documents()}
    for hit in assistant.search(answer.understood_as, _EXPLAINED).hits:
        output.say(f"passage {hit.rank}: {paths[hit.passage.document_id]}, page {hit.passage.page} ({output.why(hit)})")
    threshold = assistant.settings.answers.confidence
    output.say(f"confidence: {answer.confidence:.2f}; below {threshold:.2f} nothing is answered")
    for stage, milliseconds in answer.timings_ms.items():
        output.say(f"{stage}: {milliseconds:.0f} ms")


def _questions(options: Namespace) -> Iterator[str]:
    if _from_input(options):
        return lines()
    question = " ".join(options.question).strip()
    if not question:
        raise SettingsError("The question is empty.", hint='Try: yosqa ask "Who led the inspection?"')
    return iter([question])


def _from_input(options: Namespace) -> bool:
    return bool(options.question == [STANDARD_INPUT])


def _note_changes(assistant: Assistant, quiet: bool) -> None:
    assistant.documents()  # Where there is no index the error says so, and need not be said twice.
    if not quiet and assistant.needs_refresh():
        output.note("corpus/ has changed since it was indexed. Bring the index up to date with: yosqa index")
