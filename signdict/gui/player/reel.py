"""The frames of a short video, kept in memory so that it loops without a gap."""

from bisect import bisect_right
from pathlib import Path
from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from signdict.core.errors import SignDictError

#: Longest part of a video that is kept, in seconds, and greatest height of its frames, in pixels.
_MAX_SECONDS, _MAX_HEIGHT = 60.0, 480
#: Tolerance in seconds when frames are looked up: some containers round times to milliseconds.
_ROUNDING = 1e-3


class Reel:
    """Decodes a video on a thread. Frames are kept as JPEG in memory, never written to disk.

    `seconds` grows while frames are decoded; `broken` is set if none could be.
    """

    def __init__(self, path: Path, start: float = 0.0, end: float | None = None) -> None:
        self.fps, self.seconds, self.broken = 25.0, 0.0, False
        self._times: list[float] = []
        self._frames: list[bytes] = []
        self._stop = Event()
        Thread(target=self._decode, args=(path, start, end), name="reel", daemon=True).start()

    def at(self, seconds: float) -> QImage | None:
        """Return the frame that is shown at a time; None before the first frame is decoded."""
        count = len(self._times)  # appended after the frame itself
        if not count:
            return None
        index = max(bisect_right(self._times, seconds + _ROUNDING, hi=count) - 1, 0)
        return QImage.fromData(self._frames[index])

    def close(self) -> None:
        """Stop decoding."""
        self._stop.set()

    def _decode(self, path: Path, start: float, end: float | None) -> None:
        from signdict.tracking.video import Video

        last = min(end if end is not None else start + _MAX_SECONDS, start + _MAX_SECONDS)
        first: float | None = None
        try:
            with Video(path) as video:
                self.fps = video.shape.fps
                for frame in video.frames(start):
                    first = frame.seconds if first is None else first
                    if self._stop.is_set() or frame.seconds >= last:
                        self.seconds = max(self.seconds, min(frame.seconds, last) - first)
                        break
                    self._add(frame.seconds - first, frame.image)
        except SignDictError:
            self.broken = not self._frames

    def _add(self, seconds: float, image: NDArray[np.uint8]) -> None:
        height, width = image.shape[:2]
        image = np.ascontiguousarray(image)
        frame = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        if height > _MAX_HEIGHT:
            frame = frame.scaledToHeight(_MAX_HEIGHT, Qt.TransformationMode.SmoothTransformation)
        jpeg = QBuffer()
        jpeg.open(QIODevice.OpenModeFlag.WriteOnly)
        frame.save(jpeg, "JPG", 88)  # type: ignore[call-overload]
        self._frames.append(bytes(jpeg.data().data()))
        self._times.append(seconds)
        self.seconds = seconds + 1 / self.fps
