"""Running an exported model with onnxruntime, as a consumer would."""

from pathlib import Path

import numpy as np
import onnxruntime

from .counted import counted
from .onnx_graph import INPUT
from .standardisation import MEAN, STD


def open_session(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """A session on the processor that does not spin while it waits."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def onnx_logits(session: onnxruntime.InferenceSession, faces: np.ndarray, batch: int = 32) -> np.ndarray:
    """Logits (N, 7) of uint8 faces (N, 128, 128)."""
    parts = []
    for start in counted("running the model, batches", range(0, len(faces), batch)):
        pixels = (faces[start : start + batch, None].astype(np.float32) - MEAN) / STD
        parts.append(session.run(None, {INPUT: pixels})[0])
    return np.concatenate(parts)
