"""What a linguist does with the table of all signs, in the real window, with pictures.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.session_table FOLDER [LOOK]

Filters, sorts, saves a view and a file. LOOK is light, dark or contrast. What is saved is kept in
FOLDER; the starter dictionary answers.
"""

import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog

from signdict.dictionary import open_dictionary
from signdict.gui import style
from signdict.gui.app import application
from signdict.gui.background import Background
from signdict.gui.pages import EXPLORE
from signdict.gui.window import Window
from signdict.settings import Places, resources

PATIENCE = 120.0
TABLE = 2


class Session:
    """Drives the table as a person does, with keys, and takes pictures."""

    def __init__(self, folder: Path, look: str) -> None:
        self.folder, self.look, self.count = folder, look, 0
        places = Places(folder / f"home-{look}", resources())
        self.window = Window(Background(partial(open_dictionary, places)), places)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()
        self.window.start()
        style.set_scheme(look)
        self.window.go(EXPLORE)
        self.page = self.window.linguist

    def until(self, true) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(self.count)
            QTest.qWait(20)

    def shoot(self, name: str) -> None:
        """Take a picture of the whole screen, with what is open over the window."""
        QTest.qWait(700)
        self.count += 1
        screen = QApplication.primaryScreen().grabWindow(0)
        screen.save(str(self.folder / f"{self.count:02}-{name}-{self.look}.png"))

    def run(self) -> None:
        """Everything, in order."""
        try:
            self.see()
            self.narrow()
            self.keep()
            self.shrink()
        finally:
            self.window.close()

    def see(self) -> None:
        """The table comes at once, facets fill in; a row moves."""
        self.page.tabs.setCurrentIndex(TABLE)
        section = self.page.table
        self.until(lambda: section.listing is not None)
        self.shoot("facets-fill-in")
        self.until(lambda: not section.listing.waiting)
        section.table.setFocus()
        for _ in range(5):
            QTest.keyClick(section.table, Qt.Key.Key_Down)
        self.until(lambda: section.card.view.seconds > 0)
        self.shoot("all")

    def narrow(self) -> None:
        """Type, choose facets, sort, find nothing."""
        section = self.page.table
        QTest.keyClicks(section.table, "ho")
        self.until(lambda: len(section.rows) < 1000)
        self.shoot("typed")
        section.facets = section.filters.facets
        section.facets["place"].click()
        self.shoot("sheet")
        section.facets["place"].sheet.choices[1].click()
        section.facets["place"].sheet.hide()
        section.table.setFocus()
        QTest.keyClick(section.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        self.shoot("chosen")
        QTest.keyClicks(section.filters.field, "zzz")
        self.until(lambda: not len(section.rows))
        self.shoot("nothing")
        section.filters.clear()

    def keep(self) -> None:
        """Save a view and a file."""
        section = self.page.table
        section.filters.facets["hands"].click()
        section.filters.facets["hands"].sheet.choices[0].click()
        section.filters.facets["hands"].sheet.hide()
        section.filters.menus["sign_language"].choose(["psp"])
        QInputDialog.getText = lambda *_, **__: ("Filipino & one-handed signs", True)
        section.views.save_action.trigger()
        self.until(lambda: section.views._views)
        file = str(self.folder / f"table-{self.look}.csv")
        QFileDialog.getSaveFileName = lambda *_: (file, "")
        section.save.click()
        self.until(lambda: section.said.text() != "")
        section.views._menu.popup(section.views.mapToGlobal(section.views.rect().bottomLeft()))
        self.shoot("views")
        section.views._menu.hide()
        self.shoot("saved")

    def shrink(self) -> None:
        """A small window."""
        self.window.resize(853, 480)
        self.shoot("small")
        section = self.page.table
        section.show_problem("The library cannot be read.", "Restore a backup on the page Library.")
        self.window.resize(1280, 720)
        self.shoot("problem")
        section.notice.wait("Listing all signs")
        self.shoot("busy")


def main() -> None:
    """Run a session."""
    folder, look = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "light"
    folder.mkdir(parents=True, exist_ok=True)
    application()
    Session(folder, look).run()


if __name__ == "__main__":
    main()
