"""Reads arrays of landmarks: `.npy`, `.npz`, pickles, JSON, and OpenPose's file for each frame."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from signdict.core.errors import PoseError, SignDictError
from signdict.core.types import AnyArray, FloatArray
from signdict.importing.recipes import pickles
from signdict.importing.recipes.pattern import Pattern
from signdict.importing.recipes.schema import RecipePlace

#: The endings of files in each format of landmarks.
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "npy": (".npy",), "npz": (".npz",), "pickle": (".pkl", ".pickle"), "json": (".json",),
    "openpose": (".json",), "parquet": (".parquet",), "csv": (".csv",),
}  # fmt: skip
#: Bytes of the largest file of one clip, also after it is decompressed.
_LARGEST: Final = 1 << 30
#: The axes of an array besides coordinates, and the letters of coordinates.
_AXES, _LETTERS = ("frames", "people", "points", "values"), "xyzc_"
_HINT: Final = "Check that the recipe belongs to this file."


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """A block of points: how many, their coordinates if they have their own, and their array."""

    count: int
    coordinates: str
    array: str


@dataclass(frozen=True, slots=True)
class ArrayLayout:
    """Where the array is in a file, how it is reshaped, and what its axes and blocks are."""

    array: str = ""
    shape: tuple[int, ...] = ()
    axes: tuple[str, ...] = ()
    coordinates: str = "xyz"
    blocks: tuple[BlockLayout, ...] = ()


def array_layout(
    place: RecipePlace, table: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]
) -> ArrayLayout:
    """Return the array that a recipe describes. Raise ManifestError if it is not valid."""
    axes = tuple(axis.strip() for axis in table.get("axes", "frames, points, xyz").split(","))
    letters = [axis for axis in axes if axis not in _AXES]
    hint = "Write it like frames, points, xyz."
    if "frames" not in axes or len(set(axes)) < len(axes) or len(letters) > 1:
        raise place.error("axes must name frames, points and coordinates once", hint)
    if ("values" in axes) == ("points" in axes) or ("points" in axes and not letters):
        raise place.error("axes must name either points with coordinates, or values", hint)
    own = [block.get("coordinates", "") for block in blocks]
    if any(not set(text) <= set(_LETTERS) for text in (*letters, *own)):
        raise place.error("coordinates must be letters of xyzc_", hint)
    shape = tuple(table.get("shape", ()))
    if shape.count(-1) > 1:
        raise place.error("shape has -1 twice", "Write it like [-1, 75, 3].")
    coordinates = letters[0] if letters else "xyz"
    return ArrayLayout(
        table.get("array", ""), shape, axes, coordinates,
        tuple(
            BlockLayout(
                block.get("count", len(p) if isinstance(p := block.get("points"), list) else 0),
                block.get("coordinates", coordinates), block.get("array", ""),
            )
            for block in blocks
        ),
    )  # fmt: skip


def read(path: Path, form: str, layout: ArrayLayout) -> FloatArray:
    """Return the values of a file: (frames, people, points of all blocks, xyzc).

    Raise PoseError if the file cannot be read, or has another shape than the layout.
    """
    content = _content(path, form)
    own = [block for block in layout.blocks if block.array]
    try:
        if not own:
            return _blocks(_found(content, layout.array), layout, layout.blocks)
        parts = [
            _blocks(_found(content, block.array or layout.array), layout, (block,))
            for block in layout.blocks
        ]
        return np.concatenate(parts, axis=2)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise PoseError(
            f"{path.name} has another array than its recipe says ({error}).", hint=_HINT
        ) from error


def openpose(path: Path, frames: Pattern | None) -> FloatArray:
    """Return the values of the files of one clip, (frames, people, 67, xyzc): body and hands.

    They are the files in the folder of `path` whose names differ in their last number alone.
    """
    files = _frames_like(path, frames)
    people = [_people(file) for file in files]
    most = max(map(len, people), default=0)
    values = np.full((len(files), max(most, 1), 67, 4), np.nan, np.float32)
    values[..., 2] = 0
    for number, each in enumerate(people):
        for person, points in enumerate(each):
            values[number, person] = points
    return values


def _frames_like(path: Path, frames: Pattern | None) -> list[Path]:
    pattern = frames or Pattern("{clip}_{frame:digits}_keypoints.json")
    mine = pattern.match(path.name) or {}
    found = []
    for file in sorted(path.parent.iterdir()):
        parts = pattern.match(file.name)
        if parts and {**parts, "frame": ""} == {**mine, "frame": ""}:
            found.append((int(parts["frame"]), file))
    return [file for _, file in sorted(found)] or [path]


def _people(path: Path) -> list[FloatArray]:
    """Return the people of one frame, each (67, xyzc)."""
    content = _content(path, "json")
    listed = content.get("people") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise PoseError(f"{path.name} is not a file of OpenPose.", hint=_HINT)
    return [_person(each) for each in listed if isinstance(each, dict)]


def _person(person: Mapping[str, Any]) -> FloatArray:
    """Return the points of a person; an older body of 18 points is put in the order of 25."""
    points = np.full((67, 4), np.nan, np.float32)
    points[:, 2] = 0
    for key, start, many in (
        ("pose_keypoints_2d", 0, 25),
        ("hand_left_keypoints_2d", 25, 21),
        ("hand_right_keypoints_2d", 46, 21),
    ):
        numbers = person.get(key) or []
        try:
            rows = np.asarray(numbers, np.float32).reshape(-1, 3)
        except (ValueError, TypeError):
            continue
        if key == "pose_keypoints_2d" and len(rows) == 18:
            rows = np.insert(rows, 8, np.nan, axis=0)
        rows = rows[:many]
        points[start : start + len(rows), :2] = rows[:, :2]
        points[start : start + len(rows), 3] = rows[:, 2]
    return points


def _content(path: Path, form: str) -> Any:
    """Return the content of a file. Raise PoseError if it cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PoseError(f"{path.name} is longer than 1 GB.", hint="Split it.")
        if form == "npy":
            return np.load(path, allow_pickle=False)
        if form == "npz":
            return _archive(path)
        if form == "pickle":
            return pickles.read(path)
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except SignDictError as error:
        raise PoseError(error.message, hint=error.hint) from error
    except (OSError, ValueError, EOFError, RecursionError, zipfile.BadZipFile) as error:
        raise PoseError(
            f"{path.name} cannot be read as {form}.", hint="Download it again."
        ) from error


