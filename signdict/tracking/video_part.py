"""Pictures from a video file, each with the time at which it is shown.

Pictures stay in memory: nothing here writes one to disk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import VideoError
from signdict.core.types import Frame
from signdict.tracking.video import FPS, Filmed, capture_of, name_of, opencv

#: What lies so many seconds ahead is read on to; farther, the file is sought in, with a margin.
_NEAR, _BEFORE = 0.5, 0.25
#: Containers err a little; a file that ends before this share of its length was cut off.
_WHOLE = 0.7
_CUT_OFF = "It may have been cut off while it was copied: copy or record it again."


@dataclass(frozen=True, slots=True)
class Shape:
    """What a video says of itself. `frames` is an estimate: containers may be wrong."""

    width: int
    height: int
    fps: float
    frames: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.fps


class Video:
    """An open video file, or pictures that are one; iterate over its frames once."""

    def __init__(self, filmed: Filmed, fps: float = FPS) -> None:
        """Open it. `fps` is the rate of pictures; a video tells its own."""
        self.name = name_of(filmed)
        self._filmed, self._fps = filmed, fps
        self._position, self._near, self._stopped = -1.0, _NEAR, False
        self._capture = capture_of(filmed, fps)
        self.shape = _shape(self._capture)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._capture.release()

    def frames(self, start: float = 0.0) -> Iterator[Frame]:
        """Yield every frame from `start` seconds on, in order, without reading what lies before.

        Raise VideoError if the file holds none, ends before `start`, or breaks off.
        """
        count, last = 0, -1.0
        if not self.shape.frames or start < self.shape.seconds:
            for image, last in self._timed(start):
                if last >= start:
                    count += 1
                    yield Frame(red_first(image), last)
        if start and not count:
            raise VideoError(
                f"{self.name} ends before second {start:g}.", hint="Mark a part that is in it."
            )
        if not count:
            raise VideoError(f"{self.name} holds no picture that can be read.", hint=_CUT_OFF)
        if count == 1 and not start:
            raise VideoError(
                f"{self.name} is a single picture.", hint="A sign needs a video: choose one."
            )
        if last + 1 / self.shape.fps < _WHOLE * self.shape.seconds:
            raise VideoError(f"{self.name} breaks off after {last:.1f} seconds.", hint=_CUT_OFF)

    def at(self, seconds: float) -> Frame:
        """The frame that is shown at a moment, or the last. Raise VideoError if there is none."""
        half = 0.5 / self.shape.fps  # times are told in whole milliseconds
        last = max(0.0, self.shape.seconds - 1 / self.shape.fps) if self.shape.frames else seconds
        return next(self.frames(max(0.0, min(seconds, last) - half)))

    def stop(self) -> None:
        """Let whoever reads, on any thread, see the end after the picture under way."""
        self._stopped = True

    def _timed(self, start: float) -> Iterator[tuple[Any, float]]:
        """Pictures, blue first, with their times, from shortly before `start` on."""
        sought = self._go_to(start)
        while not self._stopped:
            there, image = self._capture.read()
            seconds = self._capture.get(opencv().CAP_PROP_POS_MSEC) / 1000
            if sought and not (there and 0 < seconds <= start):  # it cannot be gone to
                self._capture.release()
                self._capture = capture_of(self._filmed, self._fps)
                self._position, self._near, sought = -1.0, float("inf"), False
                continue
            sought = False
            if not there:
                return
            if seconds <= self._position:  # some containers carry no times: count frames instead
                seconds = self._position + 1 / self.shape.fps
            self._position = max(seconds, 0.0)
            yield image, self._position

    def _go_to(self, start: float) -> bool:
        """Go shortly before a moment, unless it is near; return whether the file was sought in."""
        if 0 <= start - max(self._position, 0.0) < self._near:
            return False
        before = start - max(_BEFORE, 2 / self.shape.fps)
        self._capture.set(opencv().CAP_PROP_POS_MSEC, max(0.0, before) * 1000)
        self._position = -1.0
        return before > 0


def _shape(capture: Any) -> Shape:
    cv2 = opencv()
    told = capture.get(cv2.CAP_PROP_FPS)
    fps = told if 1 <= told <= 240 else 25.0
    count = max(0.0, capture.get(cv2.CAP_PROP_FRAME_COUNT))
    return Shape(
        int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        fps,
        # a recording of a browser's may tell its clock, 1000 a second, as its rate
        round(count * fps / told) if told > 0 else int(count),
    )


def red_first(image: Any) -> NDArray[np.uint8]:
    """A picture of OpenCV's (height, width, 3), whose blue comes first, with red first."""
    cv2 = opencv()
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
