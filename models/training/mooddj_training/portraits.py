"""Portraits: face crops of news photographs and film stills, one label each; no person is in two splits."""

import csv
from pathlib import Path

import numpy as np

from .face_set import FaceSet, softened
from .ferplus import COLUMN_OF
from .labels import INDEX
from .shared_data import open_zip

UNRELIABLE = ("disgust",)
TOO_FEW = ("disgust", "fear")


def load_portraits(faces: Path, split: str) -> FaceSet:
    """Rows of `split`, without contempt and disgust, whose labels are unreliable in this set; valid has too few of fear."""
    label_of = {column: label for label, column in COLUMN_OF.items()}
    with (faces / "portraits.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split and row["emotion"] in label_of]
    left_out = UNRELIABLE if split == "train" else TOO_FEW
    rows = [row for row in rows if label_of[row["emotion"]] not in left_out]
    files = [row["file"] for row in rows]
    labels = np.array([INDEX[label_of[row["emotion"]]] for row in rows])
    return FaceSet("portraits", files, open_zip(faces / "portraits.zip"), softened(labels), labels)
