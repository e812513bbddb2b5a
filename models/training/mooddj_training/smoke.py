"""A minute of training on a few hundred rows, to see that the loss falls and that the export loads."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from torch import nn

from .export import folded_with_prior
from .face_set import FaceSet
from .labels import LABELS
from .network import Width
from .onnx_graph import SIDE, write_onnx
from .onnx_session import onnx_logits, open_session
from .phase import Phase
from .prediction import logits_of
from .trainer import Regularisation, Trainer

ROWS = 300
PHASE = Phase(side=48, epochs=12, batch=32, peak=0.03, last=0.001)
EPOCHS_COMPARED = 3
LARGEST_DIFFERENCE = 1e-3


class SmokeFailed(Exception):
    """Training or export does not work."""


def smoke(training: list[FaceSet], validation: list[FaceSet]) -> None:
    """Raises SmokeFailed where the loss does not fall or the exported model answers otherwise than the network."""
    with TemporaryDirectory() as folder:
        trainer = Trainer(Width(), Path(folder), lambda line: print(line, flush=True), Regularisation(degrade=0, mixup=0))
        losses = trainer.run([PHASE], [first_rows(faces) for faces in training], [first_rows(faces) for faces in validation])
        first, last = float(np.mean(losses[:EPOCHS_COMPARED])), float(np.mean(losses[-EPOCHS_COMPARED:]))
        if not last < first:
            raise SmokeFailed(f"The loss did not fall: {first:.4f} at first, {last:.4f} at last.")
        exported = Path(folder) / "smoke.onnx"
        write_onnx(folded_with_prior(trainer.checkpoint, np.zeros(len(LABELS))), exported)
        faces = first_rows(validation[0]).at_side(SIDE)
        whole = nn.Sequential(nn.AvgPool2d(2), trainer.average).eval()
        expected = (logits_of(whole, faces) + logits_of(whole, np.ascontiguousarray(faces[:, :, ::-1]))) / 2
        difference = np.abs(onnx_logits(open_session(exported), faces) - expected).max()
        if not difference < LARGEST_DIFFERENCE:
            raise SmokeFailed(f"The exported model differs from the network by {difference:.5f}.")
        print(f"Smoke passed: loss {first:.4f} to {last:.4f}, export within {difference:.1e} of the network.")


def first_rows(faces: FaceSet) -> FaceSet:
    """The first ROWS rows."""
    return faces.where(np.arange(len(faces)) < ROWS)
