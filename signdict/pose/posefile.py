"""Reading and writing `.pose` files with pose-format."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np

from signdict.core import files
from signdict.core.errors import PoseError
from signdict.pose import foreign, landmarks, pointnames
from signdict.pose.assembled import assembled, chosen
from signdict.pose.pose import Pose
from signdict.pose.posebody import Content, read_frames, read_layout


def read_pose(path: Path, start: float = 0.0, end: float | None = None) -> Pose:
    """Read a file of version 0.0 to 0.2 with the points of a skeleton that `pointnames` lists.

    `start` and `end` in seconds select a part; only that part of a long file is read into memory.
    Points that the file lacks are not seen. Of several people, the one who moves the hands most is
    returned. Raise PoseError if the file cannot be used.
    """
    with _mapped(path) as content:
        return _parse(content, path.name, start, end)


def parse_pose(content: bytes, name: str) -> Pose:
    """Read the content of a `.pose` file. Raise PoseError, which calls the file `name`."""
    return _parse(content, name)


def measure_pose(path: Path) -> tuple[int, float, int, int]:
    """Return frame count, frame rate, width and height. Raise PoseError if that cannot be read.

    Width and height are the usual ones if the header has none.
    """
    with _mapped(path) as content:
        layout = read_layout(content, path.name)
        size = layout.header.dimensions
        empty = np.zeros((0, landmarks.COUNT, 3), np.float32)
        width, height = foreign.picture_size(size.width, size.height, empty, empty[..., 0] > 0)
        return layout.frames, layout.fps, width, height


def _parse(content: Content, name: str, start: float = 0.0, end: float | None = None) -> Pose:
    layout = read_layout(content, name)
    indices = pointnames.indices(layout.header.components, name)
    first = round(start * layout.fps)
    last = (
        layout.frames
        if end is None
        else min(layout.frames, max(first + 1, round(end * layout.fps)))
    )
    if first >= last:
        raise PoseError(f"{name} ends before second {start:g}.", hint="Mark a part within it.")
    data, sure = read_frames(content, layout, first, last)
    points, stored = chosen(data, sure, indices)
    size = layout.header.dimensions
    holistic = pointnames.holistic(layout.header.components)
    return assembled(points, stored, layout.fps, (size.width, size.height), name, holistic=holistic)


def write_pose(path: Path, pose: Pose) -> None:
    """Write the 203 points as a v0.2 file; the old file stays until the new one is whole.

    Raise WriteError if the file cannot be written.
    """
    content = pose_bytes(pose)
    with suppress(OSError):  # write_atomic reports it
        path.parent.mkdir(parents=True, exist_ok=True)
    files.write_atomic(path, content)


def pose_bytes(pose: Pose) -> bytes:
    """Return the content of a v0.2 file.

    The face component has the 128 contour points, each named by its number in the face mesh.
    """
    from pose_format import Pose as File
    from pose_format.numpy import NumPyPoseBody
    from pose_format.pose_header import PoseHeader, PoseHeaderDimensions

    header = PoseHeader(
        0.2, PoseHeaderDimensions(pose.width, pose.height, pose.width), _components()
    )
    body = NumPyPoseBody(pose.fps, pose.points[:, None], pose.confidence[:, None])
    buffer = io.BytesIO()
    File(header, body).write(buffer)
    return buffer.getvalue()


@contextmanager
def _mapped(path: Path) -> Iterator[Content]:
    """Yield the bytes of a file, memory-mapped. Raise PoseError if it cannot be opened."""
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                yield b""
                return
            with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
                yield content
    except OSError as problem:
        raise PoseError(
            f"{path.name} cannot be opened.", hint="Check that you have permission to read it."
        ) from problem


def _components() -> list[Any]:
    from pose_format.pose_header import PoseHeaderComponent

    finger_limbs = [(a, b) for chain in landmarks.FINGERS for a, b in pairwise(chain)]
    parts: list[tuple[str, list[str], list[tuple[int, int]]]] = [
        ("POSE_LANDMARKS", list(landmarks.BODY_NAMES), []),
        ("FACE_LANDMARKS", [str(mesh) for mesh in landmarks.FACE_IDS], []),
        ("LEFT_HAND_LANDMARKS", list(landmarks.HAND_NAMES), finger_limbs),
        ("RIGHT_HAND_LANDMARKS", list(landmarks.HAND_NAMES), finger_limbs),
    ]
    return [
        PoseHeaderComponent(name, points, limbs, [(128, 128, 128)], "XYZC")
        for name, points, limbs in parts
    ]