def _archive(path: Path) -> dict[str, AnyArray]:
    with zipfile.ZipFile(path) as archive:
        if sum(each.file_size for each in archive.infolist()) > _LARGEST:
            raise PoseError(f"{path.name} is longer than 1 GB.", hint="Split it.")
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _found(content: Any, way: str) -> AnyArray:
    """Return the array at the end of a way of keys with dots; `*` is each of a list.

    Entries of a list that are empty are not seen. Without a way, an archive has one array.
    """
    if not way and isinstance(content, dict) and len(content) == 1:
        content = next(iter(content.values()))
    return _as_array(_walked(content, way.split(".") if way else []))


def _walked(value: Any, steps: Sequence[str]) -> Any:
    for number, step in enumerate(steps):
        if step == "*":
            each = value.values() if isinstance(value, dict) else value
            return [_walked(below, steps[number + 1 :]) for below in each]
        if value is None:
            return None
        value = value.get(step) if isinstance(value, dict) else value[int(step)]
    return value


def _as_array(value: Any) -> AnyArray:
    """Return numbers as an array; missing entries of a list are filled with NaN."""
    if value is None:
        raise ValueError("it is missing")
    if isinstance(value, np.ndarray) and value.dtype != object:
        return value
    rows = [None if row is None or not np.size(row) else _as_array_of(row) for row in value]
    shape = next((row.shape for row in rows if row is not None), ())
    empty = np.full(shape, np.nan, np.float32)
    return np.stack([empty if row is None else row for row in rows])


def _as_array_of(row: Any) -> AnyArray:
    return np.asarray(row, np.float32)


def _blocks(array: AnyArray, layout: ArrayLayout, blocks: Sequence[BlockLayout]) -> FloatArray:
    """Return the points of blocks in one array: (frames, people, points, xyzc)."""
    if array.dtype.kind not in "fiu":
        raise ValueError("it has no numbers")
    if layout.shape:
        array = array.reshape(layout.shape)
    if array.ndim != len(layout.axes):
        raise ValueError(f"{array.ndim} axes")
    names = list(layout.axes)
    if "people" not in names:
        array, names = array[None], ["people", *names]
    last = "values" if "values" in names else layout.coordinates
    order = ["frames", "people", *(["points"] if last != "values" else []), last]
    array = array.transpose([names.index(name) for name in order]).astype(np.float32)
    if last != "values":
        needed = sum(block.count for block in blocks)
        if array.shape[2] < needed or array.shape[3] < len(layout.coordinates):
            raise ValueError(f"{array.shape[2]} points of {array.shape[3]} coordinates")
        return _coordinates(array[:, :, :needed], layout.coordinates)
    parts, start = [], 0
    for block in blocks:
        width = block.count * len(block.coordinates)
        part = array[:, :, start : start + width]
        shape = (*part.shape[:2], block.count, len(block.coordinates))
        parts.append(_coordinates(part.reshape(shape), block.coordinates))
        start += width
    return np.concatenate(parts, axis=2)


def _coordinates(array: FloatArray, letters: str) -> FloatArray:
    """Return coordinates as xyzc: without z it is 0, without confidence it is 1."""
    values = np.zeros((*array.shape[:3], 4), np.float32)
    values[..., 3] = 1
    for number, letter in enumerate(letters):
        if letter != "_":
            values[..., "xyzc".index(letter)] = array[..., number]
    return values
