"""The page Sign with a camera, in the real window, with 100,000 clips in the dictionary.

    python -m benchmarks.live [--minutes 10] [--clips 100000] [--home FOLDER]

Plays a film of signs with rests between them as the camera. The last line is one JSON object:
`fps_ratio`, frames tracked per second in the window divided by those of bare `detect_for_video` on
the same frames; `settle_ms_p95`, from the first frame on which the hands rest to the final answer;
`gui_block_ms_max`, the longest block of the GUI thread in the first five minutes after the first
answer; `growth_mb`, how much memory grew from minute 1 to the end.
"""

import gc
import json
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import crowd, films
from benchmarks.films import FramesInMemory, TimedSource
from signdict.core.paths import Paths
from signdict.core.types import Frame
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui import app as application
from signdict.gui.background import Background, GarbageCollector
from signdict.gui.window.window import Window
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.recorder import RecorderEvent

#: Seconds between two ticks on the GUI thread.
_TICK = 0.005
#: Seconds over which blocks are measured.
_BLOCKED_FOR = 300.0
#: Frames in memory, seconds of a round, and number of rounds, for `fps_ratio`.
_IN_MEMORY, _ROUND, _ROUNDS = 150, 6.0, 9


class Blocks(QObject):
    """Measures how long the GUI thread is blocked, and when."""

    def __init__(self) -> None:
        super().__init__()
        self._ends, self._durations = array("d"), array("d")  # seconds; lists would grow memory
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(round(1000 * _TICK))

    def _on_tick(self) -> None:
        now = time.monotonic()
        self._ends.append(now)
        self._durations.append(now - self._last - _TICK)
        self._last = now

    def longest(self, start: float, end: float) -> float:
        """Return the longest block that ended between two times, in milliseconds."""
        blocks = zip(self._ends, self._durations, strict=True)
        return 1000 * max((long for ended, long in blocks if start <= ended < end), default=0.0)


class Settling(QObject):
    """Measures the time from the hands at rest to the final answer."""

    def __init__(self, window: Window, source: TimedSource) -> None:
        super().__init__()
        self._source = source
        self._last: tuple[object, float] = (None, 0.0)  # the pose and the time of its last frame
        self._waiting: float | None = None
        self._settled = 0.0
        self.seconds: list[float] = []
        self.first = 0.0
        shutter = window.pages.learner.query.camera.shutter
        shutter.taken.connect(self._take)
        window.pages.learner.settled.connect(self._settle)

    def record(self, event: RecorderEvent) -> None:
        """Record when the last frame of a pose came. Runs on the tracker's thread."""
        if event.pose is not None and event.pose is not self._last[0]:
            self._last = (event.pose, self._source.came[self._source.tracked[-1]])

    def _take(self, pose: object) -> None:
        """Wait for the answer to a pose, unless the page has shown it already."""
        if pose is not self._last[0]:
            return
        if self._settled > self._last[1]:
            self.seconds.append(self._settled - self._last[1])
        else:
            self._waiting = self._last[1]

    def _settle(self) -> None:
        self._settled = now = time.monotonic()
        self.first = self.first or now
        if self._waiting is not None:
            self.seconds.append(now - self._waiting)
            self._waiting = None


