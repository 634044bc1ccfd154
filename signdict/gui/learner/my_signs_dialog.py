"""The signs that a person taught: edit, remove, give them away as a file, take such a file in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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

from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Sign


class MySignsDialog(QDialog):
    """Lists taught signs. Says what is to be done with them, and does none of it."""

    edit_wanted = Signal(object)  # a sign
    remove_wanted = Signal(object)  # a sign
    export_wanted = Signal(Path)
    import_wanted = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("My signs"))
        self.setMinimumSize(480, 360)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Signs that you taught"))
        self.list.currentItemChanged.connect(lambda *_: self._show_buttons())
        self.list.itemActivated.connect(lambda _: self._edit())
        self.said = QLabel(wordWrap=True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.edit = self._button(self.tr("Edit…"), self._edit)
        self.remove = self._button(self.tr("Remove"), self._remove)
        self.remove.setText(self.tr("Remove for good"))
        self.remove.setMinimumWidth(self.remove.sizeHint().width() + 8)
        self.export = self._button(self.tr("Export…"), self._export)
        self.bring = self._button(self.tr("Import…"), self._import)
        self._sure = False
        self._arrange()
        self._show_buttons()

    @property
    def signs(self) -> "list[Sign]":
        """The signs that are listed."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items]

    def show_signs(self, signs: "Sequence[Sign]") -> None:
        """List these, and keep the place."""
        row = self.list.currentRow()
        self.list.clear()
        for sign in signs:
            clips = self.tr("%n clip(s)", "", len(sign.clips))
            item = QListWidgetItem(f"{sign.name}   {name_of(sign.sign_language)}, {clips}")
            item.setData(Qt.ItemDataRole.UserRole, sign)
            self.list.addItem(item)
        if signs:
            self.list.setCurrentRow(min(max(row, 0), len(signs) - 1))
        elif not self.said.text():  # what was just told stays
            self.say(
                self.tr("Nothing yet. Record an attempt on the page Sign, then press T there.")
            )
        self._show_buttons()

    def say(self, sentence: str) -> None:
        """Tell what came of something."""
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)

    def _edit(self) -> None:
        if sign := self._current:
            self.edit_wanted.emit(sign)

    def _remove(self) -> None:
        """Remove a sign when it was asked for twice: it cannot be brought back."""
        sign = self._current
        if sign is None:
            return
        if self._sure:
            self._show_buttons()
            self.remove_wanted.emit(sign)
            return
        self._sure = True
        self.remove.setText(self.tr("Remove for good"))
        self.say(
            self.tr("{gloss} would be wiped from this computer. Press once more, or Esc.").format(
                gloss=sign.gloss
            )
        )

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export my signs"), self.tr("my signs.signs"), self._kinds()
        )
        if name:
            self.export_wanted.emit(Path(name))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import signs"), "", self._kinds())
        if name:
            self.import_wanted.emit(Path(name))

    def _kinds(self) -> str:
        return self.tr("Signs (*.signs)")

    @property
    def _current(self) -> "Sign | None":
        row = self.list.currentRow()
        sign: Sign | None = self.signs[row] if row >= 0 else None
        return sign

    def _show_buttons(self) -> None:
        """Offer what can be done; whoever was about to remove something is asked anew."""
        self._sure = False
        self.remove.setText(self.tr("Remove"))
        some = self._current is not None
        for button in (self.edit, self.remove, self.export):
            button.setEnabled(some)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout()
        for button in (self.edit, self.remove, self.export, self.bring):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._button(self.tr("Close"), self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addLayout(row)
