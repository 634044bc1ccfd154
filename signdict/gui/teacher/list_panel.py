"""The lists of signs beside the results: chosen, put in order, annotated, exported."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import Sign
    from signdict.lists.export import Exported
    from signdict.lists.signlist import Outline, SignList

_WIDTH = 280


class ListPanel(QWidget):
    """Says what is wanted of the lists; shows them, one at a time with its signs."""

    chosen = Signal(str)  # the name of a list
    made = Signal(str)
    renamed = Signal(str, str)  # the name, the new name
    duplicated = Signal(str)
    removed = Signal(str)
    undone = Signal()
    moved = Signal(str, int, int)  # the list, from a place to a place
    noted = Signal(str, int, str)
    dropped = Signal(str, int)
    imported = Signal(Path)
    exported = Signal(str, str, Path, bool)  # the list, as what, where to, with films
    opened = Signal(object)  # a sign

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs: Sequence[Sign | None] = ()
        self.setFixedWidth(_WIDTH)
        self.names = QComboBox()
        self.names.setAccessibleName(self.tr("Lists"))
        self.names.activated.connect(lambda _: self.chosen.emit(self.name))
        self.menu = QPushButton(self.tr("List"))
        self.menu.setToolTip(self.tr("New, rename, duplicate, remove, undo, import, export"))
        self.menu.setMenu(self._menu())
        self.entries = QListWidget()
        self.entries.setAccessibleName(self.tr("Signs of the list"))
        self.entries.setWordWrap(True)
        self.entries.currentRowChanged.connect(self._show_note)
        self.entries.itemActivated.connect(lambda _: self._open())
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("A note to this sign"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.editingFinished.connect(self._write_note)
        self.told = QLabel()
        self.told.setObjectName("quiet")
        self.told.setWordWrap(True)
        self._arrange()
        self._bind()
        self.show_lists((), None)

    @property
    def name(self) -> str:
        """The list that is shown; nothing if there is none."""
        return str(self.names.currentData() or "")

    def show_lists(
        self,
        outlines: "Sequence[Outline]",
        signs: "SignList | None",
        found: "Sequence[Sign | None]" = (),
        text: str = "",
    ) -> None:
        """Show which lists there are, and one of them with its signs."""
        place = max(self.entries.currentRow(), 0)
        with QSignalBlocker(self.names), QSignalBlocker(self.entries):
            self.names.clear()
            for one in outlines:
                label = self.tr("{name}  ({count})").format(name=one.name, count=one.count)
                self.names.addItem(label, one.name)
            self.names.setCurrentIndex(self.names.findData(signs.name) if signs else -1)
            self.names.setVisible(bool(outlines))
            self._signs = found
            self.entries.clear()
            for entry, sign in zip(signs.entries if signs else (), found, strict=True):
                where = name_of(entry.sign_language)
                missing = "" if sign else self.tr("not on this machine")
                lines = (entry.gloss, " · ".join(filter(None, (where, missing))), entry.note)
                item = QListWidgetItem("\n".join(filter(None, lines)))
                item.setData(Qt.ItemDataRole.UserRole, entry.note)
                self.entries.addItem(item)
            self.entries.setCurrentRow(min(place, self.entries.count() - 1))
        self._show_note()
        self.show_text(text or self._hint(signs))
        self._enable(listed=signs is not None)

    def show_text(self, text: str) -> None:
        """Say something below the list."""
        self.told.setText(text)

    def show_problem(self, problem: "SignDictError") -> None:
        """Say what cannot be done, and what to do instead."""
        self.show_text(str(problem))

    def show_exported(self, done: "Exported") -> None:
        """Say what was written, and which signs are not in it."""
        text = self.tr("{count} signs are in {path}.").format(count=done.count, path=done.path)
        if done.missing:
            missing = self.tr("Not on this machine: {glosses}.")
            text += " " + missing.format(glosses=", ".join(done.missing))
        self.show_text(text)

    def mark(self, place: int) -> None:
        """Go to a sign of the list."""
        self.entries.setCurrentRow(place)

    def export_as(self, kind: str) -> None:
        """Ask where to, then say so."""
        name = self.name
        if kind == "folder":
            path = QFileDialog.getExistingDirectory(self, self.tr("An empty folder"))
        else:
            start = str(Path.home() / f"{name}.{kind}")
            path, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), start, f"*.{kind}")
        if path:
            self.exported.emit(name, kind, Path(path), self._films.isChecked())

    def _hint(self, signs: "SignList | None") -> str:
        if signs is None:
            return self.tr("Choose a result and press L: it begins a list.")
        if not signs.entries:
            return self.tr("Choose a result and press L to add it.")
        return signs.note

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("New…"), self._make)
        self._own = [
            menu.addAction(self.tr("Rename…"), self._rename),
            menu.addAction(self.tr("Duplicate"), lambda: self.duplicated.emit(self.name)),
            menu.addAction(self.tr("Remove"), lambda: self.removed.emit(self.name)),
        ]
        menu.addAction(self.tr("Undo"), self.undone.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Import…"), self._import)
        self._films = menu.addAction(self.tr("Videos where they are here"))
        self._films.setCheckable(True)
        for kind, text in (
            ("apkg", self.tr("Export: Anki deck…")),
            ("pdf", self.tr("Export: sheet to print (PDF)…")),
            ("csv", self.tr("Export: table (CSV)…")),
            ("folder", self.tr("Export: folder of clips…")),
            ("json", self.tr("Export: list for signdict…")),
        ):
            self._own.append(menu.addAction(text, partial(self.export_as, kind)))
        return menu

    def _enable(self, *, listed: bool) -> None:
        for action in self._own:
            action.setEnabled(listed)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.names, 1)
        row.addWidget(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.entries, 1)
        column.addWidget(self.note)
        column.addWidget(self.told)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "Alt+Up": lambda: self._move(-1),
            "Alt+Down": lambda: self._move(1),
            "Del": self._drop,
            "F2": self.note.setFocus,
        }
        for key, act in keys.items():
            shortcuts.key(self.entries, key, act)

    def _move(self, by: int) -> None:
        place = self.entries.currentRow()
        if place >= 0 and 0 <= place + by < self.entries.count():
            self.moved.emit(self.name, place, place + by)

    def _drop(self) -> None:
        if self.entries.currentRow() >= 0:
            self.dropped.emit(self.name, self.entries.currentRow())

    def _open(self) -> None:
        sign = self._signs[self.entries.currentRow()]
        if sign:
            self.opened.emit(sign)

    def _show_note(self) -> None:
        item = self.entries.item(self.entries.currentRow())
        there = self.entries.currentRow() >= 0
        self.note.setEnabled(there)
        self.note.setText(str(item.data(Qt.ItemDataRole.UserRole)) if there else "")

    def _write_note(self) -> None:
        place = self.entries.currentRow()
        if place < 0:
            return
        if self.note.text() != self.entries.item(place).data(Qt.ItemDataRole.UserRole):
            self.noted.emit(self.name, place, self.note.text())

    def _make(self) -> None:
        name, there = QInputDialog.getText(self, self.tr("New list"), self.tr("Name of the list"))
        if there:
            self.made.emit(name)

    def _rename(self) -> None:
        name, there = QInputDialog.getText(
            self, self.tr("Rename"), self.tr("Name of the list"), text=self.name
        )
        if there:
            self.renamed.emit(self.name, name)

    def _import(self) -> None:
        title = self.tr("A list that signdict exported")
        path, _ = QFileDialog.getOpenFileName(self, title, "", "*.json")
        if path:
            self.imported.emit(Path(path))
