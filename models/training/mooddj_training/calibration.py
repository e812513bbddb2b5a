"""One temperature that makes confidences honest (Guo et al. 2017)."""

import numpy as np

from .metrics import softmax

LOWEST, HIGHEST, CANDIDATES = 0.3, 3.0, 271


def fit_temperature(logits: np.ndarray, majority: np.ndarray) -> float:
    """The temperature between LOWEST and HIGHEST with the least negative log likelihood of the true labels (N,)."""
    temperatures = np.linspace(LOWEST, HIGHEST, CANDIDATES)
    rows = np.arange(len(majority))
    losses = [-np.log(softmax(logits, t)[rows, majority] + 1e-12).mean() for t in temperatures]
    return round(float(temperatures[int(np.argmin(losses))]), 3)
