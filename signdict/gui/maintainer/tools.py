"""What can be done with the whole library, as a row of buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class Tools(QWidget):
    """Buttons for labels, duplicates, undo, repair and backups."""

    chosen = Signal(str)  # relabel, duplicates, undo, repair, backup, restore

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for name, text in (
            ("relabel", self.tr("Relabel…")),
            ("duplicates", self.tr("Merge duplicates")),
            ("undo", self.tr("Undo")),
            ("repair", self.tr("Repair")),
            ("backup", self.tr("Back up…")),
            ("restore", self.tr("Restore…")),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)
