"""The emotion entries of models/manifest.json: everything that runs a model reads how from there."""

import json
import subprocess
from pathlib import Path
from typing import Any

from .labels import LABELS
from .onnx_graph import INPUT, OUTPUT, SIDE
from .problem import Problem
from .shared_data import FILES, REPOSITORY, faces_folder, sha256
from .standardisation import MEAN, STD

MANIFEST = REPOSITORY / "models" / "manifest.json"
LICENSE = (
    "weights derived from research-use photographs (FER2013, LFW, film stills); labels MIT (FER+) and Apache-2.0 (portraits)"
)
ALIGNMENT = [[0.32, 0.39], [0.69, 0.39], [0.505, 0.585], [0.51, 0.79]]


def emotion_entry(
    name: str, precision: str, file: Path, temperature: float, made_by: str, one_view: Path | None = None
) -> dict[str, Any]:
    """The entry of one of our own models, and of its form for one view of a face; its outputs follow LABELS."""
    return {
        "name": name,
        "task": "emotion",
        "precision": precision,
        **named(file),
        "source": "models/training",
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
        **({"oneView": named(one_view)} if one_view else {}),
    }


def named(file: Path) -> dict[str, str]:
    """A model's place from the repository's root and its digest."""
    return {"file": file.resolve().relative_to(REPOSITORY).as_posix(), "sha256": sha256(file)}


def recipe(commands: list[str]) -> str:
    """The commands in their order, the commit of the code, and the sha256 of each data file that they read."""
    faces = faces_folder()
    digests = ", ".join(f"{name} sha256 {sha256(faces / name)}" for name in FILES)
    return f"dj models {'; '.join(commands)}; code: {code_state()}; data: {digests}"


def code_state() -> str:
    """The commit that is checked out, and whether the training's code was changed since; unknown outside a git checkout."""
    folder = Path(__file__).parent
    try:
        commit = git(folder, "rev-parse", "HEAD")
        changed = git(folder, "status", "--porcelain", "--", ".")
    except (OSError, subprocess.CalledProcessError):
        return "commit unknown"
    return f"commit {commit}{' with changes' if changed else ''}"


def git(folder: Path, *arguments: str) -> str:
    """What git says there."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def read_entry(name: str) -> dict[str, Any]:
    """The entry called `name`."""
    for entry in read_models():
        if entry["name"] == name:
            return entry
    raise Problem(f"models/manifest.json has no model called {name}: export it first.")


def write_entry(entry: dict[str, Any]) -> None:
    """Puts the entry in the place of the one of the same name, or at the end; other entries stay as they are."""
    models = read_models()
    names = [model["name"] for model in models]
    if entry["name"] in names:
        models[names.index(entry["name"])] = entry
    else:
        models.append(entry)
    beside = MANIFEST.with_suffix(".partial")
    beside.write_text(json.dumps({"models": models}, indent=2, ensure_ascii=False) + "\n")
    beside.replace(MANIFEST)


def read_models() -> list[dict[str, Any]]:
    """All entries, none where there is no manifest yet."""
    return json.loads(MANIFEST.read_text())["models"] if MANIFEST.is_file() else []
