from __future__ import annotations

import pytest

from yosqa.ledger.news import claims, family_of
from yosqa.ledger.text import FoldedPage, fold

PLACES = ("Ashford", "Bexhill")


def stated(text: str, published: str = "2019-06-01") -> dict[tuple[str, str], str]:
    found = claims([FoldedPage(1, text)], PLACES, published, "youth")
    assert all(
        claim.framework.grade(fold(text[claim.value.start : claim.value.end])) == claim.normal for claim in found
    )
    return {(claim.measure, claim.place): claim.normal for claim in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The service was given a rating of requires improvement.", {("overall", "Ashford"): "requires improvement"}),
        ("It has received an overall rating of ‘Good’ after a visit.", {("overall", "Ashford"): "good"}),
        ('A youth offending team has been rated "outstanding".', {("overall", "Ashford"): "outstanding"}),
        ("Bexhill is the second service to be rated outstanding.", {("overall", "Bexhill"): "outstanding"}),
        (
            "Joint working was rated inadequate, but the service as a whole was rated requires improvement.",
            {("joint-working", "Ashford"): "inadequate", ("overall", "Ashford"): "requires improvement"},
        ),
        ("Governance and leadership was judged to be good.", {("governance", "Ashford"): "good"}),
        (
            "Planning for court cases, however, was again marked inadequate.",
            {("court-planning", "Ashford"): "inadequate"},
        ),
        ("Staff, who are many, were rated good.", {("staff", "Ashford"): "good"}),
    ],
)
def test_what_an_article_claims(text: str, expected: dict[tuple[str, str], str]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The service was previously rated inadequate.",
        "It improved from a rating of inadequate.",
        "The service was rated inadequate in 2015.",
        "There are four ratings which can be given: outstanding, good, requires improvement and inadequate.",
        "Staff were good at listening to children.",
        "Good links with schools were found.",
    ],
)
def test_what_is_no_claim_on_this_inspection(text: str) -> None:
    assert stated(text) == {}


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Ashford rated good\n\nPublisher: A paper\n\nIt was early.", "Ashford rated good"),
        ("Where: Ashford\n \nIt was rated\ngood by inspectors.\n\nNext", "It was rated\ngood by inspectors."),
    ],
)
def test_what_proves_a_claim_stands_in_one_paragraph(text: str, quoted: str) -> None:
    (claim,) = claims([FoldedPage(1, text)], PLACES, "2019", "youth")
    assert text[claim.evidence.start : claim.evidence.end] == quoted


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Central Bedfordshire was rated inadequate.", "Central Bedfordshire"),
        ("North Somerset’s service was rated inadequate.", "North Somerset"),
        ("Unlike York, North Yorkshire was rated inadequate.", "North Yorkshire"),
        ("Unlike North Yorkshire, York was rated inadequate.", "York"),
        ("The service in North Lincs was rated inadequate.", "North Lincolnshire"),
        ("Like the council, Camber Sands was rated inadequate.", "Camber Sands"),
        ("It was rated inadequate.", "York"),
    ],
)
def test_a_claim_is_of_the_place_named_last_by_any_of_its_names(text: str, place: str) -> None:
    known = ("York", "North Yorkshire", "Lincolnshire", "North Lincolnshire", "Somerset", "North Somerset")
    listed = (*known, "Bedford", "Central Bedfordshire", "Camber Sands")
    (claim,) = claims([FoldedPage(1, text)], listed, "2019-06-01", "youth")
    assert claim.place == place


def test_what_an_article_is_about() -> None:
    assert family_of("The youth offending service works with young offenders.") == "youth"
    assert family_of("Ofsted on children's services and care leavers") == "childrens"
    assert family_of("A recipe for bread") == ""
