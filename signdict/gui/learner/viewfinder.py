"""The mirrored image of the camera, with the landmarks that were detected in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from signdict.gui.drawing.skeleton import overlay
from signdict.gui.theme.style import tones
from signdict.tracking.framing import MISPLACED

if TYPE_CHECKING:
    from signdict.gui.learner.camera import CameraView, LatestValue

_LIGHT, _SHADE = QColor(255, 255, 255, 235), QColor(0, 0, 0, 150)


class Viewfinder(QWidget):
    """Shows the newest frame of a camera."""

    shown = Signal(object)  # the CameraView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Camera picture, mirrored"))
        self.setMinimumHeight(160)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._latest: LatestValue[CameraView] | None = None
        self._view: CameraView | None = None
        self._count = ""

    def sizeHint(self) -> QSize:
        """Return the size that fits the left column of the page."""
        return QSize(312, 234)

    def follow(self, latest: "LatestValue[CameraView]") -> None:
        """Show the frames that arrive."""
        self.clear()
        self._latest = latest
        latest.arrived.connect(self._on_arrived)

    def clear(self) -> None:
        """Show no camera."""
        if self._latest:
            self._latest.arrived.disconnect(self._on_arrived)
        self._latest, self._view = None, None
        self.show_count("")

    def show_count(self, text: str) -> None:
        """Show a number over the image; an empty text removes it."""
        self._count = text
        self.update()

    @property
    def count(self) -> str:
        """The number over the image."""
        return self._count

    @property
    def outlined(self) -> bool:
        """Whether the outline of a body is shown."""
        return self._view is not None and (
            self._view.sight is None or self._view.sight in MISPLACED
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mirrored image, as large as possible, with outline, countdown and label."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self._paint_view(painter, self._view) if self._view else QRectF(self.rect())
        if self.outlined:
            _paint_outline(painter, rect)
        if self._view and self._view.recording:
            _paint_recording(painter, rect, self.tr("Recording"))
        if self._count:
            _paint_count(painter, rect, self._count)
        painter.end()

    def _paint_view(self, painter: QPainter, view: "CameraView") -> QRectF:
        """Paint image and landmarks; return the area of the image."""
        image = view.frame.image
        height, width = image.shape[:2]
        picture = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        scale = min(self.width() / width, self.height() / height)
        painter.save()
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(-scale, scale)
        painter.translate(-width / 2, -height / 2)
        painter.drawImage(QRectF(0, 0, width, height), picture)
        if view.landmarks is not None:
            painter.setClipRect(QRectF(0, 0, width, height))
            overlay(painter, view.landmarks, 1.0, tones())
        painter.restore()
        box = QRectF(0, 0, width * scale, height * scale)
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def _on_arrived(self) -> None:
        view = self._latest.take() if self._latest else None
        if view is None:
            return
        self._view = view
        self.shown.emit(view)
        self.update()


def _outline(rect: QRectF) -> QPainterPath:
    """Return head, shoulders and arms of a person from the hips up, at the best size."""
    height = rect.height()
    middle = rect.center().x()

    def at(x: float, y: float) -> QPointF:
        return QPointF(middle + x * height, rect.top() + y * height)

    path = QPainterPath()
    path.addEllipse(at(0, 0.27), 0.1 * height, 0.135 * height)
    path.moveTo(at(-0.31, 1))
    path.cubicTo(at(-0.32, 0.75), at(-0.3, 0.5), at(-0.2, 0.49))
    path.cubicTo(at(-0.1, 0.47), at(-0.07, 0.45), at(-0.055, 0.39))
    path.moveTo(at(0.31, 1))
    path.cubicTo(at(0.32, 0.75), at(0.3, 0.5), at(0.2, 0.49))
    path.cubicTo(at(0.1, 0.47), at(0.07, 0.45), at(0.055, 0.39))
    return path


def _paint_outline(painter: QPainter, rect: QRectF) -> None:
    """Paint the outline so that it is visible on light and dark images."""
    path = _outline(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width, style in (
        (_SHADE, 5.0, Qt.PenStyle.SolidLine),
        (_LIGHT, 2.5, Qt.PenStyle.DashLine),
    ):
        painter.setPen(QPen(colour, width, style, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)


def _paint_count(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a large number in the middle."""
    font = QFont(painter.font())
    font.setPixelSize(max(24, round(rect.height() * 0.5)))
    font.setBold(True)
    path = QPainterPath()
    path.addText(0, 0, font, text)
    path = path.translated(rect.center() - path.boundingRect().center())
    painter.setPen(QPen(_SHADE, 10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
    painter.fillPath(path, _LIGHT)


def _paint_recording(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a red dot and a word in the corner."""
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(text)
    label = QRectF(rect.left() + 8, rect.top() + 8, width + 40, painter.fontMetrics().height() + 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(label, 8, 8)
    painter.setBrush(QColor("#ff5a4f"))
    painter.drawEllipse(QPointF(label.left() + 16, label.center().y()), 6, 6)
    painter.setPen(_LIGHT)
    painter.drawText(label.adjusted(30, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
