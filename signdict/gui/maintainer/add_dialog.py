"""The dialog that asks for details of the clips to add."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from signdict.core.languages import languages
from signdict.core.names import text_of

if TYPE_CHECKING:
    from signdict.importing.manifest import ImportPreview


@dataclass(frozen=True, slots=True)
class Addition:
    """A folder or table to add, and the details that all its clips share."""

    path: Path
    sign_language: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""


class AddDialog(QDialog):
    """A form for a folder or table of clips, with a preview of the import."""

    preview_wanted = Signal(object)  # an Addition

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._table = path, path.suffix.lower() in (".csv", ".tsv", ".json")
        self.setWindowTitle(self.tr("Add {name}").format(name=text_of(path.name)))
        self.language = self._languages()
        self.source = QLineEdit("" if self._table else text_of(path.name))
        self.licence, self.attribution = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.addRow(self.tr("Sign language"), self.language)
        form.addRow(self.tr("Source name"), self.source)
        form.addRow(self.tr("Licence"), self.licence)
        form.addRow(self.tr("Credit"), self.attribution)
        hint = QLabel(
            self.tr("Values in the table take precedence.")
            if self._table
            else self.tr("The gloss is the name of the file: house.mp4 becomes HOUSE.")
        )
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(hint)
        column.addLayout(form)
        column.addLayout(self._preview())
        column.addWidget(self._answers())

    def show_preview(self, preview: "ImportPreview") -> None:
        """Show the number of clips that would be added, the first of them, and the skipped ones."""
        codes = ", ".join(f"{code} {count}" for code, count in preview.languages.items())
        text = self.tr("Clips to add: {ready}; glosses: {glosses} ({codes}). Skipped: {out}.")
        self.message.setText(
            text.format(
                ready=preview.ready, glosses=preview.glosses, codes=codes, out=preview.left_out
            )
        )
        self.lines.clear()
        self.lines.addItems(
            [f"{text_of(clip.path.name)}: {clip.reason}" for clip in preview.skipped]
        )
        self.lines.addItems(
            [
                f"{clip.gloss} ({clip.sign_language}): {text_of(clip.path.name)}"
                for clip in preview.first
            ]
        )
        self.lines.show()

    def show_problem(self, text: str) -> None:
        """Show why the preview failed."""
        self.lines.hide()
        self.message.setText(text)

    def _preview(self) -> QVBoxLayout:
        button = QPushButton(self.tr("Preview"))
        button.clicked.connect(lambda: self.preview_wanted.emit(self.addition))
        self.message, self.lines = QLabel(), QListWidget()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setAccessibleName(self.tr("Clips to add, and skipped clips"))
        self.lines.setMinimumSize(440, 160)
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.hide()
        column = QVBoxLayout()
        for widget in (button, self.message, self.lines):
            column.addWidget(widget)
        return column

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if self._table:
            box.addItem(self.tr("From the table"), "")
        for language in languages().values():
            box.addItem(f"{language.name} ({language.code})", language.code)
        if not self._table:
            box.setCurrentIndex(box.findData("ase"))
        if completer := box.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return box

    def _answers(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        add = buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        add.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @property
    def addition(self) -> Addition:
        """What the user entered."""
        row = self.language.findText(self.language.currentText(), Qt.MatchFlag.MatchFixedString)
        typed = self.language.currentText().strip()
        return Addition(
            self._path,
            self.language.itemData(row) if row >= 0 else typed,
            self.source.text().strip(),
            self.licence.text().strip(),
            self.attribution.text().strip(),
        )
