"""What a widget painted last: shown again until there is something else to paint."""

import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from signdict.gui.style import tones


class Painted:
    """The picture of a widget. Qt asks for it anew whenever something beside it changes too."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._stale = True
        self._like = (QSize(), 0.0, tones())

    def renew(self) -> None:
        """Have it painted anew the next time."""
        self._stale = True

    def show(self, widget: QWidget, draw: Callable[[QPainter], None]) -> float:
        """Paint the widget; the seconds it took to draw, 0 where nothing had changed."""
        took = 0.0
        like = (widget.size(), widget.devicePixelRatioF(), tones())
        if self._stale or like != self._like:
            began = time.perf_counter()
            self._stale, self._like = False, like
            self._picture = self._drawn(*like[:2], draw)
            took = time.perf_counter() - began
        painter = QPainter(widget)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
        return took

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
