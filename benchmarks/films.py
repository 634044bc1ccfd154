"""Films to play as a camera: real clips of signs, or frames in memory."""

import csv
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from signdict.core.types import Frame
from signdict.gui.learner.camera import Camera, FrameSource
from signdict.tracking.camera import CameraDevice, CameraName
from signdict.tracking.live import TrackedFrame, TrackerProcess
from signdict.tracking.video import Video

SHARED = Path("../shared/data")
#: Frames per second of most webcams.
CAMERA_FPS = 30.0


@dataclass(frozen=True, slots=True)
class Clip:
    """A video of one sign."""

    path: Path
    gloss: str
    sign_language: str
    signer: str


def clips(shared: Path, source: str) -> list[Clip]:
    """Return the clips of one source of the shared data."""
    with (shared / "videos" / "index.csv").open(encoding="utf-8", newline="") as file:
        return [
            Clip(shared / row["file"], row["gloss"], row["sign_language"], row["signer"])
            for row in csv.DictReader(file)
            if row["source"] == source
        ]


def sample(shared: Path, source: str, count: int, seed: int = 5) -> list[Clip]:
    """Return `count` clips of a source, drawn with a seed."""
    every = clips(shared, source)
    return [every[row] for row in np.random.default_rng(seed).permutation(len(every))[:count]]


def frames(files: Sequence[Path], count: int) -> list[Frame]:
    """Return the first frames of some files."""
    loaded: list[Frame] = []
    for file in files:
        with Video(file) as video:
            loaded += islice(video.frames(), count - len(loaded))
    return loaded


class TimedSource:
    """A source of frames that records when each frame came, and which frames were tracked."""

    def __init__(self, source: AbstractContextManager[FrameSource]) -> None:
        self._source = source
        self.came: dict[float, float] = {}  # time.monotonic() by the seconds of the frame
        self.tracked: list[float] = []  # seconds of the frames, in order

    def __enter__(self) -> Self:
        self._film = self._source.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._source.__exit__(kind, problem, traceback)

    def frames(self) -> Iterator[Frame]:
        """Yield the frames, and record when each comes."""
        for frame in self._film.frames():
            self.came[frame.seconds] = time.monotonic()
            yield frame


class TimedTracker(TrackerProcess):
    """A tracker that records which frames it tracked."""

    def __init__(self, model: Path, source: TimedSource) -> None:
        super().__init__(model)
        self._source = source

    def take(self, seconds: float) -> TrackedFrame | None:
        """Return the next tracked frame, and record it."""
        tracked = super().take(seconds)
        if tracked:
            self._source.tracked.append(tracked.frame.seconds)
        return tracked


class FramesInMemory:
    """Frames in memory as a camera with a usual frame rate, which is more than can be tracked."""

    def __init__(self, frames: Sequence[Frame], fps: float = CAMERA_FPS) -> None:
        self._frames, self._fps = frames, fps

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def frames(self) -> Iterator[Frame]:
        """Yield the frames in a loop at a constant rate."""
        start = time.monotonic()
        for number in count():
            seconds = number / self._fps
            time.sleep(max(0.0, seconds - (time.monotonic() - start)))
            yield replace(self._frames[number % len(self._frames)], seconds=seconds)


def camera(source: TimedSource, model: Path) -> Camera:
    """Return a camera of the window that reads a source and records what it tracks."""
    return Camera(lambda: source, TimedTracker(model, source))


def played(files: Sequence[Path], *, over: bool = True) -> TimedSource:
    """Return files played one after the other as a camera, in a loop if `over`."""
    return TimedSource(CameraDevice(CameraName(-1, "film", tuple(files), over=over)))
