"""Training state on disk, so that an interrupted run goes on where its last epoch ended."""

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from .network import MoodNet, Width
from .optimizer import Optimizer
from .problem import Problem


@dataclass
class Progress:
    """Where a run stands: phases and epochs finished, minutes spent, and the commands that led here."""

    phase: int = 0
    epoch: int = 0
    minutes: float = 0.0
    commands: list[str] = field(default_factory=list)


def save_checkpoint(path: Path, network: MoodNet, average: MoodNet, optimizer: Optimizer, progress: Progress) -> None:
    """Writes beside the file first, down to the disk, so that a killed run never leaves half a checkpoint."""
    state = {
        "width": asdict(network.width),
        "network": network.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "progress": asdict(progress),
    }
    beside = path.with_suffix(".partial")
    with beside.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_checkpoint(path: Path) -> dict[str, Any]:
    """The state that `save_checkpoint` wrote."""
    if not path.is_file():
        raise Problem(f"There is no checkpoint {path}: train first, or name the one that is meant.")
    try:
        return torch.load(path, weights_only=True)
    except (RuntimeError, EOFError, UnpicklingError) as cause:
        raise Problem(f"{path} is not a checkpoint of this training: name another one, or train again.") from cause


def averaged_network(path: Path) -> MoodNet:
    """The averaged weights of a checkpoint, in evaluation mode."""
    state = read_checkpoint(path)
    network = MoodNet(Width(**state["width"]))
    network.load_state_dict(state["average"])
    return network.eval()
