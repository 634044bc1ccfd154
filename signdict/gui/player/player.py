"""A large view of one sign with playback controls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.player.sign_view import SignView
from signdict.gui.theme import icons
from signdict.gui.theme.reduced_motion import still
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from signdict.core.types import Sign
    from signdict.pose.pose import Pose

_SPEEDS = (0.25, 0.5, 0.75, 1.0)
_TICKS = 1000  # of the slider


class Player(QWidget):
    """Plays a sign in a loop, at any speed, frame by frame, mirrored, or in part."""

    shown = Signal(object)  # the sign

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = SignView()
        self.view.setMinimumSize(160, 120)
        self.view.moved.connect(self._on_moved)
        self.play = shortcuts.button(self, "pause", self.tr("Play or pause"), "Space")
        self.play.clicked.connect(lambda: self._set_playing(not self.view.playing))
        self.back = shortcuts.button(self, "back-frame", self.tr("One frame back"), ",")
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward = shortcuts.button(self, "next-frame", self.tr("One frame forward"), ".")
        self.forward.clicked.connect(lambda: self._step(1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _TICKS)
        self.slider.setAccessibleName(self.tr("Position in the sign"))
        self.slider.setSingleStep(_TICKS // 40)
        self.slider.actionTriggered.connect(lambda _: self._on_dragged())
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed"))
        for speed in _SPEEDS:
            self.speed.addItem(self.tr("{speed} x").format(speed=f"{speed:g}"), speed)
        self.speed.setCurrentIndex(len(_SPEEDS) - 1)
        self.speed.currentIndexChanged.connect(
            lambda _: self.view.set_speed(self.speed.currentData())
        )
        self.mirror = shortcuts.button(self, "mirror", self.tr("Mirror"), "M")
        self.mirror.setCheckable(True)
        self.mirror.toggled.connect(self.view.set_mirrored)
        self.overlay = shortcuts.button(self, "skeleton", self.tr("Skeleton over the video"), "K")
        self.overlay.setCheckable(True)
        self.overlay.setChecked(True)
        self.overlay.toggled.connect(self.view.set_overlay)
        self._make_classroom_controls()
        self._arrange()

    def show_sign(self, sign: "Sign", pose: "Pose | None") -> None:
        """Play the first clip of a sign: its video if the file exists, else its skeleton."""
        clip = sign.clips[0] if sign.clips else None
        video = clip.media if clip and clip.media and clip.media.is_file() else None
        self.overlay.setVisible(video is not None)
        if clip is not None and video is not None:
            self.view.show_video(video, pose, clip.start, clip.end)
        elif pose is not None:
            self.view.show_pose(pose)
        else:
            self.view.clear()
        self.view.setAccessibleName(sign.gloss)
        self._clear_part()
        self._set_playing(not still())
        self.shown.emit(sign)

    def show_pose(self, pose: "Pose", name: str) -> None:
        """Play a pose that does not belong to a sign of the dictionary."""
        self.overlay.hide()
        self.view.show_pose(pose)
        self.view.setAccessibleName(name)
        self._set_playing(True)

    def enlarge(self) -> None:
        """Show the view full screen until Esc is pressed."""
        screen = QDialog(self)
        screen.setWindowTitle(self.view.accessibleName())
        column = QVBoxLayout(screen)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        screen.finished.connect(lambda _: self._column.insertWidget(0, self.view, 1))
        screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screen.showFullScreen()

    def _make_classroom_controls(self) -> None:
        """Make the controls that help to show a sign to a class."""
        self._part: tuple[float | None, float | None] = (None, None)
        self.slow = shortcuts.button(self, "loop", self.tr("Alternate normal and slow speed"), "S")
        self.slow.setCheckable(True)
        self.slow.toggled.connect(self.view.set_alternating)
        self.begin = shortcuts.button(self, "part-begins", self.tr("Start the loop here"), "[")
        self.begin.clicked.connect(lambda: self._set_part(self.view.position, self._part[1]))
        self.end = shortcuts.button(self, "part-ends", self.tr("End the loop here"), "]")
        self.end.clicked.connect(lambda: self._set_part(self._part[0], self.view.position))
        self.whole = shortcuts.button(self, "close", self.tr("Play the whole sign"), "Backspace")
        self.whole.clicked.connect(self._clear_part)
        self.large = shortcuts.button(self, "large", self.tr("Full screen"), "F")
        self.large.clicked.connect(self.enlarge)
        self.part = QLabel()
        self.part.setObjectName("quiet")

    def _clear_part(self) -> None:
        self._set_part(None, None)

    def _set_part(self, first: float | None, last: float | None) -> None:
        """Loop a part of the sign; an end that is not after the start removes the older mark."""
        if first is not None and last is not None and last <= first:
            first, last = (first, None) if last == self._part[1] else (None, last)
        self._part = (first, last)
        self.view.set_span(first, last)
        start, end = ("…" if seconds is None else f"{seconds:.2f}" for seconds in (first, last))
        text = self.tr("{first} to {last} s").format(first=start, last=end)
        self.part.setText("" if first is None and last is None else text)

    def _arrange(self) -> None:
        transport = _row(self.back, self.play, self.forward, self.slider)
        options = _row(
            self.part, self.begin, self.end, self.whole, self.speed, self.slow, self.mirror,
            self.overlay, self.large,
        )  # fmt: skip
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(FlowLayout(transport, options))

    def _set_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        self.view.set_playing(playing)
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def _step(self, frames: int) -> None:
        self._set_playing(False)
        self.view.step(frames)

    def _on_moved(self, seconds: float) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(round(_TICKS * seconds / max(self.view.seconds, 1e-6)))

    def _on_dragged(self) -> None:
        self._set_playing(False)
        self.view.seek(self.slider.sliderPosition() / _TICKS * self.view.seconds)


def _row(*widgets: QWidget) -> QWidget:
    """Return a row of widgets; a slider takes the remaining width."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget, int(isinstance(widget, QSlider)))
    return box
