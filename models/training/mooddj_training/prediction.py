"""Running a PyTorch network over many faces."""

import numpy as np
import torch
from torch import Tensor, nn

from .standardisation import standardised


@torch.inference_mode()
def logits_of(network: nn.Module, faces: np.ndarray, batch: int = 128) -> np.ndarray:
    """Logits (N, 7) of uint8 faces (N, S, S)."""
    parts: list[Tensor] = []
    for start in range(0, len(faces), batch):
        pixels = torch.from_numpy(faces[start : start + batch]).float().unsqueeze(1)
        parts.append(network(standardised(pixels).contiguous(memory_format=torch.channels_last)))
    return torch.cat(parts).numpy()
