"""``yosqa`` alone: the chat on a terminal, questions a line each without one."""

from __future__ import annotations

import sys
from argparse import Namespace

from yosqa.cli.session import configure
from yosqa.errors import ExitCode


def chat(options: Namespace) -> int:
    """Open the chat, or answer the lines of standard input as turns of one conversation."""
    full_screen = sys.stdin.isatty() and sys.stdout.isatty()
    workspace, settings = configure(options, full_screen=full_screen)
    if full_screen:
        from yosqa import tui

        return tui.chat(workspace, settings)
    from yosqa.assistant import Assistant
    from yosqa.cli import corpus, questions

    with Assistant.open(workspace, settings) as assistant:
        if assistant.needs_refresh():
            corpus.refresh(assistant, quiet=options.quiet)
        answered = False
        for answer in questions.answers(assistant, questions.lines(), conversation=True):
            answered |= not answer.abstained
            questions.show(answer, numbered=True)
    return ExitCode.DONE if answered else ExitCode.NO_ANSWER
