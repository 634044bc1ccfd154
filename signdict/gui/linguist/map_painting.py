"""Painting of the map: marks written straight into an image's memory, and what lies over them."""

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

from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.gui.theme.style import LIGHT, Tones, tones

#: Group colours after Okabe and Ito, distinguishable with every kind of colour blindness; the
#: lighter ones are for dark schemes.
_ON_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#AA4499", "#8A6D00", "#3399CC", "#333333",
             "#882255", "#117733", "#6655BB")  # fmt: skip
_ON_DARK = ("#56B4E9", "#FF8A3D", "#2EC4A0", "#E58FC0", "#F0D048", "#9AD0F5", "#F2F2F2",
            "#FF7AA8", "#7BC86C", "#B3A6FF")  # fmt: skip
#: Outlines of the marks in a square from -1 to 1; the one without corners is a circle.
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
#: Up to this many signs in view are labelled with their names.
NAMED = 150
#: Above these numbers of signs in view, marks are smaller.
_MANY, _SOME = 20_000, 2_000
#: Distance of a name from its point, in pixels.
_GAP = 8
#: Share of a group's own colour in faint marks; the rest is the background.
_FAINT = 0.22


@dataclass(frozen=True, slots=True)
class MapStyle:
    """How groups are drawn: which of them are named, which one is highlighted, the colours."""

    named: tuple[bool, ...]
    highlighted: int | None
    tones: Tones


def draw_points(
    pixels: NDArray[np.uint32],
    points: FloatArray,
    member: NDArray[np.int32],
    bright: BoolArray,
    radius: float,
    style: MapStyle,
) -> None:
    """Draw points (n, 2) into pixels (height, width) by group; those not `bright` faintly, below.

    Points and radius are in pixels; `member` (n,) holds each point's group.
    """
    pixels.fill(QColor(style.tones.base).rgb())
    height, width = pixels.shape
    margin = int(np.ceil(radius * 1.25)) + 1
    x, y = (np.rint(points[:, axis]).astype(np.int64) for axis in (0, 1))
    inside = (x >= margin) & (x < width - margin) & (y >= margin) & (y < height - margin)
    centres = y * width + x
    layer = np.where(bright, 1, 0) * len(style.named) + member  # faint ones first, below
    layer[~inside] = -1
    order = np.argsort(layer.astype(np.int16), kind="stable")  # a radix sort
    ends = np.searchsorted(layer[order], np.arange(2 * len(style.named) + 1))
    for number, (start, end) in enumerate(pairwise(ends.tolist())):
        if end > start:
            group = number % len(style.named)
            ink = _ink(group, style, faint=number < len(style.named))
            _stamp(pixels, centres[order[start:end]], mark_pixels(group, radius), ink)


def mark_radius(count: int) -> float:
    """Return the radius of marks in pixels, for a number of signs in view."""
    if count > _MANY:
        return 1.0
    if count > _SOME:
        return 2.5
    return 4.0 if count > NAMED else 6.0


def group_colour(group: int, used: Tones, *, named: bool = True) -> QColor:
    """Return the colour of a group; signs without a named group are muted."""
    if not named:
        return QColor(used.edge)
    colours = _ON_LIGHT if used is LIGHT else _ON_DARK
    return QColor(colours[group % len(colours)])


@lru_cache(maxsize=128)
def mark_pixels(group: int, radius: float) -> IntArray:
    """Return the pixels (k, 2) of a small mark, as offsets (right, down) from its centre."""
    if radius < 1:
        return np.zeros((1, 2), np.int64)
    reach = int(np.ceil(radius * 1.25))
    path = _outline(group, radius)
    steps = range(-reach, reach + 1)
    inside = [(x, y) for y in steps for x in steps if path.contains(QPointF(x, y))]
    return np.array(inside or [(0, 0)], np.int64)


def legend_icon(group: int, used: Tones, side: int, *, named: bool) -> QPixmap:
    """Return a group's mark for the legend, on a transparent square of `side` pixels."""
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QRectF(pixmap.rect()).center())
    mark = _outline(group if named else 0, side * 0.3)
    painter.fillPath(mark, group_colour(group, used, named=named))
    painter.end()
    return pixmap


def draw_names(image: QImage, labels: Sequence[tuple[QPointF, str]], font: QFont) -> None:
    """Write names next to their points; skip a name that would cover another."""
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(tones().text))
    metrics, taken = QFontMetricsF(font), list[QRectF]()
    for point, name in labels:
        start = point + QPointF(_GAP, _GAP / 2)
        box = QRectF(metrics.boundingRect(name)).translated(start)
        if not any(box.intersects(other) for other in taken):
            taken.append(box)
            painter.drawText(start, name)
    painter.end()


def draw_ring(painter: QPainter, point: QPointF, name: str, frame: QRect) -> None:
    """Mark the current sign, and write its name next to it, inside the frame."""
    used = tones()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(used.text), 2))
    painter.drawEllipse(point, 9, 9)
    box = QRectF(painter.fontMetrics().boundingRect(name)).adjusted(-6, -3, 6, 3)
    box.moveTopLeft(point + QPointF(14, -box.height() / 2))
    if box.right() > frame.right():
        box.moveRight(point.x() - 14)
    painter.setPen(QPen(QColor(used.edge), 1))
    painter.setBrush(QColor(used.base))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(used.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def draw_lasso(painter: QPainter, outline: QPolygonF) -> None:
    """Draw the outline of a selection in progress."""
    used = tones()
    fill = QColor(used.accent)
    fill.setAlphaF(0.15)
    painter.setPen(QPen(QColor(used.accent), 2, Qt.PenStyle.DashLine))
    painter.setBrush(fill)
    painter.drawPolygon(outline)


def draw_focus(painter: QPainter, frame: QRect) -> None:
    """Draw the frame of a map that has the keyboard focus."""
    painter.setPen(QPen(QColor(tones().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), 6, 6)


def _stamp(pixels: NDArray[np.uint32], centres: IntArray, offsets: IntArray, ink: int) -> None:
    """Write a mark at each centre, an index into the flat pixels."""
    width, flat = pixels.shape[1], pixels.reshape(-1)
    for right, down in offsets.tolist():
        flat[centres + (down * width + right)] = ink


def _ink(group: int, style: MapStyle, *, faint: bool) -> int:
    """Return the pixel value of a group: faint if it is not selected or not highlighted."""
    own = group_colour(group, style.tones, named=style.named[group])
    if not faint and style.highlighted in (None, group):
        return int(own.rgb())
    ground = QColor(style.tones.base)
    red, green, blue = (
        round(_FAINT * over + (1 - _FAINT) * under)
        for over, under in (
            (own.red(), ground.red()),
            (own.green(), ground.green()),
            (own.blue(), ground.blue()),
        )
    )
    return int(QColor(red, green, blue).rgb())


def _outline(group: int, radius: float) -> QPainterPath:
    """Return the outline of a group's mark around the origin."""
    path, corners = QPainterPath(), _SHAPES[group % len(_SHAPES)]
    if corners:
        path.addPolygon(QPolygonF([QPointF(x * radius, y * radius) for x, y in corners]))
        path.closeSubpath()
    else:
        path.addEllipse(QPointF(0, 0), radius, radius)
    return path
