"""Ask what the clips are that are about to be added."""

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

if TYPE_CHECKING:
    from signdict.importing.manifest import ImportPreview


@dataclass(frozen=True, slots=True)
class Addition:
    """A folder or table, and what is true of all its clips."""

    path: Path
    sign_language: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""


class AddDialog(QDialog):
    """A form about a folder or a table of clips, with a preview of what would be read."""

    preview_wanted = Signal(object)  # an Addition

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._table = path, path.suffix.lower() in (".csv", ".tsv", ".json")
        self.setWindowTitle(self.tr("Add {name}").format(name=path.name))
        self.language = self._languages()
        self.source = QLineEdit("" if self._table else path.name)
        self.licence, self.attribution = QLineEdit(), QLineEdit()
        form = QFormLayout()
        form.addRow(self.tr("Sign language"), self.language)
        form.addRow(self.tr("Name of the source"), self.source)
        form.addRow(self.tr("Licence"), self.licence)
        form.addRow(self.tr("Whom to name"), self.attribution)
        said = QLabel(
            self.tr("What the table itself says of a clip comes first.")
            if self._table
            else self.tr("The name of each file becomes its gloss: house.mp4 is HOUSE.")
        )
        said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(said)
        column.addLayout(form)
        column.addLayout(self._preview())
        column.addWidget(self._answers())

    def show_preview(self, found: "ImportPreview") -> None:
        """Show how many clips would be read, the first of them, and what would be left out."""
        codes = ", ".join(f"{code} {count}" for code, count in found.languages.items())
        told = self.tr(
            "Would be read: clips {ready}, glosses {glosses} ({codes}). Left out: {out}."
        )
        self.told.setText(
            told.format(ready=found.ready, glosses=found.glosses, codes=codes, out=found.left_out)
        )
        self.lines.clear()
        self.lines.addItems([f"{one.path.name}: {one.reason}" for one in found.skipped])
        self.lines.addItems(
            [f"{one.gloss} ({one.sign_language}): {one.path.name}" for one in found.first]
        )
        self.lines.show()

    def show_problem(self, text: str) -> None:
        """Say why nothing can be read."""
        self.lines.hide()
        self.told.setText(text)

    def _preview(self) -> QVBoxLayout:
        look = QPushButton(self.tr("Show what would be read"))
        look.clicked.connect(lambda: self.preview_wanted.emit(self.addition))
        self.told, self.lines = QLabel(), QListWidget()
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setAccessibleName(self.tr("What would be read, and what not"))
        self.lines.setMinimumSize(440, 160)
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.hide()
        column = QVBoxLayout()
        for widget in (look, self.told, self.lines):
            column.addWidget(widget)
        return column

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if self._table:
            box.addItem(self.tr("As the table says"), "")
        for one in languages().values():
            box.addItem(f"{one.name} ({one.code})", one.code)
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
        """What was filled in."""
        place = self.language.findText(self.language.currentText(), Qt.MatchFlag.MatchFixedString)
        typed = self.language.currentText().strip()
        return Addition(
            self._path,
            self.language.itemData(place) if place >= 0 else typed,
            self.source.text().strip(),
            self.licence.text().strip(),
            self.attribution.text().strip(),
        )
