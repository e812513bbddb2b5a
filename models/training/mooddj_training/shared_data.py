"""Where the face pictures lie; they are never part of the repository."""

import hashlib
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


class SharedDataMissing(Exception):
    """The data folder, or a file in it, is not there."""


def faces_folder() -> Path:
    """The folder with the zips and csvs: `data/faces` under MOODDJ_SHARED, by default `../shared` beside the repository."""
    shared = Path(os.environ.get("MOODDJ_SHARED", REPOSITORY.parent / "shared"))
    faces = shared / "data" / "faces"
    for name in ("ferplus.zip", "ferplus.csv", "portraits.zip", "portraits.csv"):
        if not (faces / name).is_file():
            raise SharedDataMissing(
                f"The face data is missing: there is no {name} in {faces}. "
                "Set MOODDJ_SHARED to the folder that holds data/faces, then run this again."
            )
    return faces


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
