"""A linguist at work in the real window, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_linguist FOLDER

Explores a sign, compares languages sign by sign and as a whole, looks at the map, and saves
every table and figure in FOLDER, with pictures in light, dark and high contrast.
The starter dictionary answers.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QTabBar

from signdict.gui.window.pages import EXPLORE
from tests.gui.support import scripted_window
from tests.gui.support.windows import made


class Session(scripted_window.Session):
    """The page Explore at work."""

    def __init__(self) -> None:
        super().__init__(EXPLORE, ("light", "dark", "contrast"))
        self.page = self.window.pages.linguist
        self.until(lambda: self.page.list.count() > 0)

    def tab(self, name: str) -> None:
        """Go to a section of the page with the keys of the tabs."""
        tabs: QTabBar = self.page.tabs
        tabs.setFocus()
        target = [tabs.tabText(n) for n in range(tabs.count())].index(name)
        while tabs.currentIndex() != target:
            key = Qt.Key.Key_Right if tabs.currentIndex() < target else Qt.Key.Key_Left
            QTest.keyClick(tabs, key)

    def save(self, button: QPushButton, name: str, text: Callable[[], str]) -> None:
        """Save a file, and wait until the page reports it."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        QFileDialog.getSaveFileName = lambda *_: (str(path), "")
        button.click()
        self.until(lambda: path.is_file() and name in text())


def near(session: Session) -> None:
    """Show the neighbours of a sign, and save them as a table."""
    page = session.page
    session.picture("explore")
    page.list.setCurrentRow(3)
    session.key(Qt.Key.Key_Return, widget=page.list)
    session.until(lambda: page.save.isEnabled() and page.view.seconds > 0)
    session.save(page.save, "near.csv", page.status.text)
    session.picture("neighbours saved")


def pairs(session: Session) -> None:
    """Show every kind of pair of two languages, then minimal pairs within one."""
    session.tab("Pairs")
    section = session.page.pairs
    session.until(lambda: section.notice.stop_button.isVisible())
    session.picture("pairs under way")
    section.notice.stop_button.click()
    session.picture("pairs stopped")
    section.notice.act_button.click()
    session.until(lambda: section.save.isEnabled())
    for kind in ("form", "both", "meaning", "minimal"):
        section.choice.kind.setCurrentIndex(section.choice.kind.findData(kind))
        session.until(lambda: section.save.isEnabled() and section.card.pair.clip.seconds > 0)
        session.key(Qt.Key.Key_Down, widget=section.table)
        session.wait(600)
        session.save(section.save, f"pairs-{kind}.csv", section.status.text)
        session.picture(f"pairs {kind}")
    section.choice.second.setCurrentIndex(section.choice.second.findData("psp"))
    section.choice.first.setCurrentIndex(section.choice.first.findData("psp"))
    session.until(lambda: section.save.isEnabled())
    section.choice.differs.setCurrentIndex(section.choice.differs.findData("place"))
    session.picture("minimal pairs of one language")
    section.choice.kind.setCurrentIndex(section.choice.kind.findData("both"))
    session.until(lambda: "No pairs" in section.notice.text)
    session.picture("pairs none")
    session.window.resize(853, 480)
    section.choice.kind.setCurrentIndex(section.choice.kind.findData("form"))
    session.wait(600)
    session.picture("pairs in a small window")
    session.window.resize(1280, 720)
    session.key(Qt.Key.Key_Return, widget=section.table)
    session.until(lambda: session.page.tabs.currentIndex() == 0)


def similarity(session: Session) -> None:
    """Compare languages as a whole, then show concepts and the signs of one."""
    session.tab("Similarity")
    section = session.page.similarity
    session.until(lambda: len(section.matrix.order) > 0)
    session.key(Qt.Key.Key_Down, widget=section.matrix)
    session.picture("similarity")
    spreads = section.spreads
    for button, name in (
        (section.picture, "similarity.svg"), (section.save, "similarity.csv"),
        (spreads.picture, "spread.svg"), (spreads.save, "spread.csv"),
    ):  # fmt: skip
        session.save(button, name, section.status.text)
    spreads.order.setCurrentIndex(1)
    session.picture("similarity saved")
    spreads.order.setCurrentIndex(0)
    session.key(Qt.Key.Key_Return, widget=spreads.table)
    session.until(lambda: made(section, "concept") and section.concept.seconds > 0)
    session.picture("concept")
    session.key(Qt.Key.Key_Escape, widget=section.concept.back)
    session.window.resize(853, 480)
    session.picture("similarity in a small window")
    session.window.resize(1280, 720)


def chart(session: Session) -> None:
    """Select signs on the map, and save them as a table and as a figure."""
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
    session.save(section.save, "map.csv", section.status.text)
    session.save(section.picture, "map.svg", section.status.text)
    session.picture("map saved")


if __name__ == "__main__":
    scripted_window.drive(Session(), near, pairs, similarity, chart)
