"""What lowers the confidence whatever the scores say."""

from __future__ import annotations

import pytest

from yosqa.answering import doubts, features
from yosqa.answering.evidence import Evidence
from yosqa.answering.question import read
from yosqa.answering.scope import Scope
from yosqa.answering.units import Unit, UnitKind
from yosqa.metadata.places import gazetteer
from yosqa.model import Document, Metadata, Span

SCOPE = Scope((), narrowed=True)


def doubt(question: str, text: str, *, section: tuple[str, ...] = (), before: str = "") -> float:
    unit = Unit("d", UnitKind.SENTENCE, (Span(1, 0, 9),), text, section, "", terms=(), position=0)
    asked = read(question, gazetteer())
    measured = (0.0,) * len(features.MEASURED)
    evidence = Evidence(unit, 1.0, (*measured, *features.read_off(asked, SCOPE, unit)))
    return doubts.factor(asked, [evidence], SCOPE, lambda _: before)


@pytest.mark.parametrize(
    ("question", "answers", "near_miss"),
    [
        ("How was resettlement rated?", "Resettlement was rated good.", "Resettlement has improved since the summer."),
        ("How was resettlement rated?", "Resettlement was rated good.", "Staff were rated good."),
        (
            "How was resettlement rated?",
            "Resettlement was not rated.",
            "Resettlement: no child had a judgement of risk.",
        ),
        ("Why did Cllr Hill refuse?", "Cllr Ann Hill refused.", "Cllr Ann Dale refused."),
        ("What did the union say?", "“It is late,” the union said.", "“It is late,” the mayor said."),
        ("Were out-of-court cases planned?", "Out-of-court cases were planned.", "Court cases were planned."),
        ("Which clinic ran it?", "It was run by the Elm Clinic.", "It was run by a clinic in the town."),
        ("Which university backs it?", "The University of Exeter backs it.", "A university backs it."),
        ("What does the Bridgefield centre cost?", "Bridgefield costs £3.", "The centre costs £3."),
        ("How many girls were there?", "There were 8 girls.", "There were 40 boys."),
        ("Which charity paid for it?", "The Fosse Trust, a charity, paid.", "It was paid for by a farming charity."),
        ("What did the review find?", "The review found gaps.", "A review will be held in May."),
        ("Was the safety of others planned for?", "Others were kept safe.", "The child was kept safe."),
        (
            "Who led the inspection?",
            "Ann Hill led the inspection.",
            "Dame Ann Hill said that the inspection went well.",
        ),
        ("How many children are on the caseload?", "There are 40 children.", "Age 10-14 15-17: 30% and 70%"),
        ("Who is the director?", "The director is Ann Hill.", "The director of Adult Services is new."),
        ("Where is it held?", "It is held in Cardiff.", "It is held in the new year."),
        ("Where is it held?", "It is held in the town hall.", "It is held in spring."),
        ("What are they called locally?", "They are known as triage.", "They are used a lot."),
        ("How many children are there?", "There are 40 children.", "5. Of the children, 24 per cent are girls."),
        ("What is the reoffending rate?", "The reoffending rate is 40 per cent.", "The custody rate is 40 per cent."),
        ("What's the average caseload?", "On average, they have eight cases.", "It scored 31 of 36 points."),
        ("How many recommendations are there?", "It makes five recommendations.", "It looks at six key areas."),
        ("When did the fieldwork take place?", "Fieldwork was in May 2019.", "The programme was agreed in May 2011."),
        ("When was the service inspected?", "It was inspected in May 2019.", "The programme was agreed in May 2011."),
        ("How many beds did it actually open?", "It opened two beds.", "It intended to open two beds."),
        ("How often does the panel meet?", "The panel meets every six weeks.", "The panel has had three clerks."),
        ("How often does the panel meet?", "It meets quarterly.", "In 30 per cent of cases the panel met the child."),
        ("How often was reviewing good enough?", "It was so in 8 of 14 cases.", "It was led by two managers."),
        ("How often do they see the nurse?", "They rarely see her.", "They see her in one of two rooms."),
        ("How often do staff get supervision?", "They have it twice a month.", "Each of the 12 staff has it."),
        (
            "How much does the trust spend on tutors?",
            "It pays £900 a month.",
            "It pays for a tutor for two days a week.",
        ),
        ("What did they spend on tutors?", "Tutors cost them £900.", "They spent 9 months on finding a tutor."),
        ("What was the budget of the team?", "It had £1.2 million.", "The budget of the team was cut for 2 years."),
        ("What does the team spend each year?", "It spends £900.", "It spends each year on plans."),
        ("How much did funding fall?", "It fell by a third.", "It fell when the grant ended."),
        ("Which provider finds flats?", "The flats are found by Elm Homes.", "Housing providers find flats for them."),
        ("Which provider finds flats?", "The flats come from Elmwood.", "The providers find flats for them."),
        ("Which company finds flats?", "Elmo, one of several companies, finds them.", "Companies find flats for them."),
        ("Who is the director?", "Director Ann Hill met the inspection team.", "The inspection was led by Ann Hill."),
        ("How many looked-after children were seen?", "It saw 12 children in care.", "It saw 12 children in May."),
        ("Which school teaches them?", "Schools teach them, as does Elm Park.", "The local schools teach them."),
        ("On which street is the hall?", "It stands in Mill Lane.", "The hall is in the town centre."),
        ("What is the address of the team?", "It is at 4 Mill Lane.", "Ofsted, 4 Mill Lane, Elmton E1 2AB"),
        ("Who at the trust signed it?", "Ann Hill signed it.", "The Elm Trust confirmed this by letter."),
        ("Who in the team sees parents?", "A practitioner sees them.", "Parents are seen at the Elm Centre."),
        (
            "What is the name of the manager of the team?",
            "The manager is Ann Hill.",
            "The Head of Inspections, responsible for this programme, is Ann Hill.",
        ),
        (
            "Who was the head of service when inspectors came?",
            "The head of service was Ann Hill.",
            "This inspection was led by HM Inspector Ann Hill.",
        ),
        ("What did it recommend to the Youth Justice Board?", "The Youth Justice Board should act.", "It should act."),
    ],
)
def test_what_nearly_answers_is_doubted(question: str, answers: str, near_miss: str) -> None:
    assert doubt(question, answers) == 1.0
    assert doubt(question, near_miss) < 0.7


