"""Averages the weights of runs that went on from one another: it keeps what each has learned.

Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
inference time".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from yosqa.errors import ModelError
from yosqa.training.checkpoint import CHECKPOINT, OPTIONS


def average(runs: Sequence[Path], target: Path) -> None:
    """Write the mean of some runs' weights as a run, to be exported or trained on.

    Args:
        runs: Their folders.
        target: Folder of the run to write, made when it is not there.

    Raises:
        ModelError: A folder holds no run.
    """
    import torch

    try:
        states = [torch.load(run / CHECKPOINT, weights_only=True, map_location="cpu") for run in runs]
    except OSError as error:
        raise ModelError(f"{error.filename} cannot be read.", hint="Name folders that train wrote.") from error
    weights = {name: sum(state["model"][name] for state in states) / len(states) for name in states[0]["model"]}
    target.mkdir(parents=True, exist_ok=True)
    options = json.loads((runs[-1] / OPTIONS).read_text(encoding="utf-8"))
    (target / OPTIONS).write_text(json.dumps({**options, "steps": 0}, indent=1), encoding="utf-8")
    torch.save({"model": weights, "optimiser": states[-1]["optimiser"], "step": 0}, target / CHECKPOINT)
