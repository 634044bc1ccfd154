"""Pictures from a video file or a camera, each with the time at which it is shown.

The only home of OpenCV. Pictures stay in memory: nothing here writes one to disk.
"""

import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from signdict.errors import VideoError
from signdict.native import quietly_loaded
from signdict.signs import Frame

#: A file that is played as a camera, at its own pace, where this variable names one.
PLAYED = "SIGNDICT_CAMERA"
_MOST_CAMERAS = 6
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


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera of this machine, or a file that is played as one."""

    number: int
    name: str
    file: Path | None = None

    def __str__(self) -> str:
        return self.name


class Video:
    """An open video file; iterate over its frames once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.is_file():
            raise VideoError(f"There is no file {path.name}.", hint="Check its name and folder.")
        if not path.stat().st_size:
            raise VideoError(f"{path.name} is empty.", hint="Copy or record it again.")
        cv2 = _cv2()
        whole = str(path.absolute())  # or FFmpeg takes what stands before a colon for a protocol
        self._capture = cv2.VideoCapture(whole, cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            raise VideoError(
                f"{path.name} is not a video that can be read.",
                hint="Use an MP4, WebM, AVI or MOV file.",
            )
        self.shape = _shape(self._capture)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._capture.release()

    def frames(self) -> Iterator[Frame]:
        """Yield every frame in order. Raise VideoError if the file holds none, or breaks off."""
        cv2 = _cv2()
        count, last = 0, -1.0
        while True:
            there, image = self._capture.read()
            if not there:
                break
            seconds = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            if seconds <= last:  # some containers carry no times: count frames instead
                seconds = last + 1 / self.shape.fps if count else 0.0
            yield Frame(_red_first(image), seconds)
            count, last = count + 1, seconds
        if not count:
            raise VideoError(
                f"{self._path.name} holds no picture that can be read.",
                hint=_CUT_OFF,
            )
        if count == 1:
            raise VideoError(
                f"{self._path.name} is a single picture.", hint="A sign needs a video: choose one."
            )
        if last + 1 / self.shape.fps < _WHOLE * self.shape.seconds:
            raise VideoError(
                f"{self._path.name} breaks off after {last:.1f} seconds.", hint=_CUT_OFF
            )


class Camera:
    """A camera that is on until it is closed; a file in its place plays at its own pace."""

    def __init__(self, camera: CameraName) -> None:
        self._camera = camera
        self._file = Video(camera.file) if camera.file else None
        if self._file:
            self.shape = self._file.shape
            return
        cv2 = _cv2()
        self._capture = cv2.VideoCapture(camera.number)
        there, _ = self._capture.read() if self._capture.isOpened() else (False, None)
        if not there:
            self._capture.release()
            raise VideoError(
                f"{camera.name} gives no picture.",
                hint="Another program may be using it: close that, or choose another camera.",
            )
        self.shape = _shape(self._capture)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Turn the camera off."""
        if self._file:
            self._file.close()
        else:
            self._capture.release()

    def frames(self) -> Iterator[Frame]:
        """Yield pictures as they come. Raise VideoError if the camera goes away."""
        began = time.monotonic()
        if self._file:
            for frame in self._file.frames():
                time.sleep(max(0.0, frame.seconds - (time.monotonic() - began)))
                yield frame
            return
        while True:
            there, image = self._capture.read()
            if not there:
                raise VideoError(
                    f"{self._camera.name} stopped giving pictures.",
                    hint="Plug it in again, or choose another camera.",
                )
            yield Frame(_red_first(image), time.monotonic() - began)


def cameras() -> tuple[CameraName, ...]:
    """Name the cameras of this machine; none is turned on where the system lists them."""
    played = os.environ.get(PLAYED)
    if played:
        return (CameraName(-1, Path(played).name, Path(played)),)
    if platform.system() == "Linux":
        return _listed(Path("/sys/class/video4linux"))
    return tuple(_answering())


def _listed(folder: Path) -> tuple[CameraName, ...]:
    """Read Linux's list. A camera has several devices; only the first of each gives pictures."""
    found: list[CameraName] = []
    for device in sorted(folder.glob("video*"), key=lambda d: int(d.name[5:])):
        kind = device / "index"
        if not kind.exists() or kind.read_text().strip() == "0":
            name = (device / "name").read_text(encoding="utf-8", errors="replace").strip()
            found.append(CameraName(int(device.name[5:]), name or f"Camera {len(found) + 1}"))
    return tuple(found)


def _answering() -> Iterator[CameraName]:
    """Try one number after the other, where the system has no list to read."""
    cv2 = _cv2()
    for number in range(_MOST_CAMERAS):
        capture = cv2.VideoCapture(number)
        there = capture.isOpened()
        capture.release()
        if not there:
            return
        yield CameraName(number, f"Camera {number + 1}")


@cache
def _cv2() -> ModuleType:
    with quietly_loaded():
        import cv2
    return cv2


def _shape(capture: Any) -> Shape:
    cv2 = _cv2()
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


def _red_first(image: Any) -> NDArray[np.uint8]:
    cv2 = _cv2()
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
