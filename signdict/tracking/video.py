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
from signdict.pose.timing import usual_rate
from signdict.tracking.animations import ANIMATIONS, Animation, is_animated
from signdict.tracking.mp4 import Mp4Times, mp4_times

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
    """Return whether a file is a picture, by its suffix; an animation is not."""
    return path.suffix.lower() in PICTURES and not is_animated(path)


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
    if path.suffix.lower() in ANIMATIONS:
        return Animation(path)
    cv2 = opencv()
    name = encoded(path.absolute())  # in a relative path, FFmpeg may read `a:` as a protocol
    capture = cv2.VideoCapture(name, cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise VideoError(
            f"{path.name} is not a video that signdict can read.",
            hint="It may contain only sound. Use an MP4, WebM, AVI or MOV file.",
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
#: this many seconds before the target, or earlier: OpenCV seeks by the mean frame rate, and may
#: arrive after the target if the rate varies.
_NEAR, _SEEK_MARGINS = 0.5, (0.25, 5.0, 60.0)
#: A file whose frames end before this share of its stated length was cut off; containers are a
#: little inaccurate.
_MIN_SHARE = 0.7
_CUT_OFF = "It may have been cut off while it was copied. Copy or record it again."
_UNREADABLE = (
    "It may have been cut off, or have a rare format. Convert it to MP4, or copy it again."
)
#: The start of Matroska and WebM files. Their stated length includes the time before the first
#: frame, which a file has if it was cut from another one.
_MATROSKA = b"\x1a\x45\xdf\xa3"
#: Greatest tolerance in seconds when a frame is looked up: times are in whole milliseconds, and the
#: rates of containers are rounded.
_ROUNDING = 0.02
#: A frame that arrives more than this many intervals after the start of a part is late.
_LATE = 1.5
#: Pixels whose width and height differ by less than this share are square: containers round, and
#: 854 x 480 is often stored for 16:9. Ratios beyond the greatest are errors of the container.
_SQUARE, _WIDEST = 0.01, 4.0
#: If times go back by more than this many seconds, another timeline begins, as in joined files.
#: Otherwise the frame has a wrong time, and is shown for this many seconds.
_RESTART, _INSTANT = 1.0, 0.001


@dataclass(frozen=True, slots=True)
class Shape:
    """The size, rate and length of a video.

    Containers may be wrong, and frames at uneven times. `frames` is the number at an even rate. The
    size is that of the displayed picture, which is wider or narrower than the stored one if the
    pixels are not square.
    """

    width: int
    height: int
    fps: float
    frames: int

    @property
    def seconds(self) -> float:
        """The duration of the video."""
        return self.frames / self.fps


class Video:
    """An open video file or sequence of pictures.

    Its first frame has the time 0, unless its sound starts earlier.
    """

    def __init__(self, filmed: Filmed, fps: float = FPS) -> None:
        """Open a recording. `fps` is the rate of pictures; a video has its own.

        Raise VideoError if it cannot be read.
        """
        self.name = name_of(filmed)
        self._filmed, self._fps = filmed, fps
        self._near, self._stopped = _NEAR, False
        self._mp4 = mp4_times(filmed) if isinstance(filmed, Path) and filmed.is_file() else None
        self._delay = self._mp4.delay if self._mp4 else 0.0
        self._origin = self._offset = self._interval = 0.0
        self._shown: tuple[Any, float, float] | None = None  # the last result of `at`, until when
        self._next: tuple[Any, float] | None = None  # the next frame, if it was read already
        self._open()
        self.shape = _shape(self._capture, self._mp4, _skipped(filmed, self._capture))
        self._stretched = _pixel_width(self._capture) != 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._capture.release()

    def frames(self, start: float = 0.0) -> Iterator[Frame]:
        """Yield every frame from `start` seconds on, in order, without decoding earlier ones.

        If the next frame is late, the one that is shown at `start` is yielded first, with that
        time. Raise VideoError if the file has no frames, ends before `start`, or is cut off.
        """
        count, last, shown = 0, -1.0, None
        for image, last in self._timed(start):
            if last < start:
                shown = image
                continue
            if shown is not None and last - start > _LATE / self.shape.fps:
                count += 1
                yield self._frame(shown, start)
            shown = None
            count += 1
            yield self._frame(image, last)
        if start and not count:
            raise VideoError(
                f"{self.name} ends before second {start:g}.", hint="Mark a part within it."
            )
        if not count:
            raise VideoError(f"{self.name} contains no readable frames.", hint=_UNREADABLE)
        if count == 1 and not start:
            raise VideoError(
                f"{self.name} is a single picture.", hint="Choose a video; a sign needs motion."
            )
        missing = start or count < _MIN_SHARE * self.shape.frames
        whole = self._mp4.whole if self._mp4 else isinstance(self._capture, Animation)
        if missing and not whole and last + 1 / self.shape.fps < _MIN_SHARE * self.shape.seconds:
            raise VideoError(
                f"{self.name} ends unexpectedly after {last:.1f} seconds.", hint=_CUT_OFF
            )

    def at(self, seconds: float) -> Frame:
        """Return the frame that is shown at a time in seconds, or the last.

        Raise VideoError if it has no frame.
        """
        half = min(0.5 / self.shape.fps, _ROUNDING)
        last = max(0.0, self.shape.seconds - 1 / self.shape.fps) if self.shape.frames else seconds
        wanted = max(0.0, min(seconds, last)) + half
        if self._shown is None or not self._shown[1] <= wanted < self._shown[2]:
            self._shown = self._find(wanted)
        image, time, _ = self._shown
        return self._frame(image, time)

    def stop(self) -> None:
        """Make readers on any thread stop after the current frame."""
        self._stopped = True

    def _frame(self, image: Any, seconds: float) -> Frame:
        """Return an image (BGR) as a frame, as wide as it is displayed."""
        size = self.shape.width, self.shape.height
        if self._stretched and image.shape[1::-1] != size:
            image = opencv().resize(image, size)
        return Frame(to_rgb(image), seconds)

    def _find(self, wanted: float) -> tuple[Any, float, float]:
        """Return the image that is shown at a time, and from when and until when it is shown."""
        shown: tuple[Any, float] | None = None
        for image, seconds in self._timed(wanted):
            if shown is not None and seconds > wanted:
                self._next = image, seconds
                return *shown, seconds
            shown = image, seconds
        if shown is None:
            raise VideoError(f"{self.name} contains no readable frames.", hint=_UNREADABLE)
        return *shown, float("inf")

    def _timed(self, start: float) -> Iterator[tuple[Any, float]]:
        """Yield images (BGR) with their times, from shortly before `start` on."""
        if self._next is None or not 0 <= start - self._next[1] < self._near:
            self._seek(start)
        while not self._stopped:
            timed, self._next = self._next or self._read(), None
            if timed is None:
                return
            yield timed

    def _open(self) -> None:
        """Open the recording again at its start."""
        self._capture = capture_of(self._filmed, self._fps)
        success, image = self._capture.read()
        self._position, self._offset = self._delay, 0.0
        self._origin = max(0.0, self._milliseconds() / 1000) - self._delay
        self._next = (image, self._delay) if success else None

    def _read(self) -> tuple[Any, float] | None:
        """Return the next image (BGR) with its time; None at the end."""
        success, image = self._capture.read()
        if not success:
            return None
        milliseconds = self._milliseconds()
        seconds = milliseconds / 1000 - self._origin + self._offset
        step = self._interval or 1 / self.shape.fps
        if seconds > self._position:
            self._interval = seconds - self._position
        elif milliseconds <= 0:  # the frame has no time, as all frames of some containers
            seconds = self._position + step
        elif self._position - seconds > _RESTART:
            self._offset += self._position + step - seconds
            seconds = self._position + step
        else:
            seconds = self._position + _INSTANT
        self._position = seconds
        return image, seconds

    def _seek(self, start: float) -> None:
        """Seek to shortly before a time."""
        for margin in _SEEK_MARGINS:
            before = start - max(margin, 2 / self.shape.fps)
            if before <= 0:
                break
            self._capture.set(opencv().CAP_PROP_POS_MSEC, (before + self._origin) * 1000)
            success, image = self._capture.read()
            seconds = self._milliseconds() / 1000 - self._origin
            if success and 0 < seconds <= start:
                self._next, self._position, self._offset = (image, seconds), seconds, 0.0
                return
        else:
            self._near = float("inf")  # this container cannot be seeked
        self._capture.release()
        self._open()

    def _milliseconds(self) -> float:
        """Return the time of the last frame; 0 if the container has no times."""
        return float(self._capture.get(opencv().CAP_PROP_POS_MSEC))


def _skipped(filmed: Filmed, capture: Any) -> float:
    """Return the seconds before the first frame, after reading it, if the length includes them."""
    rate, prop = capture.get(opencv().CAP_PROP_FPS), getattr(opencv(), "CAP_PROP_PTS", None)
    if not isinstance(filmed, Path) or not filmed.is_file() or rate <= 0 or prop is None:
        return 0.0
    with filmed.open("rb") as file:
        return max(0.0, capture.get(prop) / rate) if file.read(4) == _MATROSKA else 0.0


def _shape(capture: Any, times: Mp4Times | None, skipped: float) -> Shape:
    cv2 = opencv()
    rate = capture.get(cv2.CAP_PROP_FPS)
    fps = believed(rate)
    count = max(0.0, capture.get(cv2.CAP_PROP_FRAME_COUNT))
    # browsers may store their clock, 1000 per second, as the frame rate
    seconds = count / rate if rate > 0 else count / fps
    seconds = seconds - skipped if skipped < seconds else seconds
    if times and times.intervals is not None:
        fps = max(fps, usual_rate(times.intervals, fps))
    if times and times.seconds:
        seconds = times.delay + times.seconds
    return Shape(
        round(capture.get(cv2.CAP_PROP_FRAME_WIDTH) * _pixel_width(capture)),
        int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        fps,
        round(seconds * fps),
    )


def _pixel_width(capture: Any) -> float:
    """Return how many times as wide as high the pixels of a video are, 1 if they are square.

    OpenCV returns frames as they are stored. MediaPipe needs them as they are displayed: it would
    see narrow hands.
    """
    cv2 = opencv()
    width = capture.get(getattr(cv2, "CAP_PROP_SAR_NUM", -1))
    height = capture.get(getattr(cv2, "CAP_PROP_SAR_DEN", -1))
    ratio = width / height if width > 0 and height > 0 else 1.0
    if abs(capture.get(cv2.CAP_PROP_ORIENTATION_META)) % 180 == 90:
        ratio = 1 / ratio  # the ratio is that of the stored picture, which OpenCV has turned
    return ratio if abs(ratio - 1) > _SQUARE and 1 / _WIDEST <= ratio <= _WIDEST else 1.0


def to_rgb(image: Any) -> NDArray[np.uint8]:
    """Convert an OpenCV image (height, width, 3) from BGR to RGB."""
    cv2 = opencv()
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
