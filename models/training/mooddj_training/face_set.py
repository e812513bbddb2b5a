"""Faces: where their pictures are read, what raters saw in them, and the one label that counts in an evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from .counted import counted
from .labels import LABELS
from .problem import Problem

NO_MAJORITY = -1
CERTAINTY = 0.9


@dataclass(frozen=True)
class FaceSet:
    """`read` gives a file's bytes when its picture is wanted; `targets` (N, 7) sum to 1; `majority` (N,) may be NO_MAJORITY."""

    source: str
    files: Sequence[str]
    read: Callable[[str], bytes]
    targets: np.ndarray
    majority: np.ndarray

    def __len__(self) -> int:
        return len(self.files)

    def where(self, keep: np.ndarray) -> "FaceSet":
        """The rows whose flag is set."""
        rows = np.flatnonzero(keep)
        return FaceSet(self.source, [self.files[row] for row in rows], self.read, self.targets[rows], self.majority[rows])

    def judged(self) -> "FaceSet":
        """The rows that have a majority label, and can be right or wrong."""
        return self.where(self.majority != NO_MAJORITY)

    def at_side(self, side: int) -> np.ndarray:
        """All pictures as one uint8 array (N, side, side), shrunk by area and enlarged linearly."""
        stacked = np.empty((len(self), side, side), np.uint8)
        for row, file in enumerate(counted(f"reading {self.source}", self.files)):
            picture = read_gray(file, self.read(file))
            shrinks = picture.shape[0] > side
            stacked[row] = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
        return stacked


def read_gray(file: str, encoded: bytes, largest_side: int = 128) -> np.ndarray:
    """A picture file as a gray uint8 square (0.299 R + 0.587 G + 0.114 B), at most `largest_side` wide."""
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_GRAYSCALE) if encoded else None
    if picture is None:
        raise Problem(f"{file} is not a picture that can be read: remove it, or fetch it again.")
    side = min(max(picture.shape), largest_side)
    if picture.shape == (side, side):
        return picture
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)


def softened(labels: np.ndarray) -> np.ndarray:
    """Single labels (N,) as distributions (N, 7): CERTAINTY on the label, the rest shared by the others."""
    others = (1 - CERTAINTY) / (len(LABELS) - 1)
    targets = np.full((len(labels), len(LABELS)), others, np.float32)
    targets[np.arange(len(labels)), labels] = CERTAINTY
    return targets