def test_a_name_may_stand_in_the_sentences_before() -> None:
    assert (
        doubt("What does the Bridgefield centre cost?", "The centre costs £3.", before="It opened Bridgefield.") == 1.0
    )


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("What did inspectors find about staff training?", "Staff would benefit from more training."),
        ("What school attendance problems were there?", "Many were absent."),
        ("Which charity runs it?", "It is run by a charity, the Prince's Trust."),
        ("How many children did the panel members see?", "They saw 40 children."),
        ("In how many cases were plans good?", "Plans were good in 43 per cent of cases."),
        ("How many children were seen by a nurse?", "A nurse saw 43 per cent of the children."),
        ("Was it given a grade?", "Such inspections do not result in a graded judgement."),
        ("Who is Head of Inspections?", "The Head of Inspections, responsible for this programme, is Ann Hill."),
        ("What is the name of the agency?", "It is of an agency (RAA) - Joined 4 Homes."),
        ("How many children are taught at home by their parents?", "In all, 40 pupils learn at home."),
        ("Which councillor was sorry?", "The lead member, Cllr Ann Hill, was sorry."),
        ("Which charity mends bikes?", "The workshop is run with a charity, Wheel and Spoke."),
        ("Who in charge of plans was told?", "The managers of plans were told."),
        ("How much time do staff spend on plans?", "They spend most of the week."),
        ("How many posts are paid for by the trust?", "The trust pays for 3 posts."),
        ("What do staff spend a lot of time on?", "They hire tutors."),
        ("What did they spend the money on?", "They hired a tutor."),
        ("What did managers do about the cost of tutors?", "They shared one."),
        ("What does the course cost?", "It is free."),
        ("Who was the reporting inspector?", "Reporting inspector: Ann Hill"),
        ("What did the review of staffing decide?", "It decided that two officers should be hired."),
    ],
)
def test_what_answers_is_not_doubted_for_a_word(question: str, answers: str) -> None:
    assert doubt(question, answers) == 1.0


def test_since_the_last_inspection_is_of_the_first_of_two_years() -> None:
    unit = Unit("d", UnitKind.SENTENCE, (Span(1, 0, 9),), "Plans are better since the last visit.", (), "", (), 0)
    asked = read("What got better about plans between 2016 and 2019?", gazetteer())
    scope = Scope((), narrowed=True, required=asked.periods[:1])
    measured = (0.0,) * len(features.MEASURED)
    evidence = Evidence(unit, 1.0, (*measured, *features.read_off(asked, scope, unit)))
    assert evidence.feature("year missing")
    assert doubts.factor(asked, [evidence], scope, lambda _: "") == 1.0


def test_a_report_need_not_name_who_wrote_it() -> None:
    unit = Unit("d", UnitKind.SENTENCE, (Span(1, 0, 9),), "Inspection dates: 2 to 5 May", (), "", (), 0)
    asked = read("On what dates were Ofsted there?", gazetteer())
    evidence = Evidence(unit, 1.0, (*(0.0,) * len(features.MEASURED), *features.read_off(asked, SCOPE, unit)))
    scope = Scope(
        (Document("d", "a.md", "text/markdown", 1, Metadata("Elmton", framework="ofsted-ilacs")),), narrowed=True
    )
    assert doubts.factor(asked, [evidence], scope, lambda _: "") == 1.0
    assert doubts.factor(asked, [evidence], SCOPE, lambda _: "") < 1.0


def test_words_of_an_office_are_no_names_that_must_be_there() -> None:
    assert doubt("How many chairs has the Management Board had?", "The Board has had three chairs.") == 1.0
