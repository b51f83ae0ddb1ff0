"""What the corpus holds: its files, and the members of its zip files, each as one source.

Nothing is unpacked to disk, and no link leads out of the corpus. What is wrong with a source is said when it is read,
so that it gets its line in the receipt like any other.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Final

from yosqa.documents.names import shown
from yosqa.errors import DocumentError

MOST_BYTES: Final = 1024 * 2**20
"""Bytes of the largest file that is read."""
MOST_MEMBERS: Final = 10_000
"""Files in one zip file."""
MOST_MEMBER_BYTES: Final = 256 * 2**20
"""Bytes of one member when unpacked."""
MOST_ZIP_BYTES: Final = 4096 * 2**20
"""Bytes of all members of one zip file when unpacked."""
MOST_RATIO: Final = 200
"""How many times a member may grow when unpacked; text shrinks to a fifth, no document to less than a hundredth."""
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    KeyError,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What ``zipfile`` raises for a broken member."""
_DOUBLE: Final = "has the name of another member of its zip file, which is read instead."
_FRESH_COPY: Final = "Get a fresh copy from its publisher."


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A document of the corpus that has not been read yet."""

    path: str
    """Relative to the corpus, with forward slashes; of a zip's member ``archive.zip/inner/report.pdf``."""
    file: Path
    """The file that holds it."""
    member: str = ""
    """Its name inside the zip file ``file``, as the zip file gives it; empty for a plain file."""
    problem: str = ""
    """Why it cannot be read, when that is known already."""

    def __str__(self) -> str:
        """Its path, for messages."""
        return self.path

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name

    def stamp(self) -> str:
        """Changes whenever the file does; the empty string when the file is gone."""
        try:
            status = self.file.stat()
        except OSError:
            return ""
        return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"

    def sha256(self) -> str:
        """SHA-256 of the document's bytes in hexadecimal digits, taken without holding a large file in memory.

        Raises:
            DocumentError: As with ``read``.
        """
        if self.problem or self.member:
            return hashlib.sha256(self.read()).hexdigest()
        with _opened(self.file) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self) -> bytes:
        """The document's bytes.

        Raises:
            DocumentError: It cannot be read: gone, changing, not permitted, too large, or a hostile zip file's member.
        """
        if self.problem:
            raise DocumentError(shown(self.path), self.problem, hint="Leave it out of corpus/, or replace it.")
        return _read_member(self.file, self.member) if self.member else read_file(self.file)


def expand(corpus: Path) -> Iterator[Source]:
    """List the documents below a folder, sorted by path, members of zip files included.

    What is none of them, `is_document` tells.
    """
    for file in _files(corpus):
        path = file.relative_to(corpus).as_posix()
        if file.is_dir():
            yield Source(path, file, problem="is a folder, or a link to one, that cannot be listed.")
        elif file.is_symlink() and not file.resolve().is_relative_to(corpus.resolve()):
            yield Source(path, file, problem="is a link that leads out of corpus/.")
        elif file.suffix.lower() == ".zip":
            yield from _members(path, file)
        else:
            yield Source(path, file)


def is_document(parts: Sequence[str]) -> bool:
    """Whether the parts of a path name a document, in a folder or a zip file.

    What is hidden, lock files of office programs, what macOS adds to zip files, and ``.toml`` files (sidecars, lists of
    sources) are none.
    """
    return bool(parts) and not any(
        part.startswith((".", "~$")) or part == "__MACOSX" or part.lower().endswith(".toml") for part in parts
    )


