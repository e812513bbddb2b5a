"""What options of the verbs may hold."""

import math
from argparse import ArgumentTypeError

from .shared_data import REPOSITORY

LATEST = REPOSITORY / "models" / "training" / "runs" / "latest"


def share(text: str) -> float:
    """A number from 0 to 1."""
    return bounded(float(text), 0, 1)


def positive(text: str) -> int:
    """A whole number from 1 on."""
    return int(bounded(int(text), 1, math.inf))


def positive_number(text: str) -> float:
    """A number above 0."""
    return bounded(float(text), math.nextafter(0, 1), math.inf)


def bounded(number: float, least: float, most: float) -> float:
    """The number, where it lies between the two."""
    if not least <= number <= most:
        raise ArgumentTypeError(f"{number:g} is not between {least:g} and {most:g}")
    return number
