"""Very many points as one picture: marks are written into its memory, without a graphics card."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from signdict.gui.theme.style import LIGHT, Tones, tones

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


@dataclass(frozen=True, slots=True)
class MapStyle:
    """How groups are drawn: which of them have a name, which one is picked out, the tones."""

    named: tuple[bool, ...]
    picked: int | None
    tones: Tones


def paint(
    pixels: NDArray[np.uint32],
    at: NDArray[np.float32],
    member: NDArray[np.int32],
    bright: NDArray[np.bool_],
    radius: float,
    look: MapStyle,
) -> None:
    """Draw points (n, 2) into pixels (high, wide) by group; those not `bright` faintly, below."""
    pixels.fill(QColor(look.tones.base).rgb())
    high, wide = pixels.shape
    margin = int(np.ceil(radius * 1.25)) + 1
    x, y = (np.rint(at[:, axis]).astype(np.int64) for axis in (0, 1))
    inside = (x >= margin) & (x < wide - margin) & (y >= margin) & (y < high - margin)
    middles = y * wide + x
    layer = np.where(bright, 1, 0) * len(look.named) + member  # faint ones first, below
    layer[~inside] = -1
    order = np.argsort(layer.astype(np.int16), kind="stable")  # a radix sort
    ends = np.searchsorted(layer[order], np.arange(2 * len(look.named) + 1))
    for number, (start, end) in enumerate(pairwise(ends.tolist())):
        if end > start:
            group = number % len(look.named)
            ink = _ink(group, number < len(look.named), look)
            _stamped(pixels, middles[order[start:end]], group, radius, ink)


def _stamped(
    pixels: NDArray[np.uint32], middles: NDArray[np.int64], group: int, radius: float, ink: int
) -> None:
    wide, flat = pixels.shape[1], pixels.reshape(-1)
    for right, down in stamp(group, radius).tolist():
        flat[middles + (down * wide + right)] = ink


def _ink(group: int, faint: bool, look: MapStyle) -> int:  # noqa: FBT001
    ink = colour(group, look.named[group], look.tones)
    if faint or (look.picked is not None and look.picked != group):
        ground = QColor(look.tones.base)
        red, green, blue = (
            round(0.22 * over + 0.78 * under)
            for over, under in (
                (ink.red(), ground.red()),
                (ink.green(), ground.green()),
                (ink.blue(), ground.blue()),
            )
        )
        ink = QColor(red, green, blue)
    return int(ink.rgb())


#: So few points in view have their names beside them.
NAMED = 150
_MANY, _SOME = 20_000, 2_000
_GAP = 8


def radius(count: int) -> float:
    """How large marks are where so many are in view, in pixels."""
    if count > _MANY:
        return 1.0
    if count > _SOME:
        return 2.5
    return 4.0 if count > NAMED else 6.0


def names(image: QImage, points: Sequence[tuple[QPointF, str]], font: QFont) -> None:
    """Write names beside points, as far as they do not cover one another."""
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(tones().text))
    metrics, taken = QFontMetricsF(font), list[QRectF]()
    for at, name in points:
        box = QRectF(metrics.boundingRect(name)).translated(at + QPointF(_GAP, _GAP / 2))
        if not any(box.intersects(other) for other in taken):
            taken.append(box)
            painter.drawText(at + QPointF(_GAP, _GAP / 2), name)
    painter.end()


def ring(painter: QPainter, at: QPointF, name: str, frame: QRect) -> None:
    """Mark the point that is meant, and say its name beside it."""
    used = tones()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(used.text), 2))
    painter.drawEllipse(at, 9, 9)
    box = QRectF(painter.fontMetrics().boundingRect(name)).adjusted(-6, -3, 6, 3)
    box.moveTopLeft(at + QPointF(14, -box.height() / 2))
    if box.right() > frame.right():
        box.moveRight(at.x() - 14)
    painter.setPen(QPen(QColor(used.edge), 1))
    painter.setBrush(QColor(used.base))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(used.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def lasso(painter: QPainter, outline: QPolygonF) -> None:
    """Draw the outline that selects."""
    used = tones()
    fill = QColor(used.accent)
    fill.setAlphaF(0.15)
    painter.setPen(QPen(QColor(used.accent), 2, Qt.PenStyle.DashLine))
    painter.setBrush(fill)
    painter.drawPolygon(outline)


def focus(painter: QPainter, frame: QRect) -> None:
    """Show that the keyboard is here."""
    painter.setPen(QPen(QColor(tones().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), 6, 6)
