"""How sure an answer is: a short bar and a word, and the number for who looks closer."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from signdict.gui.style import tones

#: From this confidence on, the word.
_WORDS = ((0.75, "close"), (0.4, "likely"), (0.0, "perhaps"))
#: Length of the bar and what lies between it and the word, in pixels.
_BAR, _GAP = 20, 6


class Confidence(QWidget):
    """A short bar and a word, so that neither colour nor length speaks alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._closer = 0.0, False
        self.word = self.number = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What stands beside the bar: the word, or for who looks closer the number."""
        return self.number if self._closer else self.word

    def sizeHint(self) -> QSize:
        """Leave room for the bar and for word or number, so that nothing moves when they change."""
        metrics = self.fontMetrics()
        wide = max(map(metrics.horizontalAdvance, (self.word, self.number)))
        return QSize(_BAR + _GAP + 1 + wide, metrics.height() + 2)

    def show_share(self, share: float) -> None:
        """Show a confidence between 0 and 1."""
        names = {"close": self.tr("close"), "likely": self.tr("likely")}
        word = next(word for least, word in _WORDS if share >= least)
        self._share, self.word = share, names.get(word, self.tr("perhaps"))
        self.number = self.tr("{number}%").format(number=round(100 * share))
        self.setAccessibleName(f"{self.word}, {self.number}")
        self.setToolTip(f"{self.word}, {self.number}")
        self.updateGeometry()
        self.update()

    def look_closer(self, closer: bool) -> None:  # noqa: FBT001 - a slot
        """Show the number in place of the word, or the word again."""
        self._closer = closer
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bar and word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        used = tones()
        middle = self.height() / 2
        painter.setBrush(QColor(used.line))
        painter.drawRoundedRect(QRectF(0, middle - 3, _BAR, 6), 3, 3)
        painter.setBrush(QColor(used.accent))
        painter.drawRoundedRect(QRectF(0, middle - 3, max(6.0, _BAR * self._share), 6), 3, 3)
        painter.setPen(QColor(used.quiet))
        painter.drawText(
            self.rect().adjusted(_BAR + _GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text
        )
        painter.end()
