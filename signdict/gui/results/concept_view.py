"""One concept in all sign languages: the signs side by side, in step."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.player.sign_view import SignView
from signdict.gui.theme import icons
from signdict.gui.theme.reduced_motion import still
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Match, Sign
    from signdict.pose.pose import Pose

_SPEEDS = (0.25, 0.5, 1.0)
_REST, _TICK, _STEP = 0.4, 33, 1 / 25
#: So many stand in a row; more rows are scrolled to.
_WIDE, _TALL = 4, 260


class ConceptView(QWidget):
    """Every sign begins at the same moment; when the longest has ended, all begin again."""

    closed = Signal()
    wanted = Signal(list)  # clip ids
    opened = Signal(object)  # a sign, to be seen large

    def __init__(self, act: str = "", parent: QWidget | None = None) -> None:
        """`act` is what the button below each sign says, if it does not show the sign large."""
        super().__init__(parent)
        self._act = act or self.tr("Show large")
        self.views: dict[int, SignView] = {}  # by clip
        self._seconds, self._last, self._playing = 0.0, time.monotonic(), True
        self._buttons()
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        for speed in _SPEEDS:
            self.speed.addItem(self.tr("{speed} x").format(speed=f"{speed:g}"), speed)
        self.speed.setCurrentIndex(len(_SPEEDS) - 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self._arrange()
        shortcuts.key(self, "Esc", self.closed.emit)

    def _buttons(self) -> None:
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the results (Esc)"))
        self.back.clicked.connect(self.closed)
        self.play = shortcuts.button(self, "pause", self.tr("Play or pause"), "Space")
        self.play.clicked.connect(lambda: self.set_playing(not self._playing))
        self.earlier = shortcuts.button(self, "back-frame", self.tr("One frame back"), ",")
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later = shortcuts.button(self, "next-frame", self.tr("One frame on"), ".")
        self.later.clicked.connect(lambda: self.step(1))
        self.mirror = shortcuts.button(self, "mirror", self.tr("Mirror"), "M")
        self.mirror.setCheckable(True)
        self.mirror.toggled.connect(self._mirror)

    @property
    def seconds(self) -> float:
        """How long the longest sign lasts."""
        return max((view.seconds for view in self.views.values()), default=0.0)

    def show_concept(self, matches: "Sequence[Match]") -> None:
        """Show the signs of a concept, and ask for their landmarks; there is at least one."""
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        self.views = {}
        shown = [match.sign for match in matches if match.sign.clips]
        for place, sign in enumerate(shown):
            grid.addWidget(self._cell(sign), place // _WIDE, place % _WIDE)
        for column in range(min(len(shown), _WIDE)):
            grid.setColumnStretch(column, 1)
        self._scroll.setWidget(ground)
        codes = {sign.sign_language for sign in shown}
        told = self.tr("{gloss}: signs {count}, languages {languages}")
        gloss = matches[0].sign.gloss
        self.title.setText(told.format(gloss=gloss, count=len(shown), languages=len(codes)))
        self.setAccessibleName(self.title.text())
        self._seconds = 0.0
        self.set_playing(not still())
        self.wanted.emit([sign.clips[0].id for sign in shown])
        self.back.setFocus()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Let the sign of this clip move with the others."""
        view = self.views.get(clip_id)
        if view:
            view.show_pose(pose)
            view.set_playing(False)
            view.seek(min(self._seconds, view.seconds))

    def set_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        """Move all, or let all stand still."""
        self._playing, self._last = playing, time.monotonic()
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def step(self, frames: int) -> None:
        """Stand still, so many twenty-fifths of a second further on or back."""
        self.set_playing(False)
        self.seek((self._seconds + frames * _STEP) % max(self.seconds, _STEP))

    def seek(self, seconds: float) -> None:
        """Show the same moment of all; a shorter sign stays at its end."""
        self._seconds = seconds
        for view in self.views.values():
            view.seek(min(seconds, view.seconds))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to move."""
        super().showEvent(event)
        self._last = time.monotonic()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        now = time.monotonic()
        passed, self._last = now - self._last, now
        if self._playing:
            seconds = self._seconds + passed * float(self.speed.currentData())
            self.seek(0.0 if seconds > self.seconds + _REST else seconds)

    def _mirror(self, mirrored: bool) -> None:  # noqa: FBT001 - a slot
        for view in self.views.values():
            view.set_mirrored(mirrored)

    def _cell(self, sign: "Sign") -> QWidget:
        cell = QWidget()
        cell.setMinimumHeight(_TALL)
        view = SignView()
        view.setAccessibleName(f"{sign.gloss}, {name_of(sign.sign_language)}")
        view.set_mirrored(self.mirror.isChecked())
        view.set_playing(False)
        self.views[sign.clips[0].id] = view
        where = QLabel(name_of(sign.sign_language))
        where.setObjectName("gloss")
        where.setWordWrap(True)
        words = (sign.gloss, sign.variant, sign.source.title or sign.source.name)
        what = QLabel(" · ".join(filter(None, words)))
        what.setObjectName("quiet")
        what.setTextFormat(Qt.TextFormat.PlainText)
        what.setWordWrap(True)
        what.setAlignment(Qt.AlignmentFlag.AlignTop)
        what.setMinimumHeight(3 * what.fontMetrics().lineSpacing())  # or views differ in height
        large = QPushButton(self._act)
        said = self.tr("{act}: {name}")
        large.setAccessibleName(said.format(act=self._act, name=view.accessibleName()))
        large.clicked.connect(lambda: self.opened.emit(sign))
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(view, 1)
        for widget in (where, what):
            column.addWidget(widget)
        column.addWidget(large, 0, Qt.AlignmentFlag.AlignLeft)
        return cell

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        for widget in (self.earlier, self.play, self.later, self.speed, self.mirror):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)
