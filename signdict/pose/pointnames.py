"""Which points of a `.pose` file are which of the 203 landmarks, by component and name.

The skeletons are those that pose-format writes: MediaPipe Holistic, OpenPose (25 + 135 points),
AlphaPose (133 and 136 points) and COCO WholeBody. A point that a file lacks is unseen.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import IntArray
from signdict.pose import landmarks

#: Index of a landmark -> index of its point in the file.
_Found: TypeAlias = dict[int, int]

#: Parts of the 203 landmarks by the name of a component, without case and separators. World
#: landmarks are missing: they have the same points in metres.
_PARTS: Final = {
    "poselandmarks": landmarks.BODY,
    "facelandmarks": landmarks.FACE,
    "lefthandlandmarks": landmarks.LEFT_HAND,
    "righthandlandmarks": landmarks.RIGHT_HAND,
    "posekeypoints2d": landmarks.BODY,
    "handleftkeypoints2d": landmarks.LEFT_HAND,
    "handrightkeypoints2d": landmarks.RIGHT_HAND,
    **{f"body{kind}": landmarks.BODY for kind in ("", "133", "135", "136")},
    **{f"lefthand{kind}": landmarks.LEFT_HAND for kind in ("", "133", "136")},
    **{f"righthand{kind}": landmarks.RIGHT_HAND for kind in ("", "133", "136")},
}
_MESH_SIZES: Final = (468, 478)
#: The joints of OpenPose's hands, from the wrist, in MediaPipe's order.
_OPENPOSE_HAND: Final = (
    "BASE", "T_STT", "T_BCMC", "T_MCP", "T_IP", "I_CMC", "I_MCP", "I_PIP", "I_DIP", "M_CMC",
    "M_MCP", "M_PIP", "M_DIP", "R_CMC", "R_MCP", "R_PIP", "R_DIP", "P_CMC", "P_MCP", "P_PIP",
    "P_DIP",
)  # fmt: skip
#: The same in its skeleton of 135 points, without the wrist, which is that of the body.
_OPENPOSE_FINGERS: Final = (
    "Thumb1CMC", "Thumb2Knuckles", "Thumb3IP", "Thumb4FingerTip", "Index1Knuckles", "Index2PIP",
    "Index3DIP", "Index4FingerTip", "Middle1Knuckles", "Middle2PIP", "Middle3DIP",
    "Middle4FingerTip", "Ring1Knuckles", "Ring2PIP", "Ring3DIP", "Ring4FingerTip",
    "Pinky1Knuckles", "Pinky2PIP", "Pinky3DIP", "Pinky4FingerTip",
)  # fmt: skip
_SIDES: Final = (("L", "left", landmarks.LEFT_HAND), ("R", "right", landmarks.RIGHT_HAND))
_WRISTS: Final = (landmarks.LEFT_WRIST, landmarks.RIGHT_WRIST)
#: A hand with fewer finger joints than this has no shape to search for.
_FEWEST_JOINTS: Final = 5
_SKELETONS: Final = (
    "signdict reads .pose files of MediaPipe Holistic, OpenPose, AlphaPose and COCO WholeBody."
)
_NEEDED: Final = "A sign needs both shoulders and at least one hand. Export them too."


@lru_cache(4096)
def _folded(name: str) -> str:
    """Return a name without case and separators; L and R of OpenPose are written out."""
    words = re.sub(
        r"^([LR])(?=[A-Z][a-z])", lambda side: {"L": "left", "R": "right"}[side[1]], name
    )
    return re.sub(r"[^a-z0-9]", "", words.casefold())


def _named(part: slice, *lists: Iterable[str]) -> dict[str, int]:
    """Return the landmarks of a part by name; each list has all its points in order."""
    return {
        _folded(name): part.start + number for names in lists for number, name in enumerate(names)
    }


def _body() -> dict[str, int]:
    """Return the landmarks by the names that points of a body component have."""
    names = _named(landmarks.BODY, landmarks.BODY_NAMES)
    for side in ("left", "right"):
        names[f"{side}bigtoe"] = names[f"{side}footindex"]
    for letter, _, hand in _SIDES:
        fingers = (letter + finger for finger in _OPENPOSE_FINGERS)
        names |= {_folded(name): hand.start + number for number, name in enumerate(fingers, 1)}
    return names


def _hand(part: slice, side: str) -> dict[str, int]:
    """Return the landmarks by the names that points of a hand component have."""
    numbered = [f"hand_{joint}" for joint in range(21)]
    sided = [f"{side}_{name}" for name in (*numbered, *landmarks.HAND_NAMES)]
    return _named(part, landmarks.HAND_NAMES, _OPENPOSE_HAND, numbered, sided[:21], sided[21:])


_NAMES: Final = {
    landmarks.BODY.start: _body(),
    landmarks.FACE.start: _named(landmarks.FACE, [str(mesh) for mesh in landmarks.FACE_IDS]),
    **{part.start: _hand(part, side) for _, side, part in _SIDES},
}


def holistic(components: Iterable[Any]) -> bool:
    """Return whether the points are those of MediaPipe Holistic."""
    return any(_folded(component.name) == "poselandmarks" for component in components)


def indices(components: list[Any], name: str) -> IntArray:
    """Return the index of each of the 203 points in the file, or -1: (203,).

    Raise PoseError, which calls the file `name`, if it lacks a shoulder or both hands.
    """
    found: _Found = {}
    start, known = 0, False
    for component in components:
        part = _PARTS.get(_folded(component.name))
        if part is not None:
            known = True
            found |= _points(component.points, start, part)
        start += len(component.points)
    if not known:
        names = ", ".join(component.name for component in components[:4]) or "no component"
        raise PoseError(f"{name} contains an unknown skeleton ({names}).", hint=_SKELETONS)
    return whole(found, name)


def whole(found: dict[int, int], name: str) -> IntArray:
    """Return the index of each of the 203 points, or -1, given those that were found: (203,).

    Raise PoseError, which calls the file `name`, if a shoulder or both hands are missing.
    """
    found = dict(found)
    for (_, _, hand), wrist in zip(_SIDES, _WRISTS, strict=True):
        _complete_or_drop(found, hand, wrist)
    if lacking := _lacking(found):
        raise PoseError(f"{name} contains {lacking}.", hint=_NEEDED)
    index = np.full(landmarks.COUNT, -1, np.int64)
    index[list(found)] = list(found.values())
    return index


def landmark(part: slice, name: str) -> int | None:
    """Return the landmark of a part by the name of a point, or None."""
    return _NAMES[part.start].get(_folded(name))


def _points(points: list[str], start: int, part: slice) -> _Found:
    """Return the landmarks of a component whose first point has the index `start`."""
    names = _NAMES[part.start]
    found: _Found = {}
    if part == landmarks.FACE and len(points) in _MESH_SIZES:
        found = {part.start + i: start + mesh for i, mesh in enumerate(landmarks.FACE_IDS)}
    for number, point in enumerate(points):
        if (landmark := names.get(_folded(point))) is not None:
            found[landmark] = start + number
    return found


def _complete_or_drop(found: _Found, hand: slice, wrist: int) -> None:
    """Use the wrist of the body where a hand has none; drop a hand with too few joints."""
    if wrist in found:
        found.setdefault(hand.start, found[wrist])
    joints = [index for index in range(hand.start, hand.stop) if index in found]
    if hand.start not in found or len(joints) <= _FEWEST_JOINTS:
        for index in joints:
            del found[index]


def _lacking(found: _Found) -> str:
    """Return what a search needs and the file lacks, or an empty text."""
    left, right = landmarks.LEFT_SHOULDER in found, landmarks.RIGHT_SHOULDER in found
    shoulders = {
        (False, False): "no shoulders", (False, True): "no left shoulder",
        (True, False): "no right shoulder", (True, True): "",
    }[left, right]  # fmt: skip
    hands = "" if any(hand.start in found for _, _, hand in _SIDES) else "no hands"
    return " and ".join(filter(None, (shoulders, hands)))
