"""The sheet of keys and gestures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget


class KeySheet(QDialog):
    """Lists what can be done without a pointer, and what can be dropped where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and gestures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (key, what) in enumerate(self._rows()):
            name = QLabel(key)
            name.setObjectName("key")
            grid.addWidget(name, row, 0)
            grid.addWidget(QLabel(what), row, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.addLayout(grid)
        column.addSpacing(8)
        column.addWidget(buttons)

    def _rows(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Ctrl+1 to Ctrl+4"), self.tr("Go to Sign, Find, Explore, Library")),
            (self.tr("Ctrl+F"), self.tr("Type a word to find")),
            (self.tr("Ctrl+O"), self.tr("Open a video or pose of a sign")),
            (self.tr("Tab, arrows"), self.tr("Move between the parts, and among the results")),
            (self.tr("Enter"), self.tr("Show the chosen result large")),
            (self.tr("Esc"), self.tr("Back to the results")),
            (self.tr("Space"), self.tr("Play or pause; with the camera: begin and end recording")),
            (self.tr("Drop a file"), self.tr("See what its sign means")),
            (self.tr("Drop on Library"), self.tr("Add a folder or a table")),
            (self.tr("F1 or ?"), self.tr("This sheet")),
        )
