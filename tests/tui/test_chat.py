from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from tests.tui.scripted import NEWS, PAGE, PLANNED, PLANNING, REFUSED, REPORT, Script, cite
from yosqa.errors import IndexUnreadable
from yosqa.model import Statement
from yosqa.tui.evidence import Evidence
from yosqa.tui.transcript import Transcript
from yosqa.tui.turn import TurnState

Run = Callable[..., Any]
PLANNING_QUESTION, SOUTHPORT_QUESTION = PLANNED.question, REFUSED.question


async def test_an_answer_shows_its_quotations_how_sure_it_is_and_its_sources(chat: Run) -> None:
    async with chat() as c:
        turn = await c.ask(PLANNING_QUESTION)
        assert "\n".join(str(part.render()) for part in turn.query(".statement")) == (
            f"“{PLANNING}” [Northfield, 18 April 2023] [1]\n“Northfield must plan better, inspectors say.” [2]"
        )
        assert c.text(".verdict") == "Very likely right  ●●●●● 93% · 84 ms"
        rows = c.text("CitationRow")
        assert "[1] Inspection of youth justice services in Northfield" in rows
        assert "page 1 · 2.2 Planning · report · 18 Apr 2023" in rows
        assert "[2] [Exclusive] Northfield youth service told to plan better" in rows
        assert c.prompt.text == "" and c.prompt.has_focus


async def test_the_page_of_the_first_source_opens_beside_the_answer(chat: Run) -> None:
    async with chat() as c:
        turn = await c.ask(PLANNING_QUESTION)
        evidence = c.screen.query_one(Evidence)
        await c.until(lambda: evidence.display)
        assert evidence.border_title == "[1] page 1 · 2.2 Planning"
        assert evidence.border_subtitle == "‹ 2 of 3 in the file ›"
        assert c.text(".title") == REPORT.title
        cited = evidence.query_one(".cited").render()
        plain = cited.plain
        marks = [(plain[span.start : span.end], str(span.style)) for span in cited.spans]
        assert [text for text, _ in marks] == [PLANNING, "Requires improvement"]
        assert "underline" in marks[1][1]
        assert "[draft] Percentages: [/b] safety 62%" in c.text(".page")
        assert evidence.region.x >= turn.region.right


@pytest.mark.parametrize("way", ["number sent", "tab", "row focused", "enter", "click", "marker"])
async def test_ways_to_open_a_source(chat: Run, way: str) -> None:
    async with chat() as c:
        await c.ask(PLANNING_QUESTION)
        await c.until(lambda: c.screen.query_one(Evidence).citation is PLANNED.citations[0])
        rows = list(c.screen.query("CitationRow"))
        if way == "number sent":
            await c.type("[2]")
        elif way == "tab":
            await c.press("tab", "tab", "enter")
        elif way == "row focused":
            rows[0].focus()
            await c.press("2")
        elif way == "enter":
            rows[0].focus()
            await c.press("down", "enter")
        elif way == "click":
            await c.click(rows[1])
        else:
            await c.click(list(c.screen.query(".statement"))[1], offset=(50, 0))
        await c.until(lambda: c.screen.query_one(Evidence).citation is PLANNED.citations[1])
        assert "\ufffd[31mred" in c.text(".page")
        assert len(c.turns) == 1
        assert [row.has_class("-open") for row in rows] == [False, True]


async def test_many_sources_from_one_page_share_a_row(chat: Run) -> None:
    words = ("Planning", "was", "rated", "Plans", "were")
    citations = tuple(cite(marker, REPORT, 2, word) for marker, word in enumerate(words, 1))
    many = replace(
        PLANNED,
        statements=(Statement("“Planning” “was” “rated” “Plans” “were”", (1, 2, 3, 4, 5)),),
        citations=(*citations, replace(PLANNED.citations[1], marker=6)),
        coverage="5 of 6 inspections state this",
    )
    async with chat(Script({PLANNING_QUESTION: many})) as c:
        await c.ask(PLANNING_QUESTION)
        assert c.text(".statement").endswith("“were” [1]–[5]\n5 of 6 inspections state this")
        assert c.text("CitationRow").splitlines() == [f"[1]–[5] p. 1  {REPORT.title}", f"[6] p. 1  {NEWS.title}"]
        await c.type("4")
        await c.until(lambda: c.screen.query_one(Evidence).citation is citations[3])
        await c.until(lambda: [row.has_class("-open") for row in c.screen.query("CitationRow")] == [True, False])


