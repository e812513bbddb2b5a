"""RAF-DB's folder layout (train/1..7, test/1..7), for whoever has its licence."""

from pathlib import Path

import numpy as np

from .face_set import FaceSet, softened
from .labels import INDEX
from .problem import Problem

FOLDERS = {"1": "surprise", "2": "fear", "3": "disgust", "4": "happy", "5": "sad", "6": "angry", "7": "neutral"}
SUFFIXES = (".jpg", ".jpeg", ".png")


class NotRafDb(Problem):
    """The folder has another layout."""


def load_rafdb(root: Path, split: str) -> FaceSet:
    """All pictures of `split` ("train" or "test") under `root`; folder numbers are RAF-DB's own."""
    found = [(path, INDEX[label]) for folder, label in FOLDERS.items() for path in pictures_in(root / split / folder)]
    if not found:
        raise NotRafDb(
            f"There are no pictures in {root / split}/1 to /7: name the folder that holds RAF-DB's train/1..7 and test/1..7."
        )
    files = [str(path.relative_to(root)) for path, _ in found]
    labels = np.array([label for _, label in found])
    return FaceSet("rafdb", files, lambda file: (root / file).read_bytes(), softened(labels), labels)


def pictures_in(folder: Path) -> list[Path]:
    """JPEG and PNG files, whatever the case of their endings; hidden files are not pictures."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and not path.name.startswith("."))
