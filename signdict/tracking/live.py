"""A tracker in a process of its own, to which pictures go through shared memory.

So it always has the newest at hand and waits for nothing else that this program does; and if it
crashes, no more than the camera ends.
"""

import time
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from threading import Lock
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import SignDictError, VideoError
from signdict.core.processes import CONTEXT, serve_parent, stand_back
from signdict.core.types import Frame
from signdict.pose.pose import Landmarks
from signdict.tracking.following import Eyes, Found

#: Seconds between two looks at whether there is still something to wait for.
_LOOK = 0.1
#: A tracker that has looked at one picture for so many seconds will not answer any more; the
#: first may take longer, because the model is loaded then.
_STUCK, _LOADING = 15.0, 90.0
#: What is shared beside the picture: whether nobody has taken it yet, its number, moment, height
#: and width. The memory that it lies in has a name.
_NEW, _NUMBER, _SECONDS, _HEIGHT, _WIDTH = range(5)
_NAME = 64


class Apart:
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

    def take(self, seconds: float) -> Found | None:
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

    def _collected(self, number: int, found: Landmarks | Exception, faces: int) -> Found:
        if isinstance(found, Exception):
            raise found
        self._taken, self._since = number, time.monotonic()
        frame = self._frames.pop(number)
        for passed in [other for other in list(self._frames) if other < number]:
            del self._frames[passed]
        return Found(frame, found, faces)

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
    stand_back()
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
            eyes = Eyes(tracker)
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
