"""Makes animations that loop: a drawn sign as GIF, a part of a video as WebP."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from signdict.core.types import Clip

if TYPE_CHECKING:
    from signdict.core.types import Frame

#: Frames per second, and pixels of the longer side.
FPS, SIDE = 20.0, 320
_WEBP_FPS = 15.0
#: Pause at the end of a loop, in milliseconds, so that its start can be recognised.
_REST = 400
#: The longest part of a clip that is shown, in seconds.
LONGEST = 30.0
_COLOURS = 64

Picture = NDArray[np.uint8]


def gif(frames: Sequence[Picture], fps: float = FPS) -> bytes:
    """Return drawn frames (h, w, 3) as a GIF that loops; drawings need few colours."""
    samples = [frames[round(place)] for place in np.linspace(0, len(frames) - 1, 4)]
    palette = Image.fromarray(np.concatenate(samples)).quantize(_COLOURS, dither=Image.Dither.NONE)
    pictures = [
        Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.NONE)
        for frame in frames
    ]
    durations = [round(1000 / fps)] * (len(frames) - 1) + [_REST]
    file = io.BytesIO()
    pictures[0].save(
        file, "GIF", save_all=True, append_images=pictures[1:], duration=durations, loop=0
    )
    return file.getvalue()


def webp(clip: Clip) -> bytes | None:
    """Return the part of a video that a clip shows as a WebP that loops; None without a video.

    Raise VideoError if the video cannot be read.
    """
    if clip.media is None or not clip.media.is_file():
        return None
    from signdict.tracking.video import Video

    start = clip.start or 0.0
    with Video(clip.media) as video:
        if video.shape.frames and start >= video.shape.seconds:
            return None
        timed = list(_span(video.frames(start), start, clip.end))
    if not timed:
        return None
    times, pictures = zip(*timed, strict=True)
    durations = [round(1000 * (end - begin)) for begin, end in pairwise(times)] + [_REST]
    file = io.BytesIO()
    pictures[0].save(
        file, "WEBP", save_all=True, append_images=pictures[1:], duration=durations, loop=0,
        quality=70, method=2,
    )  # fmt: skip
    return file.getvalue()


def _span(
    frames: "Iterable[Frame]", start: float, end: float | None
) -> Iterator[tuple[float, Image.Image]]:
    """Yield small pictures with their times from start to end, at most `_WEBP_FPS` per second."""
    last = min(end if end is not None else start + LONGEST, start + LONGEST)
    due = start
    for frame in frames:
        if frame.seconds >= last:
            return
        if frame.seconds + 1e-3 < due:
            continue
        due = max(due, frame.seconds - 1 / _WEBP_FPS) + 1 / _WEBP_FPS
        picture = Image.fromarray(frame.image)
        picture.thumbnail((SIDE, SIDE))
        yield frame.seconds, picture
