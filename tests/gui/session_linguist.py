"""A linguist at work in the real window, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.session_linguist FOLDER

Explores a sign, compares languages sign by sign and as a whole, looks at the map, and saves
every table and figure in FOLDER, where the pictures, light, dark and in high contrast, are too.
The starter dictionary answers.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QTabBar, QWidget

from signdict.dictionary import open_dictionary
from signdict.gui import style, translations
from signdict.gui.background import Background
from signdict.gui.pages import EXPLORE
from signdict.gui.window import Window
from signdict.settings import Places, resources

_LONGEST = 180.0  # seconds that one step may take
_LOOKS = ("light", "dark", "contrast")


class Session:
    """The window, its page Explore, and a way to wait."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self.app = QApplication.instance() or QApplication([])
        style.apply(self.app)
        style.set_scheme("light")
        translations.speak("en")
        where = Places(folder / "home", resources())
        self.window = Window(Background(lambda: open_dictionary(where)), where)
        self.window.painted.connect(self.window.start)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()  # without a window manager nobody else does
        self.until(lambda: "learner" in self.window.__dict__)
        self.window.go(EXPLORE)
        self.page = self.window.linguist
        self.until(lambda: self.page.list.count() > 0)

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        began = time.monotonic()
        while not true():
            self.app.processEvents()
            if time.monotonic() - began > _LONGEST:
                raise SystemExit(f"This did not come: after picture {self.number}")
            time.sleep(0.01)

    def picture(self, name: str) -> None:
        """Keep a picture of the window in every look."""
        self.number += 1
        QTest.qWait(400)
        for look in _LOOKS:
            style.set_scheme(look)
            self.app.processEvents()
            self.window.grab().save(str(self.folder / f"{self.number:02} {name} {look}.png"))
        style.set_scheme("light")

    def tab(self, name: str) -> None:
        """Go to a part of the page with the keys of the tabs."""
        tabs: QTabBar = self.page.tabs
        tabs.setFocus()
        wanted = [tabs.tabText(place) for place in range(tabs.count())].index(name)
        while tabs.currentIndex() != wanted:
            way = Qt.Key.Key_Right if tabs.currentIndex() < wanted else Qt.Key.Key_Left
            QTest.keyClick(tabs, way)

    def save(self, button: QPushButton, name: str, said: Callable[[], str]) -> None:
        """Save a file, and wait until the page says so."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        QFileDialog.getSaveFileName = lambda *_: (str(path), "")
        button.click()
        self.until(lambda: path.is_file() and name in said())

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key in a part of the page."""
        widget.setFocus()
        QTest.keyClick(widget, key)


def near(session: Session) -> None:
    """What looks like a sign, as a table too."""
    page = session.page
    session.picture("explore")
    page.list.setCurrentRow(3)
    session.key(page.list, Qt.Key.Key_Return)
    session.until(lambda: page.save.isEnabled() and page.view.seconds > 0)
    session.save(page.save, "near.csv", page.said.text)
    session.picture("neighbours saved")


def pairs(session: Session) -> None:
    """Every kind of pair of two languages, then minimal pairs within one."""
    session.tab("Pairs")
    section = session.page.pairs
    session.until(lambda: section.notice._stop.isVisible())
    session.picture("pairs under way")
    section.notice._stop.click()
    session.picture("pairs stopped")
    section.notice._act.click()
    session.until(lambda: section.save.isEnabled())
    for kind in ("form", "both", "meaning", "minimal"):
        section.choice.kind.setCurrentIndex(section.choice.kind.findData(kind))
        session.until(lambda: section.save.isEnabled() and section.card.pair.clip.seconds > 0)
        session.key(section.table, Qt.Key.Key_Down)
        QTest.qWait(600)
        session.save(section.save, f"pairs-{kind}.csv", section.said.text)
        session.picture(f"pairs {kind}")
    section.choice.second.setCurrentIndex(section.choice.second.findData("psp"))
    section.choice.first.setCurrentIndex(section.choice.first.findData("psp"))
    session.until(lambda: section.save.isEnabled())
    section.choice.differs.setCurrentIndex(section.choice.differs.findData("place"))
    session.picture("minimal pairs of one language")
    section.choice.kind.setCurrentIndex(section.choice.kind.findData("both"))
    session.until(lambda: "no such pair" in section.notice.text)
    session.picture("pairs none")
    session.window.resize(853, 480)
    section.choice.kind.setCurrentIndex(section.choice.kind.findData("form"))
    QTest.qWait(600)
    session.picture("pairs in a small window")
    session.window.resize(1280, 720)
    session.key(section.table, Qt.Key.Key_Return)
    session.until(lambda: session.page.tabs.currentIndex() == 0)


def similarity(session: Session) -> None:
    """Languages as a whole, then concepts and the signs of one."""
    session.tab("Similarity")
    section = session.page.similarity
    session.until(lambda: len(section.matrix.order) > 0)
    session.key(section.matrix, Qt.Key.Key_Down)
    session.picture("similarity")
    spreads = section.spreads
    for button, name in (
        (section.picture, "similarity.svg"), (section.save, "similarity.csv"),
        (spreads.picture, "spread.svg"), (spreads.save, "spread.csv"),
    ):  # fmt: skip
        session.save(button, name, section.said.text)
    spreads.order.setCurrentIndex(1)
    session.picture("similarity saved")
    spreads.order.setCurrentIndex(0)
    session.key(spreads.table, Qt.Key.Key_Return)
    session.until(lambda: "concept" in section.__dict__ and section.concept.seconds > 0)
    session.picture("concept")
    session.key(section.concept.back, Qt.Key.Key_Escape)
    session.window.resize(853, 480)
    session.picture("similarity in a small window")
    session.window.resize(1280, 720)


def chart(session: Session) -> None:
    """The map: some signs in a lasso, as a table and as a figure."""
    session.tab("Map")
    section = session.page.map
    session.picture("map under way")
    session.until(lambda: not section.empty)
    section.lasso.setChecked(True)
    view = section.map
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(-90, -90))
    for step in (QPoint(90, -90), QPoint(90, 90), QPoint(-90, 90)):
        QTest.mouseMove(view, middle + step)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(-90, 90))
    session.save(section.save, "map.csv", section.told.text)
    session.save(section.picture, "map.svg", section.told.text)
    session.picture("map saved")


def main(folder: Path) -> None:
    """Do it all."""
    session = Session(folder)
    try:
        near(session)
        pairs(session)
        similarity(session)
        chart(session)
    finally:
        session.window.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    where = Path(sys.argv[1])
    where.mkdir(parents=True, exist_ok=True)
    main(where)
