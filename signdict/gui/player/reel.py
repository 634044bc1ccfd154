"""The frames of a short video, kept in memory so that it loops without a gap."""

from bisect import bisect_right
from pathlib import Path
from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from signdict.core.errors import SignDictError

#: What is kept at most, in seconds and in lines of a picture.
_LONGEST, _LINES = 60.0, 480
#: Some containers tell times in whole milliseconds.
_ROUNDING = 1e-3


class Reel:
    """Decodes in a thread of its own. Pictures are kept compressed, and never written to disk."""

    def __init__(self, path: Path, start: float = 0.0, end: float | None = None) -> None:
        self.fps, self.seconds, self.broken = 25.0, 0.0, False
        self._times: list[float] = []
        self._pictures: list[bytes] = []
        self._stop = Event()
        self._thread = Thread(
            target=self._decode, args=(path, start, end), name="reel", daemon=True
        )
        self._thread.start()

    def at(self, seconds: float) -> QImage | None:
        """Return the picture shown at this moment; None before the first is there."""
        count = len(self._times)  # grows last, after the picture
        if not count:
            return None
        place = max(bisect_right(self._times, seconds + _ROUNDING, hi=count) - 1, 0)
        return QImage.fromData(self._pictures[place])

    def close(self) -> None:
        """Stop decoding."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until everything is decoded."""
        self._thread.join()

    def _decode(self, path: Path, start: float, end: float | None) -> None:
        from signdict.tracking.video import Video

        last = min(end if end is not None else start + _LONGEST, start + _LONGEST)
        first: float | None = None
        try:
            with Video(path) as video:
                self.fps = video.shape.fps
                for frame in video.frames():
                    if self._stop.is_set() or frame.seconds >= last:
                        break
                    if frame.seconds >= start:
                        first = frame.seconds if first is None else first
                        self._keep(frame.seconds - first, frame.image)
        except SignDictError:
            self.broken = not self._pictures

    def _keep(self, seconds: float, image: NDArray[np.uint8]) -> None:
        height, width = image.shape[:2]
        image = np.ascontiguousarray(image)
        picture = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        if height > _LINES:
            picture = picture.scaledToHeight(_LINES, Qt.TransformationMode.SmoothTransformation)
        packed = QBuffer()
        packed.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(packed, "JPG", 88)  # type: ignore[call-overload]
        self._pictures.append(bytes(packed.data().data()))
        self._times.append(seconds)
        self.seconds = seconds + 1 / self.fps
