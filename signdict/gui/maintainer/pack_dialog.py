"""The dialog that shows a pack before its signs are added."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from signdict.core.names import text_of
from signdict.gui.maintainer.add_dialog import Addition
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from signdict.importing.manifest import ImportPreview


class PackDialog(FormDialog):
    """Shows the source, terms and numbers of a pack. It has languages and terms of its own, so
    there is nothing to enter; nothing can be added before all of it was checked."""

    preview_wanted = Signal(object)  # an Addition
    previews_first = True

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addition = Addition(path)
        self.setWindowTitle(self.tr("Add {name}").format(name=text_of(path.name)))
        self.message = QLabel(self.tr("Checking {name}").format(name=text_of(path.name)))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.message.text())
        self.facts = QFormLayout()
        self.lines = QListWidget()
        self.lines.setAccessibleName(self.tr("The first signs of the pack"))
        self.lines.setMinimumSize(440, 120)
        self.lines.hide()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        for widget in (self.message, self.bar):
            column.addWidget(widget)
        column.addLayout(self.facts)
        column.addWidget(self.lines, 1)
        column.addWidget(self._answers())
        self.scroll_form(QSize(480, 0))

    def show_preview(self, preview: "ImportPreview") -> None:
        """Show what the pack contains, and under which terms."""
        self.bar.hide()
        self.message.setText(
            self.tr("Its signs are added with the languages and the terms that it states.")
        )
        usual = preview.usual
        credit = preview.first[0].attribution if preview.first else ""
        languages = ", ".join(
            f"{name_of(code)} ({QLocale().toString(count)})"
            for code, count in preview.languages.items()
        )
        number = QLocale().toString
        for name, text in (
            (self.tr("Source"), usual.source),
            (self.tr("Licence"), usual.licence),
            (self.tr("Credit"), credit),
            (self.tr("Glosses"), number(preview.glosses)),
            (self.tr("Clips"), number(preview.ready)),
            (self.tr("Sign languages"), languages),
        ):
            if text:
                value = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
                self.facts.addRow(name, value)
        glosses = dict.fromkeys(f"{clip.gloss} ({clip.sign_language})" for clip in preview.first)
        self.lines.addItems([*glosses])
        self.lines.show()
        self.add_button.setEnabled(True)
        self.add_button.setFocus()
        self.grow()

    def show_problem(self, text: str) -> None:
        """Show why the pack cannot be added."""
        self.bar.hide()
        self.message.setText(text)
        self.grow()

    def _answers(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.add_button = buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setDefault(True)
        self.add_button.setEnabled(False)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
