"""Where one is in a recording, and which part of it is marked: values, no widgets."""

from dataclasses import dataclass, replace

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