async def test_a_quotation_that_is_not_on_its_page_is_not_drawn(chat: Run) -> None:
    false = replace(PLANNED.citations[0], quote="Planning was rated Outstanding, really!!")
    script = Script({PLANNING_QUESTION: replace(PLANNED, citations=(false, PLANNED.citations[1]))})
    async with chat(script) as c:
        await c.ask(PLANNING_QUESTION)
        await c.until(lambda: "differs from the page" in c.text("Toast"))
        assert not c.screen.query_one(Evidence).display
        assert "Outstanding" not in c.text(".page")


async def test_an_abstention_gives_its_reason_and_the_nearest_passages_as_such(chat: Run) -> None:
    async with chat() as c:
        await c.ask(PLANNING_QUESTION)
        turn = await c.ask(SOUTHPORT_QUESTION, TurnState.ABSTAINED)
        said = [str(part.render()) for part in turn.query("Static") if part.display]
        assert said[1:6] == [
            "Understood as: How was planning rated in Southport?",
            "No supported answer",
            "The corpus does not hold the answer: no document about Southport.",
            "Nearest passages, which do not answer it:",
            f"[1] {REPORT.title}\n    page 1 · report · 18 Apr 2023",
        ]
        assert said[6] == PLANNING
        await c.until(lambda: not c.screen.query_one(Evidence).display)


async def test_a_long_nearest_passage_is_seen_to_go_on(chat: Run) -> None:
    long = replace(REFUSED, nearest=(cite(1, REPORT, 2, PAGE.rstrip()),))
    async with chat(Script({SOUTHPORT_QUESTION: long}), size=(60, 30)) as c:
        turn = await c.ask(SOUTHPORT_QUESTION, TurnState.ABSTAINED)
        passage = turn.query_one(".passage")
        shown = str(passage.render())
        assert shown.endswith(" …") and shown[:-2] in " ".join(PAGE.split())
        assert passage.size.height == passage.get_content_height(c.app.size, c.app.size, passage.size.width)


async def test_questions_typed_before_anything_is_loaded_are_answered_in_turn(chat: Run) -> None:
    script = Script()
    script.may_open.clear()
    async with chat(script, ready=False) as c:
        await c.type(PLANNING_QUESTION)
        await c.type(SOUTHPORT_QUESTION)
        await c.until(lambda: c.text(".status").count("as soon as the documents are ready") == 2)
        assert script.asked == []
        script.may_open.set()
        await c.until(lambda: [turn.state for turn in c.turns] == [TurnState.ANSWERED, TurnState.ABSTAINED])
        assert script.asked == [(PLANNING_QUESTION, 0), (SOUTHPORT_QUESTION, 1)]


async def test_escape_stops_the_question_and_what_it_brings_is_dropped(chat: Run) -> None:
    script = Script()
    async with chat(script) as c:
        script.may_answer.clear()
        await c.type(PLANNING_QUESTION)
        await c.until(lambda: script.asked)
        assert "esc stops" in c.text(".status")
        await c.press("escape")
        await c.until(lambda: c.turns[0].state is TurnState.STOPPED)
        assert c.prompt.text == PLANNING_QUESTION
        script.may_answer.set()
        await c.press("enter")
        await c.until(lambda: len(c.turns) == 2 and c.turns[1].state is TurnState.ANSWERED)
        assert c.turns[0].state is TurnState.STOPPED
        assert script.asked == [(PLANNING_QUESTION, 0), (PLANNING_QUESTION, 0)], "the conversation has not advanced"


async def test_an_error_is_shown_with_its_hint_and_the_conversation_goes_on(chat: Run) -> None:
    broken = IndexUnreadable("[index] is damaged.", hint="Run: yosqa index --rebuild")
    script = Script({"broken?": broken, PLANNING_QUESTION: PLANNED})
    async with chat(script) as c:
        await c.ask("broken?", TurnState.FAILED)
        assert c.text(".error") == "[index] is damaged.\nRun: yosqa index --rebuild"
        await c.ask(PLANNING_QUESTION)
        assert script.asked[-1] == (PLANNING_QUESTION, 0)


async def test_a_defect_is_said_to_be_one_and_stands_in_the_log(chat: Run, caplog: pytest.LogCaptureFixture) -> None:
    async with chat(Script({})) as c:
        await c.ask("unscripted?", TurnState.FAILED)
        assert "inside yosqa: KeyError('unscripted?')" in c.text(".error")
        assert "KeyError" in caplog.text


