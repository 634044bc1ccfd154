"""A signer's hands, arms and head in shoulder widths, and the place of a sign on the body.

Definitions are in `docs/facets.md`.
"""

from dataclasses import dataclass
from typing import Final, Literal, Self, TypeAlias, get_args

import numpy as np

from signdict.core.types import AnyArray, BoolArray, FloatArray, IntArray
from signdict.pose import landmarks
from signdict.pose.features import DEPTH, frame_of_reference
from signdict.pose.pose import REST_LINE, UsablePose

#: The confidence of a wrist that is in the picture, with or without a hand, is above this.
SURE: Final = 0.5
_ARMS: Final = ((13, 15), (14, 16))  # elbow and wrist of the body, left then right
_EYES, _MOUTH, _EARS = (2, 5), (9, 10), (7, 8)
_SIDES: Final = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
_POINTS: Final = [landmarks.NOSE, *_EYES, *_MOUTH, *_EARS]
#: The same points on the contour of the face: the upper lip for the x of the nose, the corners of
#: the eyes, those of the mouth, and the face next to the ears.
_CONTOUR: Final = (
    [landmarks.LIPS_OUTER[15]],
    [landmarks.LEFT_EYE[0], landmarks.LEFT_EYE[8], landmarks.RIGHT_EYE[0], landmarks.RIGHT_EYE[8]],
    [landmarks.LIPS_OUTER[0], landmarks.LIPS_OUTER[10]],
    [landmarks.FACE_OVAL[8], landmarks.FACE_OVAL[28]],
)
#: The usual place of a face that is not visible: x and y of the nose, y of eyes and mouth from the
#: shoulders, and half its width.
_USUAL: Final = (0.0, -0.9, -1.0, -0.75, 0.25)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The head: `x` of its middle, `eyes` and `mouth` in y, and half of its width."""

    x: float
    eyes: float
    mouth: float
    half: float


@dataclass(frozen=True, slots=True, eq=False)
class Articulators:
    """The hands, arms and head of a trimmed clip of T frames.

    Coordinates are in shoulder widths from mid-shoulder, y down; index 0 is the left side, 1 the
    right. `hands` (T, 2, 21, xyz) and whether each is `visible` (T, 2); `middle` (T, 2, xy) of each
    hand, or the wrist of the body if the hand was lost; `elbow` (T, 2, xy); `raised` (T, 2).
    """

    hands: AnyArray
    visible: BoolArray
    middle: AnyArray
    elbow: AnyArray
    raised: BoolArray
    head: Head
    fps: float

    @classmethod
    def of(cls, whole: UsablePose) -> Self:
        """Measure the signing part of a pose."""
        centre, unit = frame_of_reference(whole)
        pose = whole.trimmed()
        used = np.r_[0:17, landmarks.FACE.start : landmarks.COUNT]
        points = np.zeros_like(pose.points)
        scale = np.asarray((1, 1, DEPTH * pose.width), np.float32) / unit
        points[:, used] = (pose.points[:, used] - _flat(centre)) * scale
        confidence = pose.confidence
        hands = np.stack([points[:, side] for side in _SIDES], axis=1)
        visible = np.stack([confidence[:, side.start] > 0 for side in _SIDES], axis=1)
        wrists = points[:, [wrist for _, wrist in _ARMS], :2]
        known = np.stack([confidence[:, wrist] > SURE for _, wrist in _ARMS], axis=1)
        middle = _middles(hands, visible, wrists)
        height = np.where(visible, np.minimum(hands[:, :, 0, 1], middle[..., 1]), wrists[..., 1])
        raised = (visible | known) & (height < REST_LINE)
        return cls(
            hands,
            visible,
            _smoothed(middle, visible | known),
            points[:, [elbow for elbow, _ in _ARMS], :2],
            raised if raised.any() else visible,  # some people sign without raising a hand
            _head(points, confidence),
            pose.fps,
        )


def _flat(centre: FloatArray) -> FloatArray:
    return np.asarray((centre[0], centre[1], 0), np.float32)


def _middles(hands: AnyArray, visible: BoolArray, wrists: AnyArray) -> AnyArray:
    """Return the middle of each hand; its offset from the wrist is interpolated if it is lost."""
    middle = hands[..., :2].mean(axis=2)
    offset = _filled(middle - wrists, visible)
    return np.asarray(np.where(visible[..., None], middle, wrists + offset))


def _smoothed(path: AnyArray, known: BoolArray) -> AnyArray:
    """Fill gaps, then smooth with the kernel (1, 2, 1) / 4: (T, 2, xy)."""
    filled = _filled(path, known)
    padded = np.concatenate([filled[:1], filled, filled[-1:]])
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4)


def _filled(path: AnyArray, known: BoolArray) -> AnyArray:
    """Interpolate the frames in which a side is not known: (T, 2, xy)."""
    frames, filled = np.arange(len(path)), np.zeros_like(path)
    for side in range(2):
        known_frames = np.flatnonzero(known[:, side])
        for axis in range(2) if len(known_frames) else ():
            filled[:, side, axis] = np.interp(frames, known_frames, path[known_frames, side, axis])
    return filled


def _head(points: AnyArray, confidence: FloatArray) -> Head:
    """Return the head at its median place; from the face where the body has no points on it."""
    nose, eyes, mouth, ears = _POINTS[:1], _POINTS[1:3], _POINTS[3:5], _POINTS[5:]
    visible = (confidence[:, _POINTS] > 0).all(axis=1)
    if not visible.any():
        visible = confidence[:, landmarks.FACE.start] > 0
        nose, eyes, mouth, ears = _CONTOUR
    if not visible.any():
        x, _, high, low, half = _USUAL
        return Head(x, high, low, half)
    place = np.median(points[visible][..., :2], axis=0)
    half = max(abs(float(place[ears[0], 0] - place[ears[1], 0])) / 2, 0.15)
    return Head(
        float(place[nose, 0].mean()),
        float(place[eyes, 1].mean()),
        float(place[mouth, 1].mean()),
        half,
    )


Place: TypeAlias = Literal["head", "face", "neck", "chest", "belly", "arm", "hand", "space"]
PLACES: Final[tuple[Place, ...]] = get_args(Place)

#: Half the width of the trunk, in shoulder widths.
TRUNK: Final = 0.8
#: The lines below the neck with the shoulders, and above the belly, in shoulder widths.
NECK, WAIST = 0.0, 0.75
#: Distance of the brow from the eyes, and of the chin from the mouth, as a share of that from the
#: eyes to the mouth.
BROW, CHIN = 0.4, 1.0
#: A hand is next to the head up to this distance from its middle, in half widths of the head.
BESIDE: Final = 3.0
#: Two hands, or a hand and an arm, meet below this distance, in shoulder widths.
MEET: Final = 0.12
#: The share of the sign that has to be at the other hand for the place to be that hand.
MET: Final = 0.2

_TOUCHING: Final = [0, 4, 5, 8, 9, 12, 16, 17, 20]


def where(body: Articulators, side: int, part: slice, weight: AnyArray, *, both: bool) -> Place:
    """Return the place of most of the frames of `part`, weighted (frames,), for one hand."""
    other = 1 - side
    if both:
        touching = _hands_meet(body, part)
        if touching.mean() >= MET:
            return "hand"
        at_arm = _at_arm(body.middle[part, side], body.elbow[part, other], body.middle[part, other])
        if (at_arm | touching).mean() >= 2 * MET:
            return "arm"
    zones = _zones(
        body.hands[part, side], body.visible[part, side], body.middle[part, side], body.head
    )
    return PLACES[int(np.bincount(zones, weight, len(PLACES)).argmax())]


def _hands_meet(body: Articulators, part: slice) -> BoolArray:
    left, right = (body.hands[part, side][:, _TOUCHING, :2] for side in range(2))
    gap = np.abs(left[:, :, None] - right[:, None]).max(axis=3).min(axis=(1, 2))
    lost = ~body.visible[part].all(axis=1)
    hidden = np.abs(body.middle[part, 0] - body.middle[part, 1]).max(axis=1) < 2 * MEET
    return np.asarray(np.where(lost, hidden, gap < MEET))


def _at_arm(hand: AnyArray, elbow: AnyArray, wrist: AnyArray) -> BoolArray:
    """Return whether a hand is at the other forearm; all arguments are (frames, xy)."""
    arm = wrist - elbow
    length = np.maximum((arm * arm).sum(axis=1), 1e-6)
    share = np.clip(((hand - elbow) * arm).sum(axis=1) / length, 0, 1)
    gap = hand - elbow - share[:, None] * arm
    return np.asarray(np.sqrt((gap * gap).sum(axis=1)) < MEET)


def _zones(hands: AnyArray, visible: BoolArray, middle: AnyArray, head: Head) -> IntArray:
    """Return (frames,) the place of each frame as its number in `PLACES`."""
    unit = max(head.mouth - head.eyes, 0.12)
    brow, chin = head.eyes - BROW * unit, head.mouth + CHIN * unit
    sideways = np.abs(hands[..., 0] - head.x) < head.half
    over_head = sideways & (hands[..., 1] < chin) & visible[:, None]  # points of the hand
    count = over_head.sum(axis=1)
    x, y = middle.T
    height = np.where(count, (hands[..., 1] * over_head).sum(axis=1) / np.maximum(count, 1), y)
    at_head = (count > 1) | ((y < chin) & (np.abs(x - head.x) < BESIDE * head.half))
    trunk = np.abs(x) < TRUNK
    rows = (
        (at_head & (height < brow), "head"), (at_head, "face"), (trunk & (y < NECK), "neck"),
        (trunk & (y < WAIST), "chest"), (trunk, "belly"),
    )  # fmt: skip
    conditions, names = zip(*rows, strict=True)
    numbers = [PLACES.index(name) for name in names]
    return np.asarray(np.select(conditions, numbers, PLACES.index("space")), np.int64)
