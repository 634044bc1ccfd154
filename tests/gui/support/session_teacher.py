"""A teacher at work in the real window, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_teacher FOLDER

Types, compares languages, makes a list, and exports it to FOLDER in every format.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from signdict.gui.window.key_sheet import KeySheet
from signdict.gui.window.pages import FIND
from tests.gui.support import scripted_window

EXPORTS = (("apkg", "deck.apkg"), ("pdf", "sheet.pdf"), ("csv", "table.csv"),
           ("json", "list.json"), ("folder", "clips"))  # fmt: skip


class Session(scripted_window.Session):
    """The page Find at work."""

    def __init__(self) -> None:
        super().__init__(FIND)
        self.page = self.window.pages.teacher

    def type(self, words: str) -> None:
        """Type into the field, and wait for the answer."""
        self.page.field.setFocus()
        self.page.field.selectAll()
        QTest.keyClicks(self.page.field, words)
        query = " ".join(words.split())
        self.until(lambda: self.page.answered == query)

    def find(self) -> None:
        """Type a word, a misspelt word, a phrase, and nonsense."""
        page = self.page
        self.until(lambda: page.results.grid.tiles)
        self.picture("browse")
        self.type("hello")
        self.picture("word")
        self.type("freind")
        self.picture("misspelt")
        self.type("insect that makes honey")
        self.picture("near-in-meaning")
        self.type("zzqx")
        self.picture("nothing")

    def compare(self) -> None:
        """Show one concept in all languages."""
        page = self.page
        self.type("hello")
        page.results.grid.tiles[0].setFocus()
        self.key(Qt.Key.Key_A)
        self.until(lambda: page.concept.isVisible() and page.concept.seconds > 0)
        self.picture("concept")
        self.key(Qt.Key.Key_Escape)

    def list(self) -> None:
        """Collect signs, order them, and write a note."""
        page, panel = self.page, self.page.lists
        for row in range(3):
            page.results.grid.tiles[row].setFocus()
            self.key(Qt.Key.Key_L)
            self.until(lambda n=row: panel.entries.count() == n + 1)
        self.picture("list")
        panel.entries.setFocus()
        self.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        self.until(lambda: panel.entries.currentRow() == 1)
        panel.note.setFocus()
        QTest.keyClicks(panel.note, "Palm out, near the head")
        self.key(Qt.Key.Key_Return)
        self.until(lambda: "Palm out" in panel.entries.item(1).text())
        self.picture("note")

    def export(self) -> None:
        """Export a list in every format, then undo the note."""
        panel = self.page.lists
        panel.menu.menu().popup(panel.menu.mapToGlobal(panel.menu.rect().bottomLeft()))
        self.wait(300)
        self.picture("menu", panel.menu.menu())
        panel.menu.menu().hide()
        for kind, name in EXPORTS:
            panel.show_text("")
            panel.exported.emit(panel.name, kind, self.folder / name, False)
            self.until(lambda: panel.message.text() != "")
            if kind in ("apkg", "folder"):
                self.picture(f"exported-{kind}")
        panel.entries.setFocus()
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: "Palm out" not in panel.entries.item(1).text())
        self.picture("undone")

    def play(self) -> None:
        """Play a sign large, a part of it, in a small window; show the keys."""
        page = self.page
        page.results.grid.tiles[0].setFocus()
        self.key(Qt.Key.Key_Return)
        self.until(lambda: page.results.large is not None)
        page.results.detail.player.begin.click()
        self.wait(400)
        page.results.detail.player.end.click()
        self.picture("large")
        self.window.resize(960, 640)
        self.picture("large-small")
        self.key(Qt.Key.Key_Escape)
        self.picture("list-small")
        self.window.resize(1280, 720)
        sheet = KeySheet(self.window)
        sheet.open()
        self.picture("keys")
        sheet.reject()


if __name__ == "__main__":
    scripted_window.drive(
        Session(), Session.find, Session.compare, Session.list, Session.export, Session.play
    )
