"""How sure an answer is: a short bar and a word, and the number for who looks closer."""

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from signdict.gui.theme.style import Tones

#: From this confidence on, the word.
_WORDS = ((0.75, "close"), (0.4, "likely"), (0.0, "perhaps"))
#: Length of the bar and what lies between it and the word, in pixels.
_BAR, _BAR_GAP = 20, 6


class Confidence:
    """A short bar and a word, so that neither colour nor length speaks alone.

    Painted by the widget that it belongs to, at `rect`, in pixels of it.
    """

    def __init__(self, font: QFont) -> None:
        self._share, self.closer = 0.0, False
        self.word = self.number = ""
        self.rect = QRect()
        self.use(font)

    def use(self, font: QFont) -> None:
        """Write with these letters."""
        self._font, self._metrics = font, QFontMetrics(font)

    @property
    def text(self) -> str:
        """What stands beside the bar: the word, or for who looks `closer` the number."""
        return self.number if self.closer else self.word

    @property
    def name(self) -> str:
        """Word and number."""
        return f"{self.word}, {self.number}"

    @property
    def height(self) -> int:
        """How high it is, in pixels."""
        return self._metrics.height() + 2

    @property
    def width(self) -> int:
        """Room for the bar and for word or number, so that nothing moves when they change."""
        return (
            _BAR
            + _BAR_GAP
            + 1
            + max(map(self._metrics.horizontalAdvance, (self.word, self.number)))
        )

    def tell(self, share: float) -> None:
        """Be so sure, between 0 and 1."""
        word = next(word for least, word in _WORDS if share >= least)
        self._share = share
        self.word = {
            "close": QCoreApplication.translate("Confidence", "close"),
            "likely": QCoreApplication.translate("Confidence", "likely"),
            "perhaps": QCoreApplication.translate("Confidence", "perhaps"),
        }[word]
        number = QCoreApplication.translate("Confidence", "{number}%")
        self.number = number.format(number=round(100 * share))

    def paint(self, painter: QPainter, used: Tones) -> None:
        """Paint bar and word in these colours."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(self.rect.left(), self.rect.top() + self.rect.height() / 2 - 3, _BAR, 6)
        painter.setBrush(QColor(used.line))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(6.0, _BAR * self._share))
        painter.setBrush(QColor(used.accent))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(self._font)
        painter.setPen(QColor(used.quiet))
        painter.drawText(
            self.rect.adjusted(_BAR + _BAR_GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text
        )
