"""One result: the moving sign, its gloss, its language, and how sure the answer is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from signdict.gui.style import tones
from signdict.gui.view import SignView
from signdict.languages import language

if TYPE_CHECKING:
    from signdict.pose import Pose
    from signdict.signs import Match

#: From this confidence on, the word.
_WORDS = ((0.75, "close"), (0.4, "likely"), (0.0, "perhaps"))
#: Length of the bar, in pixels.
_BAR = 20


class Confidence(QWidget):
    """A short bar and a word, so that neither colour nor length speaks alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.word = ""
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Leave room for bar and word."""
        return QSize(_BAR + 7 + self.fontMetrics().horizontalAdvance(self.word or "perhaps"), 18)

    def show_share(self, share: float) -> None:
        """Show a confidence between 0 and 1."""
        names = {"close": self.tr("close"), "likely": self.tr("likely")}
        word = next(word for least, word in _WORDS if share >= least)
        self._share, self.word = share, names.get(word, self.tr("perhaps"))
        self.setAccessibleName(f"{self.word}, {share:.0%}")
        self.setToolTip(f"{share:.0%}")
        self.updateGeometry()
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
            self.rect().adjusted(_BAR + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.word
        )
        painter.end()


class Tile(QWidget):
    """Opens with a click, Enter or Space."""

    opened = Signal(object)  # the match

    def __init__(self, match: "Match", parent: QWidget | None = None, *, sure: bool = True) -> None:
        super().__init__(parent)
        self.match = match
        sign = match.sign
        self.view = SignView()
        name = language(sign.sign_language).name
        self._gloss = _line("gloss", sign.gloss)
        self._where = _line("quiet", ", ".join(filter(None, (name, sign.variant))))
        self.confidence = Confidence()
        self.confidence.show_share(match.confidence)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._where, 1)
        row.addWidget(self.confidence)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(2)
        column.addWidget(self.view, 1)
        column.addWidget(self._gloss)
        column.addLayout(row)
        self.confidence.setVisible(sure)  # only now: without a parent it would be a window
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = f", {self.confidence.word}" if sure else ""
        self.setAccessibleName(f"{sign.gloss}, {self._where.toolTip()}{told}")

    def sizeHint(self) -> QSize:
        """Large enough to see fingers."""
        return QSize(200, 240)

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(140, 180)

    def show_pose(self, pose: "Pose") -> None:
        """Let the sign move."""
        self.view.show_pose(pose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten words that do not fit; the tool tip has them whole."""
        super().resizeEvent(event)
        for label in (self._gloss, self._where):
            room = max(label.width(), 20)
            text = label.fontMetrics().elidedText(
                label.toolTip(), Qt.TextElideMode.ElideRight, room
            )
            label.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the focus is."""
        del event
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tones().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(self.match)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.match)
        else:
            super().keyPressEvent(event)


def _line(name: str, text: str) -> QLabel:
    """One line of text that gives way; the whole of it is its tool tip."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip(text)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    label.setMinimumHeight(label.fontMetrics().height())
    return label
