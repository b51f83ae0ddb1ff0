"""``yosqa add``: bring documents into ``corpus/``, from files, folders and web addresses."""

from __future__ import annotations

import filecmp
import shutil
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from yosqa import contract
from yosqa.assistant import Assistant
from yosqa.cli import output
from yosqa.cli.corpus import name_without_text, refresh, summary
from yosqa.cli.session import configure
from yosqa.errors import DocumentError, ExitCode, SettingsError

if TYPE_CHECKING:
    from yosqa.model import ReceiptEntry
    from yosqa.settings import Settings


@dataclass(frozen=True, slots=True)
class Copy:
    """One file to be copied."""

    source: Path
    target: Path


def add(options: Namespace) -> int:
    """``yosqa add``: nothing is copied unless every file can be; an address that fails keeps nothing else out.

    It exits with 4 when something added could not be had or read.
    """
    workspace, settings = configure(options)
    folder = _folder(workspace.corpus, options.to)
    copies = [copy for source in options.sources if not _is_url(source) for copy in _plan(Path(source), folder)]
    _check(copies, workspace.corpus, replace=options.replace)
    copied = [_copy(copy) for copy in copies]
    urls = [source for source in options.sources if _is_url(source)]
    fetched = [file for url in urls if (file := _download(url, folder, settings))]
    targets = [*fetched, *copied]
    paths = [target.relative_to(workspace.corpus).as_posix() for target in targets]
    with Assistant.open(workspace, settings) as assistant:
        receipt = refresh(assistant, quiet=options.quiet)
    if options.json:
        output.json_line({"paths": paths, "receipt": contract.receipt(receipt)})
    else:
        for path in paths:
            output.line(output.printable(path))
        output.note(summary(receipt))
    without_text = _of(receipt.without_text, paths)
    name_without_text(without_text, output.say)
    unread = without_text or _of(receipt.failed, paths) or len(fetched) < len(urls)
    return ExitCode.PARTIAL if unread else ExitCode.DONE


def _of(entries: Sequence[ReceiptEntry], paths: Sequence[str]) -> list[ReceiptEntry]:
    """The entries of some files; what is in a zip file has the zip file's path before its own."""
    return [entry for entry in entries if any(f"{entry.path}/".startswith(f"{path}/") for path in paths)]


def _folder(corpus: Path, name: str) -> Path:
    """The folder to put documents in, there or not; never one outside the corpus."""
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts:
        raise SettingsError(f"--to {name} leads out of corpus/.", hint="Name a folder inside it, such as: --to reports")
    folder = corpus / inside
    if taken := next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None):
        raise SettingsError(f"--to {name}: {taken} is a file.", hint="Name a folder inside corpus/, or a new one.")
    return folder


def _is_url(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _download(url: str, folder: Path, settings: Settings) -> Path | None:
    """Fetch one document; if it cannot be had, say why."""
    from yosqa.documents import fetch

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{folder} cannot be made: {error.strerror}.", hint="Check permissions.") from error
    seconds, megabytes = settings.limits.download_seconds, settings.limits.download_megabytes
    try:
        return fetch.download(url, folder, seconds=seconds, most_bytes=megabytes * 2**20)
    except DocumentError as problem:
        output.say(str(problem))
        return None


def _plan(source: Path, folder: Path) -> Iterator[Copy]:
    """The copies that one source asks for; a folder keeps its name and its order, hidden files stay out."""
    source = source.expanduser()
    if source.is_file():
        yield Copy(source, folder / source.name)
    elif source.is_dir():
        root = source.resolve()
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in inside.parts):
                yield Copy(path, folder / root.name / inside)
    else:
        raise SettingsError(f"There is no file or folder {source}.", hint="A web address starts with https://")


def _check(copies: list[Copy], corpus: Path, *, replace: bool) -> None:
    """Refuse to overwrite a document with another, or a source that is the corpus itself."""
    seen: dict[Path, Path] = {}
    for copy in copies:
        if copy.source.resolve().is_relative_to(corpus.resolve()):
            raise SettingsError(f"{copy.source} is in corpus/ already.", hint="Index it with: yosqa index")
        other = seen.setdefault(copy.target, copy.source)
        if other is not copy.source and not filecmp.cmp(other, copy.source, shallow=False):
            raise SettingsError(f"{other} and {copy.source} have one name.", hint="Add them with different --to.")
        if not replace and copy.target.exists() and not filecmp.cmp(copy.source, copy.target, shallow=False):
            raise SettingsError(
                f"corpus/ has another document named {copy.target.relative_to(corpus)}.",
                hint="Overwrite it with --replace, or put the new one elsewhere with --to FOLDER.",
            )


def _copy(copy: Copy) -> Path:
    """Copy one file so that a reader, or a kill, never meets half of it."""
    part = copy.target.with_name(f".{copy.target.name}.part")
    try:
        copy.target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(copy.source, part)
        part.replace(copy.target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SettingsError(
            f"{copy.source} cannot be copied to {copy.target}: {error.strerror}.", hint="Check permissions and space."
        ) from error
    return copy.target
