"""What training lessens, and how rows are mixed before it."""

import torch.nn.functional as F
from torch import Tensor


def blend(values: Tensor, partner: Tensor, share: Tensor) -> Tensor:
    """Mixup (Zhang et al. 2018): `share` (N,) of each row, the rest from its partner row."""
    shares = share.view(-1, *[1] * (values.ndim - 1))
    return values * shares + values[partner] * (1 - shares)


def adjusted_cross_entropy(logits: Tensor, targets: Tensor, priors: Tensor) -> Tensor:
    """Cross-entropy with a distribution after adding the log prior to the logits (Menon et al. 2021).

    The bare logits then estimate what all seven emotions would be if they were equally common.
    """
    return -(targets * F.log_softmax(logits + priors, dim=1)).sum(1).mean()
