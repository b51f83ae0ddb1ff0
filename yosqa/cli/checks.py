"""``yosqa doctor``."""

from __future__ import annotations

from argparse import Namespace

from yosqa import doctor as checks
from yosqa.cli import output
from yosqa.cli.session import configure
from yosqa.doctor import Severity
from yosqa.errors import ExitCode

_MARKS = {Severity.OK: "ok", Severity.WARNING: "warning", Severity.FAILURE: "FAILED"}


def doctor(options: Namespace) -> int:
    """``yosqa doctor``: exits with the code of the first failure."""
    workspace, settings = configure(options)
    results = []
    for result in checks.check(workspace, settings):
        results.append(result)
        if not options.json:
            remedy = f" {result.remedy}" if result.remedy else ""
            output.line(f"{_MARKS[result.severity]:8}{result.name}: {output.printable(result.message + remedy)}")
    if options.json:
        output.json_line([_json(result) for result in results])
    failures = [result.exit_code for result in results if result.severity is Severity.FAILURE]
    return failures[0] if failures else ExitCode.DONE


def _json(result: checks.CheckResult) -> dict[str, str]:
    return {
        "name": result.name,
        "severity": result.severity.value,
        "message": result.message,
        "remedy": result.remedy,
    }
