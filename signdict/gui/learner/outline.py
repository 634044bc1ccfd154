"""A body to stand in, and numbers to count down by: what is painted over a camera's picture."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

_LIGHT, _SHADE = QColor(255, 255, 255, 235), QColor(0, 0, 0, 150)


def body(rect: QRectF) -> QPainterPath:
    """Head, shoulders and arms of somebody from the hips up, as large as best suits a picture."""
    high = rect.height()
    middle = rect.center().x()

    def at(x: float, y: float) -> QPointF:
        return QPointF(middle + x * high, rect.top() + y * high)

    path = QPainterPath()
    path.addEllipse(at(0, 0.27), 0.1 * high, 0.135 * high)
    path.moveTo(at(-0.31, 1))
    path.cubicTo(at(-0.32, 0.75), at(-0.3, 0.5), at(-0.2, 0.49))
    path.cubicTo(at(-0.1, 0.47), at(-0.07, 0.45), at(-0.055, 0.39))
    path.moveTo(at(0.31, 1))
    path.cubicTo(at(0.32, 0.75), at(0.3, 0.5), at(0.2, 0.49))
    path.cubicTo(at(0.1, 0.47), at(0.07, 0.45), at(0.055, 0.39))
    return path


def paint_body(painter: QPainter, rect: QRectF) -> None:
    """Paint the outline, seen on light and on dark pictures."""
    path = body(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide, style in (
        (_SHADE, 5.0, Qt.PenStyle.SolidLine),
        (_LIGHT, 2.5, Qt.PenStyle.DashLine),
    ):
        painter.setPen(QPen(colour, wide, style, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)


def paint_count(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a number large in the middle."""
    font = QFont(painter.font())
    font.setPixelSize(max(24, round(rect.height() * 0.5)))
    font.setBold(True)
    path = QPainterPath()
    path.addText(0, 0, font, text)
    box = path.boundingRect()
    path = path.translated(rect.center() - box.center())
    painter.setPen(QPen(_SHADE, 10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
    painter.fillPath(path, _LIGHT)


def paint_recording(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a red dot and a word into the corner: something is being recorded."""
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(text)
    label = QRectF(rect.left() + 8, rect.top() + 8, wide + 40, painter.fontMetrics().height() + 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(label, 8, 8)
    painter.setBrush(QColor("#ff5a4f"))
    painter.drawEllipse(QPointF(label.left() + 16, label.center().y()), 6, 6)
    painter.setPen(_LIGHT)
    painter.drawText(label.adjusted(30, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
