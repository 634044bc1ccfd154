"""The panel of lists next to the results: open, order, annotate, import and export lists."""

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

from signdict.core.names import found, to_write
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import Sign
    from signdict.lists.export import Exported
    from signdict.lists.signlist import Outline, SignList

_WIDTH = 280


class ListPanel(QWidget):
    """Shows the names of the lists, and the signs of the one that is open."""

    chosen = Signal(str)  # the name of a list to open
    made = Signal(str)  # the name of a new list
    renamed = Signal(str, str)  # the name of a list, its new name
    duplicated = Signal(str)
    removed = Signal(str)
    undone = Signal()
    moved = Signal(str, int, int)  # the list, a row, the new row
    noted = Signal(str, int, str)  # the list, a row, a note
    dropped = Signal(str, int)  # the list, a row
    imported = Signal(Path)
    exported = Signal(str, str, Path, bool)  # the list, the format, the path, whether with videos
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
        self.note.setPlaceholderText(self.tr("Note on this sign"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.editingFinished.connect(self._write_note)
        self.message = QLabel()
        self.message.setObjectName("quiet")
        self.message.setWordWrap(True)
        self._arrange()
        self._bind()
        self.show_lists((), None)

    @property
    def name(self) -> str:
        """The name of the open list; empty without lists."""
        return str(self.names.currentData() or "")

    def show_lists(
        self,
        outlines: "Sequence[Outline]",
        signs: "SignList | None",
        known_signs: "Sequence[Sign | None]" = (),
        text: str = "",
    ) -> None:
        """Show the names of all lists, and one list; a sign is None if it is not in the library."""
        row = max(self.entries.currentRow(), 0)
        with QSignalBlocker(self.names), QSignalBlocker(self.entries):
            self.names.clear()
            for outline in outlines:
                label = self.tr("{name}  ({count})").format(name=outline.name, count=outline.count)
                self.names.addItem(label, outline.name)
            self.names.setCurrentIndex(self.names.findData(signs.name) if signs else -1)
            self.names.setVisible(bool(outlines))
            self._signs = known_signs
            self.entries.clear()
            for entry, sign in zip(signs.entries if signs else (), known_signs, strict=True):
                language = name_of(entry.sign_language)
                missing = "" if sign else self.tr("not in this library")
                lines = (entry.gloss, " · ".join(filter(None, (language, missing))), entry.note)
                item = QListWidgetItem("\n".join(filter(None, lines)))
                item.setData(Qt.ItemDataRole.UserRole, entry.note)
                self.entries.addItem(item)
            self.entries.setCurrentRow(min(row, self.entries.count() - 1))
        self._show_note()
        self.show_text(text or self._hint(signs))
        self._enable(listed=signs is not None)

    def show_text(self, text: str) -> None:
        """Show a message below the list."""
        self.message.setText(text)

    def show_problem(self, problem: "SignDictError") -> None:
        """Show why something failed, and what to do."""
        self.show_text(str(problem))

    def show_exported(self, done: "Exported") -> None:
        """Report what was exported, and which signs were not."""
        text = self.tr("Exported {count} signs to {path}.").format(count=done.count, path=done.path)
        if done.missing:
            missing = self.tr("Not in this library: {glosses}.")
            text += " " + missing.format(glosses=", ".join(done.missing))
        self.show_text(text)

    def mark(self, row: int) -> None:
        """Select a sign of the list."""
        self.entries.setCurrentRow(row)

    def export_as(self, kind: str) -> None:
        """Ask for a path, then export the list."""
        name = self.name
        if kind == "folder":
            path = QFileDialog.getExistingDirectory(self, self.tr("Choose an empty folder"))
        else:
            start = str(Path.home() / f"{name}.{kind}")
            path, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), start, f"*.{kind}")
        if path:
            self.exported.emit(name, kind, to_write(path), self._videos.isChecked())

    def _hint(self, signs: "SignList | None") -> str:
        if signs is None:
            return self.tr("Select a result and press L to start a list.")
        if not signs.entries:
            return self.tr("Select a result and press L to add it.")
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
        self._videos = menu.addAction(self.tr("Include videos if available"))
        self._videos.setCheckable(True)
        for kind, text in (
            ("apkg", self.tr("Export: Anki deck…")),
            ("pdf", self.tr("Export: printable sheet (PDF)…")),
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
        column.addWidget(self.message)

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
        row = self.entries.currentRow()
        if row >= 0 and 0 <= row + by < self.entries.count():
            self.moved.emit(self.name, row, row + by)

    def _drop(self) -> None:
        if self.entries.currentRow() >= 0:
            self.dropped.emit(self.name, self.entries.currentRow())

    def _open(self) -> None:
        sign = self._signs[self.entries.currentRow()]
        if sign:
            self.opened.emit(sign)

    def _show_note(self) -> None:
        item = self.entries.item(self.entries.currentRow())
        selected = self.entries.currentRow() >= 0
        self.note.setEnabled(selected)
        self.note.setText(str(item.data(Qt.ItemDataRole.UserRole)) if selected else "")

    def _write_note(self) -> None:
        row = self.entries.currentRow()
        if row < 0:
            return
        if self.note.text() != self.entries.item(row).data(Qt.ItemDataRole.UserRole):
            self.noted.emit(self.name, row, self.note.text())

    def _make(self) -> None:
        name, accepted = QInputDialog.getText(
            self, self.tr("New list"), self.tr("Name of the list")
        )
        if accepted:
            self.made.emit(name)

    def _rename(self) -> None:
        name, accepted = QInputDialog.getText(
            self, self.tr("Rename"), self.tr("Name of the list"), text=self.name
        )
        if accepted:
            self.renamed.emit(self.name, name)

    def _import(self) -> None:
        title = self.tr("Import a list exported by signdict")
        path, _ = QFileDialog.getOpenFileName(self, title, "", "*.json")
        if path:
            self.imported.emit(found(path))
