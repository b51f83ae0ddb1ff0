"""Public sets: reading comprehension in the form of SQuAD, retrieval in the form of BEIR.

Their texts become a workspace of their own, below ``eval/runs/``, indexed like any corpus.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yosqa.errors import Cancelled, SettingsError
from yosqa.evaluation import statistics
from yosqa.evaluation.asking import Respondent
from yosqa.evaluation.retrieval import judge
from yosqa.evaluation.sets import Dialogue, Question, QuestionSet, spread
from yosqa.evaluation.statistics import Estimate
from yosqa.model import Progress
from yosqa.workspace import Workspace, create

_DEPTH = 100
MEASURES = ("nDCG@10", "recall@10", "recall@100", "MRR")
"""The figures of a retrieval benchmark."""


def is_articles(path: Path) -> bool:
    """Return whether a path is a reading-comprehension set: a ``.json`` file."""
    return path.is_file() and path.suffix == ".json"


def is_beir(path: Path) -> bool:
    """Return whether a path is a folder of ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/``."""
    return (path / "corpus.jsonl").is_file() and (path / "queries.jsonl").is_file()


def articles(path: Path, runs: Path) -> tuple[Workspace, QuestionSet]:
    """Turn a reading-comprehension set into a workspace and questions over it.

    Each article becomes a document whose paragraphs are the set's contexts. Questions are asked of the whole
    workspace, not of their paragraph. An impossible question is right to be refused, though another article may answer
    it.

    Raises:
        SettingsError: The file is no such set.
    """
    data = path.read_bytes()
    try:
        read = json.loads(data)["data"]
        found = [(_safe(article.get("title", "")), article["paragraphs"]) for article in read]
        texts = {f"{n:03}_{title}.txt": _article(title, ps) for n, (title, ps) in enumerate(found)}
        dialogues = [
            Dialogue((_question(qa, name),))
            for name, (_, paragraphs) in zip(texts, found, strict=True)
            for paragraph in paragraphs
            for qa in paragraph["qas"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path} is no set in the form of SQuAD: {error!r}.") from error
    return _workspace(path, data, runs, texts), QuestionSet(
        path.name, hashlib.sha256(data).hexdigest(), tuple(dialogues)
    )


def _article(title: str, paragraphs: list[Mapping[str, Any]]) -> str:
    return "\n\n".join((title.replace("_", " "), *(p["context"].strip() for p in paragraphs))) + "\n"


def _question(qa: Mapping[str, Any], document: str) -> Question:
    impossible = bool(qa.get("is_impossible"))
    answers = () if impossible else tuple(dict.fromkeys(a["text"].strip() for a in qa["answers"]))
    return Question(
        id=str(qa["id"]),
        kind="unanswerable" if impossible else "what",
        question=qa["question"].strip(),
        answerable=not impossible,
        answers=answers,
        evidence=answers,
        docs=(document,),
    )


@dataclass(frozen=True, slots=True)
class Retrieval:
    """A retrieval benchmark over a workspace."""

    workspace: Workspace
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]
    """For each query the grade of each relevant document."""


def beir(path: Path, runs: Path) -> Retrieval:
    """Turn a BEIR folder into a workspace with a file for each document, and the judged queries of its test part.

    Raises:
        SettingsError: A file of it is missing or broken.
    """
    try:
        data = (path / "corpus.jsonl").read_bytes()
        texts = {f"{_safe(row['_id'])}.txt": f"{row.get('title', '')}\n\n{row['text']}\n" for row in _rows(data)}
        queries = {row["_id"]: row["text"] for row in _rows((path / "queries.jsonl").read_bytes())}
        relevant: dict[str, dict[str, int]] = {}
        with (path / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if int(row["score"]) > 0:
                    relevant.setdefault(row["query-id"], {})[f"{_safe(row['corpus-id'])}.txt"] = int(row["score"])
    except (OSError, ValueError, KeyError) as error:
        raise SettingsError(f"{path} is no set in the form of BEIR: {error!r}.") from error
    return Retrieval(_workspace(path, data, runs, texts), {q: queries[q] for q in relevant}, relevant)


def sample(benchmark: Retrieval, count: int) -> Retrieval:
    """Return a benchmark of ``count`` of its queries, spread evenly over it; all when there are fewer."""
    kept = spread(list(benchmark.queries), count)
    return replace(
        benchmark,
        queries={query: benchmark.queries[query] for query in kept},
        relevant={query: benchmark.relevant[query] for query in kept},
    )


def rank(
    benchmark: Retrieval,
    respondent: Respondent,
    documents: Mapping[str, str],
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> dict[str, Estimate | None]:
    """Search for every query and judge the order of the documents, each placed where its best passage is.

    Args:
        benchmark: What is searched for.
        respondent: Searches the benchmark's workspace.
        documents: Document id to path.
        progress: Told how far it is.
        cancelled: Polled.

    Raises:
        Cancelled: ``cancelled`` returned true.
    """
    found: dict[str, Sequence[str]] = {}
    for n, (query, text) in enumerate(benchmark.queries.items()):
        hits = respondent.search(text, _DEPTH).hits
        found[query] = tuple(dict.fromkeys(documents[hit.passage.document_id] for hit in hits))
        progress(Progress("searching", n + 1, len(benchmark.queries), text))
        if cancelled():
            raise Cancelled("The evaluation was stopped.")
    judged = judge(benchmark.relevant, found, MEASURES).values()
    return {name: statistics.mean([figures[name] for figures in judged]) for name in MEASURES}


def _workspace(path: Path, data: bytes, runs: Path, texts: Mapping[str, str]) -> Workspace:
    """Write texts into a workspace that is found again when the same set is evaluated again."""
    workspace = create(runs / f"{_safe(path.stem)}-{hashlib.sha256(data).hexdigest()[:8]}")
    for name, text in texts.items():
        if not (file := workspace.corpus / name).exists():
            file.write_text(text, encoding="utf-8")
    return workspace


def _rows(data: bytes) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in data.splitlines() if line.strip())


def _safe(name: str) -> str:
    """Return a name that may stand in a file's name."""
    return "".join(c if c.isalnum() else "_" for c in name)[:80]
