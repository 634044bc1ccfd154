"""The camera's own thread: pictures with landmarks as they come, and a pose when one is recorded.

Nothing is kept: a picture lives until the next one replaces it, and a recording holds landmarks.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from signdict.pose import Landmarks
    from signdict.signs import Frame
    from signdict.video import CameraName, Shape

T = TypeVar("T")

#: A recording ends by itself after this long: no sign takes longer.
LONGEST = 20.0


class Filming(Protocol):
    """What is wanted of a camera."""

    @property
    def shape(self) -> "Shape":
        """Its size."""

    def frames(self) -> "Iterator[Frame]":
        """Its pictures, each with the time at which it was taken."""


class Tracking(Protocol):
    """What is wanted of a tracker."""

    def track(self, frame: "Frame") -> "Landmarks":
        """Find the landmarks in the next picture."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One picture, not mirrored, with what was found in it."""

    frame: "Frame"
    landmarks: "Landmarks"
    shape: "Shape"


class Latest(QObject, Generic[T]):
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


class Camera(QObject):
    """Films and tracks on a thread of its own, from `start` to `stop`."""

    taken = Signal(object)  # the Pose that was recorded
    stopped = Signal(object)  # an exception, or None where the pictures simply ended

    def __init__(
        self,
        filming: Callable[[], AbstractContextManager[Filming]],
        tracking: Callable[[], AbstractContextManager[Tracking]],
    ) -> None:
        super().__init__()
        self.latest: Latest[View] = Latest()
        self._filming, self._tracking = filming, tracking
        self._ending, self._recording = Event(), Event()
        self._after: Camera | None = None
        self._thread = Thread(target=self._run, name="camera")

    def start(self, after: "Camera | None" = None) -> None:
        """Begin to film, once the camera `after` is free: two cannot share one device."""
        self._after = after
        self._thread.start()

    def record(self, *, on: bool) -> None:
        """Begin to keep landmarks, or end and hand them over as a pose."""
        if on:
            self._recording.set()
        else:
            self._recording.clear()

    def stop(self) -> None:
        """End after the picture under way."""
        self._ending.set()

    def wait(self) -> None:
        """Wait until the camera is free."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        if self._after:
            self._after.wait()
        try:
            with ExitStack() as open_parts:
                camera = open_parts.enter_context(self._filming())
                tracker = open_parts.enter_context(self._tracking())
                self._film(camera, tracker)
        except Exception as failure:  # noqa: BLE001 - handed to whoever listens
            self.stopped.emit(failure)
        else:
            self.stopped.emit(None)

    def _film(self, camera: Filming, tracker: Tracking) -> None:
        kept: list[Landmarks] = []
        for frame in camera.frames():
            if self._ending.is_set():
                return
            found = tracker.track(frame)
            self.latest.put(View(frame, found, camera.shape))
            if self._recording.is_set():
                kept.append(found)
            long = bool(kept) and kept[-1].seconds - kept[0].seconds > LONGEST
            if kept and (long or not self._recording.is_set()):
                self._recording.clear()
                self._hand_over(kept, camera.shape)
                kept = []
        if kept:
            self._hand_over(kept, camera.shape)

    def _hand_over(self, kept: "list[Landmarks]", shape: "Shape") -> None:
        from signdict.pose import Pose

        seconds = kept[-1].seconds - kept[0].seconds
        fps = (len(kept) - 1) / seconds if seconds > 0 else shape.fps
        self.taken.emit(Pose.of(kept, fps, shape.width, shape.height))


def camera_of(name: "CameraName", tracker: Path) -> Camera:
    """A camera of this machine, with the bundled tracker. Opens nothing yet."""

    def filming() -> AbstractContextManager[Filming]:
        from signdict import video

        return video.Camera(name)

    def tracking() -> AbstractContextManager[Tracking]:
        from signdict.tracker import Tracker

        return Tracker(tracker)

    return Camera(filming, tracking)
