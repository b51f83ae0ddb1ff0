"""What most commands begin with: the workspace, its settings, the log."""

from __future__ import annotations

import logging
import os
from argparse import Namespace
from pathlib import Path

from yosqa import log, settings, workspace
from yosqa.cli import output
from yosqa.settings import Settings
from yosqa.workspace import Workspace


def configure(options: Namespace, *, full_screen: bool = False) -> tuple[Workspace, Settings]:
    """Find the workspace and read its settings.

    Args:
        options: What was typed.
        full_screen: Whether the terminal belongs to the chat, so that no warning may be written to it.

    Raises:
        SettingsError: There is no workspace, or a setting is wrong.
    """
    log.configure(workspace.state_folder())
    if not full_screen:
        logging.getLogger("yosqa").addHandler(_Notes(logging.WARNING))
    found = workspace.find(Path(options.workspace) if options.workspace else None)
    typed = dict([*options.general_settings, *options.settings])
    return found, settings.load(found, os.environ, typed)


class _Notes(logging.Handler):
    """Repeats warnings on standard error, such as that a model runs slower than it should."""

    def emit(self, record: logging.LogRecord) -> None:
        output.note(record.getMessage())
