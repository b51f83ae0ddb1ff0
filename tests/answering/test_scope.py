"""Which documents a question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from yosqa.answering import scope as scopes
from yosqa.answering.cues import Asked
from yosqa.answering.periods import Period
from yosqa.answering.question import Question, read
from yosqa.answering.scope import Scope
from yosqa.ledger.times import Times
from yosqa.metadata.places import gazetteer
from yosqa.model import Document, Kind, Metadata


def document(
    place: str,
    published: str,
    kind: Kind = Kind.REPORT,
    framework: str = "ofsted-ilacs",
    fieldwork: str = "",
    **more: tuple[str, ...],
) -> Document:
    metadata = Metadata(
        title=f"Inspection of {place}",
        kind=kind,
        places=(place,),
        published=published,
        fieldwork_start=fieldwork,
        framework=framework,
        **more,
    )
    return Document(f"{place}-{published}", f"{place}_{published}.pdf", "application/pdf", 10, metadata)


FAMILIES = {"ofsted-ilacs": "childrens", "area-send-2016": "send"}
NORWOOD_16 = document("Norwood", "2016-05-24")
NORWOOD_19 = document("Norwood", "2019-12-20", fieldwork="2019-11-04")
NORWOOD_SEND = document("Norwood", "2021-03-01", framework="area-send-2016")
NORWOOD_NEWS = document("Norwood", "2019-12-22", Kind.NEWS, framework="", mentions=("Eastham",))
SOUTHAM = document("Southam", "2019-01-09")
CORPUS = [NORWOOD_16, NORWOOD_19, NORWOOD_SEND, NORWOOD_NEWS, SOUTHAM]


def ask(*places: str, periods: tuple[Period, ...] = (), kinds: tuple[Kind, ...] = (), **more: object) -> Question:
    return Question("?", "?", Asked.DESCRIPTION, places, periods, kinds, **more)  # type: ignore[arg-type]


def resolve(question: Question, documents: Sequence[Document]) -> Scope:
    return scopes.resolve(question, documents, lambda document: FAMILIES.get(document.metadata.framework, ""))


def test_a_budget_year_is_that_of_a_document_published_in_it() -> None:
    year = (Period("2019/20", False),)
    assert set(resolve(ask("Norwood", periods=year), CORPUS).documents) == {NORWOOD_19, NORWOOD_NEWS}
    assert resolve(ask("Norwood", periods=(Period("2020/21", False),)), CORPUS).documents == (NORWOOD_SEND,)
    assert not resolve(ask(periods=year), CORPUS).narrowed
    earlier = (Period("2018/19", False),)
    assert resolve(ask("Norwood", periods=earlier), CORPUS).required == earlier


def test_documents_older_than_what_is_asked_tell_nothing_of_it() -> None:
    since = ask("Norwood", bound=Times(since="2019-12"))
    assert set(resolve(since, CORPUS).documents) == {NORWOOD_19, NORWOOD_NEWS, NORWOOD_SEND}


def test_without_a_name_every_document_may_answer() -> None:
    scope = resolve(ask(), CORPUS)
    assert set(scope.documents) == set(CORPUS)
    assert not scope.narrowed


def test_a_place_chooses_its_documents_newest_first() -> None:
    scope = resolve(ask("Norwood"), CORPUS)
    assert scope.documents == (NORWOOD_SEND, NORWOOD_NEWS, NORWOOD_19, NORWOOD_16)
    assert scope.narrowed


@pytest.mark.parametrize("question", [ask(), ask("Hackney"), ask(periods=(Period("2014", True),)), ask(earlier=True)])
def test_without_documents_nothing_may_answer(question: Question) -> None:
    assert resolve(question, []) == Scope((), True, missing="nothing is indexed yet")


def test_a_place_without_a_document_is_a_reason_to_abstain() -> None:
    assert resolve(ask("Hackney"), CORPUS).missing == "no document about Hackney"


def test_a_place_that_is_only_mentioned_must_stand_in_the_answer() -> None:
    scope = resolve(ask("Eastham"), CORPUS)
    assert (scope.documents, scope.mention, scope.missing) == ((NORWOOD_NEWS,), "Eastham", "")


def test_a_register_that_lists_a_place_may_answer_for_any_year() -> None:
    register = document("", "", Kind.REGISTER, framework="", mentions=("Norwood",))
    corpus = [*CORPUS, register]
    assert resolve(ask("Norwood", periods=(Period("2014", True),)), corpus).documents == (register,)
    assert register in resolve(ask("Norwood"), corpus).documents
    assert register not in resolve(ask("Norwood", periods=(Period("2016", True),)), corpus).documents
    assert register not in resolve(ask("Southam"), corpus).documents
    named = ask("Norwood", periods=(Period("2016", True),), kinds=(Kind.REGISTER,))
    assert register in resolve(named, corpus).documents


def test_places_that_are_only_mentioned_take_the_documents_that_mention_them() -> None:
    scope = resolve(ask("Eastham", "Hackney"), CORPUS)
    assert (scope.documents, scope.mention, scope.missing) == ((NORWOOD_NEWS,), "", "")
    assert resolve(ask("Hackney", "Ealing"), CORPUS).missing == "no document about Hackney or Ealing"


def test_a_name_with_two_readings_is_a_choice() -> None:
    corpus = [*CORPUS, document("East Sussex", "2020-01-01"), document("West Sussex", "2021-01-01")]
    missing = resolve(ask("Sussex"), corpus).missing
    assert missing == "no document about Sussex; say which you mean: East Sussex or West Sussex"


@pytest.mark.parametrize("iso", ["2016", "2016-05", "2016-06"])
def test_a_period_chooses_the_report_a_neighbouring_month_too(iso: str) -> None:
    assert resolve(ask("Norwood", periods=(Period(iso, True),)), CORPUS).documents == (NORWOOD_16,)


def test_the_month_of_the_fieldwork_chooses_the_report_as_well() -> None:
    assert resolve(ask("Norwood", periods=(Period("2019-11", True),)), CORPUS).documents == (NORWOOD_19,)


def test_a_report_of_a_year_that_is_not_there_is_missing_and_the_others_are_named() -> None:
    missing = resolve(ask("Norwood", periods=(Period("2014", True),)), CORPUS).missing
    assert missing == "no document about Norwood from 2014; the corpus has March 2021, December 2019, May 2016"
    undated = document("Norwood", "", Kind.NEWS, framework="")
    assert resolve(ask("Norwood", periods=(Period("2014", True),)), [*CORPUS, undated]).missing == missing


def test_a_year_that_chooses_nothing_and_names_no_document_is_part_of_the_question() -> None:
    scope = resolve(ask("Southam", periods=(Period("2017", False),)), CORPUS)
    assert (scope.documents, scope.required, scope.missing) == ((SOUTHAM,), (Period("2017", False),), "")


def test_a_year_across_two_chooses_no_document() -> None:
    period = read("How many in 2017-18?", gazetteer()).periods
    assert period == (Period("2017/18", False),)
    assert resolve(ask("Southam", periods=period), CORPUS).required == period


def test_the_time_before_may_have_no_document_though_its_year_is_given() -> None:
    asked = read("How was it rated the time before, in 2012?", gazetteer())
    assert asked.earlier
    scope = resolve(ask("Southam", periods=asked.periods, earlier=True), CORPUS)
    assert scope.told_earlier
    assert scope.required == (Period("2012", False),)


def test_of_two_years_the_one_that_names_a_document_decides() -> None:
    scope = resolve(ask("Norwood", periods=(Period("2016", False), Period("2019", True))), CORPUS)
    assert scope.documents == (NORWOOD_NEWS, NORWOOD_19)


def test_kind_and_framework_narrow_where_they_leave_something() -> None:
    assert resolve(ask("Norwood", kinds=(Kind.NEWS, Kind.RELEASE)), CORPUS).documents == (NORWOOD_NEWS,)
    assert resolve(ask("Norwood", framework="send"), CORPUS).documents == (NORWOOD_SEND,)
    assert resolve(ask("Southam", kinds=(Kind.NEWS,)), CORPUS).documents == (SOUTHAM,)


def test_the_latest_and_the_one_before() -> None:
    assert resolve(ask("Norwood", latest=True), CORPUS).documents == (NORWOOD_SEND,)
    assert resolve(ask("Norwood", earlier=True), CORPUS).documents == (NORWOOD_19,)
    alone = resolve(ask("Southam", earlier=True), CORPUS)
    assert alone.documents == (SOUTHAM,)
    assert alone.told_earlier


def test_the_latest_and_the_one_before_are_counted_in_the_family_that_rates_what_is_asked() -> None:
    old, middle, newest = (document("Norwood", when, framework="ofsted-ilacs") for when in ("2018", "2020", "2022"))
    send = [document("Norwood", when, framework="area-send-2016") for when in ("2023", "2024")]
    corpus = [old, middle, newest, *send]

    def chosen(**more: object) -> tuple[Document, ...]:
        return resolve(ask("Norwood", **more), corpus).documents  # type: ignore[arg-type]

    assert chosen(latest=True, placeless="the overall rating") == (newest,)
    assert chosen(earlier=True, placeless="the overall rating") == (middle,)
    assert chosen(latest=True, placeless="what was said of speech therapy") == (send[1],)
    assert chosen(earlier=True, placeless="what was said of speech therapy") == (send[0],)
    assert chosen(earlier=True, before=middle.id, placeless="the overall rating") == (old,)
    assert chosen(earlier=True, before=send[1].id) == (send[0],)
    assert resolve(ask("Norwood", earlier=True, before=old.id), corpus).told_earlier


def test_two_places_take_the_documents_of_both() -> None:
    assert set(resolve(ask("Norwood", "Southam"), CORPUS).documents) == set(CORPUS)


def test_news_may_answer_what_names_the_service_but_not_what_names_an_inspection() -> None:
    report = document("Norwood", "2019-12-20", framework="hmip-youth-2018")
    both = [report, NORWOOD_NEWS, NORWOOD_SEND]
    assert resolve(ask("Norwood", framework="youth"), both).documents == (NORWOOD_NEWS, report)
    assert resolve(ask("Norwood", framework="send"), both).documents == (NORWOOD_SEND,)


def test_a_document_older_than_the_time_of_a_fact_knows_nothing_of_it() -> None:
    of_2017 = Period("2017-09", names_document=False)
    assert resolve(ask("Norwood", periods=(of_2017,)), CORPUS).documents == (NORWOOD_SEND, NORWOOD_NEWS, NORWOOD_19)
    target = replace(ask("Norwood", periods=(of_2017,)), text="What was the target for September 2017?")
    assert NORWOOD_16 in resolve(target, CORPUS).documents
    planned = replace(ask("Norwood", periods=(of_2017,)), text="What will be done by September 2017?")
    assert NORWOOD_16 in resolve(planned, CORPUS).documents


def test_a_time_that_chose_no_document_must_be_told_even_where_one_is_of_it() -> None:
    told = (Period("2016", names_document=False), Period("2019", names_document=True))
    assert resolve(ask("Norwood", periods=told), CORPUS).required == told[:1]


def test_childrens_services_are_those_of_every_framework_that_inspects_them() -> None:
    old, new = (
        document("Norwood", "2015", framework="ofsted-sif"),
        document("Norwood", "2020", framework="ofsted-ilacs-2018"),
    )
    youth = document("Norwood", "2019", framework="hmip-youth-2018")
    question = read("What was the previous rating of Norwood’s children’s services?", gazetteer())
    question = replace(question, places=("Norwood",))
    assert question.earlier
    assert scopes.resolve(question, [old, new, youth], lambda _: "childrens").documents == (old,)
    assert resolve(ask("Norwood", framework="ilacs"), [old, new, youth]).documents == (new,)


def test_a_title_chooses_its_document_and_a_place_is_a_matter_told_in_it() -> None:
    thematic = replace(NORWOOD_NEWS, id="t", metadata=Metadata(title="Left", kind=Kind.THEMATIC, mentions=("Norwood",)))
    corpus = [*CORPUS, thematic]
    scope = resolve(ask("Norwood", titles=("Left",)), corpus)
    assert (scope.documents, scope.mention, scope.named) == ((thematic,), "Norwood", True)
    assert resolve(ask(titles=("Left",)), corpus).documents == (thematic,)
    assert resolve(ask("Hackney", titles=("Left",)), corpus).mention == "Hackney"


def test_a_thematic_report_that_is_named_comes_before_the_documents_on_the_place() -> None:
    thematic = replace(NORWOOD_NEWS, id="t", metadata=Metadata(title="Left", kind=Kind.THEMATIC, mentions=("Norwood",)))
    scope = resolve(ask("Norwood", kinds=(Kind.THEMATIC,)), [*CORPUS, thematic])
    assert (scope.documents, scope.mention, scope.named) == ((thematic,), "Norwood", True)
    assert resolve(ask("Southam", kinds=(Kind.THEMATIC,)), [*CORPUS, thematic]).documents == (SOUTHAM,)


def test_of_a_visit_a_later_document_may_tell_and_of_a_report_none() -> None:
    scope = resolve(ask("Norwood", periods=(Period("2018-03", True, of_visit=True),)), CORPUS)
    assert scope.documents == (NORWOOD_SEND, NORWOOD_NEWS, NORWOOD_19)
    assert [period.iso for period in scope.required] == ["2018-03"]
    assert scope.unmet.startswith("no document about Norwood from March 2018")
    assert resolve(ask("Norwood", periods=(Period("2018-03", True),)), CORPUS).missing == scope.unmet
    assert resolve(ask("Norwood", periods=(Period("2023-03", True, of_visit=True),)), CORPUS).missing
