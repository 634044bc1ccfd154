"""The window: a rail, four pages made when first visited, a banner, a strip of tasks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from signdict.gui import style
from signdict.gui.pages import EXPLORE, FIND, LIBRARY, SIGN, Pages
from signdict.gui.rail import Rail

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from signdict.dictionary import Dictionary
    from signdict.gui.background import Background
    from signdict.settings import Places
    from signdict.signs import Sign

_APPEARANCE = "appearance"
_GEOMETRY = "geometry"


class Window(Pages):
    """Holds the pages and moves between them. Nothing here reads a file of the dictionary.

    The frame is painted first; pages, and all they import, are made when they are first visited.
    """

    painted = Signal()  # for the first time

    def __init__(self, background: "Background[Dictionary]", places: "Places") -> None:
        super().__init__(background, places)
        self._seen, self._number = False, SIGN
        self._settings = QSettings(str(places.home / "window.ini"), QSettings.Format.IniFormat)
        self.setWindowTitle("signdict")
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        scheme = str(self._settings.value(_APPEARANCE, "system"))
        if scheme != "system":
            self._appear(scheme)
        self.rail = Rail(scheme)
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

    def open_path(self, path: Path) -> None:
        """Take a file or folder that was dropped: add it to the library, or look it up."""
        if self._number == LIBRARY:
            self.maintainer.offer(path)
        else:
            self.go(SIGN)
            self.learner.open_file(path)

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
        self.visited.connect(self.go)
        self.explored.connect(self.explore)
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
