"""The window: a rail, four pages made when first visited, a banner, a strip of tasks."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from signdict.gui.theme import reduced_motion, style
from signdict.gui.theme.preferences import APPEARANCE, LANGUAGE, MOTION, SYSTEM, Preferences
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN, Pages
from signdict.gui.window.rail import Rail

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from signdict.core.paths import Paths
    from signdict.core.types import Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.background import Background
    from signdict.gui.window.drop_target import DropTarget


class Window(Pages):
    """Holds the pages and moves between them. Nothing here reads a file of the dictionary.

    The frame is painted first; pages, and all they import, are made when they are first visited.
    """

    painted = Signal()  # for the first time

    def __init__(self, background: "Background[Dictionary]", paths: "Paths") -> None:
        super().__init__(background, paths)
        self._seen, self._number = False, SIGN
        self._target: DropTarget | None = None
        self._preferences = Preferences(paths.home)
        self.setWindowTitle("signdict")
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        present = {name: self._preferences.of(name) for name in (APPEARANCE, MOTION, LANGUAGE)}
        if present[APPEARANCE] != SYSTEM:
            self._appear(present[APPEARANCE])
        reduced_motion.set_motion(present[MOTION])
        self.rail = Rail(present)
        self._arrange()

    def start(self) -> None:
        """Show the first page, and open the dictionary in the background."""
        self._connect()
        self.go(SIGN)
        self._background.start()

    def go(self, number: int) -> None:
        """Open a page; the one left keeps its state, but frees the camera."""
        if number != SIGN and "learner" in self.__dict__:
            self.learner.leave()
        page = self.page(number)
        self._number = number
        self.stack.setCurrentWidget(page)
        self.rail.mark(number)
        page.setFocus()

    def explore(self, sign: "Sign") -> None:
        """Show what looks like this sign."""
        self.go(EXPLORE)
        self.linguist.explore(sign)

    def open_paths(self, paths: "Sequence[Path]") -> None:
        """Take what was dropped: look it up, or on the page Library add it there."""
        if self._number == LIBRARY:
            self.maintainer.offer(paths[0])
        else:
            self.go(SIGN)
            self.learner.opened.open_paths(paths)

    def offer_to_library(self, path: Path) -> None:
        """Go to the page Library, and ask what a folder or table holds."""
        self.go(LIBRARY)
        self.maintainer.offer(path)

    def show_help(self) -> None:
        """Show the sheet of keys."""
        from signdict.gui.window.key_sheet import KeySheet

        KeySheet(self).open()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Accept files and folders of this machine, and show what would come of them."""
        from signdict.gui.window.drop_target import DropTarget, paths_of

        paths = paths_of(event.mimeData())
        if not paths or (self._number == LIBRARY and len(paths) > 1):
            return
        event.acceptProposedAction()
        self._target = self._target or DropTarget(self.stack)
        self._target.offer(paths, to_library=self._number == LIBRARY)

    def dragLeaveEvent(self, event: "QDragLeaveEvent") -> None:
        """Nothing is dropped after all."""
        super().dragLeaveEvent(event)
        if self._target:
            self._target.hide()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Take what was dropped."""
        from signdict.gui.window.drop_target import paths_of

        if self._target:
            self._target.hide()
        event.acceptProposedAction()
        self.open_paths(paths_of(event.mimeData()))

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Go at once, then finish the step under way and free what is held."""
        self._preferences.keep_geometry(self.saveGeometry())
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

    def _on_opened(self) -> None:
        self.refresh()
        self.offer_unfinished()
        self.learner.examples_wanted.emit()

    def _on_changed(self, name: str, value: str) -> None:
        self._preferences.choose(name, value)
        if name == APPEARANCE:
            self._appear(value)
        elif name == MOTION:
            reduced_motion.set_motion(value)
        else:
            self.banner.show_text(
                self.tr("The language changes when signdict is opened the next time.")
            )

    def _appear(self, scheme: str) -> None:
        match scheme:
            case "light" | "dark" | "contrast":
                style.set_scheme(scheme)
            case _:
                style.set_scheme("system")

    def _find(self) -> None:
        self.go(FIND)
        self.teacher.field.selectAll()

    def _open(self) -> None:
        self.go(SIGN)
        self.learner.query.choose_file()

    def _connect(self) -> None:
        self.visited.connect(self.go)
        self.explored.connect(self.explore)
        self.added.connect(self.offer_to_library)
        self._background.opened.connect(self._on_opened)
        self.rail.chosen.connect(self.go)
        self.rail.changed.connect(self._on_changed)
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
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._column, 1)
        self.setCentralWidget(inside)
        self.resize(1280, 800)
        if geometry := self._preferences.geometry:
            self.restoreGeometry(geometry)
