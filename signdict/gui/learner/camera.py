"""The camera of the Sign page: filming and tracking on threads, and which cameras exist.

No images are stored: a frame lives until the next one replaces it, and recordings hold landmarks.
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

#: Seconds without landmarks after which frames are shown without them.
_UNTRACKED = 0.3
#: Seconds without a frame after which a camera counts as lost; the second value applies before the
#: first frame, while the system may still ask for permission.
_SILENT, _OPENING = 4.0, 60.0
#: Seconds between two listings of the cameras.
_INTERVAL = 2.0


class FrameSource(Protocol):
    """An open camera."""

    def frames(self) -> "Iterator[Frame]":
        """Yield frames, each with the time at which it was taken."""


@dataclass(frozen=True, slots=True, eq=False)
class CameraView:
    """A frame, not mirrored, with what was detected in it; None if that is not known yet."""

    frame: "Frame"
    landmarks: "Landmarks | None" = None
    sight: "Sight | None" = None
    recording: bool = False


class Camera(QObject):
    """Films on one thread and tracks on another, from `start` to `stop`.

    Commands to the recorder take effect with the next frame. `silent` is the number of seconds
    without a frame after which the camera counts as lost; `clock` returns monotonic seconds.
    """

    noted = Signal(object)  # a RecorderEvent
    stopped = Signal(object)  # an exception, or None if the frames simply ended

    def __init__(
        self,
        filming: Callable[[], AbstractContextManager[FrameSource]],
        follower: "Following",
        silent: float = _SILENT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.latest: LatestValue[CameraView] = LatestValue()
        self.automatic = True  # recordings start and end as the hands rise and rest
        self.rotated = False  # by 180 degrees
        self._filming, self._follower = filming, follower
        self._silent, self._clock = silent, clock
        self._commands: SimpleQueue[Callable[[Recorder], object]] = SimpleQueue()
        self._ending = Event()
        self._failure: Exception | None = None
        self._tracked_at = float("-inf")
        self._previous: Camera | None = None
        self._threads = (
            Thread(target=self._film, name="camera", daemon=True),
            Thread(target=self._follow, name="tracker", daemon=True),
        )

    def start(self, after: "Camera | None" = None) -> None:
        """Start filming once the camera `after` is free: two cannot share one device."""
        self._previous = after
        for thread in self._threads:
            thread.start()

    def begin(self, *, until_rest: bool = False) -> None:
        """Start a recording; with `until_rest`, end it automatically when the hands rest."""
        self._commands.put(lambda recorder: recorder.begin(until_rest=until_rest))

    def end(self) -> None:
        """End the recording and deliver it."""
        self._commands.put(lambda recorder: recorder.end())

    def drop(self) -> None:
        """Discard the recording."""
        self._commands.put(lambda recorder: recorder.drop())

    def stop(self) -> None:
        """Stop after the current frame, and discard the recording."""
        self._ending.set()
        self._follower.stop()

    def wait(self, seconds: float = 15.0) -> None:
        """Wait until the camera is free, up to a time limit: a lost camera may hang."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)

    def _film(self) -> None:
        if self._previous:
            self._previous.wait()
            self._previous = None
        try:
            if not self._ending.is_set():
                with self._filming() as source:
                    self._deliver(source)
        except Exception as failure:  # noqa: BLE001 - reported with `stopped`
            self._failure = self._failure or failure
        finally:
            self._follower.close()

    def _deliver(self, source: FrameSource) -> None:
        for frame in source.frames():
            if self._ending.is_set():
                return
            if self.rotated:
                frame = replace(frame, image=frame.image[::-1, ::-1].copy())
            self._follower.put(frame)
            if self._clock() - self._tracked_at > _UNTRACKED:
                self.latest.put(CameraView(frame))

    def _follow(self) -> None:
        from signdict.tracking.recorder import Recorder

        recorder = Recorder(automatic=self.automatic)
        try:
            with self._follower as follower:
                self._track(follower, recorder)
        except Exception as failure:  # noqa: BLE001 - reported with `stopped`
            self._failure = self._failure or failure
        if not self._ending.is_set():
            for event in recorder.finish():
                self.noted.emit(event)
        self._ending.set()
        self.stopped.emit(self._failure)

    def _track(self, follower: "Following", recorder: "Recorder") -> None:
        from signdict.tracking.framing import FramingMonitor, measure

        monitor, timeout = FramingMonitor(), _OPENING
        while True:
            tracked = follower.take(timeout)
            if tracked is None:
                self._report_silence()
                return
            if self._ending.is_set():
                return
            timeout = self._silent
            frame = tracked.frame
            sight = monitor.update(measure(frame, tracked.landmarks, tracked.faces))
            self._run_commands(recorder)
            height, width = frame.image.shape[:2]
            events = recorder.feed(tracked.landmarks, width, height)
            self._tracked_at = self._clock()
            self.latest.put(CameraView(frame, tracked.landmarks, sight, recorder.recording))
            for event in events:
                self.noted.emit(event)

    def _run_commands(self, recorder: "Recorder") -> None:
        recorder.automatic = self.automatic
        while True:
            try:
                self._commands.get_nowait()(recorder)
            except Empty:
                return

    def _report_silence(self) -> None:
        if not self._follower.closed:
            self._failure = VideoError(
                "The camera stopped sending pictures.",
                hint="Plug it in again, or choose another camera.",
            )


def camera_of(name: "CameraName", tracker: Path) -> Camera:
    """Return a camera of this machine with the bundled tracker; nothing is opened yet."""
    from signdict.tracking.live import TrackerProcess

    def filming() -> AbstractContextManager[FrameSource]:
        from signdict.tracking import camera

        return camera.CameraDevice(name)

    return Camera(filming, TrackerProcess(tracker))


class LatestValue(QObject, Generic[T]):
    """Passes values between threads; a newer value replaces one that was not taken."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._value: T | None = None

    def put(self, value: T) -> None:
        """Store a value; `arrived` is emitted once until it is taken, so signals cannot queue."""
        with self._lock:
            empty = self._value is None
            self._value = value
        if empty:
            self.arrived.emit()

    def take(self) -> T | None:
        """Return and remove the value; None if there is no new one."""
        with self._lock:
            value, self._value = self._value, None
        return value


class CameraWatcher(QObject):
    """Reports which cameras exist: when it starts, and whenever that changes."""

    changed = Signal(tuple)  # of CameraName

    def __init__(
        self, cameras: "Callable[[], tuple[CameraName, ...]]", interval: float = _INTERVAL
    ) -> None:
        super().__init__()
        self._cameras, self._interval = cameras, interval
        self._ending = Event()
        self._reported = False
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start watching, unless it does already."""
        if self._thread is None:
            self._ending = Event()
            self._thread = Thread(target=self._watch, args=(self._ending,), name="camera watcher")
            self._thread.start()

    def report_again(self) -> None:
        """Report the cameras after the next listing, even if they did not change."""
        self._reported = False

    def stop(self) -> None:
        """Stop watching."""
        self._ending.set()
        self._thread = None

    def wait(self) -> None:
        """Stop, and wait until the current listing is finished."""
        thread = self._thread
        self.stop()
        if thread:
            thread.join()

    def _watch(self, ending: Event) -> None:
        last: tuple[CameraName, ...] | None = None
        while not ending.is_set():
            cameras = self._cameras()
            if (cameras != last or not self._reported) and not ending.is_set():
                last, self._reported = cameras, True
                self.changed.emit(cameras)
            ending.wait(self._interval)


def list_cameras() -> "tuple[CameraName, ...]":
    """Return the cameras of this machine."""
    from signdict.tracking import camera

    return camera.cameras()
