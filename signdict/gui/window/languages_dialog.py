"""The dialog of the settings that changes the sign languages of the user."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from signdict.gui.widgets.screen import room

if TYPE_CHECKING:
    from signdict.gui.widgets.language_chooser import LanguageChooser

_SIZE = QSize(720, 560)  # in pixels, on a screen that is large enough


class LanguagesDialog(QDialog):
    """Asks the question of the first start again; it closes with the answer."""

    def __init__(self, chooser: "LanguageChooser", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign languages"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chooser = chooser
        chooser.answered.connect(lambda _: self.accept())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(chooser, 1)
        column.addWidget(buttons)
        self.resize(_SIZE.boundedTo(room(self.screen())))
        chooser.setFocus()