async def test_the_first_build_shows_its_progress_and_answers_afterwards(chat: Run) -> None:
    script = Script(indexed=False)
    script.may_build.clear()
    async with chat(script, ready=False) as c:
        await c.until(lambda: "reading 1 of 3 · about 40 s left" in c.text("IndexingBar .amount"))
        assert c.text("IndexingBar .item") == "news/[torn].pdf"
        await c.type(PLANNING_QUESTION)
        script.may_build.set()
        await c.until(lambda: "1 file could not be read" in c.text("Toast"))
        await c.until(lambda: c.turns[0].state is TurnState.ANSWERED)
        assert not c.screen.query_one("IndexingBar").display


async def test_an_index_of_another_version_is_built_again(chat: Run) -> None:
    async with chat(Script(readable=False), ready=False) as c:
        await c.until(lambda: "made by another version. It is built again." in c.text("Toast"))
        await c.ask(PLANNING_QUESTION)


async def test_documents_of_another_model_are_embedded_again(chat: Run) -> None:
    script = Script(fitting=False)
    async with chat(script) as c:
        await c.ask(PLANNING_QUESTION)


async def test_questions_are_answered_while_the_index_is_brought_up_to_date(chat: Run) -> None:
    script = Script()
    script.may_build.clear()
    async with chat(script, ready=False) as c:
        await c.until(script.building.is_set)
        await c.ask(PLANNING_QUESTION)
        assert not script.may_build.is_set()
        await c.until(lambda: c.screen.query_one("IndexingBar").display)
        await c.press("escape")
        await c.until(lambda: "Indexing stopped" in c.text("Toast"))
        assert not c.screen.query_one("IndexingBar").display
        await c.until(lambda: c.text("#state") == "ready")
        script.may_build.set()
        await c.press("f5")
        await c.until(lambda: c.screen.receipt is not None)


async def test_a_stopped_first_build_leaves_a_remedy(chat: Run) -> None:
    script = Script(indexed=False)
    script.may_build.clear()
    async with chat(script, ready=False) as c:
        await c.type(PLANNING_QUESTION)
        await c.until(lambda: c.text("IndexingBar .amount"))
        await c.press("escape")
        await c.until(lambda: c.turns[0].state is TurnState.STOPPED)
        await c.press("escape")
        await c.until(lambda: c.text("#state") == "no documents")


@pytest.mark.parametrize(("width", "beside"), [(120, True), (100, True), (80, False), (60, False)])
async def test_the_page_stands_beside_the_answer_or_below_it(chat: Run, width: int, beside: bool) -> None:
    async with chat(size=(width, 24)) as c:
        turn = await c.ask(PLANNING_QUESTION)
        evidence = c.screen.query_one(Evidence)
        await c.type("1")
        cited = evidence.query_one(".cited")
        await c.until(lambda: evidence.display and evidence.region.contains_point(cited.region.offset))
        assert (evidence.region.x >= turn.region.right) is beside
        assert c.prompt.region.bottom <= 23
        assert all(
            widget.region.right <= width for widget in c.screen.query("Header > *, Prompt, Transcript, Evidence")
        )


async def test_after_resizing_the_newest_turn_is_still_in_view(chat: Run) -> None:
    async with chat(size=(120, 40)) as c:
        for _ in range(4):
            await c.ask(PLANNING_QUESTION)
        await c.pilot.resize_terminal(60, 20)
        transcript = c.screen.query_one(Transcript)
        await c.until(lambda: transcript.turns[-1].region.overlaps(transcript.content_region))


async def test_resizing_moves_the_page_and_keeps_it(chat: Run) -> None:
    async with chat(size=(120, 40)) as c:
        await c.ask(PLANNING_QUESTION)
        evidence = c.screen.query_one(Evidence)
        await c.until(lambda: evidence.display)
        await c.pilot.resize_terminal(60, 20)
        await c.until(lambda: evidence.region.width > 50 and evidence.region.y > 5)
        assert evidence.citation is PLANNED.citations[0]


async def test_escape_hides_the_page_on_a_narrow_screen(chat: Run) -> None:
    async with chat(size=(80, 24)) as c:
        await c.ask(PLANNING_QUESTION)
        await c.type("1")
        await c.until(lambda: c.screen.query_one(Evidence).display)
        await c.press("escape")
        await c.until(lambda: not c.screen.query_one(Evidence).display)
        await c.press("f2")
        await c.until(lambda: c.screen.query_one(Evidence).display)


async def test_turning_pages(chat: Run) -> None:
    async with chat() as c:
        await c.ask(PLANNING_QUESTION)
        evidence = c.screen.query_one(Evidence)
        await c.until(lambda: evidence.display)
        evidence.focus()
        await c.press("right")
        await c.until(lambda: c.text(".empty") == "This page has no text.")
        assert evidence.citation is None
        await c.press("right", "left", "left")
        await c.until(lambda: evidence.border_title == "page i")


