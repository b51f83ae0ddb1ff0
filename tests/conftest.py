"""What every test may rely on: a home of its own, the shared data where it is there, a small fast embedder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hashing import HashingEmbedder
from yosqa.workspace import Workspace, create

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def model_cache(pytestconfig: pytest.Config) -> Path:
    """A cache folder that all tests and test runs of this checkout share, so that a model is prepared once."""
    return pytestconfig.cache.mkdir("yosqa")


@pytest.fixture(autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees, or leaves anything in, the home folder or the configuration of who runs it."""
    home = tmp_path_factory.mktemp("home")
    for variable in [name for name in os.environ if name.startswith("YOSQA_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(model_cache))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and questions beside the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder of real documents, ../shared, beside the repository")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return create(tmp_path / "workspace")


@pytest.fixture
def hashing_embedder() -> HashingEmbedder:
    """An embedder that needs no model."""
    return HashingEmbedder()
