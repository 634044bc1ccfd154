"""Looks out for cameras on a thread of its own: some systems take their time to list them."""

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from signdict.tracking.camera import CameraName

#: Seconds between two looks.
_EVERY = 2.0


class Lookout(QObject):
    """Tells which cameras there are, at once and whenever that has changed."""

    changed = Signal(tuple)  # of CameraName

    def __init__(
        self, listing: "Callable[[], tuple[CameraName, ...]]", every: float = _EVERY
    ) -> None:
        super().__init__()
        self._listing, self._every = listing, every
        self._ending = Event()
        self._told = False
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to look, unless it does already."""
        if self._thread is None:
            self._ending = Event()
            self._thread = Thread(target=self._look, args=(self._ending,), name="lookout")
            self._thread.start()

    def tell_again(self) -> None:
        """Tell with the next look which cameras there are, even if that has not changed."""
        self._told = False

    def stop(self) -> None:
        """Look no more."""
        self._ending.set()
        self._thread = None

    def wait(self) -> None:
        """Stop, and wait until the look under way is over."""
        thread = self._thread
        self.stop()
        if thread:
            thread.join()

    def _look(self, ending: Event) -> None:
        last: tuple[CameraName, ...] | None = None
        while not ending.is_set():
            there = self._listing()
            if (there != last or not self._told) and not ending.is_set():
                last, self._told = there, True
                self.changed.emit(there)
            ending.wait(self._every)


def listing() -> "tuple[CameraName, ...]":
    """The cameras of this machine."""
    from signdict.tracking import camera

    return camera.cameras()
