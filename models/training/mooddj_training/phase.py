"""A stretch of training at one picture size."""

import math
from dataclasses import dataclass

WARM_UP_STEPS = 100


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
        if len(parts) != 5:
            raise ValueError(f"A phase is written side:epochs:batch:peak:last, not {item!r}.")
        phases.append(Phase(int(parts[0]), int(parts[1]), int(parts[2]), float(parts[3]), float(parts[4])))
    return phases
