from __future__ import annotations

import pytest

from yosqa.frameworks import frameworks
from yosqa.ledger import Figure
from yosqa.ledger.asking import match, told_of
from yosqa.ledger.measures import EVERYDAY, kind_of, mentioned, name_of, telling

MINORITY = "caseload-ethnicity.black-and-minority-ethnic"
BOTH_PLANNINGS = ("court-planning", "out-of-court-planning", "planning")


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("How was Hammersmith and Fulham rated overall in May 2024?", ("overall",)),
        ("What rating did Barnet receive?", ("overall",)),
        ("How did inspectors judge children who need help and protection?", ("help-and-protection",)),
        ("What grade was given for children in care and care leavers?", ("in-care",)),
        ("Ashford June 2019 report: grade for the experiences and progress of care leavers?", ("care-leavers",)),
        ("What grade was given for the impact of leaders on social work practice?", ("leadership",)),
        ("How was planning rated?", BOTH_PLANNINGS),
        ("How was the service rated for children leaving custody?", ("resettlement",)),
        ("How many young people entering the youth justice system, per 100,000?", ("first-time-entrants",)),
        ("How was out-of-court planning rated?", ("out-of-court-planning",)),
        ("How was court planning rated?", ("court-planning",)),
        ("What share of court plans did enough to keep the child safe?", ("court-planning.child-safety",)),
        ("What share of the caseload comes from a minority ethnic background?", (MINORITY,)),
        ("What proportion of children known to the service are Black or minority ethnic?", (MINORITY,)),
        ("What proportion of the caseload is male: female?", ("caseload-gender.male", "caseload-gender.female")),
        ("What percentage of cases nationally are aged 10-14?", ("caseload-age.10-14",)),
        ("What was Ashford's first-time entrant rate per 100,000, compared with England?", ("first-time-entrants",)),
        ("How many of those recommendations are there?", ("recommendation-count",)),
        ("What rating did standard 2.2 get?", ("court-planning",)),
        ("What did Ashford get for out-of-court planning in 2021?", ("out-of-court-planning",)),
        ("What did inspectors give Ashford for governance and leadership?", ("governance", "leadership")),
        ("How did Ashford do on planning?", BOTH_PLANNINGS),
        ("What grade did Ashford come away with?", ("overall",)),
        ("How was planning for those cautioned instead of going to court rated?", ("out-of-court-planning",)),
        ("Is the quality of staffing rated good?", ("staff",)),
        ("What did Ashford get for its staffing standard?", ("staff",)),
        ("How many court cases did they inspect?", ("court-cases",)),
        ("What was the exact date the report was published?", ("published",)),
        ("When were inspectors in Ashford?", ("inspection-start", "inspection-end")),
        ("How many points did Ashford score?", ("score",)),
        ("What did Ashford score for planning in court cases?", ("court-planning",)),
        ("What did inspectors rate information and facilities?", ("facilities",)),
        ("What share of court cases had sufficient planning to keep the child safe?", ("court-planning.child-safety",)),
        ("What is the first-time entrant rate per 100,000?", ("first-time-entrants",)),
        ("How many post-court cases did the inspectors examine?", ("court-cases",)),
        ("How many out-of-court disposals were inspected?", ("out-of-court-cases",)),
        ("How many recommendations does the report make?", ("recommendation-count",)),
        ("What are the recommendations for Ashford?", ("recommendation",)),
        ("Which inspector led the inspection of Ashford?", ("lead-inspector",)),
        ("Who was the lead inspector?", ("lead-inspector",)),
        ("Who was Chief Inspector of Probation?", ("chief-inspector",)),
        ("When did the inspection of Ashford begin?", ("inspection-start",)),
        ("When did the inspection of Ashford finish?", ("inspection-end",)),
        ("When was Ashford inspected?", ("inspection-start", "inspection-end")),
        ("How many people was Ashford supporting when it was inspected?", ()),
        ("When did the Ashford report say that nurses would be available?", ()),
        ("When did the inspection of Ashford recommend making the plan be made public?", ()),
        ("What is the caseload of Ashford made up of?", ()),
        ("Who led Ofsted's team in Ashford?", ("lead-inspector",)),
        ("When was the inspection report published?", ("published",)),
        ("Joint inspection of Ashford - publication date?", ("published",)),
        ("What is the date of publication of the Ashford letter?", ("published",)),
        ("How many children did the service have on its books?", ("caseload",)),
        ("What was the whole caseload?", ("caseload",)),
        ("How many people live in Ashford, according to inspectors?", ("population",)),
        ("What was the outcome of the inspection outcome for SEND?", ("send-outcome",)),
    ],
)  # fmt: skip
def test_what_a_question_asks_for(question: str, measures: tuple[str, ...]) -> None:
    assert match(question) == measures


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of 10-17s are from minority ethnic backgrounds?",
        "What share of the girls went on to offend again?",
        "What share of the children in custody are girls?",
        "What share of those on the caseload are girls from minority ethnic groups?",
        "In how many cases was the response wrong when a child's safety needs changed?",
        "In how many court cases was planning not good enough to keep the child safe?",
        "How many case managers are there?",
        "How many recommendations are about schooling?",
        "What is the publication date of the youth justice plan?",
        "What is the average caseload of a case manager?",
        "How many agencies were they working with?",
        "How many people live in poverty?",
        "What is the reoffending rate for those on court orders?",
        "Why is the reoffending rate below the national figure?",
        "What did inspectors find about care leavers?",
        "What did the council get for its money from planning?",
        "Why was supervision of staff inconsistent?",
        "How do inspectors rate the response to radicalisation?",
        "What was the council's previous grade?",
        "What exam grades do children in care achieve?",
        "What four ratings could inspectors give?",
        "What is the vacancy rate for social workers?",
        "Who led the effort to warn the community?",
        "When did the council begin its improvement plan?",
        "Why do judges keep asking for extra reports?",
        "How do I bake sourdough bread?",
        "By how much did the child protection plan rate come down in half a year?",
        "Did the resettlement grade affect the overall result?",
        "Who was in charge of the inspectorate when the report came out?",
        "What were the weak points of staffing?",
        "What percentage of children were assessed as likely to reoffend?",
        "Which standards were rated good?",
        "When were inspectors in the building told of the fire?",
        "How many assessments of court cases were good enough?",
        "What was the first-time entrant rate the year before?",
    ],
)
def test_what_is_no_question_for_the_ledger(question: str) -> None:
    assert match(question) == ()


def test_a_clause_may_state_a_figure_and_say_more() -> None:
    clause = "in 48 per cent of court cases inspectors praised planning to keep the child safe"
    assert told_of(clause) == ("court-planning.child-safety",)


def test_a_longer_name_hides_the_shorter_within_it() -> None:
    (mention,) = mentioned("the experiences and progress of children in care and care leavers")
    assert mention.measures == ("in-care",)


def test_kinds_and_names() -> None:
    assert kind_of("court-planning.child-safety") is Figure.PERCENTAGE
    assert kind_of("reoffending") is Figure.RATE
    assert kind_of("care-leavers") is Figure.RATING
    assert kind_of("send-outcome") is Figure.OUTCOME


def test_a_grade_that_is_an_everyday_word_tells_nothing_by_itself() -> None:
    grades = {grade for known in frameworks() for grade in known.scale}
    assert telling() < grades
    assert grades - telling() == EVERYDAY
    assert name_of("court-planning") == "Court disposals: Planning"
    assert name_of("overall") == "Overall"
