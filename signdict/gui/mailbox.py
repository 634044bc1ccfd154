"""Places with room for one: whoever collects late finds the newest, and nothing piles up."""

from threading import Condition, Lock
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


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
