"""A stretch of training at one picture size."""

import math
from dataclasses import dataclass

from .problem import Problem

WARM_UP_STEPS = 100
SMALLEST_SIDE = 32


@dataclass(frozen=True)
class Phase:
    """`epochs` at side × side pixels; the learning rate warms up to `peak`, then falls along a half cosine to `last`."""

    side: int
    epochs: int
    batch: int
    peak: float
    last: float

    def rate(self, step: int, done: float) -> float:
        """The learning rate at the phase's `step`, when `done` (0..1) of the phase is over."""
        warm = min(1.0, (step + 1) / WARM_UP_STEPS)
        fall = 0.5 * (1 + math.cos(math.pi * done))
        return warm * (self.last + (self.peak - self.last) * fall)


def parse_plan(text: str) -> list[Phase]:
    """Reads `side:epochs:batch:peak:last` items with commas between, for example `64:12:128:0.1:0.03,128:4:64:0.03:0.0005`."""
    phases = []
    for item in text.split(","):
        parts = item.split(":")
        try:
            side, epochs, batch = (int(part) for part in parts[:3])
            peak, last = (float(part) for part in parts[3:])
        except ValueError as cause:
            raise Problem(f"A phase is written side:epochs:batch:peak:last, as in 64:40:128:0.1:0.0003, not {item!r}.") from cause
        if not (side >= SMALLEST_SIDE and epochs > 0 and batch > 1 and peak > 0 and last >= 0):
            raise Problem(
                f"A phase has a side of {SMALLEST_SIDE} or more, an epoch, a batch of 2 and rates above 0: {item!r} has not."
            )
        phases.append(Phase(side, epochs, batch, peak, last))
    return phases
