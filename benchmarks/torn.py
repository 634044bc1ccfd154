"""A camera that is torn out and put back at random, in the real window: is anything left behind?

    python -m benchmarks.torn [--minutes 10] [--times 20] [--seed 0]

A film is played as the camera and breaks off as a camera does that is pulled out; the list of
cameras loses it and, some seconds later, has it again. The last line is one JSON object: how often
it was `torn` out and how often it was filming again (`back`), how many threads and open files
there were after the third time and at the end, and `grown`, whether either grew.
"""

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks import films
from benchmarks.session import wait
from signdict.core.errors import VideoError
from signdict.core.paths import Paths
from signdict.core.types import Frame
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui import app as application
from signdict.gui.background import Background
from signdict.gui.learner import camera, camera_panel
from signdict.gui.window.window import Window
from signdict.tracking.camera import CameraDevice, CameraName
from signdict.tracking.live import TrackerProcess

#: So many times are over before all that answers need has been opened.
_WARM = 2


class Plug:
    """One camera, in or out."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self.name = CameraName(-1, "film", files, over=True)
        self.there = True

    def listing(self) -> tuple[CameraName, ...]:
        """The cameras of this machine."""
        return (self.name,) if self.there else ()

    def camera_of(self, name: CameraName, tracker: Path) -> camera.Camera:
        """The camera, which ends when it is out."""
        return camera.Camera(lambda: Torn(name, self), TrackerProcess(tracker))


class Torn(CameraDevice):
    """A camera that ends as one does that is pulled out."""

    def __init__(self, name: CameraName, plug: Plug) -> None:
        super().__init__(name)
        self._plug = plug

    def frames(self) -> Iterator[Frame]:
        """Pictures as long as it is in."""
        for frame in super().frames():
            if not self._plug.there:
                raise VideoError("film stopped giving pictures.", hint="Plug it in again.")
            yield frame


def left() -> dict[str, int]:
    """How many threads and open files this process has."""
    return {"threads": threading.active_count(), "files": len([*Path("/proc/self/fd").iterdir()])}


def films_now(window: Window) -> bool:
    """Whether the camera is in use."""
    return window.pages.learner.query.filming


def tear(window: Window, plug: Plug, minutes: float, times: int, seed: int) -> dict[str, Any]:
    """Pull the camera out and put it back, so many times in so many minutes."""
    draw = np.random.default_rng(seed)
    pauses = draw.uniform(0.2, 1.8, (times, 2)) * 60 * minutes / (2 * times)
    back, first = 0, left()
    window.pages.learner.query.camera.switch_on()
    for number, (filmed, away) in enumerate(pauses):
        until = time.monotonic() + filmed
        while not films_now(window) or time.monotonic() < until:
            wait(0.2)
        plug.there = False
        wait(away)
        plug.there = True
        ends = time.monotonic() + 60
        while not films_now(window) and time.monotonic() < ends:
            wait(0.2)
        back += films_now(window)
        print(f"{number + 1}: filmed {filmed:.1f} s, away {away:.1f} s, {left()}", flush=True)
        if number <= _WARM:
            first = left()
    last = left()
    return {"torn": times, "back": back, "first": first, "last": last,
            "grown": any(last[what] > first[what] for what in first)}  # fmt: skip


@click.command()
@click.option("--minutes", default=10.0)
@click.option("--times", default=20, help="How often the camera is torn out.")
@click.option("--seed", default=0)
@click.option("--shared", type=Path, default=films.SHARED, help="Folder of the real clips.")
def main(minutes: float, times: int, seed: int, shared: Path) -> None:
    """Print a line each time, and as the last line one JSON object."""
    if not shared.is_dir():
        raise click.ClickException(f"There are no clips in {shared}: name their folder.")
    plug = Plug(tuple(clip.path for clip in films.some(shared, "ase_studiogalt", 5)))
    camera_panel.list_cameras = plug.listing  # type: ignore[attr-defined]
    camera.camera_of = plug.camera_of
    with tempfile.TemporaryDirectory() as folder:
        application.application()
        paths = Paths.standard(Path(folder))
        window = Window(Background(partial(open_dictionary, paths)), paths)
        window.painted.connect(window.start)
        window.show()
        wait(3.0)
        figures = tear(window, plug, minutes, times, seed)
        window.close()
        after = [thread.name for thread in threading.enumerate()]
    print(json.dumps({**figures, "threads_after_closing": after}))


if __name__ == "__main__":
    films.as_the_window("benchmarks.torn")
    main()
