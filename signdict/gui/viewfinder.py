"""The camera's picture as in a mirror, with the skeleton over it, and what is wrong with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from signdict import landmarks
from signdict.gui.skeleton import overlay
from signdict.gui.style import tones

if TYPE_CHECKING:
    from signdict.gui.camera import Latest, View
    from signdict.pose import Landmarks


class Viewfinder(QWidget):
    """Collects the latest picture whenever there is one; shows none but the newest."""

    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Camera picture, mirrored"))
        self.setMinimumHeight(240)
        self._latest: Latest[View] | None = None
        self._view: View | None = None
        self._said = ""

    def follow(self, latest: "Latest[View]") -> None:
        """Show what arrives there."""
        if self._latest:
            self._latest.arrived.disconnect(self._on_arrived)
        self._latest, self._view, self._said = latest, None, ""
        latest.arrived.connect(self._on_arrived)

    def advice(self, found: "Landmarks") -> str:
        """Say in a sentence what is seen, or what to change."""
        seen = found.confidence > 0
        if not seen[landmarks.BODY].any():
            return self.tr("Nobody is in view. Stand where the camera sees you.")
        left, right = seen[landmarks.LEFT_HAND].any(), seen[landmarks.RIGHT_HAND].any()
        if left and right:
            return self.tr("Both hands are seen. Press Space to record.")
        if left or right:
            return self.tr("One hand is seen. Press Space to record.")
        return self.tr("No hand is in view.")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture as large as it fits, mirrored."""
        del event
        if self._view is None:
            return
        image = self._view.frame.image
        height, width = image.shape[:2]
        picture = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        scale = min(self.width() / width, self.height() / height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(-scale, scale)
        painter.translate(-width / 2, -height / 2)
        painter.drawImage(QRectF(0, 0, width, height), picture)
        overlay(painter, self._view.landmarks, 1.0, tones())
        painter.end()

    def _on_arrived(self) -> None:
        view = self._latest.take() if self._latest else None
        if view is None:
            return
        self._view = view
        said = self.advice(view.landmarks)
        if said != self._said:
            self._said = said
            self.told.emit(said)
        self.update()
