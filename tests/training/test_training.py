"""The whole way from labels to a reader that runs, on a document made here; and a stopped run that goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from yosqa import embedding
from yosqa.embedding import prepare
from yosqa.likeness import Likeness
from yosqa.rerank import Reranker
from yosqa.settings import Settings
from yosqa.training import encoder, examples, pairs, restore, start, word_vectors
from yosqa.training.checkpoint import CHECKPOINT
from yosqa.training.cli import main
from yosqa.training.examples import Example, Text
from yosqa.training.train import Options as ReaderOptions
from yosqa.training.train import train
from yosqa.training.word_vectors import Options

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]

SENTENCES = (
    "Agency workers fill a third of all posts.",
    "The board meets every quarter and is well attended.",
    "Nurses see each child within a week.",
    "Most children like their school.",
    "The office moved to a new building in May.",
    "Volunteers sit on every panel.",
)
LABELS = (
    {"report": "town", "quote": SENTENCES[0], "questions": ["how many temps are there", "share of agency staff?"]},
    {"report": "town", "quote": SENTENCES[2], "questions": ["how soon does a child get a health check?"]},
    {"report": "town", "question": "What does the service cost?"},
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "town.txt").write_text("\n\n".join(SENTENCES), encoding="utf-8")
    return folder


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(map(json.dumps, LABELS)), encoding="utf-8")
    return path


def test_from_labels_to_a_reader(
    tmp_path: Path, documents: Path, labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, run, reader = tmp_path / "examples.jsonl", tmp_path / "run", tmp_path / "reader"
    data = ["--documents", str(documents), "--labels", str(labelled)]

    assert main(["prepare", *data, "--out", str(made)]) == 0
    found = examples.read(made)
    assert [len(example.positives) for example in found] == [1, 1, 1, 0]
    assert all(example.positives[0] not in example.negatives for example in found[:3])

    assert main(["train", str(made), str(run), "--epochs", "1", "--batch", "2", "--threads", "1"]) == 0
    assert main(["export", str(run), str(reader)]) == 0
    assert {path.name for path in reader.iterdir()} == {"model.onnx", "tokenizer.json", "reader.json"}
    assert (reader / "model.onnx").stat().st_size <= 25_000_000
    assert Reranker(reader).score("temps?", SENTENCES).shape == (len(SENTENCES),)

    again = tmp_path / "again"
    assert main(["train", str(made), str(again), "--warm", str(reader), "--epochs", "1", "--batch", "2"]) == 0
    trained = torch.load(run / CHECKPOINT)["model"]
    restored = restore.weights(reader)
    assert restored.keys() == trained.keys() - {"bert.embeddings.position_ids"}
    for name, values in restored.items():
        np.testing.assert_allclose(values, trained[name].numpy(), atol=np.abs(trained[name].numpy()).max() / 50)

    mean = tmp_path / "mean"
    assert main(["average", str(run), str(again), str(mean)]) == 0
    more, both = (torch.load(folder / CHECKPOINT)["model"] for folder in (again, mean))
    for name, values in both.items():
        np.testing.assert_allclose(values, (trained[name] + more[name]) / 2, atol=1e-6)
    assert main(["average", str(run), str(tmp_path / "none"), str(mean)]) == 2
    assert str(tmp_path / "none") in capsys.readouterr().err

    held = tmp_path / "held.txt"
    held.write_text("town\n", encoding="utf-8")
    assert main(["evaluate", *data, "--held-out", str(held), "--reader", str(reader)]) == 0
    assert "held-out reports" in capsys.readouterr().out


def test_from_labels_to_an_encoder(
    tmp_path: Path, documents: Path, labelled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, run, target = tmp_path / "pairs.jsonl", tmp_path / "run", tmp_path / "encoder"
    # A passage holds 60 words and more: the sentences of this document need as many to stand in different ones.
    filled = [f"{sentence} {'There is more to say of this. ' * 11}" for sentence in SENTENCES]
    (documents / "town.txt").write_text("\n\n".join(filled), encoding="utf-8")

    assert main(["pairs", "--documents", str(documents), "--labels", str(labelled), "--out", str(made)]) == 0
    found = pairs.read(made)
    assert [(pair.passage[:6], len(pair.questions)) for pair in found] == [("Agency", 2), ("Nurses", 1)]
    assert all(pair.passage not in pair.negatives and pair.negatives for pair in found)

    assert main(["encoder", str(made), str(run), "--epochs", "4", "--batch", "2"]) == 0
    assert main(["export", str(run), str(target)]) == 0
    assert {path.name for path in target.iterdir()} == {"model.onnx", "tokenizer.json", "encoder.json"}
    assert (target / "model.onnx").stat().st_size <= 25_000_000
    monkeypatch.setattr(prepare, "SHIPPED", target)
    shipped = embedding.load(Settings())
    assert shipped.identity.startswith("yosqa-encoder@")
    agency, nurses = shipped.encode([pair.passage for pair in found])
    asked = shipped.encode_query(found[0].questions[0])
    assert agency @ asked > nurses @ asked
    assert str(tmp_path).encode() not in (target / "model.onnx").read_bytes()


def test_an_encoder_keeps_a_share_of_the_original_weights(tmp_path: Path) -> None:
    two = [
        pairs.Pair("town", SENTENCES[n], (f"question {n}?",), tuple(s for s in SENTENCES if s != SENTENCES[n]))
        for n in range(2)
    ]
    written = {}
    for kept in (0.0, 0.5):
        options = encoder.Options(steps=2, batch=2, rate=1e-3, kept=kept, threads=1, frozen=0)
        encoder.train(two, tmp_path / str(kept), options, report=lambda _: None)
        written[kept] = load_file(encoder.folder(tmp_path / str(kept)) / "model.safetensors")
    original = load_file(start.folder() / "model.safetensors")
    for name, values in written[0.5].items():
        np.testing.assert_allclose(values, (original[name] + written[0.0][name]) / 2, atol=1e-5)
    assert any(np.abs(values - original[name]).max() > 1e-4 for name, values in written[0.0].items())


def test_word_vectors_learn_which_words_answer_which(tmp_path: Path) -> None:
    asked = [
        Example("town", question, (Text(answer),), tuple(Text(text) for text in SENTENCES if text != answer))
        for question, answer in (("temps?", SENTENCES[0]), ("checkups?", SENTENCES[2]))
    ]
    losses: list[str] = []
    options = Options(epochs=30, dimension=16, batch=2, negatives=3, rate=0.05, left_out=0.0)
    word_vectors.train(asked, tmp_path / "vectors", options, report=losses.append)
    likeness = Likeness(tmp_path / "vectors")
    assert [int(likeness.score(example.question, SENTENCES).argmax()) for example in asked] == [0, 2]
    assert len(losses) == 30


def test_a_stopped_run_ends_as_if_it_had_not_been_stopped(tmp_path: Path) -> None:
    asked = [
        Example("town", f"question {n}?", (Text(SENTENCES[n]),), tuple(map(Text, SENTENCES[n + 1 :]))) for n in range(4)
    ]
    options = ReaderOptions(steps=3, batch=2, negatives=2, threads=1)
    quiet: Callable[[str], None] = lambda line: None  # noqa: E731
    train(asked, tmp_path / "straight", options, save_every=1, report=quiet)

    def stop(line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(asked, tmp_path / "stopped", options, save_every=1, report=stop)
    train(asked, tmp_path / "stopped", options, save_every=1, report=quiet)

    one, other = (torch.load(tmp_path / name / CHECKPOINT)["model"] for name in ("straight", "stopped"))
    assert all(torch.equal(one[name], other[name]) for name in one)
