"""The error tree. A message says what happened and to which file; a hint says what to do about it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; part of the command-line contract."""

    DONE = 0
    NO_ANSWER = 1
    """Ran, but there is no supported answer (ask), or a threshold was missed (eval)."""
    USAGE = 2
    """Wrong usage or configuration."""
    INDEX = 3
    """The index is missing, locked or unreadable."""
    PARTIAL = 4
    """Some documents could not be read; the rest are indexed."""
    DEFECT = 70
    """A defect of yosqa (``EX_SOFTWARE`` of ``sysexits.h``)."""
    INTERRUPTED = 130


class YosqaError(Exception):
    """Base of every error that a user may see.

    Args:
        message: What happened, and to which file.
        hint: What to do about it; may be empty.
    """

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class SettingsError(YosqaError):
    """A setting or a workspace that cannot be used."""


class DocumentError(YosqaError):
    """A file that cannot be read as a document. Recorded in the receipt; never stops a build.

    Args:
        name: The file's name, or its address.
        what: What is wrong with it, as the rest of the sentence that begins with its name.
        hint: What to do about it; may be empty.
    """

    exit_code = ExitCode.PARTIAL

    def __init__(self, name: str, what: str, *, hint: str = "") -> None:
        super().__init__(f"{name} {what}", hint=hint)
        self.args = (name, what)  # from which a worker's error is made again in the parent process
        self.what = what

    @property
    def problem(self) -> str:
        """What is wrong and what to do, for a place that names the file already."""
        return f"It {self.what} {self.hint}".rstrip()


class NotADocument(DocumentError):
    """A file of a format that yosqa does not read. Recorded as skipped, not as failed."""


class ModelError(YosqaError):
    """An embedding model that is missing, damaged or not the one expected."""


class IndexProblem(YosqaError):
    """Base of what can be wrong with an index."""

    exit_code = ExitCode.INDEX


class IndexMissing(IndexProblem):
    """There is no index in the workspace yet."""


class IndexLocked(IndexProblem):
    """Another process is writing the index."""


class IndexUnreadable(IndexProblem):
    """The index is damaged, or was made by another version or model."""


class GroundingError(YosqaError):
    """An answer that does not hold against its sources. Shown to nobody; always a defect of yosqa."""

    exit_code = ExitCode.DEFECT


class Cancelled(YosqaError):
    """The user stopped a job; whatever was finished is kept."""

    exit_code = ExitCode.INTERRUPTED
