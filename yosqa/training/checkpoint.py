"""The folder of a training run: its options and its newest checkpoint, from which a stopped run goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CHECKPOINT = "checkpoint.pt"
OPTIONS = "options.json"


def save(run: Path, model: Any, optimiser: Any, step: int) -> None:
    """Write the state after ``step`` steps; a checkpoint is whole or the one before."""
    import torch

    fresh = run / f"{CHECKPOINT}.new"
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, fresh)
    fresh.replace(run / CHECKPOINT)


def resume(run: Path, model: Any, optimiser: Any) -> int | None:
    """Load the newest checkpoint and return how many steps are done; None where there is none."""
    import torch

    if not (run / CHECKPOINT).is_file():
        return None
    state = torch.load(run / CHECKPOINT, weights_only=True, map_location="cpu")
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
