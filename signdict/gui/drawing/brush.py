"""The strokes of which a signer is drawn: limbs, shapes, lines, dots and curves."""

from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from signdict.gui.theme.style import Tones

#: Signers whose shoulders are narrower than this, in pixels, are drawn with fewer strokes: what is
#: left out could not be seen, and many of them move at once.
SMALL = 110.0
_NO_PEN, _ROUND = Qt.PenStyle.NoPen, Qt.PenCapStyle.RoundCap


class Brush:
    """Draws with the colours of `tones`; `wide` is the width of the shoulders in pixels."""

    def __init__(self, painter: QPainter, tones: Tones, wide: float) -> None:
        self.painter, self.tones, self.wide = painter, tones, wide
        self.small = wide * painter.worldTransform().m22() < SMALL
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def tapered(self, a: QPointF, b: QPointF, start: float, end: float, colour: str) -> None:
        """Draw a limb with round ends, thicker at `a`; sizes in shoulder widths."""
        if self.small:
            self.painter.setPen(self.pen(QColor(colour), (start + end) / 2 * self.wide))
            self.painter.drawLine(a, b)
            return
        way = b - a
        length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1e-3)
        across = QPointF(-way.y(), way.x()) / length
        first, last = start * self.wide / 2, end * self.wide / 2
        self.painter.setPen(_NO_PEN)
        self.painter.setBrush(QBrush(QColor(colour)))
        self.painter.drawPolygon(
            [a + across * first, b + across * last, b - across * last, a - across * first]
        )
        self.painter.drawEllipse(a, first, first)
        self.painter.drawEllipse(b, last, last)

    def fill(self, path: QPainterPath, tone: QColor, *, round_by: float = 0) -> None:
        """Fill a shape; `round_by` widens it with round corners, in shoulder widths."""
        self.painter.setBrush(QBrush(tone))
        if round_by:
            pen = QPen(tone, round_by * self.wide)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self.painter.setPen(pen)
        else:
            self.painter.setPen(_NO_PEN)
        self.painter.drawPath(path)

    def stroke(self, path: QPainterPath, wide: float, colour: str = "") -> None:
        """Follow a path, `wide` pixels wide."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(self.pen(QColor(colour or self.tones.ink), wide))
        self.painter.drawPath(path)

    def line(self, a: QPointF, b: QPointF, wide: float, tone: QColor) -> None:
        """Draw a line with round ends, `wide` in shoulder widths."""
        self.painter.setPen(self.pen(tone, wide * self.wide))
        self.painter.drawLine(a, b)

    def dot(self, at: QPointF, radius: float) -> None:
        """Draw a dot of ink; `radius` in pixels."""
        self.painter.setPen(_NO_PEN)
        self.painter.setBrush(QBrush(QColor(self.tones.ink)))
        self.painter.drawEllipse(at, radius, radius)

    @staticmethod
    def pen(tone: QColor, wide: float) -> QPen:
        """A pen with round ends, `wide` pixels wide."""
        pen = QPen(tone, wide, Qt.PenStyle.SolidLine, _ROUND)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def curve(self, points: list[QPointF], *, closed: bool = True) -> QPainterPath:
        """A path along a chain, without corners where these could be seen."""
        if not self.small:
            return smooth(points, closed=closed)
        path = QPainterPath()
        path.addPolygon(QPolygonF(points))
        if closed:
            path.closeSubpath()
        return path


def faded(colour: str, opacity: float) -> QColor:
    """A colour that lets through what is behind it."""
    tone = QColor(colour)
    tone.setAlphaF(opacity)
    return tone


def smooth(points: list[QPointF], *, closed: bool = True) -> QPainterPath:
    """Run a curve through the middles of the chain's edges."""
    if not closed:
        path = QPainterPath(points[0])
        for a, b in pairwise(points[1:]):
            path.quadTo(a, (a + b) / 2)
        path.lineTo(points[-1])
        return path
    path = QPainterPath((points[-1] + points[0]) / 2)
    for a, b in zip(points, [*points[1:], points[0]], strict=True):
        path.quadTo(a, (a + b) / 2)
    return path


def towards(one: QColor, other: QColor, share: float) -> QColor:
    """Mix two colours: strokes that overlap stay one shape, as half transparent ones do not."""
    red, green, blue = (
        a + (b - a) * share
        for a, b in (
            (one.redF(), other.redF()),
            (one.greenF(), other.greenF()),
            (one.blueF(), other.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)
