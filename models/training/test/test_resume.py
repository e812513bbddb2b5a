"""Interrupted runs."""

import re
import signal
import subprocess
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from tiny_data import TRAINING, start_training, write_shared

from mooddj_training.checkpoint import read_checkpoint

EPOCHS = 3
PLAN = f"32:{EPOCHS}:16:0.02:0.001"
DIES_WHILE_WRITING = """
import os, signal, sys, torch
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from mooddj_training.checkpoint import Progress, save_checkpoint
from mooddj_training.network import MoodNet, Width
network = MoodNet(Width(channels=(8,) * 5, layers=(1,) * 5))
optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
path = Path(sys.argv[2])
save_checkpoint(path, network, network, optimizer, Progress(epoch=1))
def half(state, file):
    file.write(b"half a checkpoint")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
torch.save = half
save_checkpoint(path, network, network, optimizer, Progress(epoch=2))
"""


def losses(said: str) -> dict[str, float]:
    """The mean loss of every finished epoch, by its number."""
    return {number: float(loss) for number, loss in re.findall(rf"epoch (\d+)/{EPOCHS}: loss ([\d.]+), ", said)}


class Resume(unittest.TestCase):
    """Training goes on where its last whole epoch ended."""

    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def train(self, name: str, *options: str) -> subprocess.Popen[str]:
        return start_training(self.shared, "--plan", PLAN, "--out", str(self.folder / name), *options)

    def test_an_interrupted_run_ends_as_one_that_was_not(self) -> None:
        self.shared = write_shared(self.folder / "shared", 42)
        whole, interrupted = self.train("whole"), self.train("parts")
        for line in interrupted.stdout:
            if f"epoch 1/{EPOCHS}: loss" in line:
                interrupted.send_signal(signal.SIGINT)
                break
        _, advice = interrupted.communicate()
        self.assertEqual(interrupted.returncode, 130)
        self.assertRegex(advice, r"dj: Stopped\. .*checkpoint\.pt holds all whole epochs: the same command with --resume goes on")
        said, _ = whole.communicate()
        self.assertEqual(whole.returncode, 0)
        rest, _ = (resumed := self.train("parts", "--resume")).communicate()
        self.assertEqual(resumed.returncode, 0)
        expected, again = losses(said), losses(rest)
        self.assertEqual(list(expected), ["1", "2", "3"])
        # The signal may arrive one epoch later.
        self.assertIn(list(again), (["2", "3"], ["3"]))
        self.assertAlmostEqual(again["3"], expected["3"], delta=0.01)
        states = [read_checkpoint(self.folder / name / "checkpoint.pt") for name in ("whole", "parts")]
        self.assertEqual(*[(state["progress"]["phase"], state["progress"]["epoch"]) for state in states])

    def test_a_run_that_is_killed_while_it_writes_leaves_the_checkpoint_before(self) -> None:
        path = self.folder / "checkpoint.pt"
        died = subprocess.run([sys.executable, "-c", DIES_WHILE_WRITING, str(TRAINING), str(path)], check=False)
        self.assertEqual(died.returncode, -signal.SIGKILL)
        self.assertEqual(read_checkpoint(path)["progress"]["epoch"], 1)

    def test_without_a_checkpoint_there_is_nothing_to_resume_and_that_is_said(self) -> None:
        self.shared = write_shared(self.folder / "shared", 42)
        _, complaint = (training := self.train("none", "--resume")).communicate()
        self.assertEqual(training.returncode, 1)
        self.assertRegex(complaint, r"^dj: There is no checkpoint .*\n$")
