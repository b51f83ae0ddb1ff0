"""The command line. Standard output carries data only; progress, notes and errors go to standard error."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from yosqa.cli.parser import build
from yosqa.errors import ExitCode, YosqaError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What is typed after ``yosqa``; by default the process arguments.

    Returns:
        The exit code, see :class:`yosqa.errors.ExitCode`.
    """
    _prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except YosqaError as error:
        if "YOSQA_DEBUG" in os.environ:
            raise
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("interrupted.", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has left, as `| head` does. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        if "YOSQA_DEBUG" in os.environ:
            raise
        return _unexpected(error)


def _run(arguments: Sequence[str] | None) -> int:
    """Import the module of the chosen command, and only that, and call it."""
    try:
        options = build().parse_args(arguments)
    except SystemExit as left:  # argparse has printed help, the version or what is wrong
        return int(left.code or 0)
    from yosqa.cli import output

    output.be_quiet(options.quiet)
    module, function = options.run.split(".")
    code: int = getattr(importlib.import_module(f"yosqa.cli.{module}"), function)(options)
    return code


def _prepare_streams() -> None:
    """Let no character of a corpus, a question or a file name break reading or printing."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors=errors)


def _unexpected(error: Exception) -> int:
    import logging

    logging.getLogger().exception("unexpected error")
    return _fail(
        f"unexpected {type(error).__name__}: {error}. The log has the details; YOSQA_DEBUG=1 shows them here.",
        ExitCode.DEFECT,
    )


def _fail(message: str, code: ExitCode) -> int:
    from yosqa.cli import output

    output.say(message)
    return code
