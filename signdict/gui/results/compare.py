"""An attempt next to a sign of the dictionary: played in step, with the differences."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.player.pair import PairView
from signdict.gui.results.compare_bands import Bands, DifferenceButtons
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.notice import Notice
from signdict.pose.comparison import WORST

if TYPE_CHECKING:
    from signdict.core.types import Sign
    from signdict.pose.comparison import AttemptComparison, Comparison
    from signdict.pose.pose import Pose

_SPEEDS = ((0.25, "1/4 x"), (0.5, "1/2 x"), (1.0, "1 x"))


class CompareView(QWidget):
    """Shows a comparison until it is closed, or why the signs cannot be compared."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.pair, self.bands, self.differences = PairView(), Bands(), DifferenceButtons()
        self.notice = Notice()
        self.notice.stopped.connect(self.closed)
        self.title, self.remark = QLabel(), QLabel()
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.remark.setObjectName("quiet")
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the sign (Esc)"))
        self.back.clicked.connect(self.closed)
        self.back_frame = self._button("back-frame", self.tr("One frame back"), "Left")
        self.play = self._button("play", self.tr("Play or pause"), "Space")
        self.next_frame = self._button("next-frame", self.tr("One frame forward"), "Right")
        self.loop = self._button("loop", self.tr("Repeat"), "L", checkable=True)
        self.mirror = self._button("mirror", self.tr("Mirror both"), "M", checkable=True)
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed"))
        for speed, name in _SPEEDS:
            self.speed.addItem(name, speed)
        self.speed.setCurrentIndex(len(_SPEEDS) - 1)
        self._arrange()
        self._connect()

    def show_waiting(self, sign: "Sign") -> None:
        """Show that the comparison is being computed."""
        self._show_title(sign)
        self.notice.wait(self.tr("Comparing"))
        self._stack.setCurrentWidget(self.notice)

    def show_none(self, sign: "Sign") -> None:
        """Show that there is no attempt yet, and how to record one."""
        self._show_message(
            sign,
            self.tr("No attempt to compare yet."),
            self.tr("Record or open the sign on the Sign page, then compare it there or here."),
        )

    def show_problem(self, sign: "Sign", message: str, hint: str) -> None:
        """Show why the attempt cannot be compared."""
        self._show_message(sign, message, hint)

    def show_comparison(self, sign: "Sign", attempt: "Pose", compared: "AttemptComparison") -> None:
        """Show an attempt next to the clip of a sign."""
        self._show_title(sign)
        comparison = compared.comparison
        self._comparison = comparison
        if comparison.mirrored:
            self.remark.setText(
                self.tr("Your attempt matches the mirror image; the sign is shown mirrored.")
            )
        self.bands.show_comparison(comparison)
        guessed = any(c.guessed_rate for c in sign.clips if c.id == compared.clip_id)
        self.differences.show_comparison(comparison, guessed_rate=guessed)
        name = f"{sign.gloss}, {name_of(sign.sign_language)}"
        self.pair.show_pair(attempt, compared.pose, comparison, name)
        self._stack.setCurrentWidget(self._body)
        self.play.setFocus()

    def go_to(self, number: int) -> None:
        """Pause at one of the largest differences, counted from 0, if there are that many."""
        comparison = self._comparison
        if comparison is not None and number < len(comparison.worst):
            self._pause_at(float(comparison.time[comparison.worst[number].peak]))

    def _show_title(self, sign: "Sign") -> None:
        self.pair.play(False)
        self._comparison = None
        self.title.setText(sign.gloss)
        self.remark.setText("")
        self.setAccessibleName(self.tr("Comparison with {gloss}").format(gloss=sign.gloss))

    def _show_message(self, sign: "Sign", message: str, hint: str) -> None:
        self._show_title(sign)
        self.notice.tell(message, hint)
        self._stack.setCurrentWidget(self.notice)
        self.back.setFocus()

    def _step(self, frames: int) -> None:
        comparison = self._comparison
        if comparison is not None:
            position = (self.bands.value() + frames) % len(comparison.time)
            self._pause_at(float(comparison.time[position]))

    def _pause_at(self, seconds: float) -> None:
        self.pair.play(False)
        self.pair.seek(seconds)

    def _on_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def _connect(self) -> None:
        self.pair.moved.connect(self.bands.show_time)
        self.pair.playing_changed.connect(self._on_playing)
        self.bands.sought.connect(self._pause_at)
        self.differences.chosen.connect(self.go_to)
        self.play.clicked.connect(lambda: self.pair.play(not self.pair.playing))
        self.back_frame.clicked.connect(lambda: self._step(-1))
        self.next_frame.clicked.connect(lambda: self._step(1))
        self.loop.setChecked(True)
        self.loop.toggled.connect(lambda on: setattr(self.pair, "loops", on))
        self.mirror.toggled.connect(self.pair.set_mirrored)
        self.speed.currentIndexChanged.connect(
            lambda _: setattr(self.pair, "speed", self.speed.currentData())
        )
        shortcuts.key(self, "Esc", self.closed.emit)
        for number in range(WORST):
            shortcuts.key(self, str(number + 1), partial(self.go_to, number))

    def _button(self, icon: str, name: str, key: str, *, checkable: bool = False) -> QToolButton:
        button = shortcuts.button(self, icon, name, key)
        button.setIconSize(QSize(20, 20))
        button.setCheckable(checkable)
        return button

    @staticmethod
    def _scrolled(widget: QWidget) -> QScrollArea:
        """Return a scroll area around a widget that may be higher than the window."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        area.setWidget(widget)
        return area

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.remark, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget in (self.back_frame, self.play, self.next_frame, self.speed, self.loop):
            row.addWidget(widget)
        row.addWidget(self.mirror)
        row.addStretch(1)
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.pair, 1)
        inside.addWidget(self.bands)
        inside.addLayout(row)
        inside.addWidget(self._scrolled(self.differences))
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
