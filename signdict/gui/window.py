"""The window: a rail, four pages made when first visited, a banner, a strip of tasks."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from signdict.gui import style
from signdict.gui.rail import Rail

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from signdict.dictionary import Dictionary
    from signdict.gui.background import Background
    from signdict.gui.banner import Banner
    from signdict.gui.learner import LearnerPage
    from signdict.gui.linguist import LinguistPage
    from signdict.gui.maintainer import MaintainerPage
    from signdict.gui.questions import Questions
    from signdict.gui.results import Results
    from signdict.gui.tasks import Tasks
    from signdict.gui.teacher import TeacherPage
    from signdict.settings import Places
    from signdict.signs import Sign

SIGN, FIND, EXPLORE, LIBRARY = range(4)
_APPEARANCE = "appearance"
_GEOMETRY = "geometry"


class Window(QMainWindow):
    """Holds the pages and moves between them. Nothing here reads a file of the dictionary.

    The frame is painted first; pages, and all they import, are made when they are first visited.
    """

    painted = Signal()  # for the first time

    def __init__(self, background: "Background[Dictionary]", places: "Places") -> None:
        super().__init__()
        self._background, self._places = background, places
        self._settings = QSettings(str(places.home / "window.ini"), QSettings.Format.IniFormat)
        self._counts: dict[str, int] = {}
        self._results: list[Results] = []
        self.setWindowTitle("signdict")
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        scheme = str(self._settings.value(_APPEARANCE, "system"))
        if scheme != "system":
            self._appear(scheme)
        self.stack = QStackedWidget()
        self.rail = Rail(scheme)
        self._arrange()

    @cached_property
    def banner(self) -> "Banner":
        """What the person is told, above the page."""
        from signdict.gui.banner import Banner

        banner = Banner()
        self._column.insertWidget(0, banner)
        return banner

    @cached_property
    def tasks(self) -> "Tasks":
        """What takes long, below the page."""
        from signdict.gui.tasks import Tasks

        tasks = Tasks()
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
        from signdict.gui import wiring
        from signdict.gui.learner import LearnerPage

        page = LearnerPage(self._places.tracker)
        wiring.learner(page, self.questions)
        page.start.find_chosen.connect(lambda: self.go(FIND))
        page.start.explore_chosen.connect(lambda: self.go(EXPLORE))
        self._adopt(page, page.results)
        return page

    @cached_property
    def teacher(self) -> "TeacherPage":
        """The page Find."""
        from signdict.gui import wiring
        from signdict.gui.teacher import TeacherPage

        page = TeacherPage()
        wiring.teacher(page, self.questions)
        self._adopt(page, page.results)
        page.ask()
        return page

    @cached_property
    def linguist(self) -> "LinguistPage":
        """The page Explore."""
        from signdict.gui import wiring
        from signdict.gui.linguist import LinguistPage

        page = LinguistPage()
        wiring.linguist(page, self.questions)
        self._adopt(page, page.results)
        page.ask()
        return page

    @cached_property
    def maintainer(self) -> "MaintainerPage":
        """The page Library."""
        from signdict.gui import wiring
        from signdict.gui.maintainer import MaintainerPage

        page = MaintainerPage()
        wiring.maintainer(page, self.questions, self.refresh)
        self.stack.addWidget(page)
        page.refresh_wanted.emit()
        return page

    def start(self) -> None:
        """Show the first page, and open the dictionary in the background."""
        self._connect()
        self.go(SIGN)
        self._background.start()

    def go(self, number: int) -> None:
        """Open a page; the one left keeps its state, but frees the camera."""
        if number != SIGN and "learner" in self.__dict__:
            self.learner.leave()
        page: QWidget = self._page(number)
        self.stack.setCurrentWidget(page)
        self.rail.mark(number)
        page.setFocus()

    def explore(self, sign: "Sign") -> None:
        """Show what looks like this sign."""
        self.go(EXPLORE)
        self.linguist.explore(sign)

    def open_path(self, path: Path) -> None:
        """Take a file or folder that was dropped: add it to the library, or look it up."""
        if self.stack.currentWidget() is self.__dict__.get("maintainer"):
            self.maintainer.offer(path)
        else:
            self.go(SIGN)
            self.learner.open_file(path)

    def refresh(self) -> None:
        """Ask again for what a change of the library changes."""
        self.questions.ask("counts", lambda dictionary: dictionary.counts(), self._show_counts)
        if "maintainer" in self.__dict__:
            self.maintainer.refresh_wanted.emit()
        if "linguist" in self.__dict__:
            self.linguist.ask()
        if "teacher" in self.__dict__:
            self.teacher.ask()

    def show_help(self) -> None:
        """Show the sheet of keys."""
        from signdict.gui.keys import KeySheet

        KeySheet(self).open()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Accept one file or folder of this machine."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        self.open_path(Path(event.mimeData().urls()[0].toLocalFile()))

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Go at once, then finish the step under way and free what is held."""
        self._settings.setValue(_GEOMETRY, self.saveGeometry())
        self.hide()
        if "learner" in self.__dict__:
            self.learner.close_camera()
        self._background.close()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say when the window has been painted for the first time."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and not self._seen:
            self._seen = True
            self.painted.emit()
        return handled

    _seen = False

    def _page(self, number: int) -> QWidget:
        match number:
            case 0:
                return self.learner
            case 1:
                return self.teacher
            case 2:
                return self.linguist
            case _:
                return self.maintainer

    def _adopt(self, page: QWidget, results: "Results") -> None:
        results.explored.connect(self.explore)
        results.show_languages(self._counts)
        self._results.append(results)
        self.stack.addWidget(page)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        for results in self._results:
            results.show_languages(counts)

    def _on_opened(self) -> None:
        self.refresh()
        self.learner.examples_wanted.emit()

    def _on_appearance(self, scheme: str) -> None:
        self._settings.setValue(_APPEARANCE, scheme)
        self._appear(scheme)

    def _appear(self, scheme: str) -> None:
        match scheme:
            case "light":
                style.set_scheme("light")
            case "dark":
                style.set_scheme("dark")
            case _:
                style.set_scheme("system")

    def _find(self) -> None:
        self.go(FIND)
        self.teacher.field.selectAll()

    def _open(self) -> None:
        self.go(SIGN)
        self.learner.query.choose_file()

    def _connect(self) -> None:
        self._background.opened.connect(self._on_opened)
        self.rail.chosen.connect(self.go)
        self.rail.appearance.connect(self._on_appearance)
        self.rail.helped.connect(self.show_help)
        from PySide6.QtGui import QKeySequence, QShortcut

        keys: dict[str, Callable[[], None]] = {
            "Ctrl+F": self._find,
            "Ctrl+O": self._open,
            "F1": self.show_help,
            "?": self.show_help,
        }
        keys |= {f"Ctrl+{number + 1}": partial(self.go, number) for number in range(4)}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _arrange(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._column, 1)
        self.setCentralWidget(inside)
        self.resize(1280, 800)
        if geometry := self._settings.value(_GEOMETRY):
            self.restoreGeometry(geometry)
