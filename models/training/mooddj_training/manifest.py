"""The emotion entries of models/manifest.json: everything that runs a model reads how from there."""

import json
from pathlib import Path
from typing import Any

from .labels import LABELS
from .onnx_graph import INPUT, OUTPUT, SIDE
from .shared_data import REPOSITORY, faces_folder, sha256
from .standardisation import MEAN, STD

MANIFEST = REPOSITORY / "models" / "manifest.json"
LICENSE = (
    "weights derived from research-use photographs (FER2013, LFW, film stills); labels MIT (FER+) and Apache-2.0 (portraits)"
)
ALIGNMENT = [[0.32, 0.39], [0.69, 0.39], [0.505, 0.585], [0.51, 0.79]]


def emotion_entry(name: str, precision: str, file: Path, temperature: float, made_by: str) -> dict[str, Any]:
    """The entry of one of our own models; its outputs follow LABELS."""
    return {
        "name": name,
        "task": "emotion",
        "precision": precision,
        "file": file.resolve().relative_to(REPOSITORY).as_posix(),
        "source": "models/training",
        "sha256": sha256(file),
        "license": LICENSE,
        "madeBy": made_by,
        "input": {
            "name": INPUT,
            "shape": [1, 1, SIDE, SIDE],
            "layout": "NCHW",
            "color": "gray",
            "mean": [MEAN],
            "std": [STD],
            "align": ALIGNMENT,
        },
        "output": {"names": [OUTPUT], "kind": "logits"},
        "labels": list(LABELS),
        "temperature": temperature,
    }


def recipe(commands: list[str]) -> str:
    """The commands in their order, and the sha256 of each data file that they read."""
    faces = faces_folder()
    names = ("ferplus.zip", "ferplus.csv", "portraits.zip", "portraits.csv")
    digests = ", ".join(f"{name} sha256 {sha256(faces / name)}" for name in names)
    return f"python -m mooddj_training {'; '.join(commands)}; data: {digests}"


def read_entry(name: str) -> dict[str, Any]:
    """The entry called `name`."""
    for entry in read_models():
        if entry["name"] == name:
            return entry
    raise KeyError(f"models/manifest.json has no model called {name}.")


def write_entry(entry: dict[str, Any]) -> None:
    """Puts the entry in the place of the one of the same name, or at the end; other entries stay as they are."""
    models = read_models()
    names = [model["name"] for model in models]
    if entry["name"] in names:
        models[names.index(entry["name"])] = entry
    else:
        models.append(entry)
    MANIFEST.write_text(json.dumps({"models": models}, indent=2, ensure_ascii=False) + "\n")


def read_models() -> list[dict[str, Any]]:
    """All entries, none where there is no manifest yet."""
    return json.loads(MANIFEST.read_text())["models"] if MANIFEST.is_file() else []
