"""Faces as a webcam would have seen them; everything works on float batches (B, 1, S, S) with pixels 0..255."""

import math

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def webcam_like(faces: Tensor, random: np.random.Generator, strength: float) -> Tensor:
    """Moves and lights each face at random; degrades or partly hides a share of them that grows with `strength` (0..1)."""
    faces = moved(faces)
    faces = on_some(faces, 0.3 * strength, lambda some: low_resolution(some, random))
    faces = on_some(faces, 0.2 * strength, lambda some: blurred(some, random))
    faces = lit(faces)
    faces = on_some(faces, 0.3 * strength, noisy)
    faces = on_some(faces.clamp_(0, 255), 0.2 * strength, lambda some: jpeg_compressed(some, random))
    return on_some(faces, 0.35 * strength, lambda some: occluded(some, random))


def on_some(faces: Tensor, share: float, change) -> Tensor:
    """Applies `change` to a random `share` of the batch."""
    chosen = torch.rand(len(faces)) < share
    if chosen.any():
        faces[chosen] = change(faces[chosen])
    return faces


def moved(faces: Tensor) -> Tensor:
    """Mirrors half of the faces; turns by about 8°, shifts by about 4 % and scales by about 8 % (standard deviations)."""
    count = len(faces)
    angle = torch.randn(count).clamp_(-2.5, 2.5) * math.radians(8)
    scale = torch.exp(torch.randn(count).clamp_(-2.5, 2.5) * 0.08)
    stretch = torch.exp(torch.randn(count).clamp_(-2.5, 2.5) * 0.04)
    mirror = torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    cosine, sine = torch.cos(angle) * scale, torch.sin(angle) * scale
    shift = torch.randn(count, 2).clamp_(-2.5, 2.5) * 0.08
    matrix = torch.stack(
        [
            torch.stack([cosine * stretch * mirror, -sine, shift[:, 0]], 1),
            torch.stack([sine * mirror, cosine / stretch, shift[:, 1]], 1),
        ],
        1,
    )
    grid = F.affine_grid(matrix, list(faces.shape), align_corners=False)
    padding = "border" if torch.rand(()) < 0.7 else "zeros"
    return F.grid_sample(faces, grid, mode="bilinear", padding_mode=padding, align_corners=False)


def low_resolution(faces: Tensor, random: np.random.Generator) -> Tensor:
    """A far face: only 20 to 48 pixels wide before it is enlarged."""
    side = faces.shape[-1]
    small = F.interpolate(faces, size=(int(random.integers(20, min(49, side))),) * 2, mode="area")
    return F.interpolate(small, size=(side, side), mode="bilinear", align_corners=False)


def blurred(faces: Tensor, random: np.random.Generator) -> Tensor:
    """Defocus: a Gaussian with a standard deviation of 0.5 to 2 % of the side."""
    sigma = faces.shape[-1] * random.uniform(0.005, 0.02)
    reach = max(1, math.ceil(2 * sigma))
    weights = torch.exp(-(torch.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    weights = weights / weights.sum()
    padded = F.pad(faces, (reach,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(padded, weights.view(1, 1, 1, -1)), weights.view(1, 1, -1, 1))


def lit(faces: Tensor) -> Tensor:
    """Exposure, contrast and gamma, and for some a light from one side."""
    count = len(faces)

    def normal(deviation: float) -> Tensor:
        return (torch.randn(count).clamp_(-2.5, 2.5) * deviation).view(-1, 1, 1, 1)

    average = faces.mean((1, 2, 3), keepdim=True)
    faces = (faces - average) * torch.exp(normal(0.22)) + average + normal(22)
    faces = 255 * (faces.clamp(1, 255) / 255) ** torch.exp(normal(0.18))
    ramp = torch.linspace(-1, 1, faces.shape[-1])
    slope_x, slope_y = normal(0.15), normal(0.08)
    return faces * (1 + slope_x * ramp.view(1, 1, 1, -1) + slope_y * ramp.view(1, 1, -1, 1))


def noisy(faces: Tensor) -> Tensor:
    """Sensor noise of up to 14 grey levels, coarse or fine."""
    strength = torch.rand(len(faces), 1, 1, 1) * 14
    return faces + torch.randn_like(faces) * strength


def jpeg_compressed(faces: Tensor, random: np.random.Generator) -> Tensor:
    """Block artefacts of a JPEG quality between 15 and 70."""
    decoded = []
    for face in faces[:, 0].byte().numpy():
        _, encoded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(15, 71))])
        decoded.append(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE))
    return torch.from_numpy(np.stack(decoded)).float().unsqueeze(1)


def occluded(faces: Tensor, random: np.random.Generator) -> Tensor:
    """A hand, cup or hair: a rectangle of 3 to 20 % of the face, flat or noisy."""
    side = faces.shape[-1]
    for face in faces:
        area = random.uniform(0.03, 0.2) * side * side
        height = min(side, max(1, round(math.sqrt(area * random.uniform(0.4, 2.5)))))
        width = min(side, max(1, round(area / height)))
        top, left = int(random.integers(0, side - height + 1)), int(random.integers(0, side - width + 1))
        patch = face[:, top : top + height, left : left + width]
        patch.fill_(random.uniform(0, 255))
        if random.random() < 0.5:
            patch.add_(torch.randn_like(patch) * 40).clamp_(0, 255)
    return faces
