"""The window, `recognise` and `add` while every core is busy with another program.

    python -m benchmarks.loaded [--busy N] [--signs 100000] [--clips 626 | --list FILE]

Starts as many busy processes as there are cores (`--busy`) and measures beside them:
- `keystroke_ms_p95`: from a key to the paint of its results or of newer ones, in the real window
  with the starter dictionary and 100,000 more signs. A key comes every 150 ms, from the first visit
  to the page Find on: while the model loads and landmarks are fetched as well.
- `tiles_ms_p95`: from the last key of a word until every tile shows landmarks.
- `gui_block_ms_max`: the longest block of the GUI thread meanwhile.
- `recognise_ratio`: the time of `signdict recognise` for a `.pose` file, divided by its time
  without the busy processes; the two are measured in turn. `embed_ratio`: the same for one question
  to an open dictionary.
- `add_s`: seconds of `signdict add` for 626 `.pose` files, or for the clips of `--list`.
  `add_ratio`: this, divided by the time of one process that only reads and embeds the same files.
The last line is one JSON object.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks import keystrokes
from benchmarks.live import Blocks, wait
from signdict.core.paths import Paths, resources
from signdict.core.types import Match, Sign
from signdict.dictionary.dictionary import Dictionary, open_dictionary
from signdict.gui.app import application, open_library, share_processor
from signdict.gui.background import Background, GarbageCollector
from signdict.gui.window.pages import FIND
from signdict.gui.window.window import Window
from signdict.pose.codec import pack
from signdict.pose.pose import Pose
from signdict.pose.posefile import write_pose

#: Seconds between two keys, seconds after a word, and seconds after which it fails.
_PACE, _PAUSE, _PATIENCE = 0.15, 1.0, 120.0
#: Turns of `recognise`, and questions per turn to an open dictionary.
_TURNS, _QUESTIONS = 3, 20
#: Frames of the one pose that all signs of the user's library have.
_SHORT = 12
_SPIN = "while True: pass"
#: Reads and embeds the `.pose` files of a folder, in one process, and stores nothing.
_BARE = """
import sys
from pathlib import Path
from signdict.core.threads import limit_threads
limit_threads()
from signdict.core.paths import Paths
from signdict.importing.ingest import TOGETHER
from signdict.importing.workers import trimmed
from signdict.model.encoder import SignClipEncoder
from signdict.pose.codec import unpack
from signdict.pose.pose import usable_poses
from signdict.pose.posefile import read_pose
encoder = SignClipEncoder.open(Paths.standard().model)
files = sorted(Path(sys.argv[1]).glob("*.pose"))
for start in range(0, len(files), TOGETHER):
    read = [trimmed(read_pose(file).usable(), 0.0) for file in files[start : start + TOGETHER]]
    encoder.read_poses(usable_poses(unpack(result.packed) for result in read))
