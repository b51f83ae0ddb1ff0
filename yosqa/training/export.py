"""Trained models as ``yosqa.rerank`` and ``yosqa.embedding`` run them: int8 ONNX, tokenizer and card."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import msgspec

from yosqa import rerank
from yosqa.embedding import export as embedding
from yosqa.embedding.onnx import CARD, MODEL, read_card
from yosqa.embedding.prepare import Source
from yosqa.training import encoder as encoder_run
from yosqa.training import network, start
from yosqa.training.checkpoint import OPTIONS
from yosqa.training.train import Options

_MOST_TOKENS = 512


def reader(run: Path, target: Path) -> str:
    """Write a run's weights as a reader's folder and return its identity.

    Args:
        run: Folder of the run.
        target: Folder to write; what it holds else (its README) stays.
    """
    options = msgspec.json.decode((run / OPTIONS).read_bytes(), type=Options)
    target.mkdir(parents=True, exist_ok=True)
    exact = target / "exact.onnx"
    _write_onnx(network.of_run(run), exact)
    _quantise(exact, target / rerank.MODEL)
    exact.unlink()
    shutil.copyfile(start.folder() / "tokenizer.json", target / rerank.TOKENIZER)
    digest = hashlib.sha256((target / rerank.MODEL).read_bytes()).hexdigest()
    card = rerank.Card(identity=f"yosqa-reader@{digest[:16]}", max_tokens=options.max_tokens)
    (target / rerank.CARD).write_text(json.dumps(asdict(card)) + "\n", encoding="utf-8")
    return card.identity


def encoder(run: Path, target: Path) -> str:
    """Write a run's model as an encoder's folder and return its identity.

    Args:
        run: Folder of the run.
        target: Folder to write; what it holds else (its README) stays.
    """
    import onnx

    target.mkdir(parents=True, exist_ok=True)
    embedding.export(Source("yosqa-encoder", encoder_run.folder(run), ""), target, lambda _: None)
    made = onnx.load(target / MODEL)
    _forget_origin(made)
    onnx.save(made, target / MODEL)
    card = replace(read_card(target), model_bytes=(target / MODEL).stat().st_size)
    (target / CARD).write_text(json.dumps(asdict(card)) + "\n", encoding="utf-8")
    return card.identity


def _quantise(source: Path, target: Path) -> None:
    """Write the int8 form of an ONNX model.

    Weights of seven bits never overflow the sums of processors without VNNI, so scores are the same everywhere; there
    they are also a fifth faster than unsigned weights of eight bits, which need wider sums.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True)


def _write_onnx(model: Any, target: Path) -> None:
    import onnx
    import torch

    class Reader(torch.nn.Module):
        """From token numbers to one logit.

        Only what the last layer makes of the first token is read, so only that is computed: a tenth of the time less.
        """

        def __init__(self) -> None:
            super().__init__()
            self.model = model
            self.last = model.bert.encoder.layer[-1]
            model.bert.encoder.layer = model.bert.encoder.layer[:-1]

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            hidden = self.model.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            first = hidden[:, :1]
            look = self.last.attention.self
            seen = torch.nn.functional.scaled_dot_product_attention(
                _heads(look.query(first), look),
                _heads(look.key(hidden), look),
                _heads(look.value(hidden), look),
                attn_mask=attention_mask[:, None, None, :].bool(),
            )
            attended = self.last.attention.output(seen.transpose(1, 2).flatten(2), first)
            made = self.last.output(self.last.intermediate(attended), attended)
            return self.model.classifier(self.model.bert.pooler(made))[:, 0]

    names = ["input_ids", "attention_mask", "token_type_ids"]
    tokens = torch.ones(2, 16, dtype=torch.long)
    sizes = {0: torch.export.Dim("texts", min=1, max=4096), 1: torch.export.Dim("tokens", min=2, max=_MOST_TOKENS)}
    program: Any = torch.onnx.export(
        Reader().eval(),
        (tokens, torch.ones_like(tokens), torch.zeros_like(tokens)),
        input_names=names,
        output_names=["score"],
        dynamic_shapes=dict.fromkeys(names, sizes),
        opset_version=18,
        dynamo=True,
        verbose=False,
    )
    exported = program.model_proto
    # The shapes noted here contradict those that quantising infers anew; nothing else reads them.
    del exported.graph.value_info[:]
    _forget_origin(exported)
    onnx.save(exported, target)


def _forget_origin(exported: Any) -> None:
    """Take out what the exporter notes of the machine: the lines of code, with their paths, behind each part."""
    graph = exported.graph
    for part in (exported, graph, *graph.node, *graph.initializer, *graph.input, *graph.output):
        del part.metadata_props[:]
        part.doc_string = ""


def _heads(states: Any, attention: Any) -> Any:
    """Split states into the attention's heads: texts × heads × tokens × size of a head."""
    return states.unflatten(-1, (attention.num_attention_heads, -1)).transpose(1, 2)
