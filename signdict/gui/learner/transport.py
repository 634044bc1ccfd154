"""Below a timeline: play, where one is, the rate of pictures, and what to do with a part."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.theme import icons

_SLOWEST, _FASTEST = 1.0, 240.0


class Transport(QWidget):
    """Says what was pressed."""

    toggled = Signal()  # play or pause
    start_pressed = Signal()
    end_pressed = Signal()
    look_pressed = Signal()
    rate_chosen = Signal(float)  # pictures a second

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = QLabel()
        self.play = QToolButton()
        self.play.setToolTip(self.tr("Play or pause (Space)"))
        self.play.setAccessibleName(self.tr("Play or pause the recording"))
        self.play.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.play.clicked.connect(self.toggled)
        self.show_playing(playing=False)
        self.rate = QDoubleSpinBox()
        self.rate.setRange(_SLOWEST, _FASTEST)
        self.rate.setDecimals(1)
        self.rate.setKeyboardTracking(False)
        self.rate.setSuffix(self.tr(" a second"))
        self.rate.setAccessibleName(self.tr("Pictures a second"))
        self.rate.valueChanged.connect(self.rate_chosen)
        self.start = self._button(
            self.tr("Start (I)"),
            self.tr("The part starts at this picture"),
            self.start_pressed.emit,
        )
        self.end = self._button(
            self.tr("End (O)"), self.tr("The part ends with this picture"), self.end_pressed.emit
        )
        self.look = self._button(
            self.tr("Look up the part"),
            self.tr("See what the marked part means (Enter)"),
            self.look_pressed.emit,
        )
        self._arrange()

    def show_playing(self, *, playing: bool) -> None:
        """Show what the button would do."""
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def show_rate(self, fps: float | None) -> None:
        """Offer another rate for pictures; None for what has a rate of its own."""
        self.rate.setVisible(fps is not None)
        self.rate.blockSignals(True)
        self.rate.setValue(fps or _SLOWEST)
        self.rate.blockSignals(False)

    def _button(self, text: str, tip: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.play)
        above.addWidget(self.time, 1)
        above.addWidget(self.rate)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.start)
        below.addWidget(self.end)
        below.addWidget(self.look, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(above)
        column.addLayout(below)
