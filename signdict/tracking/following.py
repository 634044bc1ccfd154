"""Pictures go to a tracker, the newest first, and come back with what it found in them.

`Beside` has the tracker in the thread that takes what was found, `apart` in a process of its own.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Condition
from typing import Generic, Protocol, Self, TypeVar

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
class Found:
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

    def take(self, seconds: float) -> Found | None:
        """Wait for the next picture that was tracked; None if none was put for so long, or none
        will be any more."""

    def close(self) -> None:
        """Say that no more pictures come; the last one is still looked at."""

    def stop(self) -> None:
        """Say that nobody waits for anything more."""

    @property
    def closed(self) -> bool:
        """Whether no more pictures come."""


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


class Eyes:
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


class Beside:
    """A tracker in the thread that takes."""

    def __init__(self, tracking: Callable[[], AbstractContextManager[Tracking]]) -> None:
        self._tracking = tracking
        self._slot: Slot[Frame] = Slot()

    def __enter__(self) -> Self:
        self._tracker = self._tracking()
        self._eyes = Eyes(self._tracker.__enter__())
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

    def take(self, seconds: float) -> Found | None:
        """Wait for a picture, then look at it."""
        frame = self._slot.take(seconds)
        return None if frame is None else Found(frame, *self._eyes.see(frame))

    @property
    def closed(self) -> bool:
        """Whether no more pictures come."""
        return self._slot.closed
