"""The four pages. Each is made, with everything it imports, when it is first visited."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from signdict.core.kinds import KINDS, LETTER
from signdict.gui.widgets.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QSettings

    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.maintainer.page import MaintainerPage
    from signdict.gui.questions import Question, Questions
    from signdict.gui.results.results import ResultsView
    from signdict.gui.teacher.page import TeacherPage
    from signdict.gui.widgets.language_chooser import LanguageChooser
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
    dictionaries_requested = Signal(str)  # the code of a language without signs
    counted = Signal(object, object)  # the numbers of signs and of letters of each language

    def __init__(
        self, make_questions: "Callable[[], Questions]", tracker: "Path", settings: "QSettings"
    ) -> None:
        super().__init__()
        self._make_questions, self._tracker, self._settings = make_questions, tracker, settings
        self._language_counts: dict[str, int] = {}
        self._kind_counts: dict[str, int] = {}
        self._letter_counts: dict[str, int] = {}
        self._own: list[str] = []  # the sign languages that the user has chosen
        self._question: LanguageChooser | None = None
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
        page.set_own(self._own)
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
        page.set_own(self._own)
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

    def set_own(self, codes: "Sequence[str]") -> None:
        """Filter every page by the sign languages that the user has chosen; by none, show all."""
        self._own = [*codes]
        for results in self._results:
            results.filter.set_own(codes)
        if Pages.linguist.made(self):
            self.linguist.set_own(codes)
        if Pages.maintainer.made(self):
            self.maintainer.set_own(codes)

    def change_all(self) -> None:
        """Search all sign languages on the present page, or again those of the user."""
        page = self.currentWidget()
        if Pages.linguist.made(self) and page is self.linguist:
            self.linguist.change_all()
        else:
            for results in self._results:
                if page is not None and page.isAncestorOf(results):
                    results.filter.change_all()

    def ask_languages(self) -> "LanguageChooser":
        """Ask on the Sign page which sign languages the user knows."""
        self._question = self.language_chooser(None)
        self.learner.results.ask(self._question)
        self._question.setFocus()
        return self._question

    def close_question(self) -> None:
        """Remove the question of the Sign page, if it is there."""
        if self._question is not None:
            self.learner.results.close_question(self._question)
            self._question = None

    def language_chooser(self, chosen: "Sequence[str] | None") -> "LanguageChooser":
        """Return the choice of sign languages, with their numbers of signs as they are counted."""
        from signdict.gui.widgets.language_chooser import LanguageChooser

        chooser = LanguageChooser(chosen)
        if self._language_counts:
            chooser.show_counts(self._language_counts, self._letter_counts)
        self.counted.connect(chooser.show_counts)
        return chooser

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
        self._counts.ask(_counted, self._show_counts)
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
        results.dictionaries_requested.connect(self.dictionaries_requested)
        results.filter.set_own(self._own)
        results.show_languages(self._language_counts, self._letter_counts)
        results.show_kinds(self._kind_counts)
        self._results.append(results)
        self.addWidget(page)

    def _show_counts(self, counted: "tuple[dict[str, int], dict[str, int]]") -> None:
        self._language_counts, self._letter_counts = counted
        for results in self._results:
            results.show_languages(*counted)
        self.counted.emit(*counted)

    def _show_kinds(self, counts: dict[str, int]) -> None:
        self._kind_counts = counts
        for results in self._results:
            results.show_kinds(counts)


def _counted(dictionary: "Dictionary") -> tuple[dict[str, int], dict[str, int]]:
    """Return the number of signs of each language, and how many of them are letters."""
    return dictionary.counts(), dictionary.counts(LETTER)


def _by_kind(dictionary: "Dictionary") -> dict[str, int]:
    """Return the number of signs of each kind that there is."""
    counts = {kind: sum(dictionary.counts(kind).values()) for kind in KINDS}
    return {kind: count for kind, count in counts.items() if count}
