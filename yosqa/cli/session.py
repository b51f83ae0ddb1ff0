"""What most commands begin with: the workspace, its settings, the log."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from yosqa import log, settings, workspace
from yosqa.settings import Settings
from yosqa.workspace import Workspace


def configure(options: Namespace) -> tuple[Workspace, Settings]:
    """Find the workspace and read its settings.

    Raises:
        SettingsError: There is no workspace, or a setting is wrong.
    """
    log.configure(workspace.state_folder())
    found = workspace.find(Path(options.workspace) if options.workspace else None)
    typed = dict([*options.general_settings, *options.settings])
    return found, settings.load(found, os.environ, typed)
