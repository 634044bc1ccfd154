"""A tracker in a process of its own, to which pictures go through shared memory.

So it always has the newest at hand and waits for nothing else that this program does; and if it
crashes, no more than the camera ends.
"""

import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, Self, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import SignDictError, VideoError
from signdict.core.processes import CONTEXT, lower_priority, serve_parent
from signdict.core.types import Frame
from signdict.pose.pose import Landmarks

T = TypeVar("T")
#: Faces are counted every so many seconds, which takes as long as a fifth of a picture; and sooner
#: where there were more or fewer than the last time, for a hand before the face may look like one.
_COUNTED, _SURE = 2.0, 0.5


class Tracking(Protocol):
    """What is wanted of a tracker."""

    def track(self, frame: Frame) -> Landmarks:
        """Find the landmarks in the next picture."""

    def faces(self, frame: Frame) -> int:
        """Count the faces in a picture."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedFrame:
    """A picture, what was found in it, and how many faces there were at each of the last two
    counts, at least."""

    frame: Frame
    landmarks: Landmarks
    faces: int


class Following(Protocol):
    """A tracker that follows what is put before it. Entering it opens the tracker."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def put(self, frame: Frame) -> None:
        """Put a picture in place of the last one, if that was not looked at yet."""

    def take(self, seconds: float) -> TrackedFrame | None:
        """Wait for the next picture that was tracked; None if none was put for so long, or none
        will be any more."""

    def close(self) -> None:
        """Say that no more pictures come; the last one is still looked at."""

    def stop(self) -> None:
        """Say that nobody waits for anything more."""

    @property
    def closed(self) -> bool:
        """Whether no more pictures come."""


class FaceCounter:
    """Looks at one picture after the other with a tracker, and now and then for faces."""

    def __init__(self, tracker: Tracking) -> None:
        self._tracker = tracker
        self._counts, self._due = (1, 1), float("-inf")

    def see(self, frame: Frame) -> tuple[Landmarks, int]:
        """What is found in the next picture, and how many faces there were twice, at least."""
        return self._tracker.track(frame), self.count(frame)

    def count(self, frame: Frame) -> int:
        """How many faces there were twice, at least, with those of this picture if it is time."""
        if frame.seconds >= self._due:
            self._counts = (self._counts[1], self._tracker.faces(frame))
            same = self._counts[0] == self._counts[1]
            self._due = frame.seconds + (_COUNTED if same else _SURE)
        return min(self._counts)


#: Seconds between two looks at whether there is still something to wait for.
_LOOK = 0.1
#: A tracker that has looked at one picture for so many seconds will not answer any more; the
#: first may take longer, because the model is loaded then.
_STUCK, _LOADING = 15.0, 90.0
#: What is shared beside the picture: whether nobody has taken it yet, its number, moment, height
#: and width. The memory that it lies in has a name.
_NEW, _NUMBER, _SECONDS, _HEIGHT, _WIDTH = range(5)
_NAME = 64


