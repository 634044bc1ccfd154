"""A small picture of each group of handshapes: made-up hands, drawn as those of skeletons are."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QIcon, QPainter

from signdict.gui.drawing import skeleton
from signdict.gui.theme.icons import PaintedIcon
from signdict.gui.theme.style import tones
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks
from signdict.pose.synthetic_hand import joints_of

Finger = tuple[float, float, float]
_OUT: Final[Finger] = (0.0, 0.05, 0.0)
_CURLED: Final[Finger] = (1.35, 1.7, 0.0)
_FAN: Final[tuple[Finger, ...]] = (
    (0.0, 0.05, 0.32), (0.0, 0.05, 0.06), (0.0, 0.05, -0.2), (0.0, 0.05, -0.46),
)  # fmt: skip
_CLAWED: Final = tuple((0.15, 1.15, 1.45 * spread) for _, _, spread in _FAN)
_CUPPED: Final[Finger] = (0.55, 0.75, 0.0)
_PINCHED: Final[Finger] = (0.95, 0.85, 0.05)
#: The thumb: its spread, how far it is lifted off the palm, the bends of its joints.
_ACROSS: Final = (0.15, 0.75, 0.9, 0.5)
_BESIDE: Final = (0.35, 0.1, 0.35, 0.1)
_OFF: Final = (1.1, 0.1, 0.0, -0.1)

#: Of each group four fingers from the index on, the thumb, and how far the hand is turned about
#: its long axis towards the edge that shows it best, in radians.
POSTURES: Final[dict[str, tuple[tuple[Finger, ...], tuple[float, ...], float]]] = {
    "fist": ((_CURLED,) * 4, _ACROSS, 0.0),
    "thumb": ((_CURLED,) * 4, (0.55, 0.0, 0.0, -0.25), 0.0),
    "flat": ((_OUT,) * 4, _BESIDE, 0.0),
    "spread": (_FAN, _OFF, 0.0),
    "index": ((_OUT, _CURLED, _CURLED, _CURLED), _ACROSS, 0.0),
    "two": (((0, 0.05, 0.2), (0, 0.05, -0.12), _CURLED, _CURLED), _ACROSS, 0.0),
    "little": (((0, 0.05, 0.12), _CURLED, _CURLED, (0, 0.05, -0.2)), _OFF, 0.0),
    "pinch": ((_PINCHED, *_FAN[1:]), (0.5, 0.85, 0.25, 0.1), -0.35),
    "round": ((_CUPPED,) * 4, (0.7, 1.1, 0.2, 0.3), -1.1),
    "claw": (_CLAWED, (1.0, 0.5, 0.3, 0.4), -0.55),
    "other": (((0, 0.05, 0.25), (0, 0.05, 0.0), (0, 0.05, -0.25), _CURLED), _ACROSS, 0.0),
}


#: Room round a hand, and half of the side of the smallest picture, in palm lengths.
_EDGE, _LEAST = 0.12, 0.85


@cache
def joints(group: str) -> NDArray[np.float32]:
    """A typical right hand of a group, seen from its palm: (21, xyz), in palm lengths, y down."""
    fingers, thumb, turn = POSTURES[group]
    made = joints_of(np.array([*np.ravel(fingers), *thumb], np.float32))
    cos, sin = np.cos(turn), np.sin(turn)
    about = np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]])
    return np.asarray(made @ about.T, np.float32)


def _moment(group: str) -> Landmarks:
    """Landmarks of which nothing is seen but a right hand."""
    points = np.zeros((landmarks.COUNT, 3), np.float32)
    seen = np.zeros(landmarks.COUNT, np.float32)
    points[landmarks.RIGHT_HAND], seen[landmarks.RIGHT_HAND] = joints(group), 1
    return Landmarks(points, seen, 0.0)


def _box(group: str) -> tuple[float, float, float, float]:
    """What fills a picture: the hand, but fists stay smaller than open hands."""
    shown = joints(group)[:, :2]
    low, high = shown.min(axis=0), shown.max(axis=0)
    half = max(float((high - low).max()) / 2 + _EDGE, _LEAST)
    x, y = ((low + high) / 2).tolist()
    return x - half, y - half, x + half, y + half


def icon(group: str) -> QIcon:
    """Return the picture of a group, in the colours of whatever palette is on."""
    return QIcon(_Picture(group))


class _Picture(PaintedIcon):
    """The hand of a group."""

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the hand."""
        del mode, state
        skeleton.paint(painter, QRectF(rect), _moment(self.name), _box(self.name), tones())
