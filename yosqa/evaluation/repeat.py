"""Whether the same question gets the same answer, byte for byte, from new processes of one thread and of two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from yosqa.evaluation.asking import Reply, ask_in_processes
from yosqa.evaluation.sets import Dialogue
from yosqa.settings import Settings
from yosqa.workspace import Workspace

THREADS = (1, 2, 1)
"""The threads of each run."""


def repeatability(
    dialogues: Sequence[Dialogue],
    workspace: Workspace,
    settings: Settings,
    cancelled: Callable[[], bool],
) -> dict[str, Any]:
    """Ask three times over and compare.

    Returns:
        ``value``, the share of the questions with the same reply each time, ``tried``, their number, and ``failures``,
        the ids of the others.

    Raises:
        Cancelled: ``cancelled`` returned true.
    """
    runs: list[Mapping[str, bytes]] = []
    for threads in THREADS:
        made = ask_in_processes(dialogues, workspace, settings, 1, cancelled, threads=threads)
        runs.append({reply.id: _bytes(reply) for replies in made for reply in replies})
    first = runs[0]
    differ = [name for name, data in first.items() if any(run[name] != data for run in runs)]
    return {
        "value": round(1 - len(differ) / len(first), 4) if first else None,
        "tried": len(first),
        "failures": differ,
    }


def _bytes(reply: Reply) -> bytes:
    return msgspec.json.encode((reply.answer, reply.passages))
