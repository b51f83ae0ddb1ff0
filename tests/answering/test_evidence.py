"""How candidates are read, scored and put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from yosqa.answering import evidence, features
from yosqa.answering.evidence import Evidence
from yosqa.answering.question import read
from yosqa.answering.scope import Scope
from yosqa.answering.units import Unit, UnitKind
from yosqa.metadata.places import gazetteer
from yosqa.model import Document, Kind, Metadata, Span

SCOPE = Scope((), narrowed=True)


class Reader:
    """Gives each text the number that it holds, and notes what it was asked to read."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return np.array([float(text.split()[-1]) for text in texts], dtype=np.float32)


def unit(text: str, *spans: Span, document: str = "d", position: int = 0, **more: object) -> Unit:
    kind = UnitKind.LIST if len(spans) > 1 else UnitKind.ITEM
    values = {"section": (), "lead": "", **more}
    return Unit(document, kind, spans or (Span(1, 0, 9),), text, terms=(), position=position, **values)  # type: ignore[arg-type]


def found(part: Unit, score: float) -> Evidence:
    return Evidence(part, score, (0.0,) * len(features.NAMES))


def order(question: str, texts: Sequence[str], reader: Reader) -> list[str]:
    pool = [unit(text, Span(1, 10 * n, 10 * n + 9), position=n) for n, text in enumerate(texts)]
    asked = read(question, gazetteer())
    ranked = evidence.find(asked, SCOPE, pool, {}, (), reader, None, candidates=len(texts))
    return [e.unit.text for e in ranked]


def test_a_single_candidate_is_read() -> None:
    assert order("What is it?", ["one 1"], Reader()) == ["one 1"]


def test_what_surely_answers_is_found_without_reading_on() -> None:
    reader = Reader()
    texts = [f"text {n}" for n in (0, 5, 0, 0, 0, 0)]
    assert order("What is it?", texts, reader)[0] == "text 5"
    assert len(reader.texts) == 3


def test_without_a_sure_answer_all_are_read() -> None:
    reader = Reader()
    assert order("What is it?", [f"text {n}" for n in (0, 0, 0, 0, 0, 1)], reader)[0] == "text 1"
    assert len(reader.texts) == 6


def test_what_is_of_the_matter_itself_comes_before_what_is_of_another() -> None:
    at = features.NAMES.index("other aspect"), features.NAMES.index("relevance")

    def told(text: str, score: float, *, another: bool, relevance: float) -> Evidence:
        values = [0.0] * len(features.NAMES)
        values[at[0]], values[at[1]] = float(another), relevance
        return replace(found(unit(text), score), features=tuple(values))

    other = told("The child was kept safe.", 9.0, another=True, relevance=4.0)
    own = told("Others were kept safe.", 8.0, another=False, relevance=1.0)
    for second, first in ((own, own), (replace(own, score=1.0), other)):
        assert evidence._own_first([other, second])[0] is first
    unlikely = told("It rained.", 8.0, another=False, relevance=-1.0)
    assert evidence._own_first([other, unlikely]) == [other, unlikely]


def test_a_list_comes_first_when_its_items_are_the_best() -> None:
    spans = [Span(1, n, n + 5) for n in (0, 10, 20)]
    items = [found(unit(f"item {n}", span, position=n), 9.0 - n) for n, span in enumerate(spans)]
    whole = found(unit("all", *spans, position=3), 1.0)
    # Of another document, at the same place in it: none of the items is its own.
    other = found(unit("others", *spans, document="e", position=3), 2.0)
    ranked = evidence._with_whole_list([*items, other, whole])
    assert [e.unit.text for e in ranked] == ["all", "item 0", "item 1", "item 2", "others"]
    assert evidence._with_whole_list([items[0], other, whole])[0] is items[0]


def test_of_a_part_of_the_work_the_list_that_stands_there_comes_first() -> None:
    spans = [Span(1, n, n + 5) for n in (0, 10, 20)]
    whole = found(unit("all", *spans), 9.0)
    fits = (float(name in {"same domain", "wanted section"}) for name in features.NAMES)
    part = Evidence(unit("part", *spans, position=1), 1.0, tuple(fits))
    assert [e.unit.text for e in evidence._with_whole_list([whole, part])] == ["part", "all"]


