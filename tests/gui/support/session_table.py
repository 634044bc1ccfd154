"""A linguist at work with the table of all signs, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_table FOLDER

Filters, sorts, saves a view and a file in FOLDER.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog

from signdict.gui.window.pages import EXPLORE
from tests.gui.support import scripted_window

TABLE = 2


class Session(scripted_window.Session):
    """The section All signs at work."""

    def __init__(self) -> None:
        super().__init__(EXPLORE)
        self.page = self.window.pages.linguist

    def look(self) -> None:
        """The table appears at once, and facets fill in; a sign plays."""
        self.page.tabs.setCurrentIndex(TABLE)
        section = self.page.table
        self.until(lambda: section.sign_table is not None)
        self.picture("facets-fill-in")
        self.until(lambda: not section.sign_table.waiting)
        section.table.setFocus()
        for _ in range(5):
            QTest.keyClick(section.table, Qt.Key.Key_Down)
        self.until(lambda: section.card.view.seconds > 0)
        self.picture("all")
        section.columns.showMenu()
        self.picture("columns")
        for name in ("dominant", "symmetry", "licence"):
            section.columns.actions_of[name].trigger()
        section.columns.menu().hide()
        self.picture("columns-hidden")
        section.columns.all_action.trigger()
        section.table.setFocus()

    def narrow(self) -> None:
        """Type, choose facets, sort, and find nothing."""
        section = self.page.table
        QTest.keyClicks(section.table, "ho")
        self.until(lambda: len(section.rows) < 1000)
        self.picture("typed")
        section.facets = section.filters.facets
        section.facets["place"].click()
        self.picture("sheet")
        section.facets["place"].sheet.choices[1].click()
        section.facets["place"].sheet.hide()
        section.table.setFocus()
        QTest.keyClick(section.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        self.picture("chosen")
        QTest.keyClicks(section.filters.field, "zzz")
        self.until(lambda: not len(section.rows))
        self.picture("nothing")
        section.filters.clear()

    def save(self) -> None:
        """Save a view and a file."""
        section = self.page.table
        section.filters.facets["hands"].click()
        section.filters.facets["hands"].sheet.choices[0].click()
        section.filters.facets["hands"].sheet.hide()
        section.filters.menus["sign_language"].choose(["psp"])
        QInputDialog.getText = lambda *_, **__: ("Filipino & one-handed signs", True)
        before = section.views.text()
        section.views.save_action.trigger()
        self.until(lambda: section.views.text() != before)
        file = str(self.folder / "table.csv")
        QFileDialog.getSaveFileName = lambda *_: (file, "")
        section.save.click()
        self.until(lambda: section.status.text() != "")
        section.views.menu().popup(section.views.mapToGlobal(section.views.rect().bottomLeft()))
        self.picture("views")
        section.views.menu().hide()
        self.picture("saved")

    def shrink(self) -> None:
        """A small window."""
        self.window.resize(853, 480)
        self.picture("small")
        section = self.page.table
        section.show_problem("The library cannot be read.", "Restore a backup on the Library page.")
        self.window.resize(1280, 720)
        self.picture("problem")
        section.notice.wait("Listing all signs")
        self.picture("busy")


if __name__ == "__main__":
    scripted_window.drive(Session(), Session.look, Session.narrow, Session.save, Session.shrink)
