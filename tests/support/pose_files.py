"""`.pose` files as other programs write them."""

import struct

import numpy as np
from pose_format import Pose as File
from pose_format.numpy import NumPyPoseBody
from pose_format.pose_header import PoseHeader, PoseHeaderComponent, PoseHeaderDimensions

from signdict.pose import landmarks
from tests.support.fakes import a_pose


def component(name, points):
    return PoseHeaderComponent(name, list(points), [], [(1, 1, 1)], "XYZC")


def holistic(path, *, face=468, world=False, version=0.2, order=1, people=1, frames=None):
    """Write a pose as programs based on MediaPipe Holistic do, in each of their variants."""
    frames = frames or a_pose(frames=5)
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
            wide = np.zeros((len(frames), len(points), 3), np.float32)
            known = np.zeros(wide.shape[:2], np.float32)
            wide[:, landmarks.FACE_IDS], known[:, landmarks.FACE_IDS] = values, seen
            values, seen = wide, known
        data.append(values)
        confidence.append(seen)
    header = PoseHeader(
        version, PoseHeaderDimensions(640, 480, 0), [component(n, p) for n, p, _ in parts]
    )
    data, confidence = np.concatenate(data, 1), np.concatenate(confidence, 1)
    strangers = np.zeros((people - 1, *confidence.shape))
    body = NumPyPoseBody(
        frames.fps,
        np.stack([*np.zeros((people - 1, *data.shape)), data], 1).astype(np.float32),
        np.stack([*strangers, confidence], 1).astype(np.float32),
    )
    with path.open("wb") as file:
        File(header, body).write(file)
    if version == 0.1:
        old_layout(path, frames, people)
    return path


def old_layout(path, frames, people):
    """Turn a file of version 0.2 into 0.1, with rate and number of frames as 16-bit numbers."""
    content = bytearray(path.read_bytes())
    shape = struct.pack("<fIH", frames.fps, len(frames), people)
    start = content.index(shape)
    content[start : start + len(shape)] = struct.pack(
        "<HHH", round(frames.fps), len(frames), people
    )
    content[:4] = struct.pack("<f", 0.1)
    path.write_bytes(content)
