"""The worst moments of an attempt, named in words; each leads to where it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

if TYPE_CHECKING:
    from signdict.pose.comparison import Comparison, Difference

_COLUMNS = 2


class Moments(QWidget):
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