"""


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Run busy processes meanwhile."""
    processes = [subprocess.Popen([sys.executable, "-c", _SPIN]) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


class Typist:
    """Types at a steady pace into the page Find of the real window."""

    def __init__(self, paths: Paths) -> None:
        self.window = Window(Background(partial(open_library, paths)), paths)
        self.milliseconds: list[float] = []
        self._waiting: list[float] = []  # when the keys without results were pressed
        self.window.painted.connect(GarbageCollector(self.window).start)
        self.window.painted.connect(self.window.start)
        self.window.show()
        while not self.window.pages.count():
            wait(0.01)
        self.window.go(FIND)
        self.page = self.window.pages.teacher
        show = self.page.show_matches
        self.page.show_matches = partial(self._show, show)  # type: ignore[method-assign]

    def type(self, word: str) -> float:
        """Type a word into the empty field; return the milliseconds until its tiles move."""
        self.page.search("")
        wait(_PAUSE)
        for key in word:
            self._waiting.append(time.perf_counter())
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
            QApplication.sendEvent(self.page.field, event)
            wait(_PACE)
        last = time.perf_counter() - _PACE
        deadline = last + _PATIENCE
        while self._waiting or self._still():
            if time.perf_counter() > deadline:
                raise TimeoutError(word)
            wait(0.005)
        return 1000 * max(0.0, time.perf_counter() - last)

    def _still(self) -> bool:
        """Whether a tile in view waits for its landmarks."""
        if self.page.results.stack.currentWidget() is not self.page.results.grid:
            return False
        tiles = self.page.results.grid.tiles
        return any(not tile.view.seconds for tile in tiles)

    def _show(
        self,
        show: Callable[[Sequence[Match], Sequence[str]], object],
        matches: Sequence[Match],
        others: Sequence[str] = (),
    ) -> None:
        show(matches, others)
        self.page.repaint()
        if self.page.answered != self.page.words:
            return
        now, waiting, self._waiting = time.perf_counter(), self._waiting, []
        self.milliseconds += [1000 * (now - pressed) for pressed in waiting]


def typed(signs: int) -> dict[str, float]:
    """Type words twice into a window: while the model loads, and afterwards."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    with TemporaryDirectory() as folder:
        paths = Paths.standard(Path(folder))
        with open_dictionary(paths) as dictionary:
            short = next(_clips(dictionary))[1].cut(0, _SHORT)
        keystrokes.fill(paths.library, signs, pack(short))
        typist = Typist(paths)
        blocks, start = Blocks(), time.monotonic()
        turns: list[float] = []
        try:
            for _ in range(2):
                for word in keystrokes.TYPED:
                    first = len(typist.milliseconds)
                    turns.append(typist.type(word))
                    times = typist.milliseconds[first:]
                    print(
                        f"{word:32} {statistics.median(times):8.0f} {max(times):8.0f}"
                        f" {turns[-1]:8.0f}"
                    )
            longest = blocks.longest(start, time.monotonic())
        finally:
            typist.window.close()
    app.processEvents()
    return {
        "keystroke_ms_p50": statistics.median(typist.milliseconds),
        "keystroke_ms_p95": float(np.percentile(typist.milliseconds, 95)),
        "keystroke_ms_max": max(typist.milliseconds),
        "tiles_ms_p95": float(np.percentile(turns, 95)),
        "gui_block_ms_max": longest,
    }


def recognised(count: int) -> dict[str, float]:
    """Recognise a pose with and without busy processes, in turn."""
    ratios: dict[str, list[list[float]]] = {"recognise": [[], []], "embed": [[], []]}
    with (
        TemporaryDirectory() as folder,
        open_dictionary(Paths.standard(Path(folder, "home"))) as dictionary,
    ):
        _, pose = next(_clips(dictionary))
        file = Path(folder, "query.pose")
        write_pose(file, pose)
        for _ in dictionary.warm():
            pass
        for _ in range(_TURNS):
            for loaded in (0, 1):
                with busy(loaded * count):
                    time.sleep(0.5)
                    ratios["recognise"][loaded].append(_command("recognise", str(file)))
                    for _ in range(_QUESTIONS):
                        began = time.perf_counter()
                        dictionary.recognise(pose)
                        ratios["embed"][loaded].append(time.perf_counter() - began)
    figures = {"recognise_s_idle": statistics.median(ratios["recognise"][0])}
    figures |= {"embed_ms_idle": 1000 * statistics.median(ratios["embed"][0])}
    for name, (idle, beside) in ratios.items():
        figures[f"{name}_ratio"] = statistics.median(beside) / statistics.median(idle)
    return figures


def added(clips: int, listed: Path | None) -> dict[str, float]:
    """Return `add_s` of a list, or of `.pose` files of the starter, and then `add_ratio` too."""
    with TemporaryDirectory() as folder:
        home = Path(folder, "home")
        if listed:
            return {"add_s": _command("add", str(listed), home=home)}
        write_list(Path(folder), clips)
        seconds = _command("add", str(Path(folder, "clips.csv")), home=home)
        return {"add_s": seconds, "add_ratio": seconds / _seconds("-c", _BARE, folder)}


def write_list(folder: Path, count: int) -> None:
    """Write clips of the starter dictionary to a folder as `.pose` files, with a list."""
    rows: list[tuple[str, str, str]] = []
    paths = Paths(folder / "none", resources())
    with open_dictionary(paths) as dictionary:
        for sign, pose in _clips(dictionary):
            write_pose(folder / f"{len(rows):04}.pose", pose)
            rows.append((f"{len(rows):04}.pose", sign.gloss, sign.sign_language))
            if len(rows) == count:
                break
    with (folder / "clips.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("path", "gloss", "sign_language"), *rows])


def _clips(dictionary: Dictionary) -> Iterator[tuple[Sign, Pose]]:
    """Yield the clips of the starter dictionary."""
    for sign in dictionary.signs((), 100_000):
        for clip in sign.clips:
            yield sign, dictionary.pose(clip.id)


def _command(*words: str, home: Path | None = None) -> float:
    """Run a command of signdict as its own process, and return its seconds."""
    return _seconds("-m", "signdict", *words, home=home)


def _seconds(*words: str, home: Path | None = None) -> float:
    """Run Python as its own process, and return its seconds."""
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    if home:
        environment["SIGNDICT_HOME"] = str(home)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began


@click.command()
@click.option("--busy", "count", default=os.cpu_count() or 1, help="Number of busy processes.")
@click.option("--signs", default=keystrokes.SIGNS, help="Signs of the user's library.")
@click.option("--clips", default=626, help="Number of files to add.")
@click.option("--list", "listed", type=Path, help="A list of clips to add instead.")
def main(count: int, signs: int, clips: int, listed: Path | None) -> None:
    """Print a table and a JSON object."""
    figures: dict[str, float] = {"busy": count, **recognised(count)}
    with busy(count):
        figures |= added(clips, listed)
        print("typed                              median      max    tiles   ms from key to paint")
        figures |= typed(signs)
    print(json.dumps({name: round(figure, 3) for name, figure in figures.items()}))


if __name__ == "__main__":
    share_processor()
    main()
