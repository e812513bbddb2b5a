"""The training loop: vote-distribution cross-entropy with logit adjustment, mixup, and averaged weights."""

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .augmentation import webcam_like
from .checkpoint import Progress, read_checkpoint, save_checkpoint
from .clock import Clock
from .face_set import FaceSet
from .loss import adjusted_cross_entropy, blend
from .metrics import measure, softmax
from .network import MoodNet, Width
from .optimizer import Optimizer
from .phase import Phase
from .pool import Pool, pool_at
from .prediction import logits_of
from .problem import Problem
from .sampling import draw_epoch
from .standardisation import standardised

MIXUP = 0.2
AVERAGE_DECAY = 0.998
STEPS_BETWEEN_REPORTS = 50


@dataclass(frozen=True)
class Regularisation:
    """`degrade` (0..1): how many faces are blurred, compressed or hidden; `mixup` (0..1): the share of steps that mix faces."""

    degrade: float = 0.5
    mixup: float = 0.2


class Trainer:
    """Trains one network through its phases against overfitting; `report` gets a line of text now and then."""

    def __init__(
        self,
        width: Width,
        folder: Path,
        report: Callable[[str], None],
        against: Regularisation = Regularisation(),
        clock: Clock | None = None,
        compiled: bool = False,
    ) -> None:
        self.network = MoodNet(width).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network).eval()
        self.optimizer = Optimizer(self.network)
        self.progress = Progress()
        self.checkpoint = folder / "checkpoint.pt"
        self.report = report
        self.against = against
        self.clock = clock or Clock()
        self.forward = torch.compile(self.network) if compiled else self.network
        self.average_age = 0
        folder.mkdir(parents=True, exist_ok=True)

    def resume(self) -> None:
        """Goes on from this run's own checkpoint."""
        state = self.read(self.checkpoint)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.progress = Progress(**state["progress"])
        self.average_age = 1000

    def start_from(self, path: Path) -> None:
        """Begins with another run's averaged weights."""
        state = self.read(path)
        self.network.load_state_dict(state["average"])
        self.average.load_state_dict(state["average"])
        self.progress.commands = state["progress"]["commands"]

    def read(self, path: Path) -> dict[str, Any]:
        """A checkpoint of a network of this width."""
        state = read_checkpoint(path)
        if Width(**state["width"]) != self.network.width:
            raise Problem(f"{path} holds a network of another width: train anew, in another --out folder.")
        return state

    def run(self, phases: Sequence[Phase], training: Sequence[FaceSet], validation: Sequence[FaceSet]) -> list[float]:
        """Runs what is left of `phases` and gives the mean training loss of each epoch."""
        losses = []
        for number in range(self.progress.phase, len(phases)):
            phase = phases[number]
            pool = pool_at(phase.side, training)
            held_out = [(faces, faces.at_side(phase.side)) for faces in validation]
            for epoch in range(self.progress.epoch, phase.epochs):
                began = time.monotonic()
                losses.append(self.run_epoch(phase, epoch, pool))
                self.progress.minutes += (time.monotonic() - began) / 60
                ended = epoch + 1 == phase.epochs
                self.progress.phase, self.progress.epoch = (number + 1, 0) if ended else (number, epoch + 1)
                save_checkpoint(self.checkpoint, self.network, self.average, self.optimizer, self.progress)
                self.report_epoch(phase, epoch, losses[-1], held_out)
                if self.clock.is_over():
                    return losses
        return losses

    def run_epoch(self, phase: Phase, epoch: int, pool: Pool) -> float:
        """One pass over a freshly drawn epoch, cut short where the clock runs out; gives the mean loss."""
        self.network.train()
        random = np.random.default_rng([self.progress.phase, epoch, phase.side])
        torch.manual_seed(int(random.integers(2**31)))
        order = draw_epoch(pool.rates, random)
        steps = max(1, len(order) // phase.batch)
        began, total = time.monotonic(), 0.0
        for step in range(steps):
            done = max((epoch + step / steps) / phase.epochs, self.clock.share())
            rate = phase.rate(epoch * steps + step, done)
            total += self.step(pool, order[step * phase.batch : (step + 1) * phase.batch], random, rate)
            if (step + 1) % STEPS_BETWEEN_REPORTS == 0:
                pace = (time.monotonic() - began) / (step + 1)
                left = min(pace * (steps - step - 1 + steps * (phase.epochs - epoch - 1)) / 60, self.clock.minutes_left())
                self.report(
                    f"  {phase.side} px, epoch {epoch + 1}/{phase.epochs}, step {step + 1}/{steps}: "
                    f"loss {total / (step + 1):.4f}, {phase.batch / pace:.0f} faces/s, {left:.0f} min left in this phase"
                )
            if self.clock.is_over():
                return total / (step + 1)
        return total / steps

    def step(self, pool: Pool, rows: np.ndarray, random: np.random.Generator, rate: float) -> float:
        """One optimiser step at `rate` on the given rows; gives its loss."""
        faces = webcam_like(torch.from_numpy(pool.faces[rows]).float().unsqueeze(1), random, self.against.degrade)
        faces, targets, priors = standardised(faces), pool.targets[rows], pool.priors[rows]
        if random.random() < self.against.mixup:
            share = torch.from_numpy(random.beta(MIXUP, MIXUP, len(rows))).float()
            partner = torch.from_numpy(random.permutation(len(rows)))
            faces, targets, priors = (blend(values, partner, share) for values in (faces, targets, priors))
        logits = self.forward(faces.contiguous(memory_format=torch.channels_last))
        loss = adjusted_cross_entropy(logits, targets, priors)
        self.optimizer.step(loss, rate)
        self.update_average()
        return loss.item()

    @torch.no_grad()
    def update_average(self) -> None:
        """Moves the averaged weights and batch statistics a little towards the newest; faster at the start."""
        self.average_age += 1
        decay = min(AVERAGE_DECAY, self.average_age / (self.average_age + 10))
        newest = self.network.state_dict()
        for name, value in self.average.state_dict().items():
            if value.is_floating_point():
                value.lerp_(newest[name], 1 - decay)

    def report_epoch(self, phase: Phase, epoch: int, loss: float, held_out: Sequence[tuple[FaceSet, np.ndarray]]) -> None:
        """Says how the averaged weights do on faces that are not trained on."""
        parts = [f"{phase.side} px, epoch {epoch + 1}/{phase.epochs}: loss {loss:.4f}, {self.progress.minutes:.1f} min"]
        for faces, pixels in held_out:
            figures = measure(softmax(logits_of(self.average, pixels)), faces.majority)
            parts.append(f"{faces.source} valid {figures.accuracy:.1%} accuracy, {figures.macro_recall:.1%} macro recall")
        self.report("; ".join(parts))
