"""The program as a person or a script meets it: a folder of documents, the real model, processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from yosqa.errors import ExitCode
from yosqa.workspace import Workspace, create

pytestmark = pytest.mark.model

LEEDS = """\
---
title: Leeds Youth Justice Service inspection
published: 2021-03-16
kind: report
---

# Leeds Youth Justice Service

HM Inspectorate of Probation inspected Leeds Youth Justice Service in January 2021.

## Overall rating

The overall rating of Leeds Youth Justice Service was good.

## Staffing

The service employed 43 practitioners and relied on six agency workers while posts were vacant.

## Recommendations

The Leeds Youth Justice Service should:

1. review the caseloads of its practitioners
2. make sure that every child has a safety plan
3. give volunteers an induction
"""

KENT = """\
<html><head><title>Kent council to spend more on youth work</title>
<meta property="article:published_time" content="2022-06-01"></head>
<body><nav>Home | Sport | Weather</nav>
<article><h1>Kent council to spend more on youth work</h1>
<p>Kent County Council will spend an extra £2.4 million on youth work, its cabinet decided on Wednesday.</p>
<p>"This money will keep young people out of court," said Roger Example, who leads the council.</p>
</article></body></html>
"""

NO_NETWORK = """\
import sys

def refuse(event, arguments):
    if event == "socket.__new__":
        local = arguments[1] == 1  # AF_UNIX, by which processes of one machine speak
    elif event == "socket.connect":
        local = isinstance(arguments[1], (str, bytes))
    else:
        local = event not in {"socket.getaddrinfo", "socket.sendto"}
    if not local:
        sys.stderr.write(f"NETWORK: {event} {arguments}\\n")
        raise PermissionError(event)

