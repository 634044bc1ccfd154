"""A place with room for one: whoever collects late finds the newest, and nothing piles up."""

from threading import Lock
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
