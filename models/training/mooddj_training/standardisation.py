"""How a pixel enters the network: (pixel - MEAN) / STD, exact in eight bits because STD is a power of two."""

from torch import Tensor

MEAN = 128.0
STD = 64.0


def standardised(faces: Tensor) -> Tensor:
    """Pixels 0..255 of any shape as network input."""
    return (faces - MEAN) / STD
