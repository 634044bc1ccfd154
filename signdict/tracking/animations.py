"""Animated pictures as videos: GIF, PNG, WebP and AVIF, read with Pillow.

OpenCV reads some of them, depending on the FFmpeg in its wheel, and without their length. Pillow
gives the duration of every frame (`docs/decisions/0024-times-of-frames.md`).
"""

import struct
from bisect import bisect_right
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from signdict.core.errors import VideoError
from signdict.pose.timing import usual_rate

#: Suffixes of files that may be animated.
ANIMATIONS = (".gif", ".png", ".apng", ".webp", ".avif")
#: Browsers show a frame of a GIF that is to last less than this many milliseconds for `_USUAL`.
_SHORTEST, _USUAL = 20.0, 100.0
#: What Pillow raises for a damaged file.
_DAMAGED = (
    OSError, EOFError, SyntaxError, ValueError, IndexError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip


def is_animated(path: Path) -> bool:
    """Return whether a file is a picture with several frames; for other files, do not open it."""
    if path.suffix.lower() not in ANIMATIONS:
        return False
    try:
        with Image.open(path) as picture:
            return bool(getattr(picture, "is_animated", False))
    except _DAMAGED:
        return False


class Animation:
    """An animation with the interface of OpenCV's `VideoCapture`; it is shown once."""

    def __init__(self, path: Path) -> None:
        """Open an animation or a single picture. Raise VideoError if it cannot be read."""
        try:
            self._picture: Any = Image.open(path)
        except _DAMAGED as problem:
            raise _unreadable(path) from problem
        self._first = int(getattr(self._picture, "default_image", False))  # shown nowhere else
        try:
            self._starts = self._measure()
        except _DAMAGED as problem:
            self._picture.close()
            raise _unreadable(path) from problem
        seconds = np.array(self._starts) / 1000
        mean = (len(seconds) - 1) / seconds[-1]
        self._fps = max(mean, usual_rate(np.diff(seconds), mean))
        self._next = 0

    def read(self) -> tuple[bool, NDArray[np.uint8] | None]:
        """Return whether there is a next frame, and the frame (BGR)."""
        if self._next >= len(self._starts) - 1:
            return False, None
        try:
            self._picture.seek(self._first + self._next)
            image = _opaque(self._picture)
        except _DAMAGED:
            return False, None
        self._next += 1
        return True, np.ascontiguousarray(image[..., ::-1])

    def get(self, prop: int) -> float:
        """Return a property of the capture."""
        import cv2

        values: dict[int, float] = {
            cv2.CAP_PROP_FPS: self._fps,
            cv2.CAP_PROP_FRAME_COUNT: round(self._starts[-1] / 1000 * self._fps),
            cv2.CAP_PROP_FRAME_WIDTH: float(self._picture.width),
            cv2.CAP_PROP_FRAME_HEIGHT: float(self._picture.height),
            cv2.CAP_PROP_POS_MSEC: self._starts[max(0, self._next - 1)],
        }
        return values.get(prop, 0.0)

    def set(self, prop: int, value: float) -> bool:
        """Seek to the frame shown at a time in milliseconds; other properties cannot be set."""
        import cv2

        if prop != cv2.CAP_PROP_POS_MSEC:
            return False
        self._next = max(0, bisect_right(self._starts, value) - 1)
        return True

    def release(self) -> None:
        """Close the file."""
        self._picture.close()

    def _measure(self) -> list[float]:
        """Return when each frame starts, in milliseconds, and the end of the last one."""
        starts = [0.0]
        for number in range(self._first, getattr(self._picture, "n_frames", 1)):
            self._picture.seek(number)
            self._picture.load()  # only then, the duration of a WebP frame is known
            lasts = float(self._picture.info.get("duration") or 0.0)
            usual = lasts < _SHORTEST if self._picture.format == "GIF" else lasts <= 0
            starts.append(starts[-1] + (_USUAL if usual else lasts))
        return starts


def _unreadable(path: Path) -> VideoError:
    return VideoError(
        f"{path.name} is not an animation that signdict can read.",
        hint="It may have been cut off while it was copied. Copy or save it again.",
    )


def _opaque(picture: Any) -> NDArray[np.uint8]:
    """Return the current frame (height, width, RGB); transparent parts are white."""
    if picture.mode == "RGB" and "transparency" not in picture.info:
        return np.asarray(picture, np.uint8)
    layer = picture.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    return np.asarray(Image.alpha_composite(ground, layer).convert("RGB"), np.uint8)
