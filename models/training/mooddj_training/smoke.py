"""A minute of training on a few hundred rows, to see that the loss falls and that the export loads."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import nn

from .export import folded_with_prior
from .face_set import FaceSet
from .labels import LABELS
from .network import Width
from .onnx_graph import SIDE, write_onnx
from .onnx_session import onnx_logits, open_session
from .phase import Phase
from .prediction import logits_of
from .problem import Problem
from .trainer import Regularisation, Trainer

ROWS = 200
SLIM = Width(channels=(32, 32, 64, 64, 128), layers=(1, 2, 1, 1, 1))
PHASE = Phase(side=32, epochs=16, batch=16, peak=0.05, last=0.001)
EPOCHS_COMPARED = 3
LARGEST_SHARE_LEFT = 0.9
LARGEST_DIFFERENCE = 1e-3


class SmokeFailed(Problem):
    """Training or export does not work."""


def smoke(training: list[FaceSet], validation: list[FaceSet]) -> None:
    """Raises SmokeFailed where the loss does not fall by a tenth or the exported model answers otherwise than the network."""
    # So small a network only waits when a second thread has to share a busy processor.
    torch.set_num_threads(1)
    with TemporaryDirectory() as folder:
        trainer = Trainer(SLIM, Path(folder), lambda line: print(line, flush=True), Regularisation(degrade=0, mixup=0))
        losses = trainer.run([PHASE], [first_rows(faces) for faces in training], [first_rows(faces) for faces in validation])
        first, last = float(np.mean(losses[:EPOCHS_COMPARED])), float(np.mean(losses[-EPOCHS_COMPARED:]))
        if not last < first * LARGEST_SHARE_LEFT:
            raise SmokeFailed(f"The loss did not fall by a tenth: {first:.4f} at first, {last:.4f} at last.")
        exported = Path(folder) / "smoke.onnx"
        write_onnx(folded_with_prior(trainer.checkpoint, np.zeros(len(LABELS))), exported)
        faces = first_rows(validation[0]).at_side(SIDE)
        whole = nn.Sequential(nn.AvgPool2d(2), trainer.average).eval()
        expected = (logits_of(whole, faces) + logits_of(whole, np.ascontiguousarray(faces[:, :, ::-1]))) / 2
        difference = np.abs(onnx_logits(open_session(exported), faces) - expected).max()
        if not difference < LARGEST_DIFFERENCE:
            raise SmokeFailed(f"The exported model differs from the network by {difference:.5f}: mend the export.")
        print(f"Smoke passed: loss {first:.4f} to {last:.4f}, export within {difference:.1e} of the network.", flush=True)


def first_rows(faces: FaceSet) -> FaceSet:
    """The first ROWS rows."""
    return faces.where(np.arange(len(faces)) < ROWS)
