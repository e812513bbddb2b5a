"""A made-up picture and what each model says to it, so that another runtime can be checked against this one."""

import json
from pathlib import Path

import numpy as np

from .labels import LABELS
from .metrics import softmax
from .onnx_graph import SIDE
from .onnx_session import onnx_logits, open_session

FORMULA = (
    "gray 128 x 128; pixel(x, y) = (3 * x + 5 * y + floor(x * y / 7)) mod 256, "
    "x the column and y the row, both from 0; it enters as the manifest's mean and std say"
)


def parity_picture() -> np.ndarray:
    """The picture of FORMULA, uint8 (128, 128)."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return ((3 * x + 5 * y + x * y // 7) % 256).astype(np.uint8)


def write_parity(path: Path, name: str, model: Path, temperature: float) -> None:
    """Puts the model's logits and probabilities for the picture into the fixture, beside those of other models."""
    fixture = json.loads(path.read_text()) if path.is_file() else {}
    logits = onnx_logits(open_session(model), parity_picture()[None])
    probabilities = softmax(logits.astype(np.float64), temperature)
    outputs = fixture.get("outputs", {})
    outputs[name] = {
        "logits": [round(float(value), 5) for value in logits[0]],
        "probabilities": [round(float(value), 6) for value in probabilities[0]],
    }
    content = {"picture": FORMULA, "labels": list(LABELS), "outputs": outputs}
    path.write_text(json.dumps(content, indent=2) + "\n")
