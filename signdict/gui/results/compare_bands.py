"""How much each hand differs, from the beginning of a sign to its end, and where one is."""

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

_BAND, _GAP, _MARK = 24, 4, 18
#: What fills a band: so many times as much as is noticed.
_FULL = 3.0


class Bands(QAbstractSlider):
    """A band a hand: the higher, the more it differs; what lies above its line is noticed.

    Its value is the place in the row of pairs of moments. A click goes to a place.
    """

    sought = Signal(float)  # the common time, in seconds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._now = 0.0
        self._names = (self.tr("Left hand"), self.tr("Right hand"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Place in both signs, and how much each hand differs"))
        self.setToolTip(
            self.tr(
                "The higher a band, the more that hand differs. Below the dots it hardly shows."
            )
        )
        self.actionTriggered.connect(lambda _: self._seek(self.sliderPosition()))

    def sizeHint(self) -> QSize:
        """Room for marks and two bands."""
        return QSize(320, _MARK + 2 * _BAND + 2 * _GAP)

    def minimumSizeHint(self) -> QSize:
        """No less high, but narrower."""
        return QSize(160, self.sizeHint().height())

    def show_comparison(self, comparison: "Comparison") -> None:
        """Show how much differs, and number the worst moments."""
        self._comparison = comparison
        self.setRange(0, len(comparison.time) - 1)
        self.update()

    def show_time(self, seconds: float) -> None:
        """Mark the present moment."""
        self._now = seconds
        if self._comparison is not None:
            self.setValue(int(np.abs(self._comparison.time - seconds).argmin()))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where it was clicked."""
        self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both bands, the numbers of the worst moments, and the present one."""
        del event
        comparison = self._comparison
        if comparison is None:
            return
        painter, used = QPainter(self), tones()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for hand, colour in enumerate((used.left, used.right)):
            self._paint_band(painter, used, hand, colour)
        self._paint_marks(painter, used, comparison)
        where = self._place_of(self._now)
        painter.setPen(QPen(QColor(used.text), 2))
        painter.drawLine(QPointF(where, _MARK), QPointF(where, self.height()))
        painter.end()

    def _paint_band(self, painter: QPainter, used: "Tones", hand: int, colour: str) -> None:
        top = _MARK + hand * (_BAND + _GAP)
        area = QRectF(self._left, top, self._wide, _BAND)
        painter.fillRect(area, QColor(used.ground))
        painter.setPen(QColor(used.text))
        words = QRectF(0, top, self._left - 8, _BAND)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._names[hand])
        if self._comparison is None:
            return
        height = _BAND * np.clip(self._comparison.apart[:, hand] / _FULL, 0, 1)
        places = [self._place_of(seconds) for seconds in self._comparison.time.tolist()]
        corners = [QPointF(x, area.bottom() - h) for x, h in zip(places, height, strict=True)]
        corners += [QPointF(area.right(), area.bottom()), QPointF(area.left(), area.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF(corners))
        line = area.bottom() - _BAND / _FULL
        painter.setPen(QPen(QColor(used.text), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(area.left(), line), QPointF(area.right(), line))

    def _paint_marks(self, painter: QPainter, used: "Tones", comparison: "Comparison") -> None:
        """Number the worst moments above the bands, side by side where they are close."""
        painter.setPen(QColor(used.text))
        taken = -1.0
        peaks = [(comparison.time[d.peak], n) for n, d in enumerate(comparison.worst, start=1)]
        for seconds, number in sorted(peaks):
            where = max(self._place_of(float(seconds)) - _MARK / 2, taken)
            area = QRectF(min(where, self.width() - _MARK), 0, _MARK, _MARK - 2)
            taken = area.right()
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))

    @property
    def _left(self) -> float:
        """Where the bands begin, right of their names."""
        return max(self.fontMetrics().horizontalAdvance(name) for name in self._names) + 12.0

    @property
    def _wide(self) -> float:
        return max(self.width() - self._left - 2, 1.0)

    def _place_of(self, seconds: float) -> float:
        whole = self._comparison.seconds if self._comparison else 1.0
        return self._left + self._wide * seconds / max(whole, 1e-6)

    def _point(self, event: QMouseEvent) -> None:
        if self._comparison is None:
            return
        share = (event.position().x() - self._left) / self._wide
        self.sought.emit(min(max(share, 0.0), 1.0) * self._comparison.seconds)

    def _seek(self, place: int) -> None:
        if self._comparison is not None:
            self.sought.emit(float(self._comparison.time[place]))


_COLUMNS = 2


class MomentButtons(QWidget):
    """A numbered button for each moment, or a sentence that there is none."""

    chosen = Signal(int)  # which of them, from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._none = QLabel(self.tr("Nothing differs that is worth telling."))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.addWidget(self._none, 9, 0, 1, _COLUMNS)

    def show_comparison(self, comparison: "Comparison") -> None:
        """Name the worst moments."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, one in enumerate(comparison.worst):
            told = self.in_words(one, throughout=comparison.throughout(one))
            button = QPushButton(f"{place + 1}   {told}")
            amount = self.amount(one)
            when = self.tr("{seconds} s into your attempt").format(
                seconds=f"{comparison.attempt[one.peak]:.1f}"
            )
            much = ", ".join(filter(None, (amount, when)))
            button.setToolTip(f"{button.text()}, {much}")  # whole, where the button is narrow
            button.setAccessibleName(told)
            button.setAccessibleDescription(much)
            button.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
            self.buttons.append(button)
        self._none.setVisible(not self.buttons)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for the words, else one below the other."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Room for the longest words."""
        wide = max((button.sizeHint().width() for button in self.buttons), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        wide = max((button.sizeHint().width() for button in self.buttons), default=0)
        columns = _COLUMNS if 2 * wide + self._grid.spacing() <= self.width() else 1
        for place, button in enumerate(self.buttons):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def in_words(self, one: "Difference", *, throughout: bool) -> str:
        """One difference, such as "here your left hand is lower"."""
        told = self._kinds()[one.kind].format(
            hand=self._hands()[one.hand], finger=self._fingers()[one.finger]
        )
        whole = self.tr("{what} all along") if throughout else self.tr("here {what}")
        return whole.format(what=told)

    def amount(self, one: "Difference") -> str:
        """How much, such as "by 0.3 shoulder widths"; nothing for a hand that is missing."""
        units = {
            "shoulder widths": self.tr("by {n} shoulder widths"),
            "palm lengths": self.tr("by {n} palm lengths"),
            "degrees": self.tr("by {n} degrees"),
            "seconds": self.tr("by {n} seconds"),
        }
        number = f"{one.amount:.0f}" if one.unit == "degrees" else f"{one.amount:.1f}"
        return units[one.unit].format(n=number) if one.unit else ""

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
            "turned": self.tr("your {hand} is turned another way"),
            "missing": self.tr("your {hand} is not seen"),
            "extra": self.tr("your {hand} is not needed"),
            "later": self.tr("you are later"),
            "earlier": self.tr("you are earlier"),
        }