@pytest.mark.parametrize(
    ("question", "text", "more", "names"),
    [
        ("How many offences were recorded?", "In one case an offence was recorded.", {}, {"counts something else"}),
        ("How many offences were recorded?", "57 offences were recorded.", {}, set()),
        ("How many cases were read?", "Court cases: 19", {}, set()),
        ("What share of cases was late?", "Of 12 cases some were late.", {}, {"no part"}),
        ("What share of cases was late?", "84 % of cases were late.", {}, set()),
        ("How much did the scheme cost?", "It reached 30 children.", {}, {"no money"}),
        ("How good is court work?", "Good.", {"section": ("2. Court disposals",)}, {"same domain"}),
        ("How good is court work?", "Good.", {"section": ("3. Out-of-court disposals", "x")}, {"other domain"}),
        ("What did they find?", "The original is at https://a.example", {}, {"imprint"}),
        ("What did they find?", "It is long.", {"section": ("About this digest",)}, {"imprint"}),
        ("Under what licence is it?", "Licensed under the Open Government Licence", {}, set()),
        (
            "How good is out-of-court work?",
            "Of court cases, 89 per cent were good.",
            {"section": ("3. Out-of-court disposals",)},
            {"other domain"},
        ),
        ("What did the council leader say about it?", "“It is unfair,” said the leader, Ann Hill.", {}, {"said by"}),
        ("What did the union say about it?", "“It is unfair,” said Ann Hill.", {}, {"said by another"}),
        (
            "What did the chief constable of Kent Police say?",
            "“No,” said Chief Inspector Hill.",
            {},
            {"said by another"},
        ),
        ("What did the chief constable of Kent Police say?", "“No,” the chief constable said.", {}, {"said by"}),
        ("What did inspectors say about it?", "“It is unfair,” said Ann Hill.", {}, set()),
        ("Who chairs the board?", "The chair is Ann Hill.", {}, {"post held"}),
        ("Who is the deputy chair?", "Its vice-chair, Ann Hill, came.", {}, {"post held"}),
        ("Who is the deputy chair?", "The chair is Ann Hill.", {}, {"no post"}),
        ("Who was lead inspector?", "Chief Inspector Ann Hill said so.", {}, {"no post"}),
        ("In how many cases were others kept safe?", "The child was kept safe in 50 cases.", {}, {"other aspect"}),
        ("In how many cases were others kept safe?", "Other people were kept safe in 50 cases.", {}, set()),
        ("Who chairs the board?", "Ann Hill was there.", {}, {"no post"}),
        ("Who chairs it?", "The chair of the Youth Justice Board came.", {}, {"no post"}),
        ("Who led the joint inspection?", "Ofsted led it.", {}, set()),
        ("Who runs the team?", "It is now managed by its head, Ann Hill.", {}, {"post held"}),
        ("What were they told to do?", "The council must hire two officers.", {}, {"advises"}),
        ("What were they told to do?", "The council hired two officers.", {}, set()),
        ("Why was it rated inadequate?", "It was rated inadequate.", {}, {"restates"}),
        (
            "What is an AIM?",
            "It uses the assessment, intervention and moving-on (AIM) tool.",
            {},
            {"definition", "spells out"},
        ),
        ("Why was it rated inadequate?", "It was rated inadequate because nobody looked.", {}, set()),
        (
            "Why was planning rated inadequate?",
            "It was inadequate: half of all plans ignored the risk to victims.",
            {},
            set(),
        ),
        ("Why do good staff leave?", "Good staff leave for better pay elsewhere.", {}, set()),
        ("What were they told to do?", "The child was on a referral order.", {}, set()),
        (
            "What does CAMHS stand for?",
            "child and adolescent mental health services (CAMHS)",
            {},
            {"definition", "spells out"},
        ),
    ],
)
def test_what_can_be_read_off_a_unit(
    question: str, text: str, more: dict[str, tuple[str, ...]], names: set[str]
) -> None:
    new = {"no part", "no money", "counts something else", "same domain", "other domain", "imprint"}
    new |= {"said by", "said by another", "no post", "post held", "definition", "other aspect", "advises", "restates"}
    new |= {"spells out"}
    values = features.read_off(read(question, gazetteer()), SCOPE, unit(text, **more))
    told = features.NAMES[len(features.MEASURED) :]
    assert {name for name, value in zip(told, values, strict=True) if value and name in new} == names


@pytest.mark.parametrize(
    ("question", "heading", "feature"),
    [
        ("What are the strengths of the board?", "Strengths", "list wanted"),
        ("Which agencies share the panel?", "The panel", "list wanted"),
        ("Which actions are running late?", "Progress", "list elsewhere"),
        ("Which areas does each child have a lead for?", "The director should:", "list elsewhere"),
    ],
)
def test_a_list_is_wanted_where_its_heading_speaks_of_what_is_asked(question: str, heading: str, feature: str) -> None:
    whole = unit("one two", Span(1, 0, 3), Span(1, 4, 7), section=(heading,))
    values = features.read_off(read(question, gazetteer()), SCOPE, whole)
    told = dict(zip(features.NAMES[len(features.MEASURED) :], values, strict=True))
    assert told[feature] == 1.0
    assert told["list wanted"] + told["list elsewhere"] == 1.0


