"""Training state on disk, so that an interrupted run goes on where its last epoch ended."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from .network import MoodNet, Width


@dataclass
class Progress:
    """Where a run stands: phases and epochs finished, minutes spent, and the commands that led here."""

    phase: int = 0
    epoch: int = 0
    minutes: float = 0.0
    commands: list[str] = field(default_factory=list)


def save_checkpoint(path: Path, network: MoodNet, average: MoodNet, optimizer: torch.optim.Optimizer, progress: Progress) -> None:
    """Writes beside the file first, so that a killed run never leaves half a checkpoint."""
    state = {
        "width": asdict(network.width),
        "network": network.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "progress": asdict(progress),
    }
    beside = path.with_suffix(".partial")
    torch.save(state, beside)
    beside.replace(path)


def read_checkpoint(path: Path) -> dict[str, Any]:
    """The state that `save_checkpoint` wrote."""
    return torch.load(path, weights_only=True)


def averaged_network(path: Path) -> MoodNet:
    """The averaged weights of a checkpoint, in evaluation mode."""
    state = read_checkpoint(path)
    network = MoodNet(Width(**state["width"]))
    network.load_state_dict(state["average"])
    return network.eval()
