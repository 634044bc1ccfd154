"""`.pose` files as other programs write them."""

import struct
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from pose_format import Pose as File
from pose_format.numpy import NumPyPoseBody
from pose_format.pose_header import PoseHeader, PoseHeaderComponent, PoseHeaderDimensions

from signdict.pose import landmarks
from tests.support.fakes import a_pose

POSE = a_pose(frames=5)


def component(name, points):
    return PoseHeaderComponent(name, list(points), [], [(1, 1, 1)], "XYZC")


def holistic(path, *, face=468, world=False, version=0.2, order=1, people=1, frames=POSE):
    """Write a pose in the layout of MediaPipe Holistic files of other programs; return the path."""
    parts = [("POSE_LANDMARKS", landmarks.BODY_NAMES, landmarks.BODY)]
    if face:
        parts.append(("FACE_LANDMARKS", [str(i) for i in range(face)], landmarks.FACE))
    for side, part in (("LEFT", landmarks.LEFT_HAND), ("RIGHT", landmarks.RIGHT_HAND)):
        parts.append((f"{side}_HAND_LANDMARKS", landmarks.HAND_NAMES, part))
    if world:
        parts.append(("POSE_WORLD_LANDMARKS", landmarks.BODY_NAMES, landmarks.BODY))
    parts = parts[::order]
    data, confidence = [], []
    for name, points, part in parts:
        values, seen = frames.points[:, part], frames.confidence[:, part]
        if name == "FACE_LANDMARKS":
            mesh = np.zeros((len(frames), len(points), 3), np.float32)
            known = np.zeros(mesh.shape[:2], np.float32)
            mesh[:, landmarks.FACE_IDS], known[:, landmarks.FACE_IDS] = values, seen
            values, seen = mesh, known
        data.append(values)
        confidence.append(seen)
    header = PoseHeader(
        version, PoseHeaderDimensions(640, 480, 0), [component(n, p) for n, p, _ in parts]
    )
    data, confidence = np.concatenate(data, 1), np.concatenate(confidence, 1)
    others = np.zeros((people - 1, *confidence.shape))
    body = NumPyPoseBody(
        frames.fps,
        np.stack([*np.zeros((people - 1, *data.shape)), data], 1).astype(np.float32),
        np.stack([*others, confidence], 1).astype(np.float32),
    )
    with path.open("wb") as file:
        File(header, body).write(file)
    if version == 0.1:
        _to_version_0_1(path, len(frames), people)
    return path


def _to_version_0_1(path, frames, people):
    """Convert a v0.2 file to v0.1, with rate and frame count as 16-bit numbers."""
    content = bytearray(path.read_bytes())
    header = struct.pack("<fIH", POSE.fps, frames, people)
    start = content.index(header)
    content[start : start + len(header)] = struct.pack("<HHH", round(POSE.fps), frames, people)
    content[:4] = struct.pack("<f", 0.1)
    path.write_bytes(content)


@dataclass(frozen=True)
class Part:
    """A component of a file: its name, its points, their (frames, points, axes) and confidence."""

    name: str
    names: tuple
    points: np.ndarray
    confidence: np.ndarray

    def keep(self, wanted):
        """Return the component with the points whose names are `wanted`."""
        kept = [number for number, name in enumerate(self.names) if wanted(name)]
        names = tuple(self.names[number] for number in kept)
        return Part(self.name, names, self.points[:, kept], self.confidence[:, kept])

    def renamed(self, name, names=None):
        """Return the component with another name, and other names of its points."""
        return replace(self, name=name, names=tuple(names or self.names))


def parts(pose):
    """Return the four components of a MediaPipe Holistic file with 128 points of the face."""
    return [
        Part(name, tuple(names), pose.points[:, part], pose.confidence[:, part])
        for name, names, part in (
            ("POSE_LANDMARKS", landmarks.BODY_NAMES, landmarks.BODY),
            ("FACE_LANDMARKS", map(str, landmarks.FACE_IDS), landmarks.FACE),
            ("LEFT_HAND_LANDMARKS", landmarks.HAND_NAMES, landmarks.LEFT_HAND),
            ("RIGHT_HAND_LANDMARKS", landmarks.HAND_NAMES, landmarks.RIGHT_HAND),
        )
    ]


def reduced(pose):
    """Return the components of sign.mt's files of 178 points: the body has eight."""
    body, *others = parts(pose)
    trunk = ("SHOULDER", "ELBOW", "WRIST", "HIP")
    return [body.keep(lambda name: name.endswith(trunk)), *others]


def written(path, people, fps=25.0, size=(640, 480), form="XYZC", version=0.2):
    """Write a file of the components of each person, who all have the same; return the path.

    Missing axes are left out: `form` is XYC or XYZC.
    """
    width, height = size
    header = PoseHeader(
        0.2,
        PoseHeaderDimensions(width, height, 0),
        [PoseHeaderComponent(p.name, list(p.names), [], [(1, 1, 1)], form) for p in people[0]],
    )
    axes = len(form) - 1
    data = [np.concatenate([p.points[..., :axes] for p in person], 1) for person in people]
    seen = [np.concatenate([p.confidence for p in person], 1) for person in people]
    data, seen = np.stack(data, 1).astype(np.float32), np.stack(seen, 1).astype(np.float32)
    with path.open("wb") as file:
        File(header, NumPyPoseBody(fps, data, seen)).write(file)
    if version == 0.2:
        return path
    content = path.read_bytes()
    start = content.index(struct.pack("<fIH", fps, *data.shape[:2]))
    head = struct.pack("<f", version) + content[4:start]
    if version == 0.1:
        path.write_bytes(
            head + struct.pack("<HHH", round(fps), *data.shape[:2]) + content[start + 10 :]
        )
        return path
    sizes = np.cumsum([0, *(len(p.names) for p in people[0])])
    both = np.concatenate([data, seen[..., None]], -1)
    frames = []
    for frame in both:
        frames.append(struct.pack("<H", len(frame)))
        for person in frame:
            frames.append(struct.pack("<h", -1))
            frames += [person[a:b].tobytes() for a, b in pairwise(sizes)]
    path.write_bytes(head + struct.pack("<HH", round(fps), len(data)) + b"".join(frames))
    return path
