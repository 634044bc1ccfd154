"""Find and replace in the glosses of one's own signs, or give them another language."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
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

from signdict.languages import languages


class RelabelDialog(QDialog):
    """A form that says what to change, and shows what would change before it is."""

    preview_wanted = Signal()

    def __init__(self, sources: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Relabel signs"))
        self.resize(520, 480)
        self.sought, self.written = QLineEdit(), QLineEdit()
        self.pattern = QCheckBox(self.tr("It is a regular expression"))
        self.source, self.language = QComboBox(), QComboBox()
        self.source.addItem(self.tr("All of my sources"), "")
        for name in sources:
            self.source.addItem(name, name)
        self.language.addItem(self.tr("As it is"), "")
        for one in languages().values():
            self.language.addItem(f"{one.name} ({one.code})", one.code)
        form = QFormLayout()
        form.addRow(self.tr("Source"), self.source)
        form.addRow(self.tr("Find in glosses"), self.sought)
        form.addRow(self.tr("Replace with"), self.written)
        form.addRow("", self.pattern)
        form.addRow(self.tr("Sign language"), self.language)
        self.told = QLabel(self.tr("Nothing is changed yet."))
        self.told.setWordWrap(True)
        self.lines = QListWidget()
        self.lines.setAccessibleName(self.tr("What would change"))
        look = QPushButton(self.tr("Show what would change"))
        look.clicked.connect(self.preview_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.addLayout(form)
        for widget in (look, self.told, self.lines, self._answers()):
            column.addWidget(widget)

    @property
    def asked(self) -> dict[str, object]:
        """What was filled in, by the names of `relabels.Wanted`."""
        return {
            "source": self.source.currentData(), "find": self.sought.text(),
            "replace": self.written.text(), "pattern": self.pattern.isChecked(),
            "sign_language": self.language.currentData(),
        }  # fmt: skip

    def show_plan(self, lines: list[str]) -> None:
        """Show what would change, each as a line."""
        self.lines.clear()
        self.lines.addItems(lines)
        self.told.setText(self.tr("%n sign(s) would change.", "", len(lines)))

    def _answers(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Change them"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
