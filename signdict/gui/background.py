"""Work in the background: one thread owns the dictionary, and answers return on the GUI thread.

Then what keeps the GUI thread responsive: reports of progress are merged before they are shown,
and the garbage collector does not scan what start-up and the models have loaded.
"""

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import IntEnum
from functools import partial
from itertools import count
from queue import Empty, PriorityQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from signdict.core.types import Progress

A = TypeVar("A")
R = TypeVar("R")
T = TypeVar("T")
BackgroundWork: TypeAlias = "Callable[[R], Generator[Progress, None, T]]"
Turn: TypeAlias = Callable[[R | None], None]

#: Milliseconds that a report of progress waits for newer ones, which are then shown instead.
PACE: Final = 20
#: Milliseconds between two collections of garbage.
COLLECTED_EVERY: Final = 500

#: Contains an item for each piece of work that makes objects which stay alive: collecting among
#: them is useless.
_loading: Final[list[None]] = []


class Rank(IntEnum):
    """What the thread of the library does first. Work of one rank is done in its order."""

    KEY = 0  # what the user types; the page shows the results of older words until it is answered
    QUESTION = 1
    LATER = 2  # what results need after they are shown, and every further step of long work


class Job:
    """Handle of a question or of long work. Once cancelled, none of its callbacks runs."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Stop at the next step, and drop answers that are on their way."""
        self.cancelled = True


