"""A budget of wall-clock time for training on a machine that others use as well."""

import math
import time


class Clock:
    """Counts from its making; `minutes` may be infinite."""

    def __init__(self, minutes: float = math.inf) -> None:
        self.minutes = minutes
        self.began = time.monotonic()

    def share(self) -> float:
        """How much of the budget is spent, 0..1."""
        return min(1.0, (time.monotonic() - self.began) / 60 / self.minutes)

    def minutes_left(self) -> float:
        """What is left of the budget."""
        return self.minutes * (1 - self.share()) if math.isfinite(self.minutes) else math.inf

    def is_over(self) -> bool:
        """Whether the budget is spent."""
        return self.share() >= 1
