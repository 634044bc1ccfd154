"""A text field that asks when typing pauses."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from signdict.gui.theme import icons

#: Milliseconds to wait for the next key before asking: keys in quick succession ask once.
PAUSE = 5


class SearchField(QLineEdit):
    """A field with a magnifying glass and a clear button. `pause` is in milliseconds."""

    asked = Signal()  # the typing paused, or Return was pressed

    def __init__(self, pause: int = PAUSE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=pause)
        self._pause.timeout.connect(self.asked)
        self.textChanged.connect(lambda _: self._pause.start())
        self.returnPressed.connect(self.asked)

    def words(self) -> str:
        """Return the text without surplus spaces."""
        return " ".join(self.text().split())

    def settle(self) -> None:
        """Cancel a question that waits for the typing to pause."""
        self._pause.stop()

    def replace(self, words: str) -> None:
        """Set the text without asking."""
        before = self.blockSignals(True)
        self.setText(words)
        self.blockSignals(before)
        self.settle()