class Background(QObject, Generic[R]):
    """Runs questions and long work on one thread, which opens and owns the resource.

    A connection to SQLite belongs to the thread that opened it, and the index must not be read
    while it is written: with a single thread both hold without a lock. Long work yields after each
    step, and the questions that wait are answered before the next step, by their rank: a question
    never waits for an import, and typed words never wait for the landmarks of earlier results.
    """

    opened = Signal()
    broken = Signal(Exception)  # opening failed: every question fails with this exception
    _answered = Signal(object)

    def __init__(self, opening: Callable[[], AbstractContextManager[R]]) -> None:
        super().__init__()
        self._opening = opening
        self._turns: PriorityQueue[tuple[Rank, int, Turn[R] | None]] = PriorityQueue()
        self._number = count()
        self._closing = False
        self._failure: Exception | None = None
        self._pacer = _Pacer(self)
        self._answered.connect(self._call)  # this object lives on the GUI thread: queued
        self._thread = Thread(target=self._serve, name="library")

    def start(self) -> None:
        """Open the resource, and answer what was asked before."""
        self._thread.start()

    def ask(
        self,
        question: Callable[[R], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        rank: Rank = Rank.QUESTION,
    ) -> Job:
        """Ask one short question."""

        def work(resource: R) -> "Generator[Progress, None, T]":
            yield from ()
            return question(resource)

        return self.run(work, done=done, failed=failed, rank=rank)

    def run(
        self,
        work: "BackgroundWork[R, T]",
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: "Callable[[Progress], object]" = lambda _: None,
        rank: Rank = Rank.QUESTION,
    ) -> Job:
        """Start long work, a generator of `Progress`. `rank` is that of its first step.

        Exactly one of `done` and `failed` is called, unless the job is cancelled or the background
        is closed. Reports that follow each other within `PACE` are merged; the last one is shown
        before `done` or `failed` is called.
        """
        job = Job()

        reports = _Reports(partial(self._deliver, job, progress))

        def answer(callback: Callable[[A], object], value: A) -> None:
            self._answered.emit(reports.show)
            self._answered.emit(partial(self._deliver, job, callback, value))

        def step(steps: "Generator[Progress, None, T]") -> None:
            if job.cancelled or self._closing:
                steps.close()
                return
            try:
                report = next(steps)
            except StopIteration as end:
                answer(done, end.value)
            except Exception as failure:  # noqa: BLE001 - handed to the caller
                answer(failed, failure)
            else:
                if reports.put(report):
                    self._answered.emit(lambda: self._pacer.show_soon(reports))
                self._put(Rank.LATER, lambda _: step(steps))

        self._put(rank, self._first(work, step, lambda failure: answer(failed, failure)))
        return job

    def close(self) -> None:
        """Finish the step under way, let the other work clean up, and close the resource.

        Callers may be gone, so no callback runs any more, not even for answers on their way.
        """
        self._closing = True
        self._put(Rank.KEY, None)
        if self._thread.is_alive():
            self._thread.join()

    def _put(self, rank: Rank, turn: "Turn[R] | None") -> None:
        self._turns.put((rank, next(self._number), turn))

    def _first(
        self,
        work: "BackgroundWork[R, T]",
        step: "Callable[[Generator[Progress, None, T]], None]",
        fail: Callable[[Exception], None],
    ) -> Turn[R]:
        """Return the turn that starts work, or fails if the resource could not be opened."""

        def begin(resource: R | None) -> None:
            if self._failure is not None:
                fail(self._failure)
            elif resource is not None and not self._closing:
                step(work(resource))

        return begin

    def _deliver(self, job: Job, callback: Callable[[A], object], value: A) -> None:
        if not (job.cancelled or self._closing):
            callback(value)

    def _serve(self) -> None:
        try:
            with self._opening() as resource:
                self.opened.emit()
                self._take_turns(resource)
        except Exception as failure:  # noqa: BLE001 - handed to the listeners
            self._failure = failure
            self.broken.emit(failure)
            self._take_turns(None)

    def _take_turns(self, resource: R | None) -> None:
        while not self._closing and (turn := self._turns.get()[-1]) is not None:
            turn(resource)
        while True:  # work under way may hold files: let it close them
            try:
                *_, turn = self._turns.get_nowait()
            except Empty:
                return
            if turn is not None and resource is not None:
                turn(resource)

    @Slot(object)
    def _call(self, callback: Callable[[], object]) -> None:
        callback()


class _Reports:
    """The reports of one piece of work: those that wait to be shown are merged into one.

    Work may report far faster than a window can show it. If every report were an event, the event
    loop would do nothing else.
    """

    def __init__(self, show: "Callable[[Progress], object]") -> None:
        self._show = show
        self._lock = Lock()
        self._waiting: Progress | None = None

    def put(self, report: "Progress") -> bool:
        """Store a report, on any thread. Return whether `show` must be scheduled for it."""
        with self._lock:
            first = self._waiting is None
            self._waiting = report.after(self._waiting) if self._waiting else report
        return first

    def show(self) -> None:
        """Show the report that waits, if any, on the GUI thread."""
        with self._lock:
            report, self._waiting = self._waiting, None
        if report:
            self._show(report)


class _Pacer(QObject):
    """Shows reports on the GUI thread, together and at most every `PACE`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._due: list[_Reports] = []
        self._timer = QTimer(self, singleShot=True, interval=PACE)
        self._timer.timeout.connect(self._show)

    def show_soon(self, reports: _Reports) -> None:
        """Show what waits after `PACE`, or earlier together with other reports."""
        self._due.append(reports)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _show(self) -> None:
        due, self._due = self._due, []
        for reports in due:
            reports.show()


class GarbageCollector(QObject):
    """Collects garbage on the GUI thread, and on no other.

    Python collects on the thread that happens to allocate. A widget that is part of a reference
    cycle would then be destroyed on the thread of the library: it waits for Python's lock while it
    holds one of Qt's locks, the GUI thread does the reverse, and the window hangs. So automatic
    collection stays disabled as long as the application runs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=COLLECTED_EVERY)
        self._timer.timeout.connect(self.collect)

    @Slot()
    def start(self) -> None:
        """Exclude all present objects, which stay alive anyway, and collect later ones."""
        gc.freeze()
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, if any."""
        if _loading:
            return
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if 0 < threshold < count
        ]
        if due:
            gc.collect(due[-1])


@contextmanager
def permanent_objects() -> Iterator[None]:
    """Exclude the objects that are made inside from garbage collection."""
    _loading.append(None)
    try:
        yield
    finally:
        _loading.pop()
        gc.freeze()
