"""Who led an inspection."""

from __future__ import annotations

import pytest

from yosqa.metadata.people import inspector
from yosqa.model import Page


def led(text: str) -> str:
    found = inspector([Page(1, "1", text)])
    return text[found.span.start : found.span.end] if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lead inspector: Mary O’Neill-Jones, His Majesty’s Inspector\nJudgement Grade", "Mary O’Neill-Jones"),
        ("Lead inspector: Jan van der Berg\nHer Majesty’s Inspector", "Jan van der Berg"),
        ("Lead inspector: Éanna Ní Example\n", "Éanna Ní Example"),
        ("| Lead inspector | Ada Byron |", "Ada Byron"),
        ("Reporting inspector Ada Byron HMI\nAge group: All", "Ada Byron"),
        ("This inspection was led by HM Inspector Ada Byron, supported by a team", "Ada Byron"),
        ("The inspection was led by Ada Byron, with five inspectors beside her", "Ada Byron"),
        ("It was in May. It was led by HM Inspector Ada\nByron.", "Ada\nByron"),
        ("Our thematic review was led by Ada Byron.", "Ada Byron"),
        ("The inspectorate rejects that. Lead inspector Ada Byron says practice improved.", "Ada Byron"),
        ("Yours faithfully, Ada Byron, lead inspector for the joint programme", "Ada Byron"),
        (
            "Ofsted Care Quality Commission\nAda Byron, Ofsted HMI, lead inspector Bo Diaz, CQC lead inspector",
            "Ada Byron",
        ),
        ("Deputy lead inspector: Bo Diaz\nLead inspector: Ada Byron HMI", "Ada Byron"),
        ("Lead inspector on site: Ada Byron\nReport author: Cy Dean\nDeputy lead inspector: Bo Diaz", "Ada Byron"),
    ],
)
def test_who_led(text: str, name: str) -> None:
    assert led(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Deputy lead inspector: Bo Diaz\n",
        "* Lead inspector\n* Ann Hill\n* Bob Lee",
        "The review of the boy’s death was led by Dame Isolde Fairlie, a retired judge.",
    ],
)
def test_others_did_not_lead(text: str) -> None:
    assert led(text) == ""
