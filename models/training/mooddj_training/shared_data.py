"""Where the face pictures lie; they are never part of the repository."""

import hashlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from .problem import Problem

REPOSITORY = Path(__file__).resolve().parents[3]
FILES = ("ferplus.zip", "ferplus.csv", "portraits.zip", "portraits.csv")


class SharedDataMissing(Problem):
    """The data folder, or a file in it, is not there."""


def faces_folder() -> Path:
    """The folder with the zips and csvs: `data/faces` under MOODDJ_SHARED, by default `../shared` beside the repository."""
    shared = Path(os.environ.get("MOODDJ_SHARED", REPOSITORY.parent / "shared"))
    faces = shared / "data" / "faces"
    for name in FILES:
        if not (faces / name).is_file():
            raise SharedDataMissing(
                f"The face data is missing: there is no {name} in {faces}. "
                "Set MOODDJ_SHARED to the folder that holds data/faces, then run this again."
            )
    return faces


def open_zip(path: Path) -> Callable[[str], bytes]:
    """What reads a member of the zip; the file stays open while that is held."""
    try:
        return zipfile.ZipFile(path).read
    except zipfile.BadZipFile as cause:
        raise SharedDataMissing(f"{path} is not a whole zip: copy it again.") from cause


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
