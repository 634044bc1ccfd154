"""A widget that plays a sign in a loop: its skeleton, or its video with the skeleton over it."""

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
from signdict.gui.player.frame_cache import FrameCache, cached_moment
from signdict.gui.player.frame_clock import ClockTicket, FrameClock, frame_clock
from signdict.gui.theme.reduced_motion import held, still
from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.gui.drawing.motion import Extent
    from signdict.gui.player.reel import Reel
    from signdict.pose.pose import Pose

_RADIUS = 8.0  # of the corners, in pixels
#: Pause at the end of a loop, in seconds, so that its start is recognised.
_PAUSE = 0.35
#: Speed of every second loop when slow and normal speed alternate.
_SLOW = 0.5


class SignView(QWidget):
    """Plays a sign in a loop; without a sign it shows an empty background.

    `alone`: no widget around the view takes the focus for it, so Tab reaches the view itself if
    motion is reduced and signs move only in focus. `clock` drives the view; by default the clock
    that all views share.
    """

    moved = Signal(float)  # seconds

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        alone: bool = False,
        clock: FrameClock | None = None,
    ) -> None:
        super().__init__(parent)
        self._alone, self._clock = alone, clock or frame_clock()
        self._motion: Motion | None = None
        self._reel: Reel | None = None
        self._extent: Extent | None = None
        self._position, self._last = 0.0, time.monotonic()
        self._playing = True
        self._chosen = False  # `set_playing` was called: the user chose whether the sign moves
        self._attended = False
        self._ticket: ClockTicket | None = None  # while the view is visible
        self._pending = False  # the view is drawn when its turn comes
        self._speed, self._overlay, self._mirrored = 1.0, True, False
        self._alternating, self._loop = False, 0
        self._span: tuple[float, float] | None = None
        self._cache = FrameCache()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(92, 92)

    def sizeHint(self) -> QSize:
        """Return the size of a square in which fingers can be seen well."""
        return QSize(200, 200)

    @property
    def seconds(self) -> float:
        """Duration of the sign; 0 without a sign."""
        timed = self._timed
        return timed.seconds if timed else 0.0

    @property
    def position(self) -> float:
        """Seconds from the start."""
        return min(self._position, self.seconds)

    @property
    def playing(self) -> bool:
        """Whether the sign moves."""
        return self._playing

    def show_pose(self, pose: "Pose", extent: "Extent | None" = None) -> None:
        """Play a skeleton; `extent` is the part of it that fills the view (see `Motion.box`)."""
        self._drop_reel()
        self._extent = extent
        self._motion = Motion(pose)
        self._explain_dashes()
        self._rewind(immediately=self._ticket is None)

    def show_video(
        self, path: Path, pose: "Pose | None", start: float | None, end: float | None
    ) -> None:
        """Play a video between two times in seconds, with the skeleton of `pose` over it."""
        from signdict.gui.player.reel import Reel

        self._drop_reel()
        self._extent = None
        self._motion = Motion(pose) if pose is not None else None
        self._explain_dashes()
        self._reel = Reel(path, start or 0.0, end)
        self.destroyed.connect(self._reel.close)
        self._rewind()

    def clear(self) -> None:
        """Show the empty background."""
        self._drop_reel()
        self._motion = None
        self._explain_dashes()
        self._rewind()

    def set_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        """Play or pause at the request of the user, also if motion is reduced."""
        self._playing, self._chosen, self._last = playing, True, time.monotonic()

    def attend(self, attended: bool) -> None:  # noqa: FBT001 - a slot
        """Set whether the view has the pointer or the focus: with reduced motion, a sign moves only
        then."""
        if attended != self._attended:
            self._attended = attended
            if still() and not self._chosen:
                self._rewind()

    def set_speed(self, speed: float) -> None:
        """Set the speed as a multiple of the original, 0.1 to 2."""
        self._speed = min(max(speed, 0.1), 2.0)

    def set_alternating(self, alternating: bool) -> None:  # noqa: FBT001 - a slot
        """Play every second loop slowly, so that a sign is seen at both speeds."""
        self._alternating, self._loop = alternating, 0

    def set_span(self, first: float | None, last: float | None) -> None:
        """Play only the part between two times in seconds; the whole sign if one is None."""
        whole = first is None or last is None or last <= first
        self._span = None if whole else (first or 0.0, last or 0.0)

    def set_overlay(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        """Show or hide the skeleton over a video."""
        self._overlay = shown
        self._redraw()

    def set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001 - a slot
        """Mirror the sign."""
        self._mirrored = mirrored
        self._cache.clear()
        self._redraw()

    def step(self, frames: int) -> None:
        """Pause, and go a number of frames forward or, if negative, back."""
        self.set_playing(False)
        fps = self._timed.fps if self._timed else 25.0
        count = max(round(self.seconds * fps), 1)
        self.seek((round(self.position * fps) + frames) % count / fps)

    def seek(self, seconds: float) -> None:
        """Go to a time in seconds."""
        self._position, self._pending = min(max(seconds, 0.0), self.seconds), False
        self.moved.emit(self._position)
        self._redraw()

    def tick(self) -> bool:
        """Advance by the time since the last tick; return whether the view has to be drawn."""
        now = time.monotonic()
        elapsed, self._last = now - self._last, now
        pending, self._pending = self._pending, False
        if not self._moves or not self.seconds:
            if self._reel or pending:
                self._redraw()  # frames of the video may have been decoded meanwhile
            return bool(self._reel or pending)
        slow = _SLOW if self._alternating and self._loop % 2 else 1.0
        self._position += elapsed * self._speed * slow
        first, last = self._span or (0.0, self.seconds + _PAUSE)
        if self._position > last or self._position < first:
            self._position = first
            self._loop += 1
        self.moved.emit(self.position)
        cacheable = self._reel is None and slow * self._speed == 1
        moment = cached_moment(self, self.position, self.seconds) if cacheable else None
        if moment is not None and moment == self._cache.moment and not pending:
            return False
        self._redraw(moment)
        scrolled_away = self.visibleRegion().isEmpty()  # and therefore not painted
        return not (self._cache.ready or scrolled_away)

    def showEvent(self, event: QShowEvent) -> None:
        """Register with the clock."""
        super().showEvent(event)
        reached = self._alone and still()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if reached else Qt.FocusPolicy.NoFocus)
        self._follow_clock(True)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Play while the pointer is here, if motion is reduced."""
        super().enterEvent(event)
        self.attend(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Pause again, if motion is reduced."""
        super().leaveEvent(event)
        self.attend(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Play while the view has the focus, if motion is reduced."""
        super().focusInEvent(event)
        self.attend(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Pause again, if motion is reduced."""
        super().focusOutEvent(event)
        self.attend(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock and free the cached frames."""
        super().hideEvent(event)
        self._follow_clock(False)
        self._cache.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the current frame."""
        del event
        if self._motion is None and self._reel is None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._fill_background(painter)
            painter.end()
            return
        if self._pending:
            self._cache.clear()  # no frame of the sign was requested yet
        seconds = self._cache.paint(self, self._draw, rescale=self._ticket is not None)
        self._pending = self._pending or self._cache.rescaled
        self._clock.pay(seconds)

    def _redraw(self, moment: float | None = None) -> None:
        self._cache.invalidate(moment)
        self.update()

    def _fill_background(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones().ground))
        painter.drawRoundedRect(self.rect(), _RADIUS, _RADIUS)

    def _draw(self, painter: QPainter) -> None:
        area = QRectF(self.rect())
        self._fill_background(painter)
        outline = QPainterPath()
        outline.addRoundedRect(area, _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        if self._mirrored:
            painter.translate(area.width(), 0)
            painter.scale(-1, 1)
        picture = self._reel.at(self.position) if self._reel else None
        if picture is not None:
            self._paint_video(painter, area, picture)
        elif self._motion and not self._pending and not (self._reel and not self._reel.broken):
            inner = area.adjusted(4, 4, -4, 0)
            cached = self._cache.moment
            frame = self._motion.at(self.position if cached is None else cached)
            skeleton.paint(painter, inner, frame, self._motion.box(self._extent), tones())

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

    @property
    def _timed(self) -> "Reel | Motion | None":
        """The source of the timing: the video once it has frames, else the skeleton."""
        return self._reel if self._reel and self._reel.seconds else self._motion

    @property
    def _still_position(self) -> float:
        """The time in seconds of the frame that represents a sign that does not move."""
        motion = self._motion
        if motion and self._timed is motion:
            return motion.representative_time()
        return self.seconds / 2

    @property
    def _moves(self) -> bool:
        return self._playing and (self._chosen or self._attended or not (still() or held()))

    def _rewind(self, *, immediately: bool = True) -> None:
        """Restart, and draw immediately or when the view's turn comes.

        A sign that does not move shows its most representative frame.
        """
        self._span, self._loop = None, 0
        self._last = time.monotonic()
        self._cache.clear()
        self._position = 0.0 if self._moves else self._still_position
        self.moved.emit(self._position)
        self._pending = not immediately
        if immediately:
            self._redraw()

    def _explain_dashes(self) -> None:
        """Explain in the tool tip why a hand is drawn in dashes, if it is."""
        text = self.tr("A hand in dashes was not found in these frames; its place is estimated.")
        shown = text if self._motion and self._motion.has_filled_hands else ""
        self.setToolTip(shown)
        self.setAccessibleDescription(shown)

    def _drop_reel(self) -> None:
        if self._reel:
            self.destroyed.disconnect(self._reel.close)
            self._reel.close()
            self._reel = None

    def _follow_clock(self, follow: bool) -> None:  # noqa: FBT001
        if follow == (self._ticket is not None):
            return
        self._last = time.monotonic()
        if self._ticket is None:
            self._ticket = self._clock.enter(self.tick)
            self.destroyed.connect(self._ticket.leave)  # a visible view may be deleted
        else:
            self.destroyed.disconnect(self._ticket.leave)
            self._ticket.leave()
            self._ticket = None
