"""A strip of thumbnails of a recording, with the current frame and the marked part."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from signdict.gui.theme.style import tones

#: Longest recording in seconds that is searched for as a whole.
WHOLE = 8.0
#: Longest part in seconds that is searched for; no sign takes longer.
LONGEST = 30.0
#: Thumbnails side by side.
CELLS = 6
#: Greatest distance at which a handle is grabbed, and its width, in pixels.
_GRAB, _HANDLE = 8, 5

#: What the mouse drags.
Handle = Literal["position", "start", "end"]


@dataclass(frozen=True, slots=True)
class Span:
    """The current frame of a recording and the marks of a part, in frames; `end` is exclusive."""

    frames: int
    fps: float
    frame: int = 0
    start: int | None = None
    end: int | None = None

    @property
    def seconds(self) -> float:
        """Duration of the recording."""
        return self.frames / self.fps

    @property
    def time(self) -> float:
        """The time of the current frame, in seconds."""
        return self.frame / self.fps

    @property
    def part(self) -> tuple[float, float] | None:
        """Start and end of the part in seconds; None unless both are marked."""
        if self.start is None or self.end is None:
            return None
        return self.start / self.fps, self.end / self.fps

    def go(self, frame: int) -> "Span":
        """Return the span at a frame, or at the nearest one that exists."""
        return replace(self, frame=min(max(frame, 0), self.frames - 1))

    def mark_start(self, frame: int) -> "Span":
        """Return the span with the first frame of the part; an earlier end is removed."""
        frame = min(max(frame, 0), self.frames - 1)
        end = self.end if self.end is not None and self.end > frame else None
        return replace(self, start=frame, end=end)

    def mark_end(self, frame: int) -> "Span":
        """Return the span with the last frame of the part; a later start is removed."""
        end = min(max(frame, 0), self.frames - 1) + 1
        start = self.start if self.start is not None and self.start < end else None
        return replace(self, start=start, end=end)

    def window(self, width: float, previous: tuple[float, float]) -> tuple[float, float]:
        """Return start and end of the `width` seconds around the current frame.

        The previous window is returned while the frame is well inside it.
        """
        if self.seconds <= width:
            return 0.0, max(self.seconds, 1 / self.fps)
        low, high = previous
        margin = width / 8
        inside = low + margin <= self.time <= high - margin
        edge = (low == 0 and self.time < margin) or self.time > self.seconds - margin
        if abs(high - low - width) < 1e-6 and (inside or (edge and low <= self.time <= high)):
            return previous
        low = min(max(0.0, self.time - width / 2), self.seconds - width)
        return low, low + width


def timecode(seconds: float, *, exact: bool = True) -> str:
    """Format a time as 1:02:03.45; hours are omitted if zero, hundredths unless `exact`."""
    whole = int(seconds)
    hours, minutes = whole // 3600, f"{whole // 60 % 60}"
    rest = f"{whole % 60:02d}" + (f".{int((seconds - whole) * 100):02d}" if exact else "")
    return f"{hours}:{minutes:0>2}:{rest}" if hours else f"{minutes}:{rest}"


class Filmstrip(QSlider):
    """Shows the seconds `low` to `high`; position, start and end of the part can be dragged.

    It is a slider for assistive technology: its value is the current frame.
    """

    dragged = Signal(str, int)  # a Handle, and the frame it is dragged to

    def __init__(
        self,
        height: int,
        thumbnail: Callable[[float], QImage | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._thumbnail = thumbnail
        self._span = Span(1, 25.0)
        self._low, self._high = 0.0, 1.0
        self._grabbed: Handle | None = None
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Return a size with the height of the strip."""
        return QSize(200, self._height)

    @property
    def cells(self) -> list[tuple[float, float]]:
        """Start and end of each thumbnail in seconds.

        They are the same in overlapping windows, so that each thumbnail is made once.
        """
        step = (self._high - self._low) / CELLS
        first = int(self._low / step + 1e-6)
        starts = [number * step for number in range(first, first + CELLS + 1)]
        return [(start, start + step) for start in starts if start < self._high - 1e-6]

    @property
    def times(self) -> list[float]:
        """The time of each thumbnail, in seconds."""
        return [min((a + b) / 2, self._span.seconds) for a, b in self.cells]

    def show_span(self, span: Span, low: float, high: float) -> None:
        """Show the seconds `low` to `high` of a recording."""
        self._span, self._low, self._high = span, low, high
        self.blockSignals(True)
        self.setRange(0, span.frames - 1)
        self.setPageStep(round(10 * span.fps))
        self.setValue(span.frame)
        self.blockSignals(False)
        self.update()

    def pixel(self, seconds: float) -> float:
        """Return the x coordinate of a time."""
        return (seconds - self._low) / (self._high - self._low) * self.width()

    def frame(self, x: float) -> int:
        """Return the frame at an x coordinate."""
        seconds = self._low + x / max(self.width(), 1) * (self._high - self._low)
        return int(min(max(seconds, self._low), self._high) * self._span.fps + 1e-6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab a handle, or go to the position that was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = self._handle_at(event.position().x())
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if self._grabbed == "position":
                self.dragged.emit("position", self.frame(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the grabbed handle, or show with the cursor whether there is one."""
        x = event.position().x()
        if self._grabbed is None:
            free = self._handle_at(x) == "position"
            shape = Qt.CursorShape.ArrowCursor if free else Qt.CursorShape.SizeHorCursor
            self.setCursor(shape)
        else:
            self.dragged.emit(self._grabbed, self.frame(x) - (self._grabbed == "end"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Release the handle."""
        del event
        self._grabbed = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint thumbnails, part and position."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(tones().ground))
        for (first, last), seconds in zip(self.cells, self.times, strict=True):
            if picture := self._thumbnail(seconds):
                area = QRectF(
                    self.pixel(first), 0, self.pixel(last) - self.pixel(first), self.height()
                )
                painter.drawImage(area, picture, _centre(picture, area))
        self._paint_part(painter)
        self._paint_position(painter)
        painter.end()

    def _paint_part(self, painter: QPainter) -> None:
        """Paint two handles, and a shade over everything outside the part."""
        start, end = self._marks()
        shade = QColor(tones().window)
        shade.setAlphaF(0.6)
        if start is not None:
            painter.fillRect(QRectF(0, 0, start, self.height()), shade)
        if end is not None:
            painter.fillRect(QRectF(end, 0, self.width() - end, self.height()), shade)
        accent = QColor(tones().accent)
        for x, inward in ((start, 1), (end, -1)):
            if x is not None:
                left = min(x, x + inward * _HANDLE)
                painter.fillRect(QRectF(left, 0, _HANDLE, self.height()), accent)
        if start is not None and end is not None:
            painter.fillRect(QRectF(start, 0, end - start, 2), accent)
            painter.fillRect(QRectF(start, self.height() - 2, end - start, 2), accent)

    def _paint_position(self, painter: QPainter) -> None:
        x = self.pixel(self._span.time + 0.5 / self._span.fps)
        painter.setPen(QPen(QColor(tones().window), 4))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setPen(QPen(QColor(tones().text), 2))
        painter.setBrush(QColor(tones().text))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.drawPolygon(QPolygonF([QPointF(x - 4, 0), QPointF(x + 4, 0), QPointF(x, 5)]))

    def _marks(self) -> tuple[float | None, float | None]:
        """Return the x coordinates of start and end of the part."""
        span = self._span
        start = None if span.start is None else self.pixel(span.start / span.fps)
        end = None if span.end is None else self.pixel(span.end / span.fps)
        return start, end

    def _handle_at(self, x: float) -> Handle:
        """Return the nearer handle of the part at an x coordinate, else the position."""
        start, end = self._marks()
        candidates: list[tuple[float, Handle]] = []
        if start is not None:
            candidates.append((abs(x - start), "start"))
        if end is not None:
            candidates.append((abs(x - end), "end"))
        distance, handle = min(candidates, default=(float("inf"), "position"))
        return handle if distance <= _GRAB else "position"


def _centre(picture: QImage, area: QRectF) -> QRectF:
    """Return the central part of a picture with the proportions of an area."""
    size = area.size().scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    part = QRectF(QPointF(0, 0), size)
    part.moveCenter(QRectF(picture.rect()).center())
    return part