async def test_a_source_that_has_changed_since_is_said_to_have(chat: Run) -> None:
    script = Script()
    async with chat(script) as c:
        await c.ask(PLANNING_QUESTION)
        await c.until(lambda: c.screen.query_one(Evidence).display)
        script.documents = (NEWS,)
        await c.type("1")
        await c.until(lambda: "has changed since or is gone" in c.text("Toast"))
        assert "inside yosqa" not in c.text("Toast")


async def test_copying_a_quotation_with_its_source(chat: Run) -> None:
    async with chat() as c:
        await c.ask(PLANNING_QUESTION)
        await c.until(lambda: c.screen.query_one(Evidence).citation)
        await c.press("f3")
        expected = f"“{PLANNING}” — {REPORT.title}, p. 1 ({REPORT.path})"
        await c.until(lambda: c.app.clipboard == expected)
        list(c.screen.query("CitationRow"))[1].focus()
        await c.press("c")
        await c.until(lambda: NEWS.path in c.app.clipboard)


async def test_moving_between_turns(chat: Run) -> None:
    async with chat() as c:
        first = await c.ask(PLANNING_QUESTION)
        second = await c.ask(SOUTHPORT_QUESTION, TurnState.ABSTAINED)
        await c.press("alt+up")
        assert second.has_focus
        await c.press("alt+up", "2")
        assert first.has_focus
        await c.until(lambda: c.screen.query_one(Evidence).citation is PLANNED.citations[1])
        await c.press("alt+down", "alt+down")
        assert c.prompt.has_focus
        await c.press("alt+up", "enter")
        assert c.prompt.text == SOUTHPORT_QUESTION


async def test_the_prompt_takes_lines_and_walks_through_past_questions(chat: Run, tmp_path: Path) -> None:
    history = tmp_path / "questions.jsonl"
    async with chat(history=history) as c:
        await c.ask(PLANNING_QUESTION)
        await c.ask(SOUTHPORT_QUESTION, TurnState.ABSTAINED)
        await c.press("enter", "space", "enter")
        assert len(c.turns) == 2, "white space is not sent"
    async with chat(history=history) as c:
        await c.press("d", "r", "a", "f", "t", "ctrl+j", "2")
        assert c.prompt.text == "draft\n2"
        await c.press("up", "up")
        assert c.prompt.text == SOUTHPORT_QUESTION
        await c.press("up", "up")
        assert c.prompt.text == PLANNING_QUESTION
        await c.press("down", "down")
        assert c.prompt.text == "draft\n2"


async def test_fast_typing_keeps_its_order(chat: Run) -> None:
    """Keys that arrive together, as they do from a slow line or another program, must not overtake each other."""
    async with chat() as c:
        keys = [*PLANNING_QUESTION, "enter", *"and", "ctrl+j", *"more"]
        for key in keys:
            c.app.post_message(Key(key, key if len(key) == 1 else None))
        await c.until(lambda: c.turns and c.prompt.text == "and\nmore")
        assert [turn.question for turn in c.turns] == [PLANNING_QUESTION]


async def test_example_questions_come_from_the_documents(chat: Run) -> None:
    async with chat() as c:
        await c.until(lambda: len(c.screen.query("Example")) == 3)
        assert "What was Northfield rated overall?" in c.text("Example")
        assert c.text("Welcome .corpus") == "1 news item, 1 report · 4 pages"
        await c.click("Example")
        assert c.prompt.text == "What was Northfield rated overall?"


async def test_control_c_stops_first_and_leaves_when_pressed_twice(chat: Run) -> None:
    script = Script()
    async with chat(script) as c:
        script.may_answer.clear()
        await c.type(PLANNING_QUESTION)
        await c.until(lambda: script.asked)
        await c.press("ctrl+c")
        await c.until(lambda: c.turns[0].state is TurnState.STOPPED)
        c.prompt.clear()
        await c.press("ctrl+c")
        await c.until(lambda: "ctrl+c again" in c.text("Toast"))
        assert c.app.is_running
        await c.press("ctrl+c")
        await c.until(lambda: c.app._exit)


async def test_leaving_while_a_job_runs_tells_it_to_stop(chat: Run) -> None:
    script = Script()
    async with chat(script) as c:
        script.may_answer.clear()
        await c.type(PLANNING_QUESTION)
        await c.until(lambda: script.asked)
        await c.press("ctrl+q")
    assert not c.app.is_running
