"""Makes animations that loop: a drawn sign as GIF, a part of a video as WebP."""

import io
from collections.abc import Iterable, Iterator, Sequence
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

    with Video(clip.media) as video:
        pictures = list(_span(video.frames(), clip.start or 0.0, clip.end))
    if not pictures:
        return None
    durations = [round(1000 / _WEBP_FPS)] * (len(pictures) - 1) + [_REST]
    file = io.BytesIO()
    pictures[0].save(
        file, "WEBP", save_all=True, append_images=pictures[1:], duration=durations, loop=0,
        quality=70, method=2,
    )  # fmt: skip
    return file.getvalue()


def _span(frames: "Iterable[Frame]", start: float, end: float | None) -> Iterator[Image.Image]:
    """Yield small pictures from start to end, at `_WEBP_FPS`."""
    last = min(end if end is not None else start + LONGEST, start + LONGEST)
    due = start
    for frame in frames:
        if frame.seconds >= last:
            return
        if frame.seconds + 1e-3 < due:
            continue
        due += 1 / _WEBP_FPS
        picture = Image.fromarray(frame.image)
        picture.thumbnail((SIDE, SIDE))
        yield picture
