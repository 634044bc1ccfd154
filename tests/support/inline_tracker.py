"""A tracker without a process: it tracks in the thread that takes the results."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Condition
from typing import Generic, Self, TypeVar

from signdict.core.types import Frame
from signdict.tracking.live import FaceCounter, TrackedFrame, Tracking

T = TypeVar("T")


class Slot(Generic[T]):
    """Passes the newest item from one thread to another, which waits for it."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._item: T | None = None
        self._closed = False

    def put(self, item: T) -> None:
        """Offer an item; it replaces one that was not taken."""
        with self._changed:
            self._item = item
            self._changed.notify()

    def close(self) -> None:
        """Announce that no more items follow."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def closed(self) -> bool:
        """Whether no more items follow."""
        return self._closed

    def take(self, seconds: float) -> T | None:
        """Wait for an item at most this long; return None if none comes."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._item is not None, seconds)
            item, self._item = self._item, None
        return item


class InlineTracker:
    """Tracks frames in the thread that calls `take`."""

    def __init__(self, tracking: Callable[[], AbstractContextManager[Tracking]]) -> None:
        self._tracking = tracking
        self._slot: Slot[Frame] = Slot()

    def __enter__(self) -> Self:
        self._tracker = self._tracking()
        self._counter = FaceCounter(self._tracker.__enter__())
        return self

    def __exit__(self, *_: object) -> None:
        self._tracker.__exit__(None, None, None)

    def put(self, frame: Frame) -> None:
        """Offer a frame; it replaces the last one if that was not processed yet."""
        self._slot.put(frame)

    def close(self) -> None:
        """Announce that no more frames follow; the last one is still processed."""
        self._slot.close()

    def stop(self) -> None:
        """Stop: no result is needed any more."""
        self._slot.close()

    def take(self, seconds: float) -> TrackedFrame | None:
        """Wait for a frame, then track it."""
        frame = self._slot.take(seconds)
        return None if frame is None else TrackedFrame(frame, *self._counter.track(frame))

    @property
    def closed(self) -> bool:
        """Whether no more frames follow."""
        return self._slot.closed
