"""How often a row is seen in an epoch, and the class prior that this makes."""

import numpy as np

from .face_set import FaceSet

COMMON_SHARE = 0.12
FEWEST, MOST = 0.5, 5.0
SMALLEST_PRIOR = 0.005


def row_rates(faces: FaceSet) -> np.ndarray:
    """Expected sightings of each row (N,) in an epoch: square-root sampling by class (Mahajan et al. 2018).

    A class with COMMON_SHARE of the rows is seen once; commoner ones less, rarer ones more.
    """
    classes = faces.targets.argmax(1)
    shares = np.bincount(classes, minlength=faces.targets.shape[1]) / len(faces)
    return np.clip(np.sqrt(COMMON_SHARE / np.maximum(shares, 1e-6)), FEWEST, MOST)[classes]


def log_prior(faces: FaceSet, rates: np.ndarray) -> np.ndarray:
    """Logarithm (7,) of the share of each emotion among the rows as they are seen."""
    mass = (faces.targets * rates[:, None]).sum(0)
    return np.log(np.maximum(mass / mass.sum(), SMALLEST_PRIOR)).astype(np.float32)


def draw_epoch(rates: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Row numbers in random order, each about as often as its rate says."""
    sightings = np.floor(rates + random.random(len(rates))).astype(int)
    return random.permutation(np.repeat(np.arange(len(rates)), sightings))
