"""Write a checkpoint's averaged weights as fp32 ONNX, calibrated on the valid rows, with its manifest entry."""

import argparse
from pathlib import Path

import numpy as np
import torch

from .arguments import LATEST
from .calibration import fit_temperature
from .checkpoint import averaged_network, read_checkpoint
from .face_set import FaceSet
from .ferplus import load_ferplus
from .manifest import emotion_entry, recipe, write_entry
from .metrics import measure, softmax
from .network import FoldedMoodNet, count_macs, count_parameters
from .onnx_graph import SIDE, write_onnx
from .onnx_session import onnx_logits, open_session
from .parity import write_parity
from .portraits import load_portraits
from .sampling import log_prior
from .shared_data import REPOSITORY, faces_folder

MOODNET = REPOSITORY / "models" / "moodnet"
NAME = "moodnet-fp32"
PRIOR_STRENGTH = 0.5
STRENGTHS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `export`."""
    parser.add_argument("--checkpoint", type=Path, default=LATEST / "checkpoint.pt")
    parser.add_argument(
        "--prior-strength",
        type=float,
        default=PRIOR_STRENGTH,
        help="0 expects all emotions equally, 1 as often as in FER+; between them lies the balance of recall and accuracy",
    )


def run(options: argparse.Namespace) -> None:
    """Writes the model, its manifest entry and its part of the parity fixture."""
    MOODNET.mkdir(parents=True, exist_ok=True)
    faces = faces_folder()
    commands = [
        *read_checkpoint(options.checkpoint)["progress"]["commands"],
        f"export --prior-strength {options.prior_strength:g}",
    ]
    print("1 of 3: folding the branches.", flush=True)
    prior = training_prior(faces)
    network = folded_with_prior(options.checkpoint, prior * options.prior_strength)
    path = MOODNET / f"{NAME}.onnx"
    unfinished = path.with_suffix(".partial")
    write_onnx(network, unfinished)
    print("2 of 3: fitting the temperature on valid rows.", flush=True)
    valid = [load_ferplus(faces, "valid").judged(), load_portraits(faces, "valid")]
    session = open_session(unfinished, threads=2)
    logits = [onnx_logits(session, rows.at_side(SIDE)) for rows in valid]
    for strength in STRENGTHS:
        print(prior_line(strength, valid, [values + prior * (strength - options.prior_strength) for values in logits]))
    temperature = fit_temperature(logits[0], valid[0].majority)
    print("3 of 3: writing the model and its manifest entry.", flush=True)
    unfinished.replace(path)
    write_entry(emotion_entry(NAME, "fp32", path, temperature, recipe(commands)))
    write_parity(MOODNET / "parity.json", NAME, path, temperature)
    macs = count_macs(averaged_network(options.checkpoint).width, SIDE // 2) * 2
    print(
        f"Wrote {path.name}, {path.stat().st_size / 1e6:.2f} MB, {count_parameters(network) / 1e6:.2f} M parameters, "
        f"{macs / 1e6:.1f} M multiply-accumulates, temperature {temperature}."
    )


def prior_line(strength: float, valid: list[FaceSet], logits: list[np.ndarray]) -> str:
    """What a strength of the prior would give on each set."""
    figures = [measure(softmax(values), faces.majority) for faces, values in zip(valid, logits, strict=True)]
    parts = [f"{faces.source} {f.accuracy:.1%} / {f.macro_recall:.1%}" for faces, f in zip(valid, figures, strict=True)]
    return f"prior strength {strength:.1f}, accuracy / macro recall: {', '.join(parts)}"


def training_prior(faces: Path) -> np.ndarray:
    """The log share (7,) of each emotion among FER+'s training rows as they come."""
    training = load_ferplus(faces, "train")
    return log_prior(training, np.ones(len(training)))


def folded_with_prior(checkpoint: Path, prior: np.ndarray) -> FoldedMoodNet:
    """The averaged network with its branches folded and `prior` (7,) added to its logits, less the mean."""
    network = FoldedMoodNet(averaged_network(checkpoint)).eval()
    with torch.no_grad():
        network.head.bias += torch.from_numpy(prior - prior.mean()).float()
    return network
