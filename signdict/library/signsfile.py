"""Reads and writes `.signs` files: signs to share, with their landmarks and labels but no video.

A `.signs` file is a ZIP archive. `signs.json` contains the version, and for each sign its label and
the names of its poses, which are `.pose` files in the archive. Nothing is unpacked to disk, and
nothing larger than the limits below is read.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from signdict.core import files
from signdict.core.errors import ManifestError, SignDictError
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
_DAMAGED: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, KeyError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignsFileEntry:
    """A sign of the file, and the names of its poses."""

    label: Label
    poses: tuple[str, ...]


class SignsFile:
    """A file open for reading. Every method raises ManifestError if the file cannot be used."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self.entries = self._listed()

    def pose(self, name: str) -> Pose:
        """Read one pose. Raise PoseError if it is invalid."""
        return parse_pose(self._read(name, POSE_BYTES), f"{name} in {self._name}")

    def _listed(self) -> tuple[SignsFileEntry, ...]:
        """Read and check the list of signs."""
        for name in self._archive.namelist():
            if _leads_out(name):
                raise ManifestError(
                    f"{self._name} names a file outside its folder, {name!r}.",
                    hint="Do not use it. Ask its author for another one.",
                )
        data = self._json()
        if data.get("signdict") != VERSION:
            raise ManifestError(
                f"{self._name} was made by another version of signdict.",
                hint="Update signdict, or export the signs again.",
            )
        rows = data.get("signs")
        if not isinstance(rows, list) or not 0 < len(rows) <= SIGNS:
            raise self._not_usable(f"it should list from 1 to {SIGNS:,} signs")
        entries = tuple(self._entry(row, number) for number, row in enumerate(rows, start=1))
        if sum(len(entry.poses) for entry in entries) > POSES:
            raise self._not_usable(f"it lists more than {POSES:,} clips")
        return entries

    def _json(self) -> dict[str, Any]:
        try:
            data = json.loads(self._read(_LIST, LIST_BYTES))
        except (ValueError, RecursionError) as problem:
            raise self._not_usable(f"its {_LIST} is not JSON") from problem
        if not isinstance(data, dict):
            raise self._not_usable(f"its {_LIST} is not a JSON object")
        return data

    def _entry(self, row: object, number: int) -> SignsFileEntry:
        if not isinstance(row, dict):
            raise self._not_usable(f"sign {number} is not a JSON object")
        texts = {field: row.get(field, "") for field in _FIELDS}
        poses = row.get("poses")
        if not all(isinstance(text, str) for text in texts.values()):
            raise self._not_usable(f"sign {number} has a value that is not text")
        if not isinstance(poses, list) or not poses or not all(isinstance(p, str) for p in poses):
            raise self._not_usable(f"sign {number} has no list of poses")
        try:
            label = Label(**texts).checked()
        except SignDictError as problem:
            raise self._not_usable(f"sign {number}: {problem.message}") from problem
        for name in poses:
            if name not in self._archive.namelist():
                raise self._not_usable(f"it does not contain the clip {name!r}")
        return SignsFileEntry(label, tuple(poses))

    def _read(self, name: str, limit: int) -> bytes:
        """Read one file, or nothing of it if it is larger than `limit` bytes."""
        try:
            with self._archive.open(name) as file:
                content = file.read(limit + 1)
        except _DAMAGED as problem:
            raise self._not_usable(f"its {name!r} cannot be read") from problem
        if len(content) > limit:
            raise self._not_usable(f"its {name!r} is larger than {limit // 1_000_000} MB")
        return content

    def _not_usable(self, reason: str) -> ManifestError:
        return ManifestError(
            f"{self._name} cannot be used: {reason}.", hint="Ask for a new copy of the file."
        )


@contextmanager
def opened(path: Path) -> Iterator[SignsFile]:
    """Open a file for reading. Raise ManifestError if it cannot be used."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as problem:
        raise ManifestError(
            f"{path.name} cannot be opened.", hint="Check that the file is there."
        ) from problem
    except _DAMAGED as problem:
        raise ManifestError(
            f"{path.name} is not a file of signs, or it is damaged.",
            hint=f"Choose a file that ends in {ENDING}.",
        ) from problem
    with archive:
        yield SignsFile(archive, path.name)


class SignsFileWriter:
    """A file that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._rows: list[dict[str, object]] = []

    def put(self, label: Label, poses: Sequence[Pose]) -> None:
        """Add a sign."""
        number = len(self._rows) + 1
        names = [f"poses/{number}-{clip}.pose" for clip in range(1, len(poses) + 1)]
        for name, pose in zip(names, poses, strict=True):
            self._store(name, pose_bytes(pose))
        fields = {field: getattr(label, field) for field in _FIELDS}
        self._rows.append({**fields, "poses": names})

    def finish(self) -> None:
        """Write the list of signs."""
        data = {"signdict": VERSION, "signs": self._rows}
        self._store(_LIST, json.dumps(data, ensure_ascii=False, indent=1).encode())

    def _store(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name)  # without the date, which is private
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(entry, content)


@contextmanager
def written(path: Path) -> Iterator[SignsFileWriter]:
    """Write a file. An older one is replaced when the new one is complete.

    Raise WriteError if it cannot be written.
    """
    with files.atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        file = SignsFileWriter(archive)
        yield file
        file.finish()


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[0].startswith("/") or ".." in parts or ":" in name
