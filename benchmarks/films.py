"""Films to play as a camera: real clips of signs with rest at both ends, and pictures in memory."""

import csv
import os
import sys
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
from signdict.gui import app as application
from signdict.gui.learner.camera import Camera, FrameSource
from signdict.tracking.camera import CameraDevice, CameraName
from signdict.tracking.live import TrackedFrame, TrackerProcess
from signdict.tracking.video import Video

SHARED = Path("../shared/data")
#: Pictures a second of most webcams.
CAMERA_FPS = 30.0


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip of one sign."""

    path: Path
    gloss: str
    sign_language: str
    signer: str


def clips(shared: Path, source: str) -> list[Clip]:
    """The clips of one source of the data."""
    with (shared / "videos" / "index.csv").open(encoding="utf-8", newline="") as file:
        return [
            Clip(shared / row["file"], row["gloss"], row["sign_language"], row["signer"])
            for row in csv.DictReader(file)
            if row["source"] == source
        ]


def some(shared: Path, source: str, how_many: int, seed: int = 5) -> list[Clip]:
    """So many clips of a source, drawn from a seed."""
    there = clips(shared, source)
    chosen = np.random.default_rng(seed).permutation(len(there))[:how_many]
    return [there[place] for place in chosen]


def as_the_window(module: str) -> None:
    """Begin a benchmark anew where NumPy, which is loaded before all else, was not told
    to compute on one thread, as the window does tell it."""
    before = dict(os.environ)
    application.limit_threads()
    if dict(os.environ) != before:
        os.execv(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]])  # noqa: S606


def pictures(files: Sequence[Path], how_many: int) -> list[Frame]:
    """The first pictures of some files, in memory."""
    found: list[Frame] = []
    for file in files:
        with Video(file) as video:
            found += islice(video.frames(), how_many - len(found))
    return found


class Noted:
    """A film or a tracker that notes at which moment each picture came, and which is tracked."""

    def __init__(self, filming: AbstractContextManager[FrameSource]) -> None:
        self._filming = filming
        self.came: dict[float, float] = {}  # by the seconds of the picture
        self.tracked: list[float] = []  # seconds of the pictures, in order

    def __enter__(self) -> Self:
        self._film = self._filming.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._filming.__exit__(kind, problem, where)

    def frames(self) -> Iterator[Frame]:
        """The pictures, each noted as it comes."""
        for frame in self._film.frames():
            self.came[frame.seconds] = time.monotonic()
            yield frame


class Noting(TrackerProcess):
    """A tracker that notes which picture it looked at."""

    def __init__(self, model: Path, noted: Noted) -> None:
        super().__init__(model)
        self._noted = noted

    def take(self, seconds: float) -> TrackedFrame | None:
        """Take and note."""
        found = super().take(seconds)
        if found:
            self._noted.tracked.append(found.frame.seconds)
        return found


class InMemory:
    """Pictures in memory as a camera that sends as many a second as most cameras do, which is more
    than can be tracked."""

    def __init__(self, frames: Sequence[Frame], fps: float = CAMERA_FPS) -> None:
        self._frames, self._fps = frames, fps

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def frames(self) -> Iterator[Frame]:
        """One picture after the other, over and over, at an even pace."""
        began = time.monotonic()
        for number in count():
            seconds = number / self._fps
            time.sleep(max(0.0, seconds - (time.monotonic() - began)))
            yield replace(self._frames[number % len(self._frames)], seconds=seconds)


def camera(noted: Noted, model: Path) -> Camera:
    """A camera of the window that notes what it does."""
    return Camera(lambda: noted, Noting(model, noted))


def played(files: Sequence[Path], *, over: bool = True) -> Noted:
    """Files played as a camera, one after the other, and `over` and over."""
    return Noted(CameraDevice(CameraName(-1, "film", tuple(files), over=over)))
