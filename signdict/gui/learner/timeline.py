"""A recording on the learner's page: go through it, mark a part, look that up."""

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

from signdict.gui.learner.filmstrip import LONGEST, Filmstrip, Span, clock
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts

if TYPE_CHECKING:
    from signdict.gui.learner.stills import Stills
    from signdict.tracking.video import Filmed

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


#: Seconds that the lower strip shows: so few that frames can be told apart.
_NEAR = 12.0
#: Height of the strips, in pixels.
_TALL, _FLAT = 44, 24
_MS = 40


class Timeline(QWidget):
    """Below the picture: the whole recording where it is long, the seconds around the place, and
    what to do. Hidden while there is none."""

    pictured = Signal(QImage)  # what is seen at the place
    told = Signal(str)
    part_chosen = Signal(float, float)  # seconds
    rate_chosen = Signal(float)  # pictures a second

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stills: Stills | None = None
        self.span = Span(1, 25.0)
        self._window, self._looking = (0.0, 1.0), False
        self.whole = Filmstrip(_FLAT, self._small)
        self.near = Filmstrip(_TALL, self._small)
        self.near.installEventFilter(self)
        for strip in (self.whole, self.near):
            strip.dragged.connect(self._on_dragged)
            strip.valueChanged.connect(self.go)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.transport = Transport()
        self.transport.toggled.connect(self._toggle)
        self.transport.start_pressed.connect(self.mark_start)
        self.transport.end_pressed.connect(self.mark_end)
        self.transport.look_pressed.connect(self.look_up)
        self.transport.rate_chosen.connect(self.rate_chosen)
        self._timer, self._last = QTimer(self), 0.0
        self._timer.setInterval(_MS)
        self._timer.timeout.connect(self._tick)
        self._arrange()
        self.hide()

    def open(self, filmed: "Filmed", name: str, span: Span) -> None:
        """Show a recording; pictures of it come when they are made."""
        from signdict.gui.learner.stills import Stills

        self.close_recording()
        pictures = isinstance(filmed, tuple) or filmed.is_dir()
        self.transport.show_rate(span.fps if pictures else None)
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
        """Let the recording go."""
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
    def opened(self) -> bool:
        """Whether there is a recording."""
        return self._stills is not None

    def go(self, frame: int) -> None:
        """Go to a frame."""
        self._show(self.span.go(frame))

    def mark_start(self) -> None:
        """The part starts at the frame that is seen."""
        self._show(self.span.begin(self.span.at))
        self._say_next(self.tr("Go to where the sign ends and press O."))

    def mark_end(self) -> None:
        """The part ends with the frame that is seen."""
        self._show(self.span.finish(self.span.at))
        self._say_next(self.tr("Go to where the sign begins and press I."))

    def look_up(self) -> None:
        """Ask what the part means, if one is marked that can be a sign."""
        part = self.span.part
        if part is None:
            self.told.emit(self.tr("Mark a sign first: I where it begins, O where it ends."))
        elif part[1] - part[0] > LONGEST:
            told = self.tr("The part is longer than {n} seconds. Mark one sign.")
            self.told.emit(told.format(n=f"{LONGEST:g}"))
        else:
            self._pause()
            self.part_chosen.emit(*part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the strip: look up, play."""
        pressed = watched is self.near and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._took(event):
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still while nobody looks."""
        super().hideEvent(event)
        self._pause()

    def _took(self, event: QKeyEvent) -> bool:
        acts = dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self.look_up)
        act = (acts | {Qt.Key.Key_Space: self._toggle}).get(Qt.Key(event.key()))
        if act:
            act()
        return act is not None

    def _leap(self, seconds: int) -> None:
        self.go(self.span.at + round(seconds * self.span.fps))

    def rest(self) -> None:
        """Something else is shown now, until one goes on."""
        self._pause()
        self._looking = False

    def _show(self, span: Span) -> None:
        """Show a place and a part, and wish for their pictures."""
        self.span, self._looking = span, True
        self._window = span.window(_NEAR, self._window)
        self.whole.show_span(span, 0.0, max(span.seconds, 1 / span.fps))
        self.near.show_span(span, *self._window)
        told = self._in_words()
        self.transport.time.setText(told)
        self.near.setAccessibleDescription(told)
        if self._stills is None:
            return
        far = self.whole.places if self.whole.isVisibleTo(self) else []
        self._stills.prepare([*self.near.places, *far])
        self._stills.show(span.place)

    def _in_words(self) -> str:
        span, part = self.span, self.span.part
        place = self.tr("{place} of {whole}").format(
            place=clock(span.place), whole=clock(span.seconds, exact=span.seconds < _NEAR)
        )
        if part is None:
            return place
        return self.tr("{place}, part {seconds} s").format(
            place=place, seconds=f"{part[1] - part[0]:.2f}"
        )

    def _say_next(self, missing: str) -> None:
        ready = self.tr("Press Enter to look the part up.")
        self.told.emit(missing if self.span.part is None else ready)

    def _small(self, place: float) -> QImage | None:
        return self._stills.small(place) if self._stills else None

    def _on_shown(self, picture: QImage) -> None:
        if self._looking:
            self.pictured.emit(picture)

    def _on_arrived(self) -> None:
        self.whole.update()
        self.near.update()

    def _on_dragged(self, held: str, frame: int) -> None:
        self._pause()
        span = self.span.go(frame)
        if held == "start":
            span = span.begin(frame)
        elif held == "end":
            span = span.finish(frame)
        self._show(span)

    def _toggle(self) -> None:
        if self._timer.isActive():
            self._pause()
            return
        if self.span.at >= self.span.frames - 1:
            self.go(0)
        self._last = time.monotonic()
        self._timer.start()
        self.transport.show_playing(playing=True)

    def _pause(self) -> None:
        self._timer.stop()
        self.transport.show_playing(playing=False)

    def _tick(self) -> None:
        """Go on as fast as in life; a part that is marked is played again and again."""
        now = time.monotonic()
        frames = int((now - self._last) * self.span.fps)
        if not frames:
            return
        self._last += frames / self.span.fps
        at, span = self.span.at + frames, self.span
        if span.start is not None and span.end is not None and span.start <= span.at < span.end:
            at = at if at < span.end else span.start
        if at >= span.frames - 1:
            self._pause()
        self.go(at)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.whole, self.near, self.transport):
            column.addWidget(part)
        shortcuts.key(self, "I", self.mark_start)
        shortcuts.key(self, "O", self.mark_end)
        shortcuts.key(self, "Shift+Left", lambda: self._leap(-1))
        shortcuts.key(self, "Shift+Right", lambda: self._leap(1))
