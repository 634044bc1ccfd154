"""What a teacher does, in the real window, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.session_teacher FOLDER [LOOK]

Types, compares languages, makes a list, exports it as everything. LOOK is light, dark or contrast.
The lists are kept in FOLDER; the starter dictionary answers.
"""

import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from signdict.dictionary import open_dictionary
from signdict.gui import style
from signdict.gui.app import application
from signdict.gui.background import Background
from signdict.gui.keys import KeySheet
from signdict.gui.pages import FIND
from signdict.gui.window import Window
from signdict.settings import Places, resources

PATIENCE = 20.0
EXPORTS = (("apkg", "deck.apkg"), ("pdf", "sheet.pdf"), ("csv", "table.csv"),
           ("json", "list.json"), ("folder", "clips"))  # fmt: skip


class Session:
    """Drives the page Find as a person does, with keys, and takes pictures."""

    def __init__(self, folder: Path, look: str) -> None:
        self.folder, self.look, self.count = folder, look, 0
        places = Places(folder / f"home-{look}", resources())
        self.window = Window(Background(partial(open_dictionary, places)), places)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()  # without a window manager nobody else does
        self.window.start()
        style.set_scheme(look)
        self.window.go(FIND)
        self.page = self.window.teacher

    def until(self, true) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(self.count)
            QTest.qWait(20)

    def shoot(self, name: str) -> None:
        """Take a picture of the window, or of what is open over it."""
        QTest.qWait(900)
        self.count += 1
        shown = QApplication.activeModalWidget() or self.window
        shown.grab().save(str(self.folder / f"{self.count:02}-{name}-{self.look}.png"))

    def type(self, words: str) -> None:
        """Type into the field until its answer is there."""
        self.page.field.setFocus()
        self.page.field.selectAll()
        QTest.keyClicks(self.page.field, words)
        asked = " ".join(words.split())
        self.until(lambda: self.page.answered == asked)

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def run(self) -> None:
        """Everything, in order."""
        try:
            self.find()
            self.compare()
            self.list()
            self.export()
            self.play()
        finally:
            self.window.close()

    def find(self) -> None:
        """Type: a word, a slip, a phrase, and what means nothing."""
        page = self.page
        self.until(lambda: page.results.grid.tiles)
        self.shoot("browse")
        self.type("hello")
        self.shoot("word")
        self.type("freind")
        self.shoot("slip")
        self.type("insect that makes honey")
        self.shoot("near-in-meaning")
        self.type("zzqx")
        self.shoot("nothing")

    def compare(self) -> None:
        """One concept in all languages."""
        page = self.page
        self.type("hello")
        page.results.grid.tiles[0].setFocus()
        self.key(Qt.Key.Key_A)
        self.until(lambda: page.concept.isVisible() and page.concept.seconds > 0)
        self.shoot("concept")
        self.key(Qt.Key.Key_Escape)

    def list(self) -> None:
        """Collect, put in order, annotate."""
        page, panel = self.page, self.page.lists
        for place in range(3):
            page.results.grid.tiles[place].setFocus()
            self.key(Qt.Key.Key_L)
            self.until(lambda n=place: panel.entries.count() == n + 1)
        self.shoot("list")
        panel.entries.setFocus()
        self.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        self.until(lambda: panel.entries.currentRow() == 1)
        panel.note.setFocus()
        QTest.keyClicks(panel.note, "Palm out, near the head")
        self.key(Qt.Key.Key_Return)
        self.until(lambda: "Palm out" in panel.entries.item(1).text())
        self.shoot("note")

    def export(self) -> None:
        """Everything that a list can become; then take the note back."""
        panel = self.page.lists
        panel.menu.menu().popup(panel.menu.mapToGlobal(panel.menu.rect().bottomLeft()))
        QTest.qWait(300)
        self.count += 1
        panel.menu.menu().grab().save(str(self.folder / f"{self.count:02}-menu-{self.look}.png"))
        panel.menu.menu().hide()
        for kind, name in EXPORTS:
            panel.show_text("")
            panel.exported.emit(panel.name, kind, self.folder / f"{self.look}-{name}", False)
            self.until(lambda: panel.told.text() != "")
            if kind in ("apkg", "folder"):
                self.shoot(f"exported-{kind}")
        panel.entries.setFocus()
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: "Palm out" not in panel.entries.item(1).text())
        self.shoot("undone")

    def play(self) -> None:
        """A sign large, a part of it, in a small window; the keys."""
        page = self.page
        page.results.grid.tiles[0].setFocus()
        self.key(Qt.Key.Key_Return)
        self.until(lambda: page.results.large is not None)
        page.results.detail.player.begin.click()
        QTest.qWait(400)
        page.results.detail.player.end.click()
        self.shoot("large")
        self.window.resize(960, 640)
        self.shoot("large-small")
        self.key(Qt.Key.Key_Escape)
        self.shoot("list-small")
        self.window.resize(1280, 720)
        sheet = KeySheet(self.window)
        sheet.open()
        self.shoot("keys")
        sheet.reject()


def main() -> None:
    """Take the pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application()
    Session(folder, sys.argv[2] if len(sys.argv) > 2 else "light").run()


if __name__ == "__main__":
    main()
