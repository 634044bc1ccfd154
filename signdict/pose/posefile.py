"""Reading and writing `.pose` files with pose-format."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from signdict.core import files
from signdict.core.errors import PoseError
from signdict.core.types import FloatArray, IntArray
from signdict.pose import landmarks
from signdict.pose.pose import Pose

Content: TypeAlias = bytes | mmap

_BODY, _FACE = "POSE_LANDMARKS", "FACE_LANDMARKS"
_LEFT, _RIGHT = "LEFT_HAND_LANDMARKS", "RIGHT_HAND_LANDMARKS"
_HINT = "signdict reads .pose files made with MediaPipe Holistic."
#: Width and height in pixels if the header has none.
_DEFAULT_SIZE = (640, 480)


def read_pose(path: Path, start: float = 0.0, end: float | None = None) -> Pose:
    """Read any MediaPipe Holistic file: 468, 478 or 128 face points or none, v0.1 or v0.2.

    `start` and `end` in seconds select a part; only that part of a long file is read into memory.
    World landmarks are dropped. Of several people, the one seen in most frames is returned. Raise
    PoseError if the file cannot be used.
    """
    with _mapped(path) as content:
        return _parse(content, path.name, start, end)


def parse_pose(content: bytes, name: str) -> Pose:
    """Read the content of a `.pose` file. Raise PoseError, which calls the file `name`."""
    return _parse(content, name)


def measure_pose(path: Path) -> tuple[int, float, int, int]:
    """Return frame count, frame rate, width and height. Raise PoseError if that cannot be read."""
    with _mapped(path) as content:
        header, _, frames, fps = _read_header(content, path.name)
        return frames, fps, *_size(header)


def _parse(content: Content, name: str, start: float = 0.0, end: float | None = None) -> Pose:
    file = _read_part(content, name, start, end)
    data, confidence = _one_person(file, name)
    indices = _indices(file.header.components, name)
    points = np.zeros((len(data), landmarks.COUNT, 3), np.float32)
    seen = np.zeros((len(data), landmarks.COUNT), np.float32)
    known = indices >= 0
    axes = min(3, data.shape[2])
    points[:, known, :axes] = data[:, indices[known], :axes]
    seen[:, known] = confidence[:, indices[known]]
    if (seen > 0).any() and not np.isfinite(points[seen > 0]).any():
        raise PoseError(f"{name} contains no valid coordinates.", hint="Create the file again.")
    people = int((file.body.confidence > 0).any(axis=2).sum(axis=1).max())
    return Pose(points, seen, _rate(file.body.fps), *_size(file.header), max(people, 1)).checked()


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


def _read_header(content: Content, name: str) -> tuple[Any, Any, int, float]:
    """Return the header, a reader at its end, the frame count and the frame rate."""
    from pose_format.pose_header import PoseHeader
    from pose_format.utils.reader import BufferReader

    if not len(content):
        raise PoseError(f"{name} is empty.", hint="Copy or create it again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = BufferReader(content)
            header = PoseHeader.read(reader)
            frames, fps = _frame_count(content, reader.read_offset, header)
    except Exception as problem:  # the parser raises many kinds of errors
        raise PoseError(f"{name} is not a valid .pose file.", hint=_HINT) from problem
    if frames == 0:
        raise PoseError(f"{name} has no frames.", hint="Choose another file.")
    if frames < 0:
        raise PoseError(
            f"{name} is shorter than its header says.",
            hint="It may have been cut off while it was copied. Copy or create it again.",
        )
    return header, reader, frames, fps


def _read_part(content: Content, name: str, start: float, end: float | None) -> Any:
    """Read a part of the frames, after checking that the file is long enough."""
    from pose_format import Pose as File
    from pose_format.numpy import NumPyPoseBody

    header, reader, frames, fps = _read_header(content, name)
    first, last = round(start * fps), frames if end is None else round(end * fps)
    if first >= min(last, frames):
        raise PoseError(f"{name} ends before second {start:g}.", hint="Mark a part within it.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = NumPyPoseBody.read(header, reader, start_frame=first, end_frame=last)
            return File(header, body)
    except Exception as problem:
        raise PoseError(f"{name} is not a valid .pose file.", hint=_HINT) from problem


def _frame_count(content: Content, offset: int, header: Any) -> tuple[int, float]:
    """Return the frame count of the header, or -1 if the file is too short for it, and the rate.

    v0.1: fps and frames as uint16, people as uint16. v0.2: fps as float, frames as uint32,
    people as uint16. Then float32 coordinates and confidences.
    """
    layout = "<HHH" if round(header.version, 3) == 0.1 else "<fIH"
    fps, frames, people = struct.unpack_from(layout, content, offset)
    points = sum(len(c.points) for c in header.components)
    coordinates = sum(len(c.points) * (len(c.format) - 1) for c in header.components)
    available = len(content) - offset - struct.calcsize(layout)
    if not people:
        return 0, _rate(fps)
    frame = 4 * people * (points + coordinates)  # bytes
    if available < frames * frame:
        return -1, _rate(fps)
    # v0.1 counts frames in 16 bits, so a long file has more
    return int(available // frame if layout == "<HHH" else frames), _rate(fps)


def _rate(stored: float) -> float:
    """Return the frame rate, or 25 if the stored one is implausible."""
    fps = float(stored)
    return fps if np.isfinite(fps) and 1 <= fps <= 1000 else 25.0


def _size(header: Any) -> tuple[int, int]:
    """Return the width and height of the picture."""
    size = header.dimensions
    width, height = (size.width, size.height) if size.width > 0 < size.height else _DEFAULT_SIZE
    return int(width), int(height)


def _one_person(file: Any, name: str) -> tuple[FloatArray, FloatArray]:
    """Return coordinates (T, P, axes) and confidence (T, P) of the person seen most."""
    data = np.asarray(np.ma.getdata(file.body.data), np.float32)
    confidence = np.asarray(file.body.confidence, np.float32)
    if not len(data):
        raise PoseError(f"{name} has no frames.", hint="Choose another file.")
    person = int((confidence > 0).sum(axis=(0, 2)).argmax())
    return data[:, person], confidence[:, person]


def _indices(components: list[Any], name: str) -> IntArray:
    """Return the index of each of the 203 points in the file, or -1: (203,)."""
    starts, offset = {}, 0
    for component in components:
        starts[component.name] = (offset, component)
        offset += len(component.points)
    required = [(_BODY, landmarks.BODY, 33), (_LEFT, landmarks.LEFT_HAND, 21)]
    required.append((_RIGHT, landmarks.RIGHT_HAND, 21))
    indices = np.full(landmarks.COUNT, -1, np.int64)
    for component_name, part, count in required:
        if component_name not in starts or len(starts[component_name][1].points) != count:
            raise PoseError(f"{name} contains an unknown skeleton.", hint=_HINT)
        start = starts[component_name][0]
        indices[part] = np.arange(start, start + count)
    if _FACE in starts:
        start, face = starts[_FACE]
        named = {point: start + number for number, point in enumerate(face.points)}
        numbered = len(face.points) in (468, 478)
        for offset, mesh in enumerate(landmarks.FACE_IDS):
            index = named.get(str(mesh), start + mesh if numbered else -1)
            indices[landmarks.FACE.start + offset] = index
    return indices


def _components() -> list[Any]:
    from pose_format.pose_header import PoseHeaderComponent

    finger_limbs = [(a, b) for chain in landmarks.FINGERS for a, b in pairwise(chain)]
    parts: list[tuple[str, list[str], list[tuple[int, int]]]] = [
        (_BODY, list(landmarks.BODY_NAMES), []),
        (_FACE, [str(mesh) for mesh in landmarks.FACE_IDS], []),
        (_LEFT, list(landmarks.HAND_NAMES), finger_limbs),
        (_RIGHT, list(landmarks.HAND_NAMES), finger_limbs),
    ]
    return [
        PoseHeaderComponent(name, points, limbs, [(128, 128, 128)], "XYZC")
        for name, points, limbs in parts
    ]
