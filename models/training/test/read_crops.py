"""What each model named on the command line says to the 128×128 float32 crops of standard input, as JSON.

Two runtimes answer: onnxruntime, and for fp32 the reference implementation of ONNX's operators in numpy. Both get the crops as
the manifest says, and give probabilities in the order of its labels: {model: {runtime: [[7 numbers], ...]}}.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from onnx.reference import ReferenceEvaluator

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mooddj_training.manifest import read_entry
from mooddj_training.metrics import softmax
from mooddj_training.shared_data import REPOSITORY

answers = {}
crops = np.frombuffer(sys.stdin.buffer.read(), np.float32)
for name in sys.argv[1:]:
    entry = read_entry(name)
    shape = entry["input"]["shape"]
    pixels = (crops.reshape(-1, *shape[1:]) - np.float32(entry["input"]["mean"][0])) / np.float32(entry["input"]["std"][0])
    file = str(REPOSITORY / entry["file"])
    runtimes = {"onnxruntime": onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])}
    if entry["precision"] == "fp32":
        runtimes["reference"] = ReferenceEvaluator(file)
    answers[name] = {
        runtime: softmax(
            session.run(entry["output"]["names"], {entry["input"]["name"]: pixels})[0].astype(np.float64), entry["temperature"]
        ).tolist()
        for runtime, session in runtimes.items()
    }
json.dump(answers, sys.stdout)