def memory() -> float:
    """Return the resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def wait(seconds: float) -> None:
    """Run the event loop for some seconds."""
    loop = QEventLoop()  # the end of the application's own loop would close the window
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def bare(frames: Sequence[Frame], model: Path) -> float:
    """Return the frames per second of `detect_for_video` alone."""
    with Tracker(model) as tracker:
        graph, wrap, rgb = tracker._graph, tracker._image, tracker._rgb  # noqa: SLF001
        graph.detect_for_video(wrap(rgb, frames[0].image), 0)
        start = time.perf_counter()
        for number, frame in enumerate(frames, start=1):
            graph.detect_for_video(wrap(rgb, frame.image), round(1000 * frame.seconds) + number)
        return len(frames) / (time.perf_counter() - start)


def ratio(window: Window, frames: Sequence[Frame], model: Path) -> dict[str, float]:
    """Track frames alternately in the window and without it; return the rates and their ratio."""
    pairs = []
    for _ in range(_ROUNDS):
        source = TimedSource(FramesInMemory(frames))
        window.pages.learner.query.camera.use(films.camera(source, model))
        while len(source.tracked) < 20:
            wait(0.1)
        before, start = len(source.tracked), time.perf_counter()
        wait(_ROUND)
        live = (len(source.tracked) - before) / (time.perf_counter() - start)
        times = source.tracked[before:]
        same = [frames[round(films.CAMERA_FPS * s) % len(frames)] for s in times]
        window.pages.learner.query.close_camera()
        wait(2.0)
        pairs.append((live, bare([*map(_at, same, times)], model)))
        print(
            f"tracked: {pairs[-1][0]:.1f} frames/s in the window, {pairs[-1][1]:.1f} frames/s bare"
        )
    return {
        "fps_ratio": statistics.median(live / alone for live, alone in pairs),
        "fps": statistics.median(live for live, _ in pairs),
        "fps_ratio_least": min(live / alone for live, alone in pairs),
        "fps_ratio_most": max(live / alone for live, alone in pairs),
    }


def _at(frame: Frame, seconds: float) -> Frame:
    return Frame(frame.image, seconds)


def watched(window: Window, minutes: float, files: Sequence[Path], model: Path) -> dict[str, Any]:
    """Play a film; return the times of answers, blocks of the GUI thread, and memory growth."""
    source = films.played(files)
    camera = films.camera(source, model)
    blocks, settling = Blocks(), Settling(window, source)
    camera.noted.connect(settling.record, Qt.ConnectionType.DirectConnection)
    start = time.monotonic()
    window.pages.learner.query.camera.use(camera)
    while not settling.first:
        wait(0.5)
    first = settling.first
    wait(max(0.0, 60 - (time.monotonic() - first)))
    minute = memory()
    wait(max(0.0, 60 * minutes - (time.monotonic() - first)))
    growth = memory() - minute
    window.pages.learner.query.close_camera()
    milliseconds = 1000 * np.array(settling.seconds[1:])
    return {
        "settle_ms_p95": float(np.percentile(milliseconds, 95)),
        "settle_ms_median": float(np.median(milliseconds)),
        "signs": len(milliseconds),
        "gui_block_ms_max": blocks.longest(first + 1, first + _BLOCKED_FOR),
        "gui_block_ms_start": blocks.longest(start, first + 1),
        "growth_mb": growth,
    }


def opened(paths: Paths, work: Callable[[Window], dict[str, Any]]) -> dict[str, Any]:
    """Open the window with a dictionary, and return the result of `work`."""
    qt = application.application()
    assert isinstance(qt, QApplication)
    window = Window(Background(partial(open_dictionary, paths)), paths)
    window.painted.connect(GarbageCollector(window).start)
    window.painted.connect(window.start)
    window.show()
    wait(2.0)
    try:
        return work(window)
    finally:
        window.close()
        gc.collect()


@click.command()
@click.option("--minutes", default=10.0, help="Duration of the film.")
@click.option("--clips", default=100_000, help="Number of clips in the library.")
@click.option(
    "--home", type=Path, help="Folder that keeps the library; by default a temporary one."
)
@click.option("--shared", type=Path, default=films.SHARED, help="Folder of the real clips.")
@click.option("--signs", default=12, help="Number of different signs in the film.")
def main(minutes: float, clips: int, home: Path | None, shared: Path, signs: int) -> None:
    """Print a table and a JSON object."""
    if not shared.is_dir():
        raise click.ClickException(f"No clips in {shared}. Name their folder with --shared.")
    if sys.platform != "linux":
        raise click.ClickException("This benchmark runs only on Linux.")
    files = [clip.path for clip in films.sample(shared, "ase_studiogalt", signs)]
    with tempfile.TemporaryDirectory() as folder:
        paths = crowd.settle(home or Path(folder), clips)
        crowd.build_index(paths)

        def work(window: Window) -> dict[str, Any]:
            figures = watched(window, minutes, files, paths.tracker)
            return figures | ratio(window, films.frames(files, _IN_MEMORY), paths.tracker)

        figures = opened(paths, work)
    for name, figure in figures.items():
        print(f"{name:>20} {figure:10.3f}")
    print(json.dumps({name: round(float(figure), 3) for name, figure in figures.items()}))


if __name__ == "__main__":
    application.share_processor()
    main()
