"""Imports go down only, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import yosqa
from yosqa.indexing import reading

PACKAGE = Path(yosqa.__file__).parent

LAYERS = (
    {"__main__"},
    {"cli", "tui", "evaluation", "doctor"},
    {"assistant"},
    {"answering", "indexing", "training"},
    {"search", "rerank", "likeness", "ledger", "grounding"},
    {"documents", "structure", "passages", "metadata", "embedding", "store", "workers"},
    {"frameworks", "terms"},
    {"workspace", "settings", "log"},
    {"characters", "contract", "model", "errors", ""},
)
"""Highest first. A module may import its own layer and those below."""

HEAVY = {"torch", "sentence_transformers", "transformers", "onnx", "onnxscript", "sklearn", "scipy"}
"""Never imported at module level, and only in the packages that make models."""
MAY_USE_HEAVY = {"embedding", "training", "doctor"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix("__init__")
        yield name.rstrip("."), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each import statement below a node, with the dotted name it brings in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            if node.module == "yosqa":
                yield from ((node, f"yosqa.{alias.name}") for alias in node.names)
            else:
                yield node, node.module


def inside_functions(tree: ast.Module) -> set[int]:
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {id(node) for function in functions for node in ast.walk(function)}


def layer(part: str) -> int:
    for depth, names in enumerate(LAYERS):
        if part in names:
            return depth
    raise AssertionError(f"yosqa.{part} belongs to no layer: give it one in tests/test_imports.py")


MODULES = dict(modules())


def test_the_map_of_the_program_shows_every_part() -> None:
    parts = {part for names in LAYERS for part in names} - {"__main__", ""}
    assert [part for part in sorted(parts) if f"``{part}``" not in (yosqa.__doc__ or "")] == []


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_down_only(name: str) -> None:
    here = name.split(".")[0]
    for node, target in imported(MODULES[name]):
        parts = target.split(".")
        if parts[0] != "yosqa":
            continue
        there = parts[1] if len(parts) > 1 and parts[1] != "__version__" else ""
        assert layer(here) <= layer(there), f"yosqa.{name}, line {node.lineno}, imports {target} from above"


@pytest.mark.parametrize("name", MODULES)
def test_heavy_libraries_stay_in_their_place(name: str) -> None:
    tree = MODULES[name]
    here = name.split(".")[0]
    late = inside_functions(tree)
    for node, target in imported(tree):
        library = target.split(".")[0]
        if library == "textual":
            assert here == "tui", f"yosqa.{name} imports textual"
        if library in HEAVY and not _for_types_only(tree, node):
            assert here in MAY_USE_HEAVY, f"yosqa.{name} imports {library}"
            assert id(node) in late, f"yosqa.{name}, line {node.lineno}, imports {library} at module level"


def _for_types_only(tree: ast.Module, wanted: ast.stmt) -> bool:
    blocks = (node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    return any(node is wanted for block in blocks for node in ast.walk(block))


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running some code."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stderr.split())


def test_the_version_costs_next_to_nothing() -> None:
    loaded = loaded_after("from yosqa.cli import main\nmain(['--version'])")
    assert not loaded & {"numpy", "yosqa.model", "yosqa.assistant", "pathlib", "textual", *HEAVY}


def test_opening_an_assistant_loads_no_engine() -> None:
    loaded = loaded_after("import yosqa.assistant, yosqa.cli.questions, yosqa.cli.corpus, yosqa.cli.chat")
    assert not loaded & {"numpy", "faiss", "tantivy", "onnxruntime", "textual", *HEAVY}


def test_whatever_the_reading_of_a_document_depends_on_makes_it_be_read_anew() -> None:
    """The digest of the code that reads covers all that this code imports, but for what only carries values."""
    carriers = {"model", "errors", "settings", "store", "workers", "indexing", ""}
    readers = {name.removesuffix(".py").replace("/", ".") for name in reading.READERS}
    for name in MODULES:
        if any(name == reader or name.startswith(f"{reader}.") for reader in readers):
            needed = {target.split(".")[1] for _, target in imported(MODULES[name]) if target.startswith("yosqa.")}
            assert needed <= {reader.split(".")[0] for reader in readers} | carriers, name
