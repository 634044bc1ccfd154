"""A camera and a tracker that play a script: each frame is filmed once the last was tracked."""

from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Semaphore

import numpy as np
from PySide6.QtCore import QSettings

from signdict.core.types import Frame
from signdict.gui.learner.camera import Camera, CameraWatcher
from tests.support.inline_tracker import InlineTracker
from tests.support.landmark_streams import HEIGHT, Person

UP, REST, ASIDE = (0.0, 0.2), (0.0, 1.8), (0.8, 0.0)
AN_IMAGE = np.full((HEIGHT, 640, 3), 120, np.uint8)
AN_IMAGE[::2] = 90


def rest(person, seconds=1):
    return [*person.hold(seconds)]


def a_sign(person):
    """The hand rises, moves, and rests."""
    return [*person.move(0.6, UP, ASIDE), *person.move(0.6, ASIDE, UP), *person.hold(1)]


class Lens:
    """Films and tracks a script frame by frame, then repeats the last frame.

    After the script, `failure` is raised if given; with `ends`, the frames end.
    """

    def __init__(self, script=None, failure=None, ends=False, image=AN_IMAGE, faces=1, fps=25):
        person = Person()
        self.script = rest(person) if script is None else list(script)
        self.failure, self.ends, self.image, self.fps = failure, ends, image, fps
        self.opened, self.closed, self.tracked = 0, 0, 0
        self.people = faces
        self._tracked, self.going = Semaphore(1), Event()
        self.going.set()

    @contextmanager
    def filming(self):
        self.opened += 1
        try:
            yield self
        finally:
            self.closed += 1

    @contextmanager
    def tracking(self):
        yield self

    def frames(self):
        number = 0
        while True:
            if number == len(self.script) and self.failure:
                self._tracked.acquire(timeout=5)
                raise self.failure
            if number == len(self.script) and self.ends:
                return
            self.going.wait(5)
            self._tracked.acquire(timeout=5)
            yield Frame(self.image, number / self.fps)
            number += 1

    def track(self, frame):
        index = min(round(frame.seconds * self.fps), len(self.script) - 1)
        self.tracked += 1
        self.film_next()
        return replace(self.script[index], seconds=frame.seconds)

    def faces(self, frame):
        return self.people

    def film_next(self):
        """Film the next frame."""
        self._tracked.release()

    def camera(self, **options):
        lens = self

        class LensCamera(Camera):
            def stop(self):
                super().stop()
                lens.film_next()  # filming waits for the tracker no longer

        return LensCamera(self.filming, InlineTracker(self.tracking), **options)


def switch_on(panel):
    """Turn the camera on without looking for cameras: a test reports them to `show_cameras`."""
    panel.watcher = CameraWatcher(tuple)
    panel.switch_on()


def a_memory(folder):
    return QSettings(str(folder / "memory.ini"), QSettings.Format.IniFormat)
