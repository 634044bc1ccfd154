"""Live tracking in a separate process, which receives frames through shared memory.

The process always reads the newest frame and does not wait for the window. If it crashes, only the
camera stops.
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
#: Seconds between two counts of faces; each takes a fifth of the time of a frame; and
#: seconds after a count that differs from the previous one, since a hand may look like a face.
_COUNT_INTERVAL, _RECOUNT_INTERVAL = 2.0, 0.5


class Tracking(Protocol):
    """The interface of a tracker."""

    def track(self, frame: Frame) -> Landmarks:
        """Return the landmarks of the next frame."""

    def faces(self, frame: Frame) -> int:
        """Return the number of faces in a frame."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedFrame:
    """A frame with its landmarks, and the smaller of the last two counts of faces."""

    frame: Frame
    landmarks: Landmarks
    faces: int


class Following(Protocol):
    """A tracker that processes the newest of its frames. Entering it opens the tracker."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def put(self, frame: Frame) -> None:
        """Offer a frame; it replaces the last one if that was not processed yet."""

    def take(self, seconds: float) -> TrackedFrame | None:
        """Wait for the next tracked frame.

        Return None if no frame was offered for this long, or none will follow.
        """

    def close(self) -> None:
        """Announce that no more frames follow; the last one is still processed."""

    def stop(self) -> None:
        """Stop: no result is needed any more."""

    @property
    def closed(self) -> bool:
        """Whether no more frames follow."""


class FaceCounter:
    """Tracks frames, and counts faces from time to time."""

    def __init__(self, tracker: Tracking) -> None:
        self._tracker = tracker
        self._counts, self._due = (1, 1), float("-inf")

    def track(self, frame: Frame) -> tuple[Landmarks, int]:
        """Return the landmarks of the next frame and the number of faces (see `count`)."""
        return self._tracker.track(frame), self.count(frame)

    def count(self, frame: Frame) -> int:
        """Return the smaller of the last two counts of faces, counting again if it is time."""
        if frame.seconds >= self._due:
            self._counts = (self._counts[1], self._tracker.faces(frame))
            same = self._counts[0] == self._counts[1]
            self._due = frame.seconds + (_COUNT_INTERVAL if same else _RECOUNT_INTERVAL)
        return min(self._counts)


#: Seconds between two checks whether there is still a frame to wait for.
_POLL = 0.1
#: Seconds for one frame after which the tracker counts as hung; the first may take longer, because
#: the model is loaded then.
_STUCK, _LOADING = 15.0, 90.0
#: The shared state of a frame: whether it is new, its number, time in seconds, height and width.
_NEW, _NUMBER, _SECONDS, _HEIGHT, _WIDTH = range(5)
#: Bytes for the name of the shared memory.
_NAME = 64


class TrackerProcess:
    """A tracker in a separate process. The newest frame is in shared memory until the tracker reads
    it or a newer one replaces it."""

    def __init__(self, model: Path) -> None:
        self._state = CONTEXT.Array("d", 5)
        self._name = CONTEXT.RawArray("c", _NAME)
        self._arrived = CONTEXT.Semaphore(0)
        self._receiver, self._sender = CONTEXT.Pipe(duplex=False)
        arguments = (model, self._state, self._name, self._arrived, self._sender)
        self._process = CONTEXT.Process(
            target=_run_tracker, args=arguments, name="tracker", daemon=True
        )
        self._frames: dict[int, Frame] = {}  # by number: the newest, and the one being tracked
        self._memory: SharedMemory | None = None
        self._put = self._taken = -1
        self._put_at = self._since = time.monotonic()
        self._closed = self._stopped = False

    def __enter__(self) -> Self:
        self._process.start()
        self._sender.close()
        self._put_at = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        locked = self._lock()  # no frame is being copied; a process killed then would keep the lock
        self._process.kill()
        self._process.join()
        self._process.close()
        self._receiver.close()
        self._release_memory()
        if locked:
            self._state.get_lock().release()

    @property
    def closed(self) -> bool:
        """Whether no more frames follow."""
        return self._closed

    def close(self) -> None:
        """Announce that no more frames follow; the last one is still processed."""
        self._closed = True

    def stop(self) -> None:
        """Stop: no result is needed any more."""
        self._closed = self._stopped = True

    def put(self, frame: Frame) -> None:
        """Copy a frame to shared memory."""
        if not self._lock():
            return
        try:
            if not self._closed:
                self._copy(frame)
        finally:
            self._state.get_lock().release()
        self._arrived.release()

    def take(self, seconds: float) -> TrackedFrame | None:
        """Wait for the next tracked frame. Raise the error of the tracker, or VideoError."""
        while not self._stopped:
            try:
                if self._receiver.poll(_POLL):
                    return self._result(*self._receiver.recv())
            except (EOFError, OSError):
                raise VideoError("The tracker crashed.", hint="Turn the camera on again.") from None
            now, behind = time.monotonic(), self._put > self._taken
            if not behind and (self._closed or now - self._put_at > seconds):
                return None
            if behind and now - self._since > (_STUCK if self._taken >= 0 else _LOADING):
                raise VideoError("The tracker does not respond.", hint="Turn the camera on again.")
        return None

    def _result(self, number: int, result: Landmarks | Exception, faces: int) -> TrackedFrame:
        if isinstance(result, Exception):
            raise result
        self._taken, self._since = number, time.monotonic()
        frame = self._frames.pop(number)
        for skipped in [other for other in list(self._frames) if other < number]:
            del self._frames[skipped]
        return TrackedFrame(frame, result, faces)

    def _copy(self, frame: Frame) -> None:
        state: Any = self._state.get_obj()
        if state[_NEW]:  # the last frame was not read
            self._frames.pop(int(state[_NUMBER]))
        height, width = frame.image.shape[:2]
        if self._memory is None or self._memory.size < frame.image.nbytes:
            self._release_memory()
            self._memory = SharedMemory(create=True, size=frame.image.nbytes)
            self._name.value = self._memory.name.encode()
        _image(self._memory, height, width)[:] = frame.image
        if self._taken == self._put:
            self._since = time.monotonic()
        self._put += 1
        self._put_at = time.monotonic()
        self._frames[self._put] = frame
        state[:] = [1, self._put, frame.seconds, height, width]

    def _release_memory(self) -> None:
        if self._memory is not None:
            self._memory.close()
            self._memory.unlink()
            self._memory = None

    def _lock(self) -> bool:
        """Acquire the lock; return False if the process died with it."""
        return self._state.get_lock().acquire(timeout=1)


def _image(memory: SharedMemory, height: int, width: int) -> NDArray[np.uint8]:
    """Return the image in a shared memory: (height, width, 3)."""
    shared = cast(memoryview, memory.buf)
    return np.frombuffer(shared, np.uint8, 3 * height * width).reshape(height, width, 3)


def _run_tracker(
    model: Path, state: Any, name: Any, arrived: Semaphore, sender: Connection
) -> None:  # pragma: no cover - in the process
    """Run in the tracker process: track the newest frames, and send the results.

    Results are sent from a thread of MediaPipe.
    """
    serve_parent()
    lower_priority()
    sending = Lock()

    def send(number: int, result: Landmarks | Exception, faces: int = 0) -> None:
        with sending:
            sender.send((number, result, faces))

    def send_result(number: int, frame: Frame, tracked: Landmarks) -> None:
        try:
            send(number, tracked, counter.count(frame))
        except Exception as failure:  # noqa: BLE001 - MediaPipe would only log it
            send(-1, _picklable(failure))

    try:
        from signdict.tracking.mediapipe_tracker import Stream

        with Stream(model, send_result) as tracker:
            counter = FaceCounter(tracker)
            for number, frame in _newest(state, name, arrived):
                tracker.put(number, frame)
                tracker.wait()
    except Exception as failure:  # noqa: BLE001 - raised again in `take`
        send(-1, _picklable(failure))


def _picklable(failure: Exception) -> Exception:  # pragma: no cover - in the process
    """Return a failure that can be pickled; any error but a SignDictError is a bug."""
    if isinstance(failure, SignDictError):
        return failure
    return RuntimeError("".join(traceback.format_exception(failure)))


def _newest(
    state: Any, name: Any, arrived: Semaphore
) -> Iterator[tuple[int, Frame]]:  # pragma: no cover - in the process
    """Yield the newest frame at each time, with its number."""
    memory: SharedMemory | None = None
    while True:
        arrived.acquire()
        with state.get_lock():
            new, number, seconds, height, width = state[:]
            if not new:
                continue
            state[_NEW] = 0
            current = name.value.decode()
            if memory is None or memory.name != current:
                if memory is not None:
                    memory.close()
                memory = SharedMemory(current)
            image = _image(memory, int(height), int(width)).copy()
        yield int(number), Frame(image, seconds)