sys.addaudithook(refuse)
"""


def fill(workspace: Workspace) -> None:
    (workspace.corpus / "reports").mkdir()
    (workspace.corpus / "reports" / "leeds.md").write_text(LEEDS, encoding="utf-8")
    (workspace.corpus / "kent.html").write_text(KENT, encoding="utf-8")


def yosqa(
    workspace: Workspace, *arguments: str, typed: str = "", variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yosqa", "--workspace", str(workspace.root), *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=os.environ | (variables or {}),
        timeout=300,
    )


def objects(run: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Workspace:
    workspace = create(tmp_path_factory.mktemp("built"))
    fill(workspace)
    run = yosqa(workspace, "index", variables={"XDG_CACHE_HOME": str(model_cache)})
    assert run.returncode == ExitCode.DONE, run.stderr
    assert run.stdout.startswith("2 added, 0 changed, 0 removed, 0 unchanged; 2 documents")
    return workspace


def test_a_second_build_finds_nothing_to_do(built: Workspace) -> None:
    run = yosqa(built, "index", "--json")
    (receipt,) = objects(run)
    assert (receipt["added"], receipt["changed"], receipt["unchanged"]) == ([], [], 2)
    assert [entry["path"] for entry in receipt["files"]] == ["kent.html", "reports/leeds.md"]


def test_an_answer_in_plain_text(built: Workspace) -> None:
    run = yosqa(built, "ask", "How many agency workers did Leeds rely on?")
    assert run.returncode == ExitCode.DONE, run.stderr
    answer, sources = run.stdout.split("\n\n")
    assert "six agency workers" in answer
    assert "[1]" in answer
    assert "reports/leeds.md, page 1" in sources
    assert run.stderr == ""


def test_an_answer_as_json_quotes_the_document(built: Workspace) -> None:
    run = yosqa(built, "ask", "--json", "What was the overall rating of Leeds Youth Justice Service?")
    (answer,) = objects(run)
    assert (run.returncode, answer["abstained"]) == (ExitCode.DONE, False)
    assert "good" in answer["answer"]
    (citation, *_) = answer["citations"]
    assert citation["path"] == "reports/leeds.md"
    assert citation["quote"] in LEEDS
    assert citation["end"] - citation["start"] == len(citation["quote"])
    assert {statement["text"] for statement in answer["statements"]}


def test_an_explanation_goes_to_standard_error(built: Workspace) -> None:
    run = yosqa(built, "ask", "--json", "--explain", "How many agency workers did Leeds rely on?")
    assert len(objects(run)) == 1
    for part in ("understood as: ", "passage 1: reports/leeds.md, page 1 (score ", "confidence: "):
        assert part in run.stderr


def test_a_list_comes_whole(built: Workspace) -> None:
    (answer,) = objects(yosqa(built, "ask", "--json", "What were the recommendations for Leeds?"))
    assert all(word in answer["answer"] for word in ("caseloads", "safety plan", "induction"))


@pytest.mark.parametrize("question", ["What was the overall rating of Hackney?", "How tall is the Eiffel Tower?"])
def test_what_is_not_there_is_not_answered(built: Workspace, question: str) -> None:
    run = yosqa(built, "ask", "--json", question)
    (answer,) = objects(run)
    assert (run.returncode, answer["abstained"], answer["statements"]) == (ExitCode.NO_ANSWER, True, [])
    assert answer["reason"]


def test_lines_are_answered_as_they_come(built: Workspace) -> None:
    command = [sys.executable, "-m", "yosqa", "--workspace", str(built.root), "ask", "-", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for question in ("Who leads Kent County Council?", "How many practitioners did Leeds employ?"):
            process.stdin.write(f"{question}\n\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.stdout.read() == ""
    assert process.returncode == ExitCode.DONE


def test_a_conversation_carries_on_and_lone_questions_do_not(built: Workspace) -> None:
    typed = "What was the overall rating of Leeds?\nHow many agency workers were there?\n"
    together = objects(yosqa(built, "ask", "-", "--json", "--conversation", typed=typed))
    alone = objects(yosqa(built, "ask", "-", "--json", typed=typed))
    assert "Leeds" in together[1]["understood_as"]
    assert "Leeds" not in alone[1]["understood_as"]


def test_without_a_terminal_the_lines_are_a_conversation(built: Workspace) -> None:
    run = yosqa(built, typed="What was the overall rating of Leeds?\nHow many agency workers were there?\n")
    assert run.returncode == ExitCode.DONE, run.stderr
    assert run.stdout.count("> ") == 2
    assert "six agency workers" in run.stdout


def test_passages_are_ranked(built: Workspace) -> None:
    run = yosqa(built, "search", "--json", "-k", "3", "agency workers")
    (ranking,) = objects(run)
    best = ranking["hits"][0]
    assert (best["rank"], best["path"]) == (1, "reports/leeds.md")
    assert best["text"] in LEEDS
    assert 1 <= len(ranking["hits"]) <= 3
    assert "reports/leeds.md, page 1" in yosqa(built, "search", "agency workers").stdout


def test_the_same_question_gets_the_same_bytes(built: Workspace) -> None:
    def ask(threads: str) -> str:
        run = yosqa(built, "ask", "--json", "--set", f"model.threads={threads}", "What did the cabinet of Kent decide?")
        (answer,) = objects(run)
        answer.pop("timings_ms")
        return json.dumps(answer)

    assert len({ask("1"), ask("2"), ask("1")}) == 1


def test_no_command_opens_a_network_connection(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(NO_NETWORK)
    variables = {"PYTHONPATH": str(tmp_path / "hook")}
    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    blocked = subprocess.run(
        [sys.executable, "-c", probe], env=os.environ | variables, capture_output=True, text=True, timeout=60
    )
    assert "NETWORK" in blocked.stderr
    for command in (["index"], ["ask", "What was the overall rating of Leeds?"], ["search", "staff"], ["doctor"]):
        run = yosqa(workspace, *command, variables=variables)
        assert "NETWORK" not in run.stderr
        assert run.returncode == ExitCode.DONE, run.stderr


def test_asking_loads_no_training_library(built: Workspace) -> None:
    code = (
        "import sys; from yosqa.cli import main\n"
        f"main(['--workspace', {str(built.root)!r}, 'ask', 'What was the overall rating of Leeds?'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    loaded = set(run.stderr.split())
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "sentence_transformers", "transformers", "textual", "sklearn", "pypdf", "trafilatura"}


def test_there_must_be_an_index(workspace: Workspace) -> None:
    fill(workspace)
    run = yosqa(workspace, "ask", "What was the overall rating of Leeds?", "--quiet")
    assert (run.returncode, run.stdout) == (ExitCode.INDEX, "")
    assert "yosqa index" in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_bad_file_is_named_and_the_rest_is_indexed(workspace: Workspace) -> None:
    fill(workspace)
    (workspace.corpus / "two\nlines\x1b[31m.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    run = yosqa(workspace, "index")
    assert run.returncode == ExitCode.PARTIAL
    assert "1 could not be read" in run.stdout
    assert "two\\nlines\\x1b[31m.pdf: " in run.stderr
    assert "\x1b" not in run.stdout + run.stderr
    assert yosqa(workspace, "ask", "What was the overall rating of Leeds?").returncode == ExitCode.DONE


def test_ctrl_c_leaves_everything_whole(workspace: Workspace) -> None:
    fill(workspace)
    for number in range(100):
        (workspace.corpus / f"copy {number}.md").write_text(f"{LEEDS}\n\nThis is copy {number}.\n", encoding="utf-8")
    command = [sys.executable, "-m", "yosqa", "--workspace", str(workspace.root), "index"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr
        process.stderr.readline()
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, err
    assert "Traceback" not in err
    for number in range(100):
        (workspace.corpus / f"copy {number}.md").unlink()
    assert yosqa(workspace, "index").returncode == ExitCode.DONE
    assert yosqa(workspace, "index", "verify").returncode == ExitCode.DONE
    assert yosqa(workspace, "ask", "What was the overall rating of Leeds?").returncode == ExitCode.DONE


def test_a_changed_corpus_is_mentioned(workspace: Workspace) -> None:
    fill(workspace)
    yosqa(workspace, "index")
    (workspace.corpus / "kent.html").unlink()
    run = yosqa(workspace, "ask", "What was the overall rating of Leeds?")
    assert run.returncode == ExitCode.DONE
    assert "yosqa index" in run.stderr
