"""The facade over a real index; only the models are stood in for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.answering.conftest import NEWS
from tests.evaluation.small_library import DOCUMENTS, LightAssistant, build
from tests.pdfs import write_pdf
from yosqa.answering.conversation import Conversation
from yosqa.likeness import Likeness
from yosqa.rerank import Reranker
from yosqa.workspace import Workspace


@pytest.mark.parametrize("question", ["What is planning?", "How was Leeds rated in 2019?", "And the earlier report?"])
def test_an_empty_corpus_answers_nothing(workspace: Workspace, question: str) -> None:
    build(workspace)
    with LightAssistant.of(workspace) as assistant:
        assistant.warm()
        assert assistant.ask(question).reason == "nothing is indexed yet"
        assert assistant.search(question).hits == ()


def test_a_corpus_of_pages_without_text_answers_nothing(workspace: Workspace) -> None:
    write_pdf(workspace.corpus / "scan.pdf", [[]], title="Inspection of Leeds Youth Justice Service")
    build(workspace)
    with LightAssistant.of(workspace) as assistant:
        assistant.warm()
        assert [document.path for document in assistant.documents()] == ["scan.pdf"]
        for question in ("What is planning?", "What is the caseload in Leeds?"):
            assert assistant.ask(question).abstained
            assert assistant.search(question).hits == ()


def test_warming_loads_every_model_and_a_refresh_keeps_them(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    class Model:
        def __init__(self, name: str) -> None:
            self._name, self._ready = name, False

        def score(self, _: str, texts: Sequence[str]) -> np.ndarray:
            if not self._ready:
                loaded.append(self._name)
            self._ready = True
            return np.zeros(len(texts), dtype=np.float32)

        def knows(self, _: str) -> bool:
            return True

    monkeypatch.setattr(Reranker, "load", lambda _: Model("reader"))
    monkeypatch.setattr(Likeness, "load", lambda _: Model("word vectors"))
    (workspace.corpus / "leeds.md").write_text(DOCUMENTS["leeds_2021.md"], encoding="utf-8")
    build(workspace)
    with LightAssistant.of(workspace) as assistant:
        assistant.warm()
        assert sorted(loaded) == ["reader", "word vectors"]
        assistant.close()
        assistant.ask("Who trained the volunteers in Leeds?")
        assert len(loaded) == 2


def test_who_said_that_of_a_document_that_has_changed_since(workspace: Workspace) -> None:
    file = workspace.corpus / "leeds_news.md"
    file.write_text(NEWS, encoding="utf-8")
    build(workspace)
    with LightAssistant.of(workspace) as assistant:
        answer, conversation = assistant.converse("Is there more to do for girls in Leeds?", Conversation())
        assert answer.citations
        file.write_text(NEWS.replace("volunteers", "helpers"), encoding="utf-8")
        build(workspace)
        assistant.close()
        answer, _ = assistant.converse("Who said that?", conversation)
        assert answer.reason == "leeds_news.md, which was quoted, has changed since or is gone"
