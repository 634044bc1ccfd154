"""Two signs side by side, at the same scale and aligned in time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from signdict.gui.drawing.motion import Motion
from signdict.gui.player.sign_view import SignView
from signdict.gui.player.ticker import Ticker
from signdict.gui.theme.reduced_motion import still

if TYPE_CHECKING:
    from signdict.pose.comparison import Comparison
    from signdict.pose.pose import Pose

#: Pause at the end of a loop, in seconds.
_PAUSE = 0.35


class PairView(QWidget):
    """Plays an attempt, or a first sign of the dictionary, and a clip along the aligned time of
    their comparison."""

    moved = Signal(float)  # the aligned time, in seconds
    playing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.playing, self.loops, self.speed = False, True, 1.0
        self._time, self._paused = 0.0, 0.0
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
            view.set_playing(False)  # `seek` moves it
            grid.addWidget(name, 0, column)
            grid.addWidget(view, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        self.name("")
        self._ticker = Ticker(self)
        self._ticker.passed.connect(self._tick)

    @property
    def time(self) -> float:
        """The aligned time that is shown, in seconds."""
        return self._time

    def name(self, name: str, own: str = "") -> None:
        """Set the name of the clip, and that of the other sign; by default it is the attempt."""
        self._names[0].setText(own or self.tr("You"))
        self._names[1].setText(name)
        self.attempt.setAccessibleName(own or self.tr("Your attempt"))
        self.clip.setAccessibleName(name)

    def clear(self) -> None:
        """Show no signs."""
        self._comparison = None
        self.attempt.clear()
        self.clip.clear()

    def show_pair(
        self, attempt: "Pose", clip: "Pose", comparison: "Comparison", name: str, own: str = ""
    ) -> None:
        """Play an attempt, or the sign named `own`, next to a clip, from the start."""
        clip = clip.mirrored() if comparison.mirrored else clip
        extents = zip(Motion(attempt).extent(), Motion(clip).extent(), strict=True)
        left, top, right, bottom = extents
        both = min(left), min(top), max(right), max(bottom)
        self._comparison = comparison
        self.attempt.show_pose(attempt, both)
        self.clip.show_pose(clip, both)
        self.name(name, own)
        self.seek(0.0)
        self.play(not still())

    def play(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        """Play, from the start if the end was reached, or pause."""
        if playing and self._comparison and self._time >= self._comparison.seconds:
            self.seek(0.0)
        self.playing = playing
        self._ticker.restart()
        self.playing_changed.emit(playing)

    def step(self, seconds: float) -> None:
        """Pause, and go a number of seconds forward or, if negative, back."""
        if self._comparison is not None:
            self.play(False)
            self.seek((self._time + seconds) % max(self._comparison.seconds, abs(seconds)))

    def seek(self, seconds: float) -> None:
        """Go to an aligned time in seconds."""
        if self._comparison is None:
            return
        self._time = min(max(seconds, 0.0), self._comparison.seconds)
        attempt, clip = self._comparison.at(self._time)
        self.attempt.seek(attempt)
        self.clip.seek(clip)
        self.moved.emit(self._time)

    def set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001 - a slot
        """Mirror both signs."""
        self.attempt.set_mirrored(mirrored)
        self.clip.set_mirrored(mirrored)

    def _tick(self, elapsed: float) -> None:
        if self.playing and self._comparison:
            self._advance(elapsed * self.speed, self._comparison.seconds)

    def _advance(self, seconds: float, end: float) -> None:
        """Advance the aligned time; at its end, restart after a pause or stop."""
        if self._time < end:
            self._paused = 0.0
            self.seek(self._time + seconds)
            return
        self._paused += seconds
        if not self.loops:
            self.play(False)
        elif self._paused > _PAUSE:
            self.seek(0.0)
