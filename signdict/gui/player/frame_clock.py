"""The one timer that all moving signs follow, each in its turn."""

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two pictures of a sign, where there is time for it.
_EVERY = 33.0
#: Painting signs takes one part in so many of the time at most: others paint too. And while a
#: camera is on, which needs most of the processor.
_SHARE, _FILMING = 3.0, 10.0
#: What one painting costs beside what its view tells, in milliseconds, and the most that counts: a
#: view may have been kept from painting by others.
_BESIDE, _MOST = 0.5, 20.0


class ClockTicket:
    """Somebody who watches the clock, until it leaves."""

    def __init__(self, clock: "FrameClock", tick: Callable[[], bool]) -> None:
        self._clock, self._tick = clock, WeakMethod(tick)

    def tick(self) -> bool:
        """Have its turn; whether there is something to draw."""
        tick = self._tick()
        return tick is not None and tick()

    def leave(self) -> None:
        """Watch no more."""
        self._clock.leave(self)


class FrameClock(QObject):
    """One timer for all signs that are being watched.

    They are drawn one after the other and never two at once, so that nothing else waits long; later
    where painting takes its time. Who has nothing to draw, or did before, leaves its turn to the
    next.
    """

    _share = _SHARE

    @staticmethod
    def give_way(filming: bool) -> None:  # noqa: FBT001 - a slot
        """Take less of the processor while a camera is on."""
        FrameClock._share = _FILMING if filming else _SHARE

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._places: list[ClockTicket] = []
        self._next = 0
        self._busy, self._counted = 0, 0  # who had something to draw, in the last round and now
        self._cost = 0.0

    def enter(self, tick: Callable[[], bool]) -> ClockTicket:
        """Take somebody in whose method `tick` is called in its turn, and tells whether there was
        something to draw."""
        place = ClockTicket(self, tick)
        self._places.append(place)
        self._busy += 1
        self._pace()
        self._timer.start()
        return place

    def leave(self, place: ClockTicket) -> None:
        """Call it no more; with nobody left the timer rests."""
        if place not in self._places:
            return
        gone = self._places.index(place)
        self._places.remove(place)
        if gone < self._next:
            self._next -= 1
        self._busy = min(self._busy, len(self._places))
        self._pace()
        if not self._places:
            self._timer.stop()

    def pay(self, seconds: float) -> None:
        """Tell how long painting one sign has taken: so much longer the next turn waits."""
        self._cost = min(self._cost + 1000 * seconds + _BESIDE, _MOST)
        self._pace()

    @property
    def watchers(self) -> int:
        """How many there are."""
        return len(self._places)

    @property
    def running(self) -> bool:
        """Whether time is told to anybody."""
        return self._timer.isActive()

    @property
    def every(self) -> int:
        """Milliseconds between two turns."""
        return self._timer.interval()

    def _pace(self) -> None:
        every = round(max(_EVERY / max(self._busy, 1), self._share * self._cost, 1.0))
        if every != self._timer.interval():
            self._timer.setInterval(every)

    def _on_timeout(self) -> None:
        self._cost = 0.0
        for _ in range(len(self._places)):
            if self._next >= len(self._places):
                self._next, self._busy, self._counted = 0, self._counted, 0
                self._pace()
            place = self._places[self._next]
            self._next += 1
            if place.tick():
                self._counted += 1
                return
