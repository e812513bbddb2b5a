"""RAF-DB's folder layout, with made-up pictures."""

import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from tiny_data import encoded, picture_of, start_training, write_shared

from mooddj_training.labels import LABELS
from mooddj_training.rafdb import NotRafDb, load_rafdb

NAMES = {"1": "surprise", "2": "fear", "3": "disgust", "4": "happy", "5": "sad", "6": "angry", "7": "neutral"}


def write_rafdb(root: Path) -> None:
    """Two plain pictures, an aligned one and one with capital letters in every folder of both splits, and a stranger."""
    random = np.random.default_rng(0)
    for split in ("train", "test"):
        for folder in NAMES:
            place = root / split / folder
            place.mkdir(parents=True)
            files = (f"{split}_1.jpg", f"{split}_2.png", f"{split}_3_aligned.jpg", f"{split}_4.JPG", f"{split}_5_aligned.PNG")
            for file in files:
                (place / file).write_bytes(encoded(picture_of(int(folder) - 1, random), Path(file).suffix.lower()))
            (place / "list.txt").write_text("no picture")


class RafDb(unittest.TestCase):
    """What the loader makes of a folder."""

    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_every_picture_gets_the_emotion_that_its_folder_stands_for(self) -> None:
        write_rafdb(self.folder)
        for split in ("train", "test"):
            faces = load_rafdb(self.folder, split)
            self.assertEqual(len(faces), 5 * len(NAMES))
            named = {Path(file).parts[1]: LABELS[label] for file, label in zip(faces.files, faces.majority, strict=True)}
            self.assertEqual(named, NAMES)
            self.assertEqual([LABELS[row] for row in faces.targets.argmax(1)], [LABELS[row] for row in faces.majority])
            # The band that picture_of draws says which folder the pixels came from.
            bands = faces.at_side(49).reshape(len(faces), 7, -1).mean(2).argmax(1)
            self.assertEqual([str(band + 1) for band in bands], [Path(file).parts[1] for file in faces.files])

    def test_another_folder_is_named_in_a_sentence(self) -> None:
        with self.assertRaisesRegex(NotRafDb, "There are no pictures in .*train/1 to /7: name the folder"):
            load_rafdb(self.folder, "train")

    def test_training_takes_the_folder_by_an_option(self) -> None:
        shared = write_shared(self.folder / "shared", 42)
        write_rafdb(self.folder / "raf")
        options = ["--plan", "32:1:16:0.01:0.001", "--out", str(self.folder / "run"), "--rafdb", str(self.folder / "raf")]
        said, _ = (training := start_training(shared, *options)).communicate()
        self.assertEqual(training.returncode, 0)
        self.assertIn("35 of rafdb", said)
