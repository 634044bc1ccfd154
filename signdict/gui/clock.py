"""The one timer that all moving signs follow, each in its turn."""

from PySide6.QtCore import QObject, QTimer, Signal

#: Milliseconds between two pictures of a sign, where there is time for it.
_EVERY = 33.0
#: Painting signs takes one part in so many of the time at most: others paint too. And while a
#: camera is on, which needs most of the processor.
_SHARE, _FILMING = 3.0, 10.0
#: How much of what painting costs is taken from the last one, for it varies.
_NEWEST = 0.1


class Clock(QObject):
    """One timer for all signs that are being watched.

    They are painted one after the other and never two at once, so that nothing else waits long;
    less often where painting takes its time.
    """

    ticked = Signal()
    _share = _SHARE

    @staticmethod
    def give_way(filming: bool) -> None:  # noqa: FBT001 - a slot
        """Take less of the processor while a camera is on."""
        Clock._share = _FILMING if filming else _SHARE

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._watchers, self._turn, self._cost = 0, 0, 0.0

    def enter(self) -> int:
        """Count one more who watches; return its place."""
        self._watchers += 1
        self._pace()
        self._timer.start()
        return self._watchers

    def leave(self) -> None:
        """Count one less; with nobody left the timer rests."""
        self._watchers -= 1
        self._pace()
        if not self._watchers:
            self._timer.stop()

    def is_turn_of(self, place: int) -> bool:
        """Whether it is the turn of whoever has this place."""
        return self._watchers < 2 or (self._turn - place) % self._watchers == 0

    def pay(self, seconds: float) -> None:
        """Tell how long painting one sign has taken."""
        self._cost += _NEWEST * (1000 * seconds - self._cost)
        self._pace()

    @property
    def running(self) -> bool:
        """Whether time is told to anybody."""
        return self._timer.isActive()

    @property
    def every(self) -> int:
        """Milliseconds between two turns."""
        return self._timer.interval()

    def _pace(self) -> None:
        every = round(max(_EVERY / max(self._watchers, 1), self._share * self._cost, 1.0))
        if every != self._timer.interval():
            self._timer.setInterval(every)

    def _on_timeout(self) -> None:
        self._turn += 1
        self.ticked.emit()
