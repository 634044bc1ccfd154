"""A maintainer at work in the real window, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_maintainer FOLDER

Writes lists of every format to FOLDER, adds them, pauses an import, relabels, undoes, disables and
removes a source, backs up and restores. The pictures are in FOLDER too, light and dark.
"""

from pathlib import Path

from PySide6.QtWidgets import QDialog

from signdict.gui.window.pages import LIBRARY
from signdict.pose.posefile import write_pose
from tests.gui.support import scripted_window
from tests.support.clip_lists import book, citizen, suisse, wlasl_file
from tests.support.fakes import a_pose

#: Name of the backup.
COPY = "copy.db"


class Session(scripted_window.Session):
    """The page Library at work."""

    def __init__(self) -> None:
        super().__init__(LIBRARY)
        self.page = self.window.pages.maintainer
        self.until(lambda: len(self.page.cards) > 0)

    def report(self) -> str:
        """Return the text of the report."""
        return self.page.report.toPlainText()

    def add(self, path: Path, name: str) -> QDialog:
        """Drop a folder or list on the page, show its preview, and add it."""
        self.page.report.clear()
        self.page.offer(path)
        dialog = self.page.dialog
        dialog.licence.setText("CC0")
        dialog.preview_wanted.emit(dialog.addition)
        self.until(lambda: dialog.message.text() != "")
        self.picture(f"preview of {name}", dialog)
        dialog.accept()
        return dialog


def write_lists(folder: Path) -> dict[str, Path]:
    """Write a folder of `.pose` files and a list of every other format, each with one error."""
    made = folder / "clips"
    for name in ("videos", "many"):
        (made / name).mkdir(parents=True, exist_ok=True)
    for number in range(40):
        write_pose(made / "many" / f"word {number}.pose", a_pose(number))
    (made / "many" / "broken.pose").write_bytes(b"")
    for number in range(50, 56):
        write_pose(made / "videos" / f"{number}.pose", a_pose(number))
    table = made / "table.csv"
    table.write_text(
        "path,gloss,sign_language\nvideos/55.pose,שלום,isr\ngone.pose,x,isr\n", "utf-8"
    )
    return {
        "folder": made / "many",
        "table": table,
        "WLASL": wlasl_file(made, book("50", "51", "99")),
        "ASL Citizen": citizen(made, ("P1", "52", "APPLE", ""), ("P1", "98", "PEAR", "")),
        "SignSuisse": suisse(made, ("53", "Haus", "ch-de", "de", ""), ("97", "x", "ch-fr", "", "")),
    }


def add_lists(session: Session) -> None:
    """Add a folder, pausing the import once, then a list of every other format."""
    page = session.page
    session.picture("library")
    paths = write_lists(session.folder)
    session.add(paths["folder"], "folder")
    session.until(lambda: any(card.running for card in page.imports))
    session.picture("import under way")
    page.imports[0].buttons[0].click()
    session.until(lambda: any(not card.running for card in page.imports))
    session.picture("import paused")
    page.imports[0].continued.emit(page.imports[0].number)
    session.until(lambda: "Added" in session.report())
    session.picture("import done")
    for name in ("table", "WLASL", "ASL Citizen", "SignSuisse"):
        session.add(paths[name], name)
        session.until(lambda: "Added: " in session.report())
        session.picture(f"report of {name}")
    session.until(lambda: len(page.imports) > 0)
    page.imports[0].files_wanted.emit(page.imports[0].number)
    session.until(lambda: page.imports[0].files.count() > 0)
    session.picture("files of an import")


def maintain(session: Session) -> None:
    """Relabel by the form and by a table, back up, and undo."""
    page, copy = session.page, session.folder / COPY
    page.relabel()
    page.relabelling.sought.setText("word")
    page.relabelling.written.setText("sign")
    page.relabelling.preview_wanted.emit()
    session.until(lambda: page.relabelling.lines.count() > 0)
    session.picture("relabel", page.relabelling)
    labels = copy.with_name("labels.csv")
    labels.write_text("gloss,new_gloss\nword 1,first\nnobody,x\n", "utf-8")
    page.relabelling.take_table(labels)
    page.relabelling.preview_wanted.emit()
    session.until(lambda: page.relabelling.lines.count() == 2)
    session.picture("relabel by a table", page.relabelling)
    labels.write_text("gloss\nword 1\n", "utf-8")
    page.relabelling.preview_wanted.emit()
    session.until(lambda: page.relabelling.lines.count() == 0)
    session.picture("a table that cannot be read", page.relabelling)
    page.relabelling.take_table(None)
    page.relabelling.accept()
    session.until(lambda: "relabelled" in session.report())
    session.picture("relabelled")
    page.backup_wanted.emit(copy)
    session.until(copy.is_file)
    page.undo_wanted.emit()
    session.until(lambda: "Undone" in session.report())
    session.picture("undone")


def remove(session: Session) -> None:
    """Disable a source, remove it, and restore it from the backup."""
    page, copy = session.page, session.folder / COPY
    page.switched.emit("many", False)
    session.until(lambda: any(not card.switch.isChecked() for card in page.cards))
    session.picture("a source off")
    page.remove_wanted.emit("many")
    session.until(lambda: "removed" in session.report())
    session.picture("removed")
    page.check_wanted.emit()
    session.until(lambda: "MB" in session.report())
    session.picture("health")
    page.restore_wanted.emit(copy)
    session.until(lambda: "restored" in session.report())
    session.picture("restored")
    session.window.resize(960, 640)
    session.picture("small window")


if __name__ == "__main__":
    scripted_window.drive(Session(), add_lists, maintain, remove)
