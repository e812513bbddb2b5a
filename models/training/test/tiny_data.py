"""Made-up faces in the layouts of the real data: enough to run the training on, and no person in them."""

import csv
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import cv2
import numpy as np

TRAINING = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TRAINING))

COLUMNS = ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt", "unknown", "NF")
EMOTIONS = COLUMNS[:7]
SIDE = 49


def picture_of(emotion: int, random: np.random.Generator) -> np.ndarray:
    """A gray square whose brightest band tells the emotion."""
    picture = random.normal(90, 12, (SIDE, SIDE))
    height = SIDE // len(EMOTIONS)
    picture[emotion * height : (emotion + 1) * height] += 110
    return picture.clip(0, 255).astype(np.uint8)


def encoded(picture: np.ndarray, suffix: str) -> bytes:
    """The picture as a file."""
    return cv2.imencode(suffix, picture)[1].tobytes()


def write_shared(shared: Path, rows: int) -> Path:
    """`data/faces` with `rows` training and a third as many valid rows of each source, the emotions by turns."""
    faces = shared / "data" / "faces"
    faces.mkdir(parents=True)
    described = [("train", row) for row in range(rows)] + [("valid", row) for row in range(rows // 3)]
    random = np.random.default_rng(0)
    for source in ("ferplus", "portraits"):
        with (faces / f"{source}.csv").open("w", newline="") as file, zipfile.ZipFile(faces / f"{source}.zip", "w") as archive:
            writer = csv.DictWriter(file, ["file", "split", "emotion", "person", "leak_dup", "fer2013_label", *COLUMNS])
            writer.writeheader()
            for split, row in described:
                emotion = row % len(EMOTIONS)
                name = f"{split}/{row}.webp"
                archive.writestr(name, encoded(picture_of(emotion, random), ".webp"))
                votes = {column: 10 * (column == EMOTIONS[emotion]) for column in COLUMNS}
                label = {"emotion": EMOTIONS[emotion], "person": row, "leak_dup": 0, "fer2013_label": EMOTIONS[emotion]}
                writer.writerow({"file": name, "split": split, **label, **votes})
    return shared


def start_training(shared: Path, *options: str) -> subprocess.Popen[str]:
    """`train` as a process of its own; its output comes as text."""
    return subprocess.Popen(
        [sys.executable, "-m", "mooddj_training", "train", "--threads", "1", *options],
        env={**os.environ, "MOODDJ_SHARED": str(shared), "PYTHONPATH": str(TRAINING), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
