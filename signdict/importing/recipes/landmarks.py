"""Which points of a file of landmarks are which, as a recipe says, and the pose of such a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import FloatArray
from signdict.importing.recipes import arrays, columns
from signdict.importing.recipes.pattern import Pattern
from signdict.importing.recipes.schema import RecipePlace
from signdict.pose import landmarks, pointnames
from signdict.pose.assembled import assembled, chosen
from signdict.pose.pose import Pose

#: The part of the 203 landmarks of each part of a file; `none` is passed over.
_PARTS: Final[Mapping[str, slice]] = {
    "body": landmarks.BODY, "face": landmarks.FACE, "left_hand": landmarks.LEFT_HAND,
    "right_hand": landmarks.RIGHT_HAND, "none": slice(0, 0),
}  # fmt: skip
#: The points of OpenPose's body (https://cmu-perceptual-computing-lab.github.io/openpose, "Output
#: Format") and of COCO; a point without counterpart is empty.
_OPENPOSE: Final = (
    "nose", "", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow",
    "left_wrist", "", "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee",
    "left_ankle", "right_eye", "left_eye", "right_ear", "left_ear", "left_foot_index", "",
    "left_heel", "right_foot_index", "", "right_heel",
)  # fmt: skip
_NUMBERINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "openpose": _OPENPOSE,
    "openpose18": (*_OPENPOSE[:8], *_OPENPOSE[9:19]),
    "coco": (
        "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder",
        "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip",
        "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
    ),
}  # fmt: skip
_MESHES: Final = (468, 478)
#: Numberings that have hands of the same 21 points.
_SAME_HANDS: Final = ("mediapipe", "openpose")
_UNITS: Final = ("picture", "pixels", "other")
_DEFAULT_RATE: Final = 25.0
_KINDS: Final = {
    "format": "text", "array": "text", "shape": "whole numbers", "axes": "text", "blocks": "list",
    "units": "text", "size": "size", "rate": "number", "unseen": "text or number", "table": "table",
    "frames": "text",
}  # fmt: skip
_BLOCK_KINDS: Final = {
    "part": "text", "count": "whole", "points": "text or list", "coordinates": "text",
    "array": "text",
}  # fmt: skip

#: Index of a landmark -> index of its point in the file.
_Indices: TypeAlias = dict[int, int]


@dataclass(frozen=True, slots=True)
class LandmarkLayout:
    """How the landmarks of a clip lie in its file."""

    format: str
    array: arrays.ArrayLayout
    places: tuple[tuple[int, int], ...]
    units: str = "other"
    size: tuple[int, int] = (0, 0)
    rate: float = _DEFAULT_RATE
    unseen: float | None = None
    holistic: bool = True
    table: columns.ColumnLayout | None = None
    frames: Pattern | None = None

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of files in this format."""
        return arrays.ENDINGS[self.format]

    def read(self, path: Path, start: float = 0.0, end: float | None = None) -> Pose:
        """Return the pose of a file, or of the seconds `start` to `end` of it.

        Raise PoseError or ManifestError if the file cannot be used.
        """
        if self.table:
            values = self.table.read(path, self.format)
            places = {index: index for index in range(landmarks.COUNT)}
        elif self.format == "openpose":
            values = arrays.openpose(path, self.frames)
            places = dict(self.places)
        else:
            values = arrays.read(path, self.format, self.array)
            places = dict(self.places)
        first = round(start * self.rate)
        last = len(values) if end is None else min(len(values), round(end * self.rate))
        if first >= last:
            raise PoseError(f"{path.name} ends before second {start:g}.", hint="Correct its times.")
        return self._pose(values[first:last], places, path.name)

    def _pose(self, values: FloatArray, places: _Indices, name: str) -> Pose:
        """Return the pose of values (frames, people, points, xyzc)."""
        data, sure = values[..., :3], values[..., 3]
        seen = np.isfinite(data[..., :2]).all(axis=-1) & (np.nan_to_num(sure) > 0)
        if self.unseen is not None:
            seen &= ~(data[..., :2] == np.float32(self.unseen)).all(axis=-1)
        data = np.where(seen[..., None], np.nan_to_num(data), 0).astype(np.float32)
        if self.units == "picture":
            data[..., :2] *= np.asarray(self.size if any(self.size) else (640, 480), np.float32)
        there = {mark: at for mark, at in places.items() if seen[:, :, at].any()}
        indices = pointnames.whole(there, name)
        points, confidence = chosen(data, np.where(seen, sure, 0).astype(np.float32), indices)
        return assembled(points, confidence, self.rate, self.size, name, holistic=self.holistic)


