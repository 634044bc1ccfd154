"""The dialog that changes labels: replace text in glosses, set languages or kind, or a table."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from signdict.core.languages import languages
from signdict.core.names import found, text_of
from signdict.gui.widgets.form_dialog import FormDialog
from signdict.gui.widgets.kinds import KindBox


class RelabelDialog(FormDialog):
    """A form for new labels, with a preview of the changes."""

    preview_wanted = Signal()

    def __init__(self, sources: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Relabel signs"))
        self.table: Path | None = None
        self.sought, self.written, self.spoken = QLineEdit(), QLineEdit(), QLineEdit()
        self.spoken.setPlaceholderText(self.tr("Unchanged, or a code such as de"))
        self.pattern = QCheckBox(self.tr("Regular expression"))
        self.source, self.language = QComboBox(), QComboBox()
        self.kind = KindBox(self.tr("Unchanged"))
        self.source.addItem(self.tr("All my sources"), "")
        for name in sources:
            self.source.addItem(name, name)
        self.language.addItem(self.tr("Unchanged"), "")
        for language in languages().values():
            self.language.addItem(f"{language.name} ({language.code})", language.code)
        self.message = QLabel(self.tr("Nothing has been changed yet."))
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.lines = QListWidget()
        self.lines.setAccessibleName(self.tr("Changes"))
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        preview = QPushButton(self.tr("Preview"))
        preview.clicked.connect(self.preview_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._form())
        column.addLayout(self._from_table())
        for widget in (preview, self.message, self.lines, self._answers()):
            column.addWidget(widget)
        self.scroll_form(QSize(560, 600))

    @property
    def request(self) -> dict[str, object]:
        """What the user entered, by the names of the fields of `RelabelRequest`, or the table."""
        return {
            "source": self.source.currentData(), "find": self.sought.text(),
            "replace": self.written.text(), "pattern": self.pattern.isChecked(),
            "sign_language": self.language.currentData(),
            "spoken_language": self.spoken.text().strip(), "kind": self.kind.currentData(),
            "table": self.table,
        }  # fmt: skip

    def take_table(self, path: Path | None) -> None:
        """Read the new labels from a table, or from the form if `path` is None."""
        self.table = path
        for widget in (
            self.source, self.sought, self.written, self.pattern, self.language, self.spoken,
            self.kind,
        ):  # fmt: skip
            widget.setEnabled(path is None)
        self.from_form.setVisible(path is not None)
        text = self.tr("New labels come from {name}.") if path else self._hint
        self.read.setText(text.format(name=text_of(path.name) if path else ""))
        self.lines.clear()
        self.message.setText(self.tr("Nothing has been changed yet."))

    def show_plan(self, lines: list[str], problems: list[str]) -> None:
        """Show a line for each change, after the problems with the table."""
        self.lines.clear()
        self.lines.addItems([*problems, *lines])
        texts = [self.tr("%n sign(s) would change.", "", len(lines))]
        if problems:
            texts.append(self.tr("%n line(s) of the table cannot be used.", "", len(problems)))
        self.message.setText(" ".join(texts))

    def show_problem(self, text: str) -> None:
        """Show why the labels cannot be changed."""
        self.lines.clear()
        self.message.setText(text)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(self.tr("Source"), self.source)
        form.addRow(self.tr("Find in glosses"), self.sought)
        form.addRow(self.tr("Replace with"), self.written)
        form.addRow("", self.pattern)
        form.addRow(self.tr("Sign language"), self.language)
        form.addRow(self.tr("Language of the glosses"), self.spoken)
        form.addRow(self.tr("Kind"), self.kind)
        return form

    def _from_table(self) -> QVBoxLayout:
        self._hint = self.tr(
            "Or use a CSV with the columns gloss and new_gloss, new_sign_language, …"
        )
        self.read = QLabel(self._hint)
        self.read.setWordWrap(True)
        self.read.setTextFormat(Qt.TextFormat.PlainText)
        self.from_table = QPushButton(self.tr("Choose a table (CSV)…"))
        self.from_form = QPushButton(self.tr("Use the form instead"))
        self.from_table.clicked.connect(self._choose_table)
        self.from_form.clicked.connect(lambda: self.take_table(None))
        self.from_form.hide()
        row = QHBoxLayout()
        for button in (self.from_table, self.from_form):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.read)
        column.addLayout(row)
        return column

    def _choose_table(self) -> None:
        tables = self.tr("Tables")
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a table of new labels"), "", f"{tables} (*.csv *.tsv)"
        )
        if name:
            self.take_table(found(name))
            self.preview_wanted.emit()

    def _answers(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Relabel"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
