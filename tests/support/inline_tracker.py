"""A tracker in the thread that takes its frames: the tracker process without a process."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Condition
from typing import Generic, Self, TypeVar

from signdict.core.types import Frame
from signdict.tracking.live import FaceCounter, TrackedFrame, Tracking

T = TypeVar("T")


class Slot(Generic[T]):
    """From one thread to another: the one that takes waits until there is something."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._item: T | None = None
        self._closed = False

    def put(self, item: T) -> None:
        """Leave something in place of what was not taken."""
        with self._changed:
            self._item = item
            self._changed.notify()

    def close(self) -> None:
        """Say that nothing more comes."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def closed(self) -> bool:
        """Whether nothing more comes."""
        return self._closed

    def take(self, seconds: float) -> T | None:
        """Wait for something, so long at most; None if nothing came, or nothing more comes."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._item is not None, seconds)
            item, self._item = self._item, None
        return item


class InlineTracker:
    """A tracker in the thread that takes."""

    def __init__(self, tracking: Callable[[], AbstractContextManager[Tracking]]) -> None:
        self._tracking = tracking
        self._slot: Slot[Frame] = Slot()

    def __enter__(self) -> Self:
        self._tracker = self._tracking()
        self._eyes = FaceCounter(self._tracker.__enter__())
        return self

    def __exit__(self, *_: object) -> None:
        self._tracker.__exit__(None, None, None)

    def put(self, frame: Frame) -> None:
        """Put a picture in place of the last one, if that was not looked at yet."""
        self._slot.put(frame)

    def close(self) -> None:
        """Say that no more pictures come; the last one is still looked at."""
        self._slot.close()

    def stop(self) -> None:
        """Say that nobody waits for anything more."""
        self._slot.close()

    def take(self, seconds: float) -> TrackedFrame | None:
        """Wait for a picture, then look at it."""
        frame = self._slot.take(seconds)
        return None if frame is None else TrackedFrame(frame, *self._eyes.see(frame))

    @property
    def closed(self) -> bool:
        """Whether no more pictures come."""
        return self._slot.closed
