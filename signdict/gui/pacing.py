"""How far long work has come, told at a pace that a window can keep up with."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from signdict.core.types import Progress

#: Milliseconds that what is reported waits, so that what follows at once is told with it.
PACE: Final = 20


class Paced:
    """What one piece of work reports, told on the GUI thread: the newest at most every `PACE`.

    Work may report far faster than a window can show it. Were each report an event of its own,
    the event loop would not come to anything else; so one stands for those before it.
    """

    def __init__(self, tell: "Callable[[Progress], object]") -> None:
        self._tell = tell
        self._lock = Lock()
        self._waiting: Progress | None = None

    def put(self, report: "Progress") -> bool:
        """Keep a report, on any thread; whether it has to be seen to that it is told."""
        with self._lock:
            first = self._waiting is None
            self._waiting = report.after(self._waiting) if self._waiting else report
        return first

    def tell(self) -> None:
        """Tell what waits, if anything does."""
        with self._lock:
            report, self._waiting = self._waiting, None
        if report:
            self._tell(report)


class Pacer(QObject):
    """Has what was put told on the GUI thread, on which this lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._due: list[Paced] = []
        self._soon = QTimer(self, singleShot=True, interval=PACE)
        self._soon.timeout.connect(self._tell)

    def tell_soon(self, reports: Paced) -> None:
        """Tell what waits in `PACE`, or earlier with others."""
        self._due.append(reports)
        if not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        due, self._due = self._due, []
        for reports in due:
            reports.tell()
