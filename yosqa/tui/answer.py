"""What an answer looks like: its statements, how sure they are, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from textual.content import Content

from yosqa.grounding import flat
from yosqa.model import Answer, Citation, Statement
from yosqa.tui import phrases
from yosqa.tui.text import MUTED, drawable, verbatim

_SCOPED = re.compile(r"(.*?) \[([^\[\]]*)\]")
"""A question as understood: its words, then in brackets the places, dates and kinds it is about."""
_RUN = 4
_PART = re.compile(r"“[^”]*”|\[[^\]]*\]")


def statement(said: Statement, citations: Mapping[int, Citation]) -> Content:
    """Draw one statement: quotations plain with their short answers bold, context muted, markers as links.

    Args:
        said: The statement.
        citations: The answer's citations by marker.
    """
    text = drawable(said.text)
    content = Content(text, strip_control_codes=False)
    quotes = list(_PART.finditer(text))
    for part in quotes:
        if part[0].startswith("["):
            content = content.stylize(MUTED, part.start(), part.end())
    for marker in said.citations:
        for short in _short_answers(citations[marker]):
            found = next((text.find(short, p.start(), p.end()) for p in quotes if short in p[0]), -1)
            if found >= 0:
                content = content.stylize("bold $text-accent", found, found + len(short))
    return Content.assemble(content, " ", markers(said.citations))


def markers(cited: Sequence[int]) -> Content:
    """Draw markers as links; four or more that follow each other as the first and the last."""
    runs: list[list[int]] = []
    for marker in cited:
        if runs and marker == runs[-1][-1] + 1:
            runs[-1].append(marker)
        else:
            runs.append([marker])
    pieces: list[Content] = []
    for run in runs:
        pieces += [_link(run[0]), Content("–"), _link(run[-1])] if len(run) >= _RUN else map(_link, run)
    return Content.assemble(*pieces)


def _link(marker: int) -> Content:
    return Content.from_markup(f"[bold $text-primary @click=screen.open_source({marker})]\\[{marker}][/]")


def _short_answers(citation: Citation) -> list[str]:
    ranges = ((start - citation.start, end - citation.start) for start, end in citation.highlights)
    return [short for start, end in ranges if (short := drawable(flat(citation.quote[start:end])))]


def verdict(answer: Answer) -> Content:
    """Draw how sure an answer is: words, meter, figure; then how long it took, when that is known."""
    colour = "$text-success" if answer.confidence >= 0.75 else "$text-warning"
    words = Content.styled(phrases.verdict(answer), "$text-warning" if answer.abstained else colour)
    total = sum(answer.timings_ms.values())
    took = "" if not total else f" · {total:.0f} ms" if total < 950 else f" · {total / 1000:.1f} s"
    return words if answer.abstained else Content.assemble(words, (took, MUTED))


def understood(answer: Answer) -> Content | None:
    """Draw how the question was understood, when that is more than what was typed."""
    asked, read = flat(answer.question).casefold(), flat(answer.understood_as).casefold()
    scoped = _SCOPED.fullmatch(read)
    question, scope = scoped.groups() if scoped else (read, "")
    if question == asked and all(part in asked for part in scope.split("; ")):
        return None
    return Content.assemble(("Understood as: ", MUTED), verbatim(answer.understood_as).stylize("italic"))


def coverage(answer: Answer) -> Content:
    """Draw of how many inspections an answer over many knows the value."""
    return verbatim(answer.coverage).stylize(MUTED)


def reason(answer: Answer) -> Content:
    """Draw why nothing is answered."""
    return verbatim(answer.why_not)
