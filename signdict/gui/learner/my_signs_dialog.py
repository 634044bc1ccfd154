"""A dialog that lists the signs the user taught: edit, remove, export, import."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from signdict.core.names import found, to_write
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Sign


class MySignsDialog(QDialog):
    """Lists taught signs, and emits what the user wants to do with them."""

    edit_wanted = Signal(object)  # a sign
    remove_wanted = Signal(object)  # a sign
    export_wanted = Signal(Path)
    import_wanted = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("My signs"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Signs you taught"))
        self.list.currentItemChanged.connect(lambda *_: self._update_buttons())
        self.list.itemActivated.connect(lambda _: self._edit())
        self.message = QLabel(wordWrap=True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.edit = self._button(self.tr("Edit…"), self._edit)
        self.remove = self._button(self.tr("Confirm removal"), self._remove)
        self.remove.setMinimumWidth(self.remove.sizeHint().width() + 8)  # of its longer text
        self.export = self._button(self.tr("Export…"), self._export)
        self.import_button = self._button(self.tr("Import…"), self._import)
        self._confirming = False
        self._arrange()
        self._update_buttons()

    @property
    def signs(self) -> "list[Sign]":
        """The signs that are listed."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items]

    def show_signs(self, signs: "Sequence[Sign]") -> None:
        """List signs, and keep the current row."""
        row = self.list.currentRow()
        self.list.clear()
        for sign in signs:
            clips = self.tr("%n clip(s)", "", len(sign.clips))
            item = QListWidgetItem(f"{sign.name}   {name_of(sign.sign_language)}, {clips}")
            item.setData(Qt.ItemDataRole.UserRole, sign)
            self.list.addItem(item)
        if signs:
            self.list.setCurrentRow(min(max(row, 0), len(signs) - 1))
        elif not self.message.text():  # the result of the last action stays
            self.say(self.tr("No signs yet. Record an attempt on the Sign page, then press T."))
        self._update_buttons()

    def say(self, message: str) -> None:
        """Show the result of an action."""
        self.message.setText(message)
        self.message.setAccessibleName(message)

    def _edit(self) -> None:
        if sign := self._current:
            self.edit_wanted.emit(sign)

    def _remove(self) -> None:
        """Remove a sign after a second press: this cannot be undone."""
        sign = self._current
        if sign is None:
            return
        if self._confirming:
            self._update_buttons()
            self.remove_wanted.emit(sign)
            return
        self._confirming = True
        self.remove.setText(self.tr("Confirm removal"))
        warning = self.tr(
            "{gloss} will be removed permanently. Press again to confirm, or Esc to cancel."
        )
        self.say(warning.format(gloss=sign.gloss))

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export my signs"), self.tr("my signs.signs"), self._kinds()
        )
        if name:
            self.export_wanted.emit(to_write(name))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import signs"), "", self._kinds())
        if name:
            self.import_wanted.emit(found(name))

    def _kinds(self) -> str:
        return self.tr("Signs (*.signs)")

    @property
    def _current(self) -> "Sign | None":
        row = self.list.currentRow()
        sign: Sign | None = self.signs[row] if row >= 0 else None
        return sign

    def _update_buttons(self) -> None:
        """Enable the possible actions; a removal has to be confirmed again."""
        self._confirming = False
        self.remove.setText(self.tr("Remove"))
        for button in (self.edit, self.remove, self.export):
            button.setEnabled(self._current is not None)

    def _button(self, text: str, action: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(action)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout()
        for button in (self.edit, self.remove, self.export, self.import_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._button(self.tr("Close"), self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(self.message)
        column.addLayout(row)
        self.resize(QSize(480, 360).expandedTo(column.totalMinimumSize()))
