"""Commands that change a workspace: ``index``, ``add``, ``init``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from yosqa import contract
from yosqa.assistant import Assistant
from yosqa.cli import output
from yosqa.cli.progress import ProgressLine, interruptible
from yosqa.cli.session import configure
from yosqa.errors import ExitCode
from yosqa.model import FileStatus
from yosqa.workspace import create

if TYPE_CHECKING:
    from yosqa.model import Receipt


def init(options: Namespace) -> int:
    """``yosqa init DIR``."""
    workspace = create(Path(options.directory))
    output.line(str(workspace.root))
    if not options.quiet:
        output.note(f"put documents into {workspace.corpus}, then run: yosqa --workspace {options.directory}")
    return ExitCode.DONE


def index(options: Namespace) -> int:
    """``yosqa index``: exits with 4 when a document could not be read."""
    workspace, settings = configure(options)
    with Assistant.open(workspace, settings) as assistant:
        receipt = refresh(assistant, quiet=options.quiet, rebuild=options.rebuild)
    if options.json:
        output.json_line(contract.receipt(receipt))
    else:
        output.line(summary(receipt))
    return ExitCode.PARTIAL if receipt.failed else ExitCode.DONE


def refresh(assistant: Assistant, *, quiet: bool, rebuild: bool = False) -> Receipt:
    """Bring the index up to date, with progress, and name each file that could not be read.

    The first Ctrl-C stops it after what is in hand.

    Raises:
        Cancelled: The user stopped it.
        IndexProblem: Another process is at it, or the index cannot be used.
    """
    progress = ProgressLine(quiet)
    with interruptible() as asked:
        try:
            receipt = assistant.refresh(progress, asked.is_set, rebuild=rebuild)
        finally:
            progress.clear()
    for entry in receipt.failed:
        output.note(f"{entry.path}: {' '.join(entry.problems)}")
    return receipt


def summary(receipt: Receipt) -> str:
    """Say in a line what a build did."""
    indexed = [entry for entry in receipt.entries if entry.status is FileStatus.INDEXED]
    passages = sum(entry.passages for entry in indexed)
    parts = [
        f"{len(receipt.added)} added, {len(receipt.changed)} changed, {len(receipt.removed)} removed, "
        f"{receipt.unchanged} unchanged",
        f"{output.count(len(indexed), 'document')} with {output.count(passages, 'passage')} indexed",
    ]
    if receipt.failed:
        parts.append(f"{len(receipt.failed)} could not be read")
    return f"{'; '.join(parts)} ({receipt.seconds:.1f} s)"
