"""The rows that training draws from, at one picture size."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .face_set import FaceSet
from .sampling import log_prior, row_rates


@dataclass(frozen=True)
class Pool:
    """All training rows at one size: faces (N, S, S) uint8, targets (N, 7), log priors (N, 7) of their sources, rates (N,)."""

    faces: np.ndarray
    targets: Tensor
    priors: Tensor
    rates: np.ndarray


def pool_at(side: int, sets: Sequence[FaceSet]) -> Pool:
    """Joins the sources; each keeps its own class prior, so that no source is a shortcut to a class."""
    rates = [row_rates(faces) for faces in sets]
    priors = [np.tile(log_prior(faces, rate), (len(faces), 1)) for faces, rate in zip(sets, rates, strict=True)]
    return Pool(
        np.concatenate([faces.at_side(side) for faces in sets]),
        torch.from_numpy(np.concatenate([faces.targets for faces in sets])),
        torch.from_numpy(np.concatenate(priors)),
        np.concatenate(rates),
    )
