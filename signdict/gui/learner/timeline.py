"""The timeline of a recording on the Sign page: go through it, mark a part, search for it."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from signdict.core.rates import MAX_FPS, MIN_FPS
from signdict.gui.learner.filmstrip import LONGEST, Filmstrip, Span, timecode
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from signdict.gui.learner.stills import Stills
    from signdict.tracking.video import Filmed

#: Seconds that the lower strip shows: few enough to distinguish single frames.
_NEAR = 12.0
#: Height of the lower and the upper strip, in pixels.
_NEAR_HEIGHT, _WHOLE_HEIGHT = 44, 24
#: Milliseconds between two frames while playing.
_INTERVAL = 40


class Timeline(QWidget):
    """Strips of the seconds around the current frame and of a long recording, with controls.

    It is hidden while no recording is open.
    """

    pictured = Signal(QImage)  # the current frame
    message = Signal(str)
    part_chosen = Signal(float, float)  # start and end, in seconds
    rate_chosen = Signal(float)  # frames per second

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stills: Stills | None = None
        self.span = Span(1, 25.0)
        self._window, self._previewing = (0.0, 1.0), False
        self.whole = Filmstrip(_WHOLE_HEIGHT, self.thumbnail)
        self.near = Filmstrip(_NEAR_HEIGHT, self.thumbnail)
        self.near.installEventFilter(self)
        for strip in (self.whole, self.near):
            strip.dragged.connect(self._on_dragged)
            strip.valueChanged.connect(self.go)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.transport = Transport()
        self.transport.toggled.connect(self.toggle)
        self.transport.start_pressed.connect(self.mark_start)
        self.transport.end_pressed.connect(self.mark_end)
        self.transport.search_pressed.connect(self.look_up)
        self.transport.rate_chosen.connect(self.rate_chosen)
        self._timer, self._last = QTimer(self), 0.0
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self._tick)
        self._arrange()
        self.hide()

    def open(self, filmed: "Filmed", name: str, span: Span) -> None:
        """Show a recording; its thumbnails appear as they are read."""
        from signdict.gui.learner.stills import Stills

        self.close_recording()
        images = isinstance(filmed, tuple) or filmed.is_dir()
        self.transport.show_rate(span.fps if images else None)
        self._window = (0.0, 0.0)
        self._stills = Stills(filmed, span.fps)
        self._stills.shown.connect(self._on_shown)
        self._stills.arrived.connect(self._on_arrived)
        self.destroyed.connect(self._stills.close)
        self.whole.setVisible(span.seconds > _NEAR)
        self.near.setAccessibleName(self.tr("Timeline of {name}").format(name=name))
        self.show()
        self._show(span)

    def close_recording(self) -> None:
        """Close the recording."""
        self._pause()
        self.hide()
        if self._stills is None:
            return
        self.destroyed.disconnect(self._stills.close)
        self._stills.shown.disconnect(self._on_shown)
        self._stills.arrived.disconnect(self._on_arrived)
        self._stills.close()
        self._stills = None

    @property
    def playing(self) -> bool:
        """Whether the recording plays."""
        return self._timer.isActive()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the frames of landmarks in the colours of the new scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._stills is not None:
            self._stills.recolour()
            self._request()

    def go(self, frame: int) -> None:
        """Go to a frame."""
        self._show(self.span.go(frame))

    def mark_start(self) -> None:
        """Start the part at the current frame."""
        self._show(self.span.mark_start(self.span.frame))
        self._say_next(self.tr("Go to the end of the sign and press O."))

    def mark_end(self) -> None:
        """End the part with the current frame."""
        self._show(self.span.mark_end(self.span.frame))
        self._say_next(self.tr("Go to the start of the sign and press I."))

    def look_up(self) -> None:
        """Search for the marked part, if it is short enough for a sign."""
        part = self.span.part
        if part is None:
            self.message.emit(self.tr("Mark a sign first: press I at its start and O at its end."))
        elif part[1] - part[0] > LONGEST:
            message = self.tr("The part is longer than {n} seconds. Mark a single sign.")
            self.message.emit(message.format(n=f"{LONGEST:g}"))
        else:
            self._pause()
            self.part_chosen.emit(*part)

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self._pause()
            return
        if self.span.frame >= self.span.frames - 1:
            self.go(0)
        self._last = time.monotonic()
        self._timer.start()
        self.transport.show_playing(playing=True)

    def stop_preview(self) -> None:
        """Pause, and emit no frames until the position changes again."""
        self._pause()
        self._previewing = False

    def thumbnail(self, seconds: float) -> QImage | None:
        """Return the thumbnail of a time, if it exists already."""
        return self._stills.thumbnail(seconds) if self._stills else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the keys of the strip: search, play and pause."""
        pressed = watched is self.near and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._handle_key(event):
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause."""
        super().hideEvent(event)
        self._pause()

    def _handle_key(self, event: QKeyEvent) -> bool:
        actions = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self.look_up)
        action = (actions | {Qt.Key.Key_Space: self.toggle}).get(Qt.Key(event.key()))
        if action:
            action()
        return action is not None

    def _skip(self, seconds: int) -> None:
        self.go(self.span.frame + round(seconds * self.span.fps))

    def _show(self, span: Span) -> None:
        """Show a position and a part, and request their frames."""
        self.span, self._previewing = span, True
        self._window = span.window(_NEAR, self._window)
        self.whole.show_span(span, 0.0, max(span.seconds, 1 / span.fps))
        self.near.show_span(span, *self._window)
        description = self._description()
        self.transport.time.setText(description)
        self.near.setAccessibleDescription(description)
        self._request()

    def _request(self) -> None:
        """Request the frames of the position and the part that are shown."""
        if self._stills is None:
            return
        whole = self.whole.times if self.whole.isVisibleTo(self) else []
        self._stills.prepare([*self.near.times, *whole])
        if self._previewing:
            self._stills.show(self.span.time)

    def _description(self) -> str:
        span, part = self.span, self.span.part
        position = self.tr("{place} of {whole}").format(
            place=timecode(span.time), whole=timecode(span.seconds, exact=span.seconds < _NEAR)
        )
        if part is None:
            return position
        return self.tr("{place}, part {seconds} s").format(
            place=position, seconds=f"{part[1] - part[0]:.2f}"
        )

    def _say_next(self, missing: str) -> None:
        ready = self.tr("Press Enter to look up the part.")
        self.message.emit(missing if self.span.part is None else ready)

    def _on_shown(self, picture: QImage) -> None:
        if self._previewing:
            self.pictured.emit(picture)

    def _on_arrived(self) -> None:
        self.whole.update()
        self.near.update()

    def _on_dragged(self, handle: str, frame: int) -> None:
        self._pause()
        span = self.span.go(frame)
        if handle == "start":
            span = span.mark_start(frame)
        elif handle == "end":
            span = span.mark_end(frame)
        self._show(span)

    def _pause(self) -> None:
        self._timer.stop()
        self.transport.show_playing(playing=False)

    def _tick(self) -> None:
        """Advance at the original speed; a marked part plays in a loop."""
        now = time.monotonic()
        frames = int((now - self._last) * self.span.fps)
        if not frames:
            return
        self._last += frames / self.span.fps
        target, span = self.span.frame + frames, self.span
        if span.start is not None and span.end is not None and span.start <= span.frame < span.end:
            target = target if target < span.end else span.start
        if target >= span.frames - 1:
            self._pause()
        self.go(target)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.whole, self.near, self.transport):
            column.addWidget(widget)
        shortcuts.key(self, "I", self.mark_start)
        shortcuts.key(self, "O", self.mark_end)
        shortcuts.key(self, "Shift+Left", lambda: self._skip(-1))
        shortcuts.key(self, "Shift+Right", lambda: self._skip(1))


class Transport(QWidget):
    """The controls below the strips."""

    toggled = Signal()  # play or pause
    start_pressed = Signal()
    end_pressed = Signal()
    search_pressed = Signal()
    rate_chosen = Signal(float)  # frames per second

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
        self.rate.setRange(MIN_FPS, MAX_FPS)
        self.rate.setDecimals(1)
        self.rate.setKeyboardTracking(False)
        self.rate.setSuffix(self.tr(" per second"))
        self.rate.setAccessibleName(self.tr("Frames per second"))
        self.rate.valueChanged.connect(self.rate_chosen)
        self.start = self._button(
            self.tr("Start (I)"),
            self.tr("Start the part at this frame"),
            self.start_pressed.emit,
        )
        self.end = self._button(
            self.tr("End (O)"), self.tr("End the part with this frame"), self.end_pressed.emit
        )
        self.search = self._button(
            self.tr("Look up the part"),
            self.tr("Find out what the marked part means (Enter)"),
            self.search_pressed.emit,
        )
        self._arrange()

    def show_playing(self, *, playing: bool) -> None:
        """Show the icon for pause or play."""
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def show_rate(self, fps: float | None) -> None:
        """Offer the frame rate of a sequence of images; None hides the field."""
        self.rate.setVisible(fps is not None)
        self.rate.blockSignals(True)
        self.rate.setValue(fps or MIN_FPS)
        self.rate.blockSignals(False)

    def _button(self, text: str, tip: str, action: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(action)
        return button

    def _arrange(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self.play)
        upper.addWidget(self.time, 1)
        upper.addWidget(self.rate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(upper)
        column.addWidget(FlowLayout(FlowLayout(self.start, self.end), self.search))
