"""RAF-DB's folder layout (train/1..7, test/1..7), for whoever has its licence."""

from pathlib import Path

import numpy as np

from .face_set import FaceSet, read_all, softened
from .labels import INDEX

FOLDERS = {"1": "surprise", "2": "fear", "3": "disgust", "4": "happy", "5": "sad", "6": "angry", "7": "neutral"}


def load_rafdb(root: Path, split: str) -> FaceSet:
    """All pictures of `split` ("train" or "test") under `root`; folder numbers are RAF-DB's own."""
    found = [
        (path, INDEX[label]) for folder, label in FOLDERS.items() for path in sorted((root / split / folder).glob("*.[jp][pn]g"))
    ]
    if not found:
        raise FileNotFoundError(f"There are no pictures in {root / split}/1..7, so this is not RAF-DB's folder layout.")
    files = [str(path.relative_to(root)) for path, _ in found]
    labels = np.array([label for _, label in found])
    pictures = read_all(files, lambda file: (root / file).read_bytes())
    return FaceSet("rafdb", files, pictures, softened(labels), labels)
