"""The network for one view against the one for both."""

import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime
import torch

from mooddj_training.network import FoldedMoodNet, MoodNet, Width
from mooddj_training.one_view import one_view
from mooddj_training.onnx_graph import INPUT, SIDE, write_onnx


class OneView(unittest.TestCase):
    """On a small network that was not trained."""

    def setUp(self) -> None:
        torch.manual_seed(0)
        network = FoldedMoodNet(MoodNet(Width(channels=(8,) * 5, layers=(1,) * 5)).eval()).eval()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "network.onnx"
        write_onnx(network, path)
        self.both = onnx.load(path)

    def test_the_face_and_its_mirror_image_average_to_both(self) -> None:
        face = np.random.default_rng(0).normal(size=(1, 1, SIDE, SIDE)).astype(np.float32)
        single = one_view(self.both)
        seen = [logits(single, view) for view in (face, face[..., ::-1].copy())]
        self.assertGreater(np.abs(seen[0] - seen[1]).max(), 1e-6)
        np.testing.assert_allclose(logits(self.both, face), np.mean(seen, axis=0), atol=1e-5)

    def test_a_network_that_does_not_mirror_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "does not mirror"):
            one_view(one_view(self.both))


def logits(model: onnx.ModelProto, pixels: np.ndarray) -> np.ndarray:
    """What onnxruntime makes of these pixels (batch, 1, 128, 128)."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {INPUT: pixels})[0]
