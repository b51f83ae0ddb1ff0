"""From a question to its answer, over real files, a real index and the real ledger; only the model is stood in for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yosqa.answering import answerer, compose, features, figures
from yosqa.answering.conversation import Conversation
from yosqa.answering.evidence import Evidence
from yosqa.answering.scope import Scope
from yosqa.answering.sources import Sources
from yosqa.answering.tables import of_when
from yosqa.answering.units import Unit, UnitKind
from yosqa.assistant import Assistant
from yosqa.errors import Cancelled, GroundingError
from yosqa.evaluation import sources as evaluation
from yosqa.ledger import Figure, LedgerRow
from yosqa.metadata.places import gazetteer
from yosqa.model import Answer, Document, Kind, Metadata, Span
from yosqa.store import Index

NOTHING_KNOWN = (0.0,) * len(features.NAMES)


def cited(answer: Answer) -> set[str]:
    return {citation.path for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "words", "path"),
    [
        ("How was Leeds rated overall in the report of March 2021?", "good", "leeds_2021.md"),
        ("How was Leeds rated overall in the 2017 report?", "inadequate", "leeds_2017.md"),
        ("How was planning rated in Kent?", "inadequate", "kent_2022.md"),
        ("Who was the lead inspector in Kent's June 2022 report?", "Bob Sample", "kent_2022.md"),
        ("When was the Kent report published?", "2022", "kent_2022.md"),
        ("What was the average caseload of a practitioner in Kent?", "17 children", "kent_2022.md"),
        ("What is a referral order?", "pleads guilty", "glossary.md"),
        ("Why does the service keep a caseload of 12?", "two posts were empty", "glossary.md"),
        ("How was York rated?", "Outstanding", "register.csv"),
        ("How did York do in its inspection of November 2021?", "Outstanding", "register.csv"),
        ("What did York score in 2021?", "33", "register.csv"),
        ("What was the score of 36 of Hull in 2019?", "20", "register.csv"),
        ("On what date did the report on York come out?", "2021-11-09", "register.csv"),
        ("From what day could people read the inspection report on York?", "2021-11-09", "register.csv"),
        ("Which month was the York report put out?", "2021-11-09", "register.csv"),
        ("What is the lowest score in the register?", "13", "register.csv"),
    ],
)
def test_the_right_report_answers_word_for_word(assistant: Assistant, question: str, words: str, path: str) -> None:
    answer = assistant.ask(question)
    assert words in answer.text
    assert path in cited(answer)
    for citation in answer.citations:
        page = assistant.page(citation.document_id, citation.page)
        assert page.text[citation.start : citation.end] == citation.quote


def test_what_stands_in_no_section_is_cited_under_none(assistant: Assistant) -> None:
    assert [c.section for c in assistant.ask("What is a referral order?").citations] == [""]
    with Index.open(assistant.workspace.index) as index, evaluation.Sources(assistant.workspace) as held:
        sources = Sources(index)
        for document in index.documents():
            for block in index.blocks(document.id):
                assert sources.section(document.id, block.span) == block.section
                assert held.section(document.id, block.span) == " › ".join(block.section)


def test_a_doubt_weighs_as_much_whatever_the_scale_of_the_confidence(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Why does the service keep a caseload of 12?"
    monkeypatch.setattr(answerer.doubts, "factor", lambda *_: 1.0)
    sure = assistant.ask(question).confidence
    monkeypatch.setattr(answerer.doubts, "factor", lambda *_: 0.5)
    assert assistant.ask(question).confidence == pytest.approx(sure / 2, abs=1e-3)


def test_a_title_in_a_question_chooses_the_document(assistant: Assistant) -> None:
    answer = assistant.ask("In the article ‘Leeds youth service praised’, who said they are proud of the volunteers?")
    assert "“Leeds youth service praised”" in answer.understood_as
    assert answer.citations
    assert {citation.title for citation in answer.citations} == {"Leeds youth service praised"}


@pytest.mark.parametrize(
    ("turns", "quoted", "path"),
    [
        (["How was Derby rated?", "And the one before that?"], "Inadequate", "derby_2018.md"),
        (["How was Derby rated in 2018?", "And the latest?"], "Good", "derby_2021.md"),
        (["What was the previous rating of Derby?"], "Inadequate", "derby_2018.md"),
        (["What is Derby's latest rating?"], "Good", "derby_2021.md"),
        (["What was Hull's previous rating?"], "Hull, May 2019", "register.csv"),
        (["What is the latest rating of Hull?"], "Hull, February 2023", "register.csv"),
        (["Derby rating 2018"], "Inadequate", "derby_2018.md"),
        (["derby rating feb 2021"], "Good", "derby_2021.md"),
        (["Was Derby outstanding in 2018?"], "Inadequate", "derby_2018.md"),
        (["What did the JTAI of Derby find?", "How was help and protection rated?"], "Good", "derby_2021.md"),
    ],
)
def test_the_inspection_meant_is_the_one_that_answers(
    assistant: Assistant, turns: list[str], quoted: str, path: str
) -> None:
    conversation = Conversation()
    for text in turns:
        answer, conversation = assistant.converse(text, conversation)
    assert not answer.abstained
    assert answer.citations[0].path == path
    assert quoted in answer.statements[0].text


def test_a_place_that_no_document_is_about_is_noted_beside_one_that_is(assistant: Assistant) -> None:
    answer = assistant.ask("Compare Derby and Cornwall overall")
    assert not answer.abstained
    assert "no document about Cornwall" in answer.coverage


def test_a_table_says_what_of_the_question_it_does_not_tell(assistant: Assistant) -> None:
    told = assistant.ask("Which seaside services were rated good overall?")
    assert "not taken into account: seaside" in told.coverage
    assert told.confidence < assistant.ask("Which services were rated good overall?").confidence
    refused = assistant.ask("Which services in the north were rated good overall?")
    assert refused.abstained
    assert "‘north’" in (refused.reason or "")


def test_a_table_is_of_the_time_that_the_turn_before_named(assistant: Assistant) -> None:
    _, conversation = assistant.converse("Which services were good overall in 2019?")
    answer = assistant.ask("And how many were outstanding?", conversation)
    assert answer.abstained
    _, conversation = assistant.converse("Which services were good overall since March 2021?")
    answer = assistant.ask("And how many were outstanding?", conversation)
    assert [s.text for s in answer.statements] == ["1 inspection", "[York, November 2021] “Outstanding”"]


def test_a_rating_is_told_of_the_time_asked_for_alone(assistant: Assistant) -> None:
    since = assistant.ask("How was Hull rated since 2020?")
    assert ("February 2023" in since.text, "May 2019" in since.text) == (True, False)
    before = assistant.ask("How was Hull rated before 2023?")
    assert ("February 2023" in before.text, "May 2019" in before.text) == (False, True)
    none = assistant.ask("How was Hull rated since March 2023?")
    assert none.reason == "no inspection of Hull at that time; the corpus has May 2019, February 2023"


def test_a_change_is_shown_with_both_its_inspections(assistant: Assistant) -> None:
    answer = assistant.ask("Which services improved from inadequate to good?")
    assert answer.statements[0].text.startswith("1 service")
    assert all(when in answer.statements[1].text for when in ("Derby, June 2018", "Derby, February 2021"))


def test_a_bound_alone_asks_again_within_it(assistant: Assistant) -> None:
    _, conversation = assistant.converse("How many services were rated good?", Conversation())
    answer, _ = assistant.converse("before 2020?", conversation)
    assert answer.statements[0].text.startswith("1 service")


def test_recommendations_come_whole_and_in_order(assistant: Assistant) -> None:
    lines = assistant.ask("What are the recommendations for Kent?").text.splitlines()
    assert ["caseloads" in lines[0], "safety plan" in lines[1], "induction" in lines[2]] == [True] * 3


def test_a_table_counts_its_cited_cells_and_states_its_coverage(assistant: Assistant) -> None:
    answer = assistant.ask("Which services were rated inadequate on planning?")
    assert answer.text.startswith("2 services")
    assert all(place in answer.text for place in ("Hull, May 2019", "York, November 2021"))
    assert answer.coverage.startswith("2 of 4 inspections state this")
    assert cited(answer) == {"register.csv"}


def test_a_register_gives_its_grade_and_no_line_of_cells(assistant: Assistant) -> None:
    answer = assistant.ask("Which services were rated inadequate on planning?")
    assert "Selby" in next(citation.quote for citation in answer.citations if "York" in citation.quote)
    assert "[York, November 2021] “Inadequate” [2]" in answer.text.splitlines()


def test_two_places_are_compared_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("Compare Hull with York on their overall rating")
    side_by_side = next(line for line in answer.text.splitlines() if "Hull" in line and "York" in line)
    assert "Requires improvement" in side_by_side
    assert "Outstanding" in side_by_side


def test_a_sentence_that_points_back_brings_the_one_before(assistant: Assistant) -> None:
    answer = assistant.ask("What delays the work by weeks?")
    assert answer.statements[0].text.endswith(
        "“Cases from patrol officers first go to a clerk for evidence. That delays the work by weeks.”"
    )
    assert len(answer.statements[0].citations) == 1


def test_each_place_has_its_word(assistant: Assistant) -> None:
    answer = assistant.ask("What was the average caseload of a practitioner in Kent and in Leeds?")
    assert {"kent_2022.md"} < cited(answer)
    assert any(path.startswith("leeds") for path in cited(answer))


def test_none_of_many_places_goes_without_a_word() -> None:
    places = ("Hull", "Leeds", "Kent", "Essex", "York")
    documents = [Document(id, f"{id}.md", "", 1, Metadata(id, places=(id,))) for id in places]
    evidence = [
        Evidence(Unit(d.id, UnitKind.SENTENCE, (Span(1, 0, 9),), "It has a course.", (), "", (), 0), 9.0 - n, ())
        for n, d in enumerate(documents)
    ]
    asked = answerer.read("What do Hull, Leeds, Kent, Essex and York each say about knives?", gazetteer())
    assert [e.unit.document_id for e in compose.of_each_side(asked, evidence, documents)] == list(places)


def test_two_matters_are_compared_each_with_its_quotation(assistant: Assistant) -> None:
    answer = assistant.ask("Compare the keeping of a caseload of 12 with cases from patrol officers")
    assert any("two posts were empty" in statement.text for statement in answer.statements)
    assert any("clerk for evidence" in statement.text for statement in answer.statements)


def test_standards_are_counted_without_the_overall_rating(assistant: Assistant) -> None:
    answer = assistant.ask("How many standards were rated inadequate in York?")
    assert answer.text.startswith("1 rating ")
    assert "Outstanding" not in answer.text


def test_improvement_between_two_years_is_a_trend(assistant: Assistant) -> None:
    answer = assistant.ask("Did Hull improve between its inspections of 2019 and 2023?")
    assert "“Good” to “Requires improvement”" in answer.text


def test_quoted_words_keep_their_speaker(assistant: Assistant) -> None:
    answer = assistant.ask("Who is proud of the volunteers in Leeds?")
    statement = next(s for s in answer.statements if "proud" in s.text)
    assert "Councillor Ann Hill" in statement.text
    assert len(statement.citations) == 2


def test_a_conversation_carries_its_context(assistant: Assistant) -> None:
    _, conversation = assistant.converse("How was planning rated in Kent?", Conversation())
    answer, conversation = assistant.converse("And in Leeds in the 2021 report?", conversation)
    assert "outstanding" in answer.text
    assert cited(answer) == {"leeds_2021.md"}
    answer, _ = assistant.converse("And the one before?", conversation)
    assert cited(answer) == {"leeds_2017.md"}


def test_who_said_that_names_the_speaker(assistant: Assistant) -> None:
    _, conversation = assistant.converse("Is there more to do for girls in Leeds?", Conversation())
    answer, _ = assistant.converse("Who said that?", conversation)
    assert "Ann Hill" in answer.text


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    question = "What did inspectors see in Kent?"
    first, again = assistant.ask(question), assistant.ask(question)
    assert (first.text, first.citations, first.confidence) == (again.text, again.citations, again.confidence)


def test_a_single_fact_stays_within_its_words(assistant: Assistant) -> None:
    answer = assistant.ask("How many children did a practitioner in Leeds have in the 2021 report?")
    assert len(answer.text.split()) <= compose.FACT_WORDS + 5


def test_a_cancelled_question_is_given_up(assistant: Assistant) -> None:
    with pytest.raises(Cancelled):
        assistant.ask("How was Kent rated?", cancelled=lambda: True)


def test_an_answer_that_does_not_verify_is_withheld(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Answer:
        raise GroundingError("the quotation differs from the page")

    monkeypatch.setattr(answerer, "verify", refuse)
    for question in ("How was Kent rated?", "How was planning rated in Kent and who was the lead inspector?"):
        answer = assistant.ask(question)
        assert answer.abstained
        assert "withheld" in (answer.reason or "")
        assert answer.withheld == "the quotation differs from the page"


def test_a_place_that_is_no_authority_is_a_matter_like_any_other_where_texts_speak_of_it(
    assistant: Assistant,
) -> None:
    assert "cared for by the council of Glasgow" in assistant.ask("Which child was cared for by Glasgow?").text
    assert "no document about Belfast" in (assistant.ask("Which child was cared for by Belfast?").reason or "")


@pytest.mark.parametrize(
    ("question", "earlier", "asked"),
    [
        ("What did HMIP rate Leeds YJS?", False, "How was the service rated?"),
        ("What did HMIP rate Leeds YJS in 2019?", False, "How was the service rated in 2019?"),
        ("How was Leeds rated?", True, "How did they do at the previous inspection?"),
        ("How was Northfield Academy rated?", False, ""),
        ("How was children's social care rated in Leeds?", False, ""),
        ("How was planning rated in Leeds?", False, ""),
        ("When was Leeds rated inadequate?", False, ""),
    ],
)
def test_only_the_overall_rating_is_asked_for_in_other_words(question: str, earlier: bool, asked: str) -> None:
    read = answerer.read(question, gazetteer())
    scope = Scope((), narrowed=True, told_earlier=earlier, required=read.periods)
    assert answerer._as_everybody_asks(read, scope).content == (asked or read.content)


@pytest.mark.parametrize(
    ("question", "text", "sides"),
    [
        ("Why did Hull not merge with Leeds?", "It would not pay what Leeds pays.", 0),
        ("Why did Hull not merge with Leeds?", "It would not pay more.", 2),
        ("What do Hull and Leeds do about knives?", "Officers from Leeds came to see the course.", 2),
    ],
)
def test_what_ties_two_places_together_answers_for_both(question: str, text: str, sides: int) -> None:
    documents = [Document(id, f"{id}.md", "", 1, Metadata(id, places=(id,))) for id in ("Hull", "Leeds")]
    evidence = [
        Evidence(Unit(d.id, UnitKind.SENTENCE, (Span(1, 0, 9),), words, (), "", (), 0), score, ())
        for d, words, score in zip(documents, (text, "It has a course."), (9.0, 1.0), strict=True)
    ]
    assert len(compose.of_each_side(answerer.read(question, gazetteer()), evidence, documents)) == sides


def test_a_rate_says_what_time_it_is_of() -> None:
    row = LedgerRow(
        document_id="d", framework="", family="youth", measure="reoffending", kind=Figure.RATE,
        label="Reoffending rate", value="40%", normal="40", subject="Leeds", period="2018-12", page=1, start=0, end=3,
        note="october 2015 to september 2016",
    )  # fmt: skip
    dated = "the reoffending rate is of October 2015 to September 2016"
    assert of_when([row, row, replace(row, note=""), replace(row, kind=Figure.COUNT)]) == [dated]


def test_an_inspection_of_a_place_is_told_of_before_a_thematic_one() -> None:
    row = LedgerRow(
        document_id="d", framework="", family="", measure="lead-inspector", kind=Figure.PERSON, label="Lead inspector",
        value="Ann Hill", normal="Ann Hill", subject="Leeds", period="2018-12", page=1, start=0, end=8,
    )  # fmt: skip
    thematic, report = (
        (Document(kind, f"{kind}.md", "", 1, Metadata(kind, kind)), (row,)) for kind in (Kind.THEMATIC, Kind.REPORT)
    )
    assert figures._of_the_inspection([thematic, report]) == [report]
    assert figures._of_the_inspection([thematic]) == [thematic]


def test_a_list_told_in_sentences_is_shown_with_those_that_go_on_with_it() -> None:
    said = ("They wanted fewer delays.", "They also asked for more staff.", "It rained.", "And more rooms are needed.")
    evidence = [
        Evidence(Unit("d", UnitKind.SENTENCE, (Span(1, 9 * n, 9 * n + 5),), text, (), "", (), n), score, NOTHING_KNOWN)
        for (n, text), score in zip(enumerate(said), (9.0, 1.0, 0.5, 0.1), strict=True)
    ]
    for question, shown in (("What needs to improve?", said[:2]), ("Who needs them?", said[:1])):
        chosen = compose.select(answerer.read(question, gazetteer()), evidence)
        assert [e.unit.text for e in chosen] == list(shown)
