"""An icon for each group of handshapes, drawn like the hands of a skeleton."""

from functools import cache
from typing import Final

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QIcon, QPainter

from signdict.core.types import FloatArray
from signdict.gui.drawing import skeleton
from signdict.gui.drawing.motion import Extent
from signdict.gui.theme.icons import PaintedIcon
from signdict.gui.theme.style import tones
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks
from signdict.pose.synthetic_hand import joints_of

#: Bend of the first and of the further joints, and spread, in radians.
FingerAngles = tuple[float, float, float]
_STRAIGHT: Final[FingerAngles] = (0.0, 0.05, 0.0)
_CURLED: Final[FingerAngles] = (1.35, 1.7, 0.0)
_FAN: Final[tuple[FingerAngles, ...]] = (
    (0.0, 0.05, 0.32), (0.0, 0.05, 0.06), (0.0, 0.05, -0.2), (0.0, 0.05, -0.46),
)  # fmt: skip
_CLAWED: Final = tuple((0.15, 1.15, 1.45 * spread) for _, _, spread in _FAN)
_CUPPED: Final[FingerAngles] = (0.55, 0.75, 0.0)
_PINCHED: Final[FingerAngles] = (0.95, 0.85, 0.05)
#: The thumb: its spread, its distance from the palm, and the bends of its joints.
_ACROSS: Final = (0.15, 0.75, 0.9, 0.5)
_BESIDE: Final = (0.35, 0.1, 0.35, 0.1)
_ABDUCTED: Final = (1.1, 0.1, 0.0, -0.1)

#: For each group the four fingers from the index finger on, the thumb, and the rotation of the
#: hand about its long axis that shows it best, in radians.
POSTURES: Final[dict[str, tuple[tuple[FingerAngles, ...], tuple[float, ...], float]]] = {
    "fist": ((_CURLED,) * 4, _ACROSS, 0.0),
    "thumb": ((_CURLED,) * 4, (0.55, 0.0, 0.0, -0.25), 0.0),
    "flat": ((_STRAIGHT,) * 4, _BESIDE, 0.0),
    "spread": (_FAN, _ABDUCTED, 0.0),
    "index": ((_STRAIGHT, _CURLED, _CURLED, _CURLED), _ACROSS, 0.0),
    "two": (((0, 0.05, 0.2), (0, 0.05, -0.12), _CURLED, _CURLED), _ACROSS, 0.0),
    "little": (((0, 0.05, 0.12), _CURLED, _CURLED, (0, 0.05, -0.2)), _ABDUCTED, 0.0),
    "pinch": ((_PINCHED, *_FAN[1:]), (0.5, 0.85, 0.25, 0.1), -0.35),
    "round": ((_CUPPED,) * 4, (0.7, 1.1, 0.2, 0.3), -1.1),
    "claw": (_CLAWED, (1.0, 0.5, 0.3, 0.4), -0.55),
    "other": (((0, 0.05, 0.25), (0, 0.05, 0.0), (0, 0.05, -0.25), _CURLED), _ACROSS, 0.0),
}


#: Margin around a hand, and half the side of the smallest area, in palm lengths.
_EDGE, _MIN_HALF = 0.12, 0.85


@cache
def joints(group: str) -> FloatArray:
    """Return a typical right hand of a group, palm forward: (21, xyz), in palm lengths, y down."""
    fingers, thumb, turn = POSTURES[group]
    hand = joints_of(np.array([*np.ravel(fingers), *thumb], np.float32))
    cos, sin = np.cos(turn), np.sin(turn)
    rotation = np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]])
    return np.asarray(hand @ rotation.T, np.float32)


def _landmarks(group: str) -> Landmarks:
    """Landmarks of a right hand alone."""
    points = np.zeros((landmarks.COUNT, 3), np.float32)
    confidence = np.zeros(landmarks.COUNT, np.float32)
    points[landmarks.RIGHT_HAND], confidence[landmarks.RIGHT_HAND] = joints(group), 1
    return Landmarks(points, confidence, 0.0)


def _box(group: str) -> Extent:
    """The area that fills an icon: the hand, but fists stay smaller than open hands."""
    points = joints(group)[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    half = max(float((high - low).max()) / 2 + _EDGE, _MIN_HALF)
    x, y = ((low + high) / 2).tolist()
    return x - half, y - half, x + half, y + half


def icon(group: str) -> QIcon:
    """Return the icon of a group, in the colours of the current palette."""
    return QIcon(_HandIcon(group))


class _HandIcon(PaintedIcon):
    """The hand of a group."""

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the hand."""
        del mode, state
        skeleton.paint(painter, QRectF(rect), _landmarks(self.name), _box(self.name), tones())
