"""Muon for the kernels, SGD with Nesterov momentum for the rest."""

import math
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

MOMENTUM = 0.9
WEIGHT_DECAY = 5e-4
REST_RATE = 2.0
NEWTON_SCHULZ_STEPS = 3
QUINTIC = (3.4445, -4.7750, 2.0315)


def orthogonalised(matrix: Tensor) -> Tensor:
    """The matrix (R, C) with its singular values moved near 1, by Newton-Schulz iterations of a quintic (Jordan et al. 2024)."""
    a, b, c = QUINTIC
    wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    wide = wide / (wide.norm() + 1e-7)
    for _ in range(NEWTON_SCHULZ_STEPS):
        square = wide @ wide.T
        wide = a * wide + (b * square + c * square @ square) @ wide
    return wide if matrix.shape[0] <= matrix.shape[1] else wide.T


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised (Jordan et al. 2024), for kernels (outputs, ...) whose scale does not matter.

    Each kernel keeps a Frobenius norm of sqrt(outputs), so that `lr` is the size of a step relative to the kernel.
    """

    def __init__(self, kernels: Iterable[nn.Parameter], lr: float) -> None:
        super().__init__(kernels, {"lr": lr})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        for group in self.param_groups:
            for kernel in group["params"]:
                momentum = self.state[kernel].setdefault("momentum", torch.zeros_like(kernel))
                momentum.mul_(MOMENTUM).add_(kernel.grad)
                ahead = kernel.grad.add(momentum, alpha=MOMENTUM)
                kernel.mul_(math.sqrt(len(kernel)) / kernel.norm())
                kernel.sub_(orthogonalised(ahead.flatten(1)).view_as(kernel), alpha=group["lr"])


class Optimizer:
    """Both optimisers as one. Kernels with several inputs go to Muon; the first layer, the head, scales and shifts to SGD."""

    def __init__(self, network: nn.Module) -> None:
        kernels = [parameter for parameter in network.parameters() if parameter.ndim == 4 and parameter.shape[1] > 1]
        chosen = {id(kernel) for kernel in kernels}
        rest = [parameter for parameter in network.parameters() if id(parameter) not in chosen]
        decaying = {"params": [parameter for parameter in rest if parameter.ndim > 1], "weight_decay": WEIGHT_DECAY}
        free = {"params": [parameter for parameter in rest if parameter.ndim <= 1], "weight_decay": 0.0}
        self.kernels = Muon(kernels, lr=0.0)
        self.rest = torch.optim.SGD([decaying, free], lr=0.0, momentum=MOMENTUM, nesterov=True)

    def step(self, loss: Tensor, rate: float) -> None:
        """One step down the gradient of `loss`; `rate` is relative to the kernels' size, the rest moves REST_RATE times as far."""
        for optimizer, factor in ((self.kernels, 1.0), (self.rest, REST_RATE)):
            optimizer.zero_grad()
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        loss.backward()
        self.kernels.step()
        self.rest.step()

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on."""
        return {"kernels": self.kernels.state_dict(), "rest": self.rest.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on from `state_dict`."""
        self.kernels.load_state_dict(state["kernels"])
        self.rest.load_state_dict(state["rest"])