def landmark_layout(place: RecipePlace, table: Any) -> LandmarkLayout:
    """Return the landmarks that a recipe describes. Raise ManifestError if they are not valid."""
    place.checked(table, _KINDS)
    form = table.get("format", "npy")
    if form not in arrays.ENDINGS:
        raise place.error(f"unknown format {form}", f"Write {', '.join(arrays.ENDINGS)}.")
    if (units := table.get("units", "other")) not in _UNITS:
        raise place.error(f"unknown units {units}", f"Write {', '.join(_UNITS)}.")
    if not 0 < (rate := float(table.get("rate", _DEFAULT_RATE))) <= 240:
        raise place.error("rate must be frames per second up to 240", "Write it like 25.")
    unseen = table.get("unseen", "zero")
    if isinstance(unseen, str) and unseen not in ("zero", "nan"):
        raise place.error(f"unknown unseen {unseen}", "Write zero, nan or a number.")
    size = tuple(table.get("size", (0, 0)))
    common: dict[str, Any] = {
        "units": units, "size": size, "rate": rate,
        "unseen": {"zero": 0.0, "nan": None}.get(str(unseen), unseen),
    }  # fmt: skip
    if form in columns.FORMATS:
        if "table" not in table:
            raise place.error(f"{form} needs a table", "Add [layout.landmarks.table].")
        rows = columns.column_layout(place.below("table"), table["table"])
        return LandmarkLayout(form, arrays.ArrayLayout(), (), table=rows, **common)
    if form == "openpose":
        places = _openpose_places()
        frames = Pattern(table["frames"]) if "frames" in table else None
        return LandmarkLayout(
            form, arrays.ArrayLayout(), places, holistic=False, frames=frames, **common
        )
    blocks = [place.below("blocks").checked(b, _BLOCK_KINDS) for b in table.get("blocks", ())]
    layout = arrays.array_layout(place, table, blocks)
    return LandmarkLayout(
        form, layout, _places(place.below("blocks"), blocks), holistic=_holistic(blocks), **common
    )


def _holistic(blocks: list[dict[str, Any]]) -> bool:
    """Return whether the points are those of MediaPipe, or not said to be others."""
    names = (block.get("points") for block in blocks)
    return not any(isinstance(name, str) and name in _NUMBERINGS for name in names)


def _openpose_places() -> tuple[tuple[int, int], ...]:
    """Return where `arrays.openpose` puts the landmarks: 25 points of the body, then the hands."""
    found: _Indices = {}
    for number, name in enumerate(_OPENPOSE):
        if name and (mark := pointnames.landmark(landmarks.BODY, name)) is not None:
            found[mark] = number
    for at, hand in ((25, landmarks.LEFT_HAND), (46, landmarks.RIGHT_HAND)):
        found |= {hand.start + joint: at + joint for joint in range(21)}
    return tuple(found.items())


def _places(place: RecipePlace, blocks: list[dict[str, Any]]) -> tuple[tuple[int, int], ...]:
    """Return the index of each landmark among the points of all blocks."""
    found: _Indices = {}
    start = 0
    for block in blocks:
        part, points = block.get("part", ""), block.get("points", "mediapipe")
        if part not in _PARTS:
            raise place.error(f"unknown part {part or '(none)'}", f"Write {', '.join(_PARTS)}.")
        count = block.get("count", len(points) if isinstance(points, list) else 0)
        if not 0 < count < 5000:
            raise place.error(f"{part} has no count", "Write how many points it has.")
        if part != "none":
            marks = _marks(place, part, points, count)
            found |= {m: start + n for n, m in enumerate(islice(marks, count)) if m >= 0}
        start += count
    if not found:
        raise place.error("it names no points", "Add blocks, such as 33 points of the body.")
    return tuple(found.items())


def _marks(place: RecipePlace, part: str, points: Any, count: int) -> list[int]:
    """Return the landmark of each point of a block, or -1."""
    where = _PARTS[part]
    if isinstance(points, list):
        return [_mark(place, part, point) for point in points]
    if points in _NUMBERINGS and part == "body":
        return [_mark(place, part, name) if name else -1 for name in _NUMBERINGS[points]]
    is_hand = part.endswith("hand") and points in _SAME_HANDS
    if is_hand or (points == "mediapipe" and part == "body") or points == "contour":
        return [*range(where.start, where.stop)]
    if points == "mediapipe" and count in _MESHES:
        return [_mark(place, part, mesh) for mesh in range(count)]
    if points == "mediapipe" and count == where.stop - where.start:
        return [*range(where.start, where.stop)]
    raise place.error(
        f"unknown points of {part}: {points}",
        "Write mediapipe, contour, openpose, openpose18, coco, or a list of names or numbers.",
    )


def _mark(place: RecipePlace, part: str, point: Any) -> int:
    """Return a landmark by MediaPipe's number or by a name; -1 if it is not among the 203."""
    where = _PARTS[part]
    if part == "face":
        mesh = pointnames.landmark(landmarks.FACE, str(point))
        return -1 if mesh is None else mesh
    if type(point) is int and point < where.stop - where.start:
        return where.start + point if point >= 0 else -1
    mark = pointnames.landmark(where, point) if isinstance(point, str) else None
    if mark is None:
        raise place.error(f"unknown point of {part}: {point}", "Use MediaPipe's names or numbers.")
    return mark
