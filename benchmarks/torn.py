"""Leaks after a camera is unplugged and plugged in at random, in the real window.

    python -m benchmarks.torn [--minutes 10] [--times 20] [--seed 0]

Plays a film as the camera. It fails as an unplugged camera does and leaves the list of cameras;
some seconds later it is in the list again. The last line is one JSON object: how often it was
unplugged (`torn`) and how often it was in use again (`back`), the numbers of threads and open
files after the third time (`first`) and at the end (`last`), and whether either grew (`grown`).
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

#: After this many rounds everything that answers need is open.
_WARM = 2


class Plug:
    """A camera that is plugged in or not."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self.name = CameraName(-1, "film", files, over=True)
        self.plugged = True

    def listing(self) -> tuple[CameraName, ...]:
        """Return the list of cameras."""
        return (self.name,) if self.plugged else ()

    def camera_of(self, name: CameraName, tracker: Path) -> camera.Camera:
        """Return the camera, which fails when it is unplugged."""
        return camera.Camera(lambda: UnpluggedCamera(name, self), TrackerProcess(tracker))


class UnpluggedCamera(CameraDevice):
    """A camera that fails as an unplugged one does."""

    def __init__(self, name: CameraName, plug: Plug) -> None:
        super().__init__(name)
        self._plug = plug

    def frames(self) -> Iterator[Frame]:
        """Yield frames while it is plugged in, then raise VideoError."""
        for frame in super().frames():
            if not self._plug.plugged:
                raise VideoError("film stopped giving pictures.", hint="Plug it in again.")
            yield frame


def resources() -> dict[str, int]:
    """Return the numbers of threads and open files of this process."""
    return {"threads": threading.active_count(), "files": len([*Path("/proc/self/fd").iterdir()])}


def is_filming(window: Window) -> bool:
    """Return whether the camera is in use."""
    return window.pages.learner.query.filming


def tear(window: Window, plug: Plug, minutes: float, times: int, seed: int) -> dict[str, Any]:
    """Unplug the camera and plug it in again, `times` times; return the figures."""
    draw = np.random.default_rng(seed)
    pauses = draw.uniform(0.2, 1.8, (times, 2)) * 60 * minutes / (2 * times)
    back, first = 0, resources()
    window.pages.learner.query.camera.switch_on()
    for number, (filmed, away) in enumerate(pauses):
        deadline = time.monotonic() + filmed
        while not is_filming(window) or time.monotonic() < deadline:
            wait(0.2)
        plug.plugged = False
        wait(away)
        plug.plugged = True
        deadline = time.monotonic() + 60
        while not is_filming(window) and time.monotonic() < deadline:
            wait(0.2)
        back += is_filming(window)
        print(f"{number + 1}: filmed {filmed:.1f} s, away {away:.1f} s, {resources()}", flush=True)
        if number <= _WARM:
            first = resources()
    last = resources()
    return {"torn": times, "back": back, "first": first, "last": last,
            "grown": any(last[kind] > first[kind] for kind in first)}  # fmt: skip


@click.command()
@click.option("--minutes", default=10.0)
@click.option("--times", default=20, help="How often the camera is unplugged.")
@click.option("--seed", default=0)
@click.option("--shared", type=Path, default=films.SHARED, help="Folder of the real clips.")
def main(minutes: float, times: int, seed: int, shared: Path) -> None:
    """Print a line per round and a JSON object."""
    if not shared.is_dir():
        raise click.ClickException(f"No clips in {shared}. Name their folder with --shared.")
    plug = Plug(tuple(clip.path for clip in films.sample(shared, "ase_studiogalt", 5)))
    camera_panel.listing = plug.listing  # type: ignore[attr-defined]
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
    application.share_processor()
    main()
