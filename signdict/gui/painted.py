"""What a widget painted last: shown again until there is something else to paint."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from signdict.gui.style import tones

_FIT = Qt.AspectRatioMode.KeepAspectRatio


class Painted:
    """The picture of a widget. Qt asks for it anew whenever something beside it changes too."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._stale = True
        self._like = (QSize(), 0.0, tones())
        self.waits = False  # to be drawn anew: what is shown had another size

    def renew(self) -> None:
        """Have it drawn anew the next time."""
        self._stale = True

    def show(
        self, widget: QWidget, draw: Callable[[QPainter], None], *, patient: bool = False
    ) -> float:
        """Paint the widget; the seconds it took to draw, 0 where it was not.

        Who is `patient` sees in another size what there is, made to fit, and has it drawn anew
        later: where many take another size, not all are to be drawn at once.
        """
        like, took = (widget.size(), widget.devicePixelRatioF(), tones()), 0.0
        same = not self._stale and like[1:] == self._like[1:]
        self.waits = patient and same and like != self._like
        if not self.waits and not (same and like == self._like):
            began = time.perf_counter()
            self._stale, self._like = False, like
            self._picture = self._drawn(*like[:2], draw)
            took = time.perf_counter() - began
        self._put(widget)
        return took

    def _put(self, widget: QWidget) -> None:
        painter = QPainter(widget)
        if self.waits:
            painter.fillRect(widget.rect(), QColor(tones().ground))
            area = QRectF(widget.rect())
            place = QRectF(area.topLeft(), QSizeF(self._like[0]).scaled(area.size(), _FIT))
            place.moveCenter(area.center())
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        else:
            painter.drawPixmap(0, 0, self._picture)
        painter.end()

    @staticmethod
    def _drawn(size: QSize, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
        painter.end()
        return picture
