"""A camera that films on one thread and is tracked on another; the newest picture wins.

Nothing is kept: a picture lives until the next one replaces it, and a recording holds landmarks.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from signdict.core.errors import VideoError

if TYPE_CHECKING:
    from signdict.core.types import Frame
    from signdict.pose.pose import Landmarks
    from signdict.tracking.camera import CameraName
    from signdict.tracking.framing import Sight
    from signdict.tracking.live import Following
    from signdict.tracking.recorder import Recorder

T = TypeVar("T")


class Mailbox(QObject, Generic[T]):
    """A mailbox with one place: what is not collected in time is replaced by what is newer."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._letter: T | None = None

    def put(self, letter: T) -> None:
        """Leave something; say so only if the place was empty, so that signals cannot pile up."""
        with self._lock:
            empty = self._letter is None
            self._letter = letter
        if empty:
            self.arrived.emit()

    def take(self) -> T | None:
        """Collect what is there."""
        with self._lock:
            letter, self._letter = self._letter, None
        return letter


#: A picture that waits so long for its landmarks is shown without them.
_UNTRACKED = 0.3
#: A camera that has sent nothing for so long is lost; before its first picture it may ask
#: whether it may be used.
_SILENT, _OPENING = 4.0, 60.0


class FrameSource(Protocol):
    """What is wanted of a camera."""

    def frames(self) -> "Iterator[Frame]":
        """Its pictures, each with the time at which it was taken."""


@dataclass(frozen=True, slots=True, eq=False)
class CameraView:
    """One picture, not mirrored, with what was found in it; None where that is not known yet."""

    frame: "Frame"
    landmarks: "Landmarks | None" = None
    sight: "Sight | None" = None
    recording: bool = False


