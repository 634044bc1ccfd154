"""A line of text that gives way: what has no room ends in …, and a tool tip has the whole of it."""

import unicodedata

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_ENDS = Qt.TextElideMode.ElideRight
_PLAIN = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = (int(s | _PLAIN) for s in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
#: The least width that text is shortened to, in pixels.
_LEAST = 20


class ElidedText:
    """Painted by the widget that it belongs to, of which many are shown anew at each key.

    `rect` is where it stands in that widget, in pixels; `shown` what there is room for of `whole`.
    """

    def __init__(self, font: QFont, *, right: bool = False) -> None:
        self.whole = self.shown = ""
        self.rect = QRect()
        self._flags = _RIGHT if right else _LEFT
        self.use(font)

    @property
    def height(self) -> int:
        """How high the letters are, in pixels."""
        return self._metrics.height()

    def use(self, font: QFont) -> None:
        """Write with these letters."""
        self._font, self._metrics = font, QFontMetrics(font)
        self._shorten()

    def tell(self, text: str) -> None:
        """Say something else."""
        if text != self.whole:
            self.whole = text
            self._shorten()

    def place(self, rect: QRect) -> None:
        """Stand somewhere else."""
        wide = self.rect.width()
        self.rect = rect
        if rect.width() != wide:
            self._shorten()

    def paint(self, painter: QPainter, colour: str) -> None:
        """Paint what there is room for."""
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
    """Return where text begins: on the right if its first letter is written from there."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return Qt.LayoutDirection.LeftToRight if first == "L" else Qt.LayoutDirection.RightToLeft