def read_file(path: Path) -> bytes:
    """The bytes of a file, read in one go, so that all that is said of it is said of the same bytes.

    Raises:
        DocumentError: It is gone, changes while it is read, may not be read, is no plain file, or is too large.
    """
    with _opened(path) as file:
        before = os.fstat(file.fileno())
        # One byte more than there should be shows growth, however fast it goes on.
        data = file.read(before.st_size + 1)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise DocumentError(shown(path), "changed while it was read.", hint="Index again when it is complete.")
    return data


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """A plain file of bearable size, open for reading; what goes wrong until it is closed is a ``DocumentError``."""
    name = shown(path)
    try:
        # A pipe or a device could hold the reader for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise DocumentError(name, "is not a plain file.", hint="Leave it out of corpus/.")
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise DocumentError(
                    name, f"is larger than {MOST_BYTES // 2**20} MB.", hint="Split it, or leave it out of corpus/."
                )
            yield file
    except FileNotFoundError as problem:
        raise DocumentError(name, "is not there any more.", hint="Index again.") from problem
    except PermissionError as problem:
        raise DocumentError(name, "may not be read.", hint="Give yourself the right to read it.") from problem
    except OSError as problem:
        raise DocumentError(
            name, f"cannot be read: {problem.strerror}.", hint="Check the disk or the link."
        ) from problem


def _files(folder: Path) -> Iterator[Path]:
    """Files at any depth in a fixed order; links to folders are not followed, so none can loop or lead out."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except FileNotFoundError:
        return
    except OSError:
        yield folder
        return
    for entry in entries:
        if not is_document([entry.name]):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        else:
            yield entry


def _members(path: str, file: Path) -> Iterator[Source]:
    try:
        _count_members(file)
        with zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        yield Source(path, file, problem=f"is a zip file that cannot be opened: {problem}.")
        return
    if sum(member.file_size for member in members) > MOST_ZIP_BYTES:
        yield Source(path, file, problem=f"unpacks to more than {MOST_ZIP_BYTES // 2**20} MB.")
        return
    times: Counter[str] = Counter()
    # Of two members of one name, ``zipfile`` reads the later one.
    read = {member.filename: member for member in members}
    for member in sorted(members, key=lambda member: member.filename):
        # Only a label: no member is ever written to disk, so its name can lead nowhere.
        parts = [part for part in member.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if not is_document(parts):
            continue
        label = "/".join([path, *parts])
        times[label] += 1
        if times[label] == 1:
            yield Source(label, file, member.filename, _complaint(read[member.filename]))
        else:
            yield Source(f"{label} ({times[label]})", file, member.filename, _DOUBLE)


def _count_members(file: Path) -> None:
    """Refuse a zip file that declares very many members before its directory is read into memory.

    Raises:
        ValueError: It declares more than ``MOST_MEMBERS``.
    """
    with file.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 2**16 - 22))
        tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    count = int.from_bytes(tail[end + 10 : end + 12], "little") if end >= 0 else 0
    if count > MOST_MEMBERS:
        raise ValueError(f"it holds more than {MOST_MEMBERS} files")


def _complaint(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 1:
        return "is encrypted inside its zip file."
    if member.filename.lower().endswith(".zip"):
        return "is a zip file inside a zip file."
    if member.file_size > MOST_MEMBER_BYTES:
        return f"unpacks to more than {MOST_MEMBER_BYTES // 2**20} MB."
    if member.file_size > 2**20 and member.file_size > MOST_RATIO * member.compress_size:
        return f"grows more than {MOST_RATIO} times when unpacked, as no document does."
    return ""


def _read_member(file: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as member:
            # The declared size may be a lie.
            data = member.read(MOST_MEMBER_BYTES + 1)
    except FileNotFoundError as problem:
        raise DocumentError(shown(file), "is not there any more.", hint="Index again.") from problem
    except PermissionError as problem:
        raise DocumentError(shown(file), "may not be read.", hint="Give yourself the right to read it.") from problem
    except _DAMAGE as problem:
        raise DocumentError(f"{shown(name)} in {shown(file)}", "is damaged.", hint=_FRESH_COPY) from problem
    if len(data) > MOST_MEMBER_BYTES:
        raise DocumentError(
            f"{shown(name)} in {shown(file)}",
            f"unpacks to more than {MOST_MEMBER_BYTES // 2**20} MB.",
            hint="Leave it out of corpus/.",
        )
    return data
