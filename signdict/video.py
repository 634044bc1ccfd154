"""Pictures from a video file or a camera, each with the time at which it is shown."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from signdict.errors import VideoError


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: `image` is (height, width, 3) uint8, red first; `seconds` since the start."""

    image: NDArray[np.uint8]
    seconds: float


@dataclass(frozen=True, slots=True)
class Shape:
    """What a video says of itself. `frames` is an estimate: containers may be wrong."""

    width: int
    height: int
    fps: float
    frames: int


class Video:
    """An open video file; iterate over its frames once."""

    def __init__(self, path: Path) -> None:
        import cv2

        self._path = path
        if not path.is_file():
            raise VideoError(f"There is no file {path.name}.", hint="Check its name and folder.")
        if not path.stat().st_size:
            raise VideoError(f"{path.name} is empty.", hint="Copy or record it again.")
        with _quiet():
            self._capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            raise VideoError(
                f"{path.name} is not a video that can be read.",
                hint="Use an MP4, WebM, AVI or MOV file.",
            )
        self.shape = Shape(
            int(self._capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            _plausible(self._capture.get(cv2.CAP_PROP_FPS)),
            max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT))),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._capture.release()

    def frames(self) -> Iterator[Frame]:
        """Yield every frame in order. Raise VideoError if not even the first can be decoded."""
        import cv2

        count, last = 0, -1.0
        while True:
            with _quiet():
                there, image = self._capture.read()
            if not there:
                break
            seconds = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            if seconds <= last:  # some containers carry no times: count frames instead
                seconds = last + 1 / self.shape.fps if count else 0.0
            yield Frame(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8), seconds)
            count, last = count + 1, seconds
        if not count:
            raise VideoError(
                f"{self._path.name} holds no picture that can be read.",
                hint="It may have been cut off while it was copied: copy or record it again.",
            )


def _plausible(fps: float) -> float:
    return fps if 1 <= fps <= 240 else 25.0


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep FFmpeg's own complaints out of the terminal: ours are worded for people."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    yield
