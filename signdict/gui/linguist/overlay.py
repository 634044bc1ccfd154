"""What lies over the points of a map: names, a ring, the lasso."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from signdict.gui.theme.style import tones

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
