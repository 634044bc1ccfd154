"""The differences of a comparison: a band over time for each hand, and buttons in words."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.gui.theme.style import Tones
    from signdict.pose.comparison import Comparison, Difference

#: Height of a band, space between bands, and height of the row of numbers, in pixels.
_BAND, _GAP, _MARK = 24, 4, 18
#: The difference that fills a band, as a multiple of a noticeable one.
_FULL = 3.0
#: Buttons per row, where there is room.
_COLUMNS = 2


class Bands(QAbstractSlider):
    """A band per hand: the higher, the larger the difference; above the line it is noticeable.

    The slider's value is a position in the path of aligned frames; a click goes to its time.
    """

    sought = Signal(float)  # the common time, in seconds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._seconds = 0.0
        self._names = (self.tr("Left hand"), self.tr("Right hand"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time, and how much each hand differs"))
        self.setToolTip(
            self.tr(
                "The higher the band, the more that hand differs. "
                "Differences below the dotted line are hardly visible."
            )
        )
        self.actionTriggered.connect(lambda _: self._seek(self.sliderPosition()))

    def sizeHint(self) -> QSize:
        """Return room for the numbers and two bands."""
        return QSize(320, _MARK + 2 * _BAND + 2 * _GAP)

    def minimumSizeHint(self) -> QSize:
        """Return the same height, but narrower."""
        return QSize(160, self.sizeHint().height())

    def show_comparison(self, comparison: "Comparison") -> None:
        """Show a comparison, and number its largest differences."""
        self._comparison = comparison
        self.setRange(0, len(comparison.time) - 1)
        self.update()

    def show_time(self, seconds: float) -> None:
        """Mark the present time, in seconds."""
        self._seconds = seconds
        if self._comparison is not None:
            self.setValue(int(np.abs(self._comparison.time - seconds).argmin()))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time under the pointer."""
        self._seek_pointer(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek_pointer(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both bands, the numbers of the largest differences, and the present time."""
        del event
        comparison = self._comparison
        if comparison is None:
            return
        painter, used = QPainter(self), tones()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for hand, colour in enumerate((used.left, used.right)):
            self._paint_band(painter, used, hand, colour)
        self._paint_marks(painter, used, comparison)
        x = self.x_of(self._seconds)
        painter.setPen(QPen(QColor(used.text), 2))
        painter.drawLine(QPointF(x, _MARK), QPointF(x, self.height()))
        painter.end()

    def _paint_band(self, painter: QPainter, used: "Tones", hand: int, colour: str) -> None:
        top = _MARK + hand * (_BAND + _GAP)
        area = QRectF(self._left, top, self._length, _BAND)
        painter.fillRect(area, QColor(used.ground))
        painter.setPen(QColor(used.text))
        name = QRectF(0, top, self._left - 8, _BAND)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self._names[hand])
        if self._comparison is None:
            return
        heights = _BAND * np.clip(self._comparison.apart[:, hand] / _FULL, 0, 1)
        xs = [self.x_of(seconds) for seconds in self._comparison.time.tolist()]
        corners = [
            QPointF(x, area.bottom() - height) for x, height in zip(xs, heights, strict=True)
        ]
        corners += [QPointF(area.right(), area.bottom()), QPointF(area.left(), area.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF(corners))
        line = area.bottom() - _BAND / _FULL
        painter.setPen(QPen(QColor(used.text), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(area.left(), line), QPointF(area.right(), line))

    def _paint_marks(self, painter: QPainter, used: "Tones", comparison: "Comparison") -> None:
        """Write the numbers of the largest differences above the bands, without overlaps."""
        painter.setPen(QColor(used.text))
        free = -1.0
        peaks = [
            (comparison.time[difference.peak], number)
            for number, difference in enumerate(comparison.worst, start=1)
        ]
        for seconds, number in sorted(peaks):
            x = max(self.x_of(float(seconds)) - _MARK / 2, free)
            area = QRectF(min(x, self.width() - _MARK), 0, _MARK, _MARK - 2)
            free = area.right()
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))

    @property
    def _left(self) -> float:
        """The x at which the bands start, to the right of their names."""
        return max(self.fontMetrics().horizontalAdvance(name) for name in self._names) + 12.0

    @property
    def _length(self) -> float:
        return max(self.width() - self._left - 2, 1.0)

    def x_of(self, seconds: float) -> float:
        """Return the x of a time, in pixels."""
        total = self._comparison.seconds if self._comparison else 1.0
        return self._left + self._length * seconds / max(total, 1e-6)

    def _seek_pointer(self, event: QMouseEvent) -> None:
        if self._comparison is None:
            return
        share = (event.position().x() - self._left) / self._length
        self.sought.emit(min(max(share, 0.0), 1.0) * self._comparison.seconds)

    def _seek(self, position: int) -> None:
        if self._comparison is not None:
            self.sought.emit(float(self._comparison.time[position]))


class DifferenceButtons(QWidget):
    """A numbered button for each of the largest differences, or a message that there are none."""

    chosen = Signal(int)  # the number of a difference, from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._none = QLabel(self.tr("No notable differences."))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.addWidget(self._none, 9, 0, 1, _COLUMNS)

    def show_comparison(self, comparison: "Comparison", *, guessed_rate: bool = False) -> None:
        """Offer the largest differences of a comparison.

        With `guessed_rate`, durations of the clip are approximate.
        """
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, difference in enumerate(comparison.worst):
            text = self.in_words(difference, throughout=comparison.throughout(difference))
            button = QPushButton(f"{number + 1}   {text}")
            time = self.tr("{seconds} s into your attempt").format(
                seconds=f"{comparison.attempt[difference.peak]:.1f}"
            )
            details = ", ".join(
                filter(None, (self.amount(difference, guessed_rate=guessed_rate), time))
            )
            button.setToolTip(f"{button.text()}, {details}")
            button.setAccessibleName(text)
            button.setAccessibleDescription(details)
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self.buttons.append(button)
        self._none.setVisible(not self.buttons)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put buttons side by side if their text fits, else one below the other."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return room for the longest text."""
        return QSize(self._longest(), super().minimumSizeHint().height())

    def _longest(self) -> int:
        return max((button.sizeHint().width() for button in self.buttons), default=0)

    def _arrange(self) -> None:
        width = _COLUMNS * self._longest() + self._grid.spacing()
        columns = _COLUMNS if width <= self.width() else 1
        for number, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(number, columns))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def in_words(self, difference: "Difference", *, throughout: bool) -> str:
        """Return a difference in words, such as "here your left hand is lower"."""
        words = self._kinds()[difference.kind].format(
            hand=self._hands()[difference.hand], finger=self._fingers()[difference.finger]
        )
        text = self.tr("{what} throughout") if throughout else self.tr("here {what}")
        return text.format(what=words)

    def amount(self, difference: "Difference", *, guessed_rate: bool = False) -> str:
        """Return the amount, such as "by 0.3 shoulder widths", or "" for a missing hand."""
        seconds = self.tr("by about {n} seconds") if guessed_rate else self.tr("by {n} seconds")
        units = {
            "shoulder widths": self.tr("by {n} shoulder widths"),
            "palm lengths": self.tr("by {n} palm lengths"),
            "degrees": self.tr("by {n} degrees"),
            "seconds": seconds,
        }
        decimals = 0 if difference.unit == "degrees" else 1
        number = f"{difference.amount:.{decimals}f}"
        return units[difference.unit].format(n=number) if difference.unit else ""

    def _hands(self) -> dict[str, str]:
        return {"left": self.tr("left hand"), "right": self.tr("right hand"), "both": ""}

    def _fingers(self) -> dict[str, str]:
        return {
            "": "",
            "thumb": self.tr("thumb"),
            "index": self.tr("index finger"),
            "middle": self.tr("middle finger"),
            "ring": self.tr("ring finger"),
            "little": self.tr("little finger"),
        }

    def _kinds(self) -> dict[str, str]:
        return {
            "higher": self.tr("your {hand} is higher"),
            "lower": self.tr("your {hand} is lower"),
            "further left": self.tr("your {hand} is further left"),
            "further right": self.tr("your {hand} is further right"),
            "shape": self.tr("your {hand} differs, most in the {finger}"),
            "turned": self.tr("your {hand} is turned differently"),
            "missing": self.tr("your {hand} is not visible"),
            "extra": self.tr("your {hand} is not needed"),
            "later": self.tr("you are later"),
            "earlier": self.tr("you are earlier"),
        }
