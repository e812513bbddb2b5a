"""Measure exported models on the valid rows: accuracy, recall with intervals, confusion, calibration, time."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from .export import NAME as FP32_NAME
from .face_set import FaceSet
from .ferplus import load_ferplus
from .labels import LABELS
from .manifest import read_entry
from .metrics import Figures, macro_recall_interval, measure, softmax
from .onnx_graph import SIDE
from .onnx_session import milliseconds_per_face, onnx_logits, open_session
from .portraits import load_portraits
from .quantise import NAME as INT8_NAME
from .shared_data import REPOSITORY, faces_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `eval`."""
    parser.add_argument("--model", nargs="+", default=[FP32_NAME, INT8_NAME], help="names in models/manifest.json")
    parser.add_argument("--json", type=Path, help="write the figures here as well")


def run(options: argparse.Namespace) -> None:
    """Prints the figures of each model on each set of valid rows."""
    faces = faces_folder()
    sets = [load_ferplus(faces, "valid").judged(), load_portraits(faces, "valid")]
    report: dict[str, Any] = {}
    for name in options.model:
        entry = read_entry(name)
        session = open_session(REPOSITORY / entry["file"])
        milliseconds = milliseconds_per_face(session)
        print(f"\n{name}: {milliseconds:.2f} ms per face on one thread", flush=True)
        report[name] = {"milliseconds": milliseconds, "sets": {}}
        for valid in sets:
            probabilities = softmax(onnx_logits(session, valid.at_side(SIDE)), entry["temperature"])
            figures = measure(probabilities, valid.majority)
            interval = macro_recall_interval(probabilities.argmax(1), valid.majority)
            print(described(valid, figures, interval), flush=True)
            report[name]["sets"][valid.source] = as_json(figures, interval)
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def described(valid: FaceSet, figures: Figures, interval: tuple[float, float]) -> str:
    """A paragraph and a confusion matrix, rows the true label, columns the prediction."""
    lines = [
        f"{valid.source} valid, {figures.rows} rows: accuracy {figures.accuracy:.2%}, "
        f"macro recall {figures.macro_recall:.2%} (95 % interval {interval[0]:.2%} to {interval[1]:.2%}), "
        f"calibration error {figures.calibration_error:.2%}",
        " " * 10 + "".join(f"{label:>9}" for label in LABELS) + "   recall",
    ]
    for label, counts, recall in zip(LABELS, figures.confusion, figures.recalls, strict=True):
        shown = "" if np.isnan(recall) else f"{recall:9.1%}"
        lines.append(f"{label:<10}" + "".join(f"{count:9d}" for count in counts) + shown)
    return "\n".join(lines)


def as_json(figures: Figures, interval: tuple[float, float]) -> dict[str, Any]:
    """The figures as plain numbers; the recall of an absent label is null."""
    return {
        "rows": figures.rows,
        "accuracy": figures.accuracy,
        "macroRecall": figures.macro_recall,
        "macroRecallInterval": list(interval),
        "recalls": {
            label: None if np.isnan(recall) else float(recall) for label, recall in zip(LABELS, figures.recalls, strict=True)
        },
        "confusion": figures.confusion.tolist(),
        "calibrationError": figures.calibration_error,
    }
