"""Puts questions to the dictionary: of each kind only the newest counts."""

import sys
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from signdict.core.errors import SignDictError
from signdict.gui.background import Background, Job

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.widgets.task_strip import Task, TaskStrip

T = TypeVar("T")


class Questions(QObject):
    """Asks in the background, shows what takes long in the strip, and sorts what goes wrong."""

    problem = Signal(object)  # a SignDictError that no page shows itself

    def __init__(self, background: "Background[Dictionary]", tasks: "TaskStrip") -> None:
        super().__init__()
        self._background, self._tasks = background, tasks
        self._jobs: dict[str, Job] = {}
        self._stops: dict[str, Callable[[], None]] = {}
        self._rows: dict[str, Task] = {}
        self._loose: dict[str, list[Job]] = {}

    def ask(
        self,
        kind: str,
        question: "Callable[[Dictionary], T]",
        done: Callable[[T], object],
        failed: Callable[[SignDictError], object] | None = None,
    ) -> None:
        """Ask something short; an older question of this kind is silenced."""
        self.silence(kind)
        self._jobs[kind] = self._background.ask(question, done=done, failed=self._sorted(failed))

    def also(
        self,
        kind: str,
        question: "Callable[[Dictionary], T]",
        done: Callable[[T], object],
        failed: Callable[[SignDictError], object] | None = None,
    ) -> None:
        """Ask something short beside the others of this kind."""
        job = self._background.ask(question, done=done, failed=self._sorted(failed))
        self._loose.setdefault(kind, []).append(job)

    def run(  # noqa: PLR0913 - what is asked, and the four things that may come of it
        self,
        kind: str,
        name: str,
        work: "Callable[[Dictionary], Generator[Progress, None, T]]",
        *,
        done: Callable[[T], object],
        failed: Callable[[SignDictError], object] | None = None,
        progress: "Callable[[Progress], object]" = lambda _: None,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin something long, in a row of the strip with a button that stops it."""
        self.silence(kind)
        row = self._tasks.begin(name)

        def end() -> None:
            if self._stops.pop(kind, None):
                self._tasks.end(self._rows.pop(kind))

        def show(report: "Progress") -> None:
            row.show_progress(report)
            progress(report)

        def finish(answer: T) -> None:
            end()
            done(answer)

        def fail(failure: Exception) -> None:
            end()
            self._sorted(failed)(failure)

        def stop() -> None:
            self.silence(kind)
            stopped()

        row.stopped.connect(stop)
        self._stops[kind], self._rows[kind] = end, row
        self._jobs[kind] = self._background.run(work, done=finish, failed=fail, progress=show)

    def running(self, kind: str) -> bool:
        """Whether something long of this kind is under way."""
        return kind in self._stops

    def stop(self, kind: str) -> None:
        """Stop what is under way, as its button in the strip does."""
        if row := self._rows.get(kind):
            row.stopped.emit()

    def silence(self, kind: str) -> None:
        """Forget what was asked of this kind; stop it if it is under way."""
        for job in (*self._loose.pop(kind, []), self._jobs.pop(kind, None)):
            if job:
                job.cancel()
        if end := self._stops.get(kind):
            end()

    def _sorted(
        self, failed: Callable[[SignDictError], object] | None
    ) -> Callable[[Exception], None]:
        """What is expected goes to the page or the banner; everything else is a bug."""

        def sort(failure: Exception) -> None:
            if isinstance(failure, SignDictError):
                (failed or self.problem.emit)(failure)
                return
            if failed:
                failed(SignDictError(self.tr("This question could not be answered.")))
            sys.excepthook(type(failure), failure, failure.__traceback__)

        return sort
