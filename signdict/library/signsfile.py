"""Reads and writes `.signs` files: signs to share, with their landmarks and labels but no video.

A `.signs` file is a ZIP archive. `signs.json` contains the version, and for each sign its label and
the names of its poses, which are `.pose` files in the archive. Nothing is unpacked to disk, and
nothing larger than the limits below is read.
"""

import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signdict.core import files
from signdict.core.errors import ManifestError, SignDictError
from signdict.library import archive
from signdict.library.archive import Archive
from signdict.library.editing import Label
from signdict.pose.pose import Pose
from signdict.pose.posefile import parse_pose, pose_bytes

ENDING: Final = ".signs"
VERSION: Final = 1
_LIST: Final = "signs.json"
#: Limits of a file: signs, poses in total, bytes of the list, bytes of one pose.
SIGNS, POSES, LIST_BYTES, POSE_BYTES = 2_000, 10_000, 4_000_000, 24_000_000

#: The texts of a label. Files of before kinds were stored have no kind: their signs are words.
_FIELDS: Final = ("gloss", "sign_language", "concept", "spoken_language", "variant", "kind")


@dataclass(frozen=True, slots=True)
class SignsFileEntry:
    """A sign of the file, and the names of its poses."""

    label: Label
    poses: tuple[str, ...]


class SignsFile:
    """A file open for reading. Every method raises ManifestError if the file cannot be used."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.entries = self._listed()

    def pose(self, name: str) -> Pose:
        """Read one pose. Raise PoseError if it is invalid."""
        return parse_pose(self._archive.read(name, POSE_BYTES), f"{name} in {self._archive.name}")

    def _listed(self) -> tuple[SignsFileEntry, ...]:
        """Read and check the list of signs."""
        data = self._archive.json(_LIST, LIST_BYTES)
        if data.get("signdict") != VERSION:
            raise ManifestError(
                f"{self._archive.name} was made by another version of signdict.",
                hint="Update signdict, or export the signs again.",
            )
        rows = data.get("signs")
        if not isinstance(rows, list) or not 0 < len(rows) <= SIGNS:
            raise self._archive.unusable(f"it should list from 1 to {SIGNS:,} signs")
        entries = tuple(self._entry(row, number) for number, row in enumerate(rows, start=1))
        if sum(len(entry.poses) for entry in entries) > POSES:
            raise self._archive.unusable(f"it lists more than {POSES:,} clips")
        return entries

    def _entry(self, row: object, number: int) -> SignsFileEntry:
        if not isinstance(row, dict):
            raise self._archive.unusable(f"sign {number} is not a JSON object")
        texts = {field: row.get(field, "") for field in _FIELDS}
        poses = row.get("poses")
        if not all(isinstance(text, str) for text in texts.values()):
            raise self._archive.unusable(f"sign {number} has a value that is not text")
        if not isinstance(poses, list) or not poses or not all(isinstance(p, str) for p in poses):
            raise self._archive.unusable(f"sign {number} has no list of poses")
        try:
            label = Label(**texts).checked()
        except SignDictError as problem:
            raise self._archive.unusable(f"sign {number}: {problem.message}") from problem
        for name in poses:
            if name not in self._archive.members:
                raise self._archive.unusable(f"it does not contain the clip {name!r}")
        return SignsFileEntry(label, tuple(poses))


@contextmanager
def opened(path: Path) -> Iterator[SignsFile]:
    """Open a file for reading. Raise ManifestError if it cannot be used."""
    with archive.opened(path, "a file of signs", ENDING) as content:
        yield SignsFile(content)


class SignsFileWriter:
    """A file that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._zip = file
        self._rows: list[dict[str, object]] = []

    def put(self, label: Label, poses: Sequence[Pose]) -> None:
        """Add a sign."""
        number = len(self._rows) + 1
        names = [f"poses/{number}-{clip}.pose" for clip in range(1, len(poses) + 1)]
        for name, pose in zip(names, poses, strict=True):
            archive.store(self._zip, name, pose_bytes(pose))
        fields = {field: getattr(label, field) for field in _FIELDS}
        self._rows.append({**fields, "poses": names})

    def finish(self) -> None:
        """Write the list of signs."""
        data = {"signdict": VERSION, "signs": self._rows}
        archive.store(self._zip, _LIST, json.dumps(data, ensure_ascii=False, indent=1).encode())


@contextmanager
def written(path: Path) -> Iterator[SignsFileWriter]:
    """Write a file. An older one is replaced when the new one is complete.

    Raise WriteError if it cannot be written.
    """
    with files.atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as content:
        file = SignsFileWriter(content)
        yield file
        file.finish()
