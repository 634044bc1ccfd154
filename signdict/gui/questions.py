"""Questions that the controllers of the pages ask the dictionary in the background."""

import sys
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

from signdict.core.errors import SignDictError
from signdict.gui.background import Background, Job, Rank

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.widgets.task_strip import Task, TaskStrip

T = TypeVar("T")
Failed: TypeAlias = Callable[[SignDictError], object]


class Question:
    """A question that a controller asks repeatedly: only the newest one is answered.

    Questions of a lower `rank` are answered first. `sort_failure` makes the callback that receives
    an exception from one for a `SignDictError`.
    """

    def __init__(
        self,
        background: "Background[Dictionary]",
        tasks: "TaskStrip",
        sort_failure: Callable[[Failed | None], Callable[[Exception], None]],
        rank: Rank = Rank.QUESTION,
    ) -> None:
        self._background, self._tasks, self._sort_failure = background, tasks, sort_failure
        self._rank = rank
        self._jobs: list[Job] = []
        self._task: Task | None = None

    def ask(
        self,
        work: "Callable[[Dictionary], T]",
        done: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Ask something short, and cancel what was asked before."""
        self.cancel()
        self.also(work, done, failed)

    def also(
        self,
        work: "Callable[[Dictionary], T]",
        done: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Ask something short, and leave what was asked before."""
        failing = self._sort_failure(failed)
        self._jobs.append(self._background.ask(work, done=done, failed=failing, rank=self._rank))

    def prepare(self, work: "Callable[[Dictionary], Generator[Progress, None, object]]") -> None:
        """Start long work that no page shows."""
        failing = self._sort_failure(None)
        self._jobs.append(
            self._background.run(work, done=lambda _: None, failed=failing, rank=self._rank)
        )

    def run(
        self,
        name: str,
        work: "Callable[[Dictionary], Generator[Progress, None, T]]",
        *,
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: "Callable[[Progress], object]" = lambda _: None,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Start long work, and cancel what was asked before.

        The task strip shows `name` and the progress, with a button that stops the work and calls
        `stopped`.
        """
        self.cancel()
        task = self._task = self._tasks.begin(name)

        def show(report: "Progress") -> None:
            task.show_progress(report)
            progress(report)

        def finish(answer: T) -> None:
            self._end_task()
            done(answer)

        def fail(failure: Exception) -> None:
            self._end_task()
            self._sort_failure(failed)(failure)

        def stop() -> None:
            self.cancel()
            stopped()

        task.stopped.connect(stop)
        self._jobs.append(
            self._background.run(work, done=finish, failed=fail, progress=show, rank=self._rank)
        )

    @property
    def running(self) -> bool:
        """Whether long work is under way."""
        return self._task is not None

    def stop(self) -> None:
        """Stop long work, as its button in the task strip does."""
        if self._task is not None:
            self._task.stopped.emit()

    def cancel(self) -> None:
        """Cancel everything that was asked; no callback runs any more."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self._end_task()

    def _end_task(self) -> None:
        if self._task is not None:
            self._tasks.end(self._task)
            self._task = None


class Questions(QObject):
    """Makes questions. Problems that no page shows are reported by the signal `problem`."""

    problem = Signal(object)  # a SignDictError

    def __init__(self, background: "Background[Dictionary]", tasks: "TaskStrip") -> None:
        super().__init__()
        self._background, self._tasks = background, tasks

    def new(self, rank: Rank = Rank.QUESTION) -> Question:
        """Return a question of its own: it cancels no other."""
        return Question(self._background, self._tasks, self._sort_failure, rank)

    def _sort_failure(self, failed: Failed | None) -> Callable[[Exception], None]:
        """Send expected failures to the page or to `problem`, and everything else to the hook
        for bugs."""

        def sort(failure: Exception) -> None:
            if isinstance(failure, SignDictError):
                (failed or self.problem.emit)(failure)
                return
            if failed:
                failed(SignDictError(self.tr("This request failed.")))
            sys.excepthook(type(failure), failure, failure.__traceback__)

        return sort


class Controller(QObject):
    """Asks the dictionary for a page and shows it the answers. It lives as long as the page."""

    def __init__(self, page: QObject, questions: Questions) -> None:
        super().__init__(page)
        self.questions, self.files = questions, questions.new()

    def save(self, write: Callable[[], object], text: str, say: Callable[[str], object]) -> None:
        """Write a file in the background, then say `text`, or what went wrong."""
        self.files.also(lambda _: write(), lambda _: say(text), as_text(say))


def as_notice(show: Callable[[str, str], object]) -> Failed:
    """Return a callback that shows the message and the hint of a problem."""
    return lambda problem: show(problem.message, problem.hint)


def as_text(show: Callable[[str], object]) -> Failed:
    """Return a callback that shows a problem as one text."""
    return lambda problem: show(str(problem))
