"""Which evidence gives a reason for what was quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yosqa.answering import features, reasons
from yosqa.answering.evidence import Evidence
from yosqa.answering.units import Unit, UnitKind
from yosqa.model import Answer, Citation, Kind, Span

QUOTED = "Only 55 per cent of children were kept safe."
CITATION = Citation(1, "d", "", "d.md", Kind.REPORT, "2020-05", 1, "1", "", 1, 100, 100 + len(QUOTED), QUOTED)
TOLD = Answer("", "", False, None, 0.9, citations=(CITATION,))
AFTER = CITATION.end + 1


def evidence(text: str, start: int, score: float) -> Evidence:
    span = Span(1, start, start + len(text))
    unit = Unit("d", UnitKind.SENTENCE, (span,), text, (), "", (), start)
    return Evidence(unit, score, (0.0,) * len(features.NAMES))


@pytest.mark.parametrize("text", ["Since moving in 2018 it has grown.", "It has grown since the last inspection."])
def test_a_time_is_no_reason(text: str) -> None:
    told = replace(TOLD, citations=(replace(CITATION, end=CITATION.start + len(text), quote=text),))
    assert reasons.beside([evidence(text, CITATION.start, 5.0)], told) == []


def test_a_quotation_that_holds_the_reason_stays() -> None:
    text = "It moved in 2018 since the lease had ended."
    told = replace(TOLD, citations=(replace(CITATION, end=CITATION.start + len(text), quote=text),))
    found = [evidence(text, CITATION.start, 5.0)]
    assert reasons.beside(found, told) == found


def test_what_was_quoted_gives_no_reason_for_itself() -> None:
    other = evidence("Staff left because pay was low.", 900, 1.0)
    assert reasons.beside([evidence(QUOTED, 100, 5.0), other], TOLD) == [other]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"{QUOTED} Plans were late, agencies met too seldom and nobody checked.", 100),
        ("This was due to a lack of joint working.", AFTER),
    ],
)
def test_what_goes_on_from_the_quotation_comes_first(text: str, start: int) -> None:
    ahead, other = evidence(text, start, 1.0), evidence("Staff left because pay was low.", 900, 5.0)
    assert reasons.beside([other, ahead], TOLD) == [replace(ahead, score=5.0), other]


@pytest.mark.parametrize(
    ("text", "start"), [("This was due to a lack of joint working.", 900), ("It has 12 workers.", AFTER)]
)
def test_what_stands_elsewhere_or_gives_no_cause_keeps_its_place(text: str, start: int) -> None:
    found = [evidence("Staff left because pay was low.", 800, 5.0), evidence(text, start, 1.0)]
    assert reasons.beside(found, TOLD) == found
