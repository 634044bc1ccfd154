"""The learner's page at work: signs into a camera, answers among 100,000 clips, in the real window.

    python -m benchmarks.live [--minutes 10] [--clips 100000] [--home FOLDER]

A film of signs with rests between them is played as the camera. The last line is one JSON object:
`fps_ratio`, pictures tracked a second in the window against bare `detect_for_video` on the same
pictures; `settle_ms_p95`, from the first picture on which the hands rest to the answer that stays;
`gui_block_ms_max`, the longest that the GUI thread did nothing else, in the first five minutes
after the first answer; `growth_mb`, how much memory grew from minute 1 to the end.
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
from benchmarks.films import InMemory, Noted
from signdict.core.paths import Paths
from signdict.core.types import Frame
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui import app as application
from signdict.gui import background
from signdict.gui.background import Background
from signdict.gui.window.window import Window
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.recorder import RecorderEvent

_TICK = 0.005  # seconds between two looks at the GUI thread
_BLOCKED_FOR = 300.0  # seconds over which blocks are looked for
_IN_MEMORY, _ROUND, _ROUNDS = 150, 6.0, 9


class Blocks(QObject):
    """How long the GUI thread was away between two looks, and when."""

    def __init__(self) -> None:
        super().__init__()
        self._ends, self._lasted = array("d"), array("d")  # seconds; a list would be seen to grow
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start(round(1000 * _TICK))

    def _look(self) -> None:
        now = time.monotonic()
        self._ends.append(now)
        self._lasted.append(now - self._last - _TICK)
        self._last = now

    def longest(self, start: float, end: float) -> float:
        """The longest block that ended in a stretch of time, in milliseconds."""
        looks = zip(self._ends, self._lasted, strict=True)
        return 1000 * max((long for when, long in looks if start <= when < end), default=0.0)


class Settling(QObject):
    """How long after hands rest the answer is there that stays."""

    def __init__(self, window: Window, noted: Noted) -> None:
        super().__init__()
        self._noted = noted
        self._last: tuple[object, float] = (None, 0.0)  # what was asked about, of which moment
        self._waiting: float | None = None
        self._settled = 0.0
        self.seconds: list[float] = []
        self.first = 0.0
        shutter = window.pages.learner.query.camera.shutter
        shutter.taken.connect(self._take)
        window.pages.learner.settled.connect(self._settle)

    def note(self, note: RecorderEvent) -> None:
        """Remember, on the tracker's thread, when the picture came that this is about."""
        if note.pose is not None and note.pose is not self._last[0]:
            self._last = (note.pose, self._noted.came[self._noted.tracked[-1]])

    def _take(self, pose: object) -> None:
        """Wait for the answer; the page, which hears of it first, may have it already."""
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
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def wait(seconds: float) -> None:
    """Let the window work so long."""
    loop = QEventLoop()  # the application's own would close the window as it ends
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def bare(frames: Sequence[Frame], model: Path) -> float:
    """Pictures a second of `detect_for_video` alone."""
    with Tracker(model) as tracker:
        graph, wrap, rgb = tracker._graph, tracker._image, tracker._rgb  # noqa: SLF001
        graph.detect_for_video(wrap(rgb, frames[0].image), 0)
        began = time.perf_counter()
        for number, frame in enumerate(frames, start=1):
            graph.detect_for_video(wrap(rgb, frame.image), round(1000 * frame.seconds) + number)
        return len(frames) / (time.perf_counter() - began)


