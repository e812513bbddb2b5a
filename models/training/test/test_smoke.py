"""The smoke test itself: it must be able to fail."""

import unittest
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import torch
from tiny_data import write_shared

from mooddj_training.ferplus import load_ferplus
from mooddj_training.portraits import load_portraits
from mooddj_training.smoke import PHASE, SmokeFailed, smoke

SHORT = replace(PHASE, epochs=6)


class Smoke(unittest.TestCase):
    """On made-up faces that are easy to tell apart."""

    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        faces = write_shared(Path(folder.name), 84) / "data" / "faces"
        self.sets = [[load_ferplus(faces, split), load_portraits(faces, split)] for split in ("train", "valid")]

    def test_it_passes_where_the_network_learns(self) -> None:
        torch.manual_seed(0)
        with patch("mooddj_training.smoke.PHASE", SHORT):
            smoke(*self.sets)

    def test_it_fails_where_nothing_is_learnt(self) -> None:
        torch.manual_seed(0)
        standing_still = replace(SHORT, peak=0.0, last=0.0)
        with patch("mooddj_training.smoke.PHASE", standing_still), self.assertRaisesRegex(SmokeFailed, "The loss did not fall"):
            smoke(*self.sets)