class TrackerProcess:
    """A tracker in a process of its own. The newest picture lies in shared memory until it is taken
    from there, or a newer one takes its place."""

    def __init__(self, model: Path) -> None:
        self._state = CONTEXT.Array("d", 5)
        self._name = CONTEXT.RawArray("c", _NAME)
        self._arrived = CONTEXT.Semaphore(0)
        self._here, self._there = CONTEXT.Pipe(duplex=False)
        told = (model, self._state, self._name, self._arrived, self._there)
        self._process = CONTEXT.Process(target=_follow, args=told, name="tracker", daemon=True)
        self._frames: dict[int, Frame] = {}  # by number: the newest, and what is looked at
        self._memory: SharedMemory | None = None
        self._put = self._taken = -1
        self._put_at = self._since = time.monotonic()
        self._closed = self._stopped = False

    def __enter__(self) -> Self:
        self._process.start()
        self._there.close()
        self._put_at = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        free = self._lock()  # no picture is being copied: what dies with the lock keeps it
        self._process.kill()
        self._process.join()
        self._process.close()
        self._here.close()
        self._let_go()
        if free:
            self._state.get_lock().release()

    @property
    def closed(self) -> bool:
        """Whether no more pictures come."""
        return self._closed

    def close(self) -> None:
        """Say that no more pictures come; the last one is still looked at."""
        self._closed = True

    def stop(self) -> None:
        """Say that nobody waits for anything more."""
        self._closed = self._stopped = True

    def put(self, frame: Frame) -> None:
        """Copy a picture to where the tracker finds it."""
        if not self._lock():
            return
        try:
            if not self._closed:
                self._copy(frame)
        finally:
            self._state.get_lock().release()
        self._arrived.release()

    def take(self, seconds: float) -> TrackedFrame | None:
        """Wait for the next picture that was tracked. Raise what the tracker did, or VideoError."""
        while not self._stopped:
            try:
                if self._here.poll(_LOOK):
                    return self._collected(*self._here.recv())
            except (EOFError, OSError):
                raise VideoError("The tracker has crashed.", hint="Try again.") from None
            now, behind = time.monotonic(), self._put > self._taken
            if not behind and (self._closed or now - self._put_at > seconds):
                return None
            if behind and now - self._since > (_STUCK if self._taken >= 0 else _LOADING):
                raise VideoError("The tracker does not answer any more.", hint="Try again.")
        return None

    def _collected(self, number: int, found: Landmarks | Exception, faces: int) -> TrackedFrame:
        if isinstance(found, Exception):
            raise found
        self._taken, self._since = number, time.monotonic()
        frame = self._frames.pop(number)
        for passed in [other for other in list(self._frames) if other < number]:
            del self._frames[passed]
        return TrackedFrame(frame, found, faces)

    def _copy(self, frame: Frame) -> None:
        state: Any = self._state.get_obj()
        if state[_NEW]:  # nobody has looked at the last one
            self._frames.pop(int(state[_NUMBER]))
        height, width = frame.image.shape[:2]
        if self._memory is None or self._memory.size < frame.image.nbytes:
            self._let_go()
            self._memory = SharedMemory(create=True, size=frame.image.nbytes)
            self._name.value = self._memory.name.encode()
        _picture(self._memory, height, width)[:] = frame.image
        if self._taken == self._put:
            self._since = time.monotonic()
        self._put += 1
        self._put_at = time.monotonic()
        self._frames[self._put] = frame
        state[:] = [1, self._put, frame.seconds, height, width]

    def _let_go(self) -> None:
        if self._memory is not None:
            self._memory.close()
            self._memory.unlink()
            self._memory = None

    def _lock(self) -> bool:
        """Hold what is shared; in vain where the process died while it did."""
        return self._state.get_lock().acquire(timeout=1)


def _picture(memory: SharedMemory, height: int, width: int) -> NDArray[np.uint8]:
    """The picture in a memory: (height, width, 3)."""
    shared = cast(memoryview, memory.buf)
    return np.frombuffer(shared, np.uint8, 3 * height * width).reshape(height, width, 3)


def _follow(
    model: Path, state: Any, name: Any, arrived: Semaphore, there: Connection
) -> None:  # pragma: no cover - in the process
    """What the process does: put the newest picture before the tracker again and again; what it
    found is told from another thread."""
    serve_parent()
    lower_priority()
    one = Lock()

    def send(number: int, found: Landmarks | Exception, faces: int = 0) -> None:
        with one:
            there.send((number, found, faces))

    def tell(number: int, frame: Frame, found: Landmarks) -> None:
        try:
            send(number, found, eyes.count(frame))
        except Exception as failure:  # noqa: BLE001 - MediaPipe would only log it
            send(-1, _told(failure))

    try:
        from signdict.tracking.mediapipe_tracker import Stream

        with Stream(model, tell) as tracker:
            eyes = FaceCounter(tracker)
            for number, frame in _newest(state, name, arrived):
                tracker.put(number, frame)
                tracker.wait()
    except Exception as failure:  # noqa: BLE001 - told where the window is
        send(-1, _told(failure))


def _told(failure: Exception) -> Exception:  # pragma: no cover - in the process
    """A failure as it can be sent: what is no SignDictError is a bug."""
    if isinstance(failure, SignDictError):
        return failure
    return RuntimeError("".join(traceback.format_exception(failure)))


def _newest(
    state: Any, name: Any, arrived: Semaphore
) -> Iterator[tuple[int, Frame]]:  # pragma: no cover - in the process
    """The picture that is the newest at each time, with its number."""
    memory: SharedMemory | None = None
    while True:
        arrived.acquire()
        with state.get_lock():
            new, number, seconds, height, width = state[:]
            if not new:
                continue
            state[_NEW] = 0
            called = name.value.decode()
            if memory is None or memory.name != called:
                if memory is not None:
                    memory.close()
                memory = SharedMemory(called)
            image = _picture(memory, int(height), int(width)).copy()
        yield int(number), Frame(image, seconds)
