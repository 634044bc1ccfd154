"""Two signs side by side, an attempt or one of the dictionary first: same size, in step."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from signdict.gui.drawing.motion import Motion
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.reduced_motion import still

if TYPE_CHECKING:
    from signdict.pose.comparison import Comparison
    from signdict.pose.pose import Pose

#: Rest at the end of a loop, and how often the picture changes, in seconds.
_REST, _TICK = 0.35, 0.033


class PairView(QWidget):
    """Two moving signs with one clock, which goes along the path of a comparison."""

    moved = Signal(float)  # the common time, in seconds
    playing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.playing, self.loops, self.speed = False, True, 1.0
        self._time, self._over, self._last = 0.0, 0.0, time.monotonic()
        self.attempt, self.clip = SignView(), SignView()
        self._names = (QLabel(), QLabel())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for column, (name, view) in enumerate(
            zip(self._names, (self.attempt, self.clip), strict=True)
        ):
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setWordWrap(True)
            view.set_playing(False)  # it goes where it is told
            grid.addWidget(name, 0, column)
            grid.addWidget(view, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        self.name("")
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * _TICK))
        self._timer.timeout.connect(self._tick)

    @property
    def time(self) -> float:
        """The common time that is shown, in seconds."""
        return self._time

    def name(self, name: str, own: str = "") -> None:
        """Call the clip so, and what it is compared with; that is an attempt unless told."""
        self._names[0].setText(own or self.tr("You"))
        self._names[1].setText(name)
        self.attempt.setAccessibleName(own or self.tr("Your attempt"))
        self.clip.setAccessibleName(name)

    def clear(self) -> None:
        """Show neither."""
        self._comparison = None
        self.attempt.clear()
        self.clip.clear()

    def show_pair(
        self, attempt: "Pose", clip: "Pose", comparison: "Comparison", name: str, own: str = ""
    ) -> None:
        """Show an attempt, or what is called `own`, beside a clip, from the beginning."""
        clip = clip.mirrored() if comparison.mirrored else clip
        reaches = zip(Motion(attempt).reach(), Motion(clip).reach(), strict=True)
        left, top, right, bottom = reaches
        both = min(left), min(top), max(right), max(bottom)
        self._comparison = comparison
        self.attempt.show_pose(attempt, both)
        self.clip.show_pose(clip, both)
        self.name(name, own)
        self.seek(0.0)
        self.play(not still())

    def play(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        """Move, from the beginning if the end was reached, or stand still."""
        if playing and self._comparison and self._time >= self._comparison.seconds:
            self.seek(0.0)
        self.playing, self._last = playing, time.monotonic()
        self.playing_changed.emit(playing)

    def step(self, seconds: float) -> None:
        """Stand still, so many seconds further on or back."""
        if self._comparison is not None:
            self.play(False)
            self.seek((self._time + seconds) % max(self._comparison.seconds, abs(seconds)))

    def seek(self, seconds: float) -> None:
        """Show a moment of the common time."""
        if self._comparison is None:
            return
        self._time = min(max(seconds, 0.0), self._comparison.seconds)
        attempt, clip = self._comparison.at(self._time)
        self.attempt.seek(attempt)
        self.clip.seek(clip)
        self.moved.emit(self._time)

    def set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001 - a slot
        """Show both as a mirror would."""
        self.attempt.set_mirrored(mirrored)
        self.clip.set_mirrored(mirrored)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the clock."""
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
        if self.playing and self._comparison:
            self._advance(passed * self.speed, self._comparison.seconds)

    def _advance(self, passed: float, end: float) -> None:
        """Go on by some seconds of the common time, and at its end begin anew or stop."""
        if self._time < end:
            self._over = 0.0
            self.seek(self._time + passed)
            return
        self._over += passed
        if not self.loops:
            self.play(False)
        elif self._over > _REST:
            self.seek(0.0)
