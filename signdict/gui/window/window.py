"""The window: a rail of buttons, four pages, a banner above them and a strip of tasks below."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from signdict.gui.theme import reduced_motion, style
from signdict.gui.theme.preferences import APPEARANCE, LANGUAGE, MOTION, SYSTEM, Preferences
from signdict.gui.widgets.lazy import lazy
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN, Pages
from signdict.gui.window.placement import Placement
from signdict.gui.window.rail import Rail

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from signdict.core.paths import Paths
    from signdict.core.types import Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.background import Background
    from signdict.gui.questions import Questions
    from signdict.gui.widgets.task_strip import TaskStrip
    from signdict.gui.window.banner import Banner
    from signdict.gui.window.drop_target import DropTarget
    from signdict.importing.jobs import Summary


class Window(QMainWindow):
    """Holds the pages and moves between them. Nothing here reads a file of the dictionary.

    The frame is painted first; pages, and everything they import, are made when they are first
    visited. Without `preferences` the window opens those of its home.
    """

    painted = Signal()  # for the first time

    def __init__(
        self,
        background: "Background[Dictionary]",
        paths: "Paths",
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self._background = background
        self._preferences = preferences or Preferences(paths.home)
        self._placement = Placement(self, self._preferences)
        self._painted, self._number = False, SIGN
        self.pages = Pages(self._make_questions, paths.tracker, self._preferences.settings)
        self.setWindowTitle("signdict")
        self.setAcceptDrops(True)
        present = {name: self._preferences.of(name) for name in (APPEARANCE, MOTION, LANGUAGE)}
        if present[APPEARANCE] != SYSTEM:
            self._set_appearance(present[APPEARANCE])
        reduced_motion.set_motion(present[MOTION])
        self.rail = Rail(present)
        self._arrange()

    @lazy
    def banner(self) -> "Banner":
        """Messages above the page."""
        from signdict.gui.window.banner import Banner

        banner = Banner()
        self._column.insertWidget(0, banner)
        return banner

    @lazy
    def tasks(self) -> "TaskStrip":
        """Long work, below the page."""
        from signdict.gui.widgets.task_strip import TaskStrip

        tasks = TaskStrip()
        self._column.addWidget(tasks)
        return tasks

    @lazy
    def drop_target(self) -> "DropTarget":
        """The hint over the page while files are dragged."""
        from signdict.gui.window.drop_target import DropTarget

        return DropTarget(self.pages)

    def start(self) -> None:
        """Show the first page, and open the dictionary in the background."""
        self._placement.watch()
        self.rail.add_menu()
        self._connect()
        self.pages.set_own(self._preferences.sign_languages)
        self.go(SIGN)
        if not self._preferences.asked:
            self.pages.ask_languages().answered.connect(self.use_languages)
        self._background.start()

    def go(self, number: int) -> None:
        """Open a page. The page left behind keeps its state, but frees the camera."""
        if number != SIGN:
            self.pages.free_camera()
        page = self.pages.page(number)
        self._number = number
        self.pages.setCurrentWidget(page)
        self.rail.mark(number)
        page.setFocus()

    def start_search(self) -> None:
        """Go to the Find page, to type other words."""
        self.go(FIND)
        self.pages.teacher.field.selectAll()

    def explore(self, sign: "Sign") -> None:
        """Show the neighbours of a sign."""
        self.go(EXPLORE)
        self.pages.linguist.explore(sign)

    def choose_file(self) -> None:
        """Let the user choose a recording to look up."""
        self.go(SIGN)
        self.pages.learner.query.choose_file()

    def open_paths(self, paths: "Sequence[Path]") -> None:
        """Look up what was dropped; on the Library page, offer to add it."""
        if self._number == LIBRARY:
            self.pages.maintainer.offer(paths[0])
        else:
            self.go(SIGN)
            self.pages.learner.opened.open_paths(paths)

    def offer_to_library(self, path: Path) -> None:
        """Go to the Library page, and offer to add a folder or table."""
        self.go(LIBRARY)
        self.pages.maintainer.offer(path)

    def get_dictionaries(self, code: str) -> None:
        """Go to the Library page, to add signs of a language."""
        self.go(LIBRARY)
        self.pages.maintainer.dictionaries_requested.emit(code)

    def choose_languages(self) -> None:
        """Let the user choose which sign languages every page shows at first."""
        from signdict.gui.window.languages_dialog import LanguagesDialog

        dialog = LanguagesDialog(
            self.pages.language_chooser(self._preferences.sign_languages), self
        )
        dialog.chooser.answered.connect(self.use_languages)
        dialog.open()

    def use_languages(self, codes: "Sequence[str]") -> None:
        """Filter every page by these sign languages, now and after the next start."""
        self._preferences.choose_sign_languages(codes)
        self.pages.set_own(codes)
        self.pages.close_question()
        self.pages.page(self._number).setFocus()

    def show_help(self) -> None:
        """Show the sheet of keys."""
        from signdict.gui.window.key_sheet import KeySheet

        KeySheet(self).open()

    def offer_unfinished(self) -> None:
        """Show a message if an import was not finished before the window was last closed."""

        def show(summaries: "Sequence[Summary]") -> None:
            from signdict.core.names import text_of

            names = [text_of(summary.path.name) for summary in summaries if summary.waiting]
            if names:
                message = self.tr("The import of {name} is not finished.").format(name=names[0])
                hint = self.tr("Select “Resume” on the Library page to read the rest.")
                self.banner.show_text(message, hint)

        self.pages.questions.new().ask(lambda dictionary: dictionary.imports.all(), show)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Accept local files and folders, and show what dropping them does."""
        from signdict.gui.window.drop_target import paths_of

        paths = paths_of(event.mimeData())
        if not paths or (self._number == LIBRARY and len(paths) > 1):
            return
        event.acceptProposedAction()
        self.drop_target.offer(paths, to_library=self._number == LIBRARY)

    def dragLeaveEvent(self, event: "QDragLeaveEvent") -> None:
        """Hide the hint."""
        super().dragLeaveEvent(event)
        if Window.drop_target.made(self):
            self.drop_target.hide()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Open what was dropped."""
        from signdict.gui.window.drop_target import paths_of

        if Window.drop_target.made(self):
            self.drop_target.hide()
        event.acceptProposedAction()
        self.open_paths(paths_of(event.mimeData()))

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Hide the window, then free the camera and finish the step under way."""
        self._placement.store()
        self.hide()
        self.pages.close_camera()
        self._background.close()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Emit `painted` when the window is painted for the first time."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and not self._painted:
            self._painted = True
            self.painted.emit()
        return handled

    def _make_questions(self) -> "Questions":
        from signdict.gui.questions import Questions

        questions = Questions(self._background, self.tasks)
        questions.problem.connect(self.banner.show_problem)
        self._background.broken.connect(questions.problem)
        return questions

    def _on_opened(self) -> None:
        self.pages.refresh()
        self.offer_unfinished()
        self.pages.learner.examples_wanted.emit()

    def _on_changed(self, name: str, value: str) -> None:
        self._preferences.choose(name, value)
        if name == APPEARANCE:
            self._set_appearance(value)
        elif name == MOTION:
            reduced_motion.set_motion(value)
        else:
            self.banner.show_text(
                self.tr("The new language takes effect the next time you start signdict.")
            )

    def _set_appearance(self, scheme: str) -> None:
        match scheme:
            case "light" | "dark" | "contrast":
                style.set_scheme(scheme)
            case _:
                style.set_scheme("system")

    def _connect(self) -> None:
        self.pages.visited.connect(self.go)
        self.pages.explored.connect(self.explore)
        self.pages.added.connect(self.offer_to_library)
        self.pages.dictionaries_requested.connect(self.get_dictionaries)
        self._background.opened.connect(self._on_opened)
        self.rail.chosen.connect(self.go)
        self.rail.changed.connect(self._on_changed)
        self.rail.helped.connect(self.show_help)
        self.rail.languages_wanted.connect(self.choose_languages)
        from PySide6.QtGui import QKeySequence, QShortcut

        keys: dict[str, Callable[[], None]] = {
            "Ctrl+F": self.start_search,
            "Ctrl+O": self.choose_file,
            "Ctrl+Shift+A": self.pages.change_all,
            "F1": self.show_help,
            "?": self.show_help,
        }
        keys |= {f"Ctrl+{number + 1}": partial(self.go, number) for number in range(4)}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _arrange(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.pages, 1)
        row.addWidget(self.rail)
        row.addLayout(self._column, 1)
        self.setCentralWidget(inside)
        self._placement.restore()
