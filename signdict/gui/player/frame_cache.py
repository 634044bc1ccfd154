"""A cache for what a widget painted: its last frame, and all frames of a short loop."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from signdict.gui.theme.style import tones

#: Memory for the frames of one loop, in bytes.
_BYTES = 6 * 2**20
#: Frames per second that are cached: as many as `_BYTES` has room for, up to the maximum. A loop
#: with room for less than the minimum would stutter and is not cached.
_MIN_FPS, _MAX_FPS = 8.0, 15.0


def cached_moment(widget: QWidget, position: float, seconds: float) -> float | None:
    """Return the time of the cached frame that is shown at a position of a loop, all in seconds.

    Returns None if the frames of the loop are too large or too many to be cached.
    """
    size, ratio = widget.size(), widget.devicePixelRatioF()
    frame_bytes = 4 * size.width() * size.height() * ratio * ratio
    affordable = (_BYTES / max(frame_bytes, 1.0) - 1) / max(seconds, 1e-3)
    fps = min(affordable, _MAX_FPS)
    return round(position * fps) / fps if fps >= _MIN_FPS else None


class FrameCache:
    """The last frame of a widget, and the frames of its loop.

    Qt asks a widget to paint whenever a neighbour changes, too; only a frame that is neither
    current nor cached is drawn.
    """

    def __init__(self) -> None:
        self._frame = QPixmap()
        self._frames: dict[float | None, QPixmap] = {}  # by their time in the loop
        self.moment: float | None = None  # time in a loop whose frames are cached; else None
        self._stale = True
        self._look = (QSize(), 0.0, tones())
        self.rescaled = False  # the frame was drawn in another size and has to be drawn again

    @property
    def ready(self) -> bool:
        """Whether the next paint needs no drawing."""
        return self.moment in self._frames

    def invalidate(self, moment: float | None = None) -> None:
        """Request a new frame; it is drawn unless the frame of that moment is cached."""
        self._stale, self.moment = True, moment

    def clear(self) -> None:
        """Free the frames of the loop."""
        self._frames.clear()
        self.moment = None

    def paint(
        self, widget: QWidget, draw: Callable[[QPainter], None], *, rescale: bool = False
    ) -> float:
        """Paint the widget; return the seconds that took.

        With `rescale`, a frame of another size is scaled to fit and drawn again later: when many
        widgets are resized, not all of them are drawn at the same time.
        """
        started = time.perf_counter()
        look = (widget.size(), widget.devicePixelRatioF(), tones())
        same_except_size = not self._stale and look[1:] == self._look[1:]
        self.rescaled = rescale and same_except_size and look != self._look
        if not self.rescaled and not (same_except_size and look == self._look):
            if look != self._look:
                self.clear()
            self._stale, self._look = False, look
            cached = self._frames.get(self.moment)
            self._frame = _drawn(*look[:2], draw) if cached is None else cached
            if self.moment is not None:
                self._frames[self.moment] = self._frame
        self._put(widget)
        return time.perf_counter() - started

    def _put(self, widget: QWidget) -> None:
        painter = QPainter(widget)
        if self.rescaled:
            painter.fillRect(widget.rect(), QColor(tones().ground))
            area = QRectF(widget.rect())
            fitted = QSizeF(self._look[0]).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(area.topLeft(), fitted)
            target.moveCenter(area.center())
            painter.drawPixmap(target, self._frame, QRectF(self._frame.rect()))
        else:
            painter.drawPixmap(0, 0, self._frame)
        painter.end()


def _drawn(size: QSize, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    frame = QPixmap(size * ratio)
    frame.setDevicePixelRatio(ratio)
    frame.fill(Qt.GlobalColor.transparent)
    painter = QPainter(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return frame
