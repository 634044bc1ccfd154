"""A looping sign: its moving skeleton, or its video with the skeleton over it."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from signdict.gui.drawing import skeleton
from signdict.gui.drawing.motion import Motion
from signdict.gui.player.frame_cache import FrameCache, kept_moment
from signdict.gui.player.frame_clock import ClockTicket, FrameClock
from signdict.gui.theme.reduced_motion import held, still
from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.gui.drawing.motion import Reach
    from signdict.gui.player.reel import Reel
    from signdict.pose.pose import Pose

_ROUND = 8.0
#: Rest at the end of a loop, in seconds, so that the beginning can be told from the end.
_REST = 0.35
#: How much slower every second time is.
_SLOW = 0.5


class SignView(QWidget):
    """Plays a sign in a loop. Without one it shows an empty ground.

    `alone`: nothing round it has the focus in its place, so that Tab reaches it where signs move
    only in focus.
    """

    moved = Signal(float)  # seconds
    clock: FrameClock | None = None  # that all views follow

    def __init__(self, parent: QWidget | None = None, *, alone: bool = False) -> None:
        super().__init__(parent)
        self._alone = alone
        self._motion: Motion | None = None
        self._reel: Reel | None = None
        self._reach: Reach | None = None
        self._position, self._last = 0.0, time.monotonic()
        self._playing = True
        self._told, self._attended = False, False
        self._place: ClockTicket | None = None  # among those who watch the clock
        self._waits = False  # for its turn
        self._speed, self._overlay, self._mirrored = 1.0, True, False
        self._slow_turns, self._turn = False, 0
        self._span: tuple[float, float] | None = None
        self._painted = FrameCache()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(92, 92)

    def sizeHint(self) -> QSize:
        """Ask for a square that shows fingers well."""
        return QSize(200, 200)

    @property
    def seconds(self) -> float:
        """How long the sign lasts; 0 without one."""
        timed = self._timed
        return timed.seconds if timed else 0.0

    @property
    def position(self) -> float:
        """Seconds from the beginning."""
        return min(self._position, self.seconds)

    @property
    def playing(self) -> bool:
        """Whether the sign moves."""
        return self._playing

    def show_pose(self, pose: "Pose", reach: "Reach | None" = None) -> None:
        """Show a moving skeleton; with a `reach`, that part of it (see `Motion.box`)."""
        self._drop_reel()
        self._reach = reach
        self._motion = Motion(pose)
        self._rewind(at_once=self._place is None)

    def show_video(
        self, path: Path, pose: "Pose | None", start: float | None, end: float | None
    ) -> None:
        """Show a video, with the skeleton over it if there is one."""
        from signdict.gui.player.reel import Reel

        self._drop_reel()
        self._reach = None
        self._motion = Motion(pose) if pose is not None else None
        self._reel = Reel(path, start or 0.0, end)
        self.destroyed.connect(self._reel.close)
        self._rewind()

    def clear(self) -> None:
        """Show nothing."""
        self._drop_reel()
        self._motion = None
        self._rewind()

    def set_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        """Move or stand still, as the person told, whatever they prefer of other signs."""
        self._playing, self._told, self._last = playing, True, time.monotonic()

    def attend(self, attended: bool) -> None:  # noqa: FBT001 - a slot
        """Somebody points here or has it in focus, or does no more: where motion is reduced, the
        sign moves only meanwhile."""
        if attended != self._attended:
            self._attended = attended
            if still() and not self._told:
                self._rewind()

    def set_speed(self, speed: float) -> None:
        """Play this many times as fast as in life, 0.1 to 2."""
        self._speed = min(max(speed, 0.1), 2.0)

    def set_slow_turns(self, slow: bool) -> None:  # noqa: FBT001 - a slot
        """Play every second time slowly, so that a sign is seen as it is and then closely."""
        self._slow_turns, self._turn = slow, 0

    def set_span(self, first: float | None, last: float | None) -> None:
        """Play only what is between two moments, in seconds; all of it without one of them."""
        whole = first is None or last is None or last <= first
        self._span = None if whole else (first or 0.0, last or 0.0)

    def set_overlay(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        """Draw the skeleton over a video, or leave it off."""
        self._overlay = shown
        self._renew()

    def set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001 - a slot
        """Show what a mirror would."""
        self._mirrored = mirrored
        self._painted.forget()
        self._renew()

    def step(self, frames: int) -> None:
        """Stand still, so many frames further on or back."""
        self.set_playing(False)
        fps = self._timed.fps if self._timed else 25.0
        count = max(round(self.seconds * fps), 1)
        self.seek((round(self.position * fps) + frames) % count / fps)

    def seek(self, seconds: float) -> None:
        """Go to a moment."""
        self._position, self._waits = min(max(seconds, 0.0), self.seconds), False
        self.moved.emit(self._position)
        self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the clock."""
        super().showEvent(event)
        reached = self._alone and still()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if reached else Qt.FocusPolicy.NoFocus)
        self._watch(True)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Move for who points here."""
        super().enterEvent(event)
        self.attend(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again where motion is reduced."""
        super().leaveEvent(event)
        self.attend(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Move for who came here with Tab."""
        super().focusInEvent(event)
        self.attend(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Rest again where motion is reduced."""
        super().focusOutEvent(event)
        self.attend(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._watch(False)
        self._painted.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the present moment."""
        del event
        if self._motion is None and self._reel is None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._fill_ground(painter)
            painter.end()
            return
        if self._waits:
            self._painted.forget()  # what would be drawn now is of no moment
        took = self._painted.show(self, self._draw, patient=self._place is not None)
        self._waits = self._waits or self._painted.waits
        if SignView.clock:
            SignView.clock.pay(took)

    def _renew(self, moment: float | None = None) -> None:
        self._painted.renew(moment)
        self.update()

    def _fill_ground(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones().ground))
        painter.drawRoundedRect(self.rect(), _ROUND, _ROUND)

    def _draw(self, painter: QPainter) -> None:
        area = QRectF(self.rect())
        self._fill_ground(painter)
        ground = QPainterPath()
        ground.addRoundedRect(area, _ROUND, _ROUND)
        painter.setClipPath(ground)
        if self._mirrored:
            painter.translate(area.width(), 0)
            painter.scale(-1, 1)
        picture = self._reel.at(self.position) if self._reel else None
        if picture is not None:
            self._paint_video(painter, area, picture)
        elif self._motion and not self._waits and not (self._reel and not self._reel.broken):
            inner = area.adjusted(4, 4, -4, 0)
            kept = self._painted.moment
            moment = self._motion.at(self.position if kept is None else kept)
            skeleton.paint(painter, inner, moment, self._motion.box(self._reach), tones())

    def _paint_video(self, painter: QPainter, area: QRectF, picture: QImage) -> None:
        size = picture.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, picture)
        if self._motion and self._overlay:
            painter.translate(target.topLeft())
            scale = target.width() / self._motion.width
            skeleton.overlay(painter, self._motion.at(self.position), scale, tones())

    def _tick(self) -> bool:
        """Go on in time; whether there is something to draw then."""
        now = time.monotonic()
        passed, self._last = now - self._last, now
        waits, self._waits = self._waits, False
        if not self._moves or not self.seconds:
            if self._reel or waits:
                self._renew()  # frames may have arrived
            return bool(self._reel or waits)
        slow = _SLOW if self._slow_turns and self._turn % 2 else 1.0
        self._position += passed * self._speed * slow
        first, last = self._span or (0.0, self.seconds + _REST)
        if self._position > last or self._position < first:
            self._position = first
            self._turn += 1
        self.moved.emit(self.position)
        usual = self._reel is None and slow * self._speed == 1
        moment = kept_moment(self, self.position, self.seconds) if usual else None
        if moment is not None and moment == self._painted.moment and not waits:
            return False
        self._renew(moment)
        out_of_sight = self.visibleRegion().isEmpty()  # scrolled, and not painted
        return not (self._painted.ready or out_of_sight)

    @property
    def _timed(self) -> "Reel | Motion | None":
        """What gives the time: the film once it has pictures, else the skeleton."""
        return self._reel if self._reel and self._reel.seconds else self._motion

    @property
    def _telling(self) -> float:
        """The moment that is shown of a sign that stands still."""
        motion = self._motion
        return motion.telling() if motion and self._timed is motion else self.seconds / 2

    @property
    def _moves(self) -> bool:
        return self._playing and (self._told or self._attended or not (still() or held()))

    def _rewind(self, *, at_once: bool = True) -> None:
        """Begin anew, painted at once or in its turn.

        What stands still shows the moment that says most.
        """
        self._span, self._turn = None, 0
        self._last = time.monotonic()
        self._painted.forget()
        self._position = 0.0 if self._moves else self._telling
        self.moved.emit(self._position)
        self._waits = not at_once
        if at_once:
            self._renew()

    def _drop_reel(self) -> None:
        if self._reel:
            self.destroyed.disconnect(self._reel.close)
            self._reel.close()
            self._reel = None

    def _watch(self, watched: bool) -> None:  # noqa: FBT001
        if watched == (self._place is not None):
            return
        self._last = time.monotonic()
        if self._place is None:
            SignView.clock = SignView.clock or FrameClock()
            self._place = SignView.clock.enter(self._tick)
            self.destroyed.connect(self._place.leave)  # a view may be deleted while it is seen
        else:
            self.destroyed.disconnect(self._place.leave)
            self._place.leave()
            self._place = None
