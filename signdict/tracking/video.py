"""Reading recordings frame by frame with OpenCV: video files and numbered pictures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import FolderError, VideoError
from signdict.core.names import encoded, text_of
from signdict.core.processes import importing_opencv
from signdict.core.rates import USUAL_FPS, believed
from signdict.core.types import Frame

#: A recording: a video, a `.pose` file, a folder of numbered pictures, or several pictures.
Filmed: TypeAlias = Path | tuple[Path, ...]

#: Suffixes of pictures.
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")
#: Default frame rate of a sequence of pictures.
FPS = USUAL_FPS
_DIGITS = re.compile(r"(\d+)")


@cache
def opencv() -> ModuleType:
    """Return OpenCV, imported on the first call."""
    with importing_opencv():
        import cv2
    return cv2


def sequence(filmed: Filmed) -> tuple[Path, ...]:
    """Return the pictures of a recording by number; none if it is not a sequence of pictures.

    A folder is a sequence if it has at least two pictures, and more pictures than other files.
    """
    if isinstance(filmed, tuple):
        return tuple(_ordered(filmed))
    if not filmed.is_dir():
        return ()
    files = [path for path in filmed.iterdir() if not path.name.startswith(".")]
    pictures = [path for path in files if is_picture(path)]
    return tuple(_ordered(pictures)) if len(pictures) > max(1, len(files) // 2) else ()


def recordings(paths: Iterable[Path]) -> list[Filmed]:
    """Return the recordings among files that were opened together; several pictures are one."""
    paths = list(paths)
    pictures = tuple(path for path in paths if is_picture(path))
    if len(pictures) < 2:
        return list(paths)
    return [pictures, *(path for path in paths if path not in pictures)]


def is_picture(path: Path) -> bool:
    """Return whether a file is a picture, by its suffix."""
    return path.suffix.lower() in PICTURES


def name_of(filmed: Filmed) -> str:
    """Return the name of a recording: of its file or folder, or of its first picture."""
    if isinstance(filmed, Path):
        return text_of(filmed.name or filmed.absolute().name)
    first, *others = _ordered(filmed) or [Path()]
    name = text_of(first.name)
    return f"{name} (+{len(others)})" if others else name


def capture_of(filmed: Filmed, fps: float = FPS) -> Any:
    """Open a recording at its start. Raise VideoError if it cannot be read."""
    if pictures := sequence(filmed):
        return PictureCapture(pictures, fps)
    if isinstance(filmed, tuple):
        raise VideoError("No pictures were selected.", hint="Select the pictures of one recording.")
    return _capture(filmed)


def _capture(path: Path) -> Any:
    if path.is_dir():
        raise FolderError(
            f"{name_of(path)} is a folder without numbered pictures.",
            hint="Choose a video, or a folder with the pictures of one recording.",
        )
    if not path.is_file():
        raise VideoError(f"No such file: {path.name}.", hint="Check the spelling and the folder.")
    if not path.stat().st_size:
        raise VideoError(f"{path.name} is empty.", hint="Copy or record it again.")
    cv2 = opencv()
    name = encoded(path.absolute())  # in a relative path, FFmpeg may read `a:` as a protocol
    capture = cv2.VideoCapture(name, cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise VideoError(
            f"{path.name} is not a video that signdict can read.",
            hint="Use an MP4, WebM, AVI or MOV file.",
        )
    return capture


class PictureCapture:
    """A sequence of pictures with the interface of OpenCV's `VideoCapture`.

    Each picture is opened by name. OpenCV's own reader of sequences stops at the first missing
    number, and requires that all names follow one pattern.
    """

    def __init__(self, pictures: Sequence[Path], fps: float = FPS) -> None:
        self._pictures, self._fps, self._next = pictures, fps, 0
        height, width = self._read_picture(pictures[0]).shape[:2]
        self._size = (width, height)

    def read(self) -> tuple[bool, NDArray[np.uint8] | None]:
        """Return whether there is a next picture, and the picture (BGR). Raise VideoError."""
        if self._next >= len(self._pictures):
            return False, None
        path = self._pictures[self._next]
        picture = self._read_picture(path)
        if picture.shape[1::-1] != self._size:
            raise VideoError(
                f"{path.name} differs in size from the previous picture.",
                hint="Select the pictures of one recording.",
            )
        self._next += 1
        return True, picture

    def get(self, prop: int) -> float:
        """Return a property of the capture."""
        cv2 = opencv()
        return {
            cv2.CAP_PROP_FPS: self._fps,
            cv2.CAP_PROP_FRAME_COUNT: float(len(self._pictures)),
            cv2.CAP_PROP_FRAME_WIDTH: float(self._size[0]),
            cv2.CAP_PROP_FRAME_HEIGHT: float(self._size[1]),
            cv2.CAP_PROP_POS_MSEC: 1000 * max(0, self._next - 1) / self._fps,
        }.get(prop, 0.0)

    def set(self, prop: int, value: float) -> bool:
        """Seek to a time in milliseconds; other properties cannot be set."""
        if prop != opencv().CAP_PROP_POS_MSEC:
            return False
        self._next = max(0, round(value / 1000 * self._fps))
        return True

    def release(self) -> None:
        """Do nothing: no file stays open."""

    def _read_picture(self, path: Path) -> NDArray[np.uint8]:
        try:
            content = np.fromfile(
                path, np.uint8
            )  # on Windows, cv2.imread does not support Unicode names
        except OSError as problem:
            raise VideoError(
                f"{path.name} cannot be opened.", hint="Check that you have permission to read it."
            ) from problem
        cv2 = opencv()
        picture: Any = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
        if picture is None:
            raise VideoError(
                f"{path.name} is not a picture that signdict can read.",
                hint="Omit it, or save it as PNG or JPEG.",
            )
        return np.asarray(picture, np.uint8)


def _ordered(paths: Iterable[Path]) -> list[Path]:
    """Sort paths by the numbers in their names, so that 10 comes after 9."""
    return sorted(paths, key=lambda path: (str(path.parent), _sort_key(path.name), path.name))


def _sort_key(name: str) -> list[tuple[int, str]]:
    parts = _DIGITS.split(name)
    return [(int(part), "") if index % 2 else (0, part) for index, part in enumerate(parts)]


#: Up to this many seconds ahead, frames are read and skipped. Beyond that, the file is seeked to
#: this many seconds before the target.
_NEAR, _SEEK_MARGIN = 0.5, 0.25
#: A file whose frames end before this share of its stated length was cut off; containers are a
#: little inaccurate.
_MIN_SHARE = 0.7
_CUT_OFF = "It may have been cut off while it was copied. Copy or record it again."


@dataclass(frozen=True, slots=True)
class Shape:
    """The size, rate and length of a video. `frames` is an estimate: containers may be wrong."""

    width: int
    height: int
    fps: float
    frames: int

    @property
    def seconds(self) -> float:
        """The duration of the video."""
        return self.frames / self.fps


class Video:
    """An open video file or sequence of pictures."""

    def __init__(self, filmed: Filmed, fps: float = FPS) -> None:
        """Open a recording. `fps` is the rate of pictures; a video has its own.

        Raise VideoError if it cannot be read.
        """
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
        """Yield every frame from `start` seconds on, in order, without decoding earlier ones.

        Raise VideoError if the file has no frames, ends before `start`, or is cut off.
        """
        count, last = 0, -1.0
        if not self.shape.frames or start < self.shape.seconds:
            for image, last in self._timed(start):
                if last >= start:
                    count += 1
                    yield Frame(to_rgb(image), last)
        if start and not count:
            raise VideoError(
                f"{self.name} ends before second {start:g}.", hint="Mark a part within it."
            )
        if not count:
            raise VideoError(f"{self.name} contains no readable frames.", hint=_CUT_OFF)
        if count == 1 and not start:
            raise VideoError(
                f"{self.name} is a single picture.", hint="Choose a video; a sign needs motion."
            )
        if last + 1 / self.shape.fps < _MIN_SHARE * self.shape.seconds:
            raise VideoError(
                f"{self.name} ends unexpectedly after {last:.1f} seconds.", hint=_CUT_OFF
            )

    def at(self, seconds: float) -> Frame:
        """Return the frame at a time in seconds, or the last. Raise VideoError if there is none."""
        half = 0.5 / self.shape.fps  # times are in whole milliseconds
        last = max(0.0, self.shape.seconds - 1 / self.shape.fps) if self.shape.frames else seconds
        return next(self.frames(max(0.0, min(seconds, last) - half)))

    def stop(self) -> None:
        """Make readers on any thread stop after the current frame."""
        self._stopped = True

    def _timed(self, start: float) -> Iterator[tuple[Any, float]]:
        """Yield images (BGR) with their times, from shortly before `start` on."""
        sought = self._seek(start)
        while not self._stopped:
            success, image = self._capture.read()
            seconds = self._capture.get(opencv().CAP_PROP_POS_MSEC) / 1000
            if sought and not (success and 0 < seconds <= start):  # seeking failed
                self._capture.release()
                self._capture = capture_of(self._filmed, self._fps)
                self._position, self._near, sought = -1.0, float("inf"), False
                continue
            sought = False
            if not success:
                return
            if seconds <= self._position:  # some containers have no times: count frames
                seconds = self._position + 1 / self.shape.fps
            self._position = max(seconds, 0.0)
            yield image, self._position

    def _seek(self, start: float) -> bool:
        """Seek to shortly before a time unless it is near; return whether the file was seeked."""
        if 0 <= start - max(self._position, 0.0) < self._near:
            return False
        before = start - max(_SEEK_MARGIN, 2 / self.shape.fps)
        self._capture.set(opencv().CAP_PROP_POS_MSEC, max(0.0, before) * 1000)
        self._position = -1.0
        return before > 0


def _shape(capture: Any) -> Shape:
    cv2 = opencv()
    rate = capture.get(cv2.CAP_PROP_FPS)
    fps = believed(rate)
    count = max(0.0, capture.get(cv2.CAP_PROP_FRAME_COUNT))
    return Shape(
        int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        fps,
        # browsers may store their clock, 1000 per second, as the frame rate
        round(count * fps / rate) if rate > 0 else int(count),
    )


def to_rgb(image: Any) -> NDArray[np.uint8]:
    """Convert an OpenCV image (height, width, 3) from BGR to RGB."""
    cv2 = opencv()
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
