"""Where things are: the workspace, and the user's cache and state folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from yosqa.errors import SettingsError

WORKSPACE_VARIABLE = "YOSQA_WORKSPACE"

_TEMPLATE = """\
# Settings of this yosqa workspace. Every key and its default is listed in the README.

# [documents."news/essex.html"]      # corrects what yosqa reads from a document; patterns such as "news/*" work too
# published = "2019-01-17"
# places = ["Essex"]
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with documents, their index, question sets and settings."""

    root: Path
    """Absolute."""

    @property
    def corpus(self) -> Path:
        """The documents, at any depth. Never changed by an index build."""
        return self.root / "corpus"

    @property
    def index(self) -> Path:
        """The built index; may be deleted at any time."""
        return self.root / "index"

    @property
    def eval(self) -> Path:
        """Question sets and evaluation runs."""
        return self.root / "eval"

    @property
    def settings_file(self) -> Path:
        """The optional ``yosqa.toml``."""
        return self.root / "yosqa.toml"


def find(directory: Path | None = None) -> Workspace:
    """Find the workspace to work in.

    Args:
        directory: The folder that the user named. Without it ``YOSQA_WORKSPACE`` counts, and without that the nearest
            folder, from the current one upwards, that holds ``yosqa.toml`` or ``corpus/``.

    Raises:
        SettingsError: The folder is no workspace, or there is none to be found.
    """
    if directory is None and (named := os.environ.get(WORKSPACE_VARIABLE)):
        directory = Path(named)
    if directory is not None:
        workspace = Workspace(directory.expanduser().resolve())
        if not _is_workspace(workspace):
            raise SettingsError(
                f"{directory} is not a workspace: it has neither corpus/ nor yosqa.toml.",
                hint=f"Make one with: yosqa init {directory}",
            )
        return workspace
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_workspace(workspace := Workspace(folder)):
            return workspace
    raise SettingsError(
        f"There is no workspace in {here} or above it.",
        hint="Make one with: yosqa init DIR, or name one: --workspace DIR",
    )


def create(root: Path) -> Workspace:
    """Make a workspace, or complete one; what is there already stays as it is.

    Raises:
        SettingsError: The folder cannot be made.
    """
    workspace = Workspace(root.expanduser().resolve())
    try:
        workspace.corpus.mkdir(parents=True, exist_ok=True)
        workspace.eval.mkdir(exist_ok=True)
        _write_once(workspace.settings_file, _TEMPLATE)
        _write_once(workspace.root / ".gitignore", "index/\n")
    except OSError as error:
        raise SettingsError(
            f"Cannot make a workspace in {root}: {error.strerror}.", hint="Name a folder that you may write to."
        ) from error
    return workspace


def cache_folder() -> Path:
    """The user's cache folder for yosqa: prepared models. Anything in it can be made again."""
    import platformdirs

    return platformdirs.user_cache_path("yosqa", appauthor=False)


def state_folder() -> Path:
    """The user's state folder for yosqa: the log, past conversations."""
    import platformdirs

    return platformdirs.user_state_path("yosqa", appauthor=False)


def _is_workspace(workspace: Workspace) -> bool:
    return workspace.settings_file.is_file() or workspace.corpus.is_dir()


def _write_once(path: Path, text: str) -> None:
    if not path.exists():
        path.write_text(text, encoding="utf-8")
