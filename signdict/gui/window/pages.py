"""The four pages. Each is made, with everything it imports, when it is first visited."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from signdict.core.kinds import KINDS
from signdict.gui.widgets.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QSettings

    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.maintainer.page import MaintainerPage
    from signdict.gui.questions import Question, Questions
    from signdict.gui.results.results import ResultsView
    from signdict.gui.teacher.page import TeacherPage
    from signdict.pose.pose import Pose

SIGN, FIND, EXPLORE, LIBRARY = range(4)


class Pages(QStackedWidget):
    """Shows one of the pages, and refreshes those that were made when the library changes.

    `make_questions` is called once, when the first page is made; `tracker` is the folder of the
    tracker's models; `settings` stores the choices for the camera.
    """

    visited = Signal(int)  # a page asks to open another
    explored = Signal(object)  # a sign whose neighbours are to be shown
    added = Signal(object)  # a path that is to be added to the library

    def __init__(
        self, make_questions: "Callable[[], Questions]", tracker: "Path", settings: "QSettings"
    ) -> None:
        super().__init__()
        self._make_questions, self._tracker, self._settings = make_questions, tracker, settings
        self._language_counts: dict[str, int] = {}
        self._kind_counts: dict[str, int] = {}
        self._results: list[ResultsView] = []

    @lazy
    def questions(self) -> "Questions":
        """What the pages ask the dictionary."""
        return self._make_questions()

    @lazy
    def _counts(self) -> "Question":
        return self.questions.new()

    @lazy
    def _kinds(self) -> "Question":
        return self.questions.new()

    @lazy
    def learner(self) -> "LearnerPage":
        """The Sign page."""
        from signdict.gui.learner.controller import LearnerController
        from signdict.gui.learner.page import LearnerPage
        from signdict.gui.learner.teaching import TeachingController

        page = LearnerPage(self._tracker, self._settings)
        LearnerController(page, self.questions)
        TeachingController(page, self.questions, self.refresh)
        page.start.find_chosen.connect(lambda: self.visited.emit(FIND))
        page.start.explore_chosen.connect(lambda: self.visited.emit(EXPLORE))
        page.opened.library_wanted.connect(self.added)
        self._add(page, page.results)
        return page

    @lazy
    def teacher(self) -> "TeacherPage":
        """The Find page."""
        from signdict.gui.teacher.controller import TeacherController
        from signdict.gui.teacher.page import TeacherPage

        page = TeacherPage()
        TeacherController(page, self.questions)
        self._add(page, page.results)
        page.ask()
        page.spoken_wanted.emit()
        return page

    @lazy
    def linguist(self) -> "LinguistPage":
        """The Explore page."""
        from signdict.gui.linguist.controller import LinguistController
        from signdict.gui.linguist.page import LinguistPage

        page = LinguistPage()
        LinguistController(page, self.questions)
        self._add(page, page.results)
        page.ask()
        return page

    @lazy
    def maintainer(self) -> "MaintainerPage":
        """The Library page."""
        from signdict.gui.maintainer.controller import MaintainerController
        from signdict.gui.maintainer.page import MaintainerPage

        page = MaintainerPage()
        MaintainerController(page, self.questions, self.refresh)
        page.restored.connect(self._refresh_lists)
        self.addWidget(page)
        page.refresh_wanted.emit()
        return page

    def page(self, number: int) -> QWidget:
        """Return a page; make it first if necessary."""
        if number == SIGN:
            return self.learner
        if number == FIND:
            return self.teacher
        return self.linguist if number == EXPLORE else self.maintainer

    def free_camera(self) -> None:
        """Switch the camera off, if it is on: the Sign page is left."""
        if Pages.learner.made(self):
            self.learner.leave()

    def close_camera(self) -> None:
        """Switch the camera off, and wait until it is."""
        if Pages.learner.made(self):
            self.learner.close_camera()

    def refresh(self) -> None:
        """Have the pages show the library as it is now."""
        self._counts.ask(lambda dictionary: dictionary.counts(), self._show_counts)
        self._kinds.ask(_by_kind, self._show_kinds)
        if Pages.maintainer.made(self):
            self.maintainer.refresh_wanted.emit()
        if Pages.linguist.made(self):
            self.linguist.refresh()
        if Pages.teacher.made(self):
            self.teacher.ask()
            self.teacher.spoken_wanted.emit()

    def _refresh_lists(self) -> None:
        if Pages.teacher.made(self):
            self.teacher.lists_wanted.emit()

    def _attempt(self) -> "Pose | None":
        """Return what was last signed on the Sign page."""
        return self.learner.attempt if Pages.learner.made(self) else None

    def _add(self, page: QWidget, results: "ResultsView") -> None:
        from signdict.gui.results.fetching import compare_with_attempt

        compare_with_attempt(results, self.questions, self._attempt)
        results.explored.connect(self.explored)
        results.show_languages(self._language_counts)
        results.show_kinds(self._kind_counts)
        self._results.append(results)
        self.addWidget(page)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._language_counts = counts
        for results in self._results:
            results.show_languages(counts)

    def _show_kinds(self, counts: dict[str, int]) -> None:
        self._kind_counts = counts
        for results in self._results:
            results.show_kinds(counts)


def _by_kind(dictionary: "Dictionary") -> dict[str, int]:
    """Return the number of signs of each kind."""
    return {kind: sum(dictionary.counts(kind).values()) for kind in KINDS}
