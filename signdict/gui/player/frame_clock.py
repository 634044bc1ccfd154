"""The timer that drives all moving signs: they are drawn one after another, never two at once."""

from collections.abc import Callable
from functools import cache
from weakref import WeakMethod

from PySide6.QtCore import QTimer

#: Milliseconds between two frames of a sign, if there is time for it.
_FRAME = 33.0
#: Drawing signs takes at most one part in this many of the time, since other widgets are painted
#: too; the second value is used while the camera is on, which needs most of the processor.
_SHARE, _CAMERA_SHARE = 3.0, 10.0
#: Milliseconds that a paint costs in addition to what its view measures, and the largest cost that
#: counts: other work may have delayed the paint.
_OVERHEAD, _MAX_COST = 0.5, 20.0


class ClockTicket:
    """The registration of a view with the clock; valid until `leave` is called."""

    def __init__(self, clock: "FrameClock", tick: Callable[[], bool]) -> None:
        self._clock, self._tick = clock, WeakMethod(tick)

    def tick(self) -> bool:
        """Call the view; return whether it has something to draw."""
        tick = self._tick()
        return tick is not None and tick()

    def leave(self) -> None:
        """Unregister the view."""
        self._clock.leave(self)


class FrameClock(QTimer):
    """A timer whose ticks go to the registered views in turn.

    One view draws per tick, so that no other event waits long; the interval grows with the cost of
    drawing. Views with nothing to draw skip their turn.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timeout.connect(self.tick)
        self._share = _SHARE
        self._tickets: list[ClockTicket] = []
        self._next = 0
        self._busy, self._counted = 0, 0  # views that drew, in the last round and in this one
        self._cost = 0.0

    def enter(self, tick: Callable[[], bool]) -> ClockTicket:
        """Register a view: its method `tick` is called in turn and returns whether it drew.

        The clock holds no strong reference to the view.
        """
        ticket = ClockTicket(self, tick)
        self._tickets.append(ticket)
        self._busy += 1
        self._set_pace()
        self.start()
        return ticket

    def leave(self, ticket: ClockTicket) -> None:
        """Unregister a view; the timer stops with the last one."""
        if ticket not in self._tickets:
            return
        position = self._tickets.index(ticket)
        self._tickets.remove(ticket)
        if position < self._next:
            self._next -= 1
        self._busy = min(self._busy, len(self._tickets))
        self._set_pace()
        if not self._tickets:
            self.stop()

    def pay(self, seconds: float) -> None:
        """Report how long a view took to paint; the next turn waits in proportion."""
        self._cost = min(self._cost + 1000 * seconds + _OVERHEAD, _MAX_COST)
        self._set_pace()

    def give_way(self, filming: bool) -> None:  # noqa: FBT001 - a slot
        """Use less of the processor while a camera is on."""
        self._share = _CAMERA_SHARE if filming else _SHARE

    def tick(self) -> None:
        """Give the next view that has something to draw its turn."""
        self._cost = 0.0
        for _ in range(len(self._tickets)):
            if self._next >= len(self._tickets):
                self._next, self._busy, self._counted = 0, self._counted, 0
                self._set_pace()
            ticket = self._tickets[self._next]
            self._next += 1
            if ticket.tick():
                self._counted += 1
                return

    def _set_pace(self) -> None:
        interval = round(max(_FRAME / max(self._busy, 1), self._share * self._cost, 1.0))
        if interval != self.interval():
            self.setInterval(interval)


@cache
def frame_clock() -> FrameClock:
    """Return the clock that the views of this process share."""
    return FrameClock()
