"""The gazetteer: names, other names, ordinary words, misspellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosqa.metadata.places import gazetteer

PLACES = gazetteer()


def named(text: str) -> list[str]:
    return [mention.name for mention in PLACES.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("How was Barking YOS rated?", ["Barking and Dagenham"]),
        ("kingston youth justice service", ["Kingston upon Thames"]),
        ("Kingston upon Hull", ["Hull"]),
        ("the London Corporation and telford", ["City of London", "Telford and Wrekin"]),
        ("hammersmith & fulham", ["Hammersmith and Fulham"]),
        ("Bury and Rochdale YJS", ["Bury and Rochdale"]),
        ("Was Bury like Rochdale?", ["Bury", "Rochdale"]),
        ("Newcastle-under-Lyme, not Newcastle", ["Newcastle-under-Lyme", "Newcastle upon Tyne"]),
        ("St. Helens and St Helens", ["St Helens", "St Helens"]),
        ("Greater Manchester Police in Manchester", ["Greater Manchester", "Manchester"]),
        ("North Lincolnshire, North East Lincolnshire, Lincolnshire", [
            "North Lincolnshire",
            "North East Lincolnshire",
            "Lincolnshire",
        ]),
        ("in Glasgow or Hackney", ["Glasgow", "Hackney"]),
        ("Ynys Môn", ["Isle of Anglesey"]),
        ("Essex’s board", ["Essex"]),
        ("Awards in North Lincs and N Somerset", ["North Lincolnshire", "North Somerset"]),
        ("NE Lincs, W Northants", ["North East Lincolnshire", "West Northamptonshire"]),
        ("Ofsted's Gloucestershire report", ["Gloucestershire"]),
        ("how was n lincs rated", ["North Lincolnshire"]),
        ("Bath and NE Somerset", ["Bath and North East Somerset"]),
        ("Appendix E Sussex", ["Sussex"]),
        ("Ofsted’s Somerset report, s Yorkshire", ["Somerset", "Yorkshire"]),
    ],
)  # fmt: skip
def test_names_and_other_names(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("progress in reading and maths", []),
        ("Reading is taught well. Reading, too, matters", []),
        ("the sale of knives, a bath and a deal", []),
        ("In Reading, children", ["Reading"]),
        ("reading council", ["Reading"]),
        ("Reading Borough Council", ["Reading"]),
        ("Was Bury rated good?", ["Bury"]),
        ("Store Street, Manchester M1 2WD", []),
        ("the Southwark judgement", []),
        ("Barnetshire and Wigans", []),
    ],
)
def test_ordinary_words_and_addresses(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Councillor Bolton said", "what did councillor bolton say", "Mrs Kent’s words", "Cllr. Ann Lancaster",
        "Mr N Somerset", "Dame Honor Lincoln", "Dr J.P. Reading", "Lord\nBristol",
    ],
)  # fmt: skip
def test_who_bears_a_title_is_no_place(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a councillor in Bolton", ["Bolton"]),
        ("Councillor Ann Smith, Leeds", ["Leeds"]),
        ("Councillor Ann Smith\nLeeds City Council", ["Leeds"]),
        ("the Lord Mayor of Bristol", ["Bristol"]),
        ("Inspectors miss Leeds", ["Leeds"]),
        ("Admr Kent", ["Kent"]),
    ],
)
def test_a_place_near_a_person_stays_one(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_mentions_are_exact() -> None:
    text = "The London Borough of Barking and Dagenham"
    (mention,) = PLACES.find(text)
    assert text[mention.start : mention.end] == "Barking and Dagenham"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Lewishm", "Lewisham"),
        ("Birmngham", "Birmingham"),
        ("barkin and dagenham", "Barking and Dagenham"),
        ("Telfrod", "Telford and Wrekin"),
    ],
)
def test_misspelt_names_are_resolved(words: str, name: str) -> None:
    assert PLACES.resolve(words)[0] == name


@pytest.mark.parametrize("words", ["rating", "report", "education", "inspection", "of"])
def test_other_words_resolve_to_nothing(words: str) -> None:
    assert PLACES.resolve(words) == ()


def test_every_authority_has_its_kind() -> None:
    kinds = dict.fromkeys(("london", "metropolitan", "unitary", "county", "wales"), 0)
    for name in PLACES.names():
        place = PLACES.place(name)
        assert place
        if place.kind in kinds:
            kinds[place.kind] += 1
    # Counts of the Office for National Statistics, April 2023.
    assert kinds == {"london": 33, "metropolitan": 36, "unitary": 63, "county": 21, "wales": 22}


def test_joint_services_name_their_authorities() -> None:
    assert PLACES.with_members(["South Tees"]) == ("South Tees", "Middlesbrough", "Redcar and Cleveland")
    for name in PLACES.names():
        place = PLACES.place(name)
        assert place
        assert all(PLACES.is_authority(member) for member in place.members)


@settings(deadline=None)
@given(st.sampled_from(PLACES.names()))
def test_every_name_is_found_between_words(name: str) -> None:
    text = f"What did they say of {name} YOS in 2019?"
    assert [text[mention.start : mention.end] for mention in PLACES.find(text)] == [name]