class Camera(QObject):
    """Films and tracks from `start` to `stop`. What it is told to do happens with the next picture.

    `clock` gives seconds that rise, `silent` is after how many without a picture it is lost.
    """

    noted = Signal(object)  # a Note of `recording`: what was recorded, so far or whole
    stopped = Signal(object)  # an exception, or None where the pictures simply ended

    def __init__(
        self,
        filming: Callable[[], AbstractContextManager[FrameSource]],
        follower: "Following",
        silent: float = _SILENT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.latest: Mailbox[CameraView] = Mailbox()
        self.by_itself = True
        self.turned = False  # the picture stands on its head, and is turned
        self._filming, self._follower = filming, follower
        self._silent, self._clock = silent, clock
        self._told: SimpleQueue[Callable[[Recorder], object]] = SimpleQueue()
        self._ending = Event()
        self._failure: Exception | None = None
        self._tracked_at = float("-inf")
        self._after: Camera | None = None
        self._threads = (
            Thread(target=self._film, name="camera", daemon=True),
            Thread(target=self._follow, name="tracker", daemon=True),
        )

    def start(self, after: "Camera | None" = None) -> None:
        """Begin to film, once the camera `after` is free: two cannot share one device."""
        self._after = after
        for thread in self._threads:
            thread.start()

    def begin(self, *, until_rest: bool = False) -> None:
        """Begin to record; end by itself when hands rest, if told so."""
        self._told.put(lambda recorder: recorder.begin(until_rest=until_rest))

    def end(self) -> None:
        """End what is being recorded, and hand it over."""
        self._told.put(lambda recorder: recorder.end())

    def drop(self) -> None:
        """Forget what is being recorded."""
        self._told.put(lambda recorder: recorder.drop())

    def stop(self) -> None:
        """End after the picture under way; what is being recorded is forgotten."""
        self._ending.set()
        self._follower.stop()

    def wait(self, seconds: float = 15.0) -> None:
        """Wait until the camera is free, so long at most: one that is gone may hang."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)

    def _film(self) -> None:
        if self._after:
            self._after.wait()
            self._after = None
        try:
            if not self._ending.is_set():
                with self._filming() as camera:
                    self._hand_on(camera)
        except Exception as failure:  # noqa: BLE001 - handed to whoever listens
            self._failure = self._failure or failure
        finally:
            self._follower.close()

    def _hand_on(self, camera: FrameSource) -> None:
        for frame in camera.frames():
            if self._ending.is_set():
                return
            if self.turned:
                frame = replace(frame, image=frame.image[::-1, ::-1].copy())
            self._follower.put(frame)
            if self._clock() - self._tracked_at > _UNTRACKED:
                self.latest.put(CameraView(frame))

    def _follow(self) -> None:
        from signdict.tracking.recorder import Recorder

        recorder = Recorder(automatic=self.by_itself)
        try:
            with self._follower as follower:
                self._track(follower, recorder)
        except Exception as failure:  # noqa: BLE001 - handed to whoever listens
            self._failure = self._failure or failure
        if not self._ending.is_set():
            for note in recorder.finish():
                self.noted.emit(note)
        self._ending.set()
        self.stopped.emit(self._failure)

    def _track(self, follower: "Following", recorder: "Recorder") -> None:
        from signdict.tracking.framing import FramingMonitor, measure

        watch, patience = FramingMonitor(), _OPENING
        while True:
            found = follower.take(patience)
            if found is None:
                self._blame_silence()
                return
            if self._ending.is_set():
                return
            patience = self._silent
            frame = found.frame
            sight = watch.update(measure(frame, found.landmarks, found.faces))
            self._obey(recorder)
            height, width = frame.image.shape[:2]
            notes = recorder.feed(found.landmarks, width, height)
            self._tracked_at = self._clock()
            self.latest.put(CameraView(frame, found.landmarks, sight, recorder.recording))
            for note in notes:
                self.noted.emit(note)

    def _obey(self, recorder: "Recorder") -> None:
        """Do what was told since the last picture."""
        recorder.automatic = self.by_itself
        while True:
            try:
                self._told.get_nowait()(recorder)
            except Empty:
                return

    def _blame_silence(self) -> None:
        if not self._follower.closed:
            self._failure = VideoError(
                "The camera sends no more pictures.",
                hint="Plug it in again, or choose another camera.",
            )


def camera_of(name: "CameraName", tracker: Path) -> Camera:
    """A camera of this machine, with the bundled tracker. Opens nothing yet."""
    from signdict.tracking.live import TrackerProcess

    def filming() -> AbstractContextManager[FrameSource]:
        from signdict.tracking import camera

        return camera.CameraDevice(name)

    return Camera(filming, TrackerProcess(tracker))


#: Seconds between two looks.
_EVERY = 2.0


class Lookout(QObject):
    """Tells which cameras there are, at once and whenever that has changed."""

    changed = Signal(tuple)  # of CameraName

    def __init__(
        self, listing: "Callable[[], tuple[CameraName, ...]]", every: float = _EVERY
    ) -> None:
        super().__init__()
        self._listing, self._every = listing, every
        self._ending = Event()
        self._told = False
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to look, unless it does already."""
        if self._thread is None:
            self._ending = Event()
            self._thread = Thread(target=self._look, args=(self._ending,), name="lookout")
            self._thread.start()

    def tell_again(self) -> None:
        """Tell with the next look which cameras there are, even if that has not changed."""
        self._told = False

    def stop(self) -> None:
        """Look no more."""
        self._ending.set()
        self._thread = None

    def wait(self) -> None:
        """Stop, and wait until the look under way is over."""
        thread = self._thread
        self.stop()
        if thread:
            thread.join()

    def _look(self, ending: Event) -> None:
        last: tuple[CameraName, ...] | None = None
        while not ending.is_set():
            there = self._listing()
            if (there != last or not self._told) and not ending.is_set():
                last, self._told = there, True
                self.changed.emit(there)
            ending.wait(self._every)


def listing() -> "tuple[CameraName, ...]":
    """The cameras of this machine."""
    from signdict.tracking import camera

    return camera.cameras()
