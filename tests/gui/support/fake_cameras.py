"""A camera and a tracker that play a script: whoever films waits until the last was looked at."""

from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Semaphore

import numpy as np
from PySide6.QtCore import QSettings

from signdict.core.types import Frame
from signdict.gui.learner.camera import Camera
from tests.support.inline_tracker import InlineTracker
from tests.support.landmark_streams import HEIGHT, Person

UP, REST, ASIDE = (0.0, 0.2), (0.0, 1.8), (0.8, 0.0)
A_PICTURE = np.full((HEIGHT, 640, 3), 120, np.uint8)
A_PICTURE[::2] = 90


def rest(person, seconds=1):
    return [*person.hold(seconds)]


def a_sign(person):
    """The hand rises, moves about, and rests."""
    return [*person.move(0.6, UP, ASIDE), *person.move(0.6, ASIDE, UP), *person.hold(1)]


class Lens:
    """Films and tracks what a script says, picture after picture; then the last one on and on.

    `failure` is raised in place of what comes after the script, `ends`: nothing comes after it.
    """

    def __init__(self, script=None, failure=None, ends=False, picture=A_PICTURE, faces=1, fps=25):
        person = Person()
        self.script = rest(person) if script is None else list(script)
        self.failure, self.ends, self.picture, self.fps = failure, ends, picture, fps
        self.count, self.opened, self.closed, self.tracked = 1, 0, 0, 0
        self.people = faces
        self._looked, self.going = Semaphore(1), Event()
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
                self._looked.acquire(timeout=5)
                raise self.failure
            if number == len(self.script) and self.ends:
                return
            self.going.wait(5)
            self._looked.acquire(timeout=5)
            yield Frame(self.picture, number / self.fps)
            number += 1

    def track(self, frame):
        at = min(round(frame.seconds * self.fps), len(self.script) - 1)
        self.tracked += 1
        self.look()
        return replace(self.script[at], seconds=frame.seconds)

    def faces(self, frame):
        return self.people

    def look(self):
        """Have the next picture filmed."""
        self._looked.release()

    def camera(self, **how):
        lens = self

        class Stopped(Camera):
            def stop(self):
                super().stop()
                lens.look()  # it waits for nobody any more

        return Stopped(self.filming, InlineTracker(self.tracking), **how)


def a_memory(folder):
    return QSettings(str(folder / "memory.ini"), QSettings.Format.IniFormat)
