"""MoodNet: five VGG-style blocks, global average pooling and one linear layer."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .labels import LABELS


@dataclass(frozen=True)
class Width:
    """Channels and layers of each of the five blocks, and the stride with which each begins."""

    channels: tuple[int, ...] = (16, 32, 64, 160, 256)
    layers: tuple[int, ...] = (1, 2, 3, 3, 2)
    strides: tuple[int, ...] = (1, 2, 2, 2, 2)

    def convolutions(self) -> list[tuple[int, int, int]]:
        """Inputs, outputs and stride of each convolution, in order."""
        found: list[tuple[int, int, int]] = []
        inputs = 1
        for channels, count, stride in zip(self.channels, self.layers, self.strides, strict=True):
            for index in range(count):
                found.append((inputs, channels, stride if index == 0 else 1))
                inputs = channels
        return found


class BranchedConvolution(nn.Module):
    """Parallel 3×3, 1×1 and identity branches, summed as kernels, then one batch normalisation and a ReLU.

    A sum of linear branches is one 3×3 convolution (RepVGG, Ding et al. 2021), so the branches are added in weight
    space before the convolution runs (as in OREPA, Hu et al. 2022): training costs what a plain VGG layer costs.
    Each branch carries its own scale per output channel. Input (N, inputs, H, W), output (N, outputs, H/stride, W/stride).
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.kernel_3x3 = nn.Parameter(torch.empty(outputs, inputs, 3, 3))
        self.kernel_1x1 = nn.Parameter(torch.empty(outputs, inputs, 1, 1))
        nn.init.kaiming_normal_(self.kernel_3x3, nonlinearity="relu")
        nn.init.kaiming_normal_(self.kernel_1x1, nonlinearity="relu")
        self.scale_3x3 = nn.Parameter(torch.ones(outputs))
        self.scale_1x1 = nn.Parameter(torch.full((outputs,), 0.3))
        has_identity = inputs == outputs and stride == 1
        self.scale_identity = nn.Parameter(torch.ones(outputs)) if has_identity else None
        self.norm = nn.BatchNorm2d(outputs)

    def kernel(self) -> Tensor:
        """The one (outputs, inputs, 3, 3) kernel that equals the sum of the branches."""
        centre = self.kernel_1x1[:, :, 0, 0] * self.scale_1x1[:, None]
        if self.scale_identity is not None:
            centre = centre + torch.diag(self.scale_identity)
        return self.kernel_3x3 * self.scale_3x3[:, None, None, None] + F.pad(centre[:, :, None, None], (1, 1, 1, 1))

    def forward(self, pixels: Tensor) -> Tensor:
        return F.relu(self.norm(F.conv2d(pixels, self.kernel(), stride=self.stride, padding=1)), inplace=True)

    def folded(self) -> nn.Sequential:
        """One plain convolution with bias and a ReLU: kernel and batch normalisation folded together."""
        kernel = self.kernel()
        gain = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        plain = nn.Conv2d(kernel.shape[1], kernel.shape[0], 3, stride=self.stride, padding=1)
        with torch.no_grad():
            plain.weight.copy_(kernel * gain[:, None, None, None])
            plain.bias.copy_(self.norm.bias - self.norm.running_mean * gain)
        return nn.Sequential(plain, nn.ReLU())


class MoodNet(nn.Module):
    """Standardised gray faces (N, 1, S, S) to logits (N, 7) in the order of LABELS; S is 64 in training."""

    def __init__(self, width: Width = Width(), dropout: float = 0.1) -> None:
        super().__init__()
        self.width = width
        self.blocks = nn.Sequential(*(BranchedConvolution(*convolution) for convolution in width.convolutions()))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width.channels[-1], len(LABELS))

    def forward(self, pixels: Tensor) -> Tensor:
        features = self.blocks(pixels).mean(dim=(2, 3))
        return self.head(self.dropout(features))


class FoldedMoodNet(nn.Module):
    """A trained MoodNet in evaluation mode, from plain convolutions only, for faces of twice its training side.

    The first layer averages 2×2 pixels: the network learns at 64 px, and FER+ holds no more than 48 px of detail.
    It looks at the face and at its mirror image, and averages what it sees.
    Input (N, 1, 128, 128), output (N, 7).
    """

    def __init__(self, trained: MoodNet) -> None:
        super().__init__()
        self.halve = nn.AvgPool2d(2)
        self.blocks = nn.Sequential(*(layer.folded() for layer in trained.blocks))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = trained.head

    def forward(self, pixels: Tensor) -> Tensor:
        halved = self.halve(pixels)
        return self.head((self.features(halved) + self.features(halved.flip(3))) / 2)

    def features(self, pixels: Tensor) -> Tensor:
        """Pooled features (N, C) of halved faces."""
        return self.pool(self.blocks(pixels)).flatten(1)


def count_parameters(network: nn.Module) -> int:
    """How many numbers the network holds."""
    return sum(parameter.numel() for parameter in network.parameters())


def count_macs(width: Width, side: int) -> int:
    """Multiply-accumulates of one face of side × side pixels through the folded network."""
    total = 0
    for inputs, outputs, stride in width.convolutions():
        side = -(-side // stride)
        total += side * side * 9 * inputs * outputs
    return total + width.channels[-1] * len(LABELS)
