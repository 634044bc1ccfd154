"""The four pages, each made with all it imports when it is first visited, and wired up."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from signdict.core.paths import Paths
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.background import Background
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.linguist.map_section import MapSection
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.linguist.pair_section import PairSection
    from signdict.gui.linguist.similarity_section import SimilaritySection
    from signdict.gui.linguist.table_section import TableSection
    from signdict.gui.maintainer.page import MaintainerPage
    from signdict.gui.questions import Questions
    from signdict.gui.results.results import ResultsView
    from signdict.gui.teacher.page import TeacherPage
    from signdict.gui.widgets.task_strip import TaskStrip
    from signdict.gui.window.banner import Banner
    from signdict.importing.jobs import Summary
    from signdict.pose.pose import Pose

SIGN, FIND, EXPLORE, LIBRARY = range(4)


class Pages(QMainWindow):
    """A window that owns the pages, and what stands above and below them."""

    visited = Signal(int)  # a page wants another to be opened
    explored = Signal(object)  # a sign: what looks like it?
    added = Signal(object)  # a path that belongs on the page Library

    def __init__(self, background: "Background[Dictionary]", paths: "Paths") -> None:
        super().__init__()
        self._background, self._paths = background, paths
        self._settings = QSettings(str(paths.home / "window.ini"), QSettings.Format.IniFormat)
        self._counts: dict[str, int] = {}
        self._results: list[ResultsView] = []
        self.stack = QStackedWidget()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)

    @cached_property
    def banner(self) -> "Banner":
        """What the person is told, above the page."""
        from signdict.gui.window.banner import Banner

        banner = Banner()
        self._column.insertWidget(0, banner)
        return banner

    @cached_property
    def tasks(self) -> "TaskStrip":
        """What takes long, below the page."""
        from signdict.gui.widgets.task_strip import TaskStrip

        tasks = TaskStrip()
        self._column.addWidget(tasks)
        return tasks

    @cached_property
    def questions(self) -> "Questions":
        """What is asked of the dictionary."""
        from signdict.gui.questions import Questions

        questions = Questions(self._background, self.tasks)
        questions.problem.connect(self.banner.show_problem)
        self._background.broken.connect(questions.problem)
        return questions

    @cached_property
    def learner(self) -> "LearnerPage":
        """The page Sign."""
        from signdict.gui.learner import controller
        from signdict.gui.learner.page import LearnerPage
        from signdict.gui.learner.teaching import teaching

        page = LearnerPage(self._paths.tracker, self._settings)
        controller.learner(page, self.questions)
        teaching(page, self.questions, self.refresh)
        page.start.find_chosen.connect(lambda: self.visited.emit(FIND))
        page.start.explore_chosen.connect(lambda: self.visited.emit(EXPLORE))
        page.opened.library_wanted.connect(self.added)
        self._adopt(page, page.results)
        return page

    @cached_property
    def teacher(self) -> "TeacherPage":
        """The page Find."""
        from signdict.gui.teacher.controller import teacher
        from signdict.gui.teacher.page import TeacherPage

        page = TeacherPage()
        teacher(page, self.questions)
        self._adopt(page, page.results)
        page.ask()
        page.spoken_wanted.emit()
        return page

    @cached_property
    def linguist(self) -> "LinguistPage":
        """The page Explore."""
        from signdict.gui.linguist import controller
        from signdict.gui.linguist.page import LinguistPage

        page = LinguistPage()
        controller.linguist(page, self.questions)
        page.map_made.connect(partial(self._connect_map, page))
        page.table_made.connect(partial(self._connect_table, page))
        page.pairs_made.connect(partial(self._connect_pairs, page))
        page.similarity_made.connect(partial(self._connect_similarity, page))
        self._adopt(page, page.results)
        page.ask()
        return page

    @cached_property
    def maintainer(self) -> "MaintainerPage":
        """The page Library."""
        from signdict.gui.maintainer.controller import maintainer
        from signdict.gui.maintainer.page import MaintainerPage

        page = MaintainerPage()
        maintainer(page, self.questions, self.refresh)
        page.restored.connect(self._show_lists)
        self.stack.addWidget(page)
        page.refresh_wanted.emit()
        return page

    def _show_lists(self) -> None:
        """Have the page Find show the lists as they are now."""
        if "teacher" in self.__dict__:
            self.teacher.lists_wanted.emit()

    def _connect_map(self, page: "LinguistPage", section: "MapSection") -> None:
        from signdict.gui.linguist.controller import connect

        connect(page, section, self.questions)

    def _connect_table(self, page: "LinguistPage", section: "TableSection") -> None:
        from signdict.gui.linguist import tablewiring

        tablewiring.connect(page, section, self.questions)

    def _connect_pairs(self, page: "LinguistPage", section: "PairSection") -> None:
        from signdict.gui.linguist import pairwiring

        pairwiring.connect(page, section, self.questions)

    def _connect_similarity(self, page: "LinguistPage", section: "SimilaritySection") -> None:
        from signdict.gui.linguist import kinwiring

        kinwiring.connect(page, section, self.questions)

    def refresh(self) -> None:
        """Ask again for what a change of the library changes."""
        self.questions.ask("counts", lambda dictionary: dictionary.counts(), self._show_counts)
        if "maintainer" in self.__dict__:
            self.maintainer.refresh_wanted.emit()
        if "linguist" in self.__dict__:
            self.linguist.refresh()
        if "teacher" in self.__dict__:
            self.teacher.ask()
            self.teacher.spoken_wanted.emit()

    def offer_unfinished(self) -> None:
        """Tell of an import that was stopped before the last end."""

        def told(summaries: "Sequence[Summary]") -> None:
            waiting = [one for one in summaries if one.waiting]
            if waiting:
                said = self.tr("The import of {name} is not finished.")
                hint = self.tr("“Go on” on the page Library reads the rest.")
                self.banner.show_text(said.format(name=waiting[0].path.name), hint)

        self.questions.ask("unfinished", lambda dictionary: dictionary.imports.all(), told)

    def page(self, number: int) -> QWidget:
        """Return a page, made if it was not yet."""
        match number:
            case 0:
                return self.learner
            case 1:
                return self.teacher
            case 2:
                return self.linguist
            case _:
                return self.maintainer

    def _attempt(self) -> "Pose | None":
        """What the person signed last, on the page Sign."""
        return self.learner.attempt if "learner" in self.__dict__ else None

    def _adopt(self, page: QWidget, results: "ResultsView") -> None:
        from signdict.gui.results.fetching import comparing

        comparing(results, self.questions, self._attempt)
        results.explored.connect(self.explored)
        results.show_languages(self._counts)
        self._results.append(results)
        self.stack.addWidget(page)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        for results in self._results:
            results.show_languages(counts)
