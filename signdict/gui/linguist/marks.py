"""The marks of a map: a colour and a shape for each group, so that neither is needed alone."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QPolygonF

from signdict.gui.theme.style import LIGHT, Tones

#: Colours after Okabe and Ito, which stay apart in every kind of colour blindness; lighter ones
#: on a dark ground. The last is that of signs in no group.
_ON_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#AA4499", "#8A6D00", "#3399CC", "#333333",
             "#882255", "#117733", "#6655BB")  # fmt: skip
_ON_DARK = ("#56B4E9", "#FF8A3D", "#2EC4A0", "#E58FC0", "#F0D048", "#9AD0F5", "#F2F2F2",
            "#FF7AA8", "#7BC86C", "#B3A6FF")  # fmt: skip
#: Outlines of shapes in a square from -1 to 1; the one without corners is a circle.
_SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    ((-1.1, -0.8), (1.1, -0.8), (0, 1.2)),
    ((-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4), (0.4, 1.1),
     (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
    ((0, -1.2), (1.1, -0.35), (0.7, 1), (-0.7, 1), (-1.1, -0.35)),
    ((-1.1, -0.45), (1.1, -0.45), (1.1, 0.45), (-1.1, 0.45)),
    ((-0.45, -1.1), (0.45, -1.1), (0.45, 1.1), (-0.45, 1.1)),
    ((-0.8, -1.1), (0.8, -1.1), (0.8, -0.5), (0.25, 0), (0.8, 0.5), (0.8, 1.1), (-0.8, 1.1),
     (-0.8, 0.5), (-0.25, 0), (-0.8, -0.5)),
)  # fmt: skip


def colour(group: int, named: bool, tones: Tones) -> QColor:  # noqa: FBT001 - of a group or none
    """The colour of a group on the ground of a map; that of no group is quiet."""
    if not named:
        return QColor(tones.edge)
    colours = _ON_LIGHT if tones is LIGHT else _ON_DARK
    return QColor(colours[group % len(colours)])


def shape(group: int, radius: float) -> QPainterPath:
    """The outline of a group's mark around the origin."""
    path, corners = QPainterPath(), _SHAPES[group % len(_SHAPES)]
    if corners:
        path.addPolygon(QPolygonF([QPointF(x * radius, y * radius) for x, y in corners]))
        path.closeSubpath()
    else:
        path.addEllipse(QPointF(0, 0), radius, radius)
    return path


@lru_cache(maxsize=128)
def stamp(group: int, radius: float) -> NDArray[np.int64]:
    """The pixels (k, 2) of a small mark as steps right and down from its middle."""
    if radius < 1:
        return np.zeros((1, 2), np.int64)
    reach = int(np.ceil(radius * 1.25))
    path = shape(group, radius)
    steps = range(-reach, reach + 1)
    inside = [(x, y) for y in steps for x in steps if path.contains(QPointF(x, y))]
    return np.array(inside or [(0, 0)], np.int64)


def swatch(group: int, named: bool, tones: Tones, side: int) -> QPixmap:  # noqa: FBT001
    """A picture of a group's mark for the legend."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QRectF(picture.rect()).center())
    painter.fillPath(shape(group if named else 0, side * 0.3), colour(group, named, tones))
    painter.end()
    return picture