def ratio(window: Window, frames: Sequence[Frame], model: Path) -> dict[str, float]:
    """Track pictures in the window and by themselves, in turn; how many a second, and the ratio."""
    pairs = []
    for _ in range(_ROUNDS):
        noted = Noted(InMemory(frames))
        window.pages.learner.query.camera.use(films.camera(noted, model))
        while len(noted.tracked) < 20:
            wait(0.1)
        before, began = len(noted.tracked), time.perf_counter()
        wait(_ROUND)
        live = (len(noted.tracked) - before) / (time.perf_counter() - began)
        same = [frames[round(films.CAMERA_FPS * s) % len(frames)] for s in noted.tracked[before:]]
        window.pages.learner.query.close_camera()
        wait(2.0)
        pairs.append((live, bare([*map(_at_their_times, same, noted.tracked[before:])], model)))
        print(
            f"tracked: {pairs[-1][0]:.1f} pictures a second in the window, {pairs[-1][1]:.1f} bare"
        )
    return {
        "fps_ratio": statistics.median(live / alone for live, alone in pairs),
        "fps": statistics.median(live for live, _ in pairs),
        "fps_ratio_least": min(live / alone for live, alone in pairs),
        "fps_ratio_most": max(live / alone for live, alone in pairs),
    }


def _at_their_times(frame: Frame, seconds: float) -> Frame:
    return Frame(frame.image, seconds)


def watched(window: Window, minutes: float, files: Sequence[Path], model: Path) -> dict[str, Any]:
    """Play a film for so long; how long answers take, the GUI thread was away, memory grew."""
    noted = films.played(files)
    camera = films.camera(noted, model)
    blocks, settling = Blocks(), Settling(window, noted)
    camera.noted.connect(settling.note, Qt.ConnectionType.DirectConnection)
    began = time.monotonic()
    window.pages.learner.query.camera.use(camera)
    while not settling.first:
        wait(0.5)
    first = settling.first
    wait(max(0.0, 60 - (time.monotonic() - first)))
    minute = memory()
    wait(max(0.0, 60 * minutes - (time.monotonic() - first)))
    grown = memory() - minute
    window.pages.learner.query.close_camera()
    milliseconds = 1000 * np.array(settling.seconds[1:])
    return {
        "settle_ms_p95": float(np.percentile(milliseconds, 95)),
        "settle_ms_median": float(np.median(milliseconds)),
        "signs": len(milliseconds),
        "gui_block_ms_max": blocks.longest(first + 1, first + _BLOCKED_FOR),
        "gui_block_ms_start": blocks.longest(began, first + 1),
        "growth_mb": grown,
    }


def opened(paths: Paths, work: Callable[[Window], dict[str, Any]]) -> dict[str, Any]:
    """Open the window on a dictionary, and do something with it."""
    qt = application.application()
    assert isinstance(qt, QApplication)
    window = Window(Background(partial(open_dictionary, paths)), paths)
    gc.disable()  # as `signdict.start` does
    window.painted.connect(background.freeze_garbage)
    window.painted.connect(window.start)
    window.show()
    wait(2.0)
    try:
        return work(window)
    finally:
        window.close()
        gc.collect()


@click.command()
@click.option("--minutes", default=10.0, help="How long the film is played.")
@click.option("--clips", default=100_000, help="How many clips are in the library.")
@click.option("--home", type=Path, help="Where the library is made, and kept; else nowhere.")
@click.option("--shared", type=Path, default=films.SHARED, help="Folder of the real clips.")
@click.option("--signs", default=12, help="How many different signs the film shows.")
def main(minutes: float, clips: int, home: Path | None, shared: Path, signs: int) -> None:
    """Print a table, and as the last line one JSON object."""
    if not shared.is_dir():
        raise click.ClickException(f"There are no clips in {shared}: name their folder.")
    if sys.platform != "linux":
        raise click.ClickException("Memory is measured on Linux alone.")
    files = [clip.path for clip in films.some(shared, "ase_studiogalt", signs)]
    with tempfile.TemporaryDirectory() as folder:
        paths = crowd.settle(home or Path(folder), clips)
        crowd.build_index(paths)

        def work(window: Window) -> dict[str, Any]:
            figures = watched(window, minutes, files, paths.tracker)
            return figures | ratio(window, films.pictures(files, _IN_MEMORY), paths.tracker)

        figures = opened(paths, work)
    for name, figure in figures.items():
        print(f"{name:>20} {figure:10.3f}")
    print(json.dumps({name: round(float(figure), 3) for name, figure in figures.items()}))


if __name__ == "__main__":
    films.as_the_window("benchmarks.live")
    main()
