"""`.pose` files in and out, through pose-format, whose only home this is."""

import io
import struct
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signdict import landmarks
from signdict.errors import PoseError
from signdict.pose import Pose

_BODY, _FACE = "POSE_LANDMARKS", "FACE_LANDMARKS"
_LEFT, _RIGHT = "LEFT_HAND_LANDMARKS", "RIGHT_HAND_LANDMARKS"
_HINT = "signdict reads .pose files made with MediaPipe Holistic."
#: The size of a picture whose header does not tell it.
_USUAL_SIZE = (640, 480)


def read_pose(path: Path) -> Pose:
    """Read any MediaPipe Holistic file: 468, 478 or 128 face points or none, v0.1 or v0.2.

    World landmarks are dropped; of several people the one seen most is taken. Raise PoseError
    with one sentence if the file cannot be used.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise PoseError(f"{path.name} cannot be opened.", hint="Check the file.") from problem
    return parse_pose(content, path.name)


def parse_pose(content: bytes, name: str) -> Pose:
    """Read the content of such a file, called `name` where PoseError says what is wrong with it."""
    if not content:
        raise PoseError(f"{name} is empty.", hint="Copy or make it again.")
    file = _parsed(content, name)
    data, confidence = _one_person(file, name)
    places = _places(file.header.components, name)
    points = np.zeros((len(data), landmarks.COUNT, 3), np.float32)
    seen = np.zeros((len(data), landmarks.COUNT), np.float32)
    known = places >= 0
    dims = min(3, data.shape[2])
    points[:, known, :dims] = data[:, places[known], :dims]
    seen[:, known] = confidence[:, places[known]]
    if (seen > 0).any() and not np.isfinite(points[seen > 0]).any():
        raise PoseError(f"{name} holds no usable number.", hint="Make the file again.")
    size = file.header.dimensions
    width, height = (size.width, size.height) if size.width > 0 < size.height else _USUAL_SIZE
    fps = float(file.body.fps)
    fps = fps if np.isfinite(fps) and 1 <= fps <= 1000 else 25.0
    return Pose(points, seen, fps, int(width), int(height)).checked()


def write_pose(path: Path, pose: Pose) -> None:
    """Write the 203 points as a v0.2 file; the old file stays until the new one is whole.

    The face component holds the 128 contour points, each named by its number in the mesh.
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
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(buffer.getvalue())
    beside.replace(path)


def _parsed(content: bytes, name: str) -> Any:
    """Parse, but only what the file is long enough to hold."""
    from pose_format import Pose as File
    from pose_format.pose_header import PoseHeader
    from pose_format.utils.reader import BufferReader

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = BufferReader(content)
            header = PoseHeader.read(reader)
            frames = _promised_frames(content, reader.read_offset, header)
    except Exception as problem:  # the parser raises whatever the bytes lead it to
        raise PoseError(f"{name} is not a .pose file that can be read.", hint=_HINT) from problem
    if frames == 0:
        raise PoseError(f"{name} has no frames.", hint="Choose another file.")
    if frames < 0:
        raise PoseError(
            f"{name} is shorter than its header says.",
            hint="It may have been cut off while it was copied: copy or make it again.",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return File.read(content)
    except Exception as problem:
        raise PoseError(f"{name} is not a .pose file that can be read.", hint=_HINT) from problem


def _promised_frames(content: bytes, offset: int, header: Any) -> int:
    """Return the frames that the header announces, or -1 if the file cannot hold them.

    v0.1: fps and frames as uint16, people as uint16. v0.2: fps as float, frames as uint32,
    people as uint16. Then float32 coordinates and confidences.
    """
    layout = "<HHH" if round(header.version, 3) == 0.1 else "<fIH"
    _, frames, people = struct.unpack_from(layout, content, offset)
    points = sum(len(c.points) for c in header.components)
    numbers = sum(len(c.points) * (len(c.format) - 1) for c in header.components)
    room = len(content) - offset - struct.calcsize(layout)
    if not people:
        return 0
    if layout == "<HHH":  # older files count frames in 16 bits, and so may hold more
        frame = 4 * people * (points + numbers)
        return int(room // frame) if room >= frames * frame else -1
    return int(frames) if room >= frames * people * 4 * (points + numbers) else -1


def _one_person(file: Any, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return coordinates (T, P, dims) and confidence (T, P) of whoever is seen most."""
    data = np.asarray(np.ma.getdata(file.body.data), np.float32)
    confidence = np.asarray(file.body.confidence, np.float32)
    if not len(data):
        raise PoseError(f"{name} has no frames.", hint="Choose another file.")
    person = int((confidence > 0).sum(axis=(0, 2)).argmax())
    return data[:, person], confidence[:, person]


def _places(components: list[Any], name: str) -> NDArray[np.int64]:
    """Return where each of the 203 points stands in the file, or -1: (203,)."""
    starts, at = {}, 0
    for component in components:
        starts[component.name] = (at, component)
        at += len(component.points)
    wanted = [(_BODY, landmarks.BODY, 33), (_LEFT, landmarks.LEFT_HAND, 21)]
    wanted.append((_RIGHT, landmarks.RIGHT_HAND, 21))
    places = np.full(landmarks.COUNT, -1, np.int64)
    for component_name, part, count in wanted:
        if component_name not in starts or len(starts[component_name][1].points) != count:
            raise PoseError(f"{name} holds another skeleton.", hint=_HINT)
        start = starts[component_name][0]
        places[part] = np.arange(start, start + count)
    if _FACE in starts:
        start, face = starts[_FACE]
        named = {point: start + number for number, point in enumerate(face.points)}
        numbered = len(face.points) in (468, 478)
        for place, mesh in enumerate(landmarks.FACE_IDS):
            there = named.get(str(mesh), start + mesh if numbered else -1)
            places[landmarks.FACE.start + place] = there
    return places


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
