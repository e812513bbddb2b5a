"""Figures about predictions: accuracy, recall, confusion, calibration error."""

from dataclasses import dataclass

import numpy as np

from .labels import LABELS

CALIBRATION_BINS = 15


@dataclass(frozen=True)
class Figures:
    """`confusion` (7, 7) counts rows of true label by column of prediction; recalls of absent labels are NaN."""

    rows: int
    accuracy: float
    macro_recall: float
    recalls: np.ndarray
    confusion: np.ndarray
    calibration_error: float


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Logits (N, 7) as probabilities (N, 7)."""
    scaled = logits / temperature
    exponentials = np.exp(scaled - scaled.max(1, keepdims=True))
    return exponentials / exponentials.sum(1, keepdims=True)


def measure(probabilities: np.ndarray, majority: np.ndarray) -> Figures:
    """Figures of predictions (N, 7) against true labels (N,)."""
    predicted = probabilities.argmax(1)
    confusion = np.zeros((len(LABELS), len(LABELS)), int)
    np.add.at(confusion, (majority, predicted), 1)
    recalls = recalls_of(confusion)
    return Figures(
        rows=len(majority),
        accuracy=float((predicted == majority).mean()),
        macro_recall=float(np.nanmean(recalls)),
        recalls=recalls,
        confusion=confusion,
        calibration_error=calibration_error(probabilities, majority),
    )


def recalls_of(confusion: np.ndarray) -> np.ndarray:
    """The share of each true label that was recognised (7,)."""
    counts = confusion.sum(1)
    return np.divide(np.diag(confusion), counts, out=np.full(len(counts), np.nan), where=counts > 0)


def calibration_error(probabilities: np.ndarray, majority: np.ndarray) -> float:
    """Expected calibration error (Guo et al. 2017) in CALIBRATION_BINS equal bins of confidence."""
    confidence = probabilities.max(1)
    correct = probabilities.argmax(1) == majority
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [abs((confidence[bins == b] - correct[bins == b]).sum()) for b in range(CALIBRATION_BINS)]
    return float(sum(gaps) / len(majority))
