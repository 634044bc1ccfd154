"""Ask what the clips are that are about to be added."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from signdict.languages import languages


@dataclass(frozen=True, slots=True)
class Addition:
    """A folder or table, and what is true of all its clips."""

    path: Path
    sign_language: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""


class AddDialog(QDialog):
    """A form about a folder or a table of clips."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._table = path, path.suffix.lower() == ".csv"
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
        column.addWidget(self._answers())

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