@pytest.mark.parametrize(("kind", "general"), [(Kind.NEWS, (False, False)), (Kind.THEMATIC, (False, True))])
def test_of_two_places_in_one_document_the_one_asked_about_answers(kind: Kind, general: tuple[bool, bool]) -> None:
    metadata = Metadata(title="Two towns", places=("Barnsley", "Solihull"), kind=kind)
    scope = Scope((Document("d", "two.md", "", 1, metadata),), narrowed=True)
    asked = read("How many are there in Solihull?", gazetteer())
    texts = ("In Solihull there are 174.", "In Barnsley there are 129.", "There are 12.")
    told = [features.of_place(asked, scope, unit(text)) for text in texts]
    assert told == [(True, False), (False, True), general]
    headed = unit("There are 12.", section=("Two towns: Barnsley and Solihull", "Solihull: a good start"))
    assert features.of_place(asked, scope, headed) == (True, False)


def test_a_list_of_what_is_in_the_state_asked_for_is_wanted() -> None:
    late = unit("one two", Span(1, 0, 3), Span(1, 4, 7), lead="Status: overdue")
    assert features.under_wanted(read("Which actions are running late?", gazetteer()), late)
    assert not features.under_wanted(read("Which actions are finished?", gazetteer()), late)


def test_where_no_earlier_report_is_only_what_tells_of_earlier_times_answers() -> None:
    pool = [
        unit(f"{text} 1", Span(1, n, n + 1), position=n) for n, text in enumerate(("It is good.", "It rose from poor."))
    ]
    scope = Scope((), narrowed=True, told_earlier=True)
    asked = read("How was it rated before?", gazetteer())
    ranked = evidence.find(asked, scope, pool, {}, (), Reader(), None, candidates=2)
    assert [e.unit.text for e in ranked] == ["It rose from poor. 1"]
    assert evidence.find(asked, scope, [], {}, (), Reader(), None, candidates=2) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [("In 2013– 14, 36 came.", 0.0), ("In 2013/2014, 36 came.", 0.0), ("In 2012–13, 18 came.", 1.0)],
)
def test_a_year_across_two_is_known_however_it_is_written(text: str, missing: float) -> None:
    asked = read("How many children came in 2013-14?", gazetteer())
    values = features.read_off(asked, Scope((), narrowed=True, required=asked.periods), unit(text))
    assert values[features.NAMES.index("year missing") - len(features.MEASURED)] == missing


def test_the_reader_sees_what_a_general_heading_is_about() -> None:
    improve = unit("It is old.", section=("1. Delivery", "1.4 Facilities", "Areas for improvement"))
    assert evidence.reading_text(improve) == "1.4 Facilities: Areas for improvement | It is old."
    assert evidence.reading_text(unit("It is old.", section=("1. Delivery", "1.4 Facilities"))).startswith("1.4")


@pytest.mark.parametrize(
    ("asked", "kind", "lead", "text", "missing"),
    [
        ("in November 2023", UnitKind.ROW, "May 2023, November 2023", "Planning | 38 | 57", 0.0),
        ("in March 2022", UnitKind.ROW, "May 2023, November 2023", "Planning | 38 | 57", 1.0),
        ("in November 2023", UnitKind.SENTENCE, "It was 38 in November 2023.", "It is 57 now.", 1.0),
        ("at the March 2023 inspection", UnitKind.SENTENCE, "", "It was inspected in March 2023 and rated good.", 0.0),
        ("at the March 2023 inspection", UnitKind.SENTENCE, "", "Of 60 cases in March 2023, 12 were late.", 1.0),
        ("at the March 2023 inspection", UnitKind.SENTENCE, "", "Since the inspection in March 2023 it is 12.", 1.0),
    ],
)
def test_a_time_is_told_by_the_sentence_or_the_column(
    asked: str, kind: UnitKind, lead: str, text: str, missing: float
) -> None:
    question = read(f"How was planning {asked}?", gazetteer())
    scope = Scope((), narrowed=True, required=question.periods)
    values = features.read_off(question, scope, replace(unit(text, lead=lead), kind=kind))
    named = dict(zip(features.NAMES[len(features.MEASURED) :], values, strict=True))
    assert named["year missing"] == missing
