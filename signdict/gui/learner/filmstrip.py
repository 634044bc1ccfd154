"""A strip of small pictures of a recording, with the place in it and the part that is marked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from signdict.gui.theme.style import tones

#: Up to so many seconds a recording is looked up whole.
WHOLE = 8.0
#: No sign takes longer than this; a longer part is not looked up.
LONGEST = 30.0
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a recording and the marks of a part, all in frames; `end` is exclusive."""

    frames: int
    fps: float
    at: int = 0
    start: int | None = None
    end: int | None = None

    @property
    def seconds(self) -> float:
        """How long the recording lasts."""
        return self.frames / self.fps

    @property
    def place(self) -> float:
        """The second at which one is."""
        return self.at / self.fps

    @property
    def part(self) -> tuple[float, float] | None:
        """Start and end of what is marked, in seconds; None until both are."""
        if self.start is None or self.end is None:
            return None
        return self.start / self.fps, self.end / self.fps

    def go(self, frame: int) -> "Span":
        """Go to a frame, or to the nearest there is."""
        return replace(self, at=min(max(frame, 0), self.frames - 1))

    def begin(self, frame: int) -> "Span":
        """Mark the start of the part; an end that lies before it is no longer one."""
        frame = min(max(frame, 0), self.frames - 1)
        end = self.end if self.end is not None and self.end > frame else None
        return replace(self, start=frame, end=end)

    def finish(self, frame: int) -> "Span":
        """Mark the last frame of the part; a start that lies behind it is no longer one."""
        end = min(max(frame, 0), self.frames - 1) + 1
        start = self.start if self.start is not None and self.start < end else None
        return replace(self, start=start, end=end)

    def window(self, wide: float, before: tuple[float, float]) -> tuple[float, float]:
        """So many seconds around the place; those of `before` while the place is well inside."""
        if self.seconds <= wide:
            return 0.0, max(self.seconds, 1 / self.fps)
        low, high = before
        margin = wide / 8
        inside = low + margin <= self.place <= high - margin
        edge = (low == 0 and self.place < margin) or self.place > self.seconds - margin
        if abs(high - low - wide) < 1e-6 and (inside or (edge and low <= self.place <= high)):
            return before
        low = min(max(0.0, self.place - wide / 2), self.seconds - wide)
        return low, low + wide


def clock(seconds: float, *, exact: bool = True) -> str:
    """A time as clocks show it: 1:02:03.45, without hours where there are none."""
    whole = int(seconds)
    minutes = f"{whole // _MINUTE % _MINUTE}"
    rest = f"{whole % _MINUTE:02d}" + (f".{int((seconds - whole) * 100):02d}" if exact else "")
    hours = whole // _HOUR
    return f"{hours}:{minutes:0>2}:{rest}" if hours else f"{minutes}:{rest}"


#: So many small pictures stand side by side.
CELLS = 6
#: How near a handle has to be to be taken hold of, and how wide it is drawn, in pixels.
_REACH, _HANDLE = 8, 5

Held = Literal["place", "start", "end"]


class Filmstrip(QSlider):
    """Shows the seconds `low` to `high`. A slider to those who cannot see it: its value is the
    frame. Handles of the part and the place can be dragged."""

    dragged = Signal(str, int)  # what is held, and the frame it is dragged to

    def __init__(
        self, high: int, small: Callable[[float], QImage | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._small = small
        self._span = Span(1, 25.0)
        self._low, self._high = 0.0, 1.0
        self._held: Held | None = None
        self._tall = high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """As high as it was made."""
        return QSize(200, self._tall)

    @property
    def cells(self) -> list[tuple[float, float]]:
        """From second to second: what each small picture stands for; the same from window to
        window, so that pictures are made once."""
        step = (self._high - self._low) / CELLS
        first = int(self._low / step + 1e-6)
        starts = [number * step for number in range(first, first + CELLS + 1)]
        return [(start, start + step) for start in starts if start < self._high - 1e-6]

    @property
    def places(self) -> list[float]:
        """The moments of which small pictures are wanted."""
        return [min((a + b) / 2, self._span.seconds) for a, b in self.cells]

    def show_span(self, span: Span, low: float, high: float) -> None:
        """Show these seconds of a recording, with its place and part."""
        self._span, self._low, self._high = span, low, high
        self.blockSignals(True)
        self.setRange(0, span.frames - 1)
        self.setPageStep(round(10 * span.fps))
        self.setValue(span.at)
        self.blockSignals(False)
        self.update()

    def pixel(self, seconds: float) -> float:
        """Where a moment stands, in pixels."""
        return (seconds - self._low) / (self._high - self._low) * self.width()

    def frame(self, x: float) -> int:
        """The frame that stands at a pixel."""
        seconds = self._low + x / max(self.width(), 1) * (self._high - self._low)
        return int(min(max(seconds, self._low), self._high) * self._span.fps + 1e-6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle, or go to where it was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._under(event.position().x())
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if self._held == "place":
                self.dragged.emit("place", self.frame(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; else say by the pointer what can be."""
        x = event.position().x()
        if self._held is None:
            free = self._under(x) == "place"
            shape = Qt.CursorShape.ArrowCursor if free else Qt.CursorShape.SizeHorCursor
            self.setCursor(shape)
        else:
            self.dragged.emit(self._held, self.frame(x) - (self._held == "end"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint pictures, part and place."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(tones().ground))
        for (first, last), place in zip(self.cells, self.places, strict=True):
            if picture := self._small(place):
                area = QRectF(
                    self.pixel(first), 0, self.pixel(last) - self.pixel(first), self.height()
                )
                painter.drawImage(area, picture, _middle(picture, area))
        self._paint_part(painter)
        self._paint_place(painter)
        painter.end()

    def _paint_part(self, painter: QPainter) -> None:
        """What is marked is clear between two handles; what is not lies in shade."""
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

    def _paint_place(self, painter: QPainter) -> None:
        x = self.pixel(self._span.place + 0.5 / self._span.fps)
        painter.setPen(QPen(QColor(tones().window), 4))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setPen(QPen(QColor(tones().text), 2))
        painter.setBrush(QColor(tones().text))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.drawPolygon(QPolygonF([QPointF(x - 4, 0), QPointF(x + 4, 0), QPointF(x, 5)]))

    def _marks(self) -> tuple[float | None, float | None]:
        """Where the part starts and ends, in pixels."""
        span = self._span
        start = None if span.start is None else self.pixel(span.start / span.fps)
        end = None if span.end is None else self.pixel(span.end / span.fps)
        return start, end

    def _under(self, x: float) -> Held:
        """What is taken hold of at a pixel: the nearer handle, else the place."""
        start, end = self._marks()
        near: list[tuple[float, Held]] = []
        if start is not None:
            near.append((abs(x - start), "start"))
        if end is not None:
            near.append((abs(x - end), "end"))
        distance, held = min(near, default=(float("inf"), "place"))
        return held if distance <= _REACH else "place"


def _middle(picture: QImage, area: QRectF) -> QRectF:
    """The middle part of a picture that has the shape of an area."""
    size = area.size().scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    part = QRectF(QPointF(0, 0), size)
    part.moveCenter(QRectF(picture.rect()).center())
    return part
