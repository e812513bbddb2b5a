"""Write the INT8 form of the exported model, calibrated on training rows, with its manifest entry."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from .arguments import positive
from .calibration import fit_temperature
from .counted import counted
from .export import MOODNET
from .export import NAME as FP32_NAME
from .face_set import FaceSet
from .ferplus import load_ferplus
from .manifest import emotion_entry, read_entry, write_entry
from .one_view import one_view
from .onnx_graph import FIRST_CONVOLUTION, INPUT, SIDE
from .onnx_session import onnx_logits, open_session
from .parity import write_parity
from .portraits import load_portraits
from .problem import Problem
from .shared_data import faces_folder
from .standardisation import MEAN, STD

NAME = "moodnet-int8"
ROWS_OF_EACH_SOURCE = 400
BATCH = 16


class TrainingRows(CalibrationDataReader):
    """Batches of standardised training faces for onnxruntime's calibration."""

    def __init__(self, sets: list[FaceSet], rows: int) -> None:
        random = np.random.default_rng(0)
        faces = np.concatenate([some_rows(faces, rows, random).at_side(SIDE) for faces in sets])
        pixels = (faces[:, None].astype(np.float32) - MEAN) / STD
        batches = np.split(pixels, range(BATCH, len(pixels), BATCH))
        self.batches: Iterator[np.ndarray] = counted("calibrating, batches", batches)

    def get_next(self) -> dict[str, np.ndarray] | None:
        batch = next(self.batches, None)
        return None if batch is None else {INPUT: batch}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `quantise`."""
    parser.add_argument("--rows", type=positive, default=ROWS_OF_EACH_SOURCE, help="training rows of each source to calibrate on")


def run(options: argparse.Namespace) -> None:
    """Writes the model, its manifest entry and its part of the parity fixture."""
    faces = faces_folder()
    source, path, view = (MOODNET / f"{name}.onnx" for name in (FP32_NAME, NAME, f"{NAME}-one-view"))
    made_by = f"{read_entry(FP32_NAME)['madeBy']}; then quantise --rows {options.rows}"
    if not source.is_file():
        raise Problem(f"{source} is missing: export it first.")
    print("1 of 3: calibrating on training rows.", flush=True)
    training = [load_ferplus(faces, "train"), load_portraits(faces, "train")]
    unfinished = path.with_suffix(".partial")
    quantise(source, unfinished, TrainingRows(training, options.rows))
    print("2 of 3: fitting the temperature on valid rows.", flush=True)
    valid = load_ferplus(faces, "valid").judged()
    temperature = fit_temperature(onnx_logits(open_session(unfinished, threads=2), valid.at_side(SIDE)), valid.majority)
    print("3 of 3: writing the model and its manifest entry.", flush=True)
    unfinished.replace(path)
    onnx.save(one_view(onnx.load(path)), view)
    write_entry(emotion_entry(NAME, "int8", path, temperature, made_by, view))
    write_parity(MOODNET / "parity.json", NAME, path, temperature)
    print(f"Wrote {path.name}, {path.stat().st_size / 1e6:.2f} MB, temperature {temperature}.")


def some_rows(faces: FaceSet, rows: int, random: np.random.Generator) -> FaceSet:
    """A random selection of the rows."""
    keep = np.zeros(len(faces), bool)
    keep[random.permutation(len(faces))[:rows]] = True
    return faces.where(keep)


def quantise(source: Path, target: Path, rows: CalibrationDataReader) -> None:
    """Static QDQ: unsigned 8-bit activations, signed 8-bit weights per channel; pooling, the first and the last layer stay float.

    The first convolution has one input: eight-bit instructions find too little to multiply there, and it ran six times longer than in float.
    """
    onnxruntime.set_default_logger_severity(3)
    with TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantize_static(
            prepared,
            target,
            rows,
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Relu"],
            nodes_to_exclude=[FIRST_CONVOLUTION],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
        )
