"""FER+ (Barsoum et al. 2016): 48×48 gray faces, each judged by ten raters."""

import csv
from pathlib import Path

import numpy as np

from .face_set import NO_MAJORITY, FaceSet
from .labels import INDEX, LABELS
from .shared_data import open_zip

COLUMN_OF = {
    "happy": "happiness",
    "sad": "sadness",
    "angry": "anger",
    "neutral": "neutral",
    "surprise": "surprise",
    "fear": "fear",
    "disgust": "disgust",
}
OTHER_COLUMNS = ("contempt", "unknown", "NF")
WEAK_LABELS = ("fear", "disgust")


def load_ferplus(faces: Path, split: str) -> FaceSet:
    """Rows of `split` ("train" or "valid") with a vote for one of the seven emotions; valid drops pictures seen in training."""
    with (faces / "ferplus.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split]
    if split == "valid":
        rows = [row for row in rows if row["leak_dup"] == "0"]
    votes = [vote_distribution(row) for row in rows]
    usable = [(row, vote) for row, vote in zip(rows, votes, strict=True) if vote.sum() > 0]
    files = [row["file"] for row, _ in usable]
    targets = np.stack([vote / vote.sum() for _, vote in usable]).astype(np.float32)
    majorities = np.array([majority(row) for row, _ in usable])
    return FaceSet("ferplus", files, open_zip(faces / "ferplus.zip"), targets, majorities)


def vote_distribution(row: dict[str, str]) -> np.ndarray:
    """Votes for the seven emotions without single votes; FER2013's own label is one more vote where a rater agrees with it.

    Only fear and disgust, which few raters choose, are helped by the older label.
    """
    votes = np.array([float(row[COLUMN_OF[label]]) for label in LABELS])
    for label in WEAK_LABELS:
        if row["fer2013_label"] == label and votes[INDEX[label]] > 0:
            votes[INDEX[label]] += 1
    votes[votes == 1] = 0
    return votes


def majority(row: dict[str, str]) -> int:
    """The index of the one emotion with most of all ten columns' votes, or NO_MAJORITY at a tie or another winner."""
    counts = {column: int(row[column]) for column in (*COLUMN_OF.values(), *OTHER_COLUMNS)}
    most = max(counts.values())
    winners = [column for column, count in counts.items() if count == most]
    labels = [label for label in LABELS if COLUMN_OF[label] == winners[0]]
    return INDEX[labels[0]] if len(winners) == 1 and labels else NO_MAJORITY
