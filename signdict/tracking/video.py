"""What is opened as one recording, and how: a video file, or pictures with numbers.

The only home of OpenCV.
"""

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
from signdict.core.processes import importing_opencv
from signdict.core.types import Frame

#: What is opened as one recording: a video, a `.pose` file, a folder of pictures, some pictures.
Filmed: TypeAlias = Path | tuple[Path, ...]

#: Endings of the files that are read as pictures.
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")
#: Pictures a second of a sequence, unless told.
FPS = 25.0
_DIGITS = re.compile(r"(\d+)")


@cache
def opencv() -> ModuleType:
    """Load OpenCV."""
    with importing_opencv():
        import cv2
    return cv2


def sequence(filmed: Filmed) -> tuple[Path, ...]:
    """The pictures of a recording in the order of their numbers; none if it is no sequence.

    A folder is one if it holds two pictures or more, and more of them than of other files.
    """
    if isinstance(filmed, tuple):
        return tuple(_ordered(filmed))
    if not filmed.is_dir():
        return ()
    files = [path for path in filmed.iterdir() if not path.name.startswith(".")]
    found = [path for path in files if is_picture(path)]
    return tuple(_ordered(found)) if len(found) > max(1, len(files) // 2) else ()


def recordings(paths: Iterable[Path]) -> list[Filmed]:
    """What was opened together: pictures, where there are several, are one recording."""
    paths = list(paths)
    pictures = tuple(path for path in paths if is_picture(path))
    if len(pictures) < 2:
        return list(paths)
    return [pictures, *(path for path in paths if path not in pictures)]


def is_picture(path: Path) -> bool:
    """Whether a file is one by its name."""
    return path.suffix.lower() in PICTURES


def name_of(filmed: Filmed) -> str:
    """How a recording is called: by its file or folder, pictures by the first of them."""
    if isinstance(filmed, Path):
        return filmed.name
    first, *others = _ordered(filmed) or [Path()]
    return f"{first.name} (+{len(others)})" if others else first.name


def capture_of(filmed: Filmed, fps: float = FPS) -> Any:
    """Open a recording, at its beginning. Raise VideoError if it cannot be read."""
    if pictures := sequence(filmed):
        return Slides(pictures, fps)
    if isinstance(filmed, tuple):
        raise VideoError("No picture was chosen.", hint="Choose the pictures of one recording.")
    return _capture(filmed)


def _capture(path: Path) -> Any:
    if path.is_dir():
        raise FolderError(
            f"{path.name} is a folder without numbered pictures.",
            hint="Choose a video, or a folder with the pictures of one recording.",
        )
    if not path.is_file():
        raise VideoError(f"There is no file {path.name}.", hint="Check its name and folder.")
    if not path.stat().st_size:
        raise VideoError(f"{path.name} is empty.", hint="Copy or record it again.")
    cv2 = opencv()
    whole = str(path.absolute())  # or FFmpeg takes what stands before a colon for a protocol
    capture = cv2.VideoCapture(whole, cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise VideoError(
            f"{path.name} is not a video that can be read.",
            hint="Use an MP4, WebM, AVI or MOV file.",
        )
    return capture


class Slides:
    """Pictures one after the other, read as OpenCV's captures are.

    Each is opened by its own name: OpenCV's own reading of sequences ends at the first number that
    is missing, and wants all names to follow one pattern.
    """

    def __init__(self, pictures: Sequence[Path], fps: float = FPS) -> None:
        self._pictures, self._fps, self._next = pictures, fps, 0
        height, width = self._opened(pictures[0]).shape[:2]
        self._size = (width, height)

    def read(self) -> tuple[bool, NDArray[np.uint8] | None]:
        """The next picture, blue first, and whether there is one. Raise VideoError if it is off."""
        if self._next >= len(self._pictures):
            return False, None
        path = self._pictures[self._next]
        picture = self._opened(path)
        if picture.shape[1::-1] != self._size:
            raise VideoError(
                f"{path.name} has another size than the picture before it.",
                hint="Choose the pictures of one recording.",
            )
        self._next += 1
        return True, picture

    def get(self, what: int) -> float:
        """What OpenCV's captures tell of themselves."""
        cv2 = opencv()
        return {
            cv2.CAP_PROP_FPS: self._fps,
            cv2.CAP_PROP_FRAME_COUNT: float(len(self._pictures)),
            cv2.CAP_PROP_FRAME_WIDTH: float(self._size[0]),
            cv2.CAP_PROP_FRAME_HEIGHT: float(self._size[1]),
            cv2.CAP_PROP_POS_MSEC: 1000 * max(0, self._next - 1) / self._fps,
        }.get(what, 0.0)

    def set(self, what: int, value: float) -> bool:
        """Go to the picture at so many milliseconds; nothing else can be set."""
        if what != opencv().CAP_PROP_POS_MSEC:
            return False
        self._next = max(0, round(value / 1000 * self._fps))
        return True

    def release(self) -> None:
        """Nothing is held between two pictures."""

    def _opened(self, path: Path) -> NDArray[np.uint8]:
        try:
            content = np.fromfile(path, np.uint8)  # cv2.imread knows no Unicode names on Windows
        except OSError as problem:
            raise VideoError(f"{path.name} cannot be opened.", hint="Check the file.") from problem
        cv2 = opencv()
        picture: Any = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
        if picture is None:
            raise VideoError(
                f"{path.name} is not a picture that can be read.",
                hint="Leave it out, or save it as PNG or JPEG.",
            )
        return np.asarray(picture, np.uint8)


def _ordered(paths: Iterable[Path]) -> list[Path]:
    """By the numbers in their names, so that 10 comes after 9."""
    return sorted(paths, key=lambda path: (str(path.parent), _numbered(path.name), path.name))


def _numbered(name: str) -> list[tuple[int, str]]:
    parts = _DIGITS.split(name)
    return [(int(part), "") if place % 2 else (0, part) for place, part in enumerate(parts)]


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
