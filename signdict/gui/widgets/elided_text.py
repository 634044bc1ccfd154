"""A line of text that is shortened with … if it does not fit."""

import unicodedata

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_ENDS = Qt.TextElideMode.ElideRight
_PLAIN = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = (int(s | _PLAIN) for s in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
#: Text is never shortened below this width, in pixels.
_LEAST = 20


class ElidedText:
    """A text that its widget paints: faster than a label, as every key shows many of them again.

    `rect` is its place in the widget, in pixels; `shown` is the part of `whole` that fits.
    """

    def __init__(self, font: QFont, *, right: bool = False) -> None:
        self.whole = self.shown = ""
        self.rect = QRect()
        self._flags = _RIGHT if right else _LEFT
        self.use(font)

    @property
    def height(self) -> int:
        """The height of the font, in pixels."""
        return self._metrics.height()

    def use(self, font: QFont) -> None:
        """Set the font."""
        self._font, self._metrics = font, QFontMetrics(font)
        self._shorten()

    def tell(self, text: str) -> None:
        """Set the text."""
        if text != self.whole:
            self.whole = text
            self._shorten()

    def place(self, rect: QRect) -> None:
        """Set the place in the widget."""
        width = self.rect.width()
        self.rect = rect
        if rect.width() != width:
            self._shorten()

    def paint(self, painter: QPainter, colour: str) -> None:
        """Paint the part that fits."""
        if not self.shown:
            return
        painter.setFont(self._font)
        painter.setPen(QColor(colour))
        painter.setLayoutDirection(self._direction)
        painter.drawText(self.rect, self._flags, self.shown)

    def _shorten(self) -> None:
        self.shown = self._metrics.elidedText(self.whole, _ENDS, max(self.rect.width(), _LEAST))
        self._direction = _direction(self.shown)


def _direction(text: str) -> Qt.LayoutDirection:
    """Return the direction of the first letter that has one, or else left to right."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return Qt.LayoutDirection.LeftToRight if first == "L" else Qt.LayoutDirection.RightToLeft
