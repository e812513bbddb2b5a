"""Train the network on FER+ and the portraits."""

import argparse
import math
from pathlib import Path

import torch

from .arguments import LATEST, positive, positive_number, share
from .clock import Clock
from .ferplus import load_ferplus
from .network import Width
from .phase import parse_plan
from .portraits import load_portraits
from .rafdb import load_rafdb
from .shared_data import faces_folder
from .smoke import smoke
from .trainer import Regularisation, Trainer

PLAN = "64:45:128:0.04:0.0002"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `train`."""
    parser.add_argument("--plan", default=PLAN, help="phases as side:epochs:batch:peak:last, with commas between")
    parser.add_argument("--out", type=Path, default=LATEST, help="folder of the checkpoint")
    parser.add_argument(
        "--resume", action="store_true", help="go on from the checkpoint in --out; the rest of the plan may change"
    )
    parser.add_argument("--start-from", type=Path, help="begin with the averaged weights of this checkpoint")
    parser.add_argument("--rafdb", type=Path, help="RAF-DB's folder (train/1..7), to train on it as well")
    parser.add_argument("--degrade", type=share, default=0.4, help="0..1, how many faces are blurred, compressed or hidden")
    parser.add_argument("--mixup", type=share, default=0.3, help="0..1, the share of steps that mix pairs of faces")
    parser.add_argument(
        "--minutes",
        type=positive_number,
        default=math.inf,
        help="time for the whole run: the learning rate of its phase reaches its end by then, and it stops",
    )
    parser.add_argument("--compile", action="store_true", help="compile the network; needs a C++ compiler")
    parser.add_argument("--threads", type=positive, default=2)
    parser.add_argument("--smoke", action="store_true", help="only a minute on a few hundred rows, to see that it works")


def run(options: argparse.Namespace) -> None:
    """Trains on FER+ and the portraits, and says after each epoch how the valid rows fare."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    faces = faces_folder()
    print("Reading the faces.", flush=True)
    training = [load_ferplus(faces, "train"), load_portraits(faces, "train")]
    if options.rafdb:
        training.append(load_rafdb(options.rafdb, "train"))
    validation = [load_ferplus(faces, "valid").judged(), load_portraits(faces, "valid")]
    counts = ", ".join(f"{len(rows)} of {rows.source}" for rows in training)
    print(f"Training on {counts}.", flush=True)
    if options.smoke:
        smoke(training, validation)
        return
    trainer = Trainer(
        Width(),
        options.out,
        lambda line: print(line, flush=True),
        against=Regularisation(options.degrade, options.mixup),
        clock=Clock(options.minutes),
        compiled=options.compile,
    )
    if options.start_from:
        trainer.start_from(options.start_from)
    if options.resume:
        trainer.resume()
        trainer.progress.commands.pop()
    trainer.progress.commands.append(described(options))
    trainer.run(parse_plan(options.plan), training, validation)
    print(f"Done; the checkpoint is {trainer.checkpoint}.", flush=True)


def described(options: argparse.Namespace) -> str:
    """The command as the manifest tells it: all that shapes the weights, no path."""
    parts = ["train", f"--plan {options.plan}", f"--degrade {options.degrade:g}", f"--mixup {options.mixup:g}"]
    if math.isfinite(options.minutes):
        parts.append(f"--minutes {options.minutes:g}")
    if options.rafdb:
        parts.append("--rafdb")
    if options.start_from:
        parts.append("--start-from (the weights of the command before)")
    return " ".join(parts)
