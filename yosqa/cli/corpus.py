"""``yosqa init`` and ``yosqa index``: a workspace, and its index brought up to date, described or checked."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from yosqa import contract
from yosqa.assistant import Assistant
from yosqa.cli import output
from yosqa.cli.progress import ProgressLine, interruptible
from yosqa.cli.session import configure
from yosqa.errors import ExitCode, SettingsError
from yosqa.model import FileStatus
from yosqa.workspace import create

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yosqa.model import Receipt, ReceiptEntry
    from yosqa.settings import Settings
    from yosqa.workspace import Workspace

_NAMED = 5
"""So many files without text are named."""
_NO_TEXT = "It holds no text. Leave it out of corpus/, or replace it."


def init(options: Namespace) -> int:
    """``yosqa init DIR``."""
    workspace = create(Path(options.directory))
    output.line(str(workspace.root))
    output.note(f"put documents into {workspace.corpus}, then run: yosqa --workspace {options.directory}")
    return ExitCode.DONE


def index(options: Namespace) -> int:
    """``yosqa index``: exits with 4 when a document could not be read."""
    if options.action != "update" and (options.rebuild or options.dry_run):
        switch = "--rebuild" if options.rebuild else "--dry-run"
        raise SettingsError(f"{switch} has no meaning for index {options.action}.", hint=f"Try: yosqa index {switch}")
    workspace, settings = configure(options)
    if options.action == "status":
        return _status(workspace, as_json=options.json)
    if options.action == "verify":
        return _verify(workspace, as_json=options.json)
    if options.dry_run:
        return _dry_run(workspace, settings, as_json=options.json)
    with Assistant.open(workspace, settings) as assistant:
        receipt = refresh(assistant, quiet=options.quiet, rebuild=options.rebuild)
    new = {*receipt.added, *receipt.changed}
    name_without_text([entry for entry in receipt.without_text if entry.path in new], output.note)
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
        output.say(f"{entry.path}: {' '.join(entry.problems)}")
    return receipt


def name_without_text(entries: Sequence[ReceiptEntry], say: Callable[[str], None]) -> None:
    """Say in which files there is nothing to read, and why; of many, in the first few."""
    for entry in entries[:_NAMED]:
        say(f"{entry.path}: {' '.join(entry.problems) or _NO_TEXT}")
    if len(entries) > _NAMED:
        say(f"and {output.count(len(entries) - _NAMED, 'more file')} with nothing to read: yosqa index status")


def _dry_run(workspace: Workspace, settings: Settings, *, as_json: bool) -> int:
    """Say what a build would do."""
    from yosqa import indexing

    plan = indexing.plan(workspace, settings)
    kinds = {"added": plan.added, "changed": plan.changed, "removed": plan.removed}
    if as_json:
        output.json_line({name: list(paths) for name, paths in kinds.items()} | {"unchanged": plan.unchanged})
        return ExitCode.DONE
    for name, paths in kinds.items():
        for path in paths:
            output.line(f"{name:8} {output.printable(path)}")
    output.line(f"{plan.unchanged} unchanged")
    return ExitCode.DONE


def _status(workspace: Workspace, *, as_json: bool) -> int:
    """Say what became of each file at the last build, and what is known of each document."""
    from yosqa.store import Index

    with Index.open(workspace.index) as opened:
        entries, documents = opened.entries(), opened.documents()
        if as_json:
            output.json_line(
                {
                    "generation": opened.generation,
                    "model": opened.model,
                    "files": [contract.receipt_entry(entry) for entry in entries],
                    "documents": [contract.document(document) for document in documents],
                }
            )
            return ExitCode.DONE
    known = {document.path: document for document in documents}
    rows = []
    for entry in entries:
        metadata = known[entry.path].metadata if entry.path in known else None
        about = [metadata.kind.value, metadata.published, "; ".join(metadata.places)] if metadata else ["", "", ""]
        notes = " ".join(entry.problems)
        rows.append([entry.status.value, str(entry.pages), str(entry.passages), *about, entry.path, notes])
    output.table(["status", "pages", "passages", "kind", "published", "places", "path", "notes"], rows)
    return ExitCode.DONE


def _verify(workspace: Workspace, *, as_json: bool) -> int:
    """Check that the index is whole: exits with 3 when it is not."""
    from yosqa.store import Index

    with Index.open(workspace.index) as opened:
        problems = opened.verify()
        checked = output.count(len(opened.documents()), "document")
    if as_json:
        output.json_line({"problems": list(problems)})
    else:
        for problem in problems or (f"The index is whole: {checked}.",):
            output.line(output.printable(problem))
    return ExitCode.INDEX if problems else ExitCode.DONE


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
    empty = sum(entry.status is FileStatus.EMPTY for entry in receipt.without_text)
    if empty:
        parts.append(f"{empty} without text")
    if other := len(receipt.without_text) - empty:
        parts.append(f"{other} of a kind that is not read")
    return f"{'; '.join(parts)} ({receipt.seconds:.1f} s)"
