"""The real window driven as a user drives it, with a picture of every state.

The scripted sessions of teacher, linguist and maintainer share this. They need a screen:

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_teacher FOLDER

Libraries, lists and pictures are saved in FOLDER; the starter dictionary answers.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from signdict.core.paths import Paths, resources
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui.app import application
from signdict.gui.background import Background
from signdict.gui.theme import preferences, style
from signdict.gui.window.pages import Pages
from signdict.gui.window.window import Window

_LONGEST = 180.0  # seconds that one step may take


class Session:
    """The window on one of its pages, and ways to wait, press keys and take pictures."""

    def __init__(self, page: int, looks: Sequence[str] = ("light", "dark")) -> None:
        self.folder, self.number, self.looks = Path(sys.argv[1]), 0, looks
        self.folder.mkdir(parents=True, exist_ok=True)
        application()
        style.set_scheme(looks[0])
        preferences.speak("en")
        paths = Paths(self.folder / "home", resources())
        self.window = Window(Background(lambda: open_dictionary(paths)), paths)
        self.window.painted.connect(self.window.start)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()  # there may be no window manager to do it
        self.until(lambda: Pages.learner.made(self.window.pages))  # the first page
        self.window.go(page)

    def until(self, true: Callable[[], bool]) -> None:
        """Run the event loop until a condition is true."""
        start = time.monotonic()
        while not true():
            self.wait(10)
            if time.monotonic() - start > _LONGEST:
                raise SystemExit(f"Timed out after picture {self.number}.")

    @staticmethod
    def wait(milliseconds: int) -> None:
        """Run the event loop for a time; `QTest.qWait` would block other Python threads."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture of a widget, or of the whole screen, in every look."""
        self.number += 1
        self.wait(500)
        for look in self.looks:
            style.set_scheme(look)
            self.wait(100)
            image = widget.grab() if widget else QApplication.primaryScreen().grabWindow(0)
            image.save(str(self.folder / f"{self.number:02} {name} {look}.png"))
        style.set_scheme(self.looks[0])

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        widget: QWidget | None = None,
    ) -> None:
        """Press a key in the widget that has the focus, or in one that is given the focus."""
        if widget is not None:
            widget.setFocus()
        QTest.keyClick(widget or QApplication.focusWidget() or self.window, key, modifier)


def drive(session: Session, *steps: Callable[..., None]) -> None:
    """Call each step with the session, and close the window afterwards."""
    try:
        for step in steps:
            step(session)
    finally:
        session.window.close()
