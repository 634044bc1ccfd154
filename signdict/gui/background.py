"""Work off the GUI thread: one thread owns the dictionary, answers come back on the GUI thread."""

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

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


A = TypeVar("A")
R = TypeVar("R")
T = TypeVar("T")
BackgroundWork: TypeAlias = "Callable[[R], Generator[Progress, None, T]]"
Reporter: TypeAlias = Callable[[R | None], None]


class Job:
    """Something that was asked for. Once cancelled, none of its callbacks runs any more."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Stop at the next step and forget what is on its way."""
        self.cancelled = True


class Background(QObject, Generic[R]):
    """Lends what only its own thread may touch to one piece of work at a time.

    A connection to SQLite belongs to the thread that opened it, and the index must not be read
    while it is written: with a single thread both hold without a lock. Between two steps of long
    work whatever else waits gets its turn, so a question never waits for an import.
    """

    opened = Signal()
    broken = Signal(Exception)  # it cannot be opened: every question gets this as its answer
    _answered = Signal(object)

    def __init__(self, opening: Callable[[], AbstractContextManager[R]]) -> None:
        super().__init__()
        self._opening = opening
        self._turns: SimpleQueue[Reporter[R] | None] = SimpleQueue()
        self._closing = False
        self._failure: Exception | None = None
        self._pacer = Pacer(self)
        self._answered.connect(self._call)  # this object lives on the GUI thread: queued
        self._thread = Thread(target=self._serve, name="library")

    def start(self) -> None:
        """Open the resource and begin to serve; what was asked before is answered then."""
        self._thread.start()

    def ask(
        self,
        question: Callable[[R], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> Job:
        """Have one short question answered."""

        def work(resource: R) -> "Generator[Progress, None, T]":
            yield from ()
            return question(resource)

        return self.run(work, done=done, failed=failed)

    def run(
        self,
        work: "BackgroundWork[R, T]",
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: "Callable[[Progress], object]" = lambda _: None,
    ) -> Job:
        """Begin long work. Exactly one of `done` and `failed` is called, unless it is cancelled
        or all is closed.

        Of reports that follow each other fast the newest stands for those before it; the last is
        always told before the end is.
        """
        job = Job()

        reports = Paced(partial(self._tell, job, progress))

        def answer(callback: Callable[[A], object], value: A) -> None:
            self._answered.emit(reports.tell)
            self._answered.emit(partial(self._tell, job, callback, value))

        def step(steps: "Generator[Progress, None, T]") -> None:
            if job.cancelled or self._closing:
                steps.close()
                return
            try:
                report = next(steps)
            except StopIteration as end:
                answer(done, end.value)
            except Exception as failure:  # noqa: BLE001 - handed to the one who asked
                answer(failed, failure)
            else:
                if reports.put(report):
                    self._answered.emit(lambda: self._pacer.tell_soon(reports))
                self._turns.put(lambda _: step(steps))

        self._turns.put(self._first(work, step, lambda failure: answer(failed, failure)))
        return job

    def close(self) -> None:
        """Finish the step under way, let the rest clean up, close the resource.

        Whoever asked may be gone, so nothing is told any more, not even what is on its way.
        """
        self._closing = True
        self._turns.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _first(
        self,
        work: "BackgroundWork[R, T]",
        step: "Callable[[Generator[Progress, None, T]], None]",
        refuse: Callable[[Exception], None],
    ) -> Reporter[R]:
        """The turn in which work begins, if there is something to work with."""

        def begin(resource: R | None) -> None:
            if self._failure is not None:
                refuse(self._failure)
            elif resource is not None and not self._closing:
                step(work(resource))

        return begin

    def _tell(self, job: Job, callback: Callable[[A], object], value: A) -> None:
        if not (job.cancelled or self._closing):
            callback(value)

    def _serve(self) -> None:
        try:
            with self._opening() as resource:
                self.opened.emit()
                self._take_turns(resource)
        except Exception as failure:  # noqa: BLE001 - handed to whoever listens
            self._failure = failure
            self.broken.emit(failure)
            self._take_turns(None)

    def _take_turns(self, resource: R | None) -> None:
        while not self._closing and (turn := self._turns.get()) is not None:
            turn(resource)
        while True:  # work that has begun may hold files: let it know that it is over
            try:
                turn = self._turns.get_nowait()
            except Empty:
                return
            if turn is not None and resource is not None:
                turn(resource)

    @Slot(object)
    def _call(self, callback: Callable[[], object]) -> None:
        callback()


def stays() -> None:
    """What has been made so far stays: Python looks for garbage among what is made from now on."""
    gc.freeze()
    gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """Load inside what stays."""
    gc.disable()
    try:
        yield
    finally:
        stays()
