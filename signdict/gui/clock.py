"""The one timer that all moving signs follow."""

from PySide6.QtCore import QObject, QTimer, Signal


class Clock(QObject):
    """One timer for all signs that are being watched."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(33)
        self._timer.timeout.connect(self.ticked)
        self._watchers = 0

    def enter(self) -> None:
        """Count one more who watches."""
        self._watchers += 1
        self._timer.start()

    def leave(self) -> None:
        """Count one less; with nobody left the timer rests."""
        self._watchers -= 1
        if not self._watchers:
            self._timer.stop()

    @property
    def running(self) -> bool:
        """Whether time is told to anybody."""
        return self._timer.isActive()
